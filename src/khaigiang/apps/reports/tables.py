import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.reports.phrases import CUTS, EACH_STATUS, HERE, LEFT, MARKS, REPORTED_SHORT, Cut, Status
from khaigiang.apps.reports.queries import Slice, Totals
from khaigiang.charts import bars, columns, share
from khaigiang.charts.model import Bar, Bars, Columns, Share, ShareBar, Tone
from khaigiang.charts.model import Column as Upright
from khaigiang.web.tables import Column

WIDE, NARROW = 1000, 380
POSTS = (
    Column("quan", _("Đơn vị cử"), ("sender_key",)),
    Column("don_vi", _("Đơn vị"), ("unit_key",)),
    Column("ten", _("Họ và tên"), ("name_key",)),
    Column("trang_thai_xep", _("Tình trạng"), ("status_place", "sender_key")),
    Column("chi_tiet", _("Lớp, ghi chú"), ("detail", "name_key")),
)
FIGURES = (
    Column("lop_ke_hoach", _("Lớp kế hoạch"), ("classes_place",), number=True),
    Column("lop", _("Lớp đã mở"), ("held_classes",), number=True),
    Column("xong", _("Lớp đã xong"), ("finished_classes",), number=True),
    Column("chi_tieu", _("Chỉ tiêu"), ("seats_place",), number=True),
    Column("luot", _("Lượt học"), ("places",), number=True),
    Column("nguoi", _("Số người"), ("stated_people",), number=True),
    Column("hoan_thanh", _("Hoàn thành"), ("completed",), number=True),
)
SHARE = Column("ti_le", _("So với chỉ tiêu"), ("share_place", "places"))
LINES = (
    Column("dong", _("Dòng kế hoạch"), ("title_key",)),
    Column("don_vi", _("Đơn vị tổ chức"), ("organiser_key", "title_key")),
    *FIGURES,
    SHARE,
)
REPORTED = Column("bao_cao", _("Trong đó báo cáo"), ("reported_places",), number=True)


def slices(cut: str) -> tuple[Column, ...]:
    """The columns of figures cut one way; the first is what they are cut by."""
    first = Column("phan", CUTS[Cut(cut)], ("key",) if cut == Cut.MONTH else ("name_key",))
    return first, *FIGURES, REPORTED, SHARE


def share_bar(title: str, by_status: Mapping[Status, int], *, width: int, height: int) -> SafeString:
    """A bar cut into the statuses, said in words for those who cannot see it."""
    shares = tuple(Share(str(mark.label), by_status.get(status, 0), Tone(mark.tone)) for status, mark in MARKS.items())
    return _strip(title, shares, width, height)


def plan_bar(title: str, of: Totals, *, width: int = 160, height: int = 12) -> SafeString:
    """Places held of the planned seats: run here, reported, and what is left."""
    left = Share(str(LEFT), of.seats_left, Tone.QUIET)
    return _strip(title, (*_two_sources(of, both=True), left), width, height)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart in two widths: for a screen, and for a phone or half a printed page."""

    wide: SafeString
    narrow: SafeString


def month_columns(title: str, months: Sequence[Slice], *, year: int | None = None, width: int = WIDE) -> Drawn:
    """Places by the month in which classes opened: all months of ``year``, else from the first to the last one held.

    Slices without a month are not drawn.
    """
    by_month = {each.key: each for each in months if each.key}
    keys = [f"{year}-{month:02}" for month in range(1, 13)] if year else _between(sorted(by_month))
    both = any(each.reported_places for each in by_month.values())
    one_year = len({key[:4] for key in keys}) <= 1
    uprights = tuple(
        Upright(
            f"T{int(key[5:])}" if one_year else f"{int(key[5:])}/{key[2:4]}",
            _two_sources(by_month.get(key), both=both),
        )
        for key in keys
    )
    said = _said((each.name, each.places) for each in months)
    return Drawn(
        _drawn(columns.draw(Columns(title, said, uprights, width=width, height=220))),
        _drawn(columns.draw(Columns(title, said, uprights, width=NARROW, height=170))),
    )


def part_bars(title: str, parts: Sequence[Slice], *, width: int = WIDE) -> Drawn:
    """Places of each part against its planned seats."""
    drawn = tuple(Bar(each.name, each.places, each.planned_seats) for each in parts)
    said = _said((each.name, each.places) for each in parts)
    return Drawn(
        _drawn(bars.draw(Bars(title, said, drawn, width=width, label_width=min(320, width * 2 // 5)))),
        _drawn(bars.draw(Bars(title, said, drawn, width=NARROW, label_width=NARROW * 2 // 5))),
    )


def _between(keys: Sequence[str]) -> list[str]:
    """Every month from the first key to the last, so that a month without classes is seen as one."""
    if not keys:
        return []
    month, found = dt.date.fromisoformat(f"{keys[0]}-01"), []
    while (key := f"{month:%Y-%m}") <= keys[-1]:
        found.append(key)
        month = (month + dt.timedelta(days=32)).replace(day=1)
    return found


def _two_sources(of: Totals | None, *, both: bool) -> tuple[Share, ...]:
    here = Share(str(HERE), of.places_here if of else 0, Tone.MAIN)
    return (here, Share(str(REPORTED_SHORT), of.reported_places if of else 0, Tone.SECOND)) if both else (here,)


def _said(counted: Iterable[tuple[str, int]]) -> str:
    return "; ".join(str(EACH_STATUS) % {"status": name, "number": number} for name, number in counted)


def _strip(title: str, shares: tuple[Share, ...], width: int, height: int) -> SafeString:
    said = _said((each.label, each.value) for each in shares)
    chart = ShareBar(title=title, description=said, shares=shares, width=width, height=height, legend=False)
    return _drawn(share.draw(chart))


def _drawn(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308 - the chart escapes every word it is given


UNITS_NOW = (
    Column("don_vi", _("Đơn vị"), ("name_key",)),
    Column("so", _("Đã xếp"), ("total",), number=True),
    Column("co_the", _("Có thể thuộc về"), ("possible",), number=True),
    Column("da_hoc", MARKS[Status.ATTENDED].label, number=True),
    Column("dang_hoc", MARKS[Status.ATTENDING].label, number=True),
    Column("chua_goi", MARKS[Status.WAITING].label, number=True),
    Column("khong_dat", _("Không đạt, thiếu"), number=True),
    Column("chua_cu", MARKS[Status.ABSENT].label, number=True),
)
