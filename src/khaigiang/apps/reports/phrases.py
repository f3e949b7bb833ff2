from collections.abc import Mapping
from enum import StrEnum

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation.refusal import Phrase
from khaigiang.web.marks import Mark


class Status(StrEnum):
    """How far a post of the audience is covered, the furthest first."""

    ATTENDED = "attended"
    ATTENDING = "attending"
    WAITING = "waiting"
    REFUSED = "refused"
    ABSENT = "absent"


class Cut(StrEnum):
    """What figures may be cut by."""

    MONTH = "month"
    FIELD = "field"
    BLOC = "bloc"
    ORGANISER = "organiser"
    PROGRAMME = "programme"
    KIND = "kind"
    UNIT = "unit"
    UNIT_NOW = "unit_now"


CUTS: Mapping[Cut, Phrase] = {
    Cut.MONTH: _("Tháng khai giảng"),
    Cut.FIELD: _("Lĩnh vực"),
    Cut.BLOC: _("Khối"),
    Cut.ORGANISER: _("Đơn vị tổ chức"),
    Cut.PROGRAMME: _("Chương trình"),
    Cut.KIND: _("Loại chương trình"),
    Cut.UNIT: _("Đơn vị cử"),
    Cut.UNIT_NOW: _("Đơn vị hiện nay"),
}
NOT_SAID: Mapping[Cut, Phrase] = {
    Cut.MONTH: _("Không rõ tháng"),
    Cut.FIELD: _("Chưa ghi lĩnh vực"),
    Cut.BLOC: _("Chưa ghi khối"),
    Cut.ORGANISER: _("Chưa ghi đơn vị tổ chức"),
    Cut.PROGRAMME: _("Chưa ghi chương trình"),
    Cut.KIND: _("Chưa ghi loại chương trình"),
    Cut.UNIT: _("Không rõ đơn vị"),
    Cut.UNIT_NOW: _("Không rõ đơn vị"),
}
MONTH: Phrase = _("Tháng %(month)s/%(year)s")

MARKS: Mapping[Status, Mark] = {
    Status.ATTENDED: Mark("good", _("Đã học")),
    Status.ATTENDING: Mark("main", _("Đang học")),
    Status.WAITING: Mark("notice", _("Chưa gọi")),
    Status.REFUSED: Mark("bad", _("Không đủ điều kiện hoặc thiếu thông tin")),
    Status.ABSENT: Mark("quiet", _("Chưa được cử")),
}


class Placing(StrEnum):
    """How a post of the past came to a unit of another day, or why it did not."""

    SAME = "same"
    TABLE = "table"
    CHOSEN = "chosen"
    SEVERAL = "several"
    NOWHERE = "nowhere"


PLACINGS: Mapping[Placing, Mark] = {
    Placing.SAME: Mark("quiet", _("đơn vị vẫn còn")),
    Placing.TABLE: Mark("good", _("theo bảng kế thừa")),
    Placing.CHOSEN: Mark("main", _("đơn vị cử đã ghi")),
    Placing.SEVERAL: Mark("notice", _("đơn vị đã chia, chưa ghi về đâu")),
    Placing.NOWHERE: Mark("bad", _("không có đơn vị kế thừa trên hồ sơ")),
}
NOW_COUNTED = _("Theo đơn vị của ngày %(day)s; ai đã học tính đến ngày %(on)s.")
NO_SUCH_LINE = _("Năm %(year)s không có dòng kế hoạch mã “%(line)s”. Các mã: %(known)s.")
NOT_PLACED: Phrase = _("%(unit)s (cũ): %(why)s")
BY_UNITS_OF: Phrase = _("Theo đơn vị của ngày %(day)s; nơi nào bảng kế thừa không nói chắc thì ghi tên đơn vị cũ.")
RESERVE: Phrase = _("dự bị thứ %(place)s")
NOT_YOUR_LINE = _("Đơn vị của bạn không cử người theo dòng kế hoạch này.")
EVERYBODY = _("Toàn bộ đối tượng")
EACH_STATUS = _("%(status)s: %(number)s")

UNKNOWN = _("chưa rõ")
PLACES_OF = _("Lượt học so với chỉ tiêu")
PLACES_BY_MONTH = _("Lượt học theo tháng khai giảng")
HERE = _("Theo dõi từng lớp")
REPORTED_SHORT = _("Do đơn vị báo cáo")
LEFT = _("Còn lại")
NOT_FORMED = _("chưa lập danh sách lớp")
NO_CONSENT = _("chưa có ý kiến thống nhất")
NO_REPORT = _("đơn vị tổ chức chưa báo cáo kết quả nào")
_LATE = _("{classes} lớp đã qua ngày dự kiến mà chưa khai giảng")
_SLOW = _("mới đạt {share}% chỉ tiêu, năm đã qua {gone}%")

# How figures are counted, as a page and its workbook say it.
PLACES_AND_PEOPLE = _(
    "Lượt: mỗi chỗ học trong một lớp. Người: mỗi người chỉ tính một lần, nên số người của các dòng cộng lại có thể lớn "
    "hơn số tổng cộng."
)
FROM_CLASSES = _("Theo dõi từng lớp: %(classes)s lớp, %(places)s lượt; số người: %(people)s.")
FROM_REPORTS = _("Đơn vị tổ chức báo cáo số tổng hợp: %(classes)s lớp, %(places)s lượt; số người: %(people)s.")
PEOPLE_UNKNOWN = _("Có báo cáo không ghi số người, nên số người chưa rõ; đã ghi được %(people)s người.")
COMPLETED_HERE = _("Hoàn thành chỉ tính ở các lớp theo dõi từng lớp; báo cáo tổng hợp không ghi.")
REPORTED_APART = _(
    "%(places)s lượt được báo cáo cho kỳ chỉ nằm một phần trong thời gian đã chọn: không chia được nên không tính."
)
UNTIL = _("Số liệu đến ngày %(day)s.")
WITHIN = _("Các lớp khai giảng, các kỳ báo cáo từ %(first)s đến %(last)s. Kế hoạch là của cả năm.")
SINCE = _("Các lớp khai giảng, các kỳ báo cáo từ %(first)s. Kế hoạch là của cả năm.")
UP_TO = _("Các lớp khai giảng, các kỳ báo cáo đến %(last)s. Kế hoạch là của cả năm.")
OWN_PEOPLE = _(
    "Chỉ tiêu, lượt, người và hoàn thành chỉ tính người do đơn vị bạn cử; dòng do đơn vị bạn tổ chức thì tính đủ. "
    "Số lớp là của cả dòng."
)
NO_PLAN = _("Chưa có kế hoạch nào để báo cáo.")
NO_LINES = _("Năm %(year)s không có dòng kế hoạch nào.")
PERIOD_REVERSED = _("“Đến ngày” không được trước “Từ ngày”.")


def late_classes(classes: int) -> Phrase:
    return format_lazy(_LATE, classes=classes)


def slow_totals(share: int, gone: int) -> Phrase:
    """Shares of the seats and of the year, in percent."""
    return format_lazy(_SLOW, share=share, gone=gone)
