"""Surveys: who is asked what, until when, and who has answered."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import NeedsForm, NeedsSurvey, SurveyRow
from khaigiang.apps.needs.permissions import sees_all_needs
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import UnitFinder, children_on, communes_below
from khaigiang.core.states import NeedsFormState, SurveyState
from khaigiang.core.vietnamese import MatchKind
from khaigiang.data.rules import position_groups
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused
from khaigiang.web.marks import Mark

CHILDREN, COMMUNES = "children", "communes"
SHOWN = 5


def surveys_seen(actor: Actor) -> GuardedQuerySet[Any]:
    """The surveys somebody sees, the latest first, each with how many units it asks and how many have answered."""
    surveys: GuardedQuerySet[Any] = NeedsSurvey.objects.select_related("body")
    if not sees_all_needs(actor):
        own = NeedsForm.objects.filter(unit__in=actor.scope).values("survey")
        surveys = surveys.filter(pk__in=own).exclude(state=SurveyState.DRAFT)
    return surveys.annotate(
        asked=Count("forms"), answered=Count("forms", filter=Q(forms__state=NeedsFormState.SUBMITTED))
    ).order_by("-year", "-pk")


def survey_numbered(number: int) -> NeedsSurvey:
    """The survey of a number. Raises Refused where there is none."""
    survey = NeedsSurvey.objects.select_related("body").filter(pk=number).first()
    if survey is None:
        raise Refused("no_such_survey", phrases.NO_SUCH_SURVEY, number=number)
    return survey


def day_of(survey: NeedsSurvey, *, today: dt.date) -> dt.date:
    """The day whose records a survey is set beside: today, and once it is closed the day it was."""
    return survey.closed_on or today


def unit_named(name: str, *, on: dt.date) -> Unit:
    """One unit by its name on a day, with that of one above behind a comma. Raises Refused for none and for several."""
    return _found(UnitFinder(on), name)


def units_named(names: Iterable[str], *, on: dt.date) -> list[Unit]:
    """Several of them, the day's names read once."""
    finder = UnitFinder(on)
    return [_found(finder, name) for name in names]


def _found(finder: UnitFinder, name: str) -> Unit:
    match = finder.find(name)
    if match.kind in {MatchKind.EXACT, MatchKind.FOLDED}:
        return finder.unit(match.ids[0])
    if match.kind is MatchKind.AMBIGUOUS:
        several = "; ".join(finder.full_name(key) for key in match.ids[:SHOWN])
        raise Refused("unit_ambiguous", phrases.SEVERAL_UNITS, name=name, several=several)
    raise Refused("no_such_unit", phrases.NO_SUCH_UNIT, name=name)


def units_below(body: Unit, which: str, *, on: dt.date) -> list[Unit]:
    """Those directly under a unit on a day, or all communes below it, in their order."""
    if which == COMMUNES:
        return list(communes_below([body.pk], on).get(body.pk, ()))
    keys = [each.id for each in children_on(on, [body.pk]).get(body.pk, ())]
    return list(Unit.objects.filter(pk__in=keys).order_by("sort_key", "pk"))


def check_groups(codes: Sequence[str]) -> None:
    """Raises Refused for a position group that there is not."""
    known = [group.code for group in position_groups()]
    for code in codes:
        if code not in known:
            raise Refused("no_such_group", phrases.NO_SUCH_GROUP, group=code, known=", ".join(known))


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """One unit that a survey asks, and what came of it. ``late`` says that its deadline is over unanswered."""

    form: NeedsForm
    people: int | None
    mark: Mark
    late: bool


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """A survey as somebody sees it; ``why_not`` says of each act that is not offered why, by the act."""

    survey: NeedsSurvey
    rows: tuple[SurveyRow, ...]
    asked: tuple[AskedUnit, ...]
    why_not: Mapping[str, Phrase]

    @property
    def silent(self) -> int:
        """How many units have not submitted."""
        return sum(each.form.state != NeedsFormState.SUBMITTED for each in self.asked)

    @property
    def answered(self) -> int:
        return len(self.asked) - self.silent


def survey_page(survey: NeedsSurvey, actor: Actor, *, on: dt.date) -> SurveyPage:
    """Everything about one survey that somebody sees. Two queries."""
    forms = NeedsForm.objects.filter(survey=survey).select_related("unit").annotate(people=Sum("stated__people"))
    if not sees_all_needs(actor):
        forms = forms.filter(unit__in=actor.scope)
    rows = tuple(survey.rows.order_by("place"))
    asked = tuple(_asked(survey, form, on) for form in forms.order_by("unit__sort_key", "pk"))
    acts = ("draft", "publish", "extend", "close")
    why = {act: why_not(survey, act, rows=len(rows), units=len(asked), on=on) for act in acts}
    return SurveyPage(survey, rows, asked, {act: said for act, said in why.items() if said})


def why_not(survey: NeedsSurvey, act: str, *, rows: int, units: int, on: dt.date) -> Phrase:
    """Why something cannot be done with a survey on a day; empty where it can."""
    if survey.state == SurveyState.CLOSED:
        return str(phrases.SURVEY_CLOSED) % {"day": f"{survey.closed_on:%d/%m/%Y}"}
    if (survey.state == SurveyState.DRAFT) is (act in {"extend", "close"}):
        return phrases.NOT_PUBLISHED if survey.state == SurveyState.DRAFT else phrases.SURVEY_STANDS
    if act != "publish":
        return ""
    if not rows:
        return phrases.NOTHING_ASKED
    if not units:
        return phrases.NOBODY_ASKED
    return str(phrases.DEADLINE_PASSED) % {"day": f"{survey.deadline:%d/%m/%Y}"} if survey.deadline < on else ""


def _asked(survey: NeedsSurvey, form: NeedsForm, on: dt.date) -> AskedUnit:
    submitted = form.state == NeedsFormState.SUBMITTED
    people: int | None = form.people  # type: ignore[attr-defined]  # annotated above
    return AskedUnit(form, people, phrases.FORM_STATES[form.state], not submitted and survey.deadline < on)
