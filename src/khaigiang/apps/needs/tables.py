from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

SURVEYS = (
    Column("ten", _("Khảo sát"), ("title",)),
    Column("nam", _("Năm"), ("year",), number=True),
    Column("han", _("Hạn trả lời"), ("deadline",)),
    Column("gui", _("Đã gửi phiếu"), ("answered",), number=True),
    Column("tinh_trang", _("Tình trạng"), ("state",)),
)
INSPECTIONS = (
    Column("noi_dung", _("Nội dung cần bồi dưỡng"), ("topic",)),
    Column("van_ban", _("Văn bản kiểm tra"), ("issued_on",)),
    Column("nam", _("Nhu cầu năm"), ("year",), number=True),
    Column("don_vi", _("Đơn vị")),
    Column("tinh_trang", _("Tình trạng"), ("state",)),
)
ASKED = (
    Column("don_vi", _("Đơn vị"), ("form.unit.sort_key",)),
    Column("tinh_trang", _("Phiếu"), ("form.state",)),
    Column("gui", _("Ngày gửi")),
    Column("luot", _("Lượt đề nghị"), number=True),
)
YEARLY = (
    Column("don_vi", _("Đơn vị"), ("unit.sort_key",)),
    Column("chua_du", _("Chưa đủ tiết"), ("below",), number=True),
    Column("chua_ro", _("Chưa đủ dữ liệu"), ("unknown",), number=True),
    Column("du", _("Đủ tiết"), ("met",), number=True),
)
YEARLY_PEOPLE = (
    Column("ten", _("Họ và tên"), ("person.sort_key",)),
    Column("chuc_danh", _("Chức danh")),
    Column("tiet", _("Đã học"), ("yearly.done",)),
    Column("tinh_trang", _("Tình trạng"), ("yearly.standing",)),
)
