from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import PaperState
from khaigiang.web.marks import Mark

ALREADY_ISSUED = _("Văn bản %(file)s đã ban hành nên không soạn lại được.")
NOT_OFFICIAL = _("“%(title)s” là tài liệu làm việc, không lấy số.")
NUMBER_BELOW_ONE = _("Số văn bản phải từ 1 trở lên, không thể là %(number)s.")
NUMBER_TAKEN = _("Số %(number)s đã cấp cho “%(title)s” trong cùng sổ.")
MAY_NOT_ISSUE = _("Chỉ cơ quan tham mưu kế hoạch và cơ sở đào tạo được ghi số văn bản.")
SAID_ISSUED = _("Đã ghi số; văn bản không thay đổi nữa.")
NOT_YOUR_PAPER = _("Văn bản này không thuộc phạm vi của bạn.")
STATES: Mapping[str, Mark] = {
    PaperState.DRAFT: Mark("quiet", _("Dự thảo")),
    PaperState.ISSUED: Mark("good", _("Đã ban hành")),
}
