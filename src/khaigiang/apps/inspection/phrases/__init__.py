"""Acts and things of the audit trail in words of the office. One that has no words yet is shown by its code."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.apps.inspection.phrases.facts import FACTS as FACTS
from khaigiang.apps.inspection.phrases.keeping import KEEPING
from khaigiang.apps.inspection.phrases.planning import PLANNING
from khaigiang.apps.inspection.phrases.teaching import TEACHING
from khaigiang.apps.inspection.phrases.things import THINGS as THINGS
from khaigiang.foundation.refusal import Phrase

MAY_NOT_INSPECT = _("Nhật ký chỉ dành cho người kiểm tra, giám sát toàn bộ cơ quan.")
VERBS: Mapping[str, Phrase] = {**KEEPING, **PLANNING, **TEACHING}
