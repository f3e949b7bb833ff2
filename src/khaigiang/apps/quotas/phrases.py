from collections.abc import Mapping
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase

CANNOT_APPORTION = _(
    "Không phân bổ được %(seats)s chỉ tiêu của dòng %(line)s: các đơn vị phải có trọng số, và tổng trọng số phải lớn "
    "hơn 0."
)

# Why a unit got its number of seats, by the reason the apportionment gives.
SEATS: Mapping[str, Phrase] = {
    "listed": _("Chỉ tiêu ghi sẵn trong kế hoạch."),
    "exact": _("Chia đúng theo tỉ lệ, không có phần lẻ."),
    "whole_part": _("Được phần nguyên của %(quotient)s; phần lẻ %(remainder)s chưa đủ lớn để thêm một chỉ tiêu."),
    "remainder": _(
        "Được phần nguyên của %(quotient)s và thêm một chỉ tiêu vì phần lẻ %(remainder)s thuộc nhóm lớn nhất."
    ),
    "tie_won": _("Phần lẻ %(remainder)s bằng đơn vị khác; được thêm một chỉ tiêu theo thứ tự danh sách."),
    "tie_lost": _("Phần lẻ %(remainder)s bằng đơn vị khác; không được thêm vì đứng sau trong danh sách."),
    "rounded_down": _("Thương số %(quotient)s được làm tròn xuống."),
    "rounded_up": _("Thương số %(quotient)s được làm tròn lên."),
    "floor": _("Được nâng lên mức tối thiểu của một đơn vị."),
    "cap": _("Bị giới hạn ở mức tối đa của một đơn vị."),
}


def say_seats(reason: str, quotient: str, remainder: str) -> str:
    """Why a unit got its number of seats; the two are fractions as text, such as ``173/9``."""
    phrase = SEATS.get(reason)
    return str(phrase) % {"quotient": _decimal(quotient), "remainder": _decimal(remainder)} if phrase else ""


def _decimal(fraction: str) -> str:
    return formats.number_format(round(float(Fraction(fraction)), 2), decimal_pos=2) if fraction else ""
