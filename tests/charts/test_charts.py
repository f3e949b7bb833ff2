import datetime as dt
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaigiang.charts import bars, columns, multiples, ring, share, strip
from khaigiang.charts.draw import draw as draw_any
from khaigiang.charts.model import (
    Bar,
    Bars,
    CalendarStrip,
    Column,
    Columns,
    Multiples,
    Ring,
    Share,
    ShareBar,
    Span,
    Tone,
)
from khaigiang.charts.palette import PAPER, SCREEN

SVG = "{http://www.w3.org/2000/svg}"
COVERAGE = (
    Share("Đã học", 223, Tone.GOOD),
    Share("Đang học", 237, Tone.NOTICE),
    Share("Chưa triệu tập", 119, Tone.QUIET),
)
CLASSES = Bars(
    "Học viên từng lớp",
    "So với số chỗ",
    (Bar("Lớp thứ nhất", 105, 125, "Đã bế giảng", Tone.GOOD), Bar("Lớp thứ hai", 118, 120)),
    note_width=120,
)
SHARES = ShareBar("Độ bao phủ", "Bí thư đảng ủy xã", COVERAGE)
MONTHS = Columns("Lượt theo tháng", "Ba khối", (Column("Tháng 1", COVERAGE), Column("Tháng 2", COVERAGE[:1])))
DISTRICTS = Multiples("Theo huyện", "Đã học trên tổng số", tuple(Column(f"Huyện {n}", COVERAGE) for n in range(7)))
DONE = Ring("Đã học", "Tỷ lệ", 223, 579, "đã học")
CALENDAR = CalendarStrip(
    "Lịch các lớp",
    "Năm 2022",
    dt.date(2022, 1, 1),
    dt.date(2022, 12, 31),
    (Span("Lớp thứ ba", dt.date(2022, 5, 12), dt.date(2022, 5, 27)),),
    dt.date(2022, 5, 12),
)
CHARTS = {
    "bars": (bars.draw, CLASSES),
    "share": (share.draw, SHARES),
    "columns": (columns.draw, MONTHS),
    "multiples": (multiples.draw, DISTRICTS),
    "ring": (ring.draw, DONE),
    "strip": (strip.draw, CALENDAR),
}
EVERY = pytest.mark.parametrize("name", sorted(CHARTS))


def parsed(svg):
    return ET.fromstring(svg)


def words(svg):
    return [text.text for text in parsed(svg).iter(f"{SVG}text")]


def rects(svg, fill):
    return [rect for rect in parsed(svg).iter(f"{SVG}rect") if rect.get("fill") == fill]


@EVERY
def test_chart_names_and_describes_itself_for_a_screen_reader(name):
    draw, chart = CHARTS[name]
    root = parsed(draw(chart))
    assert (root.get("role"), root.get("aria-label")) == ("img", chart.title)
    assert (root[0].tag, root[0].text) == (f"{SVG}title", chart.title)
    assert (root[1].tag, root[1].text) == (f"{SVG}desc", chart.description)


@EVERY
def test_chart_on_a_page_takes_its_colours_from_the_theme(name):
    draw, chart = CHARTS[name]
    root = parsed(draw(chart, SCREEN))
    colours = {node.get(key) for node in root.iter() for key in ("fill", "stroke")} - {None, "none"}
    assert [colour for colour in colours if not colour.startswith("var(--chart-")] == []


@EVERY
def test_chart_on_paper_has_fixed_colours(name):
    draw, chart = CHARTS[name]
    assert draw(chart, PAPER).count("var(") == 0


@EVERY
def test_chart_holds_no_script_and_no_inline_style(name):
    draw, chart = CHARTS[name]
    root = parsed(draw(chart))
    assert [node.tag for node in root.iter() if node.tag == f"{SVG}script" or node.get("style")] == []


@EVERY
def test_the_one_door_draws_every_chart(name):
    draw, chart = CHARTS[name]
    assert draw_any(chart, PAPER) == draw(chart, PAPER)


@EVERY
def test_chart_is_the_same_text_each_time(name):
    draw, chart = CHARTS[name]
    assert draw(chart) == draw(replace(chart))


@EVERY
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=30))
def test_chart_escapes_whatever_it_is_titled(name, text):
    draw, chart = CHARTS[name]
    assert (parsed(draw(replace(chart, title=text)))[0].text or "") == text


def test_bars_are_drawn_in_proportion_before_their_wholes():
    svg = bars.draw(CLASSES, PAPER)
    done = float(rects(svg, PAPER.of(Tone.GOOD))[0].get("width"))
    seats = [float(rect.get("width")) for rect in rects(svg, PAPER.track)]
    assert done / seats[0] == pytest.approx(105 / 125, abs=0.001)
    assert seats[1] / seats[0] == pytest.approx(120 / 125, abs=0.001)


def test_bars_write_value_and_whole():
    assert words(bars.draw(CLASSES)) == ["Lớp thứ nhất", "105/125", "Đã bế giảng", "Lớp thứ hai", "118/120"]


def test_bars_of_thousands_are_grouped():
    assert words(bars.draw(Bars("t", "d", (Bar("Chương Mỹ", 13267),)))) == ["Chương Mỹ", "13.267"]


def test_long_label_is_cut_and_kept_whole_in_the_hint():
    label = "Lớp bồi dưỡng nghiệp vụ công tác tổ chức xây dựng Đảng"
    svg = bars.draw(Bars("t", "d", (Bar(label, 5),)))
    assert words(svg)[0].endswith("…")
    assert [title.text for title in parsed(svg).iter(f"{SVG}title")] == ["t", f"{label}: 5"]


def test_shares_fill_the_bar():
    svg = share.draw(replace(SHARES, legend=False), PAPER)
    widths = [float(rect.get("width")) for rect in parsed(svg).iter(f"{SVG}rect")]
    assert sum(widths) == pytest.approx(SHARES.width, abs=0.05)
    assert words(svg) == []


def test_share_legend_gives_numbers_and_percentages():
    assert words(share.draw(SHARES)) == ["Đã học: 223 (38,5%)", "Đang học: 237 (40,9%)", "Chưa triệu tập: 119 (20,6%)"]


def test_shares_of_nothing_are_an_empty_track():
    svg = share.draw(replace(SHARES, shares=(Share("Đã học", 0, Tone.GOOD),), legend=False), PAPER)
    assert len(rects(svg, PAPER.track)) == 1


@given(st.integers(0, 10**7))
def test_ceiling_is_a_round_number_not_far_above_the_highest(highest):
    top = columns.ceiling(highest)
    assert top >= highest
    assert top % columns.LEVELS == 0
    assert top <= max(columns.LEVELS, highest * 2.5 + columns.LEVELS)


def test_columns_write_their_sums_and_a_legend_of_each_share_once():
    assert words(columns.draw(MONTHS))[5:] == [
        "579",
        "Tháng 1",
        "223",
        "Tháng 2",
        "Đã học",
        "Đang học",
        "Chưa triệu tập",
    ]


def test_multiples_read_down_their_columns():
    groups = [
        group for group in parsed(multiples.draw(DISTRICTS)).iter(f"{SVG}g") if len(group.findall(f"{SVG}text")) == 2
    ]
    places = [tuple(float(group.find(f"{SVG}text").get(key)) for key in ("x", "y")) for group in groups]
    assert places == sorted(places)
    assert len({x for x, _ in places}) == 3


@pytest.mark.parametrize(("value", "whole", "figure"), [(223, 579, "38,5%"), (0, 5, "0%"), (7, 5, "140%"), (0, 0, "–")])
def test_ring_writes_its_percentage(value, whole, figure):
    assert words(ring.draw(replace(DONE, value=value, whole=whole))) == [figure, "đã học"]


def test_ring_of_nothing_is_only_a_track():
    drawn = parsed(ring.draw(replace(DONE, value=0))).findall(f"{SVG}circle")
    assert len(drawn) == 1


def test_strip_cuts_spans_at_its_edges_and_leaves_out_those_outside():
    spans = (
        Span("Trước", dt.date(2021, 12, 1), dt.date(2022, 1, 31)),
        Span("Sau", dt.date(2023, 1, 1), dt.date(2023, 1, 5)),
    )
    svg = strip.draw(replace(CALENDAR, spans=spans), PAPER)
    assert [float(rect.get("x")) for rect in rects(svg, PAPER.of(Tone.MAIN))] == [CALENDAR.label_width]


def test_strip_marks_today_only_within_its_year():
    inside = parsed(strip.draw(CALENDAR)).findall(f"{SVG}line")
    outside = parsed(strip.draw(replace(CALENDAR, today=dt.date(2023, 1, 1)))).findall(f"{SVG}line")
    assert (len(inside), len(outside)) == (13, 12)


def test_span_refuses_to_end_before_it_begins():
    with pytest.raises(ValueError, match="before it begins"):
        Span("Lớp", dt.date(2022, 5, 2), dt.date(2022, 5, 1))


def test_tones_on_paper_differ_in_lightness_so_that_grey_prints_tell_them_apart():
    lights = sorted(lightness(colour) for colour in PAPER.tones.values())
    assert min(after - before for before, after in pairwise(lights)) > 0.06


def lightness(colour):
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue
