import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import samples
from documents.reading import xlsx_text
from khaigiang.documents import excel
from khaigiang.documents.excel import look, page


def opened(*sheets):
    return openpyxl.load_workbook(io.BytesIO(excel.render(samples.book(*sheets))))


def one_column(*cells, kind=excel.Kind.TEXT, joined=False):
    column = excel.Column("Cột", 20, kind, joined=joined)
    return excel.Sheet("Tờ", "TIÊU ĐỀ", (column,), tuple((cell,) for cell in cells))


@pytest.mark.parametrize("count", [7, 220])
def test_class_list_holds_every_trainee_and_prints_on_a4_as_wide_as_the_page(count):
    sheet = opened(samples.class_list(count)).active
    numbers = [cell.value for cell in sheet["A"] if isinstance(cell.value, int)]
    assert numbers == list(range(1, count + 1))
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert (sheet.print_title_rows, sheet.freeze_panes) == ("$7:$8", "C9")


def test_dates_numbers_and_shares_are_values_with_formats():
    row = opened(samples.class_list(7)).active[10]
    assert (row[2].value, row[2].number_format) == (dt.datetime.combine(dt.date(1965, 1, 1), dt.time()), "dd/mm/yyyy")
    verdict = opened(samples.verdicts()).active[5]
    assert [(cell.value, cell.number_format) for cell in verdict[5:]] == [(1500, "#,##0"), (0.125, "0.0%")]


def test_headings_that_share_a_group_stand_under_it():
    merged = {str(area) for area in opened(samples.class_list(7)).active.merged_cells.ranges}
    assert {"D7:E7", "A7:A8", "F7:F8"} <= merged


def test_toned_cell_keeps_its_words():
    cells = [row[3] for row in opened(samples.verdicts()).active.iter_rows(min_row=4, max_row=6)]
    assert [(cell.value, cell.fill.fgColor.rgb) for cell in cells] == [
        ("Đủ điều kiện", "FFDDF0E4"),
        ("Không đủ điều kiện", "FFF1CAC6"),
        ("Chưa đủ thông tin", "FFFBE9BF"),
    ]


def test_filter_covers_the_heading_and_the_rows():
    assert opened(samples.verdicts()).active.auto_filter.ref == "A3:G15"


def test_text_that_looks_like_a_formula_stays_text():
    cell = opened(one_column("=1+1")).active["A4"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_joined_column_merges_repeats_only_within_the_column_to_its_left():
    columns = (excel.Column("Ngày", 10, joined=True), excel.Column("Buổi", 10, joined=True))
    rows = (("12/5", "Sáng"), ("12/5", "Sáng"), ("13/5", "Sáng"), ("14/5", "Chiều"))
    sheet = opened(excel.Sheet("Lịch", "LỊCH", columns, rows)).active
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A1:B1", "A4:A5", "B4:B5"]


def test_joined_column_of_one_group_does_not_reach_into_the_next():
    column = (excel.Column("Ngày", 10, joined=True), excel.Column("Tên", 10))
    groups = (excel.Group("Tổ 1", (("12/5", "A"),)), excel.Group("Tổ 2", (("12/5", "B"),)))
    sheet = opened(excel.Sheet("Lịch", "LỊCH", column, groups)).active
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["A1:B1", "A4:B4", "A6:B6"]


def test_long_text_gets_a_higher_row():
    sheet = opened(one_column("ngắn", "một câu rất dài " * 10)).active
    assert sheet.row_dimensions[4].height < sheet.row_dimensions[5].height


def test_loose_rows_and_groups_keep_their_order():
    sheet = replace(one_column(), rows=(("a",), excel.Group("Tổ 1", (("b",),)), ("c",)))
    assert xlsx_text(excel.render(samples.book(sheet))).splitlines()[3:] == ["4: a", "5: Tổ 1", "6: b", "7: c"]


def test_sheet_without_rows_still_prints_its_heading():
    assert xlsx_text(excel.render(samples.book(one_column()))) == "=== Tờ ===\n1: TIÊU ĐỀ\n3: Cột\n"


def test_sheet_refuses_a_row_that_does_not_fit():
    with pytest.raises(ValueError, match="Tờ: 2 cells for 1 columns"):
        replace(one_column(), rows=(("a", "b"),))


@given(st.lists(st.text(max_size=50), max_size=8))
def test_sheet_names_are_always_names_excel_accepts(titles):
    taken = set()
    names = [excel.sheet_name(title, taken) for title in titles]
    assert all(1 <= len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == len(titles)


@given(st.lists(st.floats(1, 60), min_size=2, max_size=12), st.integers(2, 4))
def test_spans_cover_every_column_once(widths, count):
    sheet = excel.Sheet("Tờ", "T", tuple(excel.Column("c", width) for width in widths), ())
    parts = min(count, len(widths))
    spans = page.spans(sheet, (1 / parts,) * parts)
    assert [place for first, last in spans for place in range(first, last + 1)] == list(range(len(widths)))


@given(st.text(alphabet="ab ", max_size=80), st.integers(4, 60))
def test_a_wider_column_never_needs_more_lines(text, width):
    assert look.lines_of(text, width + 10) <= look.lines_of(text, width)
