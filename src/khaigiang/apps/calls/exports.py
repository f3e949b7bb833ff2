"""The letter of a call: what is taught, for whom, on what conditions, until when, and each unit's seats."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace

from khaigiang.apps.calls.models import Call
from khaigiang.apps.calls.queries import about, call_numbered, lines_of, seats_called
from khaigiang.apps.papers.actions import DOCX, Numbering, PaperOrder, Signed
from khaigiang.apps.papers.models import Paper as StoredPaper
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.plans.exports import blank_paper, course, notice_symbol, plan_cited, reported_to, series
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.documents import word
from khaigiang.documents.paper import Align, Appendix, Band, Block, Bullet, DataTable, Paper, Paragraph, TableColumn
from khaigiang.foundation import clock

SEATS = (TableColumn("STT", 14, Align.CENTRE), TableColumn("Đơn vị", 110), TableColumn("Chỉ tiêu", 30, Align.CENTRE))
WHAT_TO_SEND = (
    "Công văn cử học viên của đơn vị, ghi số, ngày và người ký.",
    "Danh sách cử theo thứ tự ưu tiên; người đứng sau số chỉ tiêu của đơn vị là dự bị, được gọi theo đúng thứ tự.",
)


def call_order(call: Call, *, dated: dt.date | None = None, signer: str = "") -> PaperOrder:
    """The letter as it is drafted, or as it reads once it is ``dated`` and signed."""
    lines = lines_of(call)
    organiser = lines[0].organiser
    symbol = notice_symbol(call.plan, organiser)

    def render(number: int | None) -> bytes:
        return word.render(letter(call, lines, number, dated, signer), stamp=clock.now())

    numbering = None if dated is None else Numbering(series(call.plan, "TB", organiser, dated), symbol, dated)
    title = f"Thông báo chiêu sinh {', '.join(line.code for line in lines)}"[:300]
    return PaperOrder(
        PaperKind.CALL, about(call), title, f"thong-bao-chieu-sinh-{call.pk}.docx", DOCX, render, numbering
    )


def signed_order(paper: StoredPaper, signed: Signed) -> PaperOrder:
    """A call's letter as it reads once it is signed."""
    call = call_numbered(int(paper.about.partition(":")[2]))
    return call_order(call, dated=signed.dated, signer=signed.signer)


def letter(call: Call, lines: Sequence[PlanLine], number: int | None, dated: dt.date | None, signer: str) -> Paper:
    """Thông báo chiêu sinh, with the units and their seats annexed."""
    plan, organiser = call.plan, lines[0].organiser
    subject = course(lines[0].title) if len(lines) == 1 else f"{len(lines)} lớp theo kế hoạch năm {plan.year}"
    paper = blank_paper(plan, organiser, notice_symbol(plan, organiser), number, dated, signer=signer)
    body: tuple[Block, ...] = (
        Paragraph(f"Thực hiện {plan_cited(plan)}, {organiser} thông báo chiêu sinh như sau:"),
        *_courses(lines),
        Paragraph("Đối tượng, điều kiện", heading=True),
        *(Bullet(text) for text in _with_audiences(lines, call.conditions)),
        Paragraph("Hồ sơ cử", heading=True),
        *(Bullet(text) for text in WHAT_TO_SEND),
        Paragraph("Thời hạn", heading=True),
        Paragraph(
            f"Đề nghị các đơn vị gửi hồ sơ cử về {organiser} trước hết ngày {call.deadline:%d/%m/%Y}. Sau hạn này đơn "
            "vị chỉ gửi được khi có văn bản gia hạn."
        ),
    )
    schools = dict.fromkeys(line.school for line in lines)
    return replace(
        paper,
        type_name="THÔNG BÁO",
        subject=f"chiêu sinh {subject}",
        body=body,
        recipients=(
            "Các đơn vị trong danh sách kèm theo",
            *reported_to(plan),
            *(f"{school} (để phối hợp)" for school in schools),
            f"Lưu {organiser}",
        ),
        appendices=(Appendix("CHỈ TIÊU CỦA CÁC ĐƠN VỊ", _seats(lines, seats_called(lines))),),
    )


def _courses(lines: Sequence[PlanLine]) -> Iterable[Block]:
    for place, line in enumerate(lines, start=1):
        name = course(line.title)
        yield Paragraph(f"{place}. {name[0].upper()}{name[1:]}" if len(lines) > 1 else "Về lớp học", heading=True)
        yield Bullet(f"Quy mô: {line.classes} lớp, {line.seats} chỉ tiêu.")
        yield from (Bullet(text) for text in _when_and_where(line))


def _when_and_where(line: PlanLine) -> Iterable[str]:
    planned = list(line.planned_classes.all())
    if planned:
        first, last = min(each.first_day for each in planned), max(each.last_day for each in planned)
        yield f"Thời gian dự kiến: từ ngày {first:%d/%m/%Y} đến ngày {last:%d/%m/%Y}."
    yield f"Cơ sở đào tạo: {line.school}; địa điểm: {line.venue}."
    if line.payer:
        yield f"Kinh phí: {line.payer}."


def _with_audiences(lines: Sequence[PlanLine], conditions: str) -> Iterable[str]:
    for line in lines:
        yield f"{line.code}: {line.audience_text}." if len(lines) > 1 else f"{line.audience_text}."
    yield from (said.strip() for said in conditions.splitlines() if said.strip())


def _seats(lines: Sequence[PlanLine], asked: Sequence[Quota]) -> DataTable:
    """Each unit with its seats, under the line's title where there are several."""
    rows: list[tuple[str, ...] | Band] = []
    for line in lines:
        if len(lines) > 1:
            rows.append(Band(line.title))
        own = [each for each in asked if each.line_id == line.pk]
        rows += [
            (str(place), each.unit.name if each.unit else "", str(each.seats - each.granted_below))
            for place, each in enumerate(own, start=1)
        ]
    return DataTable(SEATS, tuple(rows))
