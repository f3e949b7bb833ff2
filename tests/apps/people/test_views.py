import datetime as dt

import pytest
from django.urls import reverse

import builders
from apps.acting import PLANNER
from khaigiang.apps.people.actions import merge, plan_post, state_fact
from khaigiang.apps.people.models import Merge, Person, PrivateKind

NUMBER = "001175000001"


@pytest.fixture
def ward(db):
    return builders.unit("Phường Láng Hạ", parent=builders.unit("Quận Đống Đa"))


def somebody(ward, name="Nguyễn Thị Ánh", **facts) -> Person:
    made = builders.person(name, **facts)
    builders.post(made, ward)
    return made


@pytest.fixture
def person(ward) -> Person:
    return somebody(ward)


def page(browser, route, *args, status=200, **query) -> str:
    answer = browser.get(reverse(f"people:{route}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


def send(browser, route, *args, **said):
    return browser.post(reverse(f"people:{route}", args=args), said)


@pytest.mark.parametrize("people", [1, 3])
def test_list_asks_as_often_for_three_people_as_for_one(ward, planner, people, django_assert_num_queries) -> None:
    for number in range(people):
        somebody(ward, f"Nguyễn Văn {number}")

    with django_assert_num_queries(8):
        said = page(planner, "index")

    assert f"{people} người" in said
    assert "Bí thư Đảng ủy, Phường Láng Hạ" in said


@pytest.mark.parametrize("words", ["anh", "nguyen thi", "Ánh nguyễn", "THỊ", NUMBER, "001175 000001"])
def test_people_are_found_without_diacritics_in_any_order_or_by_number(ward, planner, words) -> None:
    found, _other = somebody(ward), somebody(ward, "Lê Văn Bình")
    state_fact(found, kind=PrivateKind.CITIZEN_NUMBER, value=NUMBER, by=PLANNER)

    said = page(planner, "index", tim=words)

    assert ("Nguyễn Thị Ánh" in said, "Lê Văn Bình" in said) == (True, False)


def test_number_is_sought_only_by_who_may_read_it(person, as_user) -> None:
    state_fact(person, kind=PrivateKind.CITIZEN_NUMBER, value=NUMBER, by=PLANNER)

    said = page(as_user(builders.user("leader", everywhere=True)), "index", tim=NUMBER)

    assert "Không có ai khớp" in said


def test_unit_lists_its_own_people_only(person, ward, as_user) -> None:
    somebody(builders.unit("Phường Thành Công"), "Lê Văn Bình")

    said = page(as_user(builders.user("sending_unit", units=[ward])), "index")

    assert ("Nguyễn Thị Ánh" in said, "Lê Văn Bình" in said) == (True, False)


def test_person_is_added_by_hand(ward, planner) -> None:
    answer = send(
        planner, "add", full_name="Trần Văn Ba", birth="05/1980", title="Chủ tịch UBND phường", unit="phuong lang ha"
    )

    made = Person.objects.get(folded="tran van ba")
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("desk:person", args=[made.pk]))
    assert (made.born, made.born_precision, made.appointments.get().unit) == (dt.date(1980, 5, 1), "month", ward)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({"birth": "32/13/1980"}, "Chưa đọc được ngày “32/13/1980”."),
        ({"unit": "Phường Không Có"}, "Không có đơn vị nào tên “Phường Không Có”."),
        ({"full_name": ""}, "full_name"),
    ],
)
def test_form_with_a_fault_comes_back_with_it(ward, planner, said, wrong) -> None:
    answer = send(planner, "add", **{"full_name": "A", "title": "Bí thư", "unit": "Phường Láng Hạ", **said})

    assert (answer.status_code, wrong in answer.content.decode(), Person.objects.count()) == (422, True, 0)


def test_unit_of_one_of_several_is_named_with_the_one_above(ward, planner) -> None:
    builders.unit("Phường Láng Hạ", parent=builders.unit("Quận Ba Đình"))
    said = {"full_name": "A", "title": "Bí thư"}

    unclear = send(planner, "add", **said, unit="Phường Láng Hạ")
    clear = send(planner, "add", **said, unit="Phường Láng Hạ, Quận Đống Đa")

    assert "Có 2 đơn vị tên “Phường Láng Hạ”" in unclear.content.decode()
    assert (clear.status_code, Person.objects.get().appointments.get().unit) == (302, ward)


def test_person_is_corrected_by_hand(person, planner) -> None:
    assert 'value="01/06/1975"' in page(planner, "correct", person.pk)

    send(planner, "correct", person.pk, full_name="Nguyễn Thị Ảnh", birth="1975", category="civil_servant")

    person.refresh_from_db()
    assert (person.full_name, person.born_precision, person.category) == ("Nguyễn Thị Ảnh", "year", "civil_servant")


@pytest.mark.parametrize(
    ("kind", "said", "related"),
    [
        ("chuc-danh", {"title": "Quận ủy viên", "unit": "Quận Đống Đa", "since": "2020"}, "appointments"),
        ("quy-hoach", {"title": "Chủ tịch", "unit": "Quận Đống Đa", "term": "2025-2030"}, "planned_posts"),
        ("hoc-van", {"level": "university", "subject": "Luật", "finished": "1998"}, "qualifications"),
        ("ly-luan", {"level": "advanced", "place": "Học viện"}, "qualifications"),
        ("khoa-hoc", {"title": "Bồi dưỡng QP-AN", "source": "cá nhân khai", "periods": "24"}, "past_courses"),
        ("thong-tin-rieng", {"kind": "ethnicity", "value": "Tày"}, "private_facts"),
    ],
)
def test_each_kind_of_entry_has_its_form(person, planner, kind, said, related) -> None:
    before = getattr(person, related).count()
    assert "<form" in page(planner, "enter", person.pk, kind)

    answer = send(planner, "enter", person.pk, kind, **said)

    assert (answer.status_code, getattr(person, related).count()) == (302, before + 1)


def test_unknown_kind_of_entry_is_not_found(person, planner) -> None:
    page(planner, "enter", person.pk, "khong-co", status=404)


def test_refusal_of_an_entry_stands_in_its_form(person, planner) -> None:
    answer = send(planner, "enter", person.pk, "quy-hoach", title="Chủ tịch", unit="Quận Đống Đa", term="2025")

    assert (answer.status_code, "Nhiệm kỳ phải ghi như 2025-2030." in answer.content.decode()) == (422, True)


def test_post_is_ended_and_a_mistake_struck(person, ward, planner) -> None:
    planned = plan_post(person, unit=ward, title="Chủ tịch", term="2025-2030", decision="", by=PLANNER)
    post = person.appointments.get()
    assert "Thôi giữ…" in page(planner, "entries", person.pk)

    send(planner, "end", post.pk, until="2021")
    answer = send(planner, "entries", person.pk, what="planned", entry=planned.pk)
    nothing = send(planner, "entries", person.pk, what="person", entry=person.pk)

    post.refresh_from_db()
    assert (post.until, answer.status_code, person.planned_posts.count()) == (dt.date(2021, 12, 31), 302, 0)
    assert (nothing.status_code, "Chưa chọn việc cần làm." in nothing.content.decode()) == (422, True)
    assert "Thôi giữ…" not in page(planner, "entries", person.pk)


def test_entry_of_another_record_is_not_struck(person, ward, planner) -> None:
    other = somebody(ward, "Lê Văn Bình")

    answer = send(planner, "entries", person.pk, what="post", entry=other.appointments.get().pk)

    assert (answer.status_code, other.appointments.count()) == (404, 1)


@pytest.fixture
def likeness(person, ward):
    return builders.identity_question(person, somebody(ward, "Nguyễn Thị Anh"))


@pytest.mark.parametrize("asked", [1, 3])
def test_queue_asks_as_often_for_three_questions_as_for_one(ward, planner, asked, django_assert_num_queries) -> None:
    first = somebody(ward)
    for number in range(asked):
        builders.identity_question(first, somebody(ward, f"Nguyễn Thị {number}"))

    with django_assert_num_queries(6):
        said = page(planner, "questions")

    assert (f"{asked} câu hỏi" in said, said.count("cùng họ tên")) == (True, asked)


def test_question_shows_both_and_is_decided_as_one(likeness, planner) -> None:
    said = page(planner, "question", likeness.pk)
    assert ("Nguyễn Thị Ánh" in said, "Nguyễn Thị Anh" in said, "Bí thư Đảng ủy" in said) == (True, True, True)

    answer = send(planner, "question", likeness.pk, act="keep_other")

    made = Merge.objects.get()
    assert (answer.status_code, made.kept, made.dropped) == (302, likeness.other, likeness.one)
    assert "Nguyễn Thị Ánh" not in page(planner, "index")


def test_question_is_decided_as_two_and_looked_at_again(likeness, planner) -> None:
    send(planner, "question", likeness.pk, act="different")
    likeness.refresh_from_db()
    told_apart = likeness.state
    assert "Xem xét lại" in page(planner, "question", likeness.pk)

    send(planner, "question", likeness.pk, act="again")

    likeness.refresh_from_db()
    assert (told_apart, likeness.state) == ("different", "open")


def test_decision_that_is_refused_says_why(likeness, planner) -> None:
    for each in (likeness.one, likeness.other):
        builders.user("trainee", person=each)

    answer = send(planner, "question", likeness.pk, act="keep_one")
    nothing = send(planner, "question", likeness.pk)

    assert (answer.status_code, "đều có tài khoản người dùng" in answer.content.decode()) == (422, True)
    assert nothing.status_code == 422


def test_auditor_reads_the_queue_and_decides_nothing(likeness, as_user) -> None:
    auditor = as_user(builders.user("auditor", everywhere=True))

    assert "Là hai người khác nhau" not in page(auditor, "question", likeness.pk)
    assert send(auditor, "question", likeness.pk, act="different").status_code == 403


@pytest.mark.parametrize("merged", [1, 3])
def test_merges_are_listed_in_one_count_of_queries(ward, planner, merged, django_assert_num_queries) -> None:
    for number in range(merged):
        merge(somebody(ward, f"Nguyễn {number}"), somebody(ward, f"Nguyễn {number} cũ"), by=PLANNER)

    with django_assert_num_queries(6):
        said = page(planner, "merges")

    assert said.count("Tách lại</button>") == merged


def test_merge_is_taken_back_on_its_page(person, ward, planner) -> None:
    other = somebody(ward, "Nguyễn Thị Anh")
    made = merge(person, other, by=PLANNER)

    send(planner, "merges", merge=made.pk)

    other.refresh_from_db()
    assert other.merged_into is None
    assert "đã tách lại" in page(planner, "merges")
    again = send(planner, "merges", merge=made.pk)
    assert (again.status_code, "Lần gộp này đã được tách ra rồi." in again.content.decode()) == (422, True)


def test_list_fragment_is_that_of_the_full_page(person, planner) -> None:
    whole = page(planner, "index", tim="anh")

    part = planner.get(
        reverse("people:index"), {"tim": "anh"}, headers={"HX-Request": "true", "HX-Target": "people"}
    ).content.decode()

    assert part.strip() in whole
    assert part.strip().startswith("<section")
