import datetime as dt

import pytest

from apps.acting import LEADER, PLANNER, SCHOOL, last_event, refused
from apps.delivery.ready import ready
from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.delivery.actions import draft_papers, finish_class, issue_papers, open_class
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.models import TrainingRecord
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

FIRST, LAST = dt.date(2022, 5, 11), dt.date(2022, 5, 12)
ONLY_THEY = "Chỉ cơ quan tham mưu kế hoạch hoặc cơ sở đào tạo được khai giảng, bế giảng lớp."


@pytest.fixture
def held(db) -> TrainingClass:
    """A class with its timetable and four people of two districts, waiting to be opened."""
    world = ready()
    return TrainingClass.objects.select_related("line__plan", "line__programme").get(pk=world.training_class.pk)


def counts() -> list[tuple[int, int, int, int]]:
    units = Quota.objects.filter(unit__isnull=False).order_by("pk")
    return list(units.values_list("nominated", "accepted", "attending", "completed"))


def test_open_begins_the_class_and_counts_its_seats_as_attended(held) -> None:
    open_class(held, on=FIRST, by=SCHOOL)

    assert list(TrainingClass.objects.values_list("state", "opened_on", "finished_on")) == [("open", FIRST, None)]
    assert counts() == [(2, 2, 2, 0)] * 2
    assert last_event() == (
        "delivery.opened",
        f"TrainingClass:{held.pk}",
        "7",
        {"name": held.name, "on": "2022-05-11", "people": "4"},
    )


def test_open_freezes_titles_units_and_the_programme(held) -> None:
    open_class(held, on=FIRST, by=PLANNER)
    with guarded.writing("test"):
        for row in Enrolment.objects.select_related("nomination__unit"):
            row.nomination.position_title = "Chức danh mới"
            row.nomination.save()
            row.nomination.unit.name = "Phường mới"
            row.nomination.unit.save()

    assert list(Enrolment.objects.order_by("pk").values_list("title_then", "unit_then")) == [
        ("Bí thư Đảng ủy", f"Phường {place}") for place in ("1.1", "1.2", "2.1", "2.2")
    ]
    assert Programme.objects.get().frozen


def test_open_before_the_first_day_is_refused(held) -> None:
    with refused("too_early_to_open", f"{held.name} khai giảng ngày 11/05/2022; chưa đến ngày đó."):
        open_class(held, on=FIRST - dt.timedelta(days=1), by=PLANNER)
    held.refresh_from_db()
    assert held.state == "timetabled"


def test_open_and_finish_are_for_planners_and_schools(held) -> None:
    for verb in (open_class, finish_class):
        with refused("may_not_deliver", ONLY_THEY):
            verb(held, on=LAST, by=LEADER)
    with refused("may_not_deliver", ONLY_THEY):
        draft_papers(held, by=LEADER)
    with refused("may_not_deliver", ONLY_THEY):
        issue_papers(held, dated=LAST, by=LEADER)


@pytest.mark.parametrize("state", [ClassState.FORMED, ClassState.OPEN, ClassState.FINISHED])
def test_open_is_refused_in_any_other_state(held, state) -> None:
    with guarded.writing("test"):
        held.state = state
        held.save()

    sentence = f"{held.name} chỉ có thể khai giảng khi đã có thời khóa biểu và chưa khai giảng."
    with refused("cannot_open_class", sentence):
        open_class(held, on=FIRST, by=PLANNER)


def test_open_that_the_counters_refuse_leaves_nothing(held) -> None:
    with guarded.writing("test"):
        Quota.objects.filter(unit__isnull=False).update(accepted=1)

    with refused("quota_attending_were_accepted"):
        open_class(held, on=FIRST, by=PLANNER)
    assert (TrainingClass.objects.get().state, Programme.objects.get().frozen) == ("timetabled", False)
    assert set(Enrolment.objects.values_list("title_then", flat=True)) == {""}


def test_finish_ends_the_lessons_and_leaves_completion_to_be_judged(held) -> None:
    open_class(held, on=FIRST, by=PLANNER)

    finish_class(held, on=LAST, by=PLANNER)

    assert list(TrainingClass.objects.values_list("state", "opened_on", "finished_on")) == [("finished", FIRST, LAST)]
    assert (counts(), TrainingRecord.objects.count()) == ([(2, 2, 2, 0)] * 2, 0)
    assert last_event() == (
        "delivery.finished",
        f"TrainingClass:{held.pk}",
        "7",
        {"name": held.name, "on": "2022-05-12", "people": "4"},
    )


def test_finish_before_the_last_day_is_refused(held) -> None:
    open_class(held, on=FIRST, by=PLANNER)

    with refused("class_not_over", f"{held.name} còn buổi học đến ngày 12/05/2022."):
        finish_class(held, on=FIRST, by=PLANNER)


def test_finish_of_a_class_that_is_not_open_is_refused(held) -> None:
    with refused("cannot_finish_class", f"{held.name} chỉ có thể bế giảng khi đang học."):
        finish_class(held, on=LAST, by=PLANNER)


def papers() -> list[tuple[str, str, int | None, str]]:
    made = Paper.objects.exclude(file_name="tep.docx").order_by("pk")
    return list(made.values_list("file_name", "state", "number", "symbol"))


def test_papers_are_drafted_for_the_class_and_each_sending_unit(held) -> None:
    with guarded.writing("test"):
        Paper.objects.all().delete()
    made = draft_papers(held, by=SCHOOL)

    folder = held.code.lower()
    assert papers() == [
        (f"{folder}/{name}", "draft", None, "")
        for name in (
            "quyet-dinh-mo-lop.docx",
            "trieu-tap/quan-so-1.docx",
            "trieu-tap/quan-so-2.docx",
            "danh-sach-lop.xlsx",
            "thoi-khoa-bieu.xlsx",
            "thoi-khoa-bieu.pdf",
            "lich-hoc.ics",
        )
    ]
    assert last_event() == (
        "delivery.papers_drafted",
        f"TrainingClass:{held.pk}",
        "7",
        {"name": held.name, "papers": str(len(made))},
    )


def test_papers_drafted_again_are_the_same_bytes_in_the_same_rows(held) -> None:
    first = [(paper.pk, paper.digest) for paper in draft_papers(held, by=SCHOOL)]

    assert [(paper.pk, paper.digest) for paper in draft_papers(held, by=SCHOOL)] == first


def test_papers_are_issued_decision_first_with_number_symbol_and_day(held) -> None:
    with guarded.writing("test"):
        Paper.objects.all().delete()
    draft_papers(held, by=SCHOOL)

    made = issue_papers(held, dated=dt.date(2022, 5, 5), by=SCHOOL)

    assert [(state, number, symbol) for _file, state, number, symbol in papers()] == [
        ("issued", 1, "QĐ/BTCTU"),
        ("issued", 1, "CV/BTCTU"),
        ("issued", 2, "CV/BTCTU"),
        *[("draft", None, "")] * 4,
    ]
    assert {paper.dated for paper in made} == {dt.date(2022, 5, 5)}
    assert last_event()[0::3] == ("delivery.papers_issued", {"name": held.name, "papers": "3"})
    assert issue_papers(held, dated=dt.date(2022, 5, 6), by=SCHOOL) == []


def test_papers_that_are_issued_are_not_drafted_again(held) -> None:
    draft_papers(held, by=SCHOOL)
    issue_papers(held, dated=FIRST, by=SCHOOL)

    with refused("paper_already_issued"):
        draft_papers(held, by=SCHOOL)


def test_papers_without_drafts_are_not_issued(held) -> None:
    file = f"{held.code.lower()}/quyet-dinh-mo-lop.docx"
    with refused("paper_not_drafted", f"Văn bản {file} chưa có dự thảo nên chưa ban hành được."):
        issue_papers(held, dated=FIRST, by=SCHOOL)


def test_papers_of_a_class_without_a_timetable_are_refused(held) -> None:
    with guarded.writing("test"):
        held.lessons.all().delete()

    sentence = f"{held.name} chưa có thời khóa biểu nên chưa soạn được văn bản."
    with refused("class_has_no_timetable", sentence):
        draft_papers(held, by=SCHOOL)
    with refused("class_has_no_timetable", sentence):
        issue_papers(held, dated=FIRST, by=SCHOOL)
