"""The packaged rule sets, judged on people whose verdict the instruments leave no doubt about."""

import datetime as dt
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from khaigiang.core.eligibility.combinators import All, Any, Unless
from khaigiang.core.eligibility.conditions import PositionIn
from khaigiang.core.eligibility.facts import (
    Appraisal,
    AppraisalLevel,
    Education,
    Nominee,
    PartyStanding,
    Sex,
    StudyForm,
)
from khaigiang.core.eligibility.parsing import parse_rules
from khaigiang.core.eligibility.positions import parse_position_groups
from khaigiang.core.eligibility.rules import judge
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import PartialDate

FOLDER = Path(__file__).parents[3] / "src/khaigiang/data/rules"
TABLES = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
GROUPS = {group.code for group in parse_position_groups(TABLES["position_groups"])}
SETS = {name: parse_rules(table) for name, table in TABLES.items() if name != "position_groups"}
THEORY = (*SETS["theory_intermediate_57"].rules, *SETS["theory_intermediate_350"].rules)
OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION
MAY_2022, MARCH_2025, OCTOBER_2025 = dt.date(2022, 5, 12), dt.date(2025, 3, 10), dt.date(2025, 10, 10)

WOMAN_OF_29 = Nominee(
    "1",
    "Lê Thị Lan",
    birth=PartialDate(1996),
    sex=Sex.FEMALE,
    positions=frozenset({"division_deputy"}),
    planned_positions=frozenset(),
    party_member=PartyStanding.OFFICIAL,
    education=Education.UNIVERSITY,
    appraisals=tuple(Appraisal(year, AppraisalLevel.WELL_COMPLETED) for year in (2023, 2024)),
    study_form=StudyForm.PART_TIME,
)
SECRETARY = Nominee(
    "2",
    "Nguyễn Văn An",
    birth=PartialDate(1975),
    positions=frozenset({"commune_secretary"}),
    programmes_completed=frozenset(),
)


def test_files_are_named_after_their_sets():
    assert [rules.code for rules in SETS.values()] == list(SETS)


def test_each_file_begins_with_its_source_and_stands_in_the_list_of_sources():
    listed = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")

    for path in FOLDER.glob("*.toml"):
        header = path.read_text(encoding="utf-8").split("\n\n")[0]
        assert all(line.startswith("#") for line in header.splitlines())
        assert header.count("# Source:") == 1
        assert listed.count(f"`{path.name}`") >= 1


def named_groups(condition):
    match condition:
        case All(parts) | Any(parts):
            return {group for part in parts for group in named_groups(part)}
        case Unless(exception, inner):
            return named_groups(exception) | named_groups(inner)
        case PositionIn(groups):
            return set(groups)
    return set()


@pytest.mark.parametrize("name", SETS)
def test_rules_name_only_packaged_position_groups(name):
    named = {group for rule in SETS[name].rules for group in named_groups(rule.condition)}

    assert named - GROUPS == set()


def test_woman_of_29_is_refused_part_time_under_57_for_an_unverified_age_alone():
    verdict = judge(WOMAN_OF_29, THEORY, on=MARCH_2025)

    assert verdict.standing is NO
    assert [reason.rule for reason in verdict.deciding] == ["theory_intermediate_57.age"]
    assert verdict.rests_on_unverified is True
    assert verdict.deciding[0].facts == {
        "basis": "birth_year",
        "threshold": "33",
        "sex": "female",
        "birth": "1996",
        "age": "29",
        "exception": "study_form_is.unmet",
        "on": "2025-03-10",
    }


def test_the_same_woman_may_study_full_time_under_57():
    assert judge(replace(WOMAN_OF_29, study_form=StudyForm.FULL_TIME), THEORY, on=MARCH_2025).standing is OK


def test_the_same_woman_passes_part_time_under_350():
    verdict = judge(WOMAN_OF_29, THEORY, on=OCTOBER_2025)

    assert verdict.standing is OK
    assert [reason.rule.split(".")[0] for reason in verdict.reasons] == ["theory_intermediate_350"] * 5


@pytest.mark.parametrize(
    ("on", "prefix"),
    [(dt.date(2025, 8, 28), "theory_intermediate_57"), (dt.date(2025, 8, 29), "theory_intermediate_350")],
)
def test_350_replaces_57_on_its_own_day(on, prefix):
    assert {reason.rule.split(".")[0] for reason in judge(WOMAN_OF_29, THEORY, on=on).reasons} == {prefix}


@pytest.mark.parametrize(
    ("changes", "standing", "rule"),
    [
        ({"party_member": PartyStanding.NONE}, NO, "party_member"),
        ({"party_member": None}, UNKNOWN, "party_member"),
        ({"education": Education.UPPER_SECONDARY}, NO, "education"),
        ({"appraisals": None}, UNKNOWN, "appraisal"),
        ({"positions": frozenset({"specialist"})}, NO, "audience"),
        ({"birth": PartialDate(1998)}, NO, "age"),
        ({"sex": None}, UNKNOWN, "age"),
        ({"study_form": None, "birth": PartialDate(1998)}, UNKNOWN, "age"),
    ],
)
def test_each_rule_of_350_decides_alone(changes, standing, rule):
    verdict = judge(replace(WOMAN_OF_29, **changes), THEORY, on=OCTOBER_2025)

    assert verdict.standing is standing
    assert [reason.rule for reason in verdict.deciding] == [f"theory_intermediate_350.{rule}"]


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, OK),
        ({"birth": None}, UNKNOWN),
        ({"full_name": ""}, UNKNOWN),
        ({"positions": frozenset({"commune_deputy_secretary"})}, NO),
        ({"positions": None}, UNKNOWN),
        ({"programmes_completed": frozenset({"CT-BTĐU"})}, UNKNOWN),
        (
            {
                "programmes_completed": frozenset({"CT-BTĐU"}),
                "completed_on": {"CT-BTĐU": dt.date(2022, 3, 1)},
            },
            NO,
        ),
    ],
)
def test_commune_secretaries_of_2022(changes, standing):
    rules = (*SETS["dossier"].rules, *SETS["commune_secretary_2022"].rules)

    assert judge(replace(SECRETARY, **changes), rules, on=MAY_2022).standing is standing


@pytest.mark.parametrize(
    ("position", "standing"),
    [("cell_secretary", OK), ("cell_deputy_secretary", OK), ("cell_committee_member", OK), ("specialist", NO)],
)
def test_those_who_lead_party_cells_from_2025(position, standing):
    person = replace(SECRETARY, positions=frozenset({position}))

    verdict = judge(person, SETS["party_cell_2025"].rules, on=dt.date(2025, 11, 12))

    assert verdict.standing is standing
    assert verdict.rests_on_unverified is False


@pytest.mark.parametrize(
    ("changes", "standing"),
    [
        ({}, NO),
        ({"birth": PartialDate(1987)}, OK),
        ({"study_form": StudyForm.FULL_TIME}, OK),
        ({"study_form": StudyForm.FULL_TIME, "party_member": PartyStanding.PROBATIONARY}, NO),
        ({"study_form": StudyForm.FULL_TIME, "education": Education.COLLEGE}, NO),
    ],
)
def test_advanced_theory_under_57(changes, standing):
    facts = {"party_member": PartyStanding.OFFICIAL, "education": Education.UNIVERSITY}
    person = replace(WOMAN_OF_29, **facts | changes)
    assert judge(person, SETS["theory_advanced_57"].rules, on=MARCH_2025).standing is standing


@pytest.mark.parametrize(("group", "standing"), [("division_head", OK), ("division_deputy", NO)])
def test_advanced_theory_under_350(group, standing):
    person = replace(WOMAN_OF_29, positions=frozenset({group}), planned_positions=frozenset())
    verdict = judge(person, SETS["theory_advanced_350"].rules, on=OCTOBER_2025)
    assert (verdict.standing, verdict.rests_on_unverified) == (standing, True)


@pytest.mark.parametrize(("born", "standing"), [(1980, OK), (1979, NO)])
def test_postgraduate_study_under_171(born, standing):
    person = replace(WOMAN_OF_29, birth=PartialDate(born))
    assert judge(person, SETS["postgraduate_171"].rules, on=OCTOBER_2025).standing is standing


@pytest.mark.parametrize(
    ("category", "standing"),
    [("official", OK), ("civil_servant", OK), ("public_employee", OK), ("other", NO), (None, UNKNOWN)],
)
def test_audience_of_in_service_training_is_unverified_whatever_it_says(category, standing):
    person = replace(SECRETARY, person_category=category)
    verdict = judge(person, SETS["in_service_03_2023"].rules, on=OCTOBER_2025)

    assert (verdict.standing, verdict.rests_on_unverified) == (standing, True)
    assert [rule.citation.verified for rule in SETS["in_service_03_2023"].rules] == [False]
