"""The year on one page, for a leader."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a class stands."""

    DONE = "done"
    UNDER_WAY = "under_way"
    OPENING = "opening"
    TO_COME = "to_come"


STAGE_NAMES = {
    Stage.DONE: "Đã bế giảng",
    Stage.UNDER_WAY: "Đang học",
    Stage.OPENING: "Khai giảng hôm nay",
    Stage.TO_COME: "Chưa khai giảng",
}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Distinct people, whose verdicts add up to the nominated. Raises ValueError when they do not."""

    nominated: int
    accepted: int
    refused: int
    unclear: int
    reserve: int

    def __post_init__(self) -> None:
        parts = self.accepted + self.refused + self.unclear + self.reserve
        if parts != self.nominated:
            raise ValueError(f"{parts} people have a verdict, {self.nominated} were nominated")


@dataclass(frozen=True, slots=True)
class ClassLine:
    """One class. ``first_day`` None: the dates are not set."""

    name: str
    trainees: int
    capacity: int
    first_day: dt.date | None
    last_day: dt.date | None
    stage: Stage


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of a cohort: who has attended, who is in class now, who has not been called. ``place`` names a district."""

    place: str
    attended: int
    in_class: int
    not_called: int

    @property
    def whole(self) -> int:
        return self.attended + self.in_class + self.not_called


@dataclass(frozen=True, slots=True)
class YearSummary:
    """What a leader is told. ``quality`` and ``attention`` are sentences; ``cohort`` is "579 bí thư đảng ủy xã"."""

    title: str
    subtitle: str
    organiser: str
    today: dt.date
    verdicts: Verdicts
    classes: tuple[ClassLine, ...]
    cohort: str
    coverage: Coverage
    districts: tuple[Coverage, ...] = ()
    quality: tuple[str, ...] = ()
    attention: tuple[str, ...] = ()
    parent_body: str = ""
