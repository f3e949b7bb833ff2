"""What a workbook's words mean here: a plan's units, position groups, rule sets; the lines of reported results.

Every miss is a finding with its cell.
"""

import datetime as dt
import difflib
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Min

from khaigiang.apps.catalogue.queries import rule_set_codes
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, ReportedResult
from khaigiang.apps.plans.models import Tracking as TrackedBy
from khaigiang.apps.units.actions import add_local_unit
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder, ids_within, province_named
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.vietnamese import Match, MatchKind, fold, tone_key
from khaigiang.data.rules import position_groups
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.intake.accepting import LINE, Accepted
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.plan import LineRow, PlanWorkbook, Tracking
from khaigiang.intake.reported import FIGURES, ReportedLine

_BODY = re.compile(r"^(?:đảng ủy|đảng bộ|ban thường vụ|ủy ban nhân dân|ubnd|hđnd)\s+", re.IGNORECASE)
SURE = {MatchKind.EXACT, MatchKind.FOLDED}


def unit_fault(finder: UnitFinder, match: Match, name: str, at: At, column: str) -> Finding:
    """A file fault for a unit nobody can tell, with the names it may mean."""
    near = "; ".join(finder.full_name(key) for key in match.ids[:3])
    code = "unit_ambiguous" if match.kind is MatchKind.AMBIGUOUS else "unit_unknown"
    return found(at, column, code, Severity.FILE_FAULT, value=name, near=near)


@dataclass(slots=True)
class PlanMeanings:
    """The units and position groups a workbook names, by the words it uses; ``findings`` are the words nobody knows.

    ``units`` holds an organiser where it is a unit; that of a line that is not delegated need not be one.
    """

    units: dict[str, Unit] = field(default_factory=dict)
    audiences: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def understand(workbook: PlanWorkbook, *, by: Actor) -> PlanMeanings:
    """Look up every unit and audience of a plan, entering the local units it declares."""
    meanings = PlanMeanings()
    _enter_local_units(workbook, meanings, by)
    finder = finder_for(workbook)
    for row in workbook.seats:
        _look_up_unit(finder, row.unit, row.at, "unit", meanings)
    index, known_rules = PositionIndex(position_groups()), rule_set_codes()
    for line in workbook.lines:
        _look_up_organiser(finder, line, meanings)
        _look_up_audience(index, line, meanings)
        if line.rule_set and line.rule_set not in known_rules:
            meanings.findings.append(
                found(
                    line.at,
                    "rule_set",
                    "rule_set_unknown",
                    Severity.FILE_FAULT,
                    value=line.rule_set,
                    known="; ".join(known_rules),
                )
            )
    return meanings


def first_day_of(workbook: PlanWorkbook) -> dt.date:
    """The first day any class of the plan may be held: the day whose units the plan's names mean.

    A plan of totals alone knows no class; its units are those of the beginning of its year.
    """
    return min((row.first_day for row in workbook.classes), default=dt.date(workbook.head.year, 1, 1))


def finder_for(workbook: PlanWorkbook) -> UnitFinder:
    """Finds units as they were on the first day of the plan's classes, in the province its paper was issued in."""
    day = first_day_of(workbook)
    return UnitFinder(day, province=province_named(workbook.head.place, day))


def finder_of(plan: Plan) -> UnitFinder:
    """``finder_for`` of a plan that was entered before."""
    first = PlannedClass.objects.filter(line__plan=plan).aggregate(day=Min("first_day"))["day"]
    day = first or dt.date(plan.year, 1, 1)
    return UnitFinder(day, province=province_named(plan.place, day))


def names_in(plan: Plan) -> Callable[[Unit], str]:
    """By which words the plan's workbook knows a unit: its name where that tells it, else with the one above it."""
    finder = finder_of(plan)

    def name_of(unit: Unit) -> str:
        found = finder.find(unit.name)
        sure = found.kind in SURE and found.ids[0] == str(unit.pk)
        return unit.name if sure else finder.full_name(str(unit.pk))

    return name_of


def unit_words(finder: UnitFinder, text: str) -> str:
    """The words of a letterhead that name the unit itself: "ĐẢNG ỦY PHƯỜNG A" may be known as "Phường A" only."""
    if finder.find(text).kind in SURE:
        return text
    bare = _BODY.sub("", text)
    return bare if finder.find(bare).kind in SURE else text


def _enter_local_units(workbook: PlanWorkbook, meanings: PlanMeanings, by: Actor) -> None:
    if not workbook.units:
        return
    finder, since = finder_for(workbook), first_day_of(workbook).replace(month=1, day=1)
    for row in workbook.units:
        if _look_up_unit(finder, row.parent, row.at, "parent", meanings):
            parent = meanings.units[row.parent]
            meanings.units[row.name] = add_local_unit(row.name, kind=row.kind, parent=parent, since=since, by=by)


def _look_up_audience(index: PositionIndex, line: LineRow, meanings: PlanMeanings) -> None:
    """Nobody is judged under a line tracked by totals, so its audience may be said in any words."""
    for wording in line.audience:
        code = index.match(wording)
        if code is not None:
            meanings.audiences[wording] = code
        elif line.tracking is Tracking.CLASSES:
            meanings.findings.append(found(line.at, "audience", "audience_unknown", Severity.FILE_FAULT, value=wording))


def _look_up_organiser(finder: UnitFinder, line: LineRow, meanings: PlanMeanings) -> None:
    if line.organiser in meanings.units:
        return
    match = finder.find(line.organiser)
    if match.kind in SURE:
        meanings.units[line.organiser] = finder.unit(match.ids[0])
    elif line.delegated:
        fault = unit_fault(finder, match, line.organiser, line.at, "organiser")
        if fault.code == "unit_unknown":
            fault = replace(fault, code="organiser_misspelt" if match.ids else "organiser_unknown")
        meanings.findings.append(fault)


def _look_up_unit(finder: UnitFinder, name: str, at: At, column: str, meanings: PlanMeanings) -> bool:
    if name in meanings.units:
        return True
    match = finder.find(name)
    if match.kind in SURE:
        meanings.units[name] = finder.unit(match.ids[0])
        return True
    meanings.findings.append(unit_fault(finder, match, name, at, column))
    return False


_NEAR_TITLE = 0.86  # of the letters that must agree before a title is taken for a misspelt one
_FAULT = Severity.ROW_FAULT


@dataclass(frozen=True, slots=True)
class NewResult:
    """A result to write down: what ``report_result`` asks for."""

    line: PlanLine
    first_day: dt.date
    last_day: dt.date
    classes: int
    places: int
    people: int | None
    source: str


def _new_result(line: PlanLine, row: ReportedLine) -> NewResult | None:
    """Nothing for a row that leaves out what must be there; that it does so was told when it was read."""
    if row.first_day is None or row.last_day is None or row.classes is None or row.places is None:
        return None
    return NewResult(line, row.first_day, row.last_day, row.classes, row.places, row.people, row.source)


class ResultReader:
    """Tells which line each reported result is of, and what stands against writing it down."""

    def __init__(
        self, sender: Unit | None, *, accepted: Accepted | None = None, illegible: Collection[tuple[str, str]] = ()
    ) -> None:
        """``illegible`` are cells (sheet, address) whose encoding waits to be confirmed; no more is said of them."""
        self._accepted, self._illegible = accepted or Accepted(), illegible
        self._own = None if sender is None else ids_within([sender.pk])
        self._seen: dict[int, list[ReportedLine]] = {}
        self.findings: list[Finding] = []

    @cached_property
    def _lines(self) -> list[PlanLine]:
        return list(PlanLine.objects.select_related("plan").order_by("-plan__year", "-plan__pk", "pk"))

    @cached_property
    def _known(self) -> dict[int, list[ReportedResult]]:
        known: dict[int, list[ReportedResult]] = {}
        for result in ReportedResult.objects.all():
            known.setdefault(result.line_id, []).append(result)
        return known

    def placed(self, rows: Sequence[ReportedLine]) -> list[NewResult]:
        """Each result that is new or changed; ``findings`` grows by what is to be said of the others."""
        lines = ((self._line_of(row), row) for row in rows)
        return [new for line, row in lines if line and self._is_news(line, row) and (new := _new_result(line, row))]

    def _line_of(self, row: ReportedLine) -> PlanLine | None:
        where = "line" if row.line else "title"
        if not row.said or (row.at.sheet, row.at.cell(where)) in self._illegible:
            return None
        named = self._named(row)
        if not named and (near := self._near(row)):
            if not self._takes(near, row, where):
                return None
            named = [near]
        if len(named) != 1:
            told = "; ".join(f"{each.code}, {each.plan.number}" for each in named)
            self._tell(row, where, "reported_line_ambiguous" if named else "reported_line_unknown", near=told)
            return None
        (line,) = named
        if line.tracking != TrackedBy.TOTALS:
            self._tell(row, where, "reported_line_by_classes")
            return None
        if self._own is not None and line.organiser_unit_id not in self._own:
            self._tell(row, where, "reported_line_of_other", organiser=line.organiser)
            return None
        return line

    def _named(self, row: ReportedLine) -> list[PlanLine]:
        """The lines a row may mean: by code, else by title; those of the year of its period before all others."""
        lines = [each for each in self._lines if not row.plan or tone_key(each.plan.number) == tone_key(row.plan)]
        same = [each for each in lines if row.line and tone_key(each.code) == tone_key(row.line)]
        same = same or [each for each in lines if tone_key(each.title) == tone_key(row.title or row.line)]
        year = row.first_day.year if row.first_day else same[0].plan.year if same else 0
        return [each for each in same if each.plan.year == year] or same

    def _near(self, row: ReportedLine) -> PlanLine | None:
        """The one line whose title is all but the same."""
        titles = {fold(each.title): each for each in self._lines}
        near = difflib.get_close_matches(fold(row.title), titles, n=2, cutoff=_NEAR_TITLE) if row.title else []
        return titles[near[0]] if near and (len(near) == 1 or near[0] == fold(row.title)) else None

    def _takes(self, near: PlanLine, row: ReportedLine, where: str) -> bool:
        """Whether the line that is near was taken; one that was not yet is a finding."""
        facts = {"value": row.said, "near": near.title, "fix": near.title, "kinds": LINE}
        taken = self._accepted.takes([LINE], row.at.sheet, row.at.cell(where))
        code, weight = ("repaired", Severity.NOTE) if taken else ("reported_line_near", _FAULT)
        self.findings.append(found(row.at, where, code, weight, suggestion=near.title, **facts))
        return taken

    def _is_news(self, line: PlanLine, row: ReportedLine) -> bool:
        """Whether there is something to write; what is known already, replaced or not over yet is told."""
        first, last = row.first_day, row.last_day
        if first is None or last is None or last < first:
            return False
        for other in self._seen.setdefault(line.pk, []):
            if other.first_day and other.last_day and other.first_day <= last and first <= other.last_day:
                where = other.at.cell("line" if other.line else "title")
                self._tell(row, row.period_field, "periods_overlap", other_cell=where)
                return False
        self._seen[line.pk].append(row)
        if last > clock.today():
            self._tell(row, row.period_field, "reported_not_come", Severity.PROBLEM, last=f"{last:%d/%m/%Y}")
        known = [each for each in self._known.get(line.pk, ()) if each.first_day <= last and first <= each.last_day]
        if not known:
            return True
        (before, *_more) = known
        if (before.first_day, before.last_day) != (first, last):
            days = {"first": f"{before.first_day:%d/%m/%Y}", "last": f"{before.last_day:%d/%m/%Y}"}
            self._tell(row, row.period_field, "reported_overlap", **days)
            return False
        names = (*FIGURES, "source")
        if [getattr(before, name) for name in names] == [getattr(row, name) for name in names]:
            self._tell(row, "classes", "reported_already", Severity.NOTE)
            return False
        figures = {name: "–" if getattr(before, name) is None else getattr(before, name) for name in FIGURES}
        self._tell(row, "classes", "reported_replaces", Severity.PROBLEM, **figures)
        return True

    def _tell(self, row: ReportedLine, where: str, code: str, weight: Severity = _FAULT, /, **facts: object) -> None:
        said = {"value": row.said, **{name: str(fact) for name, fact in facts.items()}}
        self.findings.append(Finding(row.at.file, row.at.sheet, row.at.cell(where), code, weight, said))
