from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import CallState
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
