from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

BATCHES = (
    Column("tep", _("Tệp"), ("file_name",)),
    Column("loai", _("Nhập thành"), ("kind",)),
    Column("don_vi", _("Đơn vị gửi tệp"), ("unit__sort_key",)),
    Column("nguoi", _("Số người"), ("people",), number=True),
    Column("trang_thai", _("Trạng thái"), ("state",)),
)
STAGED = (
    Column("dong", _("Dòng"), ("place",), number=True),
    Column("ten", _("Họ và tên"), ("full_name",)),
    Column("sinh", _("Ngày sinh")),
    Column("chuc_vu", _("Chức vụ")),
    Column("noi", _("Đơn vị"), ("unit__sort_key",)),
    Column("thay", _("Điểm tìm thấy")),
)
