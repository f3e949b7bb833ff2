import re
from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.core.eligibility.parsing import Misstated
from khaigiang.foundation.refusal import Phrase

MAY_NOT_ENACT_RULES = _("Chỉ cơ quan tham mưu kế hoạch được ban hành bộ điều kiện.")
MAY_NOT_ARRANGE_TOPICS = _("Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được ghi cách tổ chức chuyên đề.")
PROGRAMME_FROZEN = _(
    "Đã có lớp khai giảng theo phiên bản %(version)s của chương trình nên cách tổ chức chuyên đề của phiên bản này "
    "không đổi nữa."
)
NO_SUCH_RULES = _("Không có bộ điều kiện “%(rules)s”.")
NOT_TOML = _("Dòng %(line)s, cột %(column)s: không đọc được ở đây. Kiểm tra dấu nháy, dấu ngoặc và dấu bằng.")
NOT_TOML_AT_ALL = _("Không đọc được bộ điều kiện này như một tệp TOML.")
CODE_TOO_LONG = _("Mã bộ điều kiện dài quá %(longest)s ký tự.")
MISSTATED = _("%(where)s: %(complaint)s.")

# What is wrong with a field, by the code of the core.
COMPLAINTS: Mapping[str, Phrase] = {
    "not_a_table": _("phải là một bảng gồm các mục"),
    "missing": _("còn thiếu"),
    "wrong_type": _("sai kiểu dữ liệu (%(value)s); cần %(wanted)s"),
    "empty": _("đang để trống"),
    "too_small": _("phải từ 1 trở lên, không phải %(value)s"),
    "not_codes": _('phải là danh sách mã, ví dụ ["division_head"]'),
    "not_one_of": _("không có “%(value)s”; chọn một trong: %(known)s"),
    "not_among": _("không có “%(value)s”; chọn trong: %(known)s"),
    "unknown": _("không có mục này ở đây"),
    "twice": _("mã %(value)s có hai lần"),
    "unknown_group": _("không có nhóm chức danh nào mang mã %(value)s"),
    "reversed": _("ngày hết hiệu lực %(last)s trước ngày có hiệu lực %(first)s"),
}
KINDS_OF_VALUE: Mapping[str, Phrase] = {
    "text": _("chữ trong dấu nháy"),
    "a whole number": _("số nguyên"),
    "true or false": _("true hoặc false"),
    "a list": _("danh sách trong ngoặc vuông"),
    "a table": _("bảng gồm các mục"),
    "a date": _("ngày dạng 2025-08-29"),
}
_PLACES = ((re.compile(r"\brule set\b"), _("bộ điều kiện")), (re.compile(r"\brule\b"), _("điều kiện")))


def misstated(fault: Misstated) -> tuple[str, str]:
    """Where a rule set is wrong, and what is wrong there, in the active language."""
    where = ", ".join(part for part in (fault.where, fault.name) if part)
    for word, said in _PLACES:
        where = word.sub(str(said), where)
    facts = {**fault.facts, "wanted": str(KINDS_OF_VALUE.get(fault.facts.get("wanted", ""), ""))}
    return where, str(COMPLAINTS[fault.code]) % facts
