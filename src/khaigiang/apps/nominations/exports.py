"""The verdict book: everyone nominated, with what was decided and by which rule, article and fact."""

import datetime as dt
from collections.abc import Iterable, Sequence

from khaigiang.apps.nominations import phrases
from khaigiang.apps.nominations.models import Nomination, VerdictReason
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.plans.models import Plan
from khaigiang.charts.model import Tone
from khaigiang.core.states import NominationState
from khaigiang.documents import excel

SHEETS = (
    (NominationState.ACCEPTED, "Được duyệt", Tone.GOOD),
    (NominationState.NOT_ELIGIBLE, "Không đủ điều kiện", Tone.BAD),
    (NominationState.INCOMPLETE, "Chưa đủ thông tin", Tone.NOTICE),
    (NominationState.RESERVE, "Dự bị", Tone.SECOND),
)
COLUMNS = (
    excel.Column("STT", 5, excel.Kind.CENTRE),
    excel.Column("Họ và tên", 24),
    excel.Column("Ngày sinh", 11, excel.Kind.CENTRE),
    excel.Column("Chức vụ", 24),
    excel.Column("Đơn vị", 20),
    excel.Column("Đơn vị cử", 18),
    excel.Column("Kết quả", 16, excel.Kind.CENTRE),
    excel.Column("Lý do", 52),
    excel.Column("Văn bản", 34, group="Quy định áp dụng"),
    excel.Column("Điều khoản", 16, group="Quy định áp dụng"),
    excel.Column("Ngày xét", 11, excel.Kind.DATE),
    excel.Column("Tệp, ô", 20),
)
UNVERIFIED = "(chưa đối chiếu văn bản gốc)"


def verdict_book(plan: Plan, stamp: dt.datetime) -> excel.Book:
    """One sheet for each outcome, in the order of units and of their lists."""
    rows = list(
        Nomination.objects.filter(line__plan=plan)
        .select_related("person", "unit", "list__unit")
        .prefetch_related("reasons__waiver")
        .order_by("line_id", "list__unit__sort_key", "list_id", "place")
    )
    return excel.Book(
        f"Kết quả xét {plan.number}",
        tuple(_sheet(plan, title, tone, [row for row in rows if row.state == state]) for state, title, tone in SHEETS),
        stamp,
        plan.issuer,
    )


def _sheet(plan: Plan, title: str, tone: Tone, rows: Sequence[Nomination]) -> excel.Sheet:
    return excel.Sheet(
        title=title,
        heading=f"KẾT QUẢ XÉT CỬ HỌC VIÊN: {title.upper()}",
        subheading=plan.title,
        columns=COLUMNS,
        rows=tuple(_row(place, row, title, tone) for place, row in enumerate(rows, start=1)),
        letterhead=excel.Letterhead(plan.parent_body.upper(), plan.issuer.upper()),
        notes=(
            f"{len(rows)} người. Một quy định ghi “{UNVERIFIED}” là quy định chưa có ai đối chiếu với bản chính thức.",
        ),
        landscape=True,
        freeze=2,
        filters=True,
    )


def _row(place: int, row: Nomination, title: str, tone: Tone) -> excel.Row:
    deciding = deciding_reasons(row)
    return (
        place,
        row.person.full_name,
        str(birth_of(row.person) or ""),
        row.position_title,
        row.unit.name,
        row.list.unit.name,
        excel.Toned(title, tone),
        _joined(_said(reason) for reason in deciding),
        _joined(_instrument(reason) for reason in deciding),
        _joined(reason.article for reason in deciding),
        row.judged_on,
        f"{row.list.file_name}, {row.cell}" if row.list.file_name else "",
    )


def deciding_reasons(row: Nomination) -> list[VerdictReason]:
    """The reasons that made the verdict what it is, the waived first; what a dossier must state only where missing."""
    every = sorted(row.reasons.all(), key=lambda reason: (reason.waiver_id is None, reason.place))
    reasons = [reason for reason in every if reason.waiver_id or reason.standing == row.standing]
    return [reason for reason in reasons if reason.code != "known.met"] or reasons


def _said(reason: VerdictReason) -> str:
    sentence, waiver = phrases.reason(reason.code, reason.facts), reason.waiver
    if waiver is None:
        return sentence
    told = {name: getattr(waiver, name) for name in ("decided_by", "instrument", "dated", "why")}
    return f"{sentence} Được miễn: {phrases.waived(**told)}"


def _instrument(reason: VerdictReason) -> str:
    return reason.instrument if reason.verified else f"{reason.instrument} {UNVERIFIED}"


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(text for text in texts if text))
