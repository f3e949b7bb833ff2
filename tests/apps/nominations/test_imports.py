import datetime as dt
from dataclasses import replace

import pytest

import builders
from apps.acting import PLANNER
from khaigiang.apps.nominations.imports import Reader
from khaigiang.apps.nominations.models import Nomination, NominationList
from khaigiang.apps.plans.models import Tracking
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.models import Level, Unit
from khaigiang.apps.units.queries import UnitFinder
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.findings import At, Finding
from khaigiang.intake.nominations import Letter, NominationWorkbook, NomineeRow
from khaigiang.intake.refusal import FilesRefused

DAY = dt.date(2022, 5, 9)
HEAD = At("a.xlsx", "Danh sách", 3, {"unit": "C3", "line": "C4"})
LETTER = Letter("12-CV/QU", dt.date(2022, 2, 15), "Trần Văn Ký", "Phó Bí thư", "Quận A", at=HEAD)


@pytest.fixture
def district(db) -> Unit:
    of = builders.unit("Quận A", Level.DISTRICT, builders.unit("Thành phố Hà Nội", Level.PROVINCE))
    for name in ("Phường Láng Hạ", "Phường Ô Chợ Dừa"):
        builders.unit(name, Level.COMMUNE, of)
    builders.grant(builders.line(builders.plan(), code="D1", title="Bồi dưỡng bí thư"), of, 5)
    return of


def row(name: str, unit: str = "Phường Láng Hạ", place: int = 10, **facts) -> NomineeRow:
    at = At("a.xlsx", "Danh sách", place, {"full_name": "B", "unit": "F"})
    birth = facts.pop("birth", PartialDate(1975))
    return NomineeRow(1, name, "1975", birth, None, facts.pop("position", "Bí thư Đảng ủy"), unit, at=at, **facts)


def read(*rows: NomineeRow, digest: str = "1" * 64, reader: Reader | None = None, **letter) -> list[Finding]:
    reader = reader or new_reader()
    return reader.take_in(
        NominationWorkbook(replace(LETTER, **letter), rows), file_name="a.xlsx", digest=digest, by=PLANNER
    )


def new_reader() -> Reader:
    return Reader(Quota.objects.filter(unit__isnull=False).first().line.plan, UnitFinder(DAY))


def told(findings: list[Finding]) -> list[tuple[str, str, str, dict[str, str]]]:
    return [(each.cell, each.code, each.severity.value, dict(each.facts)) for each in findings]


def taken() -> list[tuple[str, str]]:
    return list(Nomination.objects.order_by("pk").values_list("person__full_name", "unit__name"))


def test_list_is_taken_in_with_units_and_position_groups(district) -> None:
    assert read(row("Một"), row("Hai", "", position="Chủ tịch HĐND, Bí thư Đảng ủy phường")) == []

    assert taken() == [("Một", "Phường Láng Hạ"), ("Hai", "Quận A")]
    assert list(Nomination.objects.values_list("position_group", flat=True)) == [
        "commune_secretary",
        "commune_council_chair",
    ]


def test_misspelt_unit_is_taken_as_meant_and_said_as_a_suggestion(district) -> None:
    findings = read(row("Một", "Phường Lang Hạ", 10), row("Hai", "P. Ô Chơ Dừaa", 11))

    assert told(findings) == [
        ("F10", "unit_misspelt", "suggestion", {"value": "Phường Lang Hạ", "near": "Phường Láng Hạ"}),
        ("F11", "unit_misspelt", "suggestion", {"value": "P. Ô Chơ Dừaa", "near": "Phường Ô Chợ Dừa"}),
    ]
    assert taken() == [("Một", "Phường Láng Hạ"), ("Hai", "Phường Ô Chợ Dừa")]


def test_unknown_unit_is_a_problem_and_the_sender_stands_in(district) -> None:
    builders.unit("Phường Xa", Level.COMMUNE, builders.unit("Quận B"))

    facts = {"value": "Phường Xa", "near": "Phường Xa, Quận B", "sender": "Quận A"}
    assert told(read(row("Một", "Phường Xa"))) == [("F10", "unit_not_below", "problem", facts)]
    assert taken() == [("Một", "Quận A")]


def test_person_repeated_in_one_list_counts_once(district) -> None:
    findings = read(row("Lê Thị Bình"), row("LÊ THỊ BÌNH", place=11))

    assert told(findings) == [
        ("B11", "person_repeated", "problem", {"name": "LÊ THỊ BÌNH", "other_file": "a.xlsx", "other_cell": "B10"})
    ]
    assert taken() == [("Lê Thị Bình", "Phường Láng Hạ")]


def test_person_repeated_over_two_workbooks_is_a_problem_for_one_reader_and_the_next(district) -> None:
    reader = new_reader()
    read(row("Lê Thị Bình"), reader=reader)

    same = read(row("Lê Thị Bình", place=20), reader=reader, number="13-CV/QU", digest="2" * 64)
    later = read(row("Lê Thị Bình", place=30), number="14-CV/QU", digest="3" * 64)

    facts = {"name": "Lê Thị Bình", "other_file": "a.xlsx", "other_cell": "B10"}
    assert told(same) == [("B20", "person_repeated", "problem", facts)]
    assert told(later) == [("B30", "person_repeated", "problem", facts)]
    assert (taken(), Quota.objects.get(unit=district).nominated) == ([("Lê Thị Bình", "Phường Láng Hạ")], 1)


def test_two_people_of_one_name_are_told_apart_by_birth_and_unit(district) -> None:
    rows = row("Lê Bình"), row("Lê Bình", birth=PartialDate(1976)), row("Lê Bình", "Phường Ô Chợ Dừa")

    assert read(*rows) == []
    assert len(taken()) == 3


def test_same_workbook_again_changes_nothing(district) -> None:
    read(row("Một"))

    assert read(row("Một")) == []
    assert (NominationList.objects.count(), len(taken())) == (1, 1)


@pytest.mark.parametrize("line", ["D1", "d1", "Bồi dưỡng bí thư", ""])
def test_line_is_named_by_code_or_title_or_is_the_only_one(district, line) -> None:
    assert read(row("Một"), line=line) == []


def test_letter_that_cannot_be_placed_is_refused_with_its_cells(district) -> None:
    with pytest.raises(FilesRefused) as refusal:
        read(row("Một"), unit="Quận Lạ", line="D9")

    assert told(refusal.value.findings) == [
        ("C3", "unit_unknown", "file_fault", {"value": "Quận Lạ", "near": ""}),
        ("C4", "line_unknown", "file_fault", {"value": "D9", "known": "D1"}),
    ]
    assert NominationList.objects.count() == 0


def test_letter_without_a_line_is_refused_where_the_plan_has_several(district) -> None:
    builders.line(Quota.objects.get(unit=district).line.plan, code="D2")

    with pytest.raises(FilesRefused) as refusal:
        read(row("Một"))

    assert [(each.code, each.facts["known"]) for each in refusal.value.findings] == [("line_unknown", "D1; D2")]


def test_letter_for_a_line_of_totals_is_refused_at_its_cell(district) -> None:
    of = Quota.objects.get(unit=district).line.plan
    builders.line(of, code="D2", tracking=Tracking.TOTALS)

    with pytest.raises(FilesRefused) as refusal:
        read(row("Một"), line="D2")

    assert told(refusal.value.findings) == [("C4", "line_by_totals", "file_fault", {"line": "D2"})]
    assert NominationList.objects.count() == 0


def test_letter_without_a_line_is_for_the_only_one_that_takes_lists(district) -> None:
    builders.line(Quota.objects.get(unit=district).line.plan, code="D2", tracking=Tracking.TOTALS)

    assert read(row("Một")) == []
    assert NominationList.objects.get().line.code == "D1"


def test_letter_of_a_ward_draws_on_the_seats_of_its_district(district) -> None:
    assert read(row("Một", ""), unit="Phường Láng Hạ") == []

    stored = NominationList.objects.get()
    assert (stored.unit, stored.letter_number) == (district, "12-CV/QU, Phường Láng Hạ")
    assert (taken(), Quota.objects.get(unit=district).nominated) == ([("Một", "Phường Láng Hạ")], 1)


def test_letters_of_one_number_from_two_wards_are_two_and_again_the_same(district) -> None:
    for _time in range(2):
        read(row("Một", ""), unit="Phường Láng Hạ")
        read(row("Hai", ""), unit="Phường Ô Chợ Dừa", digest="2" * 64)

    assert (NominationList.objects.count(), len(taken())) == (2, 2)


def test_letter_of_a_unit_without_seats_is_a_problem(district) -> None:
    builders.unit("Quận B")

    findings = read(row("Một", ""), unit="Quận B")

    assert told(findings) == [("C3", "unit_without_seats", "problem", {"value": "Quận B", "line": "D1"})]


@pytest.mark.parametrize(
    ("text", "wish"),
    [("Lớp 3", 3), ("lớp số 2 hoặc 4", 2), ("", None), ("không", None), ("năm 2022", None), ("ngày ²", None)],
)
def test_wish_is_the_number_of_the_class_asked_for(district, text, wish) -> None:
    read(row("Một", wish=text))

    assert Nomination.objects.get().wish == wish
