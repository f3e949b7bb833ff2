from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import CallState, DossierState
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_CALL = _("Chỉ cơ quan tham mưu kế hoạch được thông báo chiêu sinh và tiếp nhận hồ sơ cử.")
NOT_YOUR_CALL = _("Thông báo này không gọi đơn vị của bạn, hoặc chưa được công bố.")
NO_LINES = _("Thông báo chiêu sinh phải gọi ít nhất một dòng kế hoạch.")
LINES_OF_TWO_PLANS = _("Một thông báo chỉ gọi các dòng của cùng một kế hoạch và cùng một cơ quan chủ trì.")
LINE_BY_TOTALS = _("Dòng %(line)s theo dõi bằng số tổng hợp nên không chiêu sinh ở đây.")
CALLED_ALREADY = _("Dòng %(line)s đã có trong một thông báo chiêu sinh khác.")
DEADLINE_PASSED = _("Hạn cử người (%(day)s) đã qua.")
IS_PUBLISHED = _("Thông báo đã công bố nên không soạn lại được; có thể gia hạn.")
IS_DRAFT = _("Thông báo chưa công bố.")
NOT_SIGNED = _("Văn bản thông báo chưa có số và ngày ký; văn thư ghi số rồi mới công bố.")
SIGNED_ALREADY = _("Văn bản thông báo đã có số nên không soạn lại được.")
NOBODY_CALLED = _("Chưa đơn vị nào được giao chỉ tiêu của dòng %(line)s.")
NO_SUCH_CALL = _("Không có thông báo chiêu sinh nào mang số thứ tự %(number)s.")
NOT_LATER = _("Hạn mới phải sau hạn hiện nay (%(day)s).")
NOT_CALLED = _("Thông báo này không gọi %(unit)s.")
WHY_WANTED = _("Gia hạn phải ghi lý do.")
NOT_DAYS = _("Ghi các số ngày từ 1 đến 365, cách nhau bằng dấu phẩy; ví dụ: 7, 2.")

UNVERIFIED = "chưa đối chiếu với bản chính thức"
CALL_STATES: Mapping[str, Mark] = {
    CallState.DRAFT: Mark("quiet", _("Dự thảo")),
    CallState.PUBLISHED: Mark("good", _("Đã công bố")),
}
SAID: Mapping[str, Phrase] = {
    "draft": _("Đã soạn thông báo; văn bản là dự thảo, để trống số."),
    "publish": _("Đã công bố; các đơn vị được gọi đã thấy thông báo."),
    "extend": _("Đã gia hạn."),
}

NOT_CALLED_YET = _("Chưa có thông báo chiêu sinh nào gọi đơn vị cho dòng này.")
TOO_LATE = _("Hạn cử người của đơn vị là ngày %(day)s; đã quá hạn, chỉ gửi được khi cơ quan tham mưu gia hạn.")
NOBODY_NAMED = _("Hồ sơ chưa có ai.")
NO_LETTER = _("Hồ sơ chưa ghi đủ số, ngày và người ký công văn của đơn vị.")
WRONG_STATE = _("Không làm được việc này khi hồ sơ ở tình trạng “%(state)s”.")
NOT_UNITS_PERSON = _("%(name)s không giữ chức vụ nào ở đơn vị cử.")
NAMED_ALREADY = _("%(name)s đã có trong hồ sơ hoặc trong danh sách cử của dòng này.")
NOT_IN_DOSSIER = _("Người này không có trong hồ sơ.")
REMARKS_WANTED = _("Trả lại hồ sơ phải ghi cần sửa gì.")
NO_SUCH_DOSSIER = _("Không có hồ sơ cử nào mang số thứ tự %(number)s.")
ORDER_OF_NEED = _(
    "Chỉ nêu người thuộc đối tượng, chưa học chương trình này. Người đủ điều kiện theo hồ sơ đứng trước, người còn "
    "thiếu thông tin đứng sau; trong mỗi nhóm, ai giữ chức danh lâu hơn đứng trước, chưa rõ từ ngày nào đứng cuối, "
    "bằng nhau thì theo tên."
)
DOSSIER_STATES: Mapping[str, Mark] = {
    DossierState.FILLING: Mark("quiet", _("Đang lập")),
    DossierState.SUBMITTED: Mark("main", _("Đã gửi")),
    DossierState.HANDED_BACK: Mark("notice", _("Bị trả lại")),
    DossierState.TAKEN_IN: Mark("good", _("Đã tiếp nhận")),
}
NO_ANSWER = Mark("notice", _("Chưa trả lời"))
BY_LIST = Mark("good", _("Đã gửi danh sách"))
SAID_OF_DOSSIER: Mapping[str, Phrase] = {
    "add": _("Đã thêm vào hồ sơ."),
    "drop": _("Đã bỏ khỏi hồ sơ."),
    "up": _("Đã đưa lên một bậc."),
    "letter": _("Đã ghi công văn."),
    "submit": _("Đã gửi hồ sơ cho cơ quan tham mưu."),
    "hand_back": _("Đã trả lại hồ sơ."),
    "take_in": _("Đã tiếp nhận; những người trong hồ sơ chờ thẩm định."),
}
