"""A sending unit hands in its own list: sees what was found, accepts, writes; and nothing of others."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

import builders
from apps.desk.test_commit_batch import ABOVE, BELOW
from apps.intake.conftest import district  # noqa: F401 - the same world
from apps.intake.lists import FIRST, HEAD, SECOND
from intake.books import book_of
from khaigiang.apps.desk.actions import check_batch
from khaigiang.apps.intake.actions import check, upload
from khaigiang.apps.intake.models import Batch, BatchFinding
from khaigiang.apps.intake.queries import blocking
from khaigiang.apps.nominations.models import Nomination, NominationList
from khaigiang.apps.units.models import Level, Unit
from khaigiang.foundation.actor import SYSTEM

INTAKE = reverse("desk:intake")


@pytest.fixture
def quota(district):  # noqa: F811 - the fixture of that name
    line = builders.line(builders.plan(), code="D1", title="Bồi dưỡng bí thư")
    builders.grant(line, builders.unit("Quận B"), 5)
    return builders.grant(line, district, 5)


@pytest.fixture
def sender(quota, as_user):
    """A browser of somebody who acts for the district and what lies below it."""
    return as_user(builders.user("sending_unit", units=[quota.unit]))


@pytest.fixture
def other(as_user):
    return as_user(builders.user("sending_unit", units=[builders.unit("Quận Khác")]))


def text(answer):
    return answer.content.decode()


def send(browser, quota, *rows, **facts):
    file = SimpleUploadedFile("ds.xlsx", book_of({"DS": [*ABOVE, HEAD, *rows, *BELOW]}))
    return browser.post(INTAKE, {"file": file, "quota": quota.pk, **facts})


def page_of(batch):
    return reverse("desk:batch", args=[batch.pk])


def test_a_unit_is_asked_for_a_list_for_its_own_seats_only(sender, quota) -> None:
    page = text(sender.get(INTAKE, {"chi_tieu": f"{quota.line_id}-{quota.unit_id}"}))

    assert f'<option value="{quota.pk}" selected>Bồi dưỡng bí thư · Quận A</option>' in page
    assert ("Quận B" in page, "Nhập thành</label>" in page, "Nhập hai tệp" in page) == (False, False, False)


def test_a_unit_hands_in_its_list_repairs_it_and_nominates(sender, quota) -> None:
    answer = send(sender, quota, [1, "Nguyễn  Văn Thử", *FIRST[2:]], SECOND)
    batch = check(Batch.objects.get(), by=SYSTEM)

    assert answer.headers["Location"] == page_of(batch)
    assert (batch.kind, batch.unit, batch.target) == ("nominations", quota.unit, "D1")
    page = text(sender.get(page_of(batch), {"xem": "goi_y"}))
    assert page.count('class="as-typed">') == 1
    assert "Sửa thành “Nguyễn Văn Thử”" in page
    sender.post(page_of(batch), {"act": "take", "finding": BatchFinding.objects.get(code="repair").pk})
    check(batch, by=SYSTEM)
    sender.post(page_of(batch), {"act": "commit"})

    names = Nomination.objects.order_by("pk").values_list("person__full_name", flat=True)
    assert (NominationList.objects.get().unit, list(names)) == (quota.unit, ["Nguyễn Văn Thử", "Trần Thị Nghiệm"])
    written = text(sender.get(page_of(batch)))
    assert reverse("nominations:unit", args=[quota.line_id, quota.unit_id]) in written


def test_units_that_are_not_the_senders_are_told_before_anything_is_written(sender, quota) -> None:
    city = Unit.objects.get(name="Thành phố Hà Nội")
    builders.unit("Phường Xa", Level.COMMUNE, builders.unit("Quận C", Level.DISTRICT, city))
    near, elsewhere, nowhere = ([*SECOND[:5], name] for name in ("Phường Láng Ha", "Phường Xa", "Phường Hư Không"))
    send(sender, quota, FIRST, near, [3, "Lê Ba", *elsewhere[2:]], [4, "Lê Tư", *nowhere[2:]])
    batch = check_batch(Batch.objects.get(), by=SYSTEM)

    told = BatchFinding.objects.filter(code__startswith="unit").values_list("cell", "code", "severity", "suggestion")
    assert list(told) == [
        ("F7", "unit_near_below", "problem", "Phường Láng Hạ"),
        ("F8", "unit_not_below", "problem", None),
        ("F9", "unit_unknown_below", "problem", None),
    ]
    page = text(sender.get(page_of(batch)))
    assert ("Sửa thành “Phường Láng Hạ”" in page, "“Phường Xa, Quận C” không thuộc “Quận A”" in page) == (True, True)


@pytest.mark.parametrize("taken", [True, False])
def test_a_near_unit_is_taken_only_where_somebody_said_so(taken, sender, quota) -> None:
    send(sender, quota, [*FIRST[:5], "Phường Láng Hq"])
    batch = check_batch(Batch.objects.get(), by=SYSTEM)
    if taken:
        sender.post(page_of(batch), {"act": "take", "finding": BatchFinding.objects.get(code="unit_near_below").pk})
        check_batch(batch, by=SYSTEM)
    sender.post(page_of(batch), {"act": "commit"})

    assert Nomination.objects.get().unit.name == ("Phường Láng Hạ" if taken else "Quận A")


def test_a_line_that_is_not_of_the_plan_holds_a_list_up(quota) -> None:
    file = book_of({"DS": [*ABOVE, HEAD, FIRST, *BELOW]})
    batch = upload("ds.xlsx", file, kind="nominations", unit=quota.unit, target="D9", by=SYSTEM)
    check_batch(batch, by=SYSTEM)

    assert list(blocking(batch).values_list("code", flat=True)) == ["line_unknown"]


def test_a_unit_without_seats_is_told_at_check(quota) -> None:
    file = book_of({"DS": [*ABOVE, HEAD, [*FIRST[:5], ""], *BELOW]})
    of = builders.unit("Quận Không Chỉ Tiêu", Level.DISTRICT, Unit.objects.get(name="Thành phố Hà Nội"))
    batch = check_batch(upload("ds.xlsx", file, kind="nominations", unit=of, target="D1", by=SYSTEM), by=SYSTEM)

    assert list(batch.findings.values_list("code", "severity")) == [("unit_without_seats", "problem")]


def test_a_list_for_the_seats_of_another_unit_is_not_taken(other, sender, quota) -> None:
    foreign = builders.grant(quota.line, builders.unit("Quận C"), 5)

    assert (send(sender, foreign, FIRST).status_code, send(other, quota, FIRST).status_code) == (422, 403)
    assert Batch.objects.count() == 0


def test_the_file_of_a_unit_is_closed_to_others(sender, other, planner, quota) -> None:
    send(sender, quota, FIRST)
    batch = check(Batch.objects.get(), by=SYSTEM)
    book = reverse("desk:batch_book", args=[batch.pk])

    seen = {
        name: [browser.get(page).status_code for page in (page_of(batch), book)]
        for name, browser in (("sender", sender), ("other", other), ("planner", planner))
    }
    assert seen == {"sender": [200, 200], "other": [403, 403], "planner": [200, 200]}
    assert [other.post(page_of(batch), {"act": act}).status_code for act in ("commit", "drop", "kind")] == [403] * 3
    assert ("ds.xlsx" in text(other.get(INTAKE)), "ds.xlsx" in text(sender.get(INTAKE))) == (False, True)


def test_whoever_acts_for_the_same_unit_goes_on_with_the_file(sender, quota, as_user) -> None:
    send(sender, quota, FIRST)
    batch = check(Batch.objects.get(), by=SYSTEM)
    colleague = as_user(builders.user("sending_unit", units=[quota.unit]))

    assert colleague.post(page_of(batch), {"act": "commit"}).headers["Location"] == page_of(batch)
    assert Nomination.objects.count() == 1


def test_a_unit_without_seats_is_told_so(other) -> None:
    assert "Chưa có chỉ tiêu để cử" in text(other.get(INTAKE))


def test_the_page_of_a_unit_leads_to_handing_in(sender, planner, quota) -> None:
    page = reverse("nominations:unit", args=[quota.line_id, quota.unit_id])
    link = f'href="{INTAKE}?chi_tieu={quota.line_id}-{quota.unit_id}"'

    assert [link in text(browser.get(page)) for browser in (sender, planner)] == [True, False]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_files_asks_the_same_number_of_questions(rows, sender, quota, django_assert_num_queries) -> None:
    for _ in range(rows):
        builders.batch(kind="nominations", unit=quota.unit)
    with django_assert_num_queries(10):
        sender.get(INTAKE)
