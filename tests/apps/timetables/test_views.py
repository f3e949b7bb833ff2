import pytest
from django.urls import reverse
from lxml import html

import builders
from khaigiang.apps.catalogue.models import Topic
from khaigiang.foundation import guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db


def of(name, *key):
    return reverse(f"timetables:{name}", args=key)


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize(
    ("name", "questions"), [("of_class", 16), ("lecturers", 7), ("lecturer", 8), ("rooms", 7), ("room", 7)]
)
def test_page_asks_the_same_number_of_questions(name, questions, people, planner, django_assert_num_queries):
    world = builders.small_world(districts=1)
    topic = Topic.objects.first()
    for number in range(1, people):
        by = builders.lecturer(f"Thêm Người {number}")
        hall = builders.room(f"Phòng {number}")
        builders.lesson(
            world.training_class, topic, world.planned.last_day, ("morning", "afternoon")[number % 2], by=by, where=hall
        )
    key = {"of_class": world.training_class.pk, "lecturer": world.lecturer.pk, "room": world.room.pk}.get(name)
    with django_assert_num_queries(questions):
        planner.get(of(name, *([key] if key else [])))


def cells(answer):
    page = html.fromstring(answer.content.decode())
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
        for row in page.xpath("//table[@class='grid']/tbody/tr[td]")
    ]


def test_grid_marks_the_opening_the_closing_and_today(planner):
    world = builders.small_world()
    answer = planner.get(of("of_class", world.training_class.pk))
    grid = cells(answer)
    assert (grid[0][0].startswith("Khai giảng Chuyên đề 1"), grid[-1][-1].endswith("Bế giảng")) == (True, True)
    (today,) = html.fromstring(answer.content.decode()).xpath("//tr[@class='today']/th")
    assert "12/05 · hôm nay" in today.text_content()


def test_grid_of_a_lecturer_names_class_and_room(planner):
    world = builders.small_world()
    grid = cells(planner.get(of("lecturer", world.lecturer.pk)))
    assert grid[0][0] == "Lớp 1: Chuyên đề 1 Lên lớp · Hội trường A · 5 tiết"


def test_long_topic_says_which_half_day_it_is(planner):
    world = builders.small_world()
    builders.lesson(world.training_class, Topic.objects.first(), world.planned.last_day)
    assert "(buổi 2/2)" in cells(planner.get(of("of_class", world.training_class.pk)))[-1][0]


def test_class_without_a_timetable_says_when_it_comes(planner):
    held = builders.training_class(builders.planned_class(builders.line(builders.plan())))
    assert "Lớp chưa có thời khóa biểu" in planner.get(of("of_class", held.pk)).content.decode()


def test_load_counts_half_days_periods_and_classes(planner):
    builders.small_world()
    page = html.fromstring(planner.get(of("lecturers")).content.decode())
    assert [cell.text for cell in page.xpath("//tbody/tr/td[contains(@class, 'number')]")] == ["4", "20", "1"]


@pytest.mark.parametrize("query", ["?tim=cong", "?sap_xep=-buoi"])
def test_lecturers_swap_into_their_page(query, planner):
    builders.small_world()
    assert swapped_equals_full_load(planner, of("lecturers"), of("lecturers") + query, "lecturers")


def test_rooms_swap_into_their_page(planner):
    builders.small_world()
    assert swapped_equals_full_load(planner, of("rooms"), of("rooms") + "?sap_xep=-cho", "rooms")


def summary_of(answer):
    page = html.fromstring(answer.content.decode())
    return [" ".join(each.text_content().split()) for each in page.xpath("//main//*[@class='small soft']")]


def test_timetable_says_how_much_it_holds_and_which_classes_share_its_lecturers_and_rooms(planner):
    world = builders.small_world()
    beside, apart = (
        builders.training_class(builders.planned_class(world.line, number, name=f"Lớp {number}")) for number in (2, 3)
    )
    first, *_others = Topic.objects.filter(module__programme=world.line.programme)
    own_day, free_day = world.training_class.lessons.first().day, world.planned.last_day
    builders.lesson(beside, first, own_day, "morning", by=world.lecturer)
    builders.lesson(beside, first, own_day, "afternoon", where=world.room)
    builders.lesson(apart, first, free_day, where=world.room, by=world.lecturer)

    said = summary_of(planner.get(of("of_class", world.training_class.pk)))

    assert said == [
        "2 ngày, 4 buổi; 2 học phần, 4 chuyên đề (thảo luận: 0). Ngày học: Thứ Hai – Thứ Sáu · Sáng, Chiều.",
        "Học cùng những ngày này: 1 lớp chung giảng viên hoặc phòng Lớp 2: 1 giảng viên, 1 phòng",
    ]


def test_self_study_and_tests_are_no_topics_of_the_summary(planner):
    world = builders.small_world()
    kinds = ("discussion", "self_study", "test")
    with guarded.writing("test"):
        for topic, kind in zip(Topic.objects.filter(module__programme=world.line.programme), kinds, strict=False):
            topic.kind = kind
            topic.save()

    (said,) = summary_of(planner.get(of("of_class", world.training_class.pk)))

    assert said.startswith("2 ngày, 4 buổi; 2 học phần, 2 chuyên đề (thảo luận: 1).")


def test_trainee_is_not_told_of_other_classes(as_user):
    world = builders.small_world()
    beside = builders.training_class(builders.planned_class(world.line, 2))
    builders.lesson(beside, Topic.objects.first(), world.training_class.lessons.first().day, by=world.lecturer)
    own = as_user(builders.user("trainee", person=world.nominations[0].person))

    assert len(summary_of(own.get(of("of_class", world.training_class.pk)))) == 1
