import datetime as dt

import pytest

import builders
from khaigiang.apps.nominations.bridge import nominees, rules_of
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import TrainingRecord
from khaigiang.core.eligibility import Education, Nominee, PartyStanding, Sex, StudyForm, Theory
from khaigiang.core.eligibility.conditions import PositionIn
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation import guarded

MAY_9 = dt.date(2022, 5, 9)


@pytest.fixture
def nomination(db) -> Nomination:
    line, unit = builders.line(builders.plan()), builders.unit("Quận A")
    return builders.nominate(builders.letter(line, unit), builders.person("Nguyễn Văn An"), of=unit)


def facts_of(nomination: Nomination) -> Nominee:
    return nominees(Nomination.objects.filter(pk=nomination.pk).select_related("person", "line__programme"))[
        nomination.pk
    ]


def change(nomination: Nomination, **facts) -> Nomination:
    with guarded.writing("test"):
        Nomination.objects.filter(pk=nomination.pk).update(**facts)
    return nomination


def test_nominee_has_the_facts_of_the_rows(nomination) -> None:
    with guarded.writing("test"):
        TrainingRecord.objects.create(
            person=nomination.person, programme="CT-9", source="class:1", title="x", finished_on=dt.date(2021, 3, 9)
        )
        nomination.person.category = "civil_servant"
        nomination.person.save()
    stated = {"party_joined": "03/02/2001", "education": "Đại học Luật", "theory_level": "Cao cấp"}

    assert facts_of(change(nomination, stated=stated)) == Nominee(
        id=str(nomination.pk),
        full_name="Nguyễn Văn An",
        birth=PartialDate(1975, 6, 1),
        sex=Sex.MALE,
        positions=frozenset({"commune_secretary"}),
        person_category="civil_servant",
        party_member=PartyStanding.OFFICIAL,
        education=Education.UNIVERSITY,
        theory_level=Theory.ADVANCED,
        programmes_completed=frozenset({"CT-9"}),
        completed_on={"CT-9": dt.date(2021, 3, 9)},
        study_form=StudyForm.FULL_TIME,
    )


def test_what_the_list_does_not_say_is_unknown(nomination) -> None:
    with guarded.writing("test"):
        nomination.person.born, nomination.person.sex = None, ""
        nomination.person.save()

    found = facts_of(change(nomination, position_title="Việc khác", position_group="", stated={"education": "khá"}))

    assert (found.birth, found.sex, found.positions, found.party_member, found.education, found.theory_level) == (
        None,
    ) * 6


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Thạc sĩ QLNN", Education.MASTER),
        ("thạc sỹ", Education.MASTER),
        ("Tiến sĩ", Education.DOCTOR),
        ("12/12", Education.UPPER_SECONDARY),
        ("Trung cấp", Education.INTERMEDIATE),
        ("Cử nhân", Education.UNIVERSITY),
        ("tốt", None),
    ],
)
def test_education_as_lists_write_it(nomination, text, level) -> None:
    assert facts_of(change(nomination, stated={"education": text})).education == level


def test_rules_are_the_dossier_the_audience_and_the_lines_own(nomination) -> None:
    line = nomination.line
    plain = [rule.code for rule in rules_of(line, on=MAY_9)]
    line.rule_set = "commune_secretary_2022"

    audience = rules_of(line, on=MAY_9)[1]
    assert plain == ["dossier.full_name", "audience", "dossier.birth"]
    assert [rule.code for rule in rules_of(line, on=MAY_9)][:3] == plain
    assert len(rules_of(line, on=MAY_9)) > 3
    assert (audience.condition, audience.citation.article, audience.text_vi) == (
        PositionIn(frozenset({"commune_secretary"})),
        f"dòng {line.code}",
        "Đối tượng: Bí thư đảng ủy xã, phường, thị trấn",
    )
