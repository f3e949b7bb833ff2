"""The shapes of the charts. Every word a reader sees comes in here; the charts only place and format.

``title`` and ``description`` are read aloud by screen readers (``<title>`` and ``<desc>``); they are not drawn.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a colour says. Each tone also differs in lightness, so that a grey print still tells them apart."""

    MAIN = "main"
    GOOD = "good"
    NOTICE = "notice"
    BAD = "bad"
    SECOND = "second"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by tone, and those of text, faint text, rules and the empty part of a bar. Values are CSS colours."""

    tones: Mapping[Tone, str]
    ink: str
    faint: str
    rule: str
    track: str
    font: str

    def of(self, tone: Tone) -> str:
        return self.tones[tone]


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart. ``whole`` is what the bar is measured against (a class's seats), drawn behind it."""

    label: str
    value: int
    whole: int | None = None
    note: str = ""
    tone: Tone = Tone.MAIN


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars under one scale, in the order given."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    width: int = 640
    label_width: int = 170
    note_width: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole."""

    label: str
    value: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class ShareBar:
    """One bar cut into its shares, with a legend that gives each share's number and percentage."""

    title: str
    description: str
    shares: tuple[Share, ...]
    width: int = 640
    height: int = 28
    legend: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its shares are stacked from the bottom, in the order given."""

    label: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Upright columns under one scale with a few ruled levels, and a legend when there are several shares."""

    title: str
    description: str
    columns: tuple[Column, ...]
    width: int = 640
    height: int = 220


@dataclass(frozen=True, slots=True)
class Multiples:
    """Many small share bars in a grid (a district each), each measured against its own whole."""

    title: str
    description: str
    cells: tuple[Column, ...]
    across: int = 3
    width: int = 640
    legend: bool = True


@dataclass(frozen=True, slots=True)
class Ring:
    """How much of a whole is done, with a word under the percentage."""

    title: str
    description: str
    value: int
    whole: int
    caption: str = ""
    tone: Tone = Tone.MAIN
    size: int = 140


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a calendar strip, both days included. Raises ValueError when they are reversed."""

    label: str
    first: dt.date
    last: dt.date
    tone: Tone = Tone.MAIN

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.label} ends on {self.last} before it begins on {self.first}")


@dataclass(frozen=True, slots=True)
class CalendarStrip:
    """Spans of days on a line of months, a line each; ``today`` is marked when it falls within."""

    title: str
    description: str
    first: dt.date
    last: dt.date
    spans: tuple[Span, ...]
    today: dt.date | None = None
    width: int = 640
    label_width: int = 120
