"""What timetables have to respect, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase
from khaigiang.web.fields import WEEKDAYS

MAY_NOT_STATE_NEEDS = _(
    "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được ghi ngày nghỉ, giới hạn của giảng viên và điều mong muốn."
)
DAYS_REVERSED = _("Ngày cuối không được trước ngày đầu.")
TOO_MANY_DAYS = _("Mỗi lần ghi nhiều nhất %(n)s ngày.")
REASON_WANTED = _("Hãy ghi lý do nghỉ.")
CLOSED_ALREADY = _("Những ngày này đã được ghi là ngày nghỉ.")
WEEK_BELOW_DAY = _("Số buổi một tuần không được ít hơn số buổi một ngày.")
NO_SUCH_WISH = _("Không có điều mong muốn “%(wish)s”. Các điều đã có: %(known)s.")
WEIGHT_OUT_OF_RANGE = _("Mức của “%(wish)s” phải từ %(least)s đến %(most)s.")
NO_SUCH_VENUE = _("Không có địa điểm “%(venue)s”. Các địa điểm đã có: %(known)s.")
NO_SUCH_LECTURER = _("Không có giảng viên “%(lecturer)s”.")
SEVERAL_LECTURERS = _("Có nhiều giảng viên tên “%(lecturer)s”; hãy ghi thêm đơn vị.")
ANYWHERE = _("mọi địa điểm")
SAID: Mapping[str, Phrase] = {
    "close": _("Đã ghi ngày nghỉ."),
    "reopen": _("Đã bỏ ngày nghỉ."),
    "limits": _("Đã ghi giới hạn của giảng viên."),
    "topic": _("Đã ghi cách tổ chức chuyên đề."),
    "wishes": _("Đã ghi điều mong muốn. Lần xếp sau sẽ theo."),
    "usual": _("Đã trở về mức thường dùng."),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wished for, and what one breach is."""

    name: Phrase
    means: Phrase


WISHES: Mapping[str, Wish] = {
    "mornings": Wish(
        _("Lên lớp vào buổi sáng"),
        _("Trừ điểm cho mỗi bài lên lớp ngoài buổi sáng, mỗi buổi thảo luận, tự học vào buổi sáng."),
    ),
    "same_room": Wish(_("Lớp học một phòng"), _("Trừ điểm cho mỗi phòng thêm mà một lớp phải dùng.")),
    "consecutive_load": Wish(
        _("Giảng viên không dạy dồn"), _("Trừ điểm cho mỗi buổi dạy liền vượt số buổi liền ghi dưới đây.")
    ),
    "consecutive_limit": Wish(
        _("Số buổi liền nhau không bị coi là dồn"), _("Dùng cho điều “Giảng viên không dạy dồn”; từ 1 buổi trở lên.")
    ),
    "fairness": Wish(
        _("Chia đều giữa các giảng viên"), _("Trừ điểm tăng dần cho mỗi buổi vượt mức trung bình của một giảng viên.")
    ),
    "compactness": Wish(
        _("Lớp không phải chờ giữa ngày"),
        _("Trừ điểm cho mỗi buổi trống hoặc tự học mà sau đó cùng ngày còn buổi học."),
    ),
    "travel": Wish(
        _("Giảng viên không đổi địa điểm trong ngày"),
        _("Trừ điểm cho mỗi địa điểm trong ngày ngoài nơi làm việc của giảng viên, hoặc ngoài địa điểm đầu tiên."),
    ),
    "lone_lessons": Wish(
        _("Không đến lớp chỉ vì một buổi"), _("Trừ điểm cho mỗi buổi học đứng một mình trong ngày của lớp.")
    ),
    "working_days": Wish(
        _("Chuyên đề rải ra nhiều ngày"),
        _("Trừ điểm cho mỗi ngày còn thiếu của một chuyên đề được ghi là rải ra nhiều ngày."),
    ),
    "topic_room": Wish(
        _("Chuyên đề nhiều buổi học một phòng"), _("Trừ điểm cho mỗi phòng thêm mà một chuyên đề phải dùng.")
    ),
}


class Arranged(Protocol):
    """A topic as far as it is said how it is held."""

    spread: bool
    one_lecturer: bool
    lecturers_together: int
    weekdays: list[int]


ONLY_ON = _("chỉ học vào %(days)s")
TOGETHER = _("%(n)s giảng viên cùng dạy")
SPREAD = _("mỗi buổi một ngày khác nhau")
SPREAD_BY_ONE = _("mỗi buổi một ngày khác nhau, cùng giảng viên")


def arrangement(topic: Arranged) -> str:
    """How a topic is held, in the reader's language; empty where nothing is stated."""
    said = []
    if topic.weekdays:
        said.append(str(ONLY_ON) % {"days": ", ".join(str(WEEKDAYS[day]) for day in topic.weekdays)})
    if topic.lecturers_together > 1:
        said.append(str(TOGETHER) % {"n": topic.lecturers_together})
    if topic.spread:
        said.append(str(SPREAD_BY_ONE if topic.one_lecturer else SPREAD))
    return "; ".join(said)
