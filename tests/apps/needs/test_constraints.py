"""The database refuses a survey, a form or a finding that cannot be, on every path."""

import datetime as dt

import pytest

from apps.acting import refused
from apps.needs.surveying import DEPUTY, SECRETARY, answered, city, drafted, form_in, holder, inspected
from khaigiang.apps.needs.actions import publish_survey
from khaigiang.apps.needs.models import (
    InspectedUnit,
    InspectionNeed,
    NamedNeed,
    NeedsForm,
    NeedsSurvey,
    StatedNeed,
    SurveyRow,
)
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM

pytestmark = pytest.mark.django_db


def change(rows, **facts) -> None:
    with guarded.writing("test"):
        rows.update(**facts)


def again(row, **facts) -> None:
    """The same row a second time."""
    row.pk = None
    for name, value in facts.items():
        setattr(row, name, value)
    row._state.adding = True
    with guarded.writing("test"):
        row.save(force_insert=True)


def test_survey_stands_once_and_is_published_on_a_day_before_its_deadline() -> None:
    survey = drafted()
    with refused("needs_survey_once"):
        again(NeedsSurvey.objects.get())
    with refused("needs_survey_published_on"):
        change(NeedsSurvey.objects.all(), state="published")
    with refused("needs_survey_deadline_after_publishing"):
        change(NeedsSurvey.objects.all(), published_on=dt.date(2022, 7, 1))
    with refused("survey_row_once"):
        again(survey.rows.get(), place=2)
    with refused("one_survey_row_a_place"):
        again(survey.rows.get(), group=DEPUTY)
    assert SurveyRow.objects.count() == 1


def test_form_is_one_a_unit_and_has_what_its_state_asks() -> None:
    survey = publish_survey(drafted(city(), SECRETARY), by=SYSTEM)
    form, an = form_in(survey), holder("Lê An")
    with refused("needs_form_once"):
        again(NeedsForm.objects.get(pk=form.pk))
    with refused("needs_form_submitted_by_and_on"):
        change(NeedsForm.objects.filter(pk=form.pk), state="submitted")
    with refused("needs_form_handed_back_with_remarks"):
        change(NeedsForm.objects.filter(pk=form.pk), state="handed_back")
    answered(form, 1, an)
    with refused("stated_need_once"):
        again(StatedNeed.objects.get())
    with refused("named_need_once"):
        again(NamedNeed.objects.get())


def test_finding_stands_once_with_its_paper_and_is_withdrawn_with_a_reason() -> None:
    body = city()
    inspected(body, {"Quận 1": 1})
    with refused("inspection_need_once"):
        again(InspectionNeed.objects.get())
    with refused("inspection_need_cites_paper"):
        change(InspectionNeed.objects.all(), issuer="")
    with refused("inspection_need_withdrawn_with_reason"):
        change(InspectionNeed.objects.all(), state="withdrawn")
    with refused("inspected_unit_once"):
        again(InspectedUnit.objects.get())
