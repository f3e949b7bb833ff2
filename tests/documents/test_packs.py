import dataclasses

import pytest

from khaigiang.documents.packs import CODES, Authority, DeciderPlace, SubjectRule, load


@pytest.mark.parametrize(("code", "margins"), [("party", (20, 20, 30, 15)), ("state", (20, 20, 30, 15))])
def test_pack_gives_the_margins_of_its_standard(code, margins):
    page = load(code).page
    assert (page.top, page.bottom, page.left, page.right) == margins


def test_marks_of_authority_differ_between_the_two_standards():
    marks = {code: [load(code).mark(authority) for authority in Authority] for code in CODES}
    assert marks == {
        "party": ["", "T/M", "K/T", "T/L", "T/UQ", "Q."],
        "state": ["", "TM.", "KT.", "TL.", "TUQ.", "Q."],
    }


def test_party_and_state_write_numbers_and_endings_in_their_own_way():
    party, state = load("party"), load("state")
    assert (party.number.label, party.number.separator, party.body.ending) == ("Số ", "-", ".")
    assert (state.number.label, state.number.separator, state.body.ending) == ("Số: ", "/", "./.")


def test_party_and_state_place_the_decider_and_rule_the_subject_in_their_own_way():
    party, state = load("party"), load("state")
    assert (party.grounds.decider, party.subject_rule) == (DeciderPlace.ABOVE_VERB, SubjectRule.DASHES)
    assert (state.grounds.decider, state.subject_rule) == (DeciderPlace.ABOVE_GROUNDS, SubjectRule.LINE)


@pytest.mark.parametrize("code", CODES)
def test_pack_nobody_has_checked_says_so_and_names_what_is_unsettled(code):
    pack = load(code)
    assert pack.verified is False
    assert [line.key for line in pack.unsettled if not (line.chosen and line.others and line.source)] == []


@pytest.mark.parametrize("code", CODES)
def test_unsettled_values_are_values_of_the_pack(code):
    pack = load(code)
    for line in pack.unsettled:
        value = pack
        for name in line.key.split("."):
            value = pack.nation[0].style if name == "nation" else getattr(value, name)
        assert value is not None, line.key


def test_pack_can_be_compared_and_hashed_like_any_value():
    pack = load("party")
    assert hash(pack) == hash(dataclasses.replace(pack))
    assert pack != load("state")


def test_load_refuses_a_standard_it_does_not_know():
    with pytest.raises(KeyError):
        load("../party")
