import datetime as dt

import pytest

import builders
from apps.acting import PLANNER
from khaigiang.apps.classes.actions import form_line
from khaigiang.apps.classes.bridge import accepted, problem_of, seating_of, why_here
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.classes.phrases import RULES, WHY
from khaigiang.apps.nominations.models import Nomination, Unavailability
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.calendar import Window
from khaigiang.core.forming.problem import Candidate, ClassSlot, FormingProblem
from khaigiang.core.forming.rules import RULES as CORE_RULES
from khaigiang.core.states import NominationState
from khaigiang.foundation import guarded

MAY_9, MAY_27 = dt.date(2022, 5, 9), dt.date(2022, 5, 27)


@pytest.fixture
def line(db) -> PlanLine:
    made = builders.line(builders.plan(), seats=2, classes=2)
    for number in (1, 2):
        builders.planned_class(made, number, minimum=1, maximum=3)
    for district, names in (("Quận B", ["Đỗ Ba"]), ("Quận A", ["Lê Thị Bình", "Ngô Dự Bị"])):
        unit = builders.unit(district)
        builders.grant(made, unit, 1)
        letter = builders.letter(made, unit)
        for place, name in enumerate(names, start=1):
            state = NominationState.ACCEPTED if place == 1 else NominationState.RESERVE
            who = builders.person(name, sex="female" if place == 1 else "male")
            builders.nominate(letter, who, of=builders.unit(f"Phường {name}"), place=place, state=state)
    return made


def seat_of(name: str) -> Enrolment:
    return Enrolment.objects.select_related("training_class__line__plan").get(nomination__person__full_name=name)


def why(enrolment: Enrolment):
    return why_here(seating_of(enrolment.training_class.line), enrolment)


def test_accepted_are_in_the_order_of_units_and_lists(line) -> None:
    assert [row.person.full_name for row in accepted(line)] == ["Lê Thị Bình", "Đỗ Ba"]


def test_problem_holds_classes_and_candidates_by_words_of_the_plan(line) -> None:
    with guarded.writing("test"):
        row = Nomination.objects.get(person__full_name="Đỗ Ba")
        row.wish, row.person.sex, row.person.born = 2, "", None
        row.person.save()
        row.save()
        Unavailability.objects.create(nomination=row, first_day=MAY_9, last_day=MAY_9)

    window = Window(MAY_9, MAY_27)
    assert problem_of(line, accepted(line)) == FormingProblem(
        candidates=(
            Candidate(
                "1",
                "Lê Thị Bình",
                "Phường Lê Thị Bình",
                "Quận A",
                1,
                sex="female",
                birth_year=1975,
                position="commune_secretary",
                rank="chief",
            ),
            Candidate(
                "2",
                "Đỗ Ba",
                "Phường Đỗ Ba",
                "Quận B",
                2,
                position="commune_secretary",
                rank="chief",
                unavailable=(Window(MAY_9, MAY_9),),
                wish="2",
            ),
        ),
        classes=(ClassSlot("1", "Lớp 1", window, 1, 3), ClassSlot("2", "Lớp 2", window, 1, 3)),
    )


def test_wish_for_a_class_that_is_not_held_is_no_wish(line) -> None:
    with guarded.writing("test"):
        Nomination.objects.update(wish=7)

    assert {candidate.wish for candidate in problem_of(line, accepted(line)).candidates} == {None}


def test_chief_and_deputy_are_kept_apart_only_between_several_classes(line) -> None:
    line.chief_and_deputy_together = False
    several = problem_of(line, accepted(line)).chief_and_deputy_apart
    with guarded.writing("test"):
        line.planned_classes.get(number=2).delete()

    assert (several, problem_of(line, accepted(line)).chief_and_deputy_apart) == (True, False)


def test_problem_is_the_same_in_every_home(line) -> None:
    first = problem_of(line, accepted(line))
    with guarded.writing("test"):
        for row in Nomination.objects.all():
            builders.unit(f"Đơn vị khác {row.pk}")

    assert problem_of(PlanLine.objects.get(), accepted(line)) == first


def test_why_here_says_the_only_class_whose_days_are_free(line) -> None:
    with guarded.writing("test"):
        second = line.planned_classes.get(number=2)
        second.first_day = second.last_day = dt.date(2022, 6, 6)
        second.save()
        row = Nomination.objects.get(person__full_name="Đỗ Ba")
        Unavailability.objects.create(nomination=row, first_day=MAY_9, last_day=MAY_9)
    form_line(line, by=PLANNER)

    assert [(cause.code, dict(cause.facts)) for cause in why(seat_of("Đỗ Ba"))] == [
        ("only_window_free", {"class": "2"})
    ]


def test_why_here_says_a_granted_wish_first(line) -> None:
    with guarded.writing("test"):
        Nomination.objects.filter(person__full_name="Đỗ Ba").update(wish=2)
    form_line(line, by=PLANNER)

    assert why(seat_of("Đỗ Ba"))[0].code == "wish"


def test_why_here_is_silent_of_somebody_no_longer_accepted(line) -> None:
    form_line(line, by=PLANNER)
    with guarded.writing("test"):
        Nomination.objects.filter(person__full_name="Đỗ Ba").update(state=NominationState.RESERVE)

    assert why(seat_of("Đỗ Ba")) == ()


def test_why_here_names_the_chief_whose_deputy_must_stay(line) -> None:
    with guarded.writing("test"):
        unit = Nomination.objects.get(person__full_name="Đỗ Ba").unit
        Nomination.objects.update(unit=unit)
        Nomination.objects.filter(person__full_name="Đỗ Ba").update(position_group="commune_deputy_secretary")
        second = line.planned_classes.get(number=2)
        second.first_day, second.last_day = dt.date(2022, 6, 6), dt.date(2022, 6, 10)
        second.save()
        PlanLine.objects.update(chief_and_deputy_together=False)
        letter = Nomination.objects.get(person__full_name="Đỗ Ba").list
        Quota.objects.update(seats=9)
    builders.nominate(letter, builders.person("Vũ Tư"), of=builders.unit("Phường Tư"), place=2)
    form_line(PlanLine.objects.get(), by=PLANNER)

    codes = {cause.code for row in Enrolment.objects.all() for cause in why(row)}
    assert "chief_and_deputy.both_away" in codes
    assert codes <= WHY.keys()


def test_every_rule_that_can_clash_has_its_words() -> None:
    assert {rule.NAME for rule in CORE_RULES} | {"everyone_seated"} == RULES.keys()
