import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils import formats, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khaigiang.core.forming.clashes import Clash
from khaigiang.core.forming.explain import AimChange
from khaigiang.core.forming.levels import WEIGHTS, StatedLevels
from khaigiang.core.forming.problem import FormingProblem
from khaigiang.core.forming.solution import Violation
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

ANNOUNCED = _("Văn bản %(file)s đã ban hành: danh sách lớp đã công bố nên không xếp lại được.")
NOT_ANOTHER_CLASS = _("%(name)s chỉ chuyển được sang lớp khác của cùng dòng kế hoạch, không phải %(title)s.")
NOT_TO_BE_SWAPPED = _("%(name)s chỉ đổi chỗ được với người ở lớp khác của cùng dòng kế hoạch, không phải %(other)s.")
NOT_ACCEPTED = _("%(name)s không còn trong danh sách được duyệt nên không chuyển lớp được.")
LOCKED_ALREADY = _("%(name)s đã được khóa chỗ.")
NOT_LOCKED = _("%(name)s chưa được khóa chỗ.")
BREAKS_RULES = _("Không chuyển được: %(why)s")
LEVELS_ARE_USUAL = _("Dòng %(line)s đang dùng thứ tự và trọng số thông thường.")
EACH_LEVEL_ONCE = _("Mỗi mục tiêu giữ một thứ tự khác nhau, từ 1 đến 4.")
NOT_A_WEIGHT = _("“%(value)s”: ghi THÀNH PHẦN=SỐ, thành phần là một trong %(names)s.")
LEVELS_MAKE_NO_SENSE = _("Thứ tự nêu mỗi mục tiêu moved, sizes, balance, wishes một lần; trọng số từ 0 đến 9.")
NO_SEAT = _("Người được cử số %(number)s chưa có chỗ trong lớp nào.")
LOCKED_WORD = _("khóa chỗ")
MOVED_INTO = _("Đã chuyển %(name)s sang %(title)s.")
SWAPPED_WITH = _("Đã đổi chỗ %(name)s và %(other)s.")
LOCKED_IN = _("Đã khóa chỗ %(name)s: lập lại lớp không chuyển người này.")
UNLOCKED = _("Đã mở khóa chỗ %(name)s.")
REGROUPED = _("Tổ của %(title)s được chia lại.")
FORMED = _("Đã lập lớp: %(quality)s.")
FORMED_AGAIN = _("Đã lập lại lớp, số người phải chuyển lớp: %(moved)s; %(quality)s.")
LEVELS_STATED = _("Đã ghi thứ tự và trọng số; dùng từ lần lập lớp sau.")
LEVELS_USUAL = _("Đã trở lại thứ tự và trọng số thông thường; dùng từ lần lập lớp sau.")

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
    "keeps_seats": _("Để người đã xếp không phải chuyển lớp."),
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


LEVEL_NAMES: Mapping[str, Phrase] = {
    "unplaced": _("Mọi người đều có lớp"),
    "moved": _("Ít người phải chuyển lớp nhất khi lập lại"),
    "sizes": _("Sĩ số các lớp đều nhau"),
    "balance": _("Cân đối thành phần"),
    "wishes": _("Nguyện vọng chọn lớp"),
}
WEIGHT_NAMES: Mapping[str, Phrase] = {
    "district": _("Đơn vị cử"),
    "bloc": _("Khối"),
    "position": _("Chức danh"),
    "sex": _("Nam, nữ"),
    "age_band": _("Độ tuổi"),
}
_AIMS: Mapping[str, Phrase] = {
    "keeps_everyone_seated": _("người chưa có lớp"),
    "keeps_seats": _("người phải chuyển lớp"),
    "keeps_sizes_even": _("lệch sĩ số"),
    "keeps_district_balance": _("lệch cân đối đơn vị cử"),
    "keeps_bloc_balance": _("lệch cân đối khối"),
    "keeps_position_balance": _("lệch cân đối chức danh"),
    "keeps_sex_balance": _("lệch cân đối nam, nữ"),
    "keeps_age_band_balance": _("lệch cân đối độ tuổi"),
    "keeps_wishes": _("nguyện vọng chưa được đáp ứng"),
}
# What a change by hand breaks, with the names of people and classes.
_BROKEN: Mapping[str, Phrase] = {
    "sizes.too_many": _("{class} chỉ nhận nhiều nhất {maximum} người mà sẽ có {people}."),
    "sizes.too_few": _("{class} phải có ít nhất {minimum} người mà chỉ còn {people}."),
    "availability.not_free": _("{candidate} bận từ {first} đến {last}, trùng thời gian {class}."),
    "forced.not_in_class": _("{candidate} đang khóa chỗ ở {class}; mở khóa trước."),
    "forbidden.in_forbidden_class": _("{candidate} không được xếp vào {class}."),
    "together.not_together": _("{candidate} và {partner} phải học cùng lớp."),
    "apart.in_one_class": _("{candidate} và {partner} không được học cùng lớp."),
    "chief_and_deputy.both_away": _("{chief} và {deputy}, cấp trưởng và cấp phó một đơn vị, sẽ cùng vắng."),
}


def formed(moved: int | None, proven: str) -> str:
    """What a forming came to: how many had to move, when it was not from scratch, and how good it is proven to be."""
    return str(FORMED if moved is None else FORMED_AGAIN) % {"moved": moved, "quality": proven}


def aim(change: AimChange) -> str:
    """One aim with its cost before and after a change by hand."""
    return f"{_AIMS[change.code]} {change.before} → {change.after}"


def aims_in_words(changes: Iterable[AimChange]) -> str:
    """What the audit trail keeps of the aims that a change by hand touches."""
    with translation.override("vi"):
        return "; ".join(aim(each) for each in changes)


def levels_in_words(stated: StatedLevels) -> tuple[str, str]:
    """The order, and the weights."""
    order = "; ".join(str(LEVEL_NAMES[name]) for name in stated.order)
    return order, "; ".join(f"{WEIGHT_NAMES[each]} {stated.weights.get(each, 0)}" for each in WEIGHTS)


def broken(problem: FormingProblem, violations: Iterable[Violation]) -> Phrase:
    """What a change by hand would break, in words with the names of people and classes."""
    people, classes = problem.candidates_by_id(), problem.classes_by_id()
    told = []
    for each in violations:
        facts: dict[str, str] = dict(each.facts)
        for key in ("candidate", "chief", "deputy"):
            if key in facts:
                facts[key] = people[facts[key]].name
        if each.rule in {"together", "apart"}:
            facts["partner"] = people[facts["other"]].name
        for key in ("first", "last"):
            if key in facts:
                day = dt.date.fromisoformat(facts[key])
                facts[key] = f"{day:%d/%m/%Y}"
        if "class" in facts:
            facts["class"] = classes[facts["class"]].name
        told.append(format_lazy(_BROKEN[f"{each.rule}.{each.code}"], **facts))
    return format_lazy(" ".join("{}" for _each in told), *told)


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
