"""Lines tracked by totals, delegated lines and fields: what the second version of the plan workbook adds."""

import io
from dataclasses import replace

import openpyxl
import pytest

from intake.books import changed_plan, put
from khaigiang.foundation import home
from khaigiang.intake.examples import example_plan
from khaigiang.intake.findings import Severity
from khaigiang.intake.phrases import message
from khaigiang.intake.plan import Bloc, PlanWorkbook, Tracking
from khaigiang.intake.plan_checks import consenting_body_of
from khaigiang.intake.plan_reader import PlanReading, read_plan
from khaigiang.intake.templates import plan_template, write_plan

LINES, PROGRAMMES = "Dòng kế hoạch", "Chương trình"


def totals_plan(**facts: object) -> PlanWorkbook:
    """A plan whose only line is tracked by totals, with nothing on the sheets of what is run here."""
    plan = example_plan()
    line = replace(plan.lines[0], **{"tracking": Tracking.TOTALS, "classes": 100, "seats": 13_267, **facts})
    return replace(plan, lines=(line,), classes=(), topics=(), lecturers=(), rooms=(), seats=())


def mixed_plan() -> PlanWorkbook:
    """The example's line, and one more of a programme of its own that is tracked by totals."""
    plan = example_plan()
    line = replace(plan.lines[0], code="D2", programme="CT2", tracking=Tracking.TOTALS, venue="Nhà văn hóa")
    programme = replace(plan.programmes[0], code="CT2")
    return replace(plan, lines=(*plan.lines, line), programmes=(*plan.programmes, programme))


def places(reading: PlanReading) -> list[tuple[str, str, str, Severity]]:
    return [(each.sheet, each.cell, each.code, each.severity) for each in reading.findings]


def test_workbook_of_version_1_reads_as_before():
    def older(book):
        book["Hướng dẫn"]["A1"] = "Mẫu kế hoạch, phiên bản 1"
        book[LINES].delete_cols(14, 5)
        book[PROGRAMMES].delete_cols(6, 1)
        book["Lớp"].delete_cols(8, 3)

    example = example_plan()
    unsaid = tuple(replace(row, weekdays=(), parts=()) for row in example.classes)
    assert read_plan("p.xlsx", changed_plan(older)) == PlanReading(replace(example, classes=unsaid), ())


def test_empty_cells_of_the_new_columns_mean_what_the_older_workbook_meant():
    clear = [put(LINES, f"{letter}5", None) for letter in "NOPQR"]
    reading = read_plan("p.xlsx", changed_plan(lambda book: [change(book) for change in clear]))

    assert reading.findings == ()
    assert reading.plan is not None
    line = reading.plan.lines[0]
    assert (line.bloc, line.abroad, line.tracking, line.delegated, line.consenting_body) == (
        None,
        False,
        Tracking.CLASSES,
        False,
        "",
    )


def test_new_columns_are_read():
    values = ("Chính quyền", "có", "Từng lớp", "có", "Ban Tuyên giáo Thành ủy")
    changes = [put(LINES, f"{letter}5", value) for letter, value in zip("NOPQR", values, strict=True)]
    changes.append(put(PROGRAMMES, "F5", "tuyên giáo"))

    plan = read_plan("p.xlsx", changed_plan(lambda book: [change(book) for change in changes])).plan

    assert plan is not None
    line = plan.lines[0]
    assert (line.bloc, line.abroad, line.delegated, line.consenting_body, plan.programmes[0].field) == (
        Bloc.GOVERNMENT,
        True,
        True,
        "Ban Tuyên giáo Thành ủy",
        "propaganda",
    )


def test_template_offers_the_new_choices_and_lists_the_fields_in_its_guide():
    book = openpyxl.load_workbook(io.BytesIO(plan_template()))
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book[LINES].data_validations.dataValidation}
    (field_rule,) = (
        rule for rule in book[PROGRAMMES].data_validations.dataValidation if str(rule.sqref).startswith("F5")
    )
    sheet, cells = field_rule.formula1.split("!")
    listed = [row[0].value for row in book[sheet.strip("'")][cells.replace("$", "")]]

    assert [rules[f"{letter}5"].formula1 for letter in "NOPQ"] == [
        '"Đảng,Đoàn thể,Chính quyền,Lực lượng vũ trang,Doanh nghiệp"',
        '"có,không"',
        '"Từng lớp,Số tổng hợp"',
        '"có,không"',
    ]
    assert (listed[0], listed[-1], len(listed)) == ("Xây dựng Đảng", "Ngoại ngữ", 12)
    assert rules["R5"].prompt.startswith("Chỉ ghi khi phân cấp")


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (put(PROGRAMMES, "F5", "Tuyên giáo và Dân vận"), (PROGRAMMES, "F5", "field_unknown", Severity.FILE_FAULT)),
        (put(LINES, "N5", "Khối lạ"), (LINES, "N5", "not_choice", Severity.FILE_FAULT)),
        (put(LINES, "P5", "Tổng"), (LINES, "P5", "not_choice", Severity.FILE_FAULT)),
        (put(LINES, "Q5", "có"), (LINES, "R5", "consenting_body_missing", Severity.FILE_FAULT)),
        (put(LINES, "R5", "Ban Dân vận"), (LINES, "R5", "consenting_body_not_needed", Severity.PROBLEM)),
    ],
)
def test_bad_cell_of_a_new_column_is_named(change, place):
    reading = read_plan("p.xlsx", changed_plan(change))

    assert places(reading) == [place]
    assert (reading.plan is None) == (place[3] is Severity.FILE_FAULT)
    assert "%(" not in message(reading.findings[0])


def test_unknown_field_names_the_known_ones_and_the_nearest():
    (finding,) = read_plan("p.xlsx", changed_plan(put(PROGRAMMES, "F5", "Tuyên dáo"))).findings

    assert message(finding).startswith("Không có lĩnh vực “Tuyên dáo”. Các lĩnh vực đã có: Xây dựng Đảng; Tổ chức")
    assert finding.suggestion == "Tuyên giáo"


def test_unreadable_list_of_fields_of_the_office_is_said_at_the_cell(tmp_path, monkeypatch):
    workbook = changed_plan(put(PROGRAMMES, "F5", "Tuyên giáo"))
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    (home.current().root / "fields.toml").write_text("fields = 7")

    (finding,) = read_plan("p.xlsx", workbook).findings

    assert (finding.cell, finding.code) == ("F5", "fields_unreadable")


def test_plan_of_totals_alone_reads_back_as_written():
    plan = totals_plan()

    assert read_plan("p.xlsx", write_plan(plan)) == PlanReading(plan, ())


def test_plan_of_totals_alone_may_leave_out_the_sheets_of_what_is_run_here():
    book = openpyxl.load_workbook(io.BytesIO(write_plan(totals_plan())))
    for title in ("Lớp", "Chuyên đề", "Giảng viên", "Phòng học", "Chỉ tiêu"):
        book.remove(book[title])
    buffer = io.BytesIO()
    book.save(buffer)

    assert read_plan("p.xlsx", buffer.getvalue()) == PlanReading(totals_plan(), ())


def test_line_of_totals_beside_another_needs_no_topics_lecturers_and_rooms():
    plan = mixed_plan()

    assert read_plan("p.xlsx", write_plan(plan)) == PlanReading(plan, ())


def test_topics_of_a_programme_of_totals_need_no_lecturers():
    plan = mixed_plan()
    topics = tuple(replace(topic, programme="CT2") for topic in plan.topics)

    assert read_plan("p.xlsx", write_plan(replace(plan, topics=(*plan.topics, *topics)))).findings == ()


def test_programme_without_topics_that_a_tracked_line_uses_too_stays_a_fault():
    plan = mixed_plan()
    both = replace(plan, lines=(replace(plan.lines[0], programme="CT2"), plan.lines[1]))

    assert places(read_plan("p.xlsx", write_plan(both))) == [
        (PROGRAMMES, "A6", "programme_without_topics", Severity.FILE_FAULT)
    ]


def test_classes_and_seats_of_a_line_of_totals_are_faults_at_their_rows():
    plan = example_plan()
    book = replace(plan, lines=(replace(plan.lines[0], tracking=Tracking.TOTALS),))

    assert places(read_plan("p.xlsx", write_plan(book))) == [
        ("Lớp", "A5", "totals_line_with_classes", Severity.FILE_FAULT),
        ("Lớp", "A6", "totals_line_with_classes", Severity.FILE_FAULT),
        ("Chỉ tiêu", "A5", "totals_line_with_seats", Severity.FILE_FAULT),
        ("Chỉ tiêu", "A6", "totals_line_with_seats", Severity.FILE_FAULT),
        ("Chỉ tiêu", "A7", "totals_line_with_seats", Severity.FILE_FAULT),
    ]


@pytest.mark.parametrize(
    ("plan", "cell", "code"),
    [
        (replace(totals_plan(), head=replace(example_plan().head, year=0)), "B9", "not_plan_year"),
        (totals_plan(seats=10_000_001), "G5", "figure_too_large"),
        (totals_plan(classes=30_001), "F5", "figure_too_large"),
    ],
)
def test_figure_that_no_plan_has_is_a_fault_at_its_cell(plan, cell, code):
    (finding,) = read_plan("p.xlsx", write_plan(plan)).findings

    assert (finding.cell, finding.code, finding.severity) == (cell, code, Severity.FILE_FAULT)
    assert "%(" not in message(finding)


def test_consenting_body_is_the_one_written_else_the_usual_one_of_the_field():
    plan = totals_plan(delegated=True)
    of_field = replace(plan, programmes=(replace(plan.programmes[0], field="inspection"),))
    written = totals_plan(delegated=True, consenting_body="Sở Nội vụ")

    assert [consenting_body_of(each, each.lines[0]) for each in (plan, of_field, written, totals_plan())] == [
        "",
        "Ủy ban Kiểm tra Thành ủy",
        "Sở Nội vụ",
        "",
    ]


def test_classes_of_a_delegated_line_say_what_they_may_cost():
    plan = example_plan()
    line = replace(plan.lines[0], delegated=True, consenting_body="Ban Tuyên giáo Thành ủy", estimate=100)
    classes = tuple(replace(row, estimate=each) for row, each in zip(plan.classes, (60, 50), strict=True))
    dear = replace(plan, lines=(line,), classes=classes)

    reading = read_plan("p.xlsx", write_plan(dear))

    assert reading.plan == dear
    assert places(reading) == [(LINES, "S5", "estimates_beyond_line", Severity.PROBLEM)]
    assert message(reading.findings[0]) == (
        "Dự toán các lớp của dòng kế hoạch “D1” cộng lại 110 đồng, quá dự toán của dòng (100 đồng)."
    )
