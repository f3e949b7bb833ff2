from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

BATCHES = (
    Column("tep", _("Tệp"), ("file_name",)),
    Column("loai", _("Nhập thành"), ("kind",)),
    Column("don_vi", _("Đơn vị gửi tệp"), ("unit__sort_key",)),
    Column("nguoi", _("Số dòng"), ("people",), number=True),
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
STAGED_RESULTS = (
    Column("dong", _("Dòng"), ("place",), number=True),
    Column("ten", _("Dòng kế hoạch"), ("line",)),
    Column("ky", _("Kỳ báo cáo"), ("first_day", "last_day")),
    Column("lop", _("Lớp"), ("classes",), number=True),
    Column("luot", _("Lượt"), ("places",), number=True),
    Column("nguoi", _("Người"), ("people",), number=True),
    Column("nguon", _("Nguồn số liệu")),
    Column("thay", _("Điểm tìm thấy")),
)
STAGED_UNITS = (
    Column("dong", _("Dòng"), ("place",), number=True),
    Column("ten", _("Tên đơn vị"), ("name",)),
    Column("loai", _("Loại đơn vị"), ("kind", "name")),
    Column("noi", _("Trực thuộc"), ("parent__sort_key",)),
    Column("tu", _("Từ ngày"), ("since",)),
    Column("thay", _("Điểm tìm thấy")),
)
