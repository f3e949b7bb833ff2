from dataclasses import dataclass

from django.http import QueryDict

from khaigiang.web.tables import Column, PageLink, address, list_rows


@dataclass(frozen=True)
class Row:
    name: str
    size: int


ROWS = [Row("b", 2), Row("a", 3), Row("c", 1)]
COLUMNS = (Column("ten", "Tên", ("name",)), Column("so", "Số", ("size",), number=True), Column("khac", "Khác"))


def listed(query="", each=50):
    return list_rows(ROWS, COLUMNS, QueryDict(query), each=each)


def test_rows_keep_their_own_order_when_none_is_asked():
    assert [row.name for row in listed().rows] == ["b", "a", "c"]


def test_rows_rise_by_the_column_asked():
    assert [row.name for row in listed("sap_xep=ten").rows] == ["a", "b", "c"]


def test_rows_fall_by_the_column_asked():
    assert [row.size for row in listed("sap_xep=-so").rows] == [3, 2, 1]


def test_unknown_order_is_ignored():
    assert [row.name for row in listed("sap_xep=khac").rows] == ["b", "a", "c"]


def test_heading_says_how_it_is_sorted_and_turns_round():
    heading = listed("sap_xep=ten&tim=x").headings[0]
    assert (heading.sort, heading.link) == ("ascending", "?sap_xep=-ten&tim=x")


def test_heading_of_another_column_rises_first_and_leaves_the_page():
    assert listed("sap_xep=ten&trang=2").headings[1].link == "?sap_xep=so"


def test_heading_without_fields_has_no_link():
    assert listed().headings[2].link == ""


def test_pages_link_to_each_other():
    listing = listed("trang=2", each=1)
    assert listing.pages == (PageLink(1, "?trang=1"), PageLink(2, ""), PageLink(3, "?trang=3"))
    assert (listing.first, listing.last, listing.total) == (2, 2, 3)


def test_one_page_has_no_links():
    assert listed().pages == ()


def test_page_beyond_the_end_is_the_last():
    assert listed("trang=9", each=2).page == 2


def test_address_takes_a_part_away():
    assert address(QueryDict("a=1&b=2"), a=None, b="3") == "?b=3"
