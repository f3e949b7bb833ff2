import re

from ground.settings import REPOSITORY
from khaigiang.apps.handbook.phrases import FIELDS, PARTY_WORK
from khaigiang.data.handbook import packaged_entries

SOURCES = (REPOSITORY / "src" / "khaigiang" / "data" / "handbook" / "SOURCES.md").read_text(encoding="utf-8")


def test_thirty_entries_are_packaged_under_codes_of_their_own() -> None:
    codes = [each.code for each in packaged_entries()]

    assert (len(codes), len(set(codes))) == (30, 30)


def test_every_field_but_party_work_has_an_entry_and_every_entry_a_field() -> None:
    assert {each.field for each in packaged_entries()} == set(FIELDS) - set(PARTY_WORK)


def test_every_entry_says_where_it_comes_from() -> None:
    assert [each.code for each in packaged_entries() if not each.sources] == []


def test_every_entry_that_follows_an_instrument_is_listed_in_the_sources() -> None:
    listed = set(re.findall(r"`-?([a-z0-9-]+)`", SOURCES))
    named = {each.code for each in packaged_entries() if each.instruments}

    assert {code for code in named if code not in listed and code.rpartition("-")[2] not in listed} == set()


def test_unverified_entries_are_known_by_name() -> None:
    assert {each.code for each in packaged_entries() if not each.verified} == {
        "which-rule-applies",
        "theory-intermediate-education",
        "theory-school-regulation",
        "compensation-formula",
        "certificate-conditions",
        "party-numbering",
        "sensitive-fields",
    }


def test_answers_are_sentences_that_fit_their_columns() -> None:
    entries = packaged_entries()

    assert [each.code for each in entries if not each.answer.endswith(".") or "  " in each.answer] == []
    assert [each.code for each in entries if not each.question.endswith("?") or len(each.question) > 500] == []
