from collections.abc import Iterable, Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.plans.phrases import money
from khaigiang.core.attendance import Presence
from khaigiang.core.opening import Gap, OpeningCheck
from khaigiang.core.states import RollState
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_DELIVER = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được khai giảng, bế giảng lớp.")
MAY_NOT_CONFIRM = _("Phòng học do cơ sở đào tạo xác nhận; giảng viên do cơ sở đào tạo hoặc cơ quan tham mưu xác nhận.")
MAY_NOT_RUN = _("Chỉ ban quản lý lớp hoặc cơ sở đào tạo được điểm danh, ghi sổ theo dõi và lập báo cáo của lớp.")
NOT_YET = _("%(name)s chỉ có thể %(verb)s khi %(needed)s.")
OPENS = _("khai giảng")
CLOSES = _("bế giảng")
NEEDS_TIMETABLE = _("đã có thời khóa biểu và chưa khai giảng")
NEEDS_OPEN = _("đang học")
NO_TIMETABLE = _("%(name)s chưa có thời khóa biểu nên chưa soạn được văn bản.")
NOT_DRAFTED = _("Văn bản %(file)s chưa có dự thảo nên chưa ban hành được.")
TOO_EARLY = _("%(name)s khai giảng ngày %(first)s; chưa đến ngày đó.")
NOT_OVER = _("%(name)s còn buổi học đến ngày %(last)s.")
NOT_READY = _("%(name)s chưa khai giảng được: %(why)s.")
NOTHING_TO_CONFIRM = _("“%(item)s” không phải là mục cần xác nhận trước khai giảng.")
ALREADY_BEGUN = _("%(name)s đã khai giảng nên không còn mục nào cần xác nhận.")

NOT_OF_CLASS = _("%(name)s không học buổi %(half_day)s theo thời khóa biểu.")
NOT_COME = _("Chưa đến buổi %(half_day)s nên chưa điểm danh được.")
NOT_OPEN = _("%(name)s chưa khai giảng hoặc đã bế giảng nên không điểm danh được.")
SIGNED = _("Bảng điểm danh buổi %(half_day)s đã ký, không sửa được nữa.")
NOT_A_TRAINEE = _("Người này không phải là học viên của %(name)s.")
NOT_A_PRESENCE = _("“%(value)s” không phải là có mặt, đến muộn, vắng có phép hoặc vắng không phép.")
NOT_ALL_MARKED = _("Còn %(count)s học viên chưa được điểm danh: %(names)s.")
NOTE_TOO_LONG = _("Ghi chú dài quá %(limit)s chữ cái.")
OTHER_CLASS_CODE = _("Không có lớp nào mã “%(wanted)s”.")
CLASS_CODE_TWICE = _("Có nhiều lớp mã “%(wanted)s”; hãy ghi kèm số kế hoạch, ví dụ “%(example)s”.")
PROFILE_FAULTY = _(
    "Tệp quy chế đào tạo %(file)s trong thư mục dữ liệu bị sai (%(fault)s) "
    "nên không biết giới hạn vắng mặt; hãy sửa tệp."
)

EMPTY_ENTRY = _("Nội dung không được để trống.")
NOT_COME_DAY = _("Ngày %(day)s chưa đến.")
PERIOD_REVERSED = _("Kỳ báo cáo kết thúc trước khi bắt đầu.")
NOTHING_HELD = _("%(name)s không học buổi nào trong kỳ này nên không có gì để báo cáo.")

CHECKS: Mapping[OpeningCheck, Phrase] = {
    OpeningCheck.CONSENT: _("Ý kiến thống nhất của cơ quan cấp trên"),
    OpeningCheck.BUDGET: _("Dự toán trong mức của dòng phân cấp"),
    OpeningCheck.LIST: _("Danh sách lớp đầy đủ"),
    OpeningCheck.TIMETABLE: _("Thời khóa biểu đúng quy định"),
    OpeningCheck.DECISION: _("Quyết định mở lớp"),
    OpeningCheck.LECTURERS_CONFIRMED: _("Giảng viên đã nhận lịch"),
    OpeningCheck.ROOMS_READY: _("Phòng học, trang thiết bị đã sẵn sàng"),
}
GAPS: Mapping[str, Phrase] = {
    "consent_not_asked": _("dòng kế hoạch được phân cấp chưa đề nghị cơ quan cấp trên cho ý kiến"),
    "consent_waited_for": _("cơ quan cấp trên chưa cho ý kiến thống nhất"),
    "consent_handed_back": _("cơ quan cấp trên đã trả lại đề nghị cho ý kiến"),
    "no_estimate": _("đơn vị chủ trì chưa ghi dự toán của lớp"),
    "beyond_budget": _("dự toán các lớp đã khai giảng và lớp này là {total}, vượt dự toán của dòng là {budget}"),
    "accepted_unseated": _("còn {people} người được duyệt chưa có lớp"),
    "class_too_small": _("lớp có {size} học viên, ít hơn sĩ số tối thiểu {minimum}"),
    "class_too_large": _("lớp có {size} học viên, nhiều hơn sĩ số tối đa {maximum}"),
    "beyond_seats": _("các lớp của dòng phân cấp có {seated} học viên, nhiều hơn {seats} chỉ tiêu của dòng"),
    "no_timetable": _("chưa có thời khóa biểu"),
    "timetable_faulty": _("thời khóa biểu vi phạm {faults} điều kiện bắt buộc"),
    "no_decision": _("chưa có dự thảo quyết định mở lớp"),
    "decision_not_issued": _("quyết định mở lớp chưa ban hành"),
    "lecturers_confirmed": _("giảng viên chưa được xác nhận nhận lịch"),
    "rooms_ready": _("cơ sở đào tạo chưa xác nhận phòng học sẵn sàng"),
}
IN_DONG = {"total", "budget"}
WHAT_TO_DO: Mapping[str, Phrase] = {
    "consent_not_asked": _("Đơn vị chủ trì đề nghị cho ý kiến ở trang của dòng kế hoạch."),
    "consent_waited_for": _("Chờ hoặc nhắc cơ quan cho ý kiến trả lời bằng văn bản."),
    "consent_handed_back": _("Đơn vị chủ trì hoàn chỉnh theo ý kiến trả lại rồi đề nghị lại."),
    "no_estimate": _("Đơn vị chủ trì ghi dự toán của lớp ở trang của dòng kế hoạch."),
    "beyond_budget": _("Đơn vị chủ trì giảm dự toán của lớp, hoặc điều chỉnh kế hoạch để tăng dự toán của dòng."),
    "accepted_unseated": _("Lập lại lớp của dòng kế hoạch, hoặc chuyển người chưa có lớp sang danh sách dự bị."),
    "class_too_small": _("Duyệt thêm người từ danh sách dự bị rồi lập lại lớp."),
    "class_too_large": _("Lập lại lớp, hoặc sửa sĩ số tối đa trong kế hoạch."),
    "beyond_seats": _("Điều chỉnh kế hoạch để tăng chỉ tiêu của dòng, hoặc rút bớt học viên."),
    "no_timetable": _("Xếp thời khóa biểu của kế hoạch."),
    "timetable_faulty": _("Xếp lại thời khóa biểu; giảng viên hoặc phòng đã thay đổi sau lần xếp trước."),
    "no_decision": _("Soạn văn bản của lớp."),
    "decision_not_issued": _("Trình ký; văn thư cấp số thì ghi số ở mục Văn bản của lớp."),
    "lecturers_confirmed": _("Liên hệ từng giảng viên rồi bấm xác nhận ở đây."),
    "rooms_ready": _("Nhà trường kiểm tra phòng, âm thanh, máy chiếu rồi bấm xác nhận ở đây."),
}
WHO_ACTS: Mapping[str, Phrase] = {
    "consent_not_asked": _("đơn vị chủ trì"),
    "consent_waited_for": _("cơ quan cho ý kiến"),
    "consent_handed_back": _("đơn vị chủ trì"),
    "no_estimate": _("đơn vị chủ trì"),
    "beyond_budget": _("đơn vị chủ trì hoặc cơ quan tham mưu"),
    "accepted_unseated": _("cơ quan tham mưu kế hoạch"),
    "class_too_small": _("cơ quan tham mưu kế hoạch"),
    "class_too_large": _("cơ quan tham mưu kế hoạch"),
    "beyond_seats": _("cơ quan tham mưu kế hoạch"),
    "no_timetable": _("cơ sở đào tạo"),
    "timetable_faulty": _("cơ sở đào tạo"),
    "no_decision": _("cơ quan tham mưu kế hoạch"),
    "decision_not_issued": _("cơ quan tham mưu kế hoạch"),
    "lecturers_confirmed": _("cơ sở đào tạo hoặc cơ quan tham mưu"),
    "rooms_ready": _("cơ sở đào tạo"),
}
ROLLS: Mapping[str, Mark] = {
    "": Mark("quiet", _("Chưa điểm danh")),
    RollState.OPEN: Mark("notice", _("Đang điểm danh")),
    RollState.SIGNED: Mark("good", _("Đã ký")),
}
PRESENCES: Mapping[str, Mark] = {
    Presence.PRESENT: Mark("good", _("Có mặt")),
    Presence.LATE: Mark("notice", _("Muộn")),
    Presence.EXCUSED: Mark("quiet", _("Có phép")),
    Presence.UNEXCUSED: Mark("bad", _("Không phép")),
}
SAID_CONFIRMED = _("Đã ghi nhận xác nhận.")
SAID_OPENED = _("Lớp đã khai giảng.")
SAID_FINISHED = _("Lớp đã bế giảng. Tiếp theo: nhập điểm, xét kết quả, cấp chứng nhận.")
SAID_TAKEN = _("Đã ghi điểm danh.")
SAID_SIGNED = _("Đã ký bảng điểm danh.")
SAID_FAULTLESS = _("Không có ô nào sai; chưa ghi gì. Nộp tệp để ghi.")
SAID_READ = _("Đã đọc tệp: ghi %(count)s ô.")
SAID_WRITTEN = _("Đã ghi sổ theo dõi.")
SAID_TOLD = _("Đã ghi sự việc. Đã báo ngay: %(names)s.")
SAID_INCIDENT = _("Đã ghi sự việc.")
SAID_REPORTED = _("Đã soạn %(count)s báo cáo; xem ở mục Văn bản.")


def gaps_in_words(gaps: Iterable[Gap]) -> Phrase:
    """All of them in one sentence's middle, parted by semicolons."""
    said = [gap_in_words(gap) for gap in gaps]
    return format_lazy("; ".join("{}" for _gap in said), *said)


def gap_in_words(gap: Gap) -> Phrase:
    """One gap as the end of a sentence."""
    facts = {name: money(value) if name in IN_DONG else value for name, value in gap.facts.items()}
    return format_lazy(GAPS[gap.code], **facts)
