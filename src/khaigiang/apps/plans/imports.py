"""What a plan workbook's words mean here: units, position groups, rule sets. Every miss is a finding with its cell."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from django.db.models import Min

from khaigiang.apps.catalogue.queries import rule_set_codes
from khaigiang.apps.plans.models import Plan, PlannedClass
from khaigiang.apps.units.actions import add_local_unit
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder, province_named
from khaigiang.core.eligibility.positions import PositionIndex
from khaigiang.core.vietnamese import Match, MatchKind
from khaigiang.data.rules import position_groups
from khaigiang.foundation.actor import Actor
from khaigiang.intake.findings import At, Finding, Severity, found
from khaigiang.intake.plan import LineRow, PlanWorkbook, Tracking

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
