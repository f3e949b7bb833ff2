"""Files that are refused whole: nothing of them was written."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding

FILES_REFUSED = _("Tệp chưa dùng được: có %(count)s lỗi, chưa ghi gì vào hệ thống.")


class FilesRefused(Refused):
    """Refused for what stands in the files; ``findings`` name file, sheet and cell."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("files_refused", FILES_REFUSED, count=len(findings))
        self.findings = tuple(findings)
