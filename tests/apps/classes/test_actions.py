import datetime as dt
from functools import partial

import pytest

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, SENDER, last_event, refused
from khaigiang.apps.classes.actions import form_line, take_back
from khaigiang.apps.classes.models import Enrolment, FormingRun, TrainingClass
from khaigiang.apps.nominations.models import Nomination, Unavailability
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import engage
from khaigiang.apps.people.models import Engagement
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import guarded

MAY_9, MAY_13 = dt.date(2022, 5, 9), dt.date(2022, 5, 13)
JUNE_6, JUNE_10 = dt.date(2022, 6, 6), dt.date(2022, 6, 10)
MORNING = HalfDay(MAY_9, Part.MORNING)


def line_of(people: int, *, classes: int = 2, minimum: int = 1, maximum: int = 50, **facts) -> PlanLine:
    """So many accepted people of two districts, men and women in turn, and one who was not accepted."""
    line = builders.line(builders.plan(), seats=people, classes=classes, **facts)
    for number in range(1, classes + 1):
        first, last = (MAY_9, MAY_13) if number == 1 else (JUNE_6, JUNE_10)
        builders.planned_class(line, number, minimum=minimum, maximum=maximum, first_day=first, last_day=last)
    letters = []
    for name in ("Quận A", "Quận B"):
        district = builders.unit(name)
        builders.grant(line, district, people)
        letters.append(builders.letter(line, district))
    for place in range(1, people + 1):
        who = builders.person(f"Người Thứ {place}", sex="male" if place % 2 else "female")
        builders.nominate(letters[place % 2], who, of=letters[place % 2].unit, place=place)
    stranger = builders.person("Không Được Duyệt")
    builders.nominate(letters[0], stranger, of=letters[0].unit, place=99, state=NominationState.RESERVE)
    return line


def seating(line: PlanLine) -> dict[int, list[str]]:
    rows = Enrolment.objects.filter(training_class__line=line).order_by("nomination__place")
    seats: dict[int, list[str]] = {}
    for number, name in rows.values_list("training_class__planned__number", "nomination__person__full_name"):
        seats.setdefault(number, []).append(name)
    return seats


def busy(nomination: Nomination, first: dt.date, last: dt.date) -> None:
    with guarded.writing("test"):
        Unavailability.objects.create(nomination=nomination, first_day=first, last_day=last)


def test_form_seats_everyone_accepted_and_nobody_else(db) -> None:
    line = line_of(9)

    run = form_line(line, by=PLANNER)

    seats = seating(line)
    assert sorted(len(people) for people in seats.values()) == [4, 5]
    assert sorted(name for people in seats.values() for name in people) == [f"Người Thứ {n}" for n in range(1, 10)]
    assert list(TrainingClass.objects.values_list("code", "name", "state")) == [
        (f"{line.code}-1", "Lớp 1", "formed"),
        (f"{line.code}-2", "Lớp 2", "formed"),
    ]
    assert last_event() == (
        "classes.formed",
        f"FormingRun:{run.pk}",
        "7",
        {"line": line.code, "people": "9", "unplaced": "0", "status": "optimal", "moved": "0"},
    )


def test_form_keeps_what_was_asked_and_how_good_the_answer_is(db) -> None:
    run = form_line(line_of(6), by=PLANNER, seed=3)

    stored = FormingRun.objects.get()
    assert (stored, stored.status, stored.gap, stored.seed, stored.bound) == (run, "optimal", 0.0, 3, stored.objective)
    assert [level["name"] for level in stored.levels] == ["unplaced", "sizes", "balance", "wishes"]


def test_form_splits_a_class_into_study_groups_of_all_its_people(db) -> None:
    line = line_of(33, classes=1)

    form_line(line, by=PLANNER)

    groups = TrainingClass.objects.get().groups.all()
    assert [(group.number, group.enrolments.count()) for group in groups] == [(1, 11), (2, 11), (3, 11)]


def test_form_of_a_small_class_makes_one_group(db) -> None:
    form_line(line_of(7, classes=1), by=PLANNER)

    assert [group.enrolments.count() for group in TrainingClass.objects.get().groups.all()] == [7]


def test_form_heeds_the_days_people_cannot_come_and_their_wishes(db) -> None:
    line = line_of(4)
    people = {row.person.full_name: row for row in Nomination.objects.select_related("person")}
    busy(people["Người Thứ 1"], MAY_13, MAY_13)
    busy(people["Người Thứ 4"], JUNE_6, JUNE_6)

    form_line(line, by=PLANNER)

    seats = seating(line)
    assert "Người Thứ 1" in seats[2]
    assert "Người Thứ 4" in seats[1]


def test_form_never_sends_chief_and_deputy_away_together_where_the_line_asks_for_it(db) -> None:
    line = line_of(4, chief_and_deputy_together=False)
    with guarded.writing("test"):
        for place, group in enumerate(("commune_secretary", "commune_deputy_secretary") * 2, start=1):
            row = Nomination.objects.get(place=place)
            row.unit, row.position_group = Nomination.objects.get(place=1 if place < 3 else 3).unit, group
            row.save()

    form_line(line, by=PLANNER)

    classes = {name: number for number, names in seating(line).items() for name in names}
    assert classes["Người Thứ 1"] != classes["Người Thứ 2"]
    assert classes["Người Thứ 3"] != classes["Người Thứ 4"]


def test_form_again_keeps_the_seating_there_is(db) -> None:
    line = line_of(6)
    run = form_line(line, by=PLANNER)
    before = list(Enrolment.objects.values_list("pk", "training_class", "group"))

    assert form_line(line, by=PLANNER) == run
    assert list(Enrolment.objects.values_list("pk", "training_class", "group")) == before
    assert last_event() == ("classes.formed_already", f"PlanLine:{line.pk}", "7", {"line": line.code})


def test_form_from_scratch_takes_back_the_classes_with_all_they_held(db) -> None:
    line = line_of(6, classes=1)
    form_line(line, by=PLANNER)
    old = TrainingClass.objects.get()
    person = Nomination.objects.get(place=1).person_id
    engage([(person, MORNING)], source=f"class:{old.pk}", by=PLANNER)
    engage([(person, HalfDay(MAY_9, Part.AFTERNOON))], source="class:0", by=PLANNER)
    for about in (f"class:{old.pk}", f"class:{old.pk}/unit:1", f"class:{old.pk}0"):
        builders.paper(about)
    with guarded.writing("test"):
        Nomination.objects.filter(place=6).update(state=NominationState.RESERVE)

    form_line(line, by=PLANNER, from_scratch=True)

    assert (seating(line)[1], TrainingClass.objects.filter(pk=old.pk).count()) == (
        [f"Người Thứ {number}" for number in range(1, 6)],
        0,
    )
    assert list(Engagement.objects.values_list("source", flat=True)) == ["class:0"]
    assert list(Paper.objects.values_list("about", flat=True)) == [f"class:{old.pk}0"]
    assert FormingRun.objects.count() == 1


def test_form_is_for_planners_and_schools(db) -> None:
    line = line_of(2)

    for other in (LEADER, SENDER):
        with refused("may_not_form", "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được lập lớp."):
            form_line(line, by=other)
    assert form_line(line, by=SCHOOL).status == "optimal"


@pytest.mark.parametrize("state", [ClassState.OPEN, ClassState.FINISHED])
def test_form_is_refused_once_a_class_has_opened(db, state) -> None:
    line = line_of(4)
    form_line(line, by=PLANNER)
    with guarded.writing("test"):
        TrainingClass.objects.filter(planned__number=1).update(state=state)

    for again in (partial(form_line, from_scratch=True), take_back):
        with refused("class_already_open", f"Dòng {line.code} đã có lớp khai giảng nên không lập lại lớp được."):
            again(line, by=PLANNER)
    with guarded.writing("test"):
        TrainingClass.objects.update(state=state)
    with refused("class_already_open"):
        form_line(line, by=PLANNER)


def test_form_is_refused_once_a_paper_about_a_class_is_issued(db) -> None:
    line = line_of(4, classes=1)
    form_line(line, by=PLANNER)
    paper = builders.paper(f"class:{TrainingClass.objects.get().pk}", file_name="quyet-dinh.docx")
    with guarded.writing("test"):
        Paper.objects.filter(pk=paper.pk).update(state="issued")
        Nomination.objects.filter(place=4).update(state=NominationState.RESERVE)

    sentence = "Văn bản quyet-dinh.docx đã ban hành: danh sách lớp đã công bố nên không xếp lại được."
    with refused("paper_already_issued", sentence):
        form_line(line, by=PLANNER)
    with refused("paper_already_issued", "Văn bản quyet-dinh.docx đã ban hành nên không soạn lại được."):
        form_line(line, by=PLANNER, from_scratch=True)
    assert len(seating(line)[1]) == 4


def test_form_of_too_few_people_is_refused_with_the_figures(db) -> None:
    line = line_of(3, minimum=2)

    sentence = (
        f"Không lập được lớp cho dòng {line.code}: "
        "chỉ có 3 người được duyệt nhưng sĩ số tối thiểu của các lớp cộng lại là 4."
    )
    with refused("cannot_form", sentence):
        form_line(line, by=PLANNER)


def test_form_that_nothing_can_satisfy_is_refused_with_the_clashing_rules(db) -> None:
    line = line_of(4, minimum=2)
    for row in Nomination.objects.filter(place__in=(1, 2, 3)):
        busy(row, MAY_9, MAY_9)

    sentence = (
        f"Không lập được lớp cho dòng {line.code}: các ràng buộc sau không thể cùng thỏa mãn: "
        "sĩ số tối thiểu và tối đa của lớp; thời gian người học báo bận."
    )
    with refused("cannot_form", sentence):
        form_line(line, by=PLANNER)


def test_form_tells_how_many_found_no_place(db) -> None:
    line = line_of(5, classes=1, maximum=4)

    form_line(line, by=PLANNER)

    assert (len(seating(line)[1]), last_event()[3]["unplaced"]) == (4, "1")


def test_take_back_undoes_the_forming(db) -> None:
    line = line_of(4)
    form_line(line, by=PLANNER)

    assert take_back(line, by=SCHOOL) == 2
    assert (TrainingClass.objects.count(), Enrolment.objects.count(), FormingRun.objects.count()) == (0, 0, 0)
    assert (PlannedClass.objects.count(), Nomination.objects.count()) == (2, 5)
    assert last_event() == ("classes.taken_back", f"PlanLine:{line.pk}", "7", {"line": line.code, "classes": "2"})


def test_take_back_is_for_planners_and_schools(db) -> None:
    with refused("may_not_form"):
        take_back(line_of(2), by=LEADER)
