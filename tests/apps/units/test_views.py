import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER
from khaigiang.apps.units.actions import Basis, add, close, merge, rename
from khaigiang.apps.units.models import Level, Succession, Unit, UnitChange
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
DAY, EVE = dt.date(2022, 3, 1), dt.date(2022, 2, 28)
BASIS = Basis("12-QĐ/TU", "Thành ủy Hà Nội", dt.date(2022, 2, 20))
TOLD = {"day": "2022-03-01", "number": "12-QĐ/TU", "issued_on": "2022-02-20", "issuer": "Thành ủy Hà Nội"}
REFORM = dt.date(2025, 7, 1)


@pytest.fixture
def tree() -> dict[str, Unit]:
    city = builders.unit("Thành phố Hà Nội", Level.PROVINCE, kind="municipality")
    district = builders.unit("Quận Ba Đình", Level.DISTRICT, city, kind="urban_district")
    return {
        "city": city,
        "district": district,
        "an": builders.unit("Phường An", Level.COMMUNE, district, kind="ward"),
        "binh": builders.unit("Phường Bình", Level.COMMUNE, district, kind="ward"),
    }


@pytest.fixture
def planner(as_user):
    return as_user(builders.user("planner", everywhere=True))


def page(browser, route: str, *args: object, **asked: str):
    return browser.get(reverse(f"units:{route}", args=args), asked)


def text(answer) -> str:
    return answer.content.decode()


def test_tree_is_open_along_the_way_to_the_unit_asked_for(tree, planner):
    shut, opened = page(planner, "index"), page(planner, "index", mo=str(tree["district"].pk))

    assert ("Quận Ba Đình" in text(shut), "Thành phố Hà Nội" in text(shut)) == (False, True)
    assert all(name in text(opened) for name in ("Thành phố Hà Nội", "Quận Ba Đình", "Phường An"))
    assert 'aria-label="Thu gọn Quận Ba Đình"' in text(opened)


def test_tree_is_that_of_the_day(tree, planner):
    rename(tree["an"], name="Phường Mới", day=DAY, basis=BASIS, by=PLANNER)
    before, after = (
        text(page(planner, "index", mo=str(tree["district"].pk), ngay=day.isoformat())) for day in (EVE, DAY)
    )

    assert ("Phường An" in before, "Phường Mới" in before) == (True, False)
    assert ("Phường An" in after, "Phường Mới" in after) == (False, True)


@pytest.mark.parametrize("asked", [{"ngay": "hôm qua"}, {"ngay": "2022-02-31"}, {"mo": "x"}, {"mo": "99999999"}])
def test_tree_bears_an_address_that_makes_no_sense(tree, planner, asked):
    assert page(planner, "index", **asked).status_code == 200


def test_tree_before_anything_was_says_so(tree, planner):
    assert "Chưa có đơn vị nào vào ngày này" in text(page(planner, "index", ngay="1990-01-01"))


def test_search_is_without_diacritics_and_names_what_stands_above(tree, planner):
    found = text(page(planner, "index", tim="phuong an"))

    assert "Phường An" in found
    assert "Quận Ba Đình, Thành phố Hà Nội" in found
    assert "Không có đơn vị nào khớp" in text(page(planner, "index", tim="không đâu"))


def test_fragment_of_the_tree_is_what_the_page_holds(tree, planner):
    asked = {"mo": str(tree["city"].pk)}
    whole = text(page(planner, "index", **asked))
    part = text(planner.get(reverse("units:index"), asked, headers={"HX-Request": "true", "HX-Target": "tree"}))

    assert part.strip() in whole
    assert part.strip().startswith("<section")


@pytest.mark.parametrize("more", [0, 2])
@pytest.mark.parametrize(("asked", "queries"), [({}, 5), ({"mo": "district"}, 7), ({"tim": "phuong"}, 9)])
def test_tree_asks_the_same_number_of_questions(tree, planner, more, asked, queries, django_assert_num_queries):
    for number in range(more):
        builders.unit(f"Phường Thêm {number}", Level.COMMUNE, tree["district"])
    asked = {key: str(tree[value].pk) if value in tree else value for key, value in asked.items()}
    with django_assert_num_queries(queries):
        page(planner, "index", **asked)


def test_unit_page_tells_its_life(tree, planner):
    merge([tree["an"], tree["binh"]], name="Phường An Bình", day=DAY, basis=BASIS, by=PLANNER)
    made = Unit.objects.get(name="Phường An Bình")
    old, new = text(page(planner, "unit", tree["an"].pk)), text(page(planner, "unit", made.pk))

    assert "đến hết 28/02/2022" in old
    assert ("Nay là" in old, "Phường An Bình" in old) == (True, True)
    assert ("Kế thừa từ" in new, "Phường Bình" in new, "12-QĐ/TU" in new) == (True, True, True)
    assert reverse("units:undo", args=[UnitChange.objects.get().pk]) in new


def test_unit_that_left_nothing_on_record_says_whom_to_ask(tree, planner):
    close(tree["binh"], day=DAY, basis=BASIS, by=PLANNER)

    assert "Không có đơn vị kế thừa trên hồ sơ" in text(page(planner, "unit", tree["binh"].pk))


def test_unit_page_offers_what_the_reader_may_do(tree, as_user):
    ward = as_user(builders.user("sending_unit", units=[tree["an"]]))
    offered = text(page(ward, "unit", tree["an"].pk))
    assert reverse("units:change", args=[tree["an"].pk, "them"]) in offered
    assert reverse("units:change", args=[tree["an"].pk, "doi-ten"]) not in offered

    leader = as_user(builders.user("leader", everywhere=True))
    assert "Thay đổi đơn vị này" not in text(page(leader, "unit", tree["an"].pk))


@pytest.mark.parametrize("more", [0, 2])
def test_unit_page_asks_the_same_number_of_questions(tree, planner, more, django_assert_num_queries):
    for number in range(more):
        rename(tree["an"], name=f"Tên {number}", day=DAY + dt.timedelta(days=number), basis=BASIS, by=PLANNER)
    with django_assert_num_queries(15):
        page(planner, "unit", tree["an"].pk)


def test_changes_of_a_day_are_told_by_kind(tree, planner):
    rename(tree["an"], name="Phường Mới", day=DAY, basis=BASIS, by=PLANNER)
    close(tree["binh"], heirs=[tree["an"]], day=DAY, basis=BASIS, by=PLANNER)

    ended = text(page(planner, "changes", ngay="2022-03-01", viec="ket-thuc"))
    renamed = text(page(planner, "changes", ngay="2022-03-01", viec="doi-ten"))

    assert ("Phường Bình" in ended, "Phường Mới" in ended, "12-QĐ/TU" in ended) == (True, True, True)
    assert ("Phường An" in renamed, "Phường Mới" in renamed) == (True, True)
    assert "Không có đơn vị nào khớp" in text(page(planner, "changes", ngay="2022-03-01", viec="doi-ten", tim="xyz"))


def test_without_changes_the_page_says_how_they_come(planner):
    assert "Chưa có thay đổi nào" in text(page(planner, "changes"))


@pytest.mark.parametrize("more", [1, 3])
@pytest.mark.parametrize(("what", "queries"), [("thanh-lap", 12), ("ket-thuc", 12), ("doi-ten", 12), ("chuyen", 12)])
def test_changes_ask_the_same_number_of_questions(tree, planner, more, what, queries, django_assert_num_queries):
    from khaigiang.apps.units.actions import move

    other = builders.unit("Quận Tây Hồ", Level.DISTRICT, tree["city"])
    for number in range(more):
        one, two, three = (
            builders.unit(f"Phường {letter}{number}", Level.COMMUNE, tree["district"]) for letter in "XYZ"
        )
        add(f"Chi bộ {number}", kind="chi bộ", parent=tree["an"], day=DAY, basis=BASIS, by=PLANNER)
        close(one, heirs=[tree["an"]], day=DAY, basis=BASIS, by=PLANNER)
        rename(two, name=f"Phường Đổi {number}", day=DAY, basis=BASIS, by=PLANNER)
        move(three, parent=other, day=DAY, basis=BASIS, by=PLANNER)
    with django_assert_num_queries(queries):
        page(planner, "changes", ngay="2022-03-01", viec=what)


def test_two_days_stand_side_by_side(tree, planner):
    merge([tree["an"], tree["binh"]], name="Phường An Bình", day=DAY, basis=BASIS, by=PLANNER)
    gone = builders.unit("Phường Mất", Level.COMMUNE, tree["district"], valid_to=EVE)
    shown = text(page(planner, "compare", tree["city"].pk, tu="2022-02-28", den="2022-03-01"))

    assert "3 thành 1" in shown
    assert all(name in shown for name in ("Phường An Bình", "Phường Bình", gone.name))
    assert "1 đơn vị không có đơn vị kế thừa trên hồ sơ" in shown
    assert "Không có đơn vị nào để đối chiếu" in text(page(planner, "compare", tree["city"].pk, tim="xyz"))


def test_comparison_without_two_days_asks_for_them(tree, planner):
    assert "Hãy chọn hai ngày." in text(page(planner, "compare", tree["city"].pk, tu="x", den="y"))


def test_new_unit_is_compared_with_what_it_came_from(tree, planner):
    old = builders.unit("Tỉnh Cũ", Level.PROVINCE, valid_to=EVE)
    commune = builders.unit("Xã Cũ", Level.COMMUNE, old, valid_to=EVE)
    new = builders.unit("Tỉnh Mới", Level.PROVINCE, valid_from=DAY)
    with guarded.writing("test"):
        Succession.objects.create(old=old, new=new, share="whole", day=DAY)

    shown = text(page(planner, "compare", new.pk, tu="2022-02-28", den="2022-03-01"))

    assert commune.name in shown


@pytest.mark.parametrize("more", [1, 3])
def test_comparison_asks_the_same_number_of_questions(tree, planner, more, django_assert_num_queries):
    for number in range(more):
        builders.unit(f"Phường Mất {number}", Level.COMMUNE, tree["district"], valid_to=EVE)
        merged = builders.unit(f"Phường Nhập {number}", Level.COMMUNE, tree["district"])
        merge([merged], into=tree["an"], day=DAY, basis=BASIS, by=PLANNER)
    with django_assert_num_queries(11):
        page(planner, "compare", tree["city"].pk, tu="2022-02-28", den="2022-03-01", cap="commune")


FORMS = {
    "them": {"name": "Chi bộ 1", "kind": "chi bộ", "bloc": "party"},
    "doi-ten": {"name": "Phường Khác", "kind": "ward"},
    "chuyen": {"parent": "Quận Tây Hồ, Hà Nội"},
    "sap-nhap": {"others": "binh", "into": "", "name": "Phường An Bình", "kind": "ward"},
    "chia-tach": {"into": "Phường An Đông\r\nPhường An Tây"},
    "ket-thuc": {"heirs": "phuong binh"},
}


@pytest.mark.parametrize("act", FORMS)
def test_form_writes_the_change_and_leads_to_the_unit(tree, planner, act):
    builders.unit("Quận Tây Hồ", Level.DISTRICT, tree["city"])
    told = {key: str(tree[value].pk) if value in tree else value for key, value in FORMS[act].items()}
    address = reverse("units:change", args=[tree["an"].pk, act])
    assert planner.get(address).status_code == 200

    answer = planner.post(address, {**TOLD, **told})

    made = UnitChange.objects.get()
    begun = made.units.filter(begun_by=made).order_by("pk").first()
    assert answer.headers["Location"] == reverse("units:unit", args=[(begun or tree["an"]).pk])
    assert (made.day, made.instrument.number) == (DAY, "12-QĐ/TU")


@pytest.mark.parametrize(
    ("act", "told", "sentence"),
    [
        ("doi-ten", {"name": "Phường An", "kind": "ward"}, "vốn đã như vậy"),
        ("chuyen", {"parent": "Quận Không Đâu"}, "Không có đơn vị nào tên “Quận Không Đâu” vào ngày ấy."),
        ("chuyen", {"parent": "Xã Trùng"}, "Xã Trùng, Quận Ba Đình; Xã Trùng, Quận Tây Hồ"),
        ("chia-tach", {"into": "Phường Một"}, "Chia tách cần tên của ít nhất 2 đơn vị mới"),
        ("doi-ten", {"name": "X", "kind": "ward", "day": ""}, "bắt buộc"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(tree, planner, act, told, sentence):
    other = builders.unit("Quận Tây Hồ", Level.DISTRICT, tree["city"])
    for district in (tree["district"], other):
        builders.unit("Xã Trùng", Level.COMMUNE, district)

    answer = planner.post(reverse("units:change", args=[tree["an"].pk, act]), {**TOLD, **told})

    assert (answer.status_code, sentence in text(answer), "12-QĐ/TU" in text(answer)) == (422, True, True)
    assert UnitChange.objects.count() == 0


def test_merge_form_without_units_beside_says_so(tree, planner):
    assert "không có đơn vị cùng cấp nào" in text(page(planner, "change", tree["district"].pk, "sap-nhap"))


def test_act_that_is_none_is_not_found(tree, planner):
    assert page(planner, "change", tree["an"].pk, "xoa-so").status_code == 404


def test_undo_page_asks_first_and_then_takes_back(tree, planner):
    change = rename(tree["an"], name="Phường Khác", day=DAY, basis=BASIS, by=PLANNER)
    address = reverse("units:undo", args=[change.pk])
    assert "Phường Khác" in text(planner.get(address))

    answer = planner.post(address)

    assert answer.headers["Location"] == reverse("units:unit", args=[tree["an"].pk])
    assert Unit.objects.get(pk=tree["an"].pk).name == "Phường An"
    assert "Lần thay đổi này đã được hủy." in text(planner.post(address))


def test_undone_addition_leads_to_what_it_stood_under(tree, planner):
    change = add("Chi bộ 1", kind="chi bộ", parent=tree["an"], day=DAY, basis=BASIS, by=PLANNER)

    answer = planner.post(reverse("units:undo", args=[change.pk]))

    assert answer.headers["Location"] == reverse("units:unit", args=[tree["an"].pk])
