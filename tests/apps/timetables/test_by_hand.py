"""A draft of changes by hand: what may be done to it, and what is published of it."""

import datetime as dt

import pytest

from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.timetables.examples import MONDAY, class_of, codes_of, set_state, timetabled_plan, topics_of
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.schools.models import Lecturer, LecturerBusy, Room
from khaigiang.apps.timetables.actions import (
    ask_timetable,
    discard_draft,
    move_lesson,
    open_draft,
    publish_draft,
    redo_move,
    renew_draft,
    undo_move,
)
from khaigiang.apps.timetables.bridge import bench_of, changes_between, rows_of, timetable_of
from khaigiang.apps.timetables.models import HandDraft, KeptLessons, Lesson, RoomBooking, TimetableVersion
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState
from khaigiang.core.timetabling.hand import Place, key_of
from khaigiang.foundation import clock, guarded

BEFORE, TUESDAY = MONDAY - dt.timedelta(days=7), MONDAY + dt.timedelta(days=1)
FREE = HalfDay(MONDAY + dt.timedelta(days=3), Part.MORNING)


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(BEFORE):
        yield


@pytest.fixture
def plan(db):
    return timetabled_plan()


@pytest.fixture
def draft(plan):
    return open_draft(plan, by=PLANNER)


def lessons(plan):
    return timetable_of(rows_of(plan)).lessons


def last(plan):
    return lessons(plan)[-1]


def to(lesson, half_day=FREE, **facts):
    stands = {"lecturer_ids": lesson.lecturer_ids, "room_id": lesson.room_id} | facts
    return Place(half_day, **stands)


def move(draft, lesson, half_day=FREE, *, swap=False, by=PLANNER, **facts):
    return move_lesson(draft, lesson=key_of(lesson), to=to(lesson, half_day, **facts), swap=swap, by=by)


def stored(plan):
    return list(Lesson.objects.filter(training_class__line__plan=plan).order_by("pk").values_list("pk", "day", "part"))


def drafted(draft):
    return bench_of(draft.plan, draft.changes[: draft.applied], base=draft.base, on=clock.today()).drafted.lessons


def test_draft_is_opened_once_and_changes_nothing(plan) -> None:
    before = stored(plan)

    made = open_draft(plan, by=SCHOOL)

    assert (made.state, made.changes, made.opened_by) == ("open", [], SCHOOL.name)
    assert (last_event()[0], stored(plan)) == ("timetables.draft_opened", before)
    with refused("one_open_draft_of_a_plan", "Kế hoạch này đang có một bản sửa tay chưa công bố."):
        open_draft(plan, by=PLANNER)


def test_plan_with_nothing_ahead_has_nothing_to_draft(plan) -> None:
    with (
        clock.standing_at(MONDAY + dt.timedelta(days=30)),
        refused("nothing_ahead", "Từ hôm nay trở đi không còn buổi học nào để sửa."),
    ):
        open_draft(plan, by=PLANNER)
    assert not HandDraft.objects.exists()


def test_move_says_at_once_what_it_breaks_and_costs(plan, draft) -> None:
    before = stored(plan)

    verdict = move(draft, last(plan))
    worse = move(draft, lessons(plan)[0], HalfDay(FREE.day, Part.AFTERNOON))

    assert (verdict.broken, [each.rule for each in worse.broken][:1]) == ((), ["ceremonies"])
    assert "topic_order" in [each.rule for each in worse.broken]
    assert worse.before == verdict.after
    assert (draft.applied, len(draft.changes), last_event()[0]) == (2, 2, "timetables.lesson_moved")
    assert stored(plan) == before


def test_lecturer_and_room_are_changed_where_the_lesson_stands(plan, draft) -> None:
    lesson = last(plan)
    others = [each for each in rows_of(plan).lecturers if each not in lesson.lecturer_ids]
    hall = next(each for each in rows_of(plan).rooms if each != lesson.room_id)

    move(draft, lesson, lesson.half_day, lecturer_ids=tuple(others), room_id=hall)

    changed = drafted(draft)[-1]
    assert (changed.lecturer_ids, changed.room_id, changed.half_day) == (tuple(others), hall, lesson.half_day)


def test_two_half_days_change_places(plan, draft) -> None:
    first, second = lessons(plan)[-2:]

    move(draft, second, first.half_day, swap=True)

    assert [(each.topic_id, each.half_day) for each in drafted(draft)[-2:]] == [
        (second.topic_id, first.half_day),
        (first.topic_id, second.half_day),
    ]


def test_move_of_what_is_over_or_not_there_is_refused(plan, draft) -> None:
    first, lesson = lessons(plan)[0], last(plan)
    with clock.standing_at(TUESDAY):
        with refused("lesson_is_over", "Chỉ dời được buổi chưa học, và chỉ dời đến hôm nay hoặc ngày sau."):
            move(draft, first)
        with refused("lesson_is_over", "Chỉ dời được buổi chưa học, và chỉ dời đến hôm nay hoặc ngày sau."):
            move(draft, lesson, first.half_day)
    with refused("no_such_lesson", "Không có buổi học này trong bản sửa tay."):
        move_lesson(draft, lesson=("lop", "x", 1), to=to(lesson), swap=False, by=PLANNER)
    with refused("no_such_place", "Giảng viên hoặc phòng này không thuộc kế hoạch."):
        move(draft, lesson, lecturer_ids=("Ai đó",))
    with refused("no_such_place", "Giảng viên hoặc phòng này không thuộc kế hoạch."):
        move(draft, lesson, room_id="Nhà kho")
    with refused("nothing_moves", "Buổi học vẫn như cũ, chưa có gì thay đổi."):
        move(draft, lesson, lesson.half_day)
    assert HandDraft.objects.get().changes == []


def test_change_is_undone_and_redone_and_a_new_one_forgets_what_was_undone(plan, draft) -> None:
    lesson = last(plan)
    move(draft, lesson)
    there = drafted(draft)

    undo_move(draft, by=SCHOOL)
    assert (drafted(draft), last_event()[0]) == (lessons(plan), "timetables.move_undone")
    with refused("nothing_to_undo", "Không còn thay đổi nào để hoàn tác."):
        undo_move(draft, by=PLANNER)

    redo_move(draft, by=SCHOOL)
    assert (drafted(draft), last_event()[0]) == (there, "timetables.move_redone")
    with refused("nothing_to_redo", "Không còn thay đổi nào để làm lại."):
        redo_move(draft, by=PLANNER)

    undo_move(draft, by=PLANNER)
    move(draft, lesson, HalfDay(FREE.day, Part.AFTERNOON))
    assert (draft.applied, len(draft.changes)) == (1, 1)


def test_discarded_draft_leaves_the_timetable_and_another_may_be_opened(plan, draft) -> None:
    before = stored(plan)
    move(draft, last(plan))

    discard_draft(draft, by=PLANNER)

    assert (draft.state, last_event()[0], stored(plan)) == ("discarded", "timetables.draft_discarded", before)
    for verb in (discard_draft, undo_move, redo_move, renew_draft, publish_draft):
        with refused("draft_is_over", "Bản sửa tay này đã công bố hoặc đã bỏ nên không sửa tiếp được."):
            verb(draft, by=PLANNER)
    with refused("draft_is_over", "Bản sửa tay này đã công bố hoặc đã bỏ nên không sửa tiếp được."):
        move(draft, last(plan))
    assert open_draft(plan, by=PLANNER).state == "open"


def test_published_draft_is_the_next_version_and_tells_only_those_concerned(plan, draft) -> None:
    lesson = last(plan)
    hall = next(each for each in rows_of(plan).rooms if each != lesson.room_id)
    move(draft, lesson, room_id=hall)

    version = publish_draft(draft, by=SCHOOL)

    assert (version.number, version.lessons, draft.state, version.search) == (2, 1, "published", None)
    assert last_event()[0] == "timetables.draft_published"
    assert list(version.classes.all()) == [class_of(plan)]
    assert list(version.lecturers.all()) == list(Lecturer.objects.filter(lessons__day=FREE.day))
    moved = Lesson.objects.get(day=FREE.day)
    booked = RoomBooking.objects.get(day=FREE.day)
    assert (booked.room, booked.part, moved.room) == (Room.objects.get(name=moved.room.name), "morning", booked.room)
    taken = Engagement.objects.filter(day=FREE.day).values_list("person", flat=True)
    assert set(taken) == {
        moved.lecturers.get().person_id,
        *class_of(plan).enrolments.values_list("nomination__person", flat=True),
    }


def test_class_is_not_told_who_else_teaches_it(plan, draft) -> None:
    lesson = last(plan)
    other = next(each for each in rows_of(plan).lecturers if each not in lesson.lecturer_ids)
    move(draft, lesson, lesson.half_day, lecturer_ids=(other,))

    version = publish_draft(draft, by=PLANNER)

    assert list(version.classes.all()) == []
    assert set(version.lecturers.all()) == set(Lecturer.objects.all())


def test_draft_that_changes_nothing_in_the_end_is_not_published(plan, draft) -> None:
    lesson = last(plan)
    move(draft, lesson)
    move(draft, lesson, lesson.half_day)

    with refused("nothing_changed", "Bản sửa tay chưa thay đổi gì nên không có gì để công bố."):
        publish_draft(draft, by=PLANNER)
    assert (TimetableVersion.objects.count(), HandDraft.objects.get().state) == (1, "open")


def test_draft_that_breaks_a_rule_anew_is_not_published(plan, draft) -> None:
    lesson = last(plan)
    with guarded.writing("test"):
        LecturerBusy.objects.bulk_create(
            LecturerBusy(lecturer=each, day=FREE.day, part=FREE.part) for each in Lecturer.objects.all()
        )
    before = stored(plan)
    move(draft, lesson)

    said = "Bản sửa tay còn vi phạm 1 yêu cầu bắt buộc nên chưa công bố được: Lớp 1: "
    with refused(
        "draft_breaks_rules", f"{said}{lesson.lecturer_ids[0]} bận sáng 12/05/2022 (“{topics_of(plan)[-1].name}”)."
    ):
        publish_draft(draft, by=PLANNER)
    assert (stored(plan), TimetableVersion.objects.count(), HandDraft.objects.get().state) == (before, 1, "open")


def test_rule_that_was_broken_before_does_not_hold_the_draft_up(plan) -> None:
    first = Lesson.objects.earliest("day", "-part")
    with guarded.writing("test"):
        LecturerBusy.objects.create(lecturer=first.lecturers.get(), day=first.day, part=first.part)
    draft = open_draft(plan, by=PLANNER)
    move(draft, last(plan))

    assert publish_draft(draft, by=PLANNER).lessons == 1


def test_draft_of_a_timetable_that_changed_is_neither_changed_nor_published(plan, draft) -> None:
    lesson = last(plan)
    move(draft, lesson)
    with guarded.writing("test"):
        Lesson.objects.filter(day=MONDAY).update(room=None)

    said = "Thời khóa biểu đã thay đổi từ khi mở bản sửa tay; hãy cập nhật bản sửa này rồi sửa tiếp."
    with refused("timetable_changed", said):
        move(draft, lesson)
    with refused("timetable_changed", said):
        publish_draft(draft, by=PLANNER)
    assert discard_draft(draft, by=PLANNER).state == "discarded"


def test_lesson_that_was_held_meanwhile_is_not_moved_by_publishing(plan, draft) -> None:
    move(draft, last(plan))

    with (
        clock.standing_at(TUESDAY + dt.timedelta(days=1)),
        refused("lesson_is_over", "Chỉ dời được buổi chưa học, và chỉ dời đến hôm nay hoặc ngày sau."),
    ):
        publish_draft(draft, by=PLANNER)


def test_running_class_keeps_what_was_taught_and_its_state(plan) -> None:
    set_state(ClassState.OPEN)
    with clock.standing_at(TUESDAY):
        draft = open_draft(plan, by=PLANNER)
        taught = list(Lesson.objects.filter(day=MONDAY).values_list("topic", "day", "part", "lecturers"))
        move(draft, last(plan))
        publish_draft(draft, by=PLANNER)

    assert list(Lesson.objects.filter(day=MONDAY).values_list("topic", "day", "part", "lecturers")) == taught
    assert class_of(plan).state == ClassState.OPEN


def test_draft_waits_for_a_search_under_way(plan, draft) -> None:
    move(draft, last(plan))
    ask_timetable(plan, released=codes_of(plan), seconds=5, by=PLANNER)

    with refused("search_under_way", "Kế hoạch này đang có một lần tìm chưa xong; hãy chờ hoặc dừng lần tìm ấy."):
        publish_draft(draft, by=PLANNER)


def test_every_version_keeps_its_lessons_and_any_two_are_compared(plan, draft) -> None:
    lesson = last(plan)
    move(draft, lesson)
    publish_draft(draft, by=PLANNER)
    again = open_draft(plan, by=PLANNER)
    move(again, last(plan), lesson.half_day)
    publish_draft(again, by=PLANNER)

    kept = {
        each.version.number: {"lessons": each.lessons, "names": each.names}
        for each in KeptLessons.objects.select_related("version")
    }
    there = changes_between(kept[1], kept[2])
    assert [len(changes_between(kept[one], kept[other])) for one, other in ((1, 2), (2, 3), (1, 3))] == [1, 1, 0]
    assert there == TimetableVersion.objects.get(number=2).changes
    assert (there[0]["class_name"], there[0]["after"]["half_day"]) == ("Lớp 1", str(FREE))


@pytest.mark.parametrize("act", ["open", "move", "undo", "redo", "renew", "discard", "publish"])
def test_only_planners_and_schools_change_by_hand(plan, draft, act) -> None:
    move(draft, last(plan))
    verbs = {
        "open": lambda: open_draft(plan, by=LEADER),
        "move": lambda: move(draft, last(plan), by=LEADER),
        "undo": lambda: undo_move(draft, by=LEADER),
        "redo": lambda: redo_move(draft, by=LEADER),
        "renew": lambda: renew_draft(draft, by=LEADER),
        "discard": lambda: discard_draft(draft, by=LEADER),
        "publish": lambda: publish_draft(draft, by=LEADER),
    }

    with refused("may_not_timetable", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xếp thời khóa biểu."):
        verbs[act]()
    assert (HandDraft.objects.get().state, HandDraft.objects.get().applied) == ("open", 1)
