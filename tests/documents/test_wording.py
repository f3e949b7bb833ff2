import datetime as dt
from dataclasses import replace

import pytest

from documents import samples
from khaigiang.documents import wording
from khaigiang.documents.packs import Authority, load
from khaigiang.documents.paper import Signer

BLANK = "\u00a0" * 6


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2020, 1, 5), "ngày 05 tháng 01 năm 2020"),
        (dt.date(2019, 6, 29), "ngày 29 tháng 6 năm 2019"),
        (dt.date(2024, 2, 10), "ngày 10 tháng 02 năm 2024"),
        (dt.date(2022, 12, 9), "ngày 09 tháng 12 năm 2022"),
    ],
)
def test_date_in_words_pads_days_below_ten_and_the_first_two_months(day, words):
    assert wording.date_in_words(day) == words


def test_date_in_words_leaves_room_for_the_pen():
    assert wording.date_in_words(None, 2022) == f"ngày{BLANK}tháng{BLANK}năm 2022"
    assert wording.date_in_words(None) == f"ngày{BLANK}tháng{BLANK}năm"


@pytest.mark.parametrize(
    ("paper", "line"),
    [
        (samples.party_decision(number="5"), "Số 05-QĐ/BTCTU"),
        (samples.party_decision(number="6445"), "Số 6445-QĐ/BTCTU"),
        (samples.party_decision(number="12b"), "Số 12b-QĐ/BTCTU"),
        (samples.state_decision(number="15"), "Số: 15/QĐ-SNV"),
        (samples.party_decision(number=None), "Số " + "\u00a0" * 8 + "-QĐ/BTCTU"),
        (samples.state_decision(number=None), "Số: " + "\u00a0" * 8 + "/QĐ-SNV"),
    ],
)
def test_number_line_follows_the_pack_and_a_draft_leaves_the_blank(paper, line):
    assert wording.number_line(paper) == line


def test_ended_replaces_the_stops_already_written():
    lines = wording.ended(("Một.", "Hai;", "Ba"), separator=";", ending=".", prefix="- ")
    assert lines == ("- Một;", "- Hai;", "- Ba.")


def test_one_addressee_stands_bare_and_several_are_a_list():
    one = replace(samples.party_letter(), to=("Huyện ủy Quốc Oai",))
    assert wording.addressees(one) == ("Huyện ủy Quốc Oai",)
    assert wording.addressees(replace(one, to=("A", "B"))) == ("- A,", "- B.")
    assert wording.addressees(replace(one, to=())) == ()


@pytest.mark.parametrize(
    ("signer", "code", "line"),
    [
        (Signer("PHÓ BÍ THƯ", "A", Authority.COLLECTIVE, "BAN THƯỜNG VỤ"), "party", "T/M BAN THƯỜNG VỤ"),
        (Signer("PHÓ CHỦ TỊCH", "A", Authority.COLLECTIVE, "ỦY BAN NHÂN DÂN"), "state", "TM. ỦY BAN NHÂN DÂN"),
        (Signer("CHÁNH VĂN PHÒNG", "A", Authority.BY_ORDER, "TRƯỞNG BAN"), "party", "T/L TRƯỞNG BAN"),
        (Signer("TRƯỞNG BAN", "A"), "party", ""),
    ],
)
def test_authority_line_carries_the_mark_of_the_pack(signer, code, line):
    assert wording.authority_line(signer, load(code)) == line


@pytest.mark.parametrize(("number", "numeral"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (30, "XXX")])
def test_roman(number, numeral):
    assert wording.roman(number) == numeral


def test_appendices_are_numbered_only_when_there_are_several():
    assert wording.appendix_heading(samples.party_decision(), 0) == "Phụ lục"
    assert wording.appendix_heading(samples.state_decision(), 1) == "Phụ lục II"


def test_appendix_note_given_by_the_caller_wins():
    paper = samples.party_decision()
    appendix = replace(paper.appendices[0], note="Công văn số 1-CV/TU")
    assert wording.appendix_note(paper, appendix) == "(Kèm theo Công văn số 1-CV/TU)"
