import datetime as dt

from django.utils import translation

import builders
from khaigiang.apps.reports.exports import coverage_book
from khaigiang.apps.reports.queries import coverage
from khaigiang.charts.model import Tone
from khaigiang.core.states import ClassState
from khaigiang.documents import excel

ON = dt.date(2022, 5, 12)
STAMP = dt.datetime(2022, 5, 12, 8, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def test_coverage_book_has_a_row_for_each_post_and_says_how_it_counts(db) -> None:
    world = builders.small_world(state=ClassState.OPEN)
    posts = coverage(world.line, on=ON).posts

    (sheet,) = coverage_book(world.line, posts, on=ON, stamp=STAMP).sheets

    # Two people of each district attend; one commune of each has sent nobody.
    assert [len(sheet.rows), *sheet.notes] == [6, "Tính theo chức danh (lượt), đến ngày 12/05/2022."]
    assert [row[1:4] for row in sheet.rows[:3]] == [
        ("Quận Số 1", "Phường 1.1", "Lê Thị Bình 11"),
        ("Quận Số 1", "Phường 1.2", "Đỗ Ánh Dương 12"),
        ("Quận Số 1", "Phường 1.3", ""),
    ]
    assert [row[4] for row in sheet.rows[:3]] == [
        excel.Toned("Đang học", Tone.MAIN),
        excel.Toned("Đang học", Tone.MAIN),
        excel.Toned("Chưa được cử", Tone.QUIET),
    ]


def test_coverage_book_is_in_the_readers_language(db) -> None:
    world = builders.small_world()

    with translation.override("en"):
        (sheet,) = coverage_book(world.line, (), on=ON, stamp=STAMP).sheets

    assert (sheet.title != "Độ bao phủ", sheet.rows) == (True, ())
