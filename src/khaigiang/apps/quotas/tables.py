from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

MOVES = (
    Column("ngay", _("Ngày")),
    Column("viec", _("Việc")),
    Column("tu", _("Từ")),
    Column("den", _("Đến")),
    Column("so", _("Số chỉ tiêu"), number=True),
    Column("ly_do", _("Lý do")),
    Column("nguoi", _("Người làm")),
)
