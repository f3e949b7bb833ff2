"""Case C as its report tells it, from the product's own queries and pages."""

import pytest

from demo import looking
from khaigiang.apps.accounts.models import Role, User
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.delivery.models import Incident
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.demo import case_c
from khaigiang.demo.case import FaultKind
from khaigiang.demo.cases import c
from khaigiang.foundation import clock

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def played(play):
    return play("C")


def test_every_figure_holds(played):
    assert [row.figure.text for row in looking.asked(c.FIGURES, played) if not row.holds] == []


def test_every_page_shows_its_figure(played):
    assert looking.not_seen(looking.asked(c.FIGURES, played), played) == []


def test_page_of_the_case_shows_every_row_and_what_is_left_out(played, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_DEMO", "1")

    assert looking.missing_on_page_of(c.CASE) == []


def test_whoever_was_made_faulty_is_refused_or_asked_for_facts_and_nobody_else(played):
    states = {
        FaultKind.TOO_YOUNG: "not_eligible",
        FaultKind.NOT_IN_AUDIENCE: "not_eligible",
        FaultKind.EDUCATION_TOO_LOW: "not_eligible",
        FaultKind.EDUCATION_UNREADABLE: "incomplete",
        FaultKind.BIRTH_MISSING: "incomplete",
    }
    made = {fault.full_name: states[fault.kind] for fault in case_c.make_case_c().faults}

    found = Nomination.objects.filter(line=played.line).exclude(state__in=["accepted", "reserve"])
    assert dict(found.values_list("person__full_name", "state")) == made


def test_case_that_is_told_again_changes_nothing(played):
    office = {Role(user.roles[0]): actor_of(user) for user in User.objects.filter(everywhere=True)}
    reports = Paper.objects.filter(kind=PaperKind.CLASS_REPORT)
    before = sorted(reports.values_list("file_name", "digest"))

    with clock.standing_at(played.today):
        c.happen(played.plan, office)

    assert sorted(reports.values_list("file_name", "digest")) == before
    assert Incident.objects.count() == 1


def test_report_of_each_class_goes_to_the_organiser_and_to_every_body_with_people_in_it(played):
    for each in played.classes:
        about = Paper.objects.filter(kind=PaperKind.CLASS_REPORT, about__startswith=f"class:{each.pk}")
        senders = set(each.enrolments.values_list("nomination__list__unit", flat=True))
        assert {paper.about for paper in about} == {
            f"class:{each.pk}",
            *(f"class:{each.pk}/unit:{unit}" for unit in senders),
        }
