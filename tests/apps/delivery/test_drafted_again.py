"""The drafts of a class whose people have changed name those who sit there now."""

import io

import docx
import pytest

from apps.acting import LEADER, PLANNER, SENDER, last_event, refused
from apps.delivery.ready import MORNING, ready
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.actions import draft_again, draft_papers, issue_papers
from khaigiang.apps.delivery.tasks import draft_again as job
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """A class whose papers are drafted, and whose people of the second district have left since."""
    world = ready()
    with guarded.writing("test"):
        Paper.objects.all().delete()
    draft_papers(world.training_class, by=PLANNER)
    with guarded.writing("test"):
        Enrolment.objects.filter(nomination__list__unit=world.districts[1]).delete()
    return world


def summonses() -> list[str]:
    return [paper.file_name.rpartition("/")[2] for paper in Paper.objects.filter(kind=PaperKind.SUMMONS)]


def words(kind: str) -> str:
    document = docx.Document(io.BytesIO(bytes(Paper.objects.filter(kind=kind).latest("pk").content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*cells, *(each.text for each in document.paragraphs)])


def test_units_with_nobody_left_lose_their_draft_and_the_rest_is_written_anew(world) -> None:
    made = draft_again(world.training_class, by=PLANNER)

    assert summonses() == ["quan-so-1.docx"]
    assert world.nominations[0].person.full_name in words(PaperKind.SUMMONS)
    assert last_event() == (
        "delivery.papers_drafted_again",
        f"TrainingClass:{world.training_class.pk}",
        "7",
        {"name": world.training_class.name, "papers": str(len(made))},
    )


def test_nothing_is_drafted_where_nothing_was_or_where_a_paper_is_issued(world) -> None:
    issue_papers(world.training_class, dated=MORNING.day, by=PLANNER)
    job(world.training_class.pk)
    assert summonses() == ["quan-so-1.docx", "quan-so-2.docx"]
    with guarded.writing("test"):
        Paper.objects.all().delete()
    job(world.training_class.pk)
    job(0)
    assert Paper.objects.count() == 0


def test_drafting_again_is_for_whoever_delivers(world) -> None:
    for other in (LEADER, SENDER):
        with refused("may_not_deliver"):
            draft_again(world.training_class, by=other)
