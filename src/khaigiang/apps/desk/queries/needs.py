"""Surveys of needs: what units have to answer, and of whom the planner has not heard."""

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.home import NAMED, Duty, said
from khaigiang.apps.needs.queries import forms_to_answer, surveys_waiting
from khaigiang.core.states import NeedsFormState
from khaigiang.foundation.actor import Actor


def to_answer(actor: Actor, *, on: dt.date) -> Iterable[Duty]:
    """One duty for each survey that waits for a unit's form; of what is overdue it says so."""
    for form in forms_to_answer(actor):
        survey = form.survey
        about = f"{survey.title} · {form.unit.name}"
        why = said(phrases.ANSWER_SURVEY_WHY, asker=survey.asker, day=survey.deadline)
        what = phrases.ANSWER_SURVEY
        if form.state == NeedsFormState.HANDED_BACK:
            what, why = phrases.MEND_NEEDS_FORM, said(phrases.MEND_NEEDS_FORM_WHY, remarks=form.remarks)
        if survey.deadline < on:
            why = f"{why} {said(phrases.SURVEY_STILL_OPEN)}"
        yield Duty(str(what), about, why, reverse("needs:form", args=[form.pk]), survey.deadline)


def to_hear_of() -> Iterable[Duty]:
    """One duty for each published survey: the units that have not submitted, or that everybody has."""
    for waiting in surveys_waiting():
        survey, silent = waiting.survey, waiting.units
        if silent:
            what = said(phrases.CHASE_SURVEY, n=len(silent), of=waiting.asked)
            why = said(phrases.CHASE_SURVEY_WHY, day=survey.deadline)
            link = f"{reverse('needs:survey', args=[survey.pk])}?phieu=chua#units"
            yield Duty(what, survey.title, why, link, survey.deadline, silent[:NAMED], max(0, len(silent) - NAMED))
        else:
            why = said(phrases.CLOSE_SURVEY_WHY, n=waiting.asked)
            yield Duty(str(phrases.CLOSE_SURVEY), survey.title, why, reverse("needs:survey", args=[survey.pk]))
