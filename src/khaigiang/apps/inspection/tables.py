from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

EVENTS = (
    Column("so", _("Số"), number=True),
    Column("luc", _("Lúc")),
    Column("nguoi", _("Người làm")),
    Column("viec", _("Việc")),
    Column("doi_tuong", _("Đối tượng")),
    Column("chi_tiet", _("Chi tiết")),
)
