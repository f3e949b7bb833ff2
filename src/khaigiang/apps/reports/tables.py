from collections.abc import Mapping

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.reports.phrases import EACH_STATUS, MARKS, Status
from khaigiang.charts import share
from khaigiang.charts.model import Share, ShareBar, Tone
from khaigiang.web.tables import Column

POSTS = (
    Column("quan", _("Đơn vị cử"), ("sender_key",)),
    Column("don_vi", _("Đơn vị"), ("unit_key",)),
    Column("ten", _("Họ và tên"), ("name_key",)),
    Column("trang_thai_xep", _("Tình trạng"), ("status_place", "sender_key")),
    Column("chi_tiet", _("Lớp, ghi chú"), ("detail", "name_key")),
)


def share_bar(title: str, by_status: Mapping[Status, int], *, width: int, height: int) -> SafeString:
    """A bar cut into the statuses, said in words for those who cannot see it."""
    shares = tuple(Share(str(mark.label), by_status.get(status, 0), Tone(mark.tone)) for status, mark in MARKS.items())
    said = "; ".join(str(EACH_STATUS) % {"status": each.label, "number": each.value} for each in shares)
    chart = ShareBar(title=title, description=said, shares=shares, width=width, height=height, legend=False)
    return mark_safe(share.draw(chart))  # noqa: S308 - the chart escapes every word it is given
