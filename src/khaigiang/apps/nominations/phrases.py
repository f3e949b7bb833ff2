import datetime as dt
import re
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.people.models import PersonCategory
from khaigiang.core.states import NominationState
from khaigiang.core.verdict import Standing
from khaigiang.data.rules import position_groups
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_NOMINATE = _("Bạn không được cử người thay cho %(unit)s.")
NOT_YOUR_UNIT = _("Đơn vị này không thuộc phạm vi của bạn.")
BY_TOTALS = _("Dòng %(line)s theo dõi bằng số tổng hợp nên không nhận danh sách cử.")
MAY_NOT_JUDGE = _("Chỉ cơ quan tham mưu kế hoạch được thẩm định và duyệt danh sách.")

MAY_NOT_WAIVE = _("Chỉ cơ quan tham mưu kế hoạch được ghi miễn điều kiện.")
NOT_ASKED = _("%(name)s không được thẩm định theo điều kiện “%(rule)s”.")
NOTHING_TO_WAIVE = _("%(name)s đã đạt điều kiện này, không có gì để miễn.")
NOT_WAIVED = _("%(name)s không được miễn điều kiện “%(rule)s”.")
WAIVED_IN_FUTURE = _("Văn bản miễn điều kiện đề ngày %(day)s, sau hôm nay.")
ENACTED = _("Đã ban hành, áp dụng cho lớp khai giảng từ ngày %(day)s; người chưa duyệt đã được xét lại.")
AFTER_DEADLINE = _("Hạn cử người của đơn vị là ngày %(day)s; sau hạn chỉ rút hoặc thay người đã cử.")
NO_SEATS = _("%(unit)s không được giao chỉ tiêu của dòng này.")
NO_SEAT_LEFT = _("%(unit)s đã dùng hết chỉ tiêu: %(name)s chỉ có thể vào danh sách dự bị.")
NOT_FOUND_ELIGIBLE = _("%(name)s chưa được thẩm định là đủ điều kiện.")
WRONG_STATE = _("%(name)s: không làm được việc này khi tình trạng là “%(state)s”.")
SEATED = _("%(name)s đã được xếp lớp; việc rút hay thay phải gỡ cả chỗ ngồi trong lớp.")
# Somebody else's or one's own class in the same days: the person or the chief and deputy, with a seat or only named.
AWAY: dict[tuple[bool, bool], Phrase] = {
    (True, True): _(
        "%(name)s đã được duyệt học “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng các ngày %(first)s đến "
        "%(last)s."
    ),
    (True, False): _(
        "%(name)s đang được cử học “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng các ngày %(first)s đến "
        "%(last)s."
    ),
    (False, True): _(
        "%(name)s, %(title)s cùng đơn vị, đã được duyệt học “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng "
        "các ngày %(first)s đến %(last)s, mà kế hoạch không để cấp trưởng và cấp phó cùng vắng."
    ),
    (False, False): _(
        "%(name)s, %(title)s cùng đơn vị, đang được cử học “%(class_name)s”, kế hoạch %(plan)s, dòng %(line)s: trùng "
        "các ngày %(first)s đến %(last)s, mà kế hoạch không để cấp trưởng và cấp phó cùng vắng."
    ),
}
SUBSTITUTE_FAILS = _("%(name)s không thay được: %(why)s")
KNOWN_ON_LINE = _("%(name)s đã có trong danh sách cử của dòng này.")
JUDGED = _(
    "Đã xét: %(eligible)s người đủ điều kiện, %(not_eligible)s không đủ điều kiện, %(not_enough_information)s thiếu "
    "thông tin."
)
ACCEPTED = _(
    "Đã duyệt %(accepted)s người, đưa %(reserve)s người vào dự bị; %(overlapping)s người trùng ngày với lớp khác chờ "
    "quyết định riêng."
)
RESERVE_CALLED = _("%(n)s người chuyển từ dự bị lên: %(names)s.")
NOBODY_CALLED = _("Không ai chuyển lên: chưa có chỉ tiêu quá hạn hoặc đơn vị còn người dự bị đã dùng hết chỉ tiêu.")
NO_SUCH_NOMINATION = _("Không có người được cử nào mang số %(number)s.")
IN_PLACE_OF = "thay %(name)s"
PASSED_OVER = "%(why)s; chưa gọi %(names)s vì trùng ngày với lớp khác"
ORDER_OF_LETTERS = "theo thứ tự ngày công văn, rồi thứ tự dự bị của từng đơn vị"
# How a decision about somebody tells of a waiver.
WAIVED = "%(decided_by)s, %(instrument)s ngày %(day)s: %(why)s"
STANDINGS: dict[str, Phrase] = {
    Standing.ELIGIBLE: _("Đủ điều kiện"),
    Standing.NOT_ELIGIBLE: _("Không đủ điều kiện"),
    Standing.NOT_ENOUGH_INFORMATION: _("Chưa đủ thông tin"),
}
STATES: dict[str, Phrase] = {
    "nominated": _("Đã cử, chờ thẩm định"),
    "accepted": _("Được duyệt"),
    "reserve": _("Dự bị"),
    "not_eligible": _("Không đủ điều kiện"),
    "incomplete": _("Chưa đủ thông tin"),
    "declined": _("Không được duyệt"),
    "withdrawn": _("Đã rút"),
}

# A verdict's reason, by the code of the core: what was found, with the fact that was used.
REASONS: dict[str, Phrase] = {
    "known.met": _("Danh sách có ghi %(fact)s."),
    "known.unknown": _("Danh sách chưa ghi %(missing)s."),
    "position_in.met": _("Chức danh %(positions)s thuộc đối tượng."),
    "position_in.unmet": _("Chức danh %(positions)s không thuộc đối tượng (%(wanted)s)."),
    "position_in.unknown": _("Chưa xác định được chức danh (đối tượng: %(wanted)s)."),
    "age_at_least.met": _("%(age)s tuổi, đủ tuổi tối thiểu %(threshold)s."),
    "age_at_least.unmet": _("%(age)s tuổi, chưa đủ %(threshold)s tuổi."),
    "age_at_least.unknown": _("Chưa tính được tuổi: thiếu %(missing)s."),
    "age_at_most.met": _("%(age)s tuổi, không quá %(threshold)s tuổi."),
    "age_at_most.unmet": _("%(age)s tuổi, quá %(threshold)s tuổi."),
    "age_at_most.unknown": _("Chưa tính được tuổi: thiếu %(missing)s."),
    "party_member.met": _("Là đảng viên (%(party_member)s)."),
    "party_member.unmet": _("Chưa phải là đảng viên theo yêu cầu (%(party_member)s)."),
    "party_member.unknown": _("Danh sách chưa ghi ngày vào Đảng."),
    "bloc_in.met": _("Thuộc khối %(bloc)s."),
    "bloc_in.unmet": _("Thuộc khối %(bloc)s, không thuộc khối được cử (%(wanted)s)."),
    "bloc_in.unknown": _("Chưa rõ thuộc khối nào (khối được cử: %(wanted)s)."),
    "category_in.met": _("Là %(person_category)s."),
    "category_in.unmet": _("Là %(person_category)s, không thuộc đối tượng (%(wanted)s)."),
    "category_in.unknown": _("Chưa rõ là cán bộ, công chức hay viên chức (đối tượng: %(wanted)s)."),
    "study_form_is.met": _("Hệ học %(study_form)s."),
    "study_form_is.unmet": _("Hệ học %(study_form)s, quy định chỉ áp dụng cho hệ %(wanted)s."),
    "study_form_is.unknown": _("Chưa rõ hệ học (%(wanted)s)."),
    "education_at_least.met": _("Trình độ %(education)s, đạt yêu cầu từ %(threshold)s."),
    "education_at_least.unmet": _("Trình độ %(education)s, chưa đạt %(threshold)s."),
    "education_at_least.unknown": _("Danh sách chưa ghi trình độ (yêu cầu từ %(threshold)s)."),
    "theory_at_least.met": _("Lý luận chính trị %(theory_level)s, đạt yêu cầu từ %(threshold)s."),
    "theory_at_least.unmet": _("Lý luận chính trị %(theory_level)s, chưa đạt %(threshold)s."),
    "theory_at_least.unknown": _("Danh sách chưa ghi trình độ lý luận chính trị (yêu cầu từ %(threshold)s)."),
    "not_completed.met": _("Chưa học chương trình này."),
    "not_completed.unmet": _("Đã học chương trình này ngày %(completed_on)s."),
    "not_completed.unknown": _("Chưa rõ đã học chương trình này hay chưa."),
    "appraised.met": _("Xếp loại các năm %(years)s đạt từ %(threshold)s."),
    "appraised.unmet": _("Xếp loại các năm %(years)s có năm dưới %(threshold)s (%(appraisals)s)."),
    "appraised.unknown": _("Danh sách chưa ghi xếp loại các năm %(years)s."),
    "years_in_post_at_least.met": _("Giữ chức vụ %(years_in_post)s năm, đủ %(threshold)s năm."),
    "years_in_post_at_least.unmet": _("Giữ chức vụ %(years_in_post)s năm, chưa đủ %(threshold)s năm."),
    "years_in_post_at_least.unknown": _("Danh sách chưa ghi thời gian giữ chức vụ (yêu cầu %(threshold)s năm)."),
    "no_rule_in_force": _("Chưa có quy định nào có hiệu lực để thẩm định."),
}
# The words of the facts that are codes.
FACTS: dict[str, Phrase] = {
    "full_name": _("họ và tên"),
    "birth": _("ngày sinh"),
    "sex": _("giới tính"),
    "positions": _("chức danh"),
    "planned_positions": _("chức danh quy hoạch"),
    "bloc": _("khối"),
    "person_category": _("đối tượng cán bộ, công chức, viên chức"),
    "party_member": _("tình trạng đảng viên"),
    "education": _("trình độ đào tạo"),
    "theory_level": _("trình độ lý luận chính trị"),
    "appraisals": _("kết quả xếp loại hằng năm"),
    "programmes_completed": _("các chương trình đã học"),
    "years_in_post": _("thời gian giữ chức vụ"),
    "study_form": _("hệ học"),
    "probationary": _("dự bị"),
    "official": _("chính thức"),
    "none": _("chưa có"),
    "primary": _("tiểu học"),
    "lower_secondary": _("trung học cơ sở"),
    "upper_secondary": _("trung học phổ thông"),
    "intermediate": _("trung cấp"),
    "elementary": _("sơ cấp"),
    "advanced": _("cao cấp"),
    "college": _("cao đẳng"),
    "university": _("đại học"),
    "master": _("thạc sĩ"),
    "doctor": _("tiến sĩ"),
    "full_time": _("tập trung"),
    "part_time": _("không tập trung"),
    "not_completed": _("không hoàn thành nhiệm vụ"),
    "completed": _("hoàn thành nhiệm vụ"),
    "well_completed": _("hoàn thành tốt nhiệm vụ"),
    "excellent": _("hoàn thành xuất sắc nhiệm vụ"),
}
# What somebody is by law: one of these codes is a code of something else among the facts.
CATEGORIES: Mapping[str, Phrase] = {each.value: each.label for each in PersonCategory}
# Facts a sentence may ask for that a finding leaves out, because nobody stated them.
ABSENT = {"positions": _("chưa ghi"), "completed_on": _("chưa rõ"), "appraisals": ""}


ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def reason(code: str, facts: Mapping[str, str]) -> str:
    """One reason in the active language, with codes among its facts put into words."""
    words = CATEGORIES if code.startswith("category_in.") else FACTS
    said = {name: _said(value, words) for name, value in facts.items()}
    return str(REASONS[code]) % {**{name: str(value) for name, value in ABSENT.items()}, **said}


def waived(*, decided_by: str, instrument: str, dated: dt.date, why: str) -> str:
    """A waiver in one line, as a decision and the verdict book give it."""
    return WAIVED % {"decided_by": decided_by, "instrument": instrument, "day": f"{dated:%d/%m/%Y}", "why": why}


def _said(value: str, words: Mapping[str, Phrase]) -> str:
    """A fact in words: each code of a list by itself, and the level of a year's appraisal ("2021:excellent")."""
    return "; ".join(_word(part, words) for part in value.split(",")) if value else value


def _word(code: str, words: Mapping[str, Phrase]) -> str:
    if ISO_DATE.fullmatch(code):
        return f"{dt.date.fromisoformat(code):%d/%m/%Y}"
    year, colon, level = code.partition(":")
    if colon and year.isdecimal():
        return f"{year}: {_word(level, words)}"
    english = get_language() == "en"
    groups = {group.code: group.name_en if english else group.name_vi for group in position_groups()}
    return str(words.get(code) or groups.get(code, code))


MARKS: Mapping[str, Mark] = {
    NominationState.NOMINATED: Mark("quiet", STATES["nominated"]),
    NominationState.ACCEPTED: Mark("good", STATES["accepted"]),
    NominationState.RESERVE: Mark("main", STATES["reserve"]),
    NominationState.NOT_ELIGIBLE: Mark("bad", STATES["not_eligible"]),
    NominationState.INCOMPLETE: Mark("notice", STATES["incomplete"]),
    NominationState.DECLINED: Mark("bad", STATES["declined"]),
    NominationState.WITHDRAWN: Mark("quiet", STATES["withdrawn"]),
}
# Of whoever was found eligible and waits for a decision.
ELIGIBLE_MARK = Mark("main", _("Đủ điều kiện, chờ duyệt"))
ELIGIBLE_NEXT = _("Chờ cơ quan tham mưu duyệt theo chỉ tiêu.")
ANSWERS: Mapping[str, Mark] = {
    Standing.ELIGIBLE: Mark("good", _("Đạt")),
    Standing.NOT_ELIGIBLE: Mark("bad", _("Không đạt")),
    Standing.NOT_ENOUGH_INFORMATION: Mark("notice", _("Thiếu thông tin")),
}
# The same of a whole verdict.
VERDICTS: Mapping[str, Mark] = {standing: Mark(ANSWERS[standing].tone, STANDINGS[standing]) for standing in Standing}
# What there is to do next, for the unit that sent the person.
NEXT: Mapping[str, Phrase] = {
    NominationState.NOMINATED: _("Chờ cơ quan tham mưu thẩm định."),
    NominationState.ACCEPTED: _("Chờ xếp lớp và triệu tập."),
    NominationState.RESERVE: _("Được gọi khi đơn vị còn chỉ tiêu hoặc có người rút."),
    NominationState.NOT_ELIGIBLE: _(
        "Cử người khác đúng đối tượng, hoặc trình cấp có thẩm quyền quyết định trường hợp đặc biệt."
    ),
    NominationState.INCOMPLETE: _("Bổ sung thông tin còn thiếu vào hồ sơ cán bộ rồi đề nghị xét lại."),
    NominationState.DECLINED: _("Xem lý do không duyệt; có thể cử người khác."),
    NominationState.WITHDRAWN: _("Không còn trong danh sách cử."),
}
