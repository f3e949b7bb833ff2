from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import IntakeState
from khaigiang.intake.findings import Severity
from khaigiang.web.marks import Mark

MAY_NOT_BRING_IN = _("Chỉ cơ quan tham mưu, hoặc chính đơn vị cử với danh sách của mình, được nhập tệp này.")
NOT_YOUR_BATCH = _("Lần nhập tệp này không phải của bạn.")
NOT_NOW = _("Tệp “%(file)s” không còn ở bước này; hãy xem lại trạng thái của tệp.")
UNKNOWN_KIND = _("Không có loại gợi ý “%(kind)s”. Các loại: %(known)s.")
FILE_IS_GONE = _("Tệp “%(file)s” không còn trong kho tệp nhận; hãy gửi lại.")

SEVERITY_MARKS: Mapping[str, Mark] = {
    Severity.FILE_FAULT: Mark("bad", _("lỗi cả tệp")),
    Severity.ROW_FAULT: Mark("bad", _("lỗi")),
    Severity.PROBLEM: Mark("notice", _("cần xem lại")),
    Severity.SUGGESTION: Mark("main", _("gợi ý sửa")),
    Severity.NOTE: Mark("quiet", _("ghi chú")),
}
STATES: Mapping[str, Mark] = {
    IntakeState.UPLOADED: Mark("main", _("Đang kiểm tra")),
    IntakeState.CHECKED: Mark("notice", _("Đã kiểm tra, chờ chấp nhận")),
    IntakeState.ACCEPTED: Mark("second", _("Đã chấp nhận, chờ ghi")),
    IntakeState.COMMITTED: Mark("good", _("Đã ghi vào hệ thống")),
    IntakeState.DROPPED: Mark("quiet", _("Đã bỏ")),
}
