from collections.abc import Mapping
from enum import StrEnum

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


CUTS: Mapping[Cut, Phrase] = {
    Cut.MONTH: _("Tháng khai giảng"),
    Cut.FIELD: _("Lĩnh vực"),
    Cut.BLOC: _("Khối"),
    Cut.ORGANISER: _("Đơn vị tổ chức"),
    Cut.PROGRAMME: _("Chương trình"),
    Cut.KIND: _("Loại chương trình"),
    Cut.UNIT: _("Đơn vị cử"),
}
NOT_SAID: Mapping[Cut, Phrase] = {
    Cut.MONTH: _("Không rõ tháng"),
    Cut.FIELD: _("Chưa ghi lĩnh vực"),
    Cut.BLOC: _("Chưa ghi khối"),
    Cut.ORGANISER: _("Chưa ghi đơn vị tổ chức"),
    Cut.PROGRAMME: _("Chưa ghi chương trình"),
    Cut.KIND: _("Chưa ghi loại chương trình"),
    Cut.UNIT: _("Không rõ đơn vị"),
}
MONTH: Phrase = _("Tháng %(month)s/%(year)s")

MARKS: Mapping[Status, Mark] = {
    Status.ATTENDED: Mark("good", _("Đã học")),
    Status.ATTENDING: Mark("main", _("Đang học")),
    Status.WAITING: Mark("notice", _("Chưa gọi")),
    Status.REFUSED: Mark("bad", _("Không đủ điều kiện hoặc thiếu thông tin")),
    Status.ABSENT: Mark("quiet", _("Chưa được cử")),
}
RESERVE: Phrase = _("dự bị thứ %(place)s")
NOT_YOUR_LINE = _("Đơn vị của bạn không cử người theo dòng kế hoạch này.")
EVERYBODY = _("Toàn bộ đối tượng")
EACH_STATUS = _("%(status)s: %(number)s")
