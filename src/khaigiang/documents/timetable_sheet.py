"""A timetable as a workbook: a row for each lesson, days and parts of the day written once."""

import datetime as dt

from khaigiang.charts.model import Tone
from khaigiang.documents import excel, wording
from khaigiang.documents.poster_page import entry_title, span_of_days
from khaigiang.documents.timetable import (
    KIND_NAMES,
    PART_NAMES,
    Entry,
    EntryKind,
    PosterDay,
    PosterPart,
    TimetablePoster,
)

TONES = {
    EntryKind.DISCUSSION: Tone.GOOD,
    EntryKind.SELF_STUDY: Tone.QUIET,
    EntryKind.FIELD_STUDY: Tone.SECOND,
    EntryKind.TEST: Tone.NOTICE,
}


def excel_timetable(poster: TimetablePoster, *, stamp: dt.datetime) -> bytes:
    """The timetable as .xlsx. The column of classes appears on the timetables of lecturers and rooms only."""
    return excel.render(excel.Book(poster.title, (sheet(poster),), stamp, author=poster.organiser))


def sheet(poster: TimetablePoster) -> excel.Sheet:
    """The sheet alone, for a workbook that holds several timetables."""
    several = any(entry.class_name for day in poster.days for part in day.parts for entry in part.entries)
    classes = (excel.Column("Lớp", 18),) if several else ()
    about = ". ".join(text for text in (poster.place, span_of_days(poster)) if text)
    modules = tuple(f"Học phần {wording.roman(place)}: {name}." for place, name in enumerate(poster.modules, start=1))
    return excel.Sheet(
        title="Lịch học",
        heading=poster.title,
        subheading="\n".join(text for text in (poster.subtitle, about) if text),
        letterhead=excel.Letterhead(poster.parent_body, poster.organiser),
        columns=(
            excel.Column("Ngày", 13, excel.Kind.CENTRE, joined=True),
            excel.Column("Buổi", 12, excel.Kind.CENTRE, joined=True),
            *classes,
            excel.Column("Học phần", 8, excel.Kind.CENTRE),
            excel.Column("Nội dung", 52),
            excel.Column("Hình thức", 15, excel.Kind.CENTRE),
            excel.Column("Số tiết", 7, excel.Kind.CENTRE),
            excel.Column("Giảng viên", 24),
            excel.Column("Địa điểm", 18),
        ),
        rows=tuple(
            _row(day, part, entry, several=several)
            for day in poster.days
            for part in day.parts
            for entry in part.entries
        ),
        notes=(*modules, *poster.notes),
        landscape=True,
        freeze=2,
        footer=poster.title,
    )


def _row(day: PosterDay, part: PosterPart, entry: Entry, *, several: bool) -> excel.Row:
    tone = TONES.get(entry.kind)
    kind, ceremony = KIND_NAMES[entry.kind], entry.kind is EntryKind.CEREMONY
    hours = f"\n{part.hours}" if part.hours else ""
    return (
        f"{wording.WEEKDAYS[day.day.weekday()]}\n{wording.short_date(day.day)}",
        f"{PART_NAMES[part.part]}{hours}",
        *((entry.class_name,) if several else ()),
        wording.roman(entry.module) if entry.module else None,
        excel.Toned(entry.title, Tone.MAIN) if ceremony else entry_title(entry),
        None if ceremony else excel.Toned(kind, tone) if tone else kind,
        entry.periods,
        entry.lecturer,
        entry.room,
    )
