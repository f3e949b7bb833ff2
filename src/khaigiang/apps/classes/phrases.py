"""What pages and papers say of classes."""

from collections.abc import Mapping

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khaigiang.core.states import ClassState
from khaigiang.web.marks import Mark

STATES: Mapping[str, Mark] = {
    ClassState.FORMED: Mark("quiet", gettext_lazy("Đã lập danh sách")),
    ClassState.TIMETABLED: Mark("notice", gettext_lazy("Đã xếp thời khóa biểu")),
    ClassState.OPEN: Mark("main", gettext_lazy("Đang học")),
    ClassState.FINISHED: Mark("good", gettext_lazy("Đã bế giảng")),
}
NOT_FORMED = Mark("quiet", gettext_lazy("Chưa lập danh sách"))


def quality(status: str, gap: float) -> str:
    """How good a solution is proven to be, for a reader who knows no solver. ``gap`` is a share of the objective."""
    if status.lower() == "optimal" or gap <= 0:
        return _("chứng minh tối ưu")
    percent = formats.number_format(max(0.1, round(gap * 100, 1)), decimal_pos=1)
    return _("cách tối ưu không quá %(percent)s %%") % {"percent": percent}
