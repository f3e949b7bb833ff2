"""A draft whose timetables changed meanwhile: its changes are made again, and what no longer applies is named."""

import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, SCHOOL, last_event, refused
from apps.timetables.examples import MONDAY, class_of, timetabled_plan
from khaigiang.apps.schools.models import Competence, Lecturer
from khaigiang.apps.timetables.actions import move_lesson, open_draft, publish_draft, renew_draft, undo_move
from khaigiang.apps.timetables.bridge import bench_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import HandDraft, Lesson
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.timetabling.hand import Place, key_of
from khaigiang.foundation import clock, guarded

FREE = HalfDay(MONDAY + dt.timedelta(days=3), Part.MORNING)
LATER = HalfDay(FREE.day, Part.AFTERNOON)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(MONDAY - dt.timedelta(days=7)):
        yield


@pytest.fixture
def plan(db):
    return timetabled_plan()


@pytest.fixture
def draft(plan):
    return open_draft(plan, by=PLANNER)


def lessons(plan):
    return timetable_of(rows_of(plan)).lessons


def move(draft, lesson, half_day, **facts):
    to = Place(half_day, **({"lecturer_ids": lesson.lecturer_ids, "room_id": lesson.room_id} | facts))
    move_lesson(draft, lesson=key_of(lesson), to=to, swap=False, by=PLANNER)


def change_row(lesson, **facts):
    """Somebody publishes a change of a lesson beside the draft."""
    with guarded.writing("test"):
        rows = Lesson.objects.filter(day=lesson.half_day.day, part=lesson.half_day.part)
        assert rows.update(**facts) == 1


def drafted(draft):
    return bench_of(draft.plan, draft.changes[: draft.applied], base=draft.base, on=clock.today()).drafted.lessons


def test_change_is_made_again_with_what_was_published_meanwhile(plan, draft) -> None:
    last = lessons(plan)[-1]
    move(draft, last, FREE)
    change_row(last, room=None)

    renewal = renew_draft(draft, by=SCHOOL)

    assert (len(renewal.made), renewal.dropped) == (1, ())
    assert (drafted(draft)[-1].half_day, drafted(draft)[-1].room_id) == (FREE, None)
    assert last_event() == (
        "timetables.draft_renewed",
        f"HandDraft:{draft.pk}",
        SCHOOL.id,
        {"plan": plan.number, "changed": "1", "dropped": "0", "why": ""},
    )


def test_renewed_draft_is_changed_on_and_published(plan, draft) -> None:
    first, last = lessons(plan)[0], lessons(plan)[-1]
    move(draft, last, FREE)
    change_row(first, room=next(each for key, each in rows_of(plan).rooms.items() if key != first.room_id))
    renew_draft(draft, by=PLANNER)

    undo_move(draft, by=PLANNER)
    assert drafted(draft) == lessons(plan)
    move(draft, last, LATER)

    assert publish_draft(draft, by=PLANNER).lessons == 1
    assert Lesson.objects.filter(day=LATER.day, part=LATER.part).count() == 1


def test_what_no_longer_applies_is_dropped_and_named(plan, draft) -> None:
    first, second, last = (lessons(plan)[at] for at in (0, 1, -1))
    move(draft, second, HalfDay(FREE.day + dt.timedelta(days=1), Part.MORNING))
    move(draft, last, FREE)
    move(draft, first, first.half_day, room_id=None)
    with guarded.writing("test"):
        Lesson.objects.filter(day=second.half_day.day, part=second.half_day.part).delete()
    change_row(last, day=LATER.day)

    renewal = renew_draft(draft, by=PLANNER)

    who = last.lecturer_ids[0].partition(" (")[0]
    assert [str(each) for each in renewal.dropped] == [
        "Lớp 1: “Chuyên đề 2” không còn buổi đã sửa.",
        f"Lớp 1: “Chuyên đề 4” nay đã xếp lại (chiều 12/05/2022, {who}, Hội trường A).",
    ]
    assert (draft.applied, len(draft.changes), last_event()[3]["dropped"]) == (1, 1, "2")
    assert last_event()[3]["why"] == " ".join(map(str, renewal.dropped))
    assert (drafted(draft)[0].room_id, HandDraft.objects.get().state) == (None, "open")


def test_change_that_rests_on_one_that_is_dropped_is_dropped_too(plan, draft) -> None:
    last = lessons(plan)[-1]
    move(draft, last, FREE)
    move(draft, last, LATER)
    change_row(last, day=FREE.day + dt.timedelta(days=1))

    renewal = renew_draft(draft, by=PLANNER)

    assert (renewal.made, len(renewal.dropped), draft.changes) == ((), 2, [])
    with refused("nothing_changed", "Bản sửa tay chưa thay đổi gì nên không có gì để công bố."):
        publish_draft(draft, by=PLANNER)


def test_change_that_was_published_by_others_is_not_made_twice(plan, draft) -> None:
    last = lessons(plan)[-1]
    move(draft, last, FREE)
    change_row(last, day=FREE.day, part=FREE.part)

    assert [str(each) for each in renew_draft(draft, by=PLANNER).dropped] == [
        "Lớp 1: “Chuyên đề 4” nay đã xếp đúng như thay đổi này."
    ]


def test_lecturer_who_is_no_longer_of_the_plan_is_not_given_a_lesson(plan, draft) -> None:
    last = lessons(plan)[-1]
    guest = builders.lecturer("Đỗ Khách Mời")
    with guarded.writing("test"):
        Competence.objects.create(lecturer=guest, topic=Lesson.objects.first().topic)
    (known_as,) = (each for each in rows_of(plan).lecturers if each.startswith("Đỗ Khách Mời"))
    move(draft, last, last.half_day, lecturer_ids=(known_as,))
    with guarded.writing("test"):
        Competence.objects.filter(lecturer=guest).delete()
    change_row(lessons(plan)[0], room=None)

    assert [str(each) for each in renew_draft(draft, by=PLANNER).dropped] == [
        "Lớp 1: giảng viên hoặc phòng chọn cho “Chuyên đề 4” nay không thuộc kế hoạch."
    ]
    assert Lecturer.objects.filter(lessons__training_class=class_of(plan)).distinct().count() == 2


def test_days_that_are_over_are_left_alone(plan, draft) -> None:
    first, last = lessons(plan)[0], lessons(plan)[-1]
    move(draft, first, first.half_day, room_id=None)
    move(draft, last, FREE)
    change_row(last, room=None)

    with clock.standing_at(MONDAY + dt.timedelta(days=1)):
        renewal = renew_draft(draft, by=PLANNER)

    assert [str(each) for each in renewal.dropped] == ["Lớp 1: “Chuyên đề 1” đã học, hoặc ngày định dời đến đã qua."]
    assert len(renewal.made) == 1


def test_changes_of_a_draft_of_an_earlier_release_are_dropped_and_it_is_said(plan, draft) -> None:
    move(draft, lessons(plan)[-1], FREE)
    with guarded.writing("test"):
        draft.changes = [[{k: v for k, v in each.items() if k != "before"} for each in draft.changes[0]]]
        draft.save()
    change_row(lessons(plan)[0], room=None)

    (why,) = renew_draft(draft, by=PLANNER).dropped
    assert str(why).startswith("Lớp 1: “Chuyên đề 4” được sửa ở phiên bản trước của chương trình")


def test_draft_that_follows_the_timetable_is_not_renewed(plan, draft) -> None:
    move(draft, lessons(plan)[-1], FREE)

    with refused("draft_is_current", "Bản sửa tay đang theo đúng thời khóa biểu hiện nay nên không phải cập nhật."):
        renew_draft(draft, by=PLANNER)
    assert len(HandDraft.objects.get().changes) == 1
