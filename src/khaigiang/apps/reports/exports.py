"""Reports as workbooks."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.reports.queries import Post
from khaigiang.charts.model import Tone
from khaigiang.documents import excel


def coverage_book(line: PlanLine, posts: Sequence[Post], *, on: dt.date, stamp: dt.datetime) -> excel.Book:
    """The posts that a page of coverage shows, in its order and in the reader's language."""
    columns = (
        excel.Column(_("STT"), 5, excel.Kind.CENTRE),
        excel.Column(_("Đơn vị cử"), 22),
        excel.Column(_("Đơn vị"), 24),
        excel.Column(_("Họ và tên"), 26),
        excel.Column(_("Tình trạng"), 24, excel.Kind.CENTRE),
        excel.Column(_("Lớp, ghi chú"), 24),
    )
    counted = _("Tính theo chức danh (lượt), đến ngày %(day)s.") % {"day": f"{on:%d/%m/%Y}"}
    sheet = excel.Sheet(
        title=_("Độ bao phủ"),
        heading=_("Độ bao phủ").upper(),
        subheading=f"{line.title}: {line.audience_text}",
        columns=columns,
        rows=tuple(_row(place, post) for place, post in enumerate(posts, start=1)),
        letterhead=excel.Letterhead(line.plan.parent_body.upper(), line.plan.issuer.upper()),
        notes=(counted,),
        landscape=True,
        freeze=4,
        filters=True,
    )
    return excel.Book(f"{_('Độ bao phủ')} {line.code}", (sheet,), stamp, line.plan.issuer)


def _row(place: int, post: Post) -> excel.Row:
    state = excel.Toned(str(post.mark.label), Tone(post.mark.tone))
    return place, post.sender.name, post.unit.name, post.name, state, post.detail
