"""From the rolls to completion: the limit of the regulation profile, packaged or the office's own."""

import datetime as dt
import io

import docx
import pytest
from django.urls import reverse
from lxml import html

import builders
import finishing
from apps.acting import SCHOOL, refused
from khaigiang.apps.delivery.models import Attendance, Roll
from khaigiang.apps.delivery.queries import absences
from khaigiang.apps.results import actions
from khaigiang.apps.results.models import Completion, CompletionReason
from khaigiang.data.profiles import profiles
from khaigiang.foundation import clock, guarded, home

pytestmark = pytest.mark.django_db
OWN = """
name = "Quy chế của trường"
instrument = "Quyết định 12-QĐ/TCT"
article = "Điều 7"
verified = true
programmes = ["CT-RIENG"]

[absence]
percent = 25
measure = "half_days"
counts = ["unexcused"]
"""
HALF_DAYS = 4  # of the small world, with 5 periods each


@pytest.fixture
def world():
    return builders.small_world(districts=1)


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KHAIGIANG_HOME", str(tmp_path))
    folder = home.current().root / "profiles"
    folder.mkdir()
    return folder


def of_programme(world, code):
    with guarded.writing("test"):
        world.line.programme.code = code
        world.line.programme.save()


def rolls(world, *presences, signed=HALF_DAYS):
    """The first trainee's presences half-day by half-day; the other is always there."""
    one, two = world.enrolments
    with guarded.writing("test"):
        for number, (lesson, presence) in enumerate(zip(world.training_class.lessons.all(), presences, strict=True)):
            by = {"state": "signed", "signed_by": "Chủ nhiệm", "signed_at": clock.now()} if number < signed else {}
            roll = Roll.objects.create(training_class=world.training_class, day=lesson.day, part=lesson.part, **by)
            Attendance.objects.create(roll=roll, enrolment=one, presence=presence)
            Attendance.objects.create(roll=roll, enrolment=two, presence="present")


def participation(enrolment):
    return CompletionReason.objects.get(completion__enrolment=enrolment, code__startswith="participation")


def test_packaged_profile_lets_a_fifth_of_the_periods_be_missed_and_says_that_nobody_verified_it(world):
    of_programme(world, profiles()[0].programmes[0])
    rolls(world, "excused", "late", "present", "present")
    actions.judge_class(world.training_class, by=SCHOOL)
    said = participation(world.enrolments[0])
    assert (said.code, said.standing, said.verified) == ("participation.beyond", "not_completed", False)
    assert said.instrument == profiles()[0].absence.citation.instrument
    assert said.facts == {"absent": "5", "of": "20", "measure": "periods", "counts": "excused,unexcused", "limit": "20"}
    assert Completion.objects.get(enrolment=world.enrolments[0]).standing == "not_completed"
    assert participation(world.enrolments[1]).code == "participation.whole"


@pytest.mark.parametrize(
    ("presences", "code"),
    [
        (("excused", "excused", "excused", "unexcused"), "participation.within"),
        (("present", "unexcused", "unexcused", "late"), "participation.beyond"),
    ],
)
def test_own_profile_is_judged_in_its_measure_by_what_it_counts(world, own_folder, presences, code):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    of_programme(world, "CT-RIENG")
    rolls(world, *presences)
    actions.judge_class(world.training_class, by=SCHOOL)
    said = participation(world.enrolments[0])
    assert (said.code, said.instrument, said.article, said.verified) == (code, "Quyết định 12-QĐ/TCT", "Điều 7", True)


def test_limit_stands_on_the_page_in_words_with_its_source(world, own_folder, planner):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    of_programme(world, "CT-RIENG")
    rolls(world, "unexcused", "unexcused", "excused", "present")
    actions.judge_class(world.training_class, by=SCHOOL)
    page = html.fromstring(planner.get(reverse("results:of_class", args=[world.training_class.pk])).content.decode())
    said = [" ".join(each.text_content().split()) for each in page.xpath("//ul[@class='reasons']/li")]
    assert "Vắng không phép 2/4 buổi, quá giới hạn 25 %. Quyết định 12-QĐ/TCT, Điều 7" in said
    assert "Có mặt đủ 4 buổi. Thông tư 01/2018/TT-BNV" in said


def test_board_decides_where_no_limit_is_on_record(world):
    rolls(world, "excused", "present", "present", "present")
    finishing.remark(world.enrolments[0])
    actions.judge_class(world.training_class, by=SCHOOL)
    assert participation(world.enrolments[0]).code == "participation.stated"


def test_board_that_denies_is_heard_within_every_limit(world, own_folder):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    of_programme(world, "CT-RIENG")
    rolls(world, "present", "present", "present", "present")
    finishing.remark(world.enrolments[0], took_part=False)
    actions.judge_class(world.training_class, by=SCHOOL)
    assert participation(world.enrolments[0]).code == "participation.denied"


@pytest.mark.parametrize("signed", [0, 3])
def test_absences_are_not_judged_before_every_roll_is_signed(world, own_folder, signed):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    of_programme(world, "CT-RIENG")
    rolls(world, "unexcused", "unexcused", "unexcused", "present", signed=signed)
    finishing.remark(world.enrolments[0])
    actions.judge_class(world.training_class, by=SCHOOL)
    said = participation(world.enrolments[0])
    assert (said.code, said.standing) == ("participation.unsigned", "not_enough_information")
    assert said.facts == {"signed": str(signed), "half_days": "4"}


def test_half_day_without_a_roll_is_not_a_signed_one(world):
    of_programme(world, profiles()[0].programmes[0])
    rolls(world, "present", "present", "present", "present")
    builders.lesson(world.training_class, world.line.programme.modules.first().topics.first(), dt.date(2022, 5, 20))
    actions.judge_class(world.training_class, by=SCHOOL)
    assert participation(world.enrolments[0]).facts == {"signed": "4", "half_days": "5"}


def test_who_joined_after_rolls_were_signed_is_not_said_to_have_been_there(world):
    rolls(world, "present", "present", "present", "present")
    with guarded.writing("test"):
        Attendance.objects.filter(enrolment=world.enrolments[0], roll__part="morning").delete()
    assert {row.row.enrolment.pk: row.signed for row in absences(world.training_class).rows} == {
        world.enrolments[0].pk: 2,
        world.enrolments[1].pk: 4,
    }
    actions.judge_class(world.training_class, by=SCHOOL)
    assert participation(world.enrolments[0]).code == "participation.unknown"


def test_decision_names_the_school_s_own_rules_and_no_unverified_practice(world, own_folder):
    (own_folder / "truong.toml").write_text(OWN, encoding="utf-8")
    rolls(world, "excused", "present", "present", "present")
    test = finishing.assessment(world.line.programme)
    for each in world.enrolments:
        finishing.mark(test, each, "8")
        finishing.remark(each)
    for code, grounds in (("CT-RIENG", True), (profiles()[0].programmes[0], False)):
        of_programme(world, code)
        actions.judge_class(world.training_class, by=SCHOOL)
        paper = actions.draft_recognition(world.training_class, by=SCHOOL)
        text = "\n".join(each.text for each in docx.Document(io.BytesIO(bytes(paper.content))).paragraphs)
        assert ("Căn cứ Quyết định 12-QĐ/TCT" in text, "Căn cứ Thông lệ" in text) == (grounds, False)
        assert "Căn cứ Thông tư 01/2018/TT-BNV" in text


def test_faulty_profile_is_said_in_words_and_judges_nobody(world, own_folder, planner):
    (own_folder / "truong.toml").write_text(OWN.replace("[absence]", "[absence"), encoding="utf-8")
    with refused("profile_faulty"):
        actions.judge_class(world.training_class, by=SCHOOL)
    for slice_, sent in (("delivery:attendance", {}), ("results:of_class", {"act": "judge"})):
        address = reverse(slice_, args=[world.training_class.pk])
        answer = planner.post(address, sent) if sent else planner.get(address)
        (box,) = html.fromstring(answer.content.decode()).xpath("//*[@role='alert']")
        assert box.text_content().strip().startswith("Tệp quy chế đào tạo truong.toml trong thư mục dữ liệu bị sai (")
