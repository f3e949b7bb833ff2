from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

LOADS = (
    Column("buoi", _("Số buổi"), ("load.half_days",), number=True),
    Column("tiet", _("Số tiết"), ("load.periods",), number=True),
    Column("lop", _("Số lớp"), ("load.classes",), number=True),
)
LECTURERS = (
    Column("ten", _("Họ và tên"), ("sort_key",)),
    Column("ngach", _("Chức danh, trình độ"), ("lecturer.rank", "sort_key")),
    Column("don_vi", _("Đơn vị"), ("lecturer.unit_name", "sort_key")),
    *LOADS,
)
ROOMS = (
    Column("phong", _("Phòng"), ("room.name",)),
    Column("dia_diem", _("Địa điểm"), ("room.venue.name", "room.name")),
    Column("cho", _("Số chỗ"), ("room.capacity",), number=True),
    *LOADS,
)
