"""On which days of the week and in which parts of the day a class studies, in words."""

from collections.abc import Collection, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.core.calendar import Part
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.fields import WEEKDAYS

NO_STUDY_TIMES = _("Hãy chọn ít nhất một ngày trong tuần và một buổi trong ngày.")
NO_STUDY_DAY = _("%(name)s không có ngày nào như thế trong thời gian mở lớp (%(first)s – %(last)s).")
STUDY_TIMES_STATED = _("Đã ghi ngày và buổi học.")
PARTS_OF_DAY: Mapping[str, Phrase] = {
    Part.MORNING.value: _("Sáng"),
    Part.AFTERNOON.value: _("Chiều"),
    Part.EVENING.value: _("Tối"),
}

# As somebody types them, and as the audit trail keeps them: the same in every language.
DAY_WORDS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
PART_WORDS: Mapping[str, str] = {Part.MORNING.value: "sáng", Part.AFTERNOON.value: "chiều", Part.EVENING.value: "tối"}


def study_times(weekdays: Collection[int], parts: Collection[str]) -> Phrase:
    """Three days or more in a row are said as a range."""
    days = sorted(weekdays)
    in_a_row = len(days) > 2 and days[-1] - days[0] == len(days) - 1  # noqa: PLR2004 - as the docstring says
    said = [WEEKDAYS[days[0]], WEEKDAYS[days[-1]]] if in_a_row else [WEEKDAYS[day] for day in days]
    joint = " – " if in_a_row else ", "
    within = [PARTS_OF_DAY[part.value] for part in Part if part.value in parts]
    return format_lazy(
        "{} · {}",
        format_lazy(joint.join("{}" for _day in said), *said),
        format_lazy(", ".join("{}" for _part in within), *within),
    )
