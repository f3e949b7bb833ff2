from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

REGISTER = (
    Column("so", _("Số vào sổ"), ("number",)),
    Column("ten", _("Họ và tên"), ("completion__enrolment__nomination__person__sort_key", "number")),
    Column("nam_sinh", _("Ngày sinh")),
    Column("don_vi", _("Đơn vị"), ("unit_name", "number")),
    Column("chuong_trinh", _("Chương trình, lớp"), ("programme_name", "class_name", "number")),
    Column("ngay_cap", _("Ngày cấp"), ("issued_on", "number")),
    Column("tinh_trang", _("Tình trạng"), ("state", "number")),
)
