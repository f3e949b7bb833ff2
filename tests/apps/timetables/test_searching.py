"""Searches that are asked for on a page: what becomes of them, and what is published."""

import datetime as dt

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.timetables.examples import (
    FRIDAY,
    MONDAY,
    class_of,
    codes_of,
    formed_plan,
    ready_plan,
    set_state,
    teacher,
    topics_of,
)
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.schools.models import Competence, Lecturer, LecturerBusy, RoomBusy
from khaigiang.apps.timetables import tasks
from khaigiang.apps.timetables.actions import (
    ask_repair,
    ask_timetable,
    begin_search,
    end_search,
    find_repairs,
    find_timetable,
    publish,
    stop_search,
    timetable_plan,
)
from khaigiang.apps.timetables.bridge import lecturer_id, problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import Lesson, LostDay, TimetableRun, TimetableSearch, TimetableVersion
from khaigiang.core.states import ClassState, SearchState
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.core.timetabling.verify import verify
from khaigiang.foundation import clock, guarded

BEFORE, TUESDAY = MONDAY - dt.timedelta(days=7), MONDAY + dt.timedelta(days=1)


def never() -> bool:
    return False


def deaf(*_told: float) -> None:
    return None


@pytest.fixture(autouse=True)
def _today():
    with clock.standing_at(BEFORE):
        yield


@pytest.fixture
def plan(db):
    """A plan with a timetable, two lecturers who can give everything, and two halls."""
    held = ready_plan()
    teacher("Lê Thị Dạy", topics_of(held))
    builders.room("Hội trường B")
    timetable_plan(held, by=PLANNER, seconds=5)
    return held


def away(plan, kind=LossKind.LECTURER, first=MONDAY, last=FRIDAY) -> Loss:
    lesson = Lesson.objects.filter(training_class__line__plan=plan, day__gte=first).earliest("day")
    of = {
        LossKind.LECTURER: lecturer_id(lesson.lecturers.get()),
        LossKind.ROOM: f"{lesson.room.name}, {lesson.room.venue.name}",
    }
    return Loss(kind, of.get(kind, ""), first, last)


def searched(plan, loss) -> TimetableSearch:
    asked = ask_repair(plan, loss=loss, by=PLANNER)
    begin_search(asked, by=PLANNER)
    return find_repairs(asked, stopped=never, by=PLANNER)


def violations(plan) -> tuple:
    rows = rows_of(plan)
    return verify(problem_of(rows, whole_window=True), timetable_of(rows))


def test_timetable_that_is_asked_for_is_found_and_published(db) -> None:
    plan = ready_plan()

    asked = ask_timetable(plan, seconds=5, by=SCHOOL)
    assert (asked.state, last_event()[0]) == ("waiting", "timetables.search_asked")
    begin_search(asked, by=SCHOOL)
    found = find_timetable(asked, progress=deaf, stopped=never, by=SCHOOL)

    assert (found.state, found.best, last_event()[0]) == ("published", found.bound, "timetables.search_published")
    version = TimetableVersion.objects.get()
    assert (version.number, version.lessons, version.changes) == (1, 4, [])
    assert set(version.classes.all()) == {class_of(plan)}
    assert set(version.lecturers.all()) == set(Lecturer.objects.filter(lessons__isnull=False))


def test_search_for_more_keeps_what_is_as_good(plan) -> None:
    with guarded.writing("test"):
        TimetableRun.objects.update(status="feasible")
    before = list(Lesson.objects.order_by("pk").values_list("pk", flat=True))

    timetable_plan(plan, released=codes_of(plan), further=True, by_the_clock=True, seconds=2, by=PLANNER)

    assert list(Lesson.objects.order_by("pk").values_list("pk", flat=True)) == before
    assert (last_event()[0], TimetableVersion.objects.count()) == ("timetables.made_already", 1)


def test_second_search_waits_for_the_first(db) -> None:
    plan = ready_plan()
    ask_timetable(plan, seconds=5, by=PLANNER)

    with refused("search_under_way", "Kế hoạch này đang có một lần tìm chưa xong; hãy chờ hoặc dừng lần tìm ấy."):
        ask_timetable(plan, seconds=5, by=PLANNER)


def test_what_would_be_refused_in_the_end_is_refused_at_once(db) -> None:
    plan = ready_plan()
    set_state(ClassState.OPEN)
    sentence = "Lớp 1 đã khai giảng nên không mở lại thời khóa biểu được; chỉ sửa những buổi chưa học."
    with refused("class_already_open", sentence):
        ask_timetable(plan, released=codes_of(plan), seconds=5, by=PLANNER)
    sentence = "Không có lớp nào chờ xếp: hãy chọn lớp để mở lại thời khóa biểu."
    with refused("nothing_to_timetable", sentence):
        ask_timetable(plan, seconds=5, by=PLANNER)
    with refused("no_such_class", "Kế hoạch này không có lớp nào mang mã X-1."):
        ask_timetable(plan, released=["X-1"], seconds=5, by=PLANNER)
    with refused("nothing_within"):
        ask_timetable(plan, begins_from=FRIDAY, seconds=5, by=PLANNER)
    with refused("days_reversed", "Ngày cuối phải từ ngày đầu trở đi."):
        ask_timetable(plan, begins_from=FRIDAY, begins_to=MONDAY, seconds=5, by=PLANNER)
    with refused("no_classes", "Kế hoạch này chưa lập lớp nào nên chưa có gì để xếp."):
        ask_timetable(builders.plan(), seconds=5, by=PLANNER)
    with refused("nothing_ahead", "Từ hôm nay trở đi không còn buổi học nào để sửa."):
        ask_repair(plan, loss=Loss(LossKind.DAY, "", MONDAY, MONDAY), by=PLANNER)
    assert TimetableSearch.objects.count() == 0


def test_loss_that_is_over_or_leaves_no_day_is_refused(plan) -> None:
    with refused("loss_is_over", "Những ngày này đã qua; chỉ sửa được từ hôm nay trở đi."):
        ask_repair(
            plan, loss=Loss(LossKind.DAY, "", BEFORE - dt.timedelta(days=9), BEFORE - dt.timedelta(days=1)), by=PLANNER
        )
    with refused("no_days_left", "Bỏ những ngày này thì có lớp không còn ngày học nào trong thời gian mở lớp."):
        ask_repair(plan, loss=away(plan, LossKind.DAY), by=PLANNER)
    with refused("nothing_hit", "Không buổi học nào sắp tới bị ảnh hưởng nên không phải sửa."):
        ask_repair(plan, loss=Loss(LossKind.DAY, "", FRIDAY, FRIDAY), by=PLANNER)


def test_search_that_waits_is_stopped_and_never_begins(db) -> None:
    asked = ask_timetable(ready_plan(), seconds=5, by=PLANNER)

    stop_search(asked, by=SCHOOL)

    assert (asked.state, last_event()[0]) == ("stopped", "timetables.search_stopped")
    assert begin_search(asked, by=PLANNER).state == "stopped"
    with refused("search_is_over", "Lần tìm này đã xong nên không dừng được nữa."):
        stop_search(asked, by=PLANNER)


def test_search_at_work_hears_that_it_is_to_stop_and_says_so_when_there_is_nothing(db) -> None:
    plan = ready_plan()
    asked = ask_timetable(plan, seconds=5, by=PLANNER)
    begin_search(asked, by=PLANNER)
    assert stop_search(asked, by=PLANNER).state == "running"

    with refused("search_stopped", "Đã dừng khi chưa tìm ra thời khóa biểu nào."):
        with guarded.writing("test"):
            Competence.objects.all().delete()
        find_timetable(asked, progress=deaf, stopped=lambda: True, by=PLANNER)

    end_search(asked, "stop", why={}, by=PLANNER)
    assert (asked.state, Lesson.objects.count()) == ("stopped", 0)


def test_repair_proposes_and_publishes_nothing(plan) -> None:
    before = list(Lesson.objects.order_by("pk").values_list("pk", "day", "part"))

    found = searched(plan, away(plan))

    assert (found.state, last_event()[0]) == ("proposed", "timetables.repairs_found")
    first = found.proposals[0]
    assert (first["way"], len(first["changes"]), first["classes"]) == ("stand_in", len(first["changes"]), [])
    assert sorted(first["lecturer_names"]) == ["Lê Thị Dạy", "Trịnh Công Giảng"]
    assert list(Lesson.objects.order_by("pk").values_list("pk", "day", "part")) == before
    assert (TimetableVersion.objects.count(), LecturerBusy.objects.count()) == (1, 0)


def test_chosen_proposal_is_published_as_the_next_version(plan) -> None:
    loss = away(plan)
    found = searched(plan, loss)

    version = publish(found, proposal=1, by=SCHOOL)

    assert (version.number, found.state, version.search) == (2, "published", found)
    assert last_event()[0] == "timetables.published"
    assert violations(plan) == ()
    gone = Lecturer.objects.get(person__full_name=loss.of.partition(" (")[0])
    assert (gone.lessons.count(), gone.busy.filter(day=MONDAY).count()) == (0, 3)
    assert set(version.lecturers.all()) == set(Lecturer.objects.all())
    assert not Engagement.objects.filter(person=gone.person).exists()
    with refused("nothing_to_publish", "Phương án này không có hoặc đã được công bố."):
        publish(found, proposal=1, by=SCHOOL)


def test_lost_room_and_lost_day_are_remembered(plan) -> None:
    publish(searched(plan, away(plan, LossKind.ROOM)), proposal=1, by=PLANNER)
    assert RoomBusy.objects.filter(day=MONDAY).count() == 3
    assert violations(plan) == ()

    publish(searched(plan, away(plan, LossKind.DAY, last=MONDAY)), proposal=1, by=PLANNER)
    assert list(LostDay.objects.values_list("day", flat=True)) == [MONDAY]
    assert not Lesson.objects.filter(day=MONDAY).exists()
    assert violations(plan) == ()
    assert [each.number for each in TimetableVersion.objects.all()] == [3, 2, 1]


def test_repair_of_a_running_class_leaves_what_was_taught(plan) -> None:
    set_state(ClassState.OPEN)
    taught = list(Lesson.objects.filter(day=MONDAY).values_list("topic", "day", "part", "lecturers"))

    with clock.standing_at(TUESDAY):
        publish(searched(plan, away(plan, first=TUESDAY)), proposal=1, by=PLANNER)

    assert list(Lesson.objects.filter(day=MONDAY).values_list("topic", "day", "part", "lecturers")) == taught
    assert (class_of(plan).state, violations(plan)) == ("open", ())


def test_proposal_for_a_timetable_that_changed_is_refused(plan) -> None:
    found = searched(plan, away(plan))
    with guarded.writing("test"):
        Lesson.objects.filter(day=Lesson.objects.latest("day").day).update(room=None)

    with refused("timetable_changed", "Thời khóa biểu đã thay đổi từ khi có các phương án này; hãy tìm lại."):
        publish(found, proposal=1, by=PLANNER)


def test_proposal_that_breaks_a_rule_by_now_is_refused(plan) -> None:
    found = searched(plan, away(plan))
    with guarded.writing("test"):
        Competence.objects.all().delete()

    with refused("proposal_breaks_rule", "Phương án này nay không còn đúng mọi yêu cầu; hãy tìm lại."):
        publish(found, proposal=1, by=PLANNER)
    assert TimetableVersion.objects.count() == 1


def test_repair_that_cannot_be_says_why(db) -> None:
    plan = ready_plan()
    timetable_plan(plan, by=PLANNER, seconds=5)

    found = searched(plan, away(plan))

    assert (found.state, found.proposals) == ("impossible", [])
    assert [each["code"] for each in found.why["obstacles"]] == ["lecturers_never_free"] * 4
    assert {each["kind"] for each in found.why["ways_out"]} <= {"free_lecturer", "add_lecturer", "add_day"}


def test_job_keeps_why_there_is_no_timetable(transactional_db) -> None:
    plan = formed_plan(study=builders.programme(topics=1))
    user = builders.user("planner")
    with guarded.writing("test"):
        asked = TimetableSearch.objects.create(
            plan=plan, kind="timetable", seconds=5, asked_by=str(user.pk), asked_at=clock.now()
        )

    tasks.work_on_search(search_id=asked.pk)

    asked.refresh_from_db()
    assert asked.state == SearchState.IMPOSSIBLE
    assert {each["code"] for each in asked.why["obstacles"]} == {"no_lecturer", "no_room_big_enough"}
    tasks.work_on_search(search_id=asked.pk)
    assert TimetableSearch.objects.get().state == SearchState.IMPOSSIBLE


def test_job_publishes_and_shows_how_far_it_is(transactional_db) -> None:
    plan = ready_plan()
    user = builders.user("planner")
    with guarded.writing("test"):
        asked = TimetableSearch.objects.create(
            plan=plan, kind="timetable", seconds=5, asked_by=str(user.pk), asked_at=clock.now()
        )
    ear = tasks.Ear(asked.pk)
    ear.hear(12, 3, 0.1)
    ear.told -= 60
    assert not ear.stopped()
    asked.refresh_from_db()
    assert (asked.best, asked.bound) == (12, 3)
    with guarded.writing("test"):
        TimetableSearch.objects.update(stop_asked=True)
    ear.told -= 60
    assert ear.stopped()
    with guarded.writing("test"):
        TimetableSearch.objects.update(stop_asked=False)

    tasks.work_on_search(search_id=asked.pk)

    asked.refresh_from_db()
    assert (asked.state, Lesson.objects.count()) == (SearchState.PUBLISHED, 4)


@pytest.mark.parametrize("act", ["ask_timetable", "ask_repair", "stop", "publish"])
def test_only_planners_and_schools_search_and_publish(plan, act) -> None:
    found = searched(plan, away(plan))
    verbs = {
        "ask_timetable": lambda: ask_timetable(plan, seconds=5, by=LEADER),
        "ask_repair": lambda: ask_repair(plan, loss=away(plan), by=LEADER),
        "stop": lambda: stop_search(found, by=LEADER),
        "publish": lambda: publish(found, proposal=1, by=LEADER),
    }

    with refused("may_not_timetable", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được xếp thời khóa biểu."):
        verbs[act]()


def test_database_refuses_a_search_whose_days_are_reversed(db) -> None:
    with refused("search_window_in_order", "Ngày cuối phải từ ngày đầu trở đi."):
        builders.timetable_search(builders.plan(), begins_from=FRIDAY, begins_to=MONDAY)
