from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import PaperState
from khaigiang.web.marks import Mark

ALREADY_ISSUED = _("Văn bản %(file)s đã ban hành nên không soạn lại được.")
NOT_YOUR_PAPER = _("Văn bản này không thuộc phạm vi của bạn.")
STATES: Mapping[str, Mark] = {
    PaperState.DRAFT: Mark("quiet", _("Dự thảo")),
    PaperState.ISSUED: Mark("good", _("Đã ban hành")),
}
