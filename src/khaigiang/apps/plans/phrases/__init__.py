"""Plans in words of the office."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.phrases.changes import LineWords as LineWords
from khaigiang.apps.plans.phrases.changes import changes_in_words as changes_in_words
from khaigiang.apps.plans.phrases.changes import changes_kept as changes_kept
from khaigiang.apps.plans.phrases.changes import money as money
from khaigiang.apps.plans.phrases.changes import obstacle as obstacle
from khaigiang.apps.plans.phrases.joining import CLASSES_JOINED as CLASSES_JOINED
from khaigiang.apps.plans.phrases.joining import CLASSES_OF_ANOTHER_LINE as CLASSES_OF_ANOTHER_LINE
from khaigiang.apps.plans.phrases.joining import CLASSES_PARTED as CLASSES_PARTED
from khaigiang.apps.plans.phrases.joining import JOINT_ALREADY as JOINT_ALREADY
from khaigiang.apps.plans.phrases.joining import JOINT_CLASS_HAS_BEGUN as JOINT_CLASS_HAS_BEGUN
from khaigiang.apps.plans.phrases.joining import MAY_NOT_JOIN_CLASSES as MAY_NOT_JOIN_CLASSES
from khaigiang.apps.plans.phrases.joining import NO_SHARED_HALF_DAYS as NO_SHARED_HALF_DAYS
from khaigiang.apps.plans.phrases.joining import NO_SUCH_JOINT as NO_SUCH_JOINT
from khaigiang.apps.plans.phrases.joining import TOO_FEW_TO_JOIN as TOO_FEW_TO_JOIN
from khaigiang.apps.plans.phrases.joining import TOPIC_OF_ANOTHER_PROGRAMME as TOPIC_OF_ANOTHER_PROGRAMME
from khaigiang.apps.plans.phrases.joining import TOPIC_TOO_SHORT_TO_JOIN as TOPIC_TOO_SHORT_TO_JOIN
from khaigiang.apps.plans.phrases.joining import TOPIC_WAS_TAUGHT as TOPIC_WAS_TAUGHT
from khaigiang.apps.plans.phrases.studying import DAY_WORDS as DAY_WORDS
from khaigiang.apps.plans.phrases.studying import NO_STUDY_DAY as NO_STUDY_DAY
from khaigiang.apps.plans.phrases.studying import NO_STUDY_TIMES as NO_STUDY_TIMES
from khaigiang.apps.plans.phrases.studying import PART_WORDS as PART_WORDS
from khaigiang.apps.plans.phrases.studying import PARTS_OF_DAY as PARTS_OF_DAY
from khaigiang.apps.plans.phrases.studying import STUDY_TIMES_STATED as STUDY_TIMES_STATED
from khaigiang.apps.plans.phrases.studying import study_times as study_times
from khaigiang.core.states import ConsentState, LecturerRequestState, PlanState
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_PLAN = _("Chỉ cơ quan tham mưu kế hoạch được lập và chạy kế hoạch.")
MAY_NOT_ORGANISE = _("Chỉ đơn vị chủ trì dòng kế hoạch, hoặc cơ quan tham mưu kế hoạch, được đề nghị và báo cáo.")
MAY_NOT_STATE_STUDY_TIMES = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được ghi ngày và buổi học của lớp.")
MAY_NOT_CONSENT = _("Chỉ cơ quan cấp trên được cho ý kiến thống nhất và cử giảng viên.")
MAY_NOT_SEE_LINE = _("Dòng kế hoạch này không do đơn vị bạn chủ trì và đơn vị bạn không cử học viên theo dòng này.")
MAY_NOT_SEE_PLAN = _("Kế hoạch này không có dòng nào do đơn vị bạn chủ trì hoặc cử học viên.")
MAY_NOT_APPROVE = _("Chỉ lãnh đạo, hoặc cơ quan tham mưu ghi thay lãnh đạo, được phê duyệt hay trả lại kế hoạch.")
PLAN_STANDS_SO = _("Kế hoạch %(number)s %(stands)s.")
# How a plan stands, where an act was asked for that does not apply to it.
PLAN_STANDS: Mapping[str, Phrase] = {
    PlanState.DRAFT: _("còn là dự thảo, chưa trình"),
    PlanState.SUBMITTED: _("đã trình, đang chờ phê duyệt"),
    PlanState.APPROVED: _("đã ban hành"),
    PlanState.AMENDED: _("đã ban hành và đã điều chỉnh"),
    PlanState.CLOSED: _("đã đóng"),
}
NOT_IN_FORCE: Mapping[str, Phrase] = {
    PlanState.DRAFT: _("Kế hoạch %(number)s còn là dự thảo: chưa chiêu sinh, cử người, lập lớp hay khai giảng được."),
    PlanState.SUBMITTED: _(
        "Kế hoạch %(number)s đang chờ phê duyệt: chưa chiêu sinh, cử người, lập lớp hay khai giảng được."
    ),
    PlanState.CLOSED: _("Kế hoạch %(number)s đã đóng: không nhận thêm danh sách, chỉ tiêu, lớp hay khai giảng."),
}
REMARKS_WANTED = _("Hãy ghi nội dung cần hoàn chỉnh trước khi trả lại kế hoạch.")
NO_SUCH_PLAN = _("Không có kế hoạch nào số %(wanted)s.")
NO_SUCH_TASK = _("Không có nhiệm vụ nào mang số %(number)s.")
PLAN_IS_CLOSED = _("Kế hoạch %(number)s đã đóng nên không rút hay nhập lại được.")
ANOTHER_PLAN = _("Tệp này là của kế hoạch %(file)s; đang điều chỉnh kế hoạch %(number)s.")
NOTHING_CHANGES = _("Tệp không khác gì kế hoạch hiện hành: không có gì để điều chỉnh.")
CANNOT_AMEND = _("Chưa điều chỉnh được kế hoạch %(number)s. %(why)s")
PAPER_WANTED = _("Hãy ghi số, ngày văn bản điều chỉnh và lý do.")
DECIDED_BEFORE_ISSUED = _("Văn bản điều chỉnh không thể ghi ngày trước kế hoạch (%(day)s).")
DECIDED_IN_FUTURE = _("Ngày %(day)s chưa tới: hãy ghi ngày đã ký văn bản điều chỉnh.")
BY_AMENDMENT = "Điều chỉnh theo văn bản số %(number)s ngày %(day)s"
LINE_IS_BOUND = _(
    "Dòng %(line)s đã có đề nghị, ý kiến hoặc kết quả báo cáo, nên không bỏ được và phải giữ nguyên chương trình, "
    "đơn vị chủ trì, cơ quan cho ý kiến, số lớp, chỉ tiêu và cách theo dõi. Phần thay đổi hãy đưa vào kế hoạch bổ sung."
)
NOT_DELEGATED = _("Dòng %(line)s không phân cấp nên không có việc đề nghị ý kiến thống nhất hay cử giảng viên.")
NO_ESTIMATES_WANTED = _("Dòng %(line)s không phân cấp nên không ghi dự toán từng lớp.")
NO_SUCH_CLASS = _("Dòng %(line)s không có lớp số %(number)s.")
ESTIMATES_AS_STATED = _("Dự toán các lớp của dòng %(line)s đã ghi đúng như vậy.")
NOT_RESTATED: Mapping[str, Phrase] = {
    "estimate_of_begun_class": _("%(name)s đã khai giảng nên dự toán đã ghi không sửa được nữa."),
    "estimate_beyond_consent": _(
        "Dự toán của %(name)s đã trình cơ quan cho ý kiến nên chỉ giảm được, không tăng và không bỏ trống được."
    ),
}
CONSENT_NOT_ASKED = _("Dòng %(line)s chưa được đề nghị cho ý kiến.")
CONSENT_WITHOUT_LETTER = _("Hãy ghi số văn bản cho ý kiến thống nhất với dòng %(line)s.")
CONSENT_STANDS_SO = _("Dòng %(line)s %(stands)s.")
CONSENT_STANDS: Mapping[str, Phrase] = {
    ConsentState.ASKED: _("đang chờ cơ quan cấp trên cho ý kiến"),
    ConsentState.GIVEN: _("đã có ý kiến thống nhất"),
    ConsentState.HANDED_BACK: _("đã được trả lại, đang chờ đơn vị đề nghị lại"),
}
TOPIC_OF_OTHER_PROGRAMME = _("Chuyên đề “%(topic)s” không thuộc chương trình của dòng %(line)s.")
REQUEST_ANSWERED = _("Đề nghị cử giảng viên cho chuyên đề “%(topic)s” đã được trả lời.")
DECLINE_WITHOUT_ANSWER = _("Không cử được giảng viên thì phải ghi lý do.")
TRACKED_BY_CLASSES = _("Dòng %(line)s theo dõi từng lớp: số liệu lấy từ các lớp, không nhập số tổng hợp.")
PERIODS_OVERLAP = _(
    "Kỳ báo cáo này trùng ngày với kỳ %(first)s–%(last)s đã báo cáo. "
    "Hãy báo cáo lại đúng kỳ ấy, hoặc chỉ phần chưa báo cáo."
)

STATES: Mapping[str, Mark] = {
    PlanState.DRAFT: Mark("quiet", _("Dự thảo")),
    PlanState.SUBMITTED: Mark("main", _("Chờ phê duyệt")),
    PlanState.APPROVED: Mark("good", _("Đã ban hành")),
    PlanState.AMENDED: Mark("good", _("Đã điều chỉnh")),
    PlanState.CLOSED: Mark("second", _("Đã đóng")),
}
# The acts of the audit trail that make up the course of a plan.
COURSE_STEPS: Mapping[str, Mark] = {
    "plans.entered": Mark("quiet", _("Nhập dự thảo")),
    "plans.submitted": Mark("main", _("Trình phê duyệt")),
    "plans.handed_back": Mark("bad", _("Trả lại để hoàn chỉnh")),
    "plans.approved": Mark("good", _("Phê duyệt")),
    "plans.amended": Mark("good", _("Điều chỉnh")),
    "plans.closed": Mark("second", _("Đóng kế hoạch")),
}
CONSENTS: Mapping[str, Mark] = {
    "": Mark("notice", _("Chưa đề nghị")),
    ConsentState.ASKED: Mark("main", _("Chờ ý kiến")),
    ConsentState.GIVEN: Mark("good", _("Đã thống nhất")),
    ConsentState.HANDED_BACK: Mark("bad", _("Đã trả lại")),
}
# The acts of the audit trail that make up the history of a consent.
CONSENT_STEPS: Mapping[str, Mark] = {
    "plans.consent_asked": Mark("main", _("Đề nghị cho ý kiến")),
    "plans.consent_given": Mark("good", _("Đã thống nhất")),
    "plans.consent_handed_back": Mark("bad", _("Đã trả lại")),
}
LETTER = _("Văn bản số %(number)s")
REQUESTS: Mapping[str, Mark] = {
    LecturerRequestState.ASKED: Mark("main", _("Chờ trả lời")),
    LecturerRequestState.PROMISED: Mark("good", _("Đã nhận lời")),
    LecturerRequestState.DECLINED: Mark("bad", _("Không cử được")),
}
BEYOND_PLAN = Mark("notice", _("Vượt kế hoạch"))
TASK_WITHOUT_NOTE = _("Hãy ghi kết quả của nhiệm vụ “%(task)s”.")
TASK_IS_DONE = _("Nhiệm vụ “%(task)s” đã xong rồi.")
TASK_DONE = Mark("good", _("Đã xong"))
TASK_OVERDUE = Mark("bad", _("Quá hạn"))
TASK_SOON = Mark("notice", _("Sắp đến hạn"))
TASK_AHEAD = Mark("quiet", _("Trong hạn"))
REVIEWED_IN_FUTURE = _("Buổi giao ban ngày %(day)s chưa họp: chỉ ghi kết luận của buổi đã họp.")
NOTE_RESULT = _("Hãy ghi kết quả.")
CHOOSE_LECTURER = _("Hãy chọn giảng viên được cử.")

# What is said after each act of a line's page.
SAID: Mapping[str, Phrase] = {
    "estimate": _("Đã ghi dự toán các lớp."),
    "ask": _("Đã đề nghị cho ý kiến."),
    "give": _("Đã ghi ý kiến thống nhất."),
    "hand_back": _("Đã trả lại đề nghị."),
    "request": _("Đã đề nghị cử giảng viên."),
    "promise": _("Đã ghi giảng viên được cử."),
    "decline": _("Đã ghi lý do không cử được."),
    "report": _("Đã ghi kết quả."),
}

# What is said after each act on the tasks of a plan.
SAID_OF_TASK: Mapping[str, Phrase] = {
    "assign": _("Đã giao nhiệm vụ."),
    "chase": _("Đã ghi lần đôn đốc."),
    "finish": _("Đã ghi nhiệm vụ hoàn thành."),
    "review": _("Đã ghi kết luận của buổi giao ban."),
}
