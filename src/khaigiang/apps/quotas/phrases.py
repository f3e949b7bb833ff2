from collections.abc import Mapping
from fractions import Fraction

from django.utils import formats
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase

CANNOT_APPORTION = _(
    "Không phân bổ được %(seats)s chỉ tiêu của dòng %(line)s: các đơn vị phải có trọng số, và tổng trọng số phải lớn "
    "hơn 0."
)

ROOT = _("Chỉ tiêu chung của dòng")
NO_SUCH_SEATS = _("Không có đúng một đơn vị tên “%(unit)s” được giao chỉ tiêu của dòng %(line)s.")
NO_SUCH_LINE = _("Không có dòng kế hoạch nào mang mã %(wanted)s.")
NO_SUCH_LINE_OF_PLAN = _("Kế hoạch %(plan)s không có dòng nào mang mã %(wanted)s.")
LINE_IN_SEVERAL_PLANS = _("Mã dòng %(wanted)s có trong nhiều kế hoạch: %(plans)s. Hãy nói rõ kế hoạch (--plan).")
NO_SUCH_UNIT_BELOW = _("Không có đúng một đơn vị trực thuộc tên “%(unit)s” còn nhận được chỉ tiêu.")
ON_RECORD = _("Hồ sơ hiện có %(n)s người đúng đối tượng; nhu cầu đã gửi: %(need)s.")
NOBODY_ON_RECORD = _("Hồ sơ và nhu cầu đã gửi của các đơn vị trực thuộc chưa cho số nào; hãy ghi số của từng đơn vị.")
WEIGHTS_WANTED = _("Ghi hệ số của ít nhất một đơn vị.")
NOT_BELOW = _("%(unit)s không trực thuộc đơn vị đang giao chỉ tiêu.")
NOT_YOUR_SEATS = _("Chỉ tiêu này không thuộc phạm vi của bạn.")
SAID: Mapping[str, Phrase] = {
    "grant": _("Đã giao chỉ tiêu."),
    "share": _("Đã phân bổ chỉ tiêu còn lại cho cấp dưới."),
    "give_back": _("Đã trả lại chỉ tiêu."),
    "transfer": _("Đã điều chuyển chỉ tiêu."),
    "deadline": _("Đã đặt hạn dùng cho các đơn vị cấp dưới."),
    "reclaim": _("Đã thu hồi chỉ tiêu quá hạn."),
}
CANNOT_SHARE: Mapping[str, Phrase] = {
    "floors_above_total": _("Tổng mức tối thiểu của các đơn vị vượt %(seats)s chỉ tiêu còn lại của dòng %(line)s."),
    "caps_below_total": _(
        "Tổng mức tối đa của các đơn vị không dùng hết %(seats)s chỉ tiêu còn lại của dòng %(line)s."
    ),
    "floor_above_cap": _("Mức tối thiểu của một đơn vị lớn hơn mức tối đa của chính đơn vị đó."),
}
GRANTED_BY_ANOTHER = _("%(unit)s đã được một đơn vị khác giao chỉ tiêu của dòng này.")
GRANTED_ALREADY = _("%(unit)s đã được giao chỉ tiêu; hãy giao thêm hoặc điều chuyển.")
MAY_NOT_SHARE = _("Chỉ cơ quan tham mưu kế hoạch hoặc chính đơn vị được giao chỉ tiêu làm việc này.")
MAY_NOT_MOVE = _("Chỉ cơ quan tham mưu kế hoạch được điều chuyển chỉ tiêu giữa các đơn vị.")
SEATS_BELOW_ONE = _("Số chỉ tiêu giao thêm phải từ 1 trở lên.")
SEATS_OF_THE_LINE = _("Đây là chỉ tiêu chung của dòng kế hoạch, không trả lại cho ai được.")
SEATS_OF_ANOTHER_LINE = _("Không điều chuyển được chỉ tiêu giữa hai dòng kế hoạch khác nhau.")
SEATS_NOT_FREE = _("Không chuyển được %(seats)s chỉ tiêu: đơn vị còn %(free)s chỉ tiêu chưa dùng.")

SHARE = _("Thương số %(quotient)s, phần lẻ %(remainder)s")

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


def say_share(quotient: str, remainder: str) -> str:
    """The quotient and remainder by which a unit got its number; empty where it got it without."""
    return str(SHARE) % {"quotient": _decimal(quotient), "remainder": _decimal(remainder)} if quotient else ""


def _decimal(fraction: str) -> str:
    return formats.number_format(round(float(Fraction(fraction)), 2), decimal_pos=2) if fraction else ""
