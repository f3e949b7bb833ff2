"""Whoever moves up is summoned by a paper of their own: to their unit, and of nobody else."""

import io

import docx
import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER, SENDER, last_event, refused
from apps.delivery.ready import MORNING, ready
from khaigiang.apps.classes.actions import step_back
from khaigiang.apps.delivery.actions import draft_papers, issue_papers, summon_newcomers
from khaigiang.apps.delivery.tasks import summon
from khaigiang.apps.papers.actions import Signed, issue_signed
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.core.states import NominationState

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """Two units were summoned; one of the first has a third person in its reserve."""
    world = ready()
    draft_papers(world.training_class, by=PLANNER)
    issue_papers(world.training_class, dated=MORNING.day, by=PLANNER)
    waiting = builders.person("Ngô Dự Bị")
    builders.nominate(world.nominations[0].list, waiting, of=world.communes[2], state=NominationState.RESERVE, place=3)
    return world


def words(paper: Paper) -> str:
    document = docx.Document(io.BytesIO(bytes(paper.content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(each.text for each in document.paragraphs)])


def summonses() -> list[str]:
    return sorted(Paper.objects.filter(kind=PaperKind.SUMMONS).values_list("title", flat=True))


def test_second_summons_names_whoever_moved_up_and_nobody_else(world) -> None:
    step_back(world.nominations[0], why="ốm", by=PLANNER)
    (made,) = summon_newcomers(world.training_class, by=PLANNER)

    assert last_event()[0] == "delivery.newcomers_summoned"
    assert made.about == f"class:{world.training_class.pk}/unit:{world.districts[0].pk}"
    said = words(made)
    assert ("triệu tập bổ sung" in said, "Ngô Dự Bị" in said) == (True, True)
    assert world.nominations[1].person.full_name not in said
    first = Paper.objects.get(title=made.title.replace("bổ sung ", ""))
    assert ("Ngô Dự Bị" in words(first), len(first.names)) == (False, 2)


def test_second_summons_is_signed_once_and_the_next_one_is_another(world) -> None:
    step_back(world.nominations[0], why="ốm", by=PLANNER)
    (made,) = summon_newcomers(world.training_class, by=PLANNER)
    issue_signed(made, Signed(MORNING.day, "Trần Ký"), number=77, by=PLANNER)

    assert "Ngô Dự Bị" in words(made)
    summon(class_id=world.training_class.pk)
    assert len(summonses()) == 3
    summon(class_id=0)


def test_nobody_is_summoned_anew_while_nobody_moved_up(world) -> None:
    assert summon_newcomers(world.training_class, by=PLANNER) == []
    with refused("may_not_deliver"):
        summon_newcomers(world.training_class, by=SENDER)


def test_home_of_the_unit_says_who_was_called_in_whose_place(world, as_user) -> None:
    gone = world.nominations[0]
    step_back(gone, why="ốm", by=PLANNER)
    home = as_user(builders.user("sending_unit", units=[world.districts[0]])).get(reverse("desk:home"))
    said = f"Ông/bà Ngô Dự Bị được gọi từ danh sách dự bị thay {gone.person.full_name}."
    assert said in home.content.decode()
    other = as_user(builders.user("sending_unit", units=[world.districts[1]])).get(reverse("desk:home"))
    assert "được gọi từ danh sách dự bị" not in other.content.decode()
