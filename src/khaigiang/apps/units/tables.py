from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

FOUND = (
    Column("ten", _("Đơn vị"), ("sort_key",)),
    Column("cap_tren", _("Trực thuộc")),
    Column("loai", _("Loại"), ("kind", "sort_key")),
)
BEGUN = (Column("ten", _("Đơn vị mới"), ("sort_key",)), Column("cap_tren", _("Trực thuộc")), Column("tu", _("Từ")))
ENDED = (Column("ten", _("Đơn vị cũ"), ("sort_key",)), Column("cap_tren", _("Trực thuộc")), Column("thanh", _("Thành")))
RENAMED = (Column("ten", _("Tên mới"), ("sort_key",)), Column("cap_tren", _("Trực thuộc")), Column("cu", _("Tên cũ")))
MOVED = (
    Column("ten", _("Đơn vị"), ("unit__sort_key",)),
    Column("cap_tren", _("Cấp trên mới")),
    Column("cu", _("Cấp trên cũ")),
)
PAIRS = (Column("truoc", _("Ngày trước")), Column("sau", _("Ngày sau")))
