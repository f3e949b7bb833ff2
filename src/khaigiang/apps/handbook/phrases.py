from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import QuestionState
from khaigiang.web.marks import Mark

# Party work is what classes ask about; no entry on it is packaged, so its chapters begin with what is answered.
PARTY_WORK = ("Tổ chức xây dựng Đảng", "Kiểm tra, giám sát, kỷ luật đảng", "Dân vận", "Văn phòng cấp ủy")
# The fields of the handbook, in the order of its chapters. They are data: an entry keeps the word itself.
FIELDS = (
    "Kế hoạch và chỉ tiêu",
    "Cử và thẩm định học viên",
    "Lý luận chính trị",
    *PARTY_WORK,
    "Bồi dưỡng công chức, viên chức",
    "Lớp học và thời khóa biểu",
    "Kết quả và chứng chỉ",
    "Văn bản",
    "Dữ liệu cá nhân",
    "Sử dụng phần mềm",
)
UNVERIFIED = Mark("notice", _("Chưa đối chiếu văn bản gốc"))
NO_LONGER_IN_FORCE = Mark("notice", _("Văn bản căn cứ đã hết hiệu lực"))
STATES: Mapping[str, Mark] = {
    QuestionState.ASKED: Mark("notice", _("Chờ trả lời")),
    QuestionState.ANSWERED: Mark("main", _("Đã trả lời")),
    QuestionState.PUBLISHED: Mark("good", _("Đã đưa vào sổ tay")),
}
EMPTY_QUESTION = _("Hãy ghi nội dung câu hỏi.")
EMPTY_ANSWER = _("Hãy ghi nội dung trả lời.")
UNKNOWN_FIELD = _("Không có lĩnh vực “%(field)s” trong sổ tay.")
MAY_NOT_ASK = _("Hãy đăng nhập để đặt câu hỏi.")
MAY_NOT_ANSWER = _("Chỉ giảng viên, ban quản lý lớp, cơ sở đào tạo và cơ quan tham mưu kế hoạch được trả lời câu hỏi.")
NOT_YOUR_QUESTION = _("Câu hỏi này của người khác.")
ANSWERED_BEFORE_PUBLISHED = _("Câu hỏi phải được trả lời trước, và chỉ đưa vào sổ tay một lần.")
ALREADY_PUBLISHED = _("Câu hỏi này đã đưa vào sổ tay; câu trả lời không sửa ở đây nữa.")
