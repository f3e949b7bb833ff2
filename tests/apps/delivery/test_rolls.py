import datetime as dt

import pytest

import builders
from apps.acting import LEADER, last_event, refused
from apps.delivery.ready import AFTERNOON, BOARD, MORNING, TO_COME, ready
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.actions import Entry, mark, mark_all_present, sign_off, take_rolls
from khaigiang.apps.delivery.models import Attendance, Roll
from khaigiang.apps.delivery.queries import absences, class_by_code
from khaigiang.core.attendance import Presence, Whole
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, RollState
from khaigiang.data import profiles
from khaigiang.foundation import clock, guarded
from khaigiang.foundation.refusal import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db):
    return ready(state=ClassState.OPEN)


def presences():
    return list(Attendance.objects.order_by("roll__part", "enrolment").values_list("presence", flat=True))


def test_everybody_is_present_in_one_act(world):
    mark_all_present(world.training_class, MORNING, by=BOARD)
    assert presences() == ["present"] * 4
    assert last_event()[3] == {"half_day": "2022-05-11/morning", "people": "4"}


def test_exception_said_before_stays_when_the_rest_are_present(world):
    mark(world.enrolments[1], MORNING, Presence.EXCUSED, note="ốm", by=BOARD)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    assert presences() == ["present", "excused", "present", "present"]


def test_later_word_takes_the_place_of_an_earlier_one(world):
    mark_all_present(world.training_class, MORNING, by=BOARD)
    made = mark(world.enrolments[0], MORNING, Presence.LATE, note="đến lúc 8 giờ 20", by=BOARD)
    assert (made.presence, made.note) == ("late", "đến lúc 8 giờ 20")
    assert Attendance.objects.count() == 4


def test_many_half_days_are_taken_at_once_and_counted_when_new_or_changed(world):
    first = [Entry(each.pk, half_day, "present") for each in world.enrolments for half_day in (MORNING, AFTERNOON)]
    assert take_rolls(world.training_class, first, by=BOARD) == 8
    again = [*first[1:], Entry(world.enrolments[0].pk, MORNING, "late")]
    assert take_rolls(world.training_class, again, by=BOARD) == 1
    assert last_event()[3] == {"half_days": "2", "marks": "1"}


def test_note_is_kept_when_an_entry_says_none(world):
    mark(world.enrolments[0], MORNING, Presence.LATE, note="tắc đường", by=BOARD)
    take_rolls(world.training_class, [Entry(world.enrolments[0].pk, MORNING, "excused")], by=BOARD)
    assert Attendance.objects.get().note == "tắc đường"


def test_signed_roll_says_who_and_when(world):
    mark_all_present(world.training_class, MORNING, by=BOARD)
    roll = sign_off(world.training_class, MORNING, by=BOARD)
    assert (roll.state, roll.signed_by, roll.signed_at) == (RollState.SIGNED, BOARD.name, clock.now())
    assert last_event()[0] == "delivery.roll_signed"


def test_roll_is_not_signed_while_somebody_is_not_marked(world):
    mark(world.enrolments[0], MORNING, Presence.PRESENT, by=BOARD)
    with refused(
        "not_all_marked", "Còn 3 học viên chưa được điểm danh: Đỗ Ánh Dương 12, Lê Thị Bình 21, Đỗ Ánh Dương 22."
    ):
        sign_off(world.training_class, MORNING, by=BOARD)


@pytest.mark.parametrize(
    "act",
    [
        lambda world: mark_all_present(world.training_class, MORNING, by=BOARD),
        lambda world: mark(world.enrolments[0], MORNING, "late", by=BOARD),
        lambda world: take_rolls(world.training_class, [Entry(world.enrolments[0].pk, MORNING, "late")], by=BOARD),
        lambda world: sign_off(world.training_class, MORNING, by=BOARD),
    ],
)
def test_signed_roll_never_changes(world, act):
    mark_all_present(world.training_class, MORNING, by=BOARD)
    sign_off(world.training_class, MORNING, by=BOARD)
    with refused("roll_signed", "Bảng điểm danh buổi 11/05/2022 sáng đã ký, không sửa được nữa."):
        act(world)
    assert presences() == ["present"] * 4


def test_half_day_that_is_not_of_the_timetable_is_refused(world):
    with refused("half_day_not_of_class"):
        mark_all_present(world.training_class, HalfDay(dt.date(2022, 5, 10), Part.MORNING), by=BOARD)


def test_half_day_that_has_not_come_is_refused(world):
    builders.lesson(world.training_class, Topic.objects.first(), TO_COME.day)
    with refused("half_day_not_come", "Chưa đến buổi 13/05/2022 sáng nên chưa điểm danh được."):
        mark_all_present(world.training_class, TO_COME, by=BOARD)


def test_trainee_of_another_class_is_refused_and_nothing_of_the_rest_is_written(world):
    other = builders.training_class(builders.planned_class(world.line, 2), state=ClassState.OPEN)
    builders.more_seats(world.districts[0], 1)
    nomination = builders.nominate(
        world.nominations[0].list, builders.person("Người Lớp Khác"), of=world.communes[2], place=8
    )
    stranger = builders.enrol(other, nomination)
    entries = [Entry(world.enrolments[0].pk, MORNING, "present"), Entry(stranger.pk, MORNING, "present")]
    with refused("trainee_of_another_class", "Người này không phải là học viên của Lớp 1."):
        take_rolls(world.training_class, entries, by=BOARD)


@pytest.mark.parametrize(
    ("entry", "code"), [({"presence": "asleep"}, "not_a_presence"), ({"note": "x" * 301}, "note_too_long")]
)
def test_word_that_is_none_is_refused(world, entry, code):
    said = {"presence": "present", **entry}
    with refused(code):
        mark(world.enrolments[0], MORNING, by=BOARD, **said)


@pytest.mark.parametrize("state", [ClassState.TIMETABLED, ClassState.FINISHED])
def test_roll_is_taken_of_an_open_class_only(state):
    with refused("class_not_open"):
        mark_all_present(ready(state=state).training_class, MORNING, by=BOARD)


def test_leader_takes_no_roll(world):
    with refused("may_not_run"):
        mark_all_present(world.training_class, MORNING, by=LEADER)


def test_absences_count_half_days_and_periods_of_the_whole_class(world):
    mark(world.enrolments[0], MORNING, Presence.UNEXCUSED, by=BOARD)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    table = absences(world.training_class)
    assert table.whole == Whole(half_days=4, periods=20)
    assert table.profile is None
    (row, *others) = [each for each in table.rows if each.absences.half_days] + [
        each for each in table.rows if not each.absences.half_days
    ]
    assert row.row.enrolment == world.enrolments[0]
    assert (row.absences.periods, row.share_half_days, row.share_periods, row.beyond) == (5, 25.0, 25.0, None)
    assert [each.absences.present for each in others] == [1, 1, 1]


def test_limit_of_the_programme_s_profile_tells_who_is_beyond_it(world):
    with guarded.writing("test"):
        world.line.programme.code = profiles.profiles()[0].programmes[0]
        world.line.programme.save()
    mark(world.enrolments[0], MORNING, Presence.UNEXCUSED, by=BOARD)
    beyond = {row.row.enrolment.pk: row.beyond for row in absences(world.training_class).rows}
    assert beyond == {each.pk: each == world.enrolments[0] for each in world.enrolments}


@pytest.mark.parametrize("people", [1, 3])
def test_absences_ask_the_same_number_of_questions(people, django_assert_num_queries):
    world = ready(state=ClassState.OPEN, districts=1, people=people)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    world.line.programme  # noqa: B018 - a page has it at hand
    with django_assert_num_queries(3):
        absences(world.training_class)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({}, "roll_once"),
        ({"part": "evening", "signed_by": "Kế"}, "roll_signed_by_and_at"),
    ],
)
def test_constraint_of_a_roll_is_said_in_words(world, facts, name):
    given = {"training_class": world.training_class, "day": MORNING.day, "part": "morning", **facts}
    with guarded.writing("test"):
        Roll.objects.create(training_class=world.training_class, day=MORNING.day, part="morning")
    with refused(name), guarded.writing("test"):
        Roll.objects.create(**given)


def test_trainee_is_marked_once_in_a_roll(world):
    made = mark(world.enrolments[0], MORNING, Presence.PRESENT, by=BOARD)
    with refused("attendance_once"), guarded.writing("test"):
        Attendance.objects.create(roll=made.roll, enrolment=made.enrolment, presence="late")


def test_class_is_found_by_its_code_and_by_its_plan_where_two_use_it(world):
    other = builders.plan(number="99-KH/TU")
    twin = builders.training_class(builders.planned_class(builders.line(other, code=world.line.code)))
    assert twin.code == world.training_class.code
    with pytest.raises(Refused) as said:
        class_by_code(twin.code)
    assert said.value.code == "class_code_twice"
    assert class_by_code(f"99-KH/TU {twin.code}") == twin
    with pytest.raises(Refused) as said:
        class_by_code("KHONG-CO")
    assert str(said.value) == "Không có lớp nào mã “KHONG-CO”."
