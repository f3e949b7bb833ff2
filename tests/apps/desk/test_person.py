"""A person's whole record, and who reads which part of it."""

import pytest
from django.urls import reverse

import builders
import finishing
from apps.acting import PLANNER
from khaigiang.apps.people.actions import (
    Taken,
    merge,
    plan_post,
    record_past_course,
    record_qualification,
    record_training,
    state_fact,
)
from khaigiang.apps.people.models import PrivateKind, QualificationKind
from khaigiang.core.vietnamese import PartialDate

NUMBER = "001175000001"
MASKED = "đã ghi, không hiển thị với vai trò của bạn"


@pytest.fixture
def world(db):
    """The first nominee of the small world with something in every part of the record."""
    made = builders.small_world()
    person, commune = made.nominations[0].person, made.communes[0]
    builders.post(person, commune)
    plan_post(person, unit=commune, title="Chủ tịch UBND phường", term="2025-2030", decision="", by=PLANNER)
    taken = Taken("Học viện Báo chí", PartialDate(1998), "")
    kind = QualificationKind.EDUCATION
    record_qualification(person, kind=kind, level="university", subject="Luật", taken=taken, by=PLANNER)
    record_past_course(person, title="Bồi dưỡng QP-AN", source="cá nhân khai", taken=Taken(), by=PLANNER)
    day = made.planned.last_day
    record_training([person.pk], programme="A", title="Bồi dưỡng A", source="class:0", finished_on=day, by=PLANNER)
    for kind, value in (("citizen_number", NUMBER), ("ethnicity", "Tày"), ("party_joined", "03/02/2001")):
        state_fact(person, kind=PrivateKind(kind), value=value, by=PLANNER)
    finishing.certificate_of(made.enrolments[0])
    made.more["person"] = person
    return made


def page(browser, person, status=200) -> str:
    answer = browser.get(reverse("desk:person", args=[person.pk]))
    assert answer.status_code == status
    return answer.content.decode()


def test_record_holds_posts_levels_courses_classes_and_nominations(world, planner) -> None:
    said = page(planner, world.more["person"])

    wanted = [
        "Bí thư Đảng ủy",
        "Chủ tịch UBND phường",
        "nhiệm kỳ 2025-2030",
        "đại học",
        "Học viện Báo chí",
        "Bồi dưỡng QP-AN",
        "theo cá nhân khai",
        "Bồi dưỡng A",
        world.training_class.name,
        "Tải tệp PDF",
        world.line.title,
        "Quận Số 1",
    ]
    assert [each for each in wanted if each not in said] == []


def test_record_says_what_the_rules_in_force_still_ask(world, planner) -> None:
    said = page(planner, world.more["person"])

    assert "Quy định còn yêu cầu gì" in said
    assert "Trung cấp lý luận chính trị · Quy định 57-QĐ/TW" in said
    assert "Cao cấp lý luận chính trị · Quy định 57-QĐ/TW" in said
    assert "350-QĐ/TW" not in said  # not in force yet on the day of the tests


# Which of the number, the ethnicity and the day of joining the Party a role reads; planned posts.
READS = {
    "planner": (True, True, True, True),
    "leader": (False, False, False, True),
    "auditor": (False, False, False, True),
    "school": (False, False, True, False),
}


@pytest.mark.parametrize("role", READS)
def test_sensitive_facts_are_masked_by_role(world, as_user, role) -> None:
    said = page(as_user(builders.user(role, everywhere=True)), world.more["person"])

    facts = (NUMBER in said, "Tày" in said, "03/02/2001" in said)
    assert (*facts, "Chủ tịch UBND phường" in said) == READS[role]
    assert said.count(MASKED) == facts.count(False)


def test_unit_reads_the_facts_of_its_own_people(world, as_user) -> None:
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))

    said = page(own, world.more["person"])

    assert (NUMBER in said, MASKED in said, "Ghi vào hồ sơ" in said) == (True, False, True)


def test_trainee_reads_the_own_record_and_no_other(world, as_user) -> None:
    own = as_user(builders.user("trainee", person=world.more["person"]))

    said = page(own, world.more["person"])

    assert (NUMBER in said, "Ghi vào hồ sơ" in said) == (True, False)
    page(own, world.nominations[1].person, status=403)


def test_unit_that_nominated_somebody_sees_the_record_without_keeping_it(world, as_user) -> None:
    sender = as_user(builders.user("sending_unit", units=[world.districts[1]]))

    said = page(sender, world.nominations[2].person)

    assert "Ghi vào hồ sơ" not in said
    page(sender, world.more["person"], status=403)


def test_leader_learns_nothing_of_the_party_by_way_of_the_rules(world, as_user, monkeypatch) -> None:
    monkeypatch.setenv("KHAIGIANG_TODAY", "2025-10-01")  # when a rule that asks for membership is in force
    planner = as_user(builders.user("planner", everywhere=True))
    leader = as_user(builders.user("leader", everywhere=True))

    known, unknown = (page(each, world.more["person"]) for each in (planner, leader))

    assert ("Là đảng viên" in known, "Là đảng viên" in unknown) == (True, False)


def test_merged_record_leads_to_the_one_it_was_merged_into(world, planner) -> None:
    kept = builders.person("Người giữ lại")
    merge(kept, world.more["person"], by=PLANNER)

    answer = planner.get(reverse("desk:person", args=[world.more["person"].pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk:person", args=[kept.pk]))
    assert world.training_class.name in page(planner, kept)


def test_likeness_is_said_to_who_decides_it(world, planner, as_user) -> None:
    builders.identity_question(world.more["person"], builders.person("Người giống"))

    assert "Có 1 hồ sơ giống hồ sơ này" in page(planner, world.more["person"])
    leader = as_user(builders.user("leader", everywhere=True))
    assert "hồ sơ giống hồ sơ này" not in page(leader, world.more["person"])
