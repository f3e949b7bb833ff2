import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER
from apps.quotas.trees import broken, city, granted, row, stated, use
from khaigiang.apps.quotas.actions import Basis, set_use_by, share_below
from khaigiang.apps.quotas.models import Quota, SeatMove
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import guarded
from web.swapping import swapped_equals_full_load

pytestmark = pytest.mark.django_db


def of_line(line, opened=None) -> str:
    page = reverse("quotas:line", args=[line.pk])
    return f"{page}?mo={opened.pk}" if opened else page


def of_row(quota: Quota) -> str:
    return reverse("quotas:row", args=[quota.pk])


def rows(answer) -> list[list[str]]:
    """The cells of the first table, without the reason."""
    table = html.fromstring(answer.content.decode()).xpath("(//main//table)[1]//tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in each][:8] for each in table]


def acts(answer) -> list[str]:
    return html.fromstring(answer.content.decode()).xpath("//main//button[@name='act']/@value")


def text(answer) -> str:
    return " ".join(" ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].itertext()).split())


@pytest.fixture
def line(db):
    return city()


@pytest.fixture
def district(line, as_user):
    """A browser of the first district."""
    return as_user(builders.user("sending_unit", units=[Unit.objects.get(name="Quận 1")]))


@pytest.mark.parametrize("districts", [1, 3])
def test_tree_asks_the_same_number_of_questions_whatever_its_size(districts, planner, django_assert_num_queries):
    line = city(districts=districts, communes=districts)
    for number in range(1, districts + 1):
        granted(line, "Quận 1", f"Phường 1.{number}", 1)
    with django_assert_num_queries(9):
        planner.get(of_line(line, row(line, "Quận 1")))


@pytest.mark.parametrize("communes", [1, 3])
def test_row_asks_the_same_number_of_questions_whatever_its_size(communes, planner, django_assert_num_queries):
    line = city(communes=communes)
    for number in range(1, communes + 1):
        granted(line, "Quận 1", f"Phường 1.{number}", 1)
    with django_assert_num_queries(15):
        planner.get(of_row(row(line, "Quận 1")))


def test_planner_sees_the_whole_tree_with_what_is_used_below(line, planner) -> None:
    use(granted(line, "Quận 1", "Phường 1.1", 4), 3)

    assert rows(planner.get(of_line(line, row(line, "Quận 1")))) == [
        ["Chỉ tiêu chung của dòng 2 đơn vị", "20", "20", "3", "3", "0", "0", "0"],
        ["Quận 1 1 đơn vị", "10", "4", "3", "3", "0", "0", "6"],
        ["Phường 1.1", "4", "0", "3", "3", "0", "0", "1"],
        ["Quận 2", "10", "0", "0", "0", "0", "0", "10"],
    ]
    assert [each[0] for each in rows(planner.get(of_line(line)))] == [
        "Chỉ tiêu chung của dòng 2 đơn vị",
        "Quận 1 1 đơn vị",
        "Quận 2",
    ]
    assert [each[0] for each in rows(planner.get(of_line(line) + "?mo=0"))] == ["Chỉ tiêu chung của dòng 2 đơn vị"]


def test_body_sees_its_own_part_and_a_unit_its_own_row(line, district, as_user) -> None:
    own = granted(line, "Quận 1", "Phường 1.1", 4)
    assert [each[0] for each in rows(district.get(of_line(line)))] == ["Quận 1 1 đơn vị", "Phường 1.1"]
    assert district.get(of_row(own)).status_code == 200
    assert district.get(of_row(row(line, "Quận 2"))).status_code == 403

    commune = as_user(builders.user("sending_unit", units=[own.unit]))
    assert [each[0] for each in rows(commune.get(of_line(line)))] == ["Phường 1.1"]
    assert commune.get(of_row(row(line, "Quận 1"))).status_code == 403
    assert (acts(commune.get(of_row(own))), "Phường 1.2" in text(commune.get(of_line(line)))) == (["give_back"], False)


def test_row_says_why_it_has_its_seats_and_who_would_gain_or_lose_by_one(line, planner) -> None:
    weights = {Unit.objects.get(name=f"Phường 1.{number}").pk: weight for number, weight in ((1, 53), (2, 47))}
    share_below(row(line, "Quận 1"), Basis(weights, "webster", "heads"), by=PLANNER)

    said = text(planner.get(of_row(row(line, "Quận 1"))))
    assert "cách chia: Webster , theo số cán bộ" in said.replace("Webster,", "Webster ,")
    assert "Thương số 5,30 được làm tròn xuống. Thương số 5,30, phần lẻ 0,30" in said
    assert "Thêm một Phường 1.1 +1" in said
    assert "Bớt một Phường 1.2 -1" in said


def test_form_of_sharing_says_how_many_people_each_unit_has_on_record(line, planner) -> None:
    ward = Unit.objects.get(name="Phường 1.1")
    for number, groups in enumerate((["commune_secretary"], ["commune_secretary"], ["commune_member"])):
        builders.post(builders.person(f"Lê {number}"), ward, groups=groups)
    gone = builders.person("Lê Nghỉ")
    builders.post(gone, ward, groups=["commune_secretary"], until=dt.date(2020, 1, 1))

    stated(line, ward, 7)
    stated(line, Unit.objects.get(name="Phường 1.2"), 3, state="filling")

    said = text(planner.get(of_row(row(line, "Quận 1"))))
    assert "Phường 1.1 Hồ sơ hiện có 2 người đúng đối tượng; nhu cầu đã gửi: 7." in said
    assert "Phường 1.2 Hồ sơ hiện có 0 người đúng đối tượng; nhu cầu đã gửi: 0." in said


def test_one_seat_more_may_take_one_from_a_unit_by_largest_remainder(planner) -> None:
    line = city(seats=10, districts=1, communes=3)
    weights = {Unit.objects.get(name=f"Phường 1.{number}").pk: weight for number, weight in ((1, 6), (2, 6), (3, 2))}
    share_below(row(line, "Quận 1"), Basis(weights), by=PLANNER)

    assert "Thêm một Phường 1.1 +1 ; Phường 1.2 +1 ; Phường 1.3 -1" in text(planner.get(of_row(row(line, "Quận 1"))))


def test_seats_that_the_plan_lists_are_not_reckoned_anew(line, planner) -> None:
    assert "Nếu thêm hoặc bớt một chỉ tiêu" not in text(planner.get(of_row(row(line, ""))))


def send(browser, quota: Quota, act: str, **facts):
    return browser.post(of_row(quota), {"act": act, **facts})


def test_district_grants_shares_and_returns_on_its_page(line, district) -> None:
    own = row(line, "Quận 1")
    assert acts(district.get(of_row(own))) == ["grant", "share", "give_back"]

    first, second = (Unit.objects.get(name=name) for name in ("Phường 1.1", "Phường 1.2"))
    assert send(district, own, "grant", unit=first.pk, seats=4, why="theo số cán bộ").status_code == 302
    assert send(district, own, "give_back", seats=1, why="không còn người").status_code == 302
    shared = {f"unit-{second.pk}": 3, "kind": "need", "method": "webster"}
    assert send(district, own, "share", **shared).status_code == 302

    figures = {
        each.unit.name: (each.seats, each.granted_below) for each in Quota.objects.filter(line=line, unit__pk__gt=0)
    }
    assert figures == {"Quận 1": (9, 9), "Quận 2": (10, 0), "Phường 1.1": (4, 0), "Phường 1.2": (5, 0)}
    assert [move.kind for move in SeatMove.objects.all()] == ["granted", "returned", "granted"]
    said = text(district.get(of_row(row(line, "Quận 1"))))
    assert ("theo số cán bộ" in said, "không còn người" in said, broken(line)) == (True, True, [])


def test_planner_transfers_sets_a_last_day_and_reclaims_on_the_page(line, planner) -> None:
    source, target, root = (row(line, name) for name in ("Quận 1", "Quận 2", ""))
    assert send(planner, source, "transfer", target=target.pk, seats=2, why="Quận 2 có lớp").status_code == 302
    assert send(planner, root, "deadline", day="2022-05-10").status_code == 302
    assert acts(planner.get(of_row(root)))[-1] == "reclaim"
    assert send(planner, root, "reclaim").status_code == 302

    assert [(row(line, name).seats, row(line, name).use_by) for name in ("Quận 1", "Quận 2")] == [
        (0, dt.date(2022, 5, 10)),
        (0, dt.date(2022, 5, 10)),
    ]
    assert (row(line, "").granted_below, broken(line)) == (0, [])


@pytest.mark.parametrize(
    ("act", "facts", "said"),
    [
        ("grant", {"seats": 99, "unit": "Phường 1.1"}, "vượt chỉ tiêu được giao"),
        ("grant", {"seats": 0, "unit": "Phường 1.1"}, "lớn hơn hoặc bằng"),
        ("give_back", {"seats": 11, "why": "thừa"}, "đơn vị còn 10 chỉ tiêu chưa dùng"),
        ("give_back", {"seats": 1}, "bắt buộc"),
        ("share", {"kind": "need", "method": "webster"}, "Ghi hệ số của ít nhất một đơn vị"),
        ("transfer", {"seats": 1, "why": "x"}, "bắt buộc"),
    ],
)
def test_page_says_why_seats_do_not_move(line, planner, act, facts, said) -> None:
    if "unit" in facts:
        facts = {**facts, "unit": Unit.objects.get(name=facts["unit"]).pk}
    answer = send(planner, row(line, "Quận 1"), act, **facts)

    assert (answer.status_code, said in text(answer)) == (422, True)
    assert SeatMove.objects.count() == 0


def test_unit_may_not_transfer_nor_touch_the_seats_of_others(line, district) -> None:
    answer = send(district, row(line, "Quận 1"), "transfer", target=row(line, "Quận 2").pk, seats=1, why="x")
    assert answer.status_code == 403
    assert send(district, row(line, "Quận 2"), "give_back", seats=1, why="x").status_code == 403
    assert SeatMove.objects.count() == 0


def test_last_day_is_shown_to_the_unit_it_holds_for(line, district) -> None:
    set_use_by(row(line, ""), dt.date(2022, 6, 1), by=PLANNER)
    assert "Hạn dùng: 01/06/2022" in text(district.get(of_row(row(line, "Quận 1"))))


def test_line_without_seats_says_when_they_come(planner) -> None:
    line = builders.line(builders.plan())
    with guarded.writing("test"):
        Quota.objects.filter(line=line).delete()
    assert "Chưa giao chỉ tiêu cho đơn vị nào" in text(planner.get(of_line(line)))


def test_branch_swaps_into_the_page(line, planner) -> None:
    granted(line, "Quận 1", "Phường 1.1", 4)
    assert swapped_equals_full_load(planner, of_line(line), of_line(line, row(line, "Quận 1")), "tree")
