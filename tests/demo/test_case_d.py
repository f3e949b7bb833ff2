"""Case D as its report tells it: one class worked fully, nine months by totals, and what was asked in class."""

import pytest

from demo import looking
from khaigiang.apps.accounts.models import User
from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.core.states import ClassState
from khaigiang.demo import accounts
from khaigiang.demo.cases import d
from khaigiang.demo.figures import About, plain, shown
from khaigiang.foundation.actor import SYSTEM

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def played(play):
    return play("D")


def test_every_figure_holds(played):
    assert [row.figure.text for row in looking.asked(d.FIGURES, played) if not row.holds] == []


def test_every_page_shows_its_figure(played):
    assert looking.not_seen(looking.asked(d.FIGURES, played), played) == []


def test_class_is_over(played):
    assert [each.state for each in played.classes] == [ClassState.FINISHED]


def test_trainees_asked_and_those_who_taught_answered(played):
    asked = list(Question.objects.order_by("pk"))
    answering = {user.full_name for user in User.objects.all() if "lecturer" in user.roles}

    assert [each.text for each in asked] == [each.text for each in d.RAISED]
    assert all(each.asked_by is not None for each in asked)
    assert {each.answered_by for each in asked if each.answer} <= answering
    assert {each.text for each in asked if each.state == "published"} == {
        each.text for each in d.RAISED if each.published
    }


def test_handbook_says_that_nobody_compared_the_answers_with_the_texts(played):
    entries = Entry.objects.filter(asked_as__isnull=False)

    assert (entries.count(), {each.verified for each in entries}) == (3, {False})


def test_questions_are_asked_once(played):
    d.raise_questions(played.plan, accounts.add_office(by=SYSTEM))

    assert Question.objects.count() == len(d.RAISED)


@pytest.mark.parametrize(("actual", "holds"), [(190, True), (210, True), (189, False), (211, False)])
def test_about_is_no_more_than_one_in_twenty_off(actual, holds):
    assert About(200).holds(actual) is holds


def test_about_is_said_in_words_and_for_machines():
    assert (shown(About(1200)), plain(About(1200))) == ("≈ 1.200", "≈ 1200")
