import datetime as dt
import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from documents import samples
from documents.reading import pdf_text
from khaigiang.core.calendar import Part
from khaigiang.documents import pdf, poster_page, summary_page
from khaigiang.documents.summary import Coverage, Verdicts
from khaigiang.documents.timetable import PosterPart


def pages(content):
    reader = PdfReader(io.BytesIO(content))
    return [
        (round(float(page.mediabox.width) * 25.4 / 72), round(float(page.mediabox.height) * 25.4 / 72))
        for page in reader.pages
    ]


@pytest.mark.parametrize(("days", "size"), [(3, (297, 210)), (12, (420, 297))])
def test_poster_of_a_class_is_one_sheet(days, size):
    assert pages(pdf.poster(samples.class_poster(days), stamp=samples.STAMP)) == [size]


def test_poster_too_long_for_a_sheet_goes_on_to_the_next_with_its_heading():
    content = pdf.poster(samples.class_poster(40), stamp=samples.STAMP)
    assert pages(content) == [(420, 297), (420, 297)]
    assert pdf_text(content).count("Ngày Sáng 7.30 – 11.30 Chiều 13.30 – 17.00") == 2


def test_poster_has_only_the_parts_of_the_day_that_are_used():
    poster = samples.class_poster(3)
    evening = replace(poster.days[0], parts=(PosterPart(Part.EVENING, (samples.lesson(0),)),))
    assert poster_page.content(replace(poster, days=(evening,)))["parts"] == [["Tối", ""]]


def test_poster_column_names_its_hours_only_when_every_day_keeps_them():
    poster = samples.class_poster(3)
    morning, afternoon = poster.days[0].parts
    moved = replace(poster.days[0], parts=(replace(morning, hours="8.00 – 11.00"), afternoon))
    assert poster_page.content(replace(poster, days=(moved, *poster.days[1:])))["parts"] == [
        ["Sáng", ""],
        ["Chiều", "13.30 – 17.00"],
    ]


def test_poster_without_days_is_still_a_page():
    assert pages(pdf.poster(replace(samples.class_poster(3), days=()), stamp=samples.STAMP)) == [(297, 210)]


@pytest.mark.parametrize(("classes", "districts"), [(1, 0), (5, 30), (12, 36), (40, 60)])
def test_summary_is_always_one_a4_page(classes, districts):
    assert pages(pdf.year_summary(samples.year(classes, districts), stamp=samples.STAMP)) == [(210, 297)]


def test_summary_with_much_to_say_is_still_one_page_and_counts_what_it_leaves_out():
    summary = replace(samples.year(12, 36), attention=("Một việc rất dài cần được lãnh đạo chú ý ngay. " * 6,) * 9)
    content = pdf.year_summary(summary, stamp=samples.STAMP)
    assert pages(content) == [(210, 297)]
    assert pdf_text(content).count("Và 3 việc khác.") == 1
    assert lowest_text(content) > 20


def lowest_text(content):
    """How far above the sheet's lower edge the last line stands, in points."""
    heights = []

    def note(text, current, matrix, _font, _size):
        if text.strip():
            heights.append(matrix[4] * current[1] + matrix[5] * current[3] + current[5])

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=note)
    return min(heights)


def test_summary_of_a_long_year_folds_classes_by_stage():
    content = summary_page.content(samples.year(40))
    assert content["classes_note"] == "40 lớp, gộp theo tình trạng"
    assert content["classes"].count("16 lớp</text>") == 2


def test_summary_refuses_verdicts_that_do_not_add_up():
    with pytest.raises(ValueError, match="578 people have a verdict, 579 were nominated"):
        Verdicts(579, 560, 6, 4, 8)


def test_summary_of_an_empty_year_is_still_a_page():
    summary = replace(
        samples.year(0, 0), verdicts=Verdicts(0, 0, 0, 0, 0), coverage=Coverage("", 0, 0, 0), quality=(), attention=()
    )
    assert pages(pdf.year_summary(summary, stamp=samples.STAMP)) == [(210, 297)]


def test_text_that_looks_like_typst_is_printed_as_it_is():
    poster = replace(samples.class_poster(3), title='#panic("x") *đậm* $x$ @nhãn')
    assert pdf_text(pdf.poster(poster, stamp=samples.STAMP)).count('#panic("x") *đậm* $x$ @nhãn') == 1


def test_pdf_is_dated_by_the_stamp_and_holds_only_our_font():
    reader = PdfReader(io.BytesIO(pdf.year_summary(samples.year(), stamp=samples.STAMP)))
    assert reader.metadata.creation_date.astimezone(dt.UTC) == samples.STAMP
    fonts = {font["/BaseFont"].split("+")[-1].split("-")[0] for page in reader.pages for font in fonts_of(page)}
    assert fonts == {"BeVietnamPro"}


def fonts_of(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]
