import datetime as dt
from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from khaigiang.core.needs import Need, NeedStanding
from khaigiang.core.states import InspectionNeedState, NeedsFormState, SurveyState
from khaigiang.data.rules import position_groups
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_SURVEY = _("Chỉ cơ quan tham mưu kế hoạch được khảo sát nhu cầu và ghi nội dung từ kiểm tra.")
MAY_NOT_ANSWER = _("Bạn không được trả lời khảo sát thay cho %(unit)s.")
NOT_YOUR_SURVEY = _("Khảo sát này không hỏi đơn vị của bạn, hoặc chưa được công bố.")
NOT_YOUR_FORM = _("Phiếu này không thuộc phạm vi của bạn.")
NOT_YOUR_INSPECTION = _("Nội dung kiểm tra này không nêu đơn vị của bạn.")
NO_SUCH_SURVEY = _("Không có cuộc khảo sát nào mang số thứ tự %(number)s.")
NO_SUCH_FORM = _("Khảo sát này không hỏi %(unit)s.")
NO_SUCH_INSPECTION = _("Không có nội dung kiểm tra nào mang số thứ tự %(number)s.")
NO_SUCH_UNIT = _("Không có đơn vị nào tên “%(name)s”.")
SEVERAL_UNITS = _("Có nhiều đơn vị tên “%(name)s”: %(several)s. Thêm tên cấp trên sau dấu phẩy.")
NOBODY_BELOW = _("Không có đơn vị nào như thế dưới %(unit)s.")
NO_SUCH_GROUP = _("Không có nhóm chức danh “%(group)s”. Các nhóm đã có: %(known)s.")
NO_SUCH_PROGRAMME = _("Không có chương trình mã “%(value)s”.")
NO_SUCH_FIELD = _("Không có lĩnh vực “%(field)s”. Các lĩnh vực đã có: %(known)s.")
SURVEY_STANDS = _("Khảo sát đã công bố nên không sửa nội dung hỏi được; có thể gia hạn.")
SURVEY_CLOSED = _("Khảo sát đã khép lại ngày %(day)s.")
NOT_PUBLISHED = _("Khảo sát chưa công bố.")
DEADLINE_PASSED = _("Hạn trả lời (%(day)s) đã qua.")
NOTHING_ASKED = _("Khảo sát chưa hỏi gì: thêm ít nhất một dòng hỏi.")
NOBODY_ASKED = _("Khảo sát chưa hỏi đơn vị nào.")
NO_GROUPS = _("Dòng hỏi phải nêu ít nhất một nhóm chức danh.")
NO_TITLE = _("Dòng hỏi phải nêu chương trình, hoặc tên nội dung cần bồi dưỡng khi chưa có chương trình.")
NO_SUCH_ROW = _("Khảo sát không có dòng hỏi ấy.")
NOT_LATER = _("Hạn mới phải sau hạn hiện nay (%(day)s).")
WHY_WANTED = _("Phải ghi lý do.")
REMARKS_WANTED = _("Trả lại phiếu phải ghi cần sửa gì.")
FORM_WRONG_STATE = _("Không làm được việc này khi phiếu ở tình trạng “%(state)s”.")
ROWS_WANTED = _("Phiếu còn %(n)s dòng chưa ghi số người; không có nhu cầu thì ghi 0.")
MORE_NAMED = _("Dòng “%(title)s” nêu tên %(named)s người nhưng chỉ ghi %(people)s.")
NOT_UNITS_PERSON = _("%(name)s không giữ chức danh, không thuộc quy hoạch nào ở đơn vị.")
NO_UNITS_FOUND = _("Nội dung kiểm tra phải nêu ít nhất một đơn vị.")
WITHDRAWN_ALREADY = _("Nội dung kiểm tra này đã rút.")
PAPER_IN_FUTURE = _("Văn bản kiểm tra đề ngày %(day)s, sau hôm nay.")
NOT_A_CHOICE = _("“%(value)s” không phải là KHÓA=CHỈ TIÊU hay KHÓA=CHỈ TIÊU/SỐ LỚP, ví dụ r3=120/2.")
NOTHING_CHOSEN = _("Chưa chọn nhu cầu nào để đưa vào dự thảo.")
NOT_A_NUMBER = _("Ghi một số nguyên không âm.")
TOO_MANY = _("Số người không được quá %(most)s.")
FAULTY_FORM = _("Chưa ghi gì: có %(n)s ô cần sửa.")
FAULTLESS = _("Tệp không có chỗ nào phải sửa; chưa ghi gì.")
CHOOSE_FILE = _("Hãy chọn tệp phiếu đã điền.")

SURVEY_STATES: Mapping[str, Mark] = {
    SurveyState.DRAFT: Mark("quiet", _("Dự thảo")),
    SurveyState.PUBLISHED: Mark("main", _("Đang hỏi")),
    SurveyState.CLOSED: Mark("good", _("Đã khép lại")),
}
FORM_STATES: Mapping[str, Mark] = {
    NeedsFormState.FILLING: Mark("notice", _("Chưa gửi")),
    NeedsFormState.SUBMITTED: Mark("good", _("Đã gửi")),
    NeedsFormState.HANDED_BACK: Mark("bad", _("Bị trả lại")),
}
INSPECTION_STATES: Mapping[str, Mark] = {
    InspectionNeedState.ENTERED: Mark("main", _("Tính vào nhu cầu")),
    InspectionNeedState.WITHDRAWN: Mark("quiet", _("Đã rút")),
}
STANDINGS: Mapping[NeedStanding, Mark] = {
    NeedStanding.NEEDS: Mark("main", _("Cần học")),
    NeedStanding.UNKNOWN: Mark("notice", _("Chưa đủ thông tin")),
    NeedStanding.UNDER_WAY: Mark("second", _("Đã có chỗ học")),
    NeedStanding.HAS: Mark("good", _("Đã học")),
    NeedStanding.EXEMPT: Mark("quiet", _("Quy định không đòi hỏi")),
}
# Why somebody needs a programme or not, by the code of the core.
REASONS: Mapping[str, Phrase] = {
    "programme.unknown": _("Dòng hỏi chưa gắn với chương trình nào nên hồ sơ không đối chiếu được."),
    "post.unknown": _("Chưa rõ có còn giữ chức danh này không: hồ sơ ghi ngày không đủ."),
    "record.own": _("Đã hoàn thành ngày %(day)s."),
    "record.also": _("Đã hoàn thành chương trình tương đương %(programme)s ngày %(day)s."),
    "record.none": _("Hồ sơ chưa ghi hoàn thành chương trình này."),
    "record.lapsed": _("Lần cuối hoàn thành ngày %(day)s, đã quá %(years)s năm."),
    "course.same": _("Đã học “%(title)s” trước đây (%(source)s)."),
    "course.undated": _("Đã học “%(title)s” (%(source)s) nhưng chưa rõ ngày, không biết còn được tính không."),
    "course.alike": _("Đã học “%(title)s” (%(source)s): chưa rõ có phải chương trình này không."),
    "seat.taken": _("Đã được duyệt học “%(class)s”."),
    "rules.unmet": _("Quy định của chương trình không đòi hỏi."),
    "rules.unknown": _("Hồ sơ thiếu thông tin để biết quy định có đòi hỏi không."),
}
NO_HOLDERS = _("Hồ sơ chưa có ai giữ chức danh này.")
NO_PROGRAMME = _("Chưa có chương trình để đối chiếu.")
AS_RECORDS = Mark("good", _("Khớp hồ sơ"))
MORE = _("Nhiều hơn hồ sơ %(n)s")
FEWER = _("Ít hơn hồ sơ %(n)s")
CANNOT_COMPARE = Mark("quiet", _("Chưa so được"))

SAID: Mapping[str, Phrase] = {
    "open": _("Đã lập khảo sát; thêm các dòng hỏi rồi công bố."),
    "ask": _("Đã thêm dòng hỏi."),
    "drop": _("Đã bỏ dòng hỏi."),
    "units": _("Đã ghi các đơn vị được hỏi."),
    "publish": _("Đã công bố; các đơn vị được hỏi đã thấy khảo sát."),
    "extend": _("Đã gia hạn."),
    "close": _("Đã khép lại; số liệu không thay đổi nữa."),
    "fill": _("Đã ghi phiếu."),
    "submit": _("Đã gửi phiếu cho cơ quan hỏi."),
    "hand_back": _("Đã trả lại phiếu."),
    "enter": _("Đã ghi nội dung kiểm tra vào nhu cầu."),
    "withdraw": _("Đã rút nội dung kiểm tra."),
}
UNTIL = _("Tính đến ngày %(day)s.")
ANSWERED = _("%(answered)s trong %(asked)s đơn vị đã gửi phiếu; đơn vị chưa gửi không được tính là không có nhu cầu.")
ASKED_PEOPLE = _("Các đơn vị đề nghị %(places)s lượt, là %(people)s người: mọi người đều được nêu tên.")
ASKED_UNNAMED = _(
    "Các đơn vị đề nghị %(places)s lượt; số người chưa rõ, vì chỉ %(named)s người được nêu tên. Lượt không cộng thành "
    "người."
)
BY_RECORDS = _(
    "Theo hồ sơ: %(places)s lượt cần học, là %(people)s người; %(unknown)s lượt chưa đủ thông tin, không tính là cần "
    "hay không."
)
BY_INSPECTION = _("Từ kiểm tra: %(papers)s nội dung, nêu %(people)s người; %(open)s lượt đơn vị không nêu số người.")
UNGROUPED = _(
    "%(n)s người giữ chức danh chưa xếp được vào nhóm nào: có thể thuộc một nhóm được hỏi mà hồ sơ không cho biết."
)
PLAN_DRAFT_TITLE = "Dự thảo kế hoạch đào tạo, bồi dưỡng năm %(year)s, theo nhu cầu đã tổng hợp"


def group_name(code: str) -> str:
    """A position group by its name in the active language; the code itself where there is no such group."""
    english = (get_language() or "").startswith("en")
    group = next((each for each in position_groups() if each.code == code), None)
    return (group.name_en if english else group.name_vi) if group else code


def need_in_words(need: Need) -> str:
    """Why somebody needs it or not, without what the rules say, which other phrases put into words."""
    return str(REASONS[need.code]) % {name: _day(value) for name, value in need.facts.items()}


def _day(value: str) -> str:
    try:
        return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
    except ValueError:
        return value
