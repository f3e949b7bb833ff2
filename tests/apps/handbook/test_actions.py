import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import LEADER, PLANNER, last_event, refused, somebody
from khaigiang.apps.handbook.actions import answer, ask, load_packaged, publish
from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.apps.handbook.queries import found
from khaigiang.apps.instruments.models import Instrument
from khaigiang.core.states import QuestionState
from khaigiang.data.handbook import packaged_entries
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import NOBODY, SYSTEM
from khaigiang.foundation.audit.models import Event

TRAINEE, LECTURER = somebody("trainee"), somebody("lecturer")
FIELD = "Kết quả và chứng chỉ"
ENTRY = {"wording": "Mất chứng chỉ?", "text": "Được cấp giấy chứng nhận.", "field": FIELD, "sources": "Điều 5"}


def answered() -> Question:
    return answer(builders.question(), "Được cấp giấy chứng nhận.", by=LECTURER)


def test_load_enters_every_packaged_entry_with_its_instruments(db) -> None:
    assert load_packaged(packaged_entries(), by=SYSTEM) == 30

    entry = Entry.objects.get(code="theory-intermediate-age")
    assert (entry.field, entry.verified, entry.published_on) == ("Lý luận chính trị", True, dt.date(2022, 5, 12))
    assert [text.number for text in entry.instruments.all()] == ["350-QĐ/TW"]
    assert last_event() == ("handbook.loaded", "handbook", "system", {"entries": "30", "changed": "30"})


def test_load_again_changes_nothing(db) -> None:
    load_packaged(packaged_entries(), by=SYSTEM)
    before = list(Entry.objects.values()), Instrument.objects.count()

    assert load_packaged(packaged_entries(), by=SYSTEM) == 0
    assert (list(Entry.objects.values()), Instrument.objects.count()) == before


def test_load_of_a_new_wording_leaves_the_offices_own_entries(db) -> None:
    first, *_others = packaged_entries()
    load_packaged([first], by=SYSTEM)
    own = builders.entry(code="hoi-1")

    assert load_packaged([replace(first, answer="Lời mới.")], by=SYSTEM) == 1
    assert Entry.objects.get(code=first.code).answer == "Lời mới."
    assert list(found("loi moi")) == [Entry.objects.get(code=first.code)]
    assert Entry.objects.filter(pk=own.pk).exists()


def test_load_is_not_for_everybody(db) -> None:
    with refused("may_not_plan"):
        load_packaged(packaged_entries(), by=LECTURER)


def test_ask_keeps_who_asked_and_what(db) -> None:
    person = builders.person("Trần Thị Học")
    user = builders.user("trainee", person=person)

    question = ask("  Mất chứng chỉ?  ", field=FIELD, by=replace(TRAINEE, id=str(user.pk)))

    assert (question.text, question.field, question.state) == ("Mất chứng chỉ?", FIELD, "asked")
    assert (question.asker, question.asked_by, question.asked_by_name) == (str(user.pk), person, TRAINEE.name)
    assert last_event() == ("handbook.asked", f"Question:{question.pk}", str(user.pk), {"field": FIELD})


@pytest.mark.parametrize(
    ("text", "field", "by", "code"),
    [
        (" ", FIELD, TRAINEE, "empty_question"),
        ("Gì?", "Bóng đá", TRAINEE, "unknown_field"),
        ("Gì?", FIELD, NOBODY, "may_not_ask"),
    ],
)
def test_ask_is_refused(db, text, field, by, code) -> None:
    with refused(code):
        ask(text, field=field, by=by)


def test_answer_is_kept_with_who_gave_it(db) -> None:
    question = answer(builders.question(), " Được cấp. ", by=LECTURER)

    assert (question.state, question.answer, question.answered_by) == ("answered", "Được cấp.", LECTURER.name)
    assert question.answered_at is not None
    assert last_event() == ("handbook.answered", f"Question:{question.pk}", "7", {})


def test_answer_may_be_bettered_until_it_is_published(db) -> None:
    question = answer(answered(), "Lời rõ hơn.", by=LECTURER)
    assert question.answer == "Lời rõ hơn."

    publish(question, **ENTRY, verified=False, by=LECTURER)
    with refused("question_not_to_answer"):
        answer(question, "Nữa.", by=LECTURER)


@pytest.mark.parametrize(("text", "by", "code"), [("", LECTURER, "empty_answer"), ("Có.", TRAINEE, "may_not_answer")])
def test_answer_is_refused(db, text, by, code) -> None:
    question = builders.question()
    with refused(code):
        answer(question, text, by=by)
    assert Question.objects.get().state == QuestionState.ASKED


def test_publish_makes_an_entry_that_is_found(db) -> None:
    question = answered()

    entry = publish(question, **ENTRY, verified=True, by=PLANNER)

    question.refresh_from_db()
    assert (question.state, question.entry) == ("published", entry)
    assert (entry.question, entry.answer, entry.sources, entry.verified) == (
        ENTRY["wording"],
        ENTRY["text"],
        "Điều 5",
        True,
    )
    assert list(found("mat chung chi")) == [entry]
    assert last_event() == ("handbook.published", f"Entry:{entry.pk}", "7", {"question": str(question.pk)})


@pytest.mark.parametrize(
    ("change", "by", "code"),
    [
        ({"wording": " "}, PLANNER, "empty_question"),
        ({"text": ""}, PLANNER, "empty_answer"),
        ({"field": "Bóng đá"}, PLANNER, "unknown_field"),
        ({}, LEADER, "may_not_answer"),
    ],
)
def test_publish_is_refused(db, change, by, code) -> None:
    question = answered()
    with refused(code):
        publish(question, **{**ENTRY, **change}, verified=False, by=by)


def test_publish_before_the_answer_or_twice_is_refused(db) -> None:
    question = builders.question()
    with refused("question_not_to_publish"):
        publish(question, **ENTRY, verified=False, by=PLANNER)

    publish(answer(question, "Có.", by=LECTURER), **ENTRY, verified=False, by=PLANNER)
    with refused("question_not_to_publish"):
        publish(question, **ENTRY, verified=False, by=PLANNER)


def test_publish_that_fails_in_the_end_leaves_nothing(db) -> None:
    question = answered()
    builders.entry(code=f"hoi-{question.pk}")
    events = Event.objects.count()

    with pytest.raises(Exception, match="unique constraint"):
        publish(question, **ENTRY, verified=False, by=PLANNER)

    question.refresh_from_db()
    assert (question.state, Entry.objects.count(), Event.objects.count()) == ("answered", 1, events)


def test_answer_without_words_is_refused_by_the_database(db) -> None:
    question = builders.question()
    with refused("question_answered_in_words"), guarded.writing("test"):
        question.state = QuestionState.ANSWERED
        question.save()
