import datetime as dt
from collections import Counter
from dataclasses import replace

import pytest

import builders
from khaigiang.core.vietnamese import MatchKind, NameIndex
from khaigiang.data.units import read_units
from khaigiang.demo import case_a, case_b, case_b_city, case_d
from khaigiang.demo.case import FaultKind, write_case
from khaigiang.demo.case_a import make_case_a
from khaigiang.demo.case_b import make_case_b
from khaigiang.demo.case_c import BODIES, make_case_c
from khaigiang.demo.case_d import make_case_d
from khaigiang.demo.case_e import cells, make_case_e
from khaigiang.demo.case_f import make_case_f
from khaigiang.demo.cases import folder_of, generate, played_here
from khaigiang.demo.people import InventedPerson, Invention
from khaigiang.intake.findings import Severity
from khaigiang.intake.nominations_reader import read_nominations
from khaigiang.intake.plan import TopicKind, Tracking
from khaigiang.intake.plan_checks import check_plan, free_half_days, needed_half_days
from khaigiang.intake.plan_reader import PlanReading, read_plan
from khaigiang.intake.templates import write_plan

CASES = {"A": make_case_a(), "B": make_case_b(), "C": make_case_c(), "D": make_case_d(), "E": make_case_e()}
A, B, C, D, E = CASES.values()


@pytest.fixture(scope="module", params=list(CASES))
def written(request, tmp_path_factory):
    case = CASES[request.param]
    return case, *write_case(case, tmp_path_factory.mktemp(case.name))


def rows_of(case):
    return [(book.letter.unit, row) for book in case.nominations for row in book.rows]


def hanoi():
    """The communes of each district."""
    districts = {unit.code: unit.name for unit in read_units("2022") if unit.parent_code == "01"}
    communes: dict[str, list[str]] = {name: [] for name in districts.values()}
    for unit in read_units("2022"):
        if unit.parent_code in districts:
            communes[districts[unit.parent_code]].append(unit.name)
    return communes


def test_case_is_the_same_at_each_call():
    assert (make_case_a(), make_case_b(), make_case_c(), make_case_d(), make_case_e()) == (A, B, C, D, E)


def test_case_f_asks_of_the_work_of_case_a():
    assert replace(make_case_f(), name="A", title=A.title) == A


@pytest.mark.django_db
@pytest.mark.parametrize("letter", ["A", "F"])
def test_folder_says_which_of_two_cases_of_one_plan_was_played(letter, monkeypatch, tmp_path):
    builders.plan(number=case_a.PLAN, year=case_a.YEAR)
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path / folder_of(generate(letter))))

    played = played_here()

    assert played is not None
    assert played[0] == letter


def test_case_reads_back_as_made(written):
    case, plan, letters = written
    assert read_plan(plan.name, plan.read_bytes()) == PlanReading(case.plan, ())
    readings = [read_nominations(path.name, path.read_bytes()) for path in sorted(letters.iterdir())]
    assert tuple(reading.nominations for reading in readings) == case.nominations


def test_case_writes_the_same_bytes_again(written, tmp_path):
    case, plan, letters = written
    again, letters_again = write_case(case, tmp_path)
    assert again.read_bytes() == plan.read_bytes()
    names = sorted(path.name for path in letters.iterdir())
    assert [(letters / name).read_bytes() for name in names] == [(letters_again / name).read_bytes() for name in names]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case_contradicts_itself_nowhere(case):
    assert [check_plan(plan) for plan in (case.plan, *case.entered)] == [()] * (1 + len(case.entered))


@pytest.mark.parametrize("plan", B.entered[:-1], ids=lambda plan: plan.head.number)
def test_plan_by_totals_reads_back_as_made(plan):
    assert read_plan("ke-hoach.xlsx", write_plan(plan)) == PlanReading(plan, ())


@pytest.mark.parametrize("case", [B, D], ids=["B", "D"])
def test_case_reports_of_lines_by_totals_before_its_day(case):
    by_totals = {
        (plan.head.number, line.code): line
        for plan in case.entered
        for line in plan.lines
        if line.tracking is Tracking.TOTALS
    }
    held = Counter()
    for each in case.results:
        held[each.plan, each.line] += each.classes
    assert [key for key, classes in held.items() if classes > by_totals[key].classes] == []
    assert max(each.reported_on for each in case.results) <= case.today
    assert all(each.first_day <= each.last_day < each.reported_on for each in case.results)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case_counts_distinct_people(case):
    assert len({row.full_name for _, row in rows_of(case)}) == case.nominated


def test_case_a_grants_each_of_30_districts_a_seat_for_every_commune():
    weights = {row.unit: row.weight for row in A.plan.seats}
    assert weights == {district: len(communes) for district, communes in hanoi().items()}
    assert (len(weights), sum(weights.values()), A.plan.lines[0].seats) == (30, 579, 579)


def test_case_a_holds_five_classes_of_twelve_working_days():
    classes = A.plan.classes
    assert [(row.minimum, row.maximum) for row in classes] == [
        (100, 125),
        (100, 125),
        (118, 118),
        (119, 119),
        (100, 125),
    ]
    assert [free_half_days(row) for row in classes] == [24] * 5
    assert needed_half_days(A.plan.topics, 5) == 24
    assert (classes[2].first_day, classes[3].first_day, A.today) == (dt.date(2022, 5, 12),) * 3


def test_case_a_teaches_22_topics_in_3_modules_with_two_to_four_lecturers_each():
    taught = [topic for topic in A.plan.topics if topic.kind in {TopicKind.LECTURE, TopicKind.DISCUSSION}]
    assert (len(taught), {topic.module for topic in taught}) == (22, {1, 2, 3})
    assert {sum(lecturer.can_give(topic) for lecturer in A.plan.lecturers) for topic in taught} <= {2, 3, 4}
    assert len(A.plan.lecturers) == 25
    assert {len(lecturer.topics[0].numbers) for lecturer in A.plan.lecturers} <= {2, 3, 4}


def test_case_a_names_one_person_for_each_commune():
    misspelt = {
        (fault.sending_unit, fault.row): fault.unit for fault in A.faults if fault.kind is FaultKind.UNIT_MISSPELT
    }
    repeated = {(fault.sending_unit, fault.row) for fault in A.faults if fault.kind is FaultKind.REPEATED}
    for book in A.nominations:
        district = book.letter.unit
        places = [place for place in range(len(book.rows)) if (district, place) not in repeated]
        assert [misspelt.get((district, place), book.rows[place].unit) for place in places] == hanoi()[district]


def test_case_a_is_faulty_only_where_it_says():
    assert Counter(fault.kind for fault in A.faults) == {
        FaultKind.BIRTH_MISSING: 3,
        FaultKind.REPEATED: 2,
        FaultKind.NOT_IN_AUDIENCE: 2,
        FaultKind.UNIT_MISSPELT: 4,
    }
    assert len({(fault.sending_unit, fault.row) for fault in A.faults}) == len(A.faults)
    deputies = [(unit, row.full_name) for unit, row in rows_of(A) if not row.position.startswith("Bí thư Đảng ủy ")]
    listed = [(fault.sending_unit, fault.full_name) for fault in A.faults if fault.kind is FaultKind.NOT_IN_AUDIENCE]
    assert sorted(deputies) == sorted(listed)


def test_case_a_makes_the_reader_find_each_fault_and_no_other(tmp_path):
    _, letters = write_case(A, tmp_path)
    expected = {
        FaultKind.BIRTH_MISSING: ("cell_missing", Severity.ROW_FAULT),
        FaultKind.REPEATED: ("person_repeated", Severity.PROBLEM),
        FaultKind.UNIT_MISSPELT: ("unit_misspelt", Severity.SUGGESTION),
    }
    found = []
    for path in sorted(letters.iterdir()):
        reading = read_nominations(path.name, path.read_bytes())
        unit = reading.nominations.letter.unit
        known = NameIndex({name: name for name in (unit, *hanoi()[unit])})
        rows = {row.at.row: place for place, row in enumerate(reading.nominations.rows)}
        found += [(unit, rows[int(each.cell[1:])], each.code, each.severity) for each in reading.findings]
        found += [
            (unit, place, "unit_misspelt", Severity.SUGGESTION)
            for place, row in enumerate(reading.nominations.rows)
            if known.closest(row.unit).kind is not MatchKind.EXACT
        ]
    assert sorted(found) == sorted(
        (fault.sending_unit, fault.row, *expected[fault.kind]) for fault in A.faults if fault.kind in expected
    )


def test_case_a_leaves_two_classes_open_to_each_who_cannot_always_come():
    stated = [row for _, row in rows_of(A) if row.unavailable]
    assert len(stated) == 20
    for row in stated:
        days = [half_day.day for spell in row.unavailable for half_day in spell.half_days()]
        open_to = [plan.number for plan in A.plan.classes if not any(day in plan.window for day in days)]
        assert len(open_to) >= 2


def test_case_c_sends_210_of_16_bodies_and_leaves_17_classes_of_1180_to_come():
    first, later = C.plan.lines
    assert ((first.classes, first.seats), (later.classes, later.seats)) == ((3, 210), (17, 1180))
    assert {row.unit: row.seats for row in C.plan.seats}.keys() == set(BODIES)
    assert (len(BODIES), sum(row.seats for row in C.plan.seats)) == (16, 210)
    assert [(row.minimum, row.maximum, row.first_day) for row in C.plan.classes] == [(70, 70, dt.date(2024, 5, 16))] * 3
    assert [free_half_days(row) for row in C.plan.classes] == [28] * 3 == [needed_half_days(C.plan.topics, 5)] * 3


def test_case_c_is_run_by_four_different_parties():
    line = C.plan.lines[0]
    assert len({line.organiser, line.school, line.payer, *BODIES}) == 3 + len(BODIES)


def test_case_c_is_faulty_only_where_it_says():
    beyond = {"Ban Tổ chức Trung ương": 1, "Bộ Nội vụ": 1}
    seats = {row.unit: row.seats for row in C.plan.seats}
    listed = Counter(unit for unit, _row in rows_of(C))
    made = Counter(fault.sending_unit for fault in C.faults)
    assert dict(listed) == {unit: seats[unit] + beyond.get(unit, 0) + made[unit] for unit in BODIES}
    assert len(C.faults) == len({fault.kind for fault in C.faults}) == 5


def test_case_e_sends_172_from_the_cells_of_one_ward():
    assert Counter(row.position for _, row in rows_of(E)) == {
        "Bí thư chi bộ": 58,
        "Phó Bí thư chi bộ": 58,
        "Chi ủy viên": 56,
    }
    assert {row.unit for _, row in rows_of(E)} == set(cells())
    assert {unit.name for unit in E.plan.units if unit.parent == "Phường Việt Trì"} == set(cells())
    assert E.plan.lines[0].chief_and_deputy_together


def test_case_e_fills_three_days_with_six_half_days():
    row = E.plan.classes[0]
    assert (row.first_day, row.last_day, row.minimum, row.maximum) == (
        dt.date(2025, 11, 12),
        dt.date(2025, 11, 14),
        172,
        172,
    )
    assert (free_half_days(row), needed_half_days(E.plan.topics, 5)) == (6, 6)
    assert [topic.number for topic in E.plan.topics if topic.kind is TopicKind.FIELD_STUDY] == [5]


def test_case_b_adds_up_to_what_the_report_says():
    classes, seats = (
        {plan.head.number: sum(getattr(line, of) for line in plan.lines) for plan in B.entered}
        for of in ("classes", "seats")
    )
    assert (classes[case_b.PLAN], seats[case_b.PLAN]) == (100, 13267)
    assert (classes[case_b_city.RESULTS_PLAN], seats[case_b_city.RESULTS_PLAN]) == (10, 558 + 658 + 40)
    assert classes[case_b_city.DAN_PHUONG_PLAN] == 60


def test_case_b_leaves_a_topic_to_a_lecturer_of_the_city():
    (topic,) = [each for each in B.plan.topics if each.number == case_b.ASKED_OF_THE_CITY]
    (own,) = [each for each in B.plan.lecturers if each.can_give(topic)]
    days = {half_day.day for spell in own.busy for half_day in spell.half_days()}
    assert set(B.plan.classes[0].window.days()) <= days


def test_case_b_sends_three_from_each_of_32_communes():
    assert (len(B.nominations), {len(book.rows) for book in B.nominations}) == (32, {3})
    assert {book.letter.unit for book in B.nominations} == set(hanoi()[case_b.DISTRICT])


def test_case_d_sends_130_from_27_base_committees():
    assert Counter(row.position for _, row in rows_of(D)) == {case_d.SECRETARY: 27, case_d.MEMBER: 103}
    assert {unit for unit, _ in rows_of(D)} == set(case_d.committees())
    assert {topic.module_name for topic in D.plan.topics} == {case_d.ORGANISATION_BUILDING, case_d.INSPECTION}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_case_stands_among_units_that_exist(case):
    within = {case.province}
    for unit in read_units(case.units_on):
        if unit.level == "district" and unit.parent_code == case.province:
            within.add(unit.code)
    names = [unit.name for unit in read_units(case.units_on) if {unit.code, unit.parent_code} & within]
    known = NameIndex({name: name for name in (*names, *(unit.name for unit in case.plan.units))})
    named = {row.unit for row in case.plan.seats} | {unit.parent for unit in case.plan.units}
    assert {known.closest(name).kind for name in named} == {MatchKind.EXACT}


def test_invention_gives_each_name_once():
    from random import Random

    invention = Invention(Random(1))
    people = [invention.person(born=(1970, 1980), women=0.5) for _ in range(500)]
    assert len({person.full_name for person in people}) == 500
    assert all(isinstance(person, InventedPerson) and 1970 <= person.birth.year <= 1980 for person in people)
