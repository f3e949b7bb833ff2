"""Several offices at one book at the same moment: every way out leaves numbers without a gap and without a double."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import F

import builders
import finishing
from apps.acting import SCHOOL
from khaigiang.apps.certificates import actions
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.results.actions import judge_class, record_marks
from khaigiang.apps.results.models import Completion, Mark
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def numbers():
    return list(Certificate.objects.order_by("number").values_list("number", flat=True))


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of it at the same moment, each on a connection of its own; a refusal is answered by its code."""
    start = threading.Barrier(len(acts))

    def do(act):
        try:
            start.wait(timeout=20)
            return act()
        except Refused as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as offices:
        return [each.result(timeout=60) for each in [offices.submit(do, act) for act in acts]]


def issue(training_class):
    return [each.number for each in actions.issue_certificates(training_class, by=SCHOOL)]


def classes_of_one_book(count):
    world = finishing.finished_world(districts=1, people=3)
    return [world.training_class, *(finishing.another_class(world, f"Lớp {n}", people=3) for n in range(2, count + 1))]


def test_numbers_have_no_gap_and_no_double():
    classes = classes_of_one_book(4)
    given = at_once(*(partial(issue, each) for each in classes))
    assert sorted(number for each in given for number in each) == numbers() == list(range(1, 13))
    assert all(each == list(range(each[0], each[0] + 3)) for each in given)


def test_one_class_is_certified_once():
    (held,) = classes_of_one_book(1)
    told = at_once(lambda: len(issue(held)), lambda: len(issue(held)))
    assert (set(told), numbers()) == ({3, "nothing_to_issue"}, [1, 2, 3])


class BreaksOffError(Exception):
    """The power of one office, after it took its numbers."""


def issue_and_break_off(training_class):
    with contextlib.suppress(BreaksOffError), transaction.atomic():
        issue(training_class)
        raise BreaksOffError


@pytest.mark.parametrize("broken", [0, 2])
def test_who_breaks_off_after_taking_numbers_gives_them_back(broken):
    classes = classes_of_one_book(4)

    acts = [partial(issue_and_break_off if place == broken else issue, each) for place, each in enumerate(classes)]
    at_once(*acts)
    assert numbers() == list(range(1, 10))
    assert Register.objects.get().last_number == 9
    assert not Completion.objects.filter(enrolment__training_class=classes[broken]).exclude(sealed_on=None).exists()
    assert issue(classes[broken]) == [10, 11, 12]


@pytest.fixture
def marked():
    """A finished class in which everybody has completed by good marks."""
    world = builders.small_world(districts=1, people=3, state=ClassState.FINISHED)
    with guarded.writing("test"):
        Quota.objects.filter(unit__isnull=False).update(attending=F("accepted"))
    test = finishing.assessment(world.line.programme)
    for each in world.enrolments:
        finishing.mark(test, each, "8")
        finishing.remark(each)
    judge_class(world.training_class, by=SCHOOL)
    return world


@pytest.mark.parametrize("round_", range(3))
def test_class_is_judged_while_somebody_issues(marked, round_):
    told = at_once(
        lambda: issue(marked.training_class),
        lambda: len(judge_class(marked.training_class, by=SCHOOL)),
    )
    assert told[0] == [1, 2, 3]
    assert told[1] in {0, 3}  # what is certified is not judged again
    assert Completion.objects.filter(standing="completed").exclude(sealed_on=None).count() == 3
    assert numbers() == [1, 2, 3]


@pytest.mark.parametrize("round_", range(3))
def test_mark_that_fails_somebody_meets_issuing_in_one_order_or_the_other(marked, round_):
    """Either the certificate stands and the mark is refused, or the mark stands and there is no certificate."""
    one = marked.enrolments[0]
    test = marked.line.programme.assessments.get()

    def correct():
        return record_marks(marked.training_class, {(one.pk, test.pk): 3}, by=SCHOOL)

    told = at_once(lambda: issue(marked.training_class), correct)
    assert told in ([[1, 2, 3], "result_sealed"], [[1, 2], 1])
    assert numbers() == told[0]
    assert Mark.objects.get(enrolment=one).value == (3 if told[1] == 1 else 8)
    assert Completion.objects.get(enrolment=one).standing == ("not_enough_information" if told[1] == 1 else "completed")


def test_class_is_judged_twice_at_once():
    world = builders.small_world(districts=1, people=3, state=ClassState.OPEN)
    told = at_once(*[lambda: len(judge_class(world.training_class, by=SCHOOL))] * 2)
    assert (told, Completion.objects.count()) == ([3, 3], 3)


def test_result_of_a_revoked_certificate_is_judged_anew(marked):
    (first, *_) = actions.issue_certificates(marked.training_class, by=SCHOOL)
    actions.revoke(first, "Chấm nhầm", by=SCHOOL)
    with guarded.writing("test"):
        Mark.objects.filter(enrolment=first.completion.enrolment).update(value=3)
    judge_class(marked.training_class, by=SCHOOL)
    held = Completion.objects.get(pk=first.completion_id)
    assert (held.standing, held.reasons.filter(code="marks.unmet").count()) == ("not_completed", 1)
    assert Certificate.objects.get(pk=first.pk).completion == held
