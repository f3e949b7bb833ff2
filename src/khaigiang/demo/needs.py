"""Surveys of needs in the samples: asked before the next year's plan, answered by most units, found by inspections.

The reports say that this is done and not how, so every figure of it is ours.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.needs.actions import (
    Asking,
    Filled,
    InspectionPaper,
    ask_about,
    ask_units,
    enter_inspection,
    fill_form,
    hand_back,
    open_survey,
    publish_survey,
    submit_form,
)
from khaigiang.apps.needs.bridge import Gap, gap
from khaigiang.apps.needs.models import NeedsForm, NeedsSurvey, SurveyRow
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import communes_below
from khaigiang.demo.accounts import Office
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

A_DAY = dt.timedelta(days=1)
NAMED = 2


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """One programme that is asked about, for each of some position groups."""

    groups: Sequence[str]
    asking: Asking


@dataclass(frozen=True, slots=True)
class SurveyStory:
    """A survey and how it went. Of the units in their order the first and the last ``silent`` have not answered.

    ``handed_back`` says what the second unit is to mend.
    """

    year: int
    asker: str
    title: str
    published_on: dt.date
    deadline: dt.date
    asked: Sequence[AskedAbout]
    silent: int
    handed_back: str = ""
    note: str = ""


def survey_needs(
    story: SurveyStory, body: Unit, units: Sequence[Unit], *, until: dt.date, office: Office
) -> NeedsSurvey:
    """Ask the units below a body, and let them answer day by day until the demo's clock; once in each home."""
    known = NeedsSurvey.objects.filter(year=story.year, body=body, title=story.title).first()
    if known is not None:
        return known
    planner = office[Role.PLANNER]
    with clock.standing_at(story.published_on):
        facts = {"year": story.year, "asker": story.asker, "title": story.title, "note": story.note}
        survey = open_survey(body, **facts, deadline=story.deadline, by=planner)  # type: ignore[arg-type]  # by name
        for each in story.asked:
            ask_about(survey, each.groups, asking=each.asking, by=planner)
        ask_units(survey, units, by=planner)
        publish_survey(survey, by=planner)
    rows, keys = list(survey.rows.order_by("place")), [unit.pk for unit in units]
    lacking, communes = gap(rows, keys, on=until, actor=planner), communes_below(keys, until)
    forms = {form.unit_id: form for form in NeedsForm.objects.filter(survey=survey).select_related("unit", "survey")}
    answering = units[1 : len(units) - story.silent]
    days = (until - story.published_on).days
    for place, unit in enumerate(answering, start=1):
        with clock.standing_at(story.published_on + A_DAY * (1 + place * (days - 1) // len(answering))):
            _answer(forms[unit.pk], rows, lacking, size=len(communes.get(unit.pk, ())) or 1)
    if story.handed_back:
        with clock.standing_at(until):
            hand_back(forms[answering[0].pk], remarks=story.handed_back, by=planner)
    return survey


def _answer(form: NeedsForm, rows: Sequence[SurveyRow], lacking: Gap, *, size: int) -> None:
    """What a unit says: near to its records where there are some, else about one a commune."""
    random = Random(f"needs:{form.unit.name}")  # noqa: S311 - invented figures need no secrecy
    unit = Actor("", form.unit.name, frozenset({Role.SENDING_UNIT}), frozenset({form.unit_id}))
    answers: dict[int, Filled] = {}
    for row in rows:
        found = lacking.of(form.unit_id, row.pk)
        near = found.needs if found.is_known and row.programme else size
        people = max(0, near + random.choice((0, 0, 0, 1, 2, -1)))
        named = [each.person.pk for each in found.open][: min(people, NAMED)]
        answers[row.pk] = Filled(people, named=named)
    fill_form(form, answers, by=unit)
    submit_form(form, by=unit)


def find_needs(
    body: Unit, year: int, papers: Mapping[InspectionPaper, Mapping[Unit, int | None]], *, office: Office
) -> None:
    """Enter what inspections found, the day after each paper; once in each home."""
    for paper, units in papers.items():
        if not body.inspection_needs.filter(year=year, number=paper.number, topic=paper.topic).exists():
            with clock.standing_at(paper.issued_on + A_DAY):
                enter_inspection(body, year=year, paper=paper, units=units, by=office[Role.PLANNER])
