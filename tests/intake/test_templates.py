import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.strategies import nomination_workbooks, plan_workbooks
from khaigiang.intake import plan_columns
from khaigiang.intake.examples import example_nominations, example_plan
from khaigiang.intake.nominations_reader import NominationReading, read_nominations
from khaigiang.intake.plan_reader import PlanReading, _read_head, read_plan
from khaigiang.intake.sheets import open_workbook
from khaigiang.intake.tables import read_table
from khaigiang.intake.templates import nominations_template, plan_template, write_nominations, write_plan

slow_writer = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_plan_template_reads_as_its_example():
    assert read_plan("p.xlsx", plan_template()) == PlanReading(example_plan(), ())


def test_nominations_template_reads_as_its_example():
    assert read_nominations("n.xlsx", nominations_template()) == NominationReading(example_nominations(), ())


def test_example_plan_is_small_and_complete():
    plan = example_plan()
    counts = [plan.lines, plan.classes, plan.programmes, plan.topics, plan.lecturers, plan.rooms, plan.seats]
    assert [len(rows) for rows in counts] == [1, 2, 1, 6, 4, 2, 3]


@pytest.mark.parametrize("make", [plan_template, nominations_template])
def test_template_gives_the_same_bytes_each_time(make):
    assert make() == make()


def test_plan_template_explains_itself_and_freezes_its_headings():
    book = openpyxl.load_workbook(io.BytesIO(plan_template()))
    titles = [form.title for form in (plan_columns.HEAD, *plan_columns.TABLES)]
    assert book.sheetnames == ["Hướng dẫn", *titles]
    assert book["Hướng dẫn"]["A1"].value == "Mẫu kế hoạch, phiên bản 2"
    explained = {row[0].value for row in book["Hướng dẫn"].iter_rows()}
    assert {column.heading for form in plan_columns.TABLES for column in form.columns} <= explained
    assert [book[form.title].freeze_panes for form in plan_columns.TABLES] == ["A5"] * len(plan_columns.TABLES)


def test_plan_template_offers_the_choices_the_reader_reads():
    book = openpyxl.load_workbook(io.BytesIO(plan_template()))
    rules = {rule.formula1 for rule in book["Chuyên đề"].data_validations.dataValidation if rule.type == "list"}
    assert rules == {'"Lên lớp,Thảo luận,Tự học,Nghiên cứu thực tế,Kiểm tra"'}


def test_template_draws_examples_in_grey_italic_and_filled_forms_in_ink():
    example = openpyxl.load_workbook(io.BytesIO(plan_template()))["Lớp"]["C5"].font
    filled = openpyxl.load_workbook(io.BytesIO(write_plan(example_plan())))["Lớp"]["C5"].font
    assert (example.italic, example.color.rgb) == (True, "FF8A8578")
    assert (bool(filled.italic), filled.color.rgb) == (False, "FF1F2A44")


@slow_writer
@given(plan_workbooks)
def test_plan_reads_back_as_written_sheet_by_sheet(plan):
    """The checks across sheets are left out, for an arbitrary plan contradicts itself."""
    opened = open_workbook("p.xlsx", write_plan(plan))
    head, findings = _read_head("p.xlsx", opened.sheets)
    assert findings == ()
    assert head is not None
    for column in plan_columns.HEAD.columns:
        assert head.values[column.field] == getattr(plan.head, column.field)
    for form in plan_columns.TABLES:
        rows = plan.head.instruments if form is plan_columns.INSTRUMENTS else getattr(plan, form.key)
        table = read_table("p.xlsx", opened.sheets, form)
        assert table.findings == ()
        fields = [column.field for column in form.columns]
        assert [[row.values[name] for name in fields] for row in table.rows] == [
            [getattr(row, name) for name in fields] for row in rows
        ]


@slow_writer
@given(nomination_workbooks)
def test_nominations_read_back_as_written(book):
    assert read_nominations("n.xlsx", write_nominations(book)) == NominationReading(book, ())


@slow_writer
@given(nomination_workbooks, st.sampled_from([("full_name", "Họ tên"), ("birth", "Ngày sinh"), ("order", "TT")]))
def test_nominations_read_back_under_other_headings(book, heading):
    assert read_nominations("n.xlsx", write_nominations(book, dict([heading]))) == NominationReading(book, ())


def test_text_that_looks_like_a_formula_or_a_link_stays_text():
    plan = example_plan()
    lines = (replace(plan.lines[0], title="=1+1", payer="http://example.org"),)
    assert read_plan("p.xlsx", write_plan(replace(plan, lines=lines))).plan == replace(plan, lines=lines)


def test_a_birth_that_is_no_date_goes_back_as_it_was_written():
    book = example_nominations()
    rows = (replace(book.rows[0], birth=None, birth_text="không rõ"), *book.rows[1:])
    read = read_nominations("n.xlsx", write_nominations(replace(book, rows=rows)))
    assert read.nominations == replace(book, rows=rows)
    assert [(finding.code, finding.cell) for finding in read.findings] == [("not_partial_date", "C12")]


def test_example_windows_hold_no_public_holiday():
    assert {row.first_day for row in example_plan().classes} == {dt.date(2026, 6, 8), dt.date(2026, 6, 15)}
