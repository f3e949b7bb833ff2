"""What units answer, and who still has to."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import NamedNeed, NeedsForm, NeedsSurvey, StatedNeed
from khaigiang.apps.people.models import Appointment, Person, PlannedPost
from khaigiang.apps.people.queries import held_on
from khaigiang.apps.units.models import Unit
from khaigiang.apps.units.queries import ids_within
from khaigiang.core.states import NeedsFormState, NotAllowed, SurveyState, next_state
from khaigiang.core.vietnamese import fold
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Phrase, Refused


def forms() -> GuardedQuerySet[NeedsForm]:
    """Every form with what it belongs to."""
    rows: GuardedQuerySet[NeedsForm] = NeedsForm.objects.select_related("survey__body", "unit")
    return rows


def form_of(survey: NeedsSurvey, unit: Unit) -> NeedsForm:
    """What a unit answers to a survey. Raises Refused where it is not asked."""
    form = forms().filter(survey=survey, unit=unit).first()
    if form is None:
        raise Refused("unit_not_asked", phrases.NO_SUCH_FORM, unit=unit.name)
    return form


def form_of_name(survey: NeedsSurvey, name: str) -> NeedsForm:
    """The same by the unit's name, looked for among those that are asked only."""
    bare, _comma, above = name.partition(",")
    rows = forms().filter(survey=survey, unit__folded__in=[fold(name), fold(bare)]).select_related("unit__parent")
    found = list(rows.order_by("pk"))
    narrowed = [each for each in found if fold(each.unit.name) == fold(name) or _under(each.unit, above)]
    if len(narrowed) != 1:
        several = "; ".join(f"{each.unit.name}, {each.unit.parent}" for each in narrowed)
        if several:
            raise Refused("unit_ambiguous", phrases.SEVERAL_UNITS, name=name, several=several)
        raise Refused("unit_not_asked", phrases.NO_SUCH_FORM, unit=name)
    return narrowed[0]


def _under(unit: Unit, above: str) -> bool:
    return bool(above) and unit.parent is not None and fold(above) in unit.parent.folded


def stated_in(form: NeedsForm) -> Mapping[int, StatedNeed]:
    """What a form states, by the id of the row; one query."""
    return {each.row_id: each for each in form.stated.all()}


def named_in(form: NeedsForm) -> Mapping[int, Sequence[Person]]:
    """Whom a form names, by the id of the row, in Vietnamese order; one query."""
    found: dict[int, list[Person]] = {}
    names = NamedNeed.objects.filter(need__form=form).select_related("need", "person")
    for each in names.order_by("person__sort_key", "person"):
        found.setdefault(each.need.row_id, []).append(each.person)
    return found


def own_people(unit: Unit, *, on: dt.date) -> Mapping[int, Person]:
    """Everybody who holds a post in a unit or below it on a day, or is planned for one, by id; three queries."""
    within = ids_within([unit.pk])
    posts = Appointment.objects.filter(held_on(on), unit__in=within).order_by().values("person")
    planned = PlannedPost.objects.filter(unit__in=within).order_by().values("person")
    people = Person.objects.filter(merged_into=None)
    return people.filter(pk__in=posts).in_bulk() | people.filter(pk__in=planned).in_bulk()


def wrong_state(form: NeedsForm, verb: str) -> Phrase:
    """Why the table of states does not let this be done; empty where it does."""
    try:
        next_state(NeedsFormState, form.state, verb)
    except NotAllowed:
        return str(phrases.FORM_WRONG_STATE) % {"state": phrases.FORM_STATES[form.state].label}
    return ""


def why_not_answer(form: NeedsForm, verb: str) -> Phrase:
    """Why a form cannot be filled, submitted or handed back; empty where it can. A survey is answered until closed."""
    survey = form.survey
    if survey.state == SurveyState.DRAFT:
        return phrases.NOT_PUBLISHED
    if survey.state == SurveyState.CLOSED:
        return str(phrases.SURVEY_CLOSED) % {"day": f"{survey.closed_on:%d/%m/%Y}"}
    return wrong_state(form, verb)


def why_not_submit(form: NeedsForm) -> Phrase:
    """Why a form cannot be submitted; empty where it can. Two queries."""
    if why := why_not_answer(form, "submit"):
        return why
    missing = form.survey.rows.count() - form.stated.count()
    return str(phrases.ROWS_WANTED) % {"n": missing} if missing else ""


@dataclass(frozen=True, slots=True)
class Silent:
    """A survey that waits for units: how many of how many, the first of them by name."""

    survey: NeedsSurvey
    units: tuple[str, ...]
    asked: int


def surveys_waiting() -> list[Silent]:
    """The published surveys with the units that have not submitted, by deadline; two queries."""
    open_ones = list(NeedsSurvey.objects.filter(state=SurveyState.PUBLISHED).order_by("deadline", "pk"))
    rows = NeedsForm.objects.filter(survey__in=open_ones).order_by("unit__sort_key", "pk")
    asked: dict[int, list[tuple[str, str]]] = {}
    for survey, name, state in rows.values_list("survey", "unit__name", "state"):
        asked.setdefault(survey, []).append((name, state))
    return [
        Silent(
            survey,
            tuple(name for name, state in asked.get(survey.pk, ()) if state != NeedsFormState.SUBMITTED),
            len(asked.get(survey.pk, ())),
        )
        for survey in open_ones
    ]


def forms_to_answer(actor: Actor) -> list[NeedsForm]:
    """The forms of the actor's own units that a published survey waits for, by deadline."""
    waiting = forms().filter(unit__in=actor.scope, survey__state=SurveyState.PUBLISHED)
    rows = waiting.exclude(state=NeedsFormState.SUBMITTED)
    return list(rows.order_by("survey__deadline", "survey", "unit__sort_key", "pk"))
