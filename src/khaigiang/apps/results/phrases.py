from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.attendance import Measure, Presence
from khaigiang.core.completion import CompletionStanding
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_MARK = _("Chỉ cơ quan tham mưu kế hoạch, cơ sở đào tạo hoặc ban quản lý lớp được ghi điểm và nhận xét.")
MAY_NOT_JUDGE = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xét công nhận kết quả.")
NOT_OF_CLASS = _("Có người không thuộc %(name)s; chưa ghi gì.")
NOT_OF_PROGRAMME = _("Có bài kiểm tra không thuộc chương trình của %(name)s; chưa ghi gì.")
OUT_OF_SCALE = _("Điểm %(value)s của %(name)s không nằm trong thang điểm %(scale)s; chưa ghi gì.")
SEALED = _("%(name)s đã được cấp chứng nhận nên điểm và nhận xét không sửa được; hãy thu hồi chứng nhận trước.")
HAS_ASSESSMENTS = _("Chương trình %(name)s đã có bài kiểm tra.")
NO_TEST_TOPIC = _("Chương trình %(name)s không có chuyên đề kiểm tra nào để lập bài kiểm tra.")
FAULTLESS = _("Không có ô nào sai; chưa ghi gì. Nhập bảng điểm để ghi.")
NO_ASSESSMENTS = _("Chương trình của %(name)s chưa có bài kiểm tra nào; hãy lập bài kiểm tra rồi lấy bảng điểm.")
NOT_BEGUN = _("%(name)s chưa khai giảng nên chưa xét kết quả.")
NOT_JUDGED = _("%(name)s chưa xét kết quả, hoặc chưa có ai hoàn thành, nên chưa soạn được quyết định công nhận.")
NOT_DRAFTED = _("%(name)s chưa có dự thảo quyết định công nhận nên chưa ban hành được.")
FAULTY_GRID = _("Có %(count)s ô điểm chưa đúng; chưa ghi gì.")

STANDINGS: Mapping[str, Mark] = {
    CompletionStanding.COMPLETED: Mark("good", _("Hoàn thành")),
    CompletionStanding.NOT_COMPLETED: Mark("bad", _("Chưa hoàn thành")),
    CompletionStanding.NOT_ENOUGH_INFORMATION: Mark("notice", _("Chưa đủ thông tin")),
}
NOT_YET = Mark("quiet", _("Chưa xét"))

# A reason, by the code of the core, with the facts that were used.
REASONS: Mapping[str, Phrase] = {
    "marks.met": _("Các bài kiểm tra đều đạt từ %(threshold)s/10 điểm."),
    "marks.unmet": _("Có bài dưới %(threshold)s/10 điểm (%(marks)s)."),
    "marks.unknown": _("Chưa có điểm: %(missing)s."),
    "marks.none_held": _("Chương trình chưa có bài kiểm tra nào được lập."),
    "participation.whole": _("Có mặt đủ %(half_days)s buổi."),
    "participation.within": _("%(counts)s %(absent)s/%(of)s %(measure)s, trong giới hạn %(limit)s %%."),
    "participation.beyond": _("%(counts)s %(absent)s/%(of)s %(measure)s, quá giới hạn %(limit)s %%."),
    "participation.unsigned": _(
        "Mới có %(signed)s/%(half_days)s buổi trên bảng điểm danh đã ký nên chưa tính được số vắng."
    ),
    "participation.no_limit": _(
        "Vắng %(absent)s/%(half_days)s buổi; chưa có quy định về số buổi được vắng nên cần ban quản lý lớp nhận xét."
    ),
    "participation.stated": _("Ban quản lý lớp nhận xét: tham gia đầy đủ."),
    "participation.denied": _("Ban quản lý lớp nhận xét: không tham gia đầy đủ."),
    "participation.unknown": _("Chưa có đủ bảng điểm danh đã ký và chưa có nhận xét về việc tham gia."),
    "conduct.stated": _("Chấp hành quy chế học tập."),
    "conduct.denied": _("Ban quản lý lớp nhận xét: không chấp hành quy chế học tập."),
    "conduct.unknown": _("Chưa có nhận xét về việc chấp hành quy chế học tập."),
    "changed_since": _("Điểm hoặc nhận xét đã đổi sau khi xét; hãy xét lại."),
    "no_rule_in_force": _("Chưa có quy định nào về hoàn thành cho loại chương trình này."),
}
# The words of the facts of a reason that are codes.
FACTS: Mapping[str, Phrase] = {
    Measure.PERIODS: _("tiết"),
    Measure.HALF_DAYS: _("buổi"),
    Presence.EXCUSED: _("Vắng có phép"),
    Presence.UNEXCUSED: _("Vắng không phép"),
    f"{Presence.EXCUSED},{Presence.UNEXCUSED}": _("Vắng"),
}
MARK_FAULTS: Mapping[str, Phrase] = {
    "not_mark": _("Không phải là điểm. Cách ghi đúng: 8; 8,5; 8,25."),
    "mark_too_fine": _("Quá hai chữ số thập phân."),
    "mark_out_of_scale": _("Vượt thang điểm %(scale)s."),
}


def reason(code: str, facts: Mapping[str, str]) -> str:
    """One reason in the active language, with codes among its facts put into words."""
    return str(REASONS[code]) % {name: str(FACTS.get(said, said)) for name, said in facts.items()}
