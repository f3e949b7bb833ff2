from collections.abc import Mapping, Sequence

from django.utils import formats
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khaigiang.core.forming.clashes import Clash
from khaigiang.core.states import ClassState
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

SAID = {
    "accept": _("Đã duyệt."),
    "reserve": _("Đã đưa vào danh sách dự bị."),
    "decline": _("Đã ghi là không duyệt."),
    "withdraw": _("Đã rút khỏi danh sách."),
    "substitute": _("Đã thay người."),
    "waive": _("Đã ghi miễn điều kiện."),
    "unwaive": _("Đã thôi miễn điều kiện; kết quả xét trở lại như quy định."),
}
MOVED_UP_UNWAIVED = _("Đã thôi miễn điều kiện; %(name)s chuyển từ dự bị lên.")
MOVED_UP = _("Đã rút khỏi danh sách; %(name)s chuyển từ dự bị lên.")
CLASS_HAS_BEGUN = _("%(name)s đã khai giảng: danh sách học viên không thay đổi được nữa.")
NOT_TO_BE_SEATED = _("Chỉ xếp vào %(name)s được người đã duyệt của dòng này mà chưa có lớp.")
CLASS_FULL = _("%(name)s chỉ còn nhận được %(room)s người.")
CANNOT_COME = _("%(name)s bận hoặc học lớp khác trong những ngày của %(title)s.")
SEATED_INTO = _("Đã xếp %(names)s vào lớp; giấy triệu tập bổ sung đang được soạn.")
MAY_NOT_FORM = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được lập lớp.")
CANNOT_FORM = _("Không lập được lớp cho dòng %(line)s: %(why)s")
NO_ANSWER_IN_TIME = _("chưa tìm ra trong thời gian cho phép; hãy cho thời gian tìm dài hơn.")
NOT_YOUR_CLASS = _("%(name)s không có học viên của đơn vị bạn.")
NOT_YOUR_PERSON = _("Học viên này không thuộc phạm vi của bạn.")
ALREADY_OPEN = _("Dòng %(line)s đã có lớp khai giảng nên không lập lại lớp được.")

# What clashes when there is no seating, by the code the core gives.
_CLASHES: dict[str, Phrase] = {
    "too_few_people": _("chỉ có {people} người được duyệt nhưng sĩ số tối thiểu của các lớp cộng lại là {least}."),
    "sizes_too_small": _("có {people} người được duyệt nhưng các lớp chỉ nhận tối đa {seats} người."),
    "no_window_free": _("{people} người báo bận trong thời gian của mọi lớp."),
}
_OTHER_CLASH = _("các ràng buộc sau không thể cùng thỏa mãn: {rule}.")
RULES: dict[str, Phrase] = {
    "one_place": _("mỗi người học một lớp"),
    "sizes": _("sĩ số tối thiểu và tối đa của lớp"),
    "availability": _("thời gian người học báo bận"),
    "forced": _("người đã được xếp cố định"),
    "forbidden": _("người không được xếp vào lớp đã nêu"),
    "together": _("người phải học cùng lớp"),
    "apart": _("người không được học cùng lớp"),
    "chief_and_deputy": _("cấp trưởng và cấp phó một đơn vị không cùng vắng"),
    "everyone_seated": _("mọi người được duyệt đều có lớp"),
}
WHY: dict[str, Phrase] = {
    "only_window_free": _("Là lớp duy nhất có thời gian phù hợp với người này."),
    "only_class_open": _("Là lớp duy nhất còn xếp được cho người này."),
    "forced": _("Được xếp cố định vào lớp này."),
    "wish": _("Đúng nguyện vọng."),
    "with_partner": _("Học cùng người phải đi cùng."),
    "keeps_district_balance": _("Giữ cân đối giữa các quận, huyện."),
    "keeps_sex_balance": _("Giữ cân đối nam, nữ."),
    "keeps_age_band_balance": _("Giữ cân đối độ tuổi."),
    "keeps_bloc_balance": _("Giữ cân đối giữa các khối."),
    "keeps_position_balance": _("Giữ cân đối chức danh."),
    "keeps_sizes_even": _("Giữ sĩ số các lớp đều nhau."),
    "keeps_everyone_seated": _("Để mọi người đều có lớp."),
    "keeps_wishes": _("Để đáp ứng nguyện vọng của người khác."),
    "chief_and_deputy.both_away": _("Để cấp trưởng và cấp phó một đơn vị không cùng vắng."),
    "sizes.too_few": _("Giữ sĩ số trong giới hạn của các lớp."),
    "sizes.too_many": _("Giữ sĩ số trong giới hạn của các lớp."),
    "availability.not_free": _("Để người khác được học trong thời gian không bận."),
    "together.not_together": _("Để những người phải học cùng lớp được học cùng nhau."),
    "apart.in_one_class": _("Để những người không được học cùng lớp ở khác lớp."),
    "forced.not_in_class": _("Để giữ chỗ của người đã được xếp cố định."),
    "forbidden.in_forbidden_class": _("Để người khác không phải vào lớp họ không được xếp."),
    "place_in_order": _("Theo thứ tự danh sách; lớp khác cũng như vậy."),
}


def clash(found: Sequence[Clash]) -> Phrase:
    """Demands that clash, in words: what the head counts tell by itself, else the rules together, each once."""
    counted = [format_lazy(_CLASHES[each.code], **each.facts) for each in found if each.code in _CLASHES]
    if counted:
        return format_lazy(" ".join("{}" for _each in counted), *counted)
    rules = [RULES.get(rule, rule) for rule in dict.fromkeys(each.rule for each in found)]
    return format_lazy(_OTHER_CLASH, rule=format_lazy("; ".join("{}" for _rule in rules), *rules))


STATES: Mapping[str, Mark] = {
    ClassState.FORMED: Mark("quiet", _("Đã lập danh sách")),
    ClassState.TIMETABLED: Mark("notice", _("Đã xếp lịch")),
    ClassState.OPEN: Mark("main", _("Đang học")),
    ClassState.FINISHED: Mark("good", _("Đã bế giảng")),
}
NOT_FORMED = Mark("quiet", _("Chưa lập danh sách"))


def quality(status: str, gap: float) -> str:
    """How good a solution is proven to be, for a reader who knows no solver. ``gap`` is a share of the objective."""
    if status.lower() == "optimal" or gap <= 0:
        return gettext("chứng minh tối ưu")
    percent = formats.number_format(max(0.1, round(gap * 100, 1)), decimal_pos=1)
    return gettext("cách tối ưu không quá %(percent)s %%") % {"percent": percent}
