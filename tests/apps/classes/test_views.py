import pytest
from django.urls import reverse
from lxml import html

import builders
from khaigiang.apps.classes.queries import classes_of, titles_in
from khaigiang.apps.papers.models import PaperKind
from khaigiang.foundation import guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db


def of(world, name, *more):
    return reverse(f"classes:{name}", args=[world.training_class.pk, *more])


def names(answer):
    rows = html.fromstring(answer.content.decode()).xpath("//section[@id='trainees']//tbody/tr/th")
    return [row.text_content().strip() for row in rows]


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(("name", "questions"), [("trainees", 9), ("groups", 8), ("papers", 7)])
def test_page_asks_the_same_number_of_questions(name, questions, people, planner, django_assert_num_queries):
    world = builders.small_world(districts=1, people=people)
    for number in range(people):
        builders.paper(f"class:{world.training_class.pk}", file_name=f"{number}.docx")
    with django_assert_num_queries(questions):
        planner.get(of(world, name))


def test_list_is_in_vietnamese_order_of_given_names(planner):
    world = builders.small_world(districts=1, people=1)
    builders.more_seats(world.districts[0], 3)
    for place, name in enumerate(("Vũ Thị Ơn", "Lê Văn Ánh", "Đỗ Văn An"), start=2):
        nomination = builders.nominate(
            world.nominations[0].list, builders.person(name), of=world.communes[0], place=place
        )
        builders.enrol(world.training_class, nomination)
    assert names(planner.get(of(world, "trainees"))) == ["Lê Thị Bình 11", "Đỗ Văn An", "Lê Văn Ánh", "Vũ Thị Ơn"]


def test_list_narrows_to_a_group(planner):
    world = builders.small_world()
    assert names(planner.get(of(world, "trainees"), {"to": 2})) == []


def test_list_is_searched_without_diacritics(planner):
    world = builders.small_world()
    assert names(planner.get(of(world, "trainees"), {"tim": "phuong 1.1"})) == ["Lê Thị Bình 11"]


def test_sending_unit_reads_the_names_of_its_own_people_only(as_user):
    world = builders.small_world()
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))
    assert names(own.get(of(world, "trainees"))) == ["Lê Thị Bình 11", "Đỗ Ánh Dương 12"]
    groups = own.get(of(world, "groups")).content.decode()
    assert ("Đỗ Ánh Dương 12" in groups, "Đỗ Ánh Dương 22" in groups) == (True, False)


def test_sending_unit_does_not_open_the_seat_of_others(as_user):
    world = builders.small_world()
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))
    assert own.get(of(world, "seat", world.enrolments[0].pk)).status_code == 200
    assert own.get(of(world, "seat", world.enrolments[-1].pk)).status_code == 403


def test_seat_tells_who_sent_the_person_and_by_which_rule(planner):
    world = builders.small_world()
    page = planner.get(of(world, "seat", world.enrolments[0].pk)).content.decode()
    assert "Quận Số 1 cử" in page
    assert "Nghị quyết 04-NQ/TU ngày 31-5-2021, Điều 2" in page
    assert "chưa đối chiếu với văn bản gốc" in page


def test_sending_unit_reads_timetables_and_its_own_summons_only(as_user):
    world = builders.small_world()
    about = f"class:{world.training_class.pk}"
    builders.paper(about, PaperKind.OPENING_DECISION, file_name="quyet-dinh.docx")
    for district in world.districts:
        builders.paper(f"{about}/unit:{district.pk}", PaperKind.SUMMONS, file_name=f"{district.pk}.docx")
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))
    page = html.fromstring(own.get(of(world, "papers")).content.decode())
    kinds = [cell.text_content() for cell in page.xpath("//table//td[1]")]
    assert kinds == ["Thời khóa biểu", "Triệu tập học viên"]


@pytest.mark.parametrize("query", ["?tim=binh", "?to=1", "?sap_xep=-ten", "?tim=khong-ai"])
def test_trainees_swap_into_their_page(query, planner):
    page = of(builders.small_world(), "trainees")
    assert swapped_equals_full_load(planner, page, page + query, "trainees")


def test_papers_are_counted_by_kind(planner):
    world = builders.small_world()
    about = f"class:{world.training_class.pk}"
    for district in world.districts:
        builders.paper(f"{about}/unit:{district.pk}", PaperKind.SUMMONS, file_name=f"{district.pk}.docx")
    page = html.fromstring(planner.get(of(world, "papers")).content.decode())
    (said,) = page.xpath("//section/p[@class='small soft']")
    assert said.text_content() == "Triệu tập học viên: 2 · Thời khóa biểu: 1"


def test_titles_are_counted_as_they_stood_at_the_opening():
    world = builders.small_world()
    with guarded.writing("test"):
        world.enrolments[0].title_then = "Phó Bí thư Đảng ủy"
        world.enrolments[0].save()
    assert titles_in(world.training_class) == {"Bí thư Đảng ủy": 3, "Phó Bí thư Đảng ủy": 1}


def test_classes_of_a_line_stand_by_number_with_their_sizes(django_assert_num_queries):
    world = builders.small_world()
    builders.training_class(builders.planned_class(world.line, 2))
    with django_assert_num_queries(1):
        assert [(each.name, each.size) for each in classes_of(world.line)] == [("Lớp 1", 4), ("Lớp 2", 0)]
