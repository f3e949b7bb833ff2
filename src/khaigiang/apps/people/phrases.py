"""What the people slice says."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from khaigiang.core.eligibility.facts import Education, Theory
from khaigiang.core.identity import Sign
from khaigiang.core.states import IdentityState
from khaigiang.core.yearly import Yearly, YearlyStanding
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_KEEP = _(
    "Chỉ cơ quan tham mưu, hoặc đơn vị quản lý người này, được ghi vào hồ sơ. Hãy đề nghị đơn vị đó hoặc cơ quan tham "
    "mưu."
)
MAY_NOT_DECIDE = _("Chỉ cơ quan tham mưu được xác định hai hồ sơ có phải của một người hay không.")
NOT_YOUR_PEOPLE = _("Danh sách cán bộ dành cho cơ quan tham mưu, cơ sở đào tạo, kiểm tra, giám sát và đơn vị quản lý.")
NOT_YOUR_PERSON = _("Người này không thuộc đơn vị của bạn.")
NOT_YOUR_UNIT = _("Đơn vị này ngoài phạm vi của bạn.")
MAY_NOT_RENEW_KEY = _("Chỉ cơ quan tham mưu được đổi khóa mã hóa.")
NAME_MISSING = _("Chưa ghi họ và tên.")
NOT_A_NUMBER = _("Số định danh phải có đúng 12 chữ số.")
NOT_A_DATE = _("Chưa đọc được ngày “%(text)s”. Hãy ghi như 12/05/1975, 05/1975 hoặc 1975.")
NOT_A_LEVEL = _("Trình độ này không thuộc loại đã chọn.")
NOT_A_TERM = _("Nhiệm kỳ phải ghi như 2025-2030.")
ENDED_ALREADY = _("Chức danh này đã có ngày thôi giữ.")
IS_MERGED = _("Hồ sơ này đã được gộp vào hồ sơ của %(name)s; hãy ghi vào hồ sơ đó.")
SAME_ROW = _("Đây là cùng một hồ sơ.")
ALREADY_MERGED = _("Hồ sơ của %(name)s đã được gộp vào hồ sơ khác. Hãy tách ra trước.")
MERGED_SINCE = _("Hồ sơ của %(name)s sau đó đã được gộp vào hồ sơ khác. Hãy tách lần gộp đó trước.")
IN_USE = _("Đang có danh sách được nhập hoặc xét duyệt. Hãy gộp, tách hồ sơ lại sau ít phút.")
NOT_TOLD_APART = _("Hai hồ sơ này chưa được xác định là hai người.")
NOT_STANDING = _("Lần gộp này đã được tách ra rồi.")
DECIDED_ALREADY = _("Câu hỏi này đã được xác định rồi.")
FACTS_DIFFER = _(
    "Hai hồ sơ ghi khác nhau về %(kind)s. Nếu là một người, hãy sửa cho đúng ở một hồ sơ rồi gộp; nếu không, hãy chọn "
    "là hai người khác nhau."
)
BOTH_HAVE = _("Không gộp được: cả hai hồ sơ %(what)s. Hãy giải quyết việc đó trước.")

# What cannot stand twice with one person, by table; a table that is not here is named by the last sentence.
CLASHES: Mapping[str, Phrase] = {
    "people.Engagement": _("đều có lịch trong cùng một buổi"),
    "nominations.Nomination": _("đều có trong danh sách cử của cùng một dòng kế hoạch"),
    "calls.DossierPerson": _("đều có trong cùng một hồ sơ cử"),
    "needs.NamedNeed": _("đều được nêu tên ở cùng một dòng của phiếu nhu cầu"),
    "schools.Lecturer": _("đều là giảng viên"),
    "accounts.User": _("đều có tài khoản người dùng"),
}
ANYTHING_ELSE = _("đều có dữ liệu chỉ được ghi một lần cho mỗi người")

EDUCATION: Mapping[str, Phrase] = {
    Education.PRIMARY: _("tiểu học"),
    Education.LOWER_SECONDARY: _("trung học cơ sở"),
    Education.UPPER_SECONDARY: _("trung học phổ thông"),
    Education.INTERMEDIATE: _("trung cấp"),
    Education.COLLEGE: _("cao đẳng"),
    Education.UNIVERSITY: _("đại học"),
    Education.MASTER: _("thạc sĩ"),
    Education.DOCTOR: _("tiến sĩ"),
}
THEORY: Mapping[str, Phrase] = {
    Theory.NONE: _("chưa qua đào tạo lý luận chính trị"),
    Theory.ELEMENTARY: _("sơ cấp lý luận chính trị"),
    Theory.INTERMEDIATE: _("trung cấp lý luận chính trị"),
    Theory.ADVANCED: _("cao cấp, cử nhân lý luận chính trị"),
}
LEVELS: Mapping[str, Mapping[str, Phrase]] = {"education": EDUCATION, "theory": THEORY}

SIGNS: Mapping[str, Phrase] = {
    Sign.NUMBER_SAME: _("cùng số định danh"),
    Sign.NUMBER_NEARLY: _("số định danh lệch một chữ số"),
    Sign.NAME_SAME: _("cùng họ tên"),
    Sign.NAME_TONE_PLACES: _("họ tên chỉ khác chỗ đặt dấu"),
    Sign.NAME_DIACRITICS: _("họ tên giống nhau khi bỏ dấu"),
    Sign.NAME_OTHER: _("họ tên khác nhau"),
    Sign.BIRTH_SAME_DAY: _("cùng ngày sinh"),
    Sign.BIRTH_SAME_MONTH: _("cùng tháng sinh, một bên không ghi ngày"),
    Sign.BIRTH_SAME_YEAR: _("cùng năm sinh, một bên không ghi ngày tháng"),
    Sign.BIRTH_UNKNOWN: _("có bên không ghi ngày sinh"),
    Sign.BIRTH_MISTYPED: _("ngày sinh lệch một chữ số hoặc đảo ngày, tháng"),
    Sign.BIRTH_OTHER: _("ngày sinh khác nhau"),
    Sign.SEX_OTHER: _("giới tính khác nhau"),
    Sign.UNIT_SAME: _("cùng đơn vị"),
    Sign.UNIT_SUCCESSION: _("đơn vị này kế thừa đơn vị kia"),
    Sign.UNIT_WITHIN: _("đơn vị này trực thuộc đơn vị kia"),
}
AGAINST = frozenset({Sign.NUMBER_NEARLY, Sign.NAME_OTHER, Sign.BIRTH_MISTYPED, Sign.BIRTH_OTHER, Sign.SEX_OTHER})

IDENTITY: Mapping[str, Mark] = {
    IdentityState.OPEN: Mark("notice", _("cần xác định")),
    IdentityState.SAME: Mark("good", _("là một người")),
    IdentityState.DIFFERENT: Mark("quiet", _("là hai người")),
}


def signs(reasons: Iterable[str]) -> list[tuple[Phrase, bool]]:
    """Each reason in words, and whether it speaks against the two being one."""
    return [(SIGNS[reason], reason in AGAINST) for reason in reasons]


MASKED = _("đã ghi, không hiển thị với vai trò của bạn")
NO_UNIT = _("Không có đơn vị nào tên “%(text)s”. Hãy ghi đúng tên như trong danh mục đơn vị.")
MANY_UNITS = _(
    "Có %(n)s đơn vị tên “%(text)s”. Hãy ghi thêm đơn vị cấp trên sau dấu phẩy, như “Phường Láng Hạ, Quận Đống Đa”."
)
PERSON_ADDED = _("Đã thêm hồ sơ.")
PERSON_ADDED_ASKED = _("Đã thêm hồ sơ. Có hồ sơ giống hồ sơ này; cơ quan tham mưu sẽ xác định.")
SAVED = _("Đã ghi vào hồ sơ.")
STRUCK = _("Đã bỏ mục ghi nhầm.")
MERGED = _("Đã gộp hai hồ sơ. Có thể tách lại ở trang “Các lần gộp”.")
TOLD_APART = _("Đã ghi nhận là hai người khác nhau.")
UNMERGED = _("Đã tách lại; mọi dữ liệu đã về chỗ cũ.")

ASKED_AGAIN = _("Đã đưa lại vào danh sách cần xác định.")
NOTHING_CHOSEN = _("Chưa chọn việc cần làm.")
ADD = _("Thêm hồ sơ")
CORRECT = _("Sửa thông tin cá nhân")
END = _("Thôi giữ chức danh")

# What can be entered into a record, by the word of its address.
ENTRIES: Mapping[str, Phrase] = {
    "chuc-danh": _("Chức danh"),
    "quy-hoach": _("Quy hoạch chức danh"),
    "hoc-van": _("Trình độ học vấn, chuyên môn"),
    "ly-luan": _("Trình độ lý luận chính trị"),
    "khoa-hoc": _("Khóa đã học trước đây"),
    "thong-tin-rieng": _("Thông tin riêng"),
}

NOBODY_PLACED = _("Chưa chọn ai. Hãy chọn nơi người ấy nay làm việc, rồi ghi.")
DAY_NOT_COME = _("Ngày %(day)s chưa đến. Hãy ghi khi người ấy đã nhận nhiệm vụ mới.")
UNIT_GOES_ON = _("%(unit)s vẫn đang hoạt động, nên chức danh ở đó không phải là chức danh của đơn vị đã kết thúc.")
UNIT_IS_GONE = _("%(unit)s không còn hoạt động, không thể nhận người. Hãy chọn đơn vị khác.")
ENDS_BEFORE_IT_BEGAN = _(
    "Chức danh của %(name)s được ghi từ ngày %(since)s, sau ngày %(last)s. Hãy sửa trong hồ sơ của người này trước."
)
CITED_IN_FULL = _("Hãy ghi đủ số, ngày và cơ quan ban hành của văn bản, hoặc để trống cả ba.")
CHOICE_UNKNOWN = _("Hãy chọn một trong các nơi đã nêu.")
OTHER_NOT_NAMED = _("Hãy ghi tên đơn vị người này đã chuyển đến.")
PLACED = _("Đã ghi: %(moved)s người ở đơn vị mới, %(left)s người thôi chức danh. Còn %(n)s chức danh chưa ghi.")
PLACED_BEFORE = _("%(n)s chức danh đã được ghi trước đó, không ghi lại.")


class Proposal(StrEnum):
    """What the successions on record say of a post whose unit is no more."""

    ONE = "one"
    SEVERAL = "several"
    NONE = "none"


PROPOSALS: Mapping[Proposal, Mark] = {
    Proposal.ONE: Mark("good", _("có một đơn vị kế thừa")),
    Proposal.SEVERAL: Mark("notice", _("đơn vị đã chia, cần chọn")),
    Proposal.NONE: Mark("bad", _("chưa rõ đơn vị kế thừa, cần hỏi")),
}

YEARLY_FAULTY = _(
    "Tệp thời lượng tối thiểu %(file)s trong thư mục dữ liệu bị sai (%(fault)s) "
    "nên không biết mỗi năm phải học bao nhiêu; hãy sửa tệp."
)
YEARLY: Mapping[YearlyStanding, Mark] = {
    YearlyStanding.BELOW: Mark("notice", _("Chưa đủ tiết")),
    YearlyStanding.UNKNOWN: Mark("quiet", _("Chưa đủ dữ liệu")),
    YearlyStanding.MET: Mark("good", _("Đủ tiết")),
}
YEARLY_SAID = _("%(done)s/%(asked)s tiết năm %(year)s")
YEARLY_DONE = _("%(done)s tiết năm %(year)s")
NO_CATEGORY = _(
    "Hồ sơ chưa ghi là cán bộ, công chức hay viên chức nên chưa biết có phải học tối thiểu hằng năm hay không."
)
COURSES_UNSTATED = _("%(n)s khóa chưa ghi ngày hoàn thành hoặc số tiết nên chưa tính.")


def yearly_in_words(each: Yearly) -> str:
    """What somebody has completed in a year, of what is asked: "24/40 tiết năm 2026"."""
    said = YEARLY_SAID if each.minimum else YEARLY_DONE
    asked = each.minimum.periods if each.minimum else ""
    return str(said) % {"done": each.done, "asked": asked, "year": each.year}


def why_yearly_unknown(each: Yearly) -> str:
    """What is missing on record, empty where it changes nothing."""
    if each.standing is not YearlyStanding.UNKNOWN:
        return ""
    return str(COURSES_UNSTATED) % {"n": each.unstated} if each.minimum else str(NO_CATEGORY)
