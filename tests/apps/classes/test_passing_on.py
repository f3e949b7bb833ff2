"""A place in a class passes on with the seat, until the class begins."""

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import LEADER, PLANNER, last_event, refused
from apps.nominations.test_actions import entry
from khaigiang.apps.classes.actions import step_back, substitute, take_back_waiver
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.nominations.models import Waiver
from khaigiang.apps.quotas.models import Quota
from khaigiang.core.states import ClassState, NominationState
from khaigiang.foundation import clock, guarded

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return builders.small_world(state=ClassState.TIMETABLED)


@pytest.fixture
def waiting(world):
    """Somebody on the reserve of the first district."""
    return builders.nominate(
        world.nominations[0].list,
        builders.person("Lê Dự Bị"),
        of=world.communes[2],
        state=NominationState.RESERVE,
        place=9,
    )


def seated(world) -> set[str]:
    return set(Enrolment.objects.values_list("nomination__person__full_name", flat=True))


def counters(world) -> tuple[int, int]:
    row = Quota.objects.get(line=world.line, unit=world.districts[0])
    return row.nominated, row.accepted


def test_who_moves_up_takes_the_place_and_the_group(world, waiting) -> None:
    leaver, group = world.nominations[0], world.enrolments[0].group

    assert step_back(leaver, why="ốm", by=PLANNER) == waiting

    enrolment = Enrolment.objects.get(nomination=waiting)
    assert (enrolment.training_class, enrolment.group) == (world.training_class, group)
    assert leaver.person.full_name not in seated(world)
    assert counters(world) == (2, 2)
    assert (last_event()[0], last_event()[3]["name"]) == ("classes.seat_passed_on", "Lê Dự Bị")


def test_place_stays_empty_where_nobody_waits(world) -> None:
    assert step_back(world.nominations[0], why="ốm", by=PLANNER) is None
    assert (len(seated(world)), counters(world)) == (3, (1, 1))


def test_substitute_takes_the_place_past_the_reserve(world, waiting) -> None:
    other = substitute(world.nominations[0], entry(world.communes[0], "Lê Thay"), why="chuyển đi", by=PLANNER)
    assert Enrolment.objects.get(nomination=other).training_class == world.training_class
    waiting.refresh_from_db()
    assert (waiting.state, counters(world)) == ("reserve", (3, 2))


@pytest.mark.parametrize("state", [ClassState.OPEN, ClassState.FINISHED])
def test_nobody_leaves_or_comes_once_the_class_has_begun(world, state) -> None:
    with guarded.writing("test"):
        type(world.training_class).objects.update(state=state)
    said = "Lớp 1 đã khai giảng: danh sách học viên không thay đổi được nữa."
    with refused("class_has_begun", said):
        step_back(world.nominations[0], why="ốm", by=PLANNER)
    with refused("class_has_begun"):
        substitute(world.nominations[0], entry(world.communes[0], "Lê Thay"), why="ốm", by=PLANNER)


GROUNDS = {"instrument": "45-QĐ/TU", "decided_by": "Ban Thường vụ Thành ủy", "why": "nguồn quy hoạch"}


@pytest.fixture
def exempt(world):
    """The first of the first district, who sits in the class because an authority waived the audience."""
    row = world.nominations[0]
    with guarded.writing("test"):
        day = clock.today()
        waiver = Waiver.objects.create(
            nomination=row, rule="audience", dated=day, done_on=day, done_by="Phạm Thị Kế", **GROUNDS
        )
        row.reasons.update(standing="not_eligible", code="position_in.unmet", waiver=waiver)
    return row


def test_waiver_taken_back_before_the_class_begins_frees_the_place_in_it(world, waiting, exempt) -> None:
    up = take_back_waiver(exempt, rule="audience", why="văn bản bị thu hồi", by=PLANNER)

    assert up == waiting
    assert last_event()[0] == "classes.seat_passed_on"
    assert Enrolment.objects.get(nomination=waiting).training_class == world.training_class
    exempt.refresh_from_db()
    assert exempt.state == NominationState.NOT_ELIGIBLE
    assert counters(world) == (3, 2)


def test_waiver_stays_once_the_class_has_begun(world, exempt) -> None:
    with guarded.writing("test"):
        type(world.training_class).objects.update(state=ClassState.OPEN)
    with refused("class_has_begun"):
        take_back_waiver(exempt, rule="audience", why="nhầm", by=PLANNER)
    with refused("may_not_waive"):
        take_back_waiver(exempt, rule="audience", why="nhầm", by=LEADER)


def test_planner_waives_on_the_page_and_takes_it_back(world, planner, district) -> None:
    row = builders.nominate(
        world.nominations[0].list, builders.person("Lê Phó"), of=world.communes[0],
        state=NominationState.NOT_ELIGIBLE, place=9,
    )  # fmt: skip
    assert acts(district.get(page(row))) == ["withdraw", "substitute"]
    assert acts(planner.get(page(row))) == ["waive", "withdraw", "substitute"]
    said = {"act": "waive", "rule": "audience", "dated": "2022-04-01", **GROUNDS}
    assert planner.post(page(row), {**said, "rule": "khac"}).status_code == 422
    assert planner.post(page(row), {**said, "instrument": ""}).status_code == 422
    assert district.post(page(row), said).status_code == 403

    told = text(planner.post(page(row), said, follow=True))
    assert "Đã ghi miễn điều kiện." in told
    assert "Được miễn: Ban Thường vụ Thành ủy, 45-QĐ/TU ngày 01/04/2022: nguồn quy hoạch" in told
    unit = text(district.get(reverse("nominations:unit", args=[world.line.pk, world.districts[0].pk])))
    assert "Được miễn: Ban Thường vụ Thành ủy" in unit
    told = planner.post(page(row), {"act": "unwaive", "rule": "audience", "why": "nhầm"}, follow=True)
    assert "Đã thôi miễn điều kiện; kết quả xét trở lại như quy định." in text(told)
    assert acts(told) == ["waive", "withdraw", "substitute"]


def test_only_the_unit_and_the_planner_take_people_off(world) -> None:
    with refused("may_not_nominate"):
        step_back(world.nominations[0], why="ốm", by=LEADER)
    with refused("may_not_nominate"):
        substitute(world.nominations[0], entry(world.communes[0], "Lê Thay"), why="ốm", by=LEADER)


def page(nomination) -> str:
    return reverse("classes:nominee", args=[nomination.pk])


def acts(answer) -> list[str]:
    return html.fromstring(answer.content.decode()).xpath("//main//button[@name='act']/@value")


def text(answer) -> str:
    return " ".join(" ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].itertext()).split())


@pytest.fixture
def district(world, as_user):
    return as_user(builders.user("sending_unit", units=[world.districts[0]]))


def test_page_offers_each_reader_what_they_may_decide(world, waiting, planner, district) -> None:
    assert acts(planner.get(page(world.nominations[0]))) == ["withdraw", "substitute"]
    assert acts(planner.get(page(waiting))) == ["decline", "withdraw", "substitute"]
    builders.more_seats(world.districts[0], 1)
    assert acts(planner.get(page(waiting))) == ["accept", "decline", "withdraw", "substitute"]
    assert acts(district.get(page(waiting))) == ["withdraw", "substitute"]
    assert district.get(page(world.nominations[2])).status_code == 403


def test_unit_withdraws_on_the_page_and_reads_who_moved_up(world, waiting, district) -> None:
    leaver = world.nominations[0]
    assert district.post(page(leaver), {"act": "withdraw", "why": ""}).status_code == 422
    answer = district.post(page(leaver), {"act": "withdraw", "why": "ốm"}, follow=True)

    assert "Đã rút khỏi danh sách; Lê Dự Bị chuyển từ dự bị lên." in text(answer)
    assert ("Rút khỏi danh sách" in text(answer), acts(answer)) == (True, [])
    dossier = text(district.get(reverse("nominations:unit", args=[world.line.pk, world.districts[0].pk])))
    assert "Lê Dự Bị , chuyển từ dự bị lên (thay" in dossier


def test_unit_substitutes_on_the_page(world, district) -> None:
    said = {
        "act": "substitute",
        "full_name": "Lê Thị Thay",
        "birth": "1980-05-01",
        "sex": "female",
        "position": "Bí thư Đảng ủy",
        "unit": world.communes[0].pk,
        "why": "chuyển công tác",
    }
    wrong = district.post(page(world.nominations[0]), {**said, "position": "Phó Bí thư Đảng ủy"})
    assert (wrong.status_code, "Lê Thị Thay không thay được" in text(wrong)) == (422, True)
    assert district.post(page(world.nominations[0]), said).status_code == 302
    assert "Lê Thị Thay" in seated(world)


def test_planner_accepts_reserves_and_declines_on_the_page(world, planner) -> None:
    builders.more_seats(world.districts[0], 1)
    rows = [
        builders.nominate(
            world.nominations[0].list,
            builders.person(f"Lê Mới {number}"),
            of=world.communes[2],
            state=NominationState.NOMINATED,
            place=10 + number,
        )
        for number in range(3)
    ]
    for row, act, why in zip(rows, ("accept", "reserve", "decline"), ("", "", "thừa"), strict=True):
        assert planner.post(page(row), {"act": act, "why": why}).status_code == 302
        row.refresh_from_db()
    assert [row.state for row in rows] == ["accepted", "reserve", "declined"]
    assert "Không duyệt" in text(planner.get(page(rows[2])))
    assert planner.post(page(rows[0]), {"act": "accept"}).status_code == 422


@pytest.mark.parametrize("people", [1, 3])
def test_page_asks_the_same_number_of_questions(people, planner, django_assert_num_queries) -> None:
    world = builders.small_world(people=people, state=ClassState.TIMETABLED)
    with django_assert_num_queries(11):
        planner.get(page(world.nominations[0]))
