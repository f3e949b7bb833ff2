import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.core.calendar import Part
from khaigiang.core.vietnamese import PartialDate
from khaigiang.intake.cells import CellFaultError, read_cell, read_numbers, write_cell, write_numbers
from khaigiang.intake.columns import Column, Kind
from khaigiang.intake.plan import Competence


def column(kind: Kind, *, required: bool = False) -> Column:
    return Column("field", "Cột", "Column", kind, required, choices={"Có": 1, "Không": 0})


@pytest.mark.parametrize(
    ("kind", "value", "fact"),
    [
        (Kind.TEXT, 12.0, "12"),
        (Kind.TEXT, "  Bí   thư ", "Bí thư"),
        (Kind.TEXTS, "Bí thư; Phó Bí thư;\nChi ủy viên", ("Bí thư", "Phó Bí thư", "Chi ủy viên")),
        (Kind.WHOLE, 12.0, 12),
        (Kind.WHOLE, "1 200", 1200),
        (Kind.MONEY, 1250000000.0, 1_250_000_000),
        (Kind.MONEY, "1.250.000.000 đồng", 1_250_000_000),
        (Kind.MONEY, "1,250,000 VNĐ", 1_250_000),
        (Kind.MONEY, "850 000 đ", 850_000),
        (Kind.MONEY, "", None),
        (Kind.DATE, dt.date(2022, 5, 12), dt.date(2022, 5, 12)),
        (Kind.DATE, "12/5/2022", dt.date(2022, 5, 12)),
        (Kind.PARTIAL_DATE, 1975.0, PartialDate(1975)),
        (Kind.PARTIAL_DATE, "05/1975", PartialDate(1975, 5)),
        (Kind.CHOICE, "co", 1),
        (Kind.NUMBERS, 4.0, (4,)),
        (Kind.NUMBERS, "1, 4-6, 5", (1, 4, 5, 6)),
        (Kind.COMPETENCES, "CT1: 1, 4-6; CT2", (Competence("CT1", (1, 4, 5, 6)), Competence("CT2"))),
        (Kind.WEEKDAYS, "T7, CN", (5, 6)),
        (Kind.PARTS, "chiều, sáng", (Part.MORNING, Part.AFTERNOON)),
        (Kind.WEEKDAYS, "", ()),
        (Kind.PARTS, "", ()),
        (Kind.TEXT, "", ""),
        (Kind.TEXTS, "", ()),
        (Kind.WHOLE, "", None),
    ],
)
def test_read_cell_says_the_fact(kind, value, fact):
    assert read_cell(column(kind), value) == fact


@pytest.mark.parametrize(
    ("kind", "value", "code", "suggestion"),
    [
        (Kind.WHOLE, "mười", "not_whole", None),
        (Kind.MONEY, "1.250,5", "not_money", None),
        (Kind.MONEY, "1.25 tỷ", "not_money", None),
        (Kind.MONEY, -3.0, "not_money", None),
        (Kind.MONEY, 1250.5, "not_money", None),
        (Kind.WHOLE, 1.5, "not_whole", None),
        (Kind.WHOLE, -3.0, "not_whole", None),
        (Kind.WHOLE, True, "not_whole", None),
        (Kind.DATE, "5/2022", "not_date", None),
        (Kind.DATE, "31/2/2022", "not_date", None),
        (Kind.PARTIAL_DATE, "không rõ", "not_partial_date", None),
        (Kind.CHOICE, "Khong có", "not_choice", "Không"),
        (Kind.CHOICE, "xyz", "not_choice", None),
        (Kind.NUMBERS, "6-4", "not_numbers", None),
        (Kind.NUMBERS, "1-9999999", "not_numbers", None),
        (Kind.COMPETENCES, "CT1: một", "not_competences", None),
        (Kind.COMPETENCES, "CT1:", "not_competences", None),
        (Kind.SPELLS, "tuần sau", "not_spells", None),
        (Kind.WEEKDAYS, 7.0, "not_weekdays", None),
        (Kind.PARTS, "cả tuần", "not_parts", None),
    ],
)
def test_read_cell_faults_what_the_column_does_not_ask_for(kind, value, code, suggestion):
    with pytest.raises(CellFaultError) as caught:
        read_cell(column(kind), value)
    assert (caught.value.code, caught.value.suggestion) == (code, suggestion)


@pytest.mark.parametrize("kind", list(Kind))
def test_read_cell_faults_an_empty_required_cell(kind):
    with pytest.raises(CellFaultError) as caught:
        read_cell(column(kind, required=True), "")
    assert caught.value.code == "cell_missing"


@given(st.lists(st.integers(0, 400), unique=True).map(tuple))
def test_read_numbers_reads_back_what_write_numbers_writes(numbers):
    assert read_numbers(write_numbers(numbers)) == numbers


@given(
    st.one_of(
        st.builds(PartialDate, st.integers(1900, 2100)),
        st.builds(PartialDate, st.integers(1900, 2100), st.integers(1, 12)),
        st.dates(dt.date(1906, 1, 1), dt.date(2100, 12, 31)).map(PartialDate.of),
    )
)
def test_read_cell_reads_back_a_partial_date(date):
    birth = column(Kind.PARTIAL_DATE)
    assert read_cell(birth, write_cell(birth, date)) == date
