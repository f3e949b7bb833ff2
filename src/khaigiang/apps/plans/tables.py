from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

PLANS = (
    Column("so", _("Số kế hoạch"), ("number",)),
    Column("co_quan", _("Cơ quan ban hành"), ("issuer_key",)),
    Column("nam", _("Năm"), ("year",), number=True),
    Column("dong", _("Dòng"), ("lines",), number=True),
    Column("lop", _("Lớp"), ("classes",), number=True),
    Column("chi_tieu", _("Chỉ tiêu"), ("seats",), number=True),
    Column("trang_thai", _("Tình trạng")),
)
LINES = (
    Column("ten", _("Dòng kế hoạch")),
    Column("linh_vuc", _("Lĩnh vực"), ("field",)),
    Column("khoi", _("Khối"), ("line.bloc",)),
    Column("lop", _("Lớp"), ("line.classes",), number=True),
    Column("chi_tieu", _("Chỉ tiêu"), ("line.seats",), number=True),
    Column("chu_tri", _("Đơn vị chủ trì"), ("line.organiser",)),
    Column("theo_doi", _("Theo dõi"), ("line.tracking",)),
    Column("phan_cap", _("Phân cấp")),
)
