"""Where people went whose units are no more: the list, what is proposed, and what the clerk says."""

import datetime as dt

import pytest
from django.urls import reverse
from lxml import html

import builders
from apps.acting import PLANNER, last_event, refused, somebody
from apps.desk.homes import duty, link, text
from khaigiang.apps.people.actions import Whereabouts, end_appointment, place
from khaigiang.apps.people.models import Appointment
from khaigiang.apps.people.phrases import Proposal
from khaigiang.apps.people.queries import displaced
from khaigiang.apps.units.actions import Basis, close, merge, split
from khaigiang.apps.units.models import Level, Unit
from khaigiang.core.vietnamese import PartialDate
from khaigiang.foundation.audit.models import Event

pytestmark = pytest.mark.django_db
TODAY, DAY, EVE = dt.date(2022, 5, 12), dt.date(2022, 4, 1), dt.date(2022, 3, 31)
BASIS = Basis("12-NQ/TU", "Thành ủy Hà Nội", dt.date(2022, 3, 20))
HOW = {"day": DAY, "basis": BASIS, "by": PLANNER}
OWN = Basis("77-QĐ/QU", "Quận ủy Ba Đình", dt.date(2022, 4, 5))
PAGE = "people:displaced"


class Place:
    """A district with a ward that went whole into another, one that was split and one that left nothing."""

    def __init__(self) -> None:
        self.city = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
        self.district = builders.unit("Quận Ba Đình", Level.DISTRICT, self.city)
        self.merged, self.split, self.closed, self.kept = (
            builders.unit(name, Level.COMMUNE, self.district)
            for name in ("Phường An", "Phường Bình", "Phường Chung", "Phường Du")
        )
        merge([self.merged], into=self.kept, **HOW)
        split(self.split, into=["Phường Đông", "Phường Tây"], **HOW)
        close(self.closed, **HOW)
        self.east = Unit.objects.get(name="Phường Đông")

    def post(self, name: str, at: Unit, **facts: object) -> Appointment:
        return builders.post(builders.person(name), at, "Bí thư Đảng ủy phường", **facts)


@pytest.fixture
def there() -> Place:
    return Place()


def posts_of(post: Appointment) -> list[tuple[str, dt.date | None, dt.date | None]]:
    held = Appointment.objects.filter(person=post.person).order_by("pk")
    return list(held.values_list("unit__name", "since", "until"))


def test_each_post_has_what_the_successions_propose(there):
    for name, unit in (("A", there.merged), ("B", there.split), ("C", there.closed), ("D", there.kept)):
        there.post(name, unit)

    found = displaced(PLANNER, on=TODAY)
    said = [(each.row.person.full_name, each.proposal, [n for _, n in each.candidates]) for each in _all(found)]

    assert said == [
        ("A", Proposal.ONE, ["Phường Du"]),
        ("B", Proposal.SEVERAL, ["Phường Đông", "Phường Tây"]),
        ("C", Proposal.NONE, []),
    ]
    assert (found.total, found.people, displaced(PLANNER, on=EVE).total) == (3, 3, 0)


def _all(found):
    return found.described(found.posts)


def test_list_narrows_to_a_proposal_a_name_and_a_unit(there):
    there.post("Lê Văn Ánh", there.merged), there.post("Bùi Bốn", there.split)

    def names(**asked):
        return [each.row.person.full_name for each in _all(displaced(PLANNER, on=TODAY, **asked))]

    assert names(proposal=Proposal.SEVERAL) == ["Bùi Bốn"]
    assert (names(words="le van anh"), names(words="phuong binh")) == (["Lê Văn Ánh"], ["Bùi Bốn"])
    assert (len(names(root=there.city)), names(root=there.split), names(root=there.kept)) == (2, ["Bùi Bốn"], [])


def test_holder_is_placed_in_the_successor_on_what_ended_the_unit(there):
    post = there.post("A", there.merged, since=dt.date(2020, 1, 1))

    placed = place([Whereabouts(post, there.kept)], by=PLANNER)

    assert (placed.moved, placed.left, placed.before) == (1, 0, 0)
    assert posts_of(post) == [("Phường An", dt.date(2020, 1, 1), EVE), ("Phường Du", DAY, None)]
    old, new = Appointment.objects.order_by("pk")
    assert (old.end_instrument.number, new.instrument.number, new.title) == ("12-NQ/TU", "12-NQ/TU", old.title)
    assert (new.groups, new.since_precision) == (["commune_secretary"], "day")
    assert last_event() == ("people.placed", "people", PLANNER.id, {"moved": "1", "left": "0", "before": "0"})
    assert displaced(PLANNER, on=TODAY).total == 0


def test_record_says_on_what_a_post_ended_and_began(there, planner):
    post = there.post("A", there.merged)
    place([Whereabouts(post, there.kept)], by=PLANNER)

    said = text(planner.get(reverse("desk:person", args=[post.person_id])))

    assert "Phường Du · từ 01/04/2022 (12-NQ/TU)" in said
    assert "Phường An · đến 31/03/2022 (12-NQ/TU)" in said


def test_day_and_instrument_that_are_told_go_before(there):
    post = there.post("A", there.split)

    place([Whereabouts(post, there.east, "Phó Bí thư")], day=dt.date(2022, 3, 1), basis=OWN, by=PLANNER)

    assert posts_of(post) == [("Phường Bình", None, dt.date(2022, 2, 28)), ("Phường Đông", dt.date(2022, 3, 1), None)]
    new = Appointment.objects.latest("pk")
    assert (new.title, new.instrument.number, new.instrument.issuer) == ("Phó Bí thư", OWN.number, OWN.issuer)


def test_old_post_does_not_outlast_its_unit(there):
    post = there.post("A", there.merged)

    place([Whereabouts(post, there.kept)], day=dt.date(2022, 5, 1), by=PLANNER)

    assert posts_of(post) == [("Phường An", None, EVE), ("Phường Du", dt.date(2022, 5, 1), None)]


def test_who_left_only_ends(there):
    post = there.post("A", there.closed)

    assert place([Whereabouts(post, None)], by=PLANNER).left == 1
    assert posts_of(post) == [("Phường Chung", None, EVE)]


def test_the_same_said_twice_changes_nothing_more(there):
    told = [Whereabouts(there.post("A", there.merged), there.kept), Whereabouts(there.post("B", there.closed), None)]
    place(told, by=PLANNER)
    before = list(Appointment.objects.order_by("pk").values())

    again = place(told, by=PLANNER)

    assert (again.moved, again.left, again.before) == (0, 0, 2)
    assert list(Appointment.objects.order_by("pk").values()) == before


def test_who_holds_the_new_post_already_gets_no_second_one(there):
    post = there.post("A", there.merged)
    builders.post(post.person, there.kept, post.title, since=dt.date(2022, 4, 15))

    place([Whereabouts(post, there.kept)], by=PLANNER)

    assert [unit for unit, _since, until in posts_of(post) if until is None] == ["Phường Du"]


def test_refusals_leave_nothing(there):
    post = there.post("A", there.merged)
    late = there.post("B", there.merged, since=dt.date(2022, 4, 20))
    other = there.post("C", there.kept)
    with refused("nothing_chosen"):
        place([], by=PLANNER)
    with refused("day_not_come"):
        place([Whereabouts(post, there.kept)], day=TODAY + dt.timedelta(days=1), by=PLANNER)
    with refused("unit_goes_on"):
        place([Whereabouts(other, None)], by=PLANNER)
    with refused("unit_is_gone"):
        place([Whereabouts(post, there.closed)], by=PLANNER)
    with refused("ends_before_it_began"):
        place([Whereabouts(post, there.kept), Whereabouts(late, there.kept)], by=PLANNER)
    with refused("may_not_keep_record"):
        place([Whereabouts(post, there.kept)], by=somebody("leader", everywhere=True))
    with refused("may_not_keep_record"):
        place([Whereabouts(post, there.kept)], by=somebody("sending_unit", scope=frozenset({there.split.pk})))


@pytest.fixture
def planner(as_user):
    return as_user(builders.user("planner", everywhere=True))


def page(browser, **asked):
    return browser.get(reverse(PAGE), asked)


def rows(answer) -> list[str]:
    found = html.fromstring(answer.content.decode()).xpath("//ol[contains(@class, 'where')]//legend")
    return [" ".join(" ".join(each.itertext()).split()) for each in found]


def picked(answer, post) -> str:
    """The choice that stands for a post, by its value."""
    (one,) = html.fromstring(answer.content.decode()).xpath(f"//input[@name='noi-{post.pk}'][@checked]")
    return one.get("value")


def test_page_lists_people_with_nothing_decided(there, planner):
    post = there.post("Lê Văn Ánh", there.merged)
    there.post("Bùi Bốn", there.split)

    answer = page(planner)

    assert rows(answer) == ["Lê Văn Ánh 1975", "Bùi Bốn 1975"]
    assert picked(answer, post) == ""
    assert picked(page(planner, chon="1"), post) == str(there.kept.pk)
    assert rows(page(planner, de_xuat="several")) == ["Bùi Bốn 1975"]
    assert rows(page(planner, don_vi=str(there.merged.pk))) == ["Lê Văn Ánh 1975"]
    assert "Không có ai khớp" in page(planner, tim="xyz").content.decode()


def test_page_writes_what_is_said_and_is_safe_to_send_twice(there, planner):
    one, two, three, four = (
        there.post(name, unit)
        for name, unit in (("A", there.merged), ("B", there.split), ("C", there.closed), ("D", there.split))
    )
    said = {
        f"noi-{one.pk}": there.kept.pk,
        f"noi-{two.pk}": "khac",
        f"don-vi-{two.pk}": "phuong du, quan ba dinh",
        f"chuc-danh-{two.pk}": "Phó Bí thư Đảng ủy",
        f"noi-{three.pk}": "thoi",
        f"noi-{four.pk}": "",
        "number": OWN.number,
        "issued_on": "2022-04-05",
        "issuer": OWN.issuer,
    }
    for times in (1, 2):
        answer = planner.post(reverse(PAGE), said, follow=True)
        assert (answer.status_code, rows(answer), Event.objects.filter(verb="people.placed").count()) == (
            200,
            ["D 1975"],
            times,
        )

    assert "3 chức danh đã được ghi trước đó" in answer.content.decode()
    assert [posts_of(each)[-1][0] for each in (one, two, three, four)] == [
        "Phường Du",
        "Phường Du",
        "Phường Chung",
        "Phường Bình",
    ]
    assert Appointment.objects.get(person=two.person, until=None).title == "Phó Bí thư Đảng ủy"


@pytest.mark.parametrize(
    ("place_said", "more", "wrong"),
    [
        ("khac", {}, "Hãy ghi tên đơn vị người này đã chuyển đến."),
        ("khac", {"don-vi": "Phường Không Có"}, "Không có đơn vị nào tên “Phường Không Có”."),
        ("99999999", {}, "Hãy chọn một trong các nơi đã nêu."),
        ("thoi", {"number": "12-NQ/TU"}, "Hãy ghi đủ số, ngày và cơ quan ban hành"),
        ("thoi", {"day": "2022-05-13"}, "Ngày 13/05/2022 chưa đến."),
        ("", {}, "Chưa chọn ai."),
    ],
)
def test_page_with_a_fault_comes_back_as_it_was_filled_in(there, planner, place_said, more, wrong):
    post = there.post("A", there.merged)
    more = {f"don-vi-{post.pk}" if name == "don-vi" else name: said for name, said in more.items()}

    answer = planner.post(reverse(PAGE), {f"noi-{post.pk}": place_said, **more})

    assert (answer.status_code, wrong in answer.content.decode(), posts_of(post)) == (
        422,
        True,
        [("Phường An", None, None)],
    )
    if place_said != "99999999":
        assert picked(answer, post) == place_said


def test_sending_unit_places_its_own_people_only(there, as_user):
    own, other = there.post("A", there.merged), there.post("B", there.split)
    unit = as_user(builders.user("sending_unit", units=[there.merged]))

    assert rows(page(unit)) == ["A 1975"]
    assert page(unit, don_vi=str(there.split.pk)).status_code == 403
    unit.post(reverse(PAGE), {f"noi-{own.pk}": there.kept.pk, f"noi-{other.pk}": "thoi"})
    assert (len(posts_of(own)), posts_of(other)) == (2, [("Phường Bình", None, None)])


def test_post_that_was_ended_meanwhile_is_left_alone(there, planner):
    post = there.post("A", there.merged)
    end_appointment(post, until=PartialDate(2022, 2, 1), by=PLANNER)

    planner.post(reverse(PAGE), {f"noi-{post.pk}": there.kept.pk})

    assert posts_of(post) == [("Phường An", None, dt.date(2022, 2, 1))]


@pytest.mark.parametrize("people", [1, 3, 60])
def test_page_asks_ten_questions_however_many_people(there, planner, people, django_assert_num_queries):
    for number in range(people):
        post = there.post(f"A {number}", (there.merged, there.split, there.closed)[number % 3])
        builders.post(post.person, there.city, "Thành ủy viên")
    with django_assert_num_queries(10):
        answer = page(planner, don_vi=str(there.city.pk))
    assert len(rows(answer)) == min(people, 50)


def test_home_and_unit_lead_to_the_people_of_units_that_are_no_more(there, planner, as_user):
    post = there.post("Lê Văn Ánh", there.merged)
    own = as_user(builders.user("sending_unit", units=[there.district]))
    leader = as_user(builders.user("leader", everywhere=True))
    what = "Ghi nơi công tác mới cho 1 chức danh ở đơn vị đã kết thúc"

    for browser in (planner, own):
        assert duty(browser.get("/"), what).endswith("Lê Văn Ánh: Phường An")
        assert link(browser.get("/"), what) == reverse(PAGE)
        unit = browser.get(reverse("units:unit", args=[there.district.pk]))
        assert link(unit, "Xem đề xuất và ghi") == f"{reverse(PAGE)}?don_vi={there.district.pk}"
    assert "Xem đề xuất và ghi" not in text(leader.get(reverse("units:unit", args=[there.district.pk])))
    place([Whereabouts(post, there.kept)], by=PLANNER)
    assert "nơi công tác mới" not in text(planner.get("/"))
    assert "Xem đề xuất và ghi" not in text(planner.get(reverse("units:unit", args=[there.district.pk])))


def test_unit_leads_to_the_list_of_its_people(there, planner, as_user):
    there.post("Lê Văn Ánh", there.kept)
    there.post("Bùi Bốn", there.east)

    listed = link(planner.get(reverse("units:unit", args=[there.kept.pk])), "1 người đang ghi chức danh ở đây")

    said = text(planner.get(listed))
    assert ("Lê Văn Ánh" in said, "Bùi Bốn" in said) == (True, False)
    assert "Chỉ những người đang ghi chức danh ở Phường Du." in said
    board = as_user(builders.user("class_board", everywhere=True))
    assert "1 người đang ghi chức danh ở đây" in text(board.get(reverse("units:unit", args=[there.kept.pk])))
    assert as_user(builders.user("sending_unit", units=[there.east])).get(listed).status_code == 403
