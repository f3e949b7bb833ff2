from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.states import CertificateState
from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

MAY_NOT_CERTIFY = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được cấp, thu hồi chứng nhận.")
NOT_FINISHED = _("%(name)s chưa bế giảng nên chưa cấp chứng nhận.")
NOTHING_TO_ISSUE = _("%(name)s không còn ai hoàn thành mà chưa được cấp chứng nhận.")
JUDGED_TOO_EARLY = _("%(name)s được xét kết quả trước khi bế giảng; hãy xét lại rồi cấp chứng nhận.")
ALREADY_ISSUED = _("%(name)s đã được cấp chứng nhận số %(number)s; chỉ cấp lại sau khi thu hồi.")
NOT_COMPLETED = _("%(name)s chưa được công nhận hoàn thành nên chưa cấp chứng nhận.")
ALREADY_REVOKED = _("Chứng nhận số %(number)s đã bị thu hồi.")
NO_REASON = _("Thu hồi chứng nhận số %(number)s phải ghi lý do.")
NO_CERTIFICATES = _("Chưa có chứng nhận nào để ghi ra.")
NOT_KEYS = _("Tệp %(path)s không phải là tệp khóa công khai của Khai Giảng.")

STATES: Mapping[str, Mark] = {
    CertificateState.ISSUED: Mark("good", _("Đã cấp")),
    CertificateState.REVOKED: Mark("bad", _("Đã thu hồi")),
}
# What checking a statement finds; only what begins with "valid" is. The last three are found by the check page alone.
FINDINGS: Mapping[str, Phrase] = {
    "valid": _("Chữ ký đúng, chứng nhận có trong sổ gốc và còn hiệu lực."),
    "valid_elsewhere": _("Chữ ký đúng; sổ gốc ở nơi khác nên không biết chứng nhận có bị thu hồi hay không."),
    "in_register": _("Số này có trong sổ gốc và còn hiệu lực; hãy đối chiếu nội dung bằng mã QR."),
    "number_of_several": _("Có nhiều sổ gốc dùng ký hiệu này; hãy kiểm tra bằng mã QR."),
    "nothing": _("Không có gì để kiểm tra."),
    "not_a_statement": _("Đây không phải là nội dung mã của chứng nhận, cũng không phải là số có trong sổ gốc."),
    "unknown_version": _("Nội dung mã thuộc một phiên bản mà chương trình này chưa biết."),
    "not_as_written": _("Nội dung mã đã bị sửa hoặc bị cắt."),
    "unknown_key": _("Không có khóa công khai %(key)s của nơi cấp nên không kiểm tra được chữ ký."),
    "wrong_signature": _("Chữ ký không đúng: nội dung đã bị sửa."),
    "not_in_register": _("Chữ ký đúng nhưng sổ gốc ở đây không có chứng nhận này."),
    "other_in_register": _("Chữ ký đúng nhưng sổ gốc ghi số này với nội dung khác."),
    "revoked": _("Chứng nhận đã bị thu hồi ngày %(on)s. Lý do: %(why)s"),
    "file_without_seal": _("Tệp không còn dấu niêm phong: đã bị lưu lại hoặc không do Khai Giảng ghi ra."),
    "file_changed": _("Tệp đã bị sửa sau khi cấp."),
    "file_too_large": _("Tệp quá lớn, không phải là tệp chứng nhận."),
    "file_missing": _("Không có tệp %(file)s."),
    "file_unreadable": _("Không đọc được tệp."),
    "valid_on_page": _("Chữ ký đúng; đến ngày %(on)s chứng nhận chưa bị thu hồi."),
    "revoked_on_page": _("Chứng nhận đã bị thu hồi ngày %(on)s; hỏi nơi cấp để biết lý do."),
    "cannot_check": _(
        "Trình duyệt này không kiểm tra được chữ ký số; hãy mở trang bằng bản mới của Chrome, Edge hoặc Firefox."
    ),
}
