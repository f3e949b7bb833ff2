import datetime as dt
import io

import openpyxl
import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER
from apps.units.ha_noi import load_ha_noi
from khaigiang.apps.accounts.queries import actor_of
from khaigiang.apps.people.models import Appointment
from khaigiang.apps.plans.models import SendingUnit
from khaigiang.apps.reports.phrases import Placing, Status
from khaigiang.apps.reports.queries import coverage, coverage_now
from khaigiang.apps.units.actions import Basis, close, merge, split
from khaigiang.apps.units.models import Level, Unit
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
TODAY = dt.date(2022, 5, 12)
DAY, LATER = dt.date(2022, 4, 1), dt.date(2022, 5, 1)
HOW = {"day": DAY, "basis": Basis("12-QĐ/TU", "Thành ủy", DAY), "by": PLANNER}


def test_report_of_the_579_secretaries_as_it_was_and_as_it_is_now():
    """Case F: 30 districts and 579 communes as it was; 126 communes as it is now, the unplaced listed."""
    load_ha_noi()
    line = builders.line(builders.plan(), seats=579)
    with guarded.writing("test"):
        for district in Unit.objects.filter(level=Level.DISTRICT):
            SendingUnit.objects.create(line=line, unit=district)

    was = coverage(line, on=TODAY)
    now = coverage_now(line, on=TODAY, day=dt.date(2026, 5, 1))

    assert (len(was.districts), was.total) == (30, 579)
    assert (now.total, len(now.units), len(now.unplaced)) == (579, 126, 252)
    assert now.by_placing == {Placing.TABLE: 327, Placing.SEVERAL: 199, Placing.NOWHERE: 53}
    assert sum(each.total for each in now.units) == 327


@pytest.fixture
def world():
    """Two communes of one district, each with somebody in class."""
    return builders.small_world(districts=1, people=2)


def now_of(world, **asked):
    return coverage_now(world.line, on=TODAY, day=LATER, **asked)


def test_posts_of_units_that_are_still_there_stay_where_they_are(world):
    found = now_of(world)

    assert (found.by_placing, found.unplaced) == ({Placing.SAME: found.total}, ())
    assert sum(each.total for each in found.units) == found.total == coverage(world.line, on=TODAY).total


def test_post_follows_its_unit_that_was_merged(world):
    merge(world.communes[:2], name="Phường Chung", **HOW)

    found = now_of(world)
    (unit,) = [each for each in found.units if each.unit.name == "Phường Chung"]

    assert (unit.total, unit.by_status, unit.possible) == (2, {Status.ATTENDING: 2}, 0)
    assert found.by_placing[Placing.TABLE] == 2


def test_post_of_a_unit_that_was_split_waits_for_its_sender(world):
    split(world.communes[0], into=["Phường Đông", "Phường Tây"], **HOW)

    found = now_of(world)
    (left,) = found.unplaced

    assert (left.how, sorted(each.name for each in left.candidates)) == (Placing.SEVERAL, ["Phường Tây", "Phường Đông"])
    assert {each.unit.name: each.possible for each in found.units if each.possible} == {
        "Phường Đông": 1,
        "Phường Tây": 1,
    }


def test_post_of_a_unit_that_left_nothing_on_record_is_named(world):
    close(world.communes[0], **HOW)

    (left,) = now_of(world).unplaced

    assert (left.how, left.candidates, left.post.name) == (
        Placing.NOWHERE,
        (),
        world.nominations[0].person.full_name,
    )


@pytest.mark.parametrize(("since", "placed"), [(DAY, True), (dt.date(2022, 3, 31), False), (None, False)])
def test_later_post_of_the_holder_places_it(world, since, placed):
    split(world.communes[0], into=["Phường Đông", "Phường Tây"], **HOW)
    east = Unit.objects.get(name="Phường Đông")
    with guarded.writing("test"):
        Appointment.objects.create(person=world.nominations[0].person, unit=east, title="Bí thư", since=since)

    found = now_of(world)

    assert (found.by_placing.get(Placing.CHOSEN, 0), len(found.unplaced)) == ((1, 0) if placed else (0, 1))


def test_sending_unit_asks_about_its_own_posts_only():
    world = builders.small_world(districts=2)
    actor = actor_of(builders.user("sending_unit", units=[world.districts[0]]))

    assert now_of(world, actor=actor).total == coverage(world.line, on=TODAY, actor=actor).total


@pytest.mark.parametrize("districts", [1, 3])
def test_coverage_now_asks_the_same_number_of_questions(districts, django_assert_num_queries):
    world = builders.small_world(districts=districts)
    for number in range(districts):
        first = world.communes[number * 2]
        split(first, into=[f"Phường Đông {number}", f"Phường Tây {number}"], **HOW)
    with django_assert_num_queries(7):
        now_of(world)


def test_page_tells_both_the_placed_and_the_unplaced(world, as_user):
    split(world.communes[0], into=["Phường Đông", "Phường Tây"], **HOW)
    planner = as_user(builders.user("planner", everywhere=True))
    address = reverse("reports:coverage_now", args=[world.line.pk])

    shown = planner.get(address, {"ngay": LATER.isoformat()}).content.decode()

    assert all(words in shown for words in ("Chưa xếp được: 1 chức danh", "Phường Đông", "đơn vị đã chia"))
    assert "Hãy chọn một ngày." in planner.get(address, {"ngay": "hôm nay"}).content.decode()
    assert "Không có đơn vị nào khớp." in planner.get(address, {"tim": "xyz"}).content.decode()


def test_workbook_holds_the_units_of_the_page_and_the_unplaced(world, as_user):
    split(world.communes[0], into=["Phường Đông", "Phường Tây"], **HOW)
    planner = as_user(builders.user("planner", everywhere=True))
    address = reverse("reports:coverage_now_book", args=[world.line.pk])

    answer = planner.get(address, {"ngay": LATER.isoformat(), "tim": "phường đông"})
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    cells = {sheet.title: [cell.value for row in sheet.iter_rows() for cell in row if cell.value] for sheet in book}
    assert list(cells) == ["Theo đơn vị", "Chưa xếp được"]
    assert ("Phường Đông" in cells["Theo đơn vị"], "Phường Tây" in cells["Theo đơn vị"]) == (True, False)
    assert "Phường Đông, Phường Tây" in cells["Chưa xếp được"]
    assert planner.get(address, {"ngay": "hôm nay"}).status_code == 404


def test_fragment_of_the_page_is_what_the_page_holds(world, as_user):
    planner = as_user(builders.user("planner", everywhere=True))
    address = reverse("reports:coverage_now", args=[world.line.pk])
    part = planner.get(address, headers={"HX-Request": "true", "HX-Target": "now"}).content.decode().strip()

    assert part.startswith('<div class="stack" id="now"')
    assert part in planner.get(address).content.decode()
