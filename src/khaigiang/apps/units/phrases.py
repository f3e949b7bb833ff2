from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark

LOADING: Mapping[str, Phrase] = {
    "reading": _("Đọc danh mục đơn vị đóng gói sẵn"),
    "joining": _("Nối các thời điểm thành một cây"),
    "writing": _("Ghi vào cơ sở dữ liệu"),
}

MAY_NOT_RESHAPE = _(
    "Bạn không được thay đổi %(unit)s. Cơ quan tham mưu thay đổi đơn vị trong phạm vi của mình; đơn vị cử học viên chỉ "
    "thay đổi cơ quan, chi bộ trực thuộc mình."
)
MAY_NOT_ADD_BELOW = _("Bạn không được thêm đơn vị trực thuộc %(unit)s vì đơn vị ấy ngoài phạm vi của bạn.")
NOT_IN_FORCE = _("Ngày %(day)s chưa đến. Hãy ghi thay đổi khi nó đã có hiệu lực; tên trên văn bản sẽ đổi từ lúc ghi.")
BEFORE_LAST_CHANGE = _(
    "%(unit)s đã có thay đổi từ ngày %(last)s; thay đổi mới phải sau ngày ấy. Nếu lần trước ghi sai, hãy hủy lần đó."
)
NOT_THERE = _("%(unit)s không hoạt động vào ngày %(day)s.")
HAS_NO_NAME = _("Hãy ghi tên đơn vị.")
NAME_TAKEN = _("Dưới %(parent)s đã có đơn vị tên %(name)s vào ngày %(day)s.")
SAME_AS_BEFORE = _("%(unit)s vốn đã như vậy, không có gì để đổi.")
BELOW_ITSELF = _("%(parent)s nằm trong %(unit)s nên không thể là đơn vị cấp trên của nó.")
WRONG_LEVEL = _("%(unit)s không thể trực thuộc %(parent)s: cấp của đơn vị trên phải cao hơn.")
HAS_UNITS_BELOW = _(
    "%(unit)s còn %(count)s đơn vị trực thuộc vào ngày %(day)s. Hãy chuyển chúng sang đơn vị khác, hoặc sáp nhập thay "
    "vì kết thúc."
)
NOTHING_TO_MERGE = _("Sáp nhập cần ít nhất hai đơn vị khác nhau.")
LEVELS_DIFFER = _("Chỉ sáp nhập các đơn vị cùng cấp với nhau.")
NOTHING_TO_SPLIT = _("Chia tách cần tên của ít nhất %(least)s đơn vị mới, mỗi đơn vị một tên.")
ALREADY_UNDONE = _("Lần thay đổi này đã được hủy.")
NOT_UNDONE_HERE = _("Danh mục chính thức đã nạp thì không hủy được.")
CHANGED_SINCE = _("%(unit)s đã có thay đổi khác sau lần này (%(verb)s, %(day)s). Hãy hủy lần sau trước.")
DEPENDED_ON = _("Không hủy được: %(unit)s đã gắn với %(what)s.")
UNITS_BELOW_SINCE = _("đơn vị trực thuộc được ghi sau đó")
OTHER_RECORDS = _("dữ liệu khác")
DEPENDENTS: Mapping[str, Phrase] = {
    "accounts_user_units": _("tài khoản người dùng"),
    "people_appointment": _("quá trình công tác của cán bộ"),
    "plans_sendingunit": _("kế hoạch (đơn vị cử)"),
    "plans_planline": _("kế hoạch (đơn vị chủ trì)"),
    "quotas_quota": _("chỉ tiêu"),
    "nominations_nominationlist": _("danh sách cử"),
    "nominations_nomination": _("danh sách cử"),
    "needs_needssurvey": _("khảo sát nhu cầu"),
    "needs_needsform": _("phiếu nhu cầu"),
    "needs_inspectionneed": _("nhu cầu từ kiểm tra"),
    "needs_inspectedunit": _("nhu cầu từ kiểm tra"),
}

KINDS: Mapping[str, Phrase] = {
    "province": _("tỉnh"),
    "municipality": _("thành phố trực thuộc trung ương"),
    "urban_district": _("quận"),
    "rural_district": _("huyện"),
    "town": _("thị xã"),
    "city": _("thành phố"),
    "commune": _("xã"),
    "ward": _("phường"),
    "township": _("thị trấn"),
    "special_zone": _("đặc khu"),
}
SHARES: Mapping[str, Mark] = {
    "whole": Mark("quiet", _("toàn bộ")),
    "part": Mark("notice", _("một phần")),
    "unchanged": Mark("quiet", _("giữ nguyên")),
}
ACTS: Mapping[str, Phrase] = {
    "them": _("Thêm đơn vị trực thuộc"),
    "doi-ten": _("Đổi tên"),
    "chuyen": _("Chuyển đơn vị cấp trên"),
    "sap-nhap": _("Sáp nhập"),
    "chia-tach": _("Chia tách"),
    "ket-thuc": _("Kết thúc hoạt động"),
}
WHAT_CHANGED: Mapping[str, Phrase] = {
    "thanh-lap": _("Thành lập"),
    "ket-thuc": _("Kết thúc"),
    "doi-ten": _("Đổi tên"),
    "chuyen": _("Chuyển cấp trên"),
}
NOT_FOUND = _("Không có đơn vị nào tên “%(name)s” vào ngày ấy.")
SEVERAL_FOUND = _("“%(name)s” có thể là: %(several)s. Hãy ghi thêm tên đơn vị cấp trên sau dấu phẩy.")


def kind_name(kind: str) -> str:
    """A kind in words: those of the official tables have theirs, a local body's is as it was written."""
    return str(KINDS.get(kind, kind))
