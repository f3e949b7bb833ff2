"""What the rules of another day would say to a nominee: from the dossier, and on its page."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from khaigiang.apps.nominations.bridge import Trial, try_rules
from khaigiang.apps.nominations.models import Nomination, VerdictReason
from khaigiang.core.eligibility.facts import AppraisalLevel, StudyForm
from khaigiang.core.eligibility.rules import NO_RULE
from khaigiang.core.verdict import Standing
from khaigiang.foundation import guarded

UNDER_57, UNDER_350 = "theory_intermediate_57", "theory_intermediate_350"
MARCH, OCTOBER = dt.date(2025, 3, 17), dt.date(2025, 10, 20)
PART_TIME, FULL_TIME = StudyForm.PART_TIME, StudyForm.FULL_TIME
WELL, BARELY = AppraisalLevel.WELL_COMPLETED, AppraisalLevel.COMPLETED
YES, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION


@pytest.fixture
def woman(db) -> Nomination:
    """Deputy head of a division, born in 1996: 29 years old in 2025."""
    line, unit = builders.line(builders.plan()), builders.unit("Văn phòng Quốc hội")
    person = builders.person("Lê Bích Hiền", sex="female", born=dt.date(1996, 3, 8))
    made = builders.nominate(builders.letter(line, unit), person, of=unit)
    with guarded.writing("test"):
        made.position_title, made.position_group = "Phó Trưởng phòng", ""
        made.stated = {"education": "Đại học", "party_joined": "05/2019"}
        made.save()
    return made


@pytest.mark.parametrize(
    ("trial", "standing"),
    [
        (Trial(UNDER_57, MARCH, PART_TIME), NO),
        (Trial(UNDER_57, MARCH, FULL_TIME), YES),
        (Trial(UNDER_350, OCTOBER, PART_TIME, WELL), YES),
        (Trial(UNDER_350, OCTOBER, PART_TIME, BARELY), NO),
        (Trial(UNDER_350, OCTOBER, PART_TIME), UNKNOWN),
        (Trial(UNDER_57, OCTOBER, FULL_TIME), UNKNOWN),
    ],
    ids=["too young", "full-time", "well appraised", "barely appraised", "not appraised", "no longer in force"],
)
def test_same_dossier_is_judged_by_the_rules_of_the_day_asked_for(trial, standing, woman) -> None:
    assert try_rules(woman, trial).standing is standing


def test_trial_names_the_unverified_threshold_that_decides(woman) -> None:
    verdict = try_rules(woman, Trial(UNDER_57, MARCH, PART_TIME))

    (reason,) = verdict.deciding
    assert (reason.rule, reason.facts["age"], reason.facts["threshold"]) == ("theory_intermediate_57.age", "29", "33")
    assert verdict.rests_on_unverified


def test_set_that_is_not_in_force_admits_nobody(woman) -> None:
    verdict = try_rules(woman, Trial(UNDER_350, MARCH, FULL_TIME, WELL))

    assert [reason.code for reason in verdict.reasons] == [NO_RULE]


def page_of(nomination: Nomination) -> str:
    return reverse("nominations:trial", args=[nomination.pk])


def asked(**changes: str) -> dict[str, str]:
    return {"quy_dinh": UNDER_57, "ngay": "2025-03-17", "he": "part_time", "xep_loai": "", **changes}


def text(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())


def test_page_says_the_verdict_with_its_sources_and_writes_nothing(woman, planner) -> None:
    reasons = VerdictReason.objects.count()

    said = text(planner.get(page_of(woman), asked()))

    assert "Nếu được cử vào lớp ấy Không đủ điều kiện" in said
    assert "29 tuổi, chưa đủ 33 tuổi. Quy định 57-QĐ/TW ngày 8-2-2022 · chưa đối chiếu với văn bản gốc" in said
    woman.refresh_from_db()
    assert (woman.state, VerdictReason.objects.count()) == ("accepted", reasons)


def test_page_puts_refusals_first(woman, planner) -> None:
    page = html.fromstring(planner.get(page_of(woman), asked()).content.decode())

    marks = [mark.text for mark in page.xpath("//ul[@class='reasons']/li/span[contains(@class, 'state')]")]
    assert marks == ["Không đạt", "Đạt", "Đạt", "Đạt", "Đạt"]


def test_page_that_was_asked_nothing_offers_the_usual_question(woman, planner) -> None:
    answer = planner.get(page_of(woman))

    form = html.fromstring(answer.content.decode()).xpath("//form[@method='get']")[-1]
    assert (answer.status_code, "Chọn quy định" in text(answer)) == (200, True)
    assert (form.fields["ngay"], form.fields["he"]) == ("2022-05-12", "full_time")


@pytest.mark.parametrize("wrong", [{"ngay": "hôm nay"}, {"quy_dinh": "dossier"}, {"he": "từ xa"}, {"xep_loai": "tốt"}])
def test_what_cannot_be_asked_is_answered_on_the_page(wrong, woman, planner) -> None:
    answer = planner.get(page_of(woman), asked(**wrong))

    assert (answer.status_code, answer.content.decode().count('class="wrong"')) == (422, 1)


def test_dossier_leads_to_the_trial_of_whoever_was_not_admitted(woman, planner) -> None:
    with guarded.writing("test"):
        woman.state, woman.standing = "not_eligible", Standing.NOT_ELIGIBLE.value
        woman.save()

    page = planner.get(reverse("nominations:unit", args=[woman.line_id, woman.list.unit_id])).content.decode()

    assert f'href="{page_of(woman)}"' in page
