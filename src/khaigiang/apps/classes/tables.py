from django.utils.translation import gettext_lazy as _

from khaigiang.web.tables import Column

TRAINEES = (
    Column("stt", _("STT"), number=True),
    Column("ten", _("Họ và tên"), ("nomination__person__sort_key",)),
    Column("nam_sinh", _("Năm sinh"), ("nomination__person__born", "nomination__person__sort_key")),
    Column("chuc_danh", _("Chức danh"), ("nomination__position_title", "nomination__person__sort_key")),
    Column("don_vi", _("Đơn vị"), ("nomination__unit__sort_key",)),
    Column("noi_cu", _("Đơn vị cử"), ("nomination__list__unit__sort_key", "nomination__person__sort_key")),
    Column("to", _("Tổ"), ("group__number", "nomination__person__sort_key"), number=True),
)
A_WHOLE_CLASS = 150
