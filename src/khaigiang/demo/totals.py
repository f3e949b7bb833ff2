"""Lines tracked by totals: each is a course with a programme of its own, of which months are reported."""

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.demo.case import Result
from khaigiang.intake.plan import (
    Bloc,
    LecturerRow,
    LineRow,
    PlanHead,
    PlanWorkbook,
    ProgrammeKind,
    ProgrammeRow,
    QuotaMethod,
    Tracking,
)

PERIODS_PER_HALF_DAY = 5
_REPORTED_AFTER = dt.timedelta(days=5)


@dataclass(frozen=True, slots=True)
class Course:
    """A line by totals. ``code`` names its programme too; ``field`` is a code of ``data.fields``."""

    code: str
    title: str
    field: str
    bloc: Bloc | None
    classes: int
    seats: int
    kind: ProgrammeKind = ProgrammeKind.REFRESHER
    audience: str = "Cán bộ, đảng viên"
    abroad: bool = False


def lines(
    courses: Iterable[Course], *, organiser: str, school: str, payer: str, delegated: bool = False
) -> tuple[LineRow, ...]:
    """The courses as lines of a plan, all held by one organiser."""
    return tuple(
        LineRow(
            code=course.code,
            title=course.title,
            programme=course.code,
            audience=(course.audience,),
            rule_set="",
            classes=course.classes,
            seats=course.seats,
            organiser=organiser,
            school=school,
            venue=school,
            payer=payer,
            chief_and_deputy_together=True,
            quota_method=QuotaMethod.LISTED,
            bloc=course.bloc,
            abroad=course.abroad,
            tracking=Tracking.TOTALS,
            delegated=delegated,
        )
        for course in courses
    )


def programmes(courses: Iterable[Course]) -> tuple[ProgrammeRow, ...]:
    """The programme of each course. Nothing of it is taught here, so it has no topics."""
    return tuple(
        ProgrammeRow(
            course.code, course.title, course.kind, StudyForm.FULL_TIME, PERIODS_PER_HALF_DAY, field=course.field
        )
        for course in courses
    )


def plan(
    head: PlanHead,
    listed: Iterable[LineRow],
    courses: Iterable[Course],
    *,
    lecturers: tuple[LecturerRow, ...] = (),
) -> PlanWorkbook:
    """A plan none of whose classes is run here: ``listed`` are the lines of its courses."""
    return PlanWorkbook(head, tuple(listed), (), programmes(courses), (), lecturers, (), ())


def monthly(plan: str, line: str, year: int, months: Iterable[tuple[int, int, int, int | None]]) -> tuple[Result, ...]:
    """Reports of whole months: (month, classes, places, people or None). Each comes a few days after its month."""
    return tuple(
        Result(
            plan,
            line,
            dt.date(year, month, 1),
            last := dt.date(year, month, calendar.monthrange(year, month)[1]),
            classes,
            places,
            people,
            last + _REPORTED_AFTER,
            f"Báo cáo tháng {month}/{year}",
        )
        for month, classes, places, people in months
    )
