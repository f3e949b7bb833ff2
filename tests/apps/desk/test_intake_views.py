import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, SECOND, book
from khaigiang.apps.intake.actions import check
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.people.models import Person
from khaigiang.foundation.actor import SYSTEM
from khaigiang.intake.findings import FINDINGS_SHEET
from khaigiang.web.pages import STOP_POLLING
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db
INTAKE = reverse("desk:intake")


def text(answer):
    return answer.content.decode()


def page_of(batch):
    return reverse("desk:batch", args=[batch.pk])


def send(planner, data, **facts):
    file = SimpleUploadedFile("ds.xlsx", data)
    return planner.post(INTAKE, {"file": file, "kind": "people", **facts})


@pytest.fixture
def checked(planner, district):  # noqa: F811 - the fixture of that name
    """A file with a doubled space and a day that no month has."""
    send(planner, book([1, "Nguyễn  Văn Thử", *FIRST[2:]], [2, "Trần Thị Nghiệm", "31/02/1980", *SECOND[3:]]))
    return check(Batch.objects.get(), by=SYSTEM)


def test_a_file_that_was_sent_is_waited_for(planner, district):  # noqa: F811
    answer = send(planner, book(FIRST), unit="Quận A")
    batch = Batch.objects.get()
    assert answer.headers["Location"] == page_of(batch)
    assert (batch.unit, batch.state) == (district, "uploaded")
    assert "Đang đọc và kiểm tra tệp" in text(planner.get(page_of(batch)))
    assert "ds.xlsx" in text(planner.get(INTAKE))


def test_a_unit_nobody_knows_is_said_and_nothing_is_kept(planner, district):  # noqa: F811
    answer = send(planner, book(FIRST), unit="Quận Không Có")
    assert answer.status_code == 422
    assert "Không có đơn vị nào tên “Quận Không Có”." in text(answer)
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_files_asks_the_same_number_of_questions(rows, planner, django_assert_num_queries):
    for _ in range(rows):
        builders.batch(unit=builders.unit("Quận A"))
    with django_assert_num_queries(6):
        planner.get(INTAKE)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_file_asks_the_same_number_of_questions(rows, planner, django_assert_num_queries):
    batch = builders.batch(rows)
    with django_assert_num_queries(11):
        planner.get(page_of(batch))


def test_a_checked_file_shows_its_people_with_what_was_found_beside_them(planner, checked):
    page = text(planner.get(page_of(checked)))
    assert "2 người trong tệp" in page
    assert "Sửa thành “Nguyễn Văn Thử”" in page
    assert "31/02/1980” ở cột “Ngày sinh” không đọc được" in page
    assert "dấu cách thừa (1)" in page


@pytest.mark.parametrize(("weight", "shown"), [("loi", "Trần Thị Nghiệm"), ("goi_y", "Nguyễn  Văn Thử")])
def test_people_are_filtered_by_what_was_found(weight, shown, planner, checked):
    rows = text(planner.get(page_of(checked), {"xem": weight})).count('class="as-typed">')
    assert rows == 1
    assert f'<th scope="row" class="as-typed">{shown}</th>' in text(planner.get(page_of(checked), {"xem": weight}))


def test_suggestions_are_taken_by_kind_and_the_file_is_checked_anew(planner, checked):
    planner.post(page_of(checked), {"act": "kind", "kind": "spaces"})
    checked.refresh_from_db()
    assert (checked.state, checked.decisions["kinds"]) == ("uploaded", ["spaces"])
    check(checked, by=SYSTEM)
    assert "Giữ như đã ghi" in text(planner.get(page_of(checked)))


@pytest.mark.parametrize(("act", "decision"), [("take", "cells"), ("keep", "kept")])
def test_one_suggestion_is_taken_or_left(act, decision, planner, checked):
    finding = BatchFinding.objects.get(batch=checked, code="repair")
    planner.post(page_of(checked), {"act": act, "finding": finding.pk})
    checked.refresh_from_db()
    assert checked.decisions[decision] == [["DS", "B2"]]


def test_a_file_with_faults_is_not_written(planner, checked):
    answer = planner.post(page_of(checked), {"act": "commit"})
    assert answer.status_code == 422
    assert "Tệp chưa dùng được: có 1 lỗi" in text(answer)
    assert "DS C3" in text(answer)
    assert Person.objects.count() == 0


def test_a_right_file_is_written_whole(planner, district):  # noqa: F811
    send(planner, book(FIRST, SECOND))
    batch = check(Batch.objects.get(), by=SYSTEM)
    answer = planner.post(page_of(batch), {"act": "commit"})
    assert answer.headers["Location"] == page_of(batch)
    assert Person.objects.count() == 2
    assert "Đã ghi vào hệ thống" in text(planner.get(page_of(batch)))


def test_a_file_is_dropped(planner, checked):
    assert planner.post(page_of(checked), {"act": "drop"}).headers["Location"] == INTAKE
    assert planner.get(page_of(checked)).status_code == 404


def test_an_act_there_is_none_of_changes_nothing(planner, checked):
    assert planner.post(page_of(checked), {"act": "magic"}).status_code == 422


def test_the_workbook_comes_back_with_its_findings(planner, checked):
    answer = planner.get(reverse("desk:batch_book", args=[checked.pk]))
    assert "ds-da-kiem-tra.xlsx" in answer.headers["Content-Disposition"]
    back = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert back.sheetnames == ["DS", FINDINGS_SHEET]


def test_what_could_not_be_read_does_not_come_back(planner, district):  # noqa: F811
    send(planner, b"PK nothing")
    batch = check(Batch.objects.get(), by=SYSTEM)
    assert planner.get(reverse("desk:batch_book", args=[batch.pk])).status_code == 404
    page = text(planner.get(page_of(batch)))
    assert ("bị hỏng hoặc bị cắt cụt" in page, "Không đọc được" in page) == (True, True)
    assert ("Chấp nhận và ghi cả tệp" in page, "Tải tệp đã đánh dấu" in page) == (False, False)


def test_progress_stops_asking_once_the_file_is_checked(planner):
    batch = builders.batch()
    asked = {"HX-Request": "true", "HX-Target": "progress"}
    assert planner.get(page_of(batch), headers=asked).status_code == STOP_POLLING


def test_the_list_of_files_swaps_as_it_loads(planner):
    builders.batch()
    assert swapped_equals_full_load(planner, INTAKE, f"{INTAKE}?sap_xep=tep", "batches")
