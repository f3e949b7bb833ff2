"""The registry clerk gives the number at signing; here it is written down."""

import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from documents.reading import docx_text
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import draft_papers, issue_papers
from khaigiang.apps.papers.actions import Signed, issue_signed
from khaigiang.apps.papers.models import OutgoingRegister, Paper, PaperKind

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 5, 5)
SIGNED = Signed(DAY, "Trần Văn Ký")


@pytest.fixture
def held() -> TrainingClass:
    return builders.small_world(districts=2, people=2).training_class


@pytest.fixture
def decision(held) -> Paper:
    return next(paper for paper in draft_papers(held, by=PLANNER) if paper.kind == PaperKind.OPENING_DECISION)


def test_paper_says_number_day_and_signer_as_they_were_given(decision) -> None:
    issue_signed(decision, SIGNED, number=212, by=SCHOOL)

    stored = Paper.objects.get(pk=decision.pk)
    said = docx_text(bytes(stored.content))
    assert (stored.state, stored.number, stored.dated, stored.signer) == ("issued", 212, DAY, "Trần Văn Ký")
    assert ("Số 212-QĐ/BTCTU" in said, "ngày 05 tháng 5 năm 2022" in said, "Trần Văn Ký" in said) == (True,) * 3
    assert last_event() == (
        "papers.issued_signed",
        f"Paper:{decision.pk}",
        "7",
        {"number": "212", "dated": "2022-05-05"},
    )


def test_summons_goes_to_its_own_unit_with_its_own_number(held, decision) -> None:
    summonses = Paper.objects.filter(kind=PaperKind.SUMMONS)
    for number, paper in enumerate(summonses, start=7):
        issue_signed(paper, SIGNED, number=number, by=PLANNER)

    assert list(summonses.values_list("number", flat=True)) == [7, 8]
    assert [("Số 07-CV" in docx_text(bytes(paper.content))) for paper in summonses.all()] == [True, False]


def test_next_number_of_the_register_follows_the_one_that_was_given(held, decision) -> None:
    issue_signed(decision, SIGNED, number=212, by=PLANNER)

    issue_papers(held, dated=DAY, by=PLANNER)

    assert sorted(OutgoingRegister.objects.values_list("last_number", flat=True)) == [2, 212]


def test_number_that_was_given_to_another_paper_is_refused(held, decision) -> None:
    first, second = Paper.objects.filter(kind=PaperKind.SUMMONS)
    issue_signed(first, SIGNED, number=7, by=PLANNER)

    with refused("number_taken", f"Số 7 đã cấp cho “{first.title}” trong cùng sổ."):
        issue_signed(second, SIGNED, number=7, by=PLANNER)


@pytest.mark.parametrize("number", [0, -3])
def test_number_below_one_is_refused(decision, number) -> None:
    with refused("number_below_one", f"Số văn bản phải từ 1 trở lên, không thể là {number}."):
        issue_signed(decision, SIGNED, number=number, by=PLANNER)


def test_working_paper_takes_no_number(held, decision) -> None:
    paper = Paper.objects.get(kind=PaperKind.CLASS_LIST)
    with refused("paper_not_official", f"“{paper.title}” là tài liệu làm việc, không lấy số."):
        issue_signed(paper, SIGNED, number=1, by=PLANNER)


def test_leader_writes_down_no_number(decision) -> None:
    with refused("may_not_issue", "Chỉ cơ quan tham mưu kế hoạch và cơ sở đào tạo được ghi số văn bản."):
        issue_signed(decision, SIGNED, number=1, by=LEADER)


def test_number_is_written_down_by_page(planner, held, decision) -> None:
    page = reverse("papers:issue", args=[decision.pk])
    listed = planner.get(reverse("classes:papers", args=[held.pk])).content.decode()
    assert page in listed

    answer = planner.post(page, {"number": "212", "dated": "2022-05-05", "signer": "Trần Văn Ký"}, follow=True)

    assert answer.redirect_chain == [(page, 302)]
    assert "Số 212-QĐ/BTCTU, ngày 05/05/2022." in answer.content.decode()
    assert page not in planner.get(reverse("classes:papers", args=[held.pk])).content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"number": "0", "dated": "2022-05-05"}, "Số văn bản phải từ 1 trở lên"),
        ({"number": "bốn", "dated": "2022-05-05"}, "Nhập một số nguyên"),
        ({"number": "4", "dated": "30/2/2022"}, "Nhập một ngày hợp lệ"),
        ({}, "bắt buộc"),
    ],
)
def test_faulty_form_is_answered_in_place_and_numbers_nothing(planner, decision, sent, said) -> None:
    answer = planner.post(reverse("papers:issue", args=[decision.pk]), sent)

    assert (answer.status_code, Paper.objects.get(pk=decision.pk).state) == (422, "draft")
    assert said in answer.content.decode()


def test_second_press_is_refused_in_words(planner, decision) -> None:
    page, sent = reverse("papers:issue", args=[decision.pk]), {"number": "4", "dated": "2022-05-05"}
    planner.post(page, sent)

    answer = planner.post(page, sent)

    assert answer.status_code == 422
    assert Paper.objects.get(pk=decision.pk).number == 4
