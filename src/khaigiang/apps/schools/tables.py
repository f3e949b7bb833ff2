from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

CLOSED_DAYS = (
    Column("ngay", _("Ngày"), ("day",)),
    Column("dia_diem", _("Địa điểm"), ("venue__name",)),
    Column("ly_do", _("Lý do")),
    Column("bo", ""),
)
