import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

import builders
import finishing
from apps.delivery.ready import filled
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.results.bridge import mark_sheet_of
from khaigiang.apps.results.models import Completion, Mark, Remark
from khaigiang.foundation import guarded
from khaigiang.intake.marks import write_marks

pytestmark = pytest.mark.django_db


def page_of(world):
    return reverse("results:of_class", args=[world.training_class.pk])


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_the_same_number_of_questions(people, planner, django_assert_num_queries):
    world = builders.small_world(districts=1, people=people)
    test = finishing.assessment(world.line.programme)
    for each in world.enrolments:
        finishing.mark(test, each, "8")
        finishing.completion(each)
    with django_assert_num_queries(12):
        planner.get(page_of(world))


def test_grid_is_recorded_in_one_post(planner):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    one, two = (each.pk for each in world.enrolments)
    sent = {
        "act": "record",
        f"d-{one}-{test.pk}": "8,5",
        f"d-{two}-{test.pk}": "",
        f"t-{one}": "co",
        f"n-{one}": "khong",
    }
    assert planner.post(page_of(world), sent).status_code == 302
    assert list(Mark.objects.values_list("enrolment", "value")) == [(one, 8.5)]
    assert list(Remark.objects.values_list("enrolment", "took_part", "obeyed")) == [(one, True, False)]


def test_faulty_cell_is_kept_as_typed_and_nothing_is_written(planner):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    one, two = (each.pk for each in world.enrolments)
    sent = {"act": "record", f"d-{one}-{test.pk}": "12", f"d-{two}-{test.pk}": "7", f"t-{one}": "co"}
    answer = planner.post(page_of(world), sent)
    page = html.fromstring(answer.content.decode())
    assert (answer.status_code, Mark.objects.count(), Remark.objects.count()) == (422, 0, 0)
    assert page.xpath(f"//input[@name='d-{one}-{test.pk}']/@value") == ["12"]
    assert page.xpath(f"//*[@id='w-d-{one}-{test.pk}']/text()") == ["Vượt thang điểm 10."]
    assert page.xpath(f"//input[@name='d-{two}-{test.pk}']/@value") == ["7"]


def test_whole_class_is_stated_well_but_who_was_not(planner):
    world = builders.small_world(districts=1)
    finishing.remark(world.enrolments[0], took_part=None, obeyed=False)
    planner.post(page_of(world), {"act": "all_well"})
    said = dict(Remark.objects.values_list("enrolment", "obeyed"))
    assert said == {world.enrolments[0].pk: False, world.enrolments[1].pk: True}
    assert set(Remark.objects.values_list("took_part", flat=True)) == {True}


def test_class_goes_from_test_to_decision_on_its_page(planner):
    world = builders.small_world(districts=1)
    with guarded.writing("test"):
        Topic.objects.filter(name="Chuyên đề 4").update(kind="test")
    assert planner.post(page_of(world), {"act": "set_up"}).status_code == 302
    sheet = mark_sheet_of(world.training_class)
    for each in world.enrolments:
        finishing.mark(world.line.programme.assessments.get(), each, "9")
    file = SimpleUploadedFile("diem.xlsx", write_marks(sheet))
    assert planner.post(page_of(world), {"act": "file", "file": file}).status_code == 302
    planner.post(page_of(world), {"act": "all_well"})
    assert planner.post(page_of(world), {"act": "judge"}).status_code == 302
    assert planner.post(page_of(world), {"act": "recognise"}).status_code == 302
    assert set(Completion.objects.values_list("standing", flat=True)) == {"completed"}
    assert Paper.objects.filter(kind="recognition").count() == 1
    assert "Các bài kiểm tra đều đạt từ 5/10 điểm." in planner.get(page_of(world)).content.decode()


@pytest.mark.parametrize("act", ["recognise", "file", "unheard", "set_up"])
def test_act_that_is_refused_says_so_on_the_page(act, planner):
    world = builders.small_world(districts=1)
    assert planner.post(page_of(world), {"act": act}).status_code == 422


def test_file_with_faults_is_refused_with_its_cells(planner):
    world = builders.small_world(districts=1)
    finishing.assessment(world.line.programme)
    answer = planner.post(page_of(world), {"act": "file", "file": SimpleUploadedFile("diem.xlsx", b"khong phai")})
    assert "Tệp diem.xlsx: Tệp không phải là bảng tính (.xlsx, .xls, .ods, .csv)." in answer.content.decode()


def test_mark_out_of_scale_in_a_workbook_is_refused_with_its_cell_and_nothing_is_written(planner):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    finishing.mark(test, world.enrolments[0], "7")
    sheet = filled(write_marks(mark_sheet_of(world.training_class)), {"F5": "8", "F6": "12"})
    answer = planner.post(page_of(world), {"act": "file", "file": SimpleUploadedFile("diem.xlsx", sheet)})
    (box,) = html.fromstring(answer.content.decode()).xpath("//*[@role='alert']")
    assert answer.status_code == 422
    assert "ô F6: Điểm “12” của Đỗ Ánh Dương 12 vượt thang điểm 10." in " ".join(box.text_content().split())
    assert [each.value for each in Mark.objects.all()] == [7]


@pytest.mark.parametrize(("mark", "status"), [("12", 200), ("9", 302)])
def test_a_mark_sheet_is_only_checked_and_given_back_by_page(mark, status, planner):
    world = builders.small_world(districts=1)
    finishing.assessment(world.line.programme)
    sheet = filled(write_marks(mark_sheet_of(world.training_class)), {"F5": mark})
    answer = planner.post(page_of(world), {"act": "check", "file": SimpleUploadedFile("diem.xlsx", sheet)})
    name = answer.headers.get("Content-Disposition", "")
    assert (answer.status_code, "diem-da-kiem-tra.xlsx" in name) == (status, status == 200)
    assert not Mark.objects.exists()


def test_marks_and_remarks_of_a_certified_trainee_are_refused_by_page_in_words(planner):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    finishing.mark(test, world.enrolments[0], "7")
    sheet = write_marks(mark_sheet_of(world.training_class))
    finishing.certificate_of(world.enrolments[0])
    changed = filled(sheet, {"F5": "9"})
    answer = planner.post(page_of(world), {"act": "file", "file": SimpleUploadedFile("diem.xlsx", changed)})
    said = "Lê Thị Bình 11 đã được cấp chứng nhận nên điểm và nhận xét không sửa được; hãy thu hồi chứng nhận trước."
    (box,) = html.fromstring(answer.content.decode()).xpath("//*[@role='alert']")
    assert (answer.status_code, box.text_content().strip()) == (422, said)
    assert Mark.objects.get().value == 7


def test_grid_opened_before_a_certificate_was_issued_is_refused_in_words(planner):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    one, two = world.enrolments
    finishing.mark(test, one, "7")
    finishing.certificate_of(one)
    field = f"d-{one.pk}-{test.pk}"
    answer = planner.post(page_of(world), {"act": "record", field: "9", f"d-{two.pk}-{test.pk}": "8"})
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 422
    assert page.xpath("//*[@role='alert']/strong/text()")[0].startswith("Lê Thị Bình 11 đã được cấp chứng nhận")
    assert page.xpath(f"//input[@name='d-{two.pk}-{test.pk}']/@value") == ["8"]
    assert planner.post(page_of(world), {"act": "record", field: "7", f"t-{one.pk}": ""}).status_code == 302
    assert [each.value for each in Mark.objects.all()] == [7]


@pytest.mark.parametrize("name", ["d-{other}-{test}", "d-{own}-999", "t-{other}"])
def test_mark_of_somebody_elsewhere_is_refused_on_the_grid_and_what_was_typed_stays(planner, name):
    world = builders.small_world(districts=1)
    test = finishing.assessment(world.line.programme)
    own, other = world.enrolments[0].pk, finishing.another_class(world, "Lớp khác").enrolments.all()[0].pk
    stranger = name.format(own=own, other=other, test=test.pk)
    answer = planner.post(page_of(world), {"act": "record", f"d-{own}-{test.pk}": "8", stranger: "co"})
    page = html.fromstring(answer.content.decode())
    said = page.xpath("//*[@role='alert']/strong/text()")
    assert (answer.status_code, said) == (422, ["Có người không thuộc Lớp 1; chưa ghi gì."])
    assert page.xpath(f"//input[@name='d-{own}-{test.pk}']/@value") == ["8"]
    assert (Mark.objects.count(), Remark.objects.count()) == (0, 0)


def test_mark_sheet_is_downloaded(planner):
    world = builders.small_world(districts=1)
    finishing.assessment(world.line.programme)
    answer = planner.get(reverse("results:mark_sheet", args=[world.training_class.pk]))
    assert (answer.content[:2], "bang-diem-" in answer.headers["Content-Disposition"]) == (b"PK", True)


def test_mark_sheet_of_a_programme_without_assessments_is_refused_in_words(planner):
    world = builders.small_world(districts=1)
    answer = planner.get(reverse("results:mark_sheet", args=[world.training_class.pk]))
    assert answer.status_code == 422
    assert "Chương trình của Lớp 1 chưa có bài kiểm tra nào; hãy lập" in answer.content.decode()


def test_sending_unit_reads_its_own_people_and_writes_nothing(as_user):
    world = builders.small_world()
    test = finishing.assessment(world.line.programme)
    finishing.mark(test, world.enrolments[0], "8")
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))
    page = own.get(page_of(world)).content.decode()
    assert ("Lê Thị Bình 11" in page, "Lê Thị Bình 21" in page, "mark-cell" in page) == (True, False, False)
    assert own.post(page_of(world), {"act": "record", f"d-{world.enrolments[0].pk}-{test.pk}": "9"}).status_code == 403
    assert Mark.objects.get().value == 8
