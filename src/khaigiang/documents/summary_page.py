"""What the leader's page needs: figures, charts as SVG, and no more lines than a page can hold."""

from collections.abc import Sequence
from typing import Any

from khaigiang.charts import bars, multiples, ring, share
from khaigiang.charts.model import Bar, Bars, Column, Multiples, Ring, Share, ShareBar, Tone
from khaigiang.charts.numerals import grouped, percentage
from khaigiang.charts.palette import PAPER
from khaigiang.documents import wording
from khaigiang.documents.summary import STAGE_NAMES, ClassLine, Coverage, Stage, YearSummary

MOST_CLASSES = 12
MOST_DISTRICTS = 36
MOST_SENTENCES = 6
STAGE_TONES = {
    Stage.DONE: Tone.GOOD,
    Stage.UNDER_WAY: Tone.MAIN,
    Stage.OPENING: Tone.NOTICE,
    Stage.TO_COME: Tone.QUIET,
}


def content(summary: YearSummary) -> dict[str, Any]:
    """The page as plain data."""
    return {
        "title": summary.title,
        "subtitle": summary.subtitle,
        "parent": summary.parent_body,
        "organiser": summary.organiser,
        "today": wording.short_date(summary.today),
        "figures": _figures(summary),
        "classes": bars.draw(_classes(summary.classes), PAPER),
        "classes_note": _classes_note(summary.classes),
        "cohort": summary.cohort,
        "ring": ring.draw(_ring(summary.coverage), PAPER),
        "coverage": _coverage_lines(summary.coverage),
        "share": share.draw(_share(summary.coverage), PAPER),
        "districts": _districts(summary.districts),
        "districts_note": _districts_note(len(summary.districts)),
        "quality": shortened(summary.quality, "nội dung"),
        "attention": shortened(summary.attention, "việc"),
    }


def _figures(summary: YearSummary) -> list[list[str]]:
    verdicts = summary.verdicts
    rows = (
        ("Được cử", verdicts.nominated, Tone.MAIN),
        ("Được duyệt", verdicts.accepted, Tone.GOOD),
        ("Không đủ điều kiện", verdicts.refused, Tone.BAD),
        ("Chưa đủ thông tin", verdicts.unclear, Tone.NOTICE),
        ("Dự bị", verdicts.reserve, Tone.QUIET),
    )
    return [
        [label, grouped(value), "" if place == 0 else percentage(value, verdicts.nominated), PAPER.of(tone)]
        for place, (label, value, tone) in enumerate(rows)
    ]


def _classes(lines: Sequence[ClassLine]) -> Bars:
    """A bar for each class; a long year is folded into one bar for each stage."""
    made = tuple(_class_bar(line) for line in lines)
    if len(lines) > MOST_CLASSES:
        made = tuple(_stage_bar(stage, lines) for stage in Stage if any(line.stage is stage for line in lines))
    description = "; ".join(f"{bar.label}: {bar.value}/{bar.whole}, {bar.note}" for bar in made)
    return Bars("Học viên từng lớp so với số chỗ", description, made, width=600, label_width=120, note_width=225)


def _class_bar(line: ClassLine) -> Bar:
    dates = ""
    if line.first_day and line.last_day:
        dates = f"{line.first_day:%d/%m}–{line.last_day:%d/%m} · "
    note = f"{dates}{STAGE_NAMES[line.stage]}"
    return Bar(line.name, line.trainees, line.capacity, note, STAGE_TONES[line.stage])


def _stage_bar(stage: Stage, lines: Sequence[ClassLine]) -> Bar:
    held = [line for line in lines if line.stage is stage]
    seats = sum(line.capacity for line in held)
    return Bar(STAGE_NAMES[stage], sum(line.trainees for line in held), seats, f"{len(held)} lớp", STAGE_TONES[stage])


def _classes_note(lines: Sequence[ClassLine]) -> str:
    return f"{grouped(len(lines))} lớp, gộp theo tình trạng" if len(lines) > MOST_CLASSES else f"{len(lines)} lớp"


def _shares(coverage: Coverage) -> tuple[Share, ...]:
    return (
        Share("Đã học", coverage.attended, Tone.GOOD),
        Share("Đang học", coverage.in_class, Tone.NOTICE),
        Share("Chưa triệu tập", coverage.not_called, Tone.QUIET),
    )


def _ring(coverage: Coverage) -> Ring:
    described = f"{coverage.attended} trong {coverage.whole} người đã học"
    return Ring("Đã học", described, coverage.attended, coverage.whole, "đã học", Tone.GOOD)


def _coverage_lines(coverage: Coverage) -> list[list[str]]:
    return [
        [one.label, grouped(one.value), percentage(one.value, coverage.whole), PAPER.of(one.tone)]
        for one in _shares(coverage)
    ]


def _share(coverage: Coverage) -> ShareBar:
    return ShareBar("Độ bao phủ", "Đã học, đang học, chưa triệu tập", _shares(coverage), height=16, legend=False)


def _districts(districts: Sequence[Coverage]) -> str:
    if not districts:
        return ""
    cells = tuple(Column(district.place, _shares(district)) for district in districts[:MOST_DISTRICTS])
    described = "; ".join(f"{one.place}: {one.attended}/{one.whole} đã học" for one in districts[:MOST_DISTRICTS])
    return multiples.draw(Multiples("Độ bao phủ theo địa bàn", described, cells, width=680, legend=False), PAPER)


def _districts_note(count: int) -> str:
    rest = f" · {MOST_DISTRICTS} trong {grouped(count)} nơi" if count > MOST_DISTRICTS else ""
    return f"số đã học/tổng số{rest}"


def shortened(sentences: Sequence[str], unit: str) -> list[str]:
    """The first few sentences and how many more there are."""
    rest = _rest(len(sentences), MOST_SENTENCES, unit)
    return [*sentences[:MOST_SENTENCES], *([rest] if rest else [])]


def _rest(count: int, most: int, unit: str) -> str:
    return f"Và {grouped(count - most)} {unit} khác." if count > most else ""
