import pytest
from django.urls import reverse

import builders

pytestmark = pytest.mark.django_db


def test_paper_is_sent_as_it_was_stored(planner):
    paper = builders.paper("class:1", file_name="thời-khóa-biểu.docx")
    answer = planner.get(reverse("papers:download", args=[paper.pk]))
    assert (answer.content, answer.headers["Content-Type"]) == (b"noi dung", "application/octet-stream")
    assert answer.headers["Content-Disposition"].endswith("th%E1%BB%9Di-kh%C3%B3a-bi%E1%BB%83u.docx")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_paper_that_the_reader_has_is_not_sent_again(planner):
    page = reverse("papers:download", args=[builders.paper("class:1").pk])
    digest = planner.get(page).headers["ETag"]
    assert planner.get(page, headers={"If-None-Match": digest}).status_code == 304


def test_paper_of_others_is_refused_even_to_whoever_has_it(as_user):
    paper = builders.paper("class:1")
    own = as_user(builders.user("sending_unit", units=[builders.unit("Huyện Ngoài")]))
    answer = own.get(reverse("papers:download", args=[paper.pk]), headers={"If-None-Match": f'"{paper.digest}"'})
    assert answer.status_code == 403


def test_paper_about_something_without_readers_is_the_offices_alone(as_user):
    paper = builders.paper("plan:1")
    own = as_user(builders.user("sending_unit", units=[builders.unit("Huyện Ngoài")]))
    assert own.get(reverse("papers:download", args=[paper.pk])).status_code == 403


def test_lecturer_reads_the_papers_about_the_own_lessons(as_user):
    world = builders.small_world()
    own = as_user(builders.user("lecturer", person=world.lecturer.person))
    paper = builders.paper(f"lecturer:{world.lecturer.pk}/plan:{world.plan.pk}")
    other = builders.paper(f"lecturer:{builders.lecturer('Người Khác').pk}/plan:{world.plan.pk}")
    answered = [own.get(reverse("papers:download", args=[each.pk])).status_code for each in (paper, other)]
    assert answered == [200, 403]
