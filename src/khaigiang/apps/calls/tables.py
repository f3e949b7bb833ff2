from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

CALLS = (
    Column("so", _("Thông báo"), ("pk",)),
    Column("cong_bo", _("Công bố"), ("published_on",)),
    Column("han", _("Hạn cử người"), ("deadline",)),
    Column("tinh_trang", _("Tình trạng"), ("state",)),
)
