from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

UNITS = (
    Column("don_vi", _("Đơn vị"), ("unit__sort_key",)),
    Column("chi_tieu", _("Chỉ tiêu"), ("seats",), number=True),
    Column("cu", _("Cử"), ("nominated",), number=True),
    Column("duyet", _("Duyệt"), ("accepted",), number=True),
    Column("hoc", _("Học"), ("attending",), number=True),
    Column("xong", _("Hoàn thành"), ("completed",), number=True),
    Column("khong_dat", _("Không đủ điều kiện"), ("refused",), number=True),
    Column("thieu", _("Thiếu thông tin"), ("incomplete",), number=True),
    Column("du_bi", _("Dự bị"), ("reserve",), number=True),
)
PEOPLE = (
    Column("nguoi", _("Họ và tên"), ("person__sort_key",)),
    Column("chuc_danh", _("Chức danh"), ("position_title",)),
    Column("noi_cong_tac", _("Đơn vị"), ("unit__sort_key",)),
    Column("noi_cu", _("Đơn vị cử"), ("list__unit__sort_key",)),
    Column("ket_qua", _("Kết quả xét"), ("state",)),
)
