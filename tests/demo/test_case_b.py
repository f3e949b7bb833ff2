"""Case B as its report tells it: plans by totals, a district to which classes are delegated, one class of it."""

import pytest
from django.urls import reverse

from demo import looking
from khaigiang.apps.accounts.models import User
from khaigiang.apps.delivery.models import Confirmation
from khaigiang.apps.plans.models import Consent, LecturerRequest, Plan, ReportedResult
from khaigiang.apps.timetables.models import Lesson
from khaigiang.core.states import ClassState, ConsentState
from khaigiang.demo import beforehand, case_b, case_b_city
from khaigiang.demo.case_b import make_case_b
from khaigiang.demo.cases import b
from khaigiang.foundation import clock

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def played(play):
    return play("B")


def test_every_figure_holds(played):
    assert [row.figure.text for row in looking.asked(b.FIGURES, played) if not row.holds] == []


def test_every_page_shows_its_figure(played):
    assert looking.not_seen(looking.asked(b.FIGURES, played), played) == []


def test_plans_stand_since_the_day_they_were_issued(played):
    assert list(Plan.objects.order_by("issued_on").values_list("number", "year", "state")) == [
        (case_b_city.RESULTS_PLAN, 2023, "approved"),
        (case_b_city.DAN_PHUONG_PLAN, 2023, "approved"),
        (case_b_city.CITY_PLAN, 2024, "approved"),
        (case_b.PLAN, 2024, "approved"),
    ]


def test_class_opened_after_its_line_had_consent(played):
    (held,), consent = played.classes, Consent.objects.get(line=played.line)

    assert (held.state, consent.state, consent.answered_by) == (
        ClassState.OPEN,
        ConsentState.GIVEN,
        case_b_city.INSPECTION,
    )
    assert consent.answered_on < Confirmation.objects.filter(training_class=held).earliest("pk").confirmed_at.date()
    assert consent.answered_on < held.opened_on


def test_what_was_said_of_the_plan_outlived_its_entry_with_the_lists(played):
    states = Consent.objects.filter(line__plan=played.plan).values_list("line__code", "state")

    assert {code for code, state in states if state != ConsentState.GIVEN} == {case_b.WAITING}
    assert len(states) == 15
    assert ReportedResult.objects.filter(line__plan=played.plan).count() == 17


def test_lecturer_of_the_city_gives_the_topic_that_was_asked_for(played):
    request = LecturerRequest.objects.get()
    lesson = Lesson.objects.get(training_class=played.classes[0], topic=request.topic)

    assert request.lecturer is not None
    assert (request.state, request.lecturer.unit_name) == ("promised", case_b_city.INSPECTION)
    assert list(lesson.lecturers.all()) == [request.lecturer]


def test_district_reports_by_itself_and_counts_places_only(played):
    own = ReportedResult.objects.filter(line__plan=played.plan).values_list("reported_by", "people")

    assert set(own) == {(case_b.COMMITTEE, None)}


def test_home_of_the_district_leads_to_its_own_plan_only(played, client):
    client.force_login(User.objects.get(username="chu-tri"), backend="django.contrib.auth.backends.ModelBackend")
    with clock.standing_at(played.today):
        assert reverse("plans:index") in client.get("/").content.decode()
        seen = looking.text_of(client, reverse("plans:index"))

    assert (case_b.PLAN in seen, case_b_city.CITY_PLAN in seen) == (True, False)


def test_what_stood_before_the_lists_is_made_once(played):
    before = (Plan.objects.count(), Consent.objects.count(), ReportedResult.objects.count())

    beforehand.prepare(make_case_b())

    assert (Plan.objects.count(), Consent.objects.count(), ReportedResult.objects.count()) == before
