import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, SENDER, last_event, refused, somebody
from khaigiang.apps.people.actions import (
    Details,
    Taken,
    add_person,
    appoint,
    correct_person,
    end_appointment,
    merge,
    plan_post,
    record_past_course,
    record_qualification,
    strike,
)
from khaigiang.apps.people.bridge import partial
from khaigiang.apps.people.models import IdentityQuestion, Person, QualificationKind
from khaigiang.core.vietnamese import PartialDate

DETAILS = Details("Nguyễn  Thị Ánh ", PartialDate(1975), "female", "civil_servant", "BTV Quận ủy", "anh@mau.vn")
TAKEN = Taken("Học viện Hành chính", PartialDate(2019, 6), "Số 12/2019")


@pytest.fixture
def ward(db):
    return builders.unit("Phường Láng Hạ")


@pytest.fixture
def person(ward) -> Person:
    made = builders.person("Lê Thị Bình")
    builders.post(made, ward, since=dt.date(2020, 1, 1), since_precision="year")
    return made


def test_person_is_added_with_a_post_and_is_found(ward) -> None:
    made = add_person(DETAILS, unit=ward, title="Bí thư Đảng ủy phường", by=PLANNER)

    assert (made.full_name, made.folded, made.born, made.born_precision) == (
        "Nguyễn Thị Ánh",
        "nguyen thi anh",
        dt.date(1975, 1, 1),
        "year",
    )
    assert (made.category, made.managed_by, made.email) == ("civil_servant", "BTV Quận ủy", "anh@mau.vn")
    (post,) = made.appointments.all()
    assert (post.unit, post.groups) == (ward, ["commune_secretary"])
    facts = {"name": "Nguyễn Thị Ánh", "unit": "Phường Láng Hạ", "questions": "0"}
    assert last_event() == ("people.added", f"Person:{made.pk}", "7", facts)


def test_person_who_is_like_another_is_added_and_asked_about(person, ward) -> None:
    made = add_person(Details("Lê Thị Bình"), unit=ward, title="Bí thư", by=PLANNER)

    assert list(IdentityQuestion.objects.values_list("one", "other", "score")) == [(person.pk, made.pk, 75)]


def test_person_without_a_name_is_refused(ward) -> None:
    with refused("name_missing", "Chưa ghi họ và tên."):
        add_person(Details("  "), unit=ward, title="Bí thư", by=PLANNER)


def test_correcting_says_which_fields_were_changed_and_asks_again(person, ward) -> None:
    other = builders.person("Lê Thị Bính", born=dt.date(1980, 2, 3))
    builders.post(other, ward)

    changed = correct_person(person, Details("Lê Thị Bính", PartialDate(1980), "male"), by=PLANNER)

    person.refresh_from_db()
    assert (person.folded, person.born, changed) == ("le thi binh", dt.date(1980, 1, 1), 4)
    assert last_event()[3] == {"changed": "born, born_precision, full_name, sort_key", "questions": "1"}


def test_appointing_keeps_the_precision_and_what_is_held_already(person) -> None:
    other = builders.unit("Quận Đống Đa")

    appoint(person, unit=other, title="Quận ủy viên", since=PartialDate(2021, 3), by=PLANNER)

    posts = person.appointments.order_by("pk").values_list("unit", "since", "since_precision")
    assert list(posts)[1:] == [(other.pk, dt.date(2021, 3, 1), "month")]
    assert last_event() == (
        "people.appointed",
        f"Person:{person.pk}",
        "7",
        {"post": "Quận ủy viên", "unit": "Quận Đống Đa"},
    )
    with refused("appointment_once"):
        appoint(person, unit=other, title="Quận ủy viên", since=PartialDate(2021, 3), by=PLANNER)


def test_a_post_ends_on_the_last_day_that_is_meant(person) -> None:
    post = person.appointments.get()

    end_appointment(post, until=PartialDate(2024), by=PLANNER)

    post.refresh_from_db()
    assert (post.until, partial(post.until, post.until_precision)) == (dt.date(2024, 12, 31), PartialDate(2024))
    assert last_event()[3] == {"post": "Bí thư Đảng ủy", "on": "2024"}
    with refused("ended_already", "Chức danh này đã có ngày thôi giữ."):
        end_appointment(post, until=PartialDate(2025), by=PLANNER)


def test_a_post_does_not_end_before_it_began(person) -> None:
    with refused("appointment_in_order", "Ngày thôi giữ chức danh không được trước ngày bắt đầu."):
        end_appointment(person.appointments.get(), until=PartialDate(2019), by=PLANNER)


def plan(person, ward, term="2025-2030"):
    return plan_post(person, unit=ward, title="Chủ tịch UBND phường", term=term, decision="12-QĐ/QU", by=PLANNER)


def test_post_is_planned_once_a_term(person, ward) -> None:
    made = plan(person, ward)

    assert (made.term, made.decision, last_event()[0]) == ("2025-2030", "12-QĐ/QU", "people.post_planned")
    with refused("planned_post_once_a_term"):
        plan(person, ward)
    assert plan(person, ward, "2030-2035").term == "2030-2035"


@pytest.mark.parametrize("term", ["2025", "2030-2025", "25-30", ""])
def test_term_must_be_two_years(person, ward, term) -> None:
    with refused("not_a_term", "Nhiệm kỳ phải ghi như 2025-2030."):
        plan(person, ward, term)


def qualify(person, kind=QualificationKind.THEORY, level="intermediate"):
    return record_qualification(person, kind=kind, level=level, subject="", taken=TAKEN, by=PLANNER)


def test_qualification_is_recorded_once(person) -> None:
    made = qualify(person)

    assert (made.place, made.finished, made.finished_precision) == ("Học viện Hành chính", dt.date(2019, 6, 1), "month")
    assert last_event() == ("people.qualification_recorded", f"Person:{person.pk}", "7", {"level": "intermediate"})
    with refused("qualification_once"):
        qualify(person)


def test_level_of_another_kind_is_refused(person) -> None:
    with refused("not_a_level", "Trình độ này không thuộc loại đã chọn."):
        qualify(person, level="university")


def test_course_of_before_is_recorded_once(person) -> None:
    def record():
        return record_past_course(person, title="Bồi dưỡng QP-AN", source="cá nhân khai", taken=TAKEN, by=PLANNER)

    assert (record().paper, last_event()[3]) == ("Số 12/2019", {"course": "Bồi dưỡng QP-AN"})
    with refused("past_course_once"):
        record()


def test_what_was_entered_by_mistake_is_struck(person, ward) -> None:
    entries = [plan(person, ward), qualify(person), person.appointments.get()]

    for entry in entries:
        strike(entry, by=PLANNER)

    assert [entry.pk for entry in entries] == [None, None, None]
    assert last_event() == ("people.entry_struck", f"Person:{person.pk}", "7", {"entry": "Bí thư Đảng ủy"})


def test_a_unit_keeps_the_records_of_its_own_people_only(person, ward) -> None:
    own = somebody("sending_unit", scope=frozenset({ward.pk}))
    correct_person(person, Details("Lê Thị Bình"), by=own)

    for act in (
        lambda: correct_person(person, Details("Lê Thị Bình"), by=SENDER),
        lambda: add_person(DETAILS, unit=ward, title="Bí thư", by=SENDER),
        lambda: strike(person.appointments.get(), by=SENDER),
    ):
        with refused("may_not_keep_record"):
            act()


def test_nothing_is_written_to_a_merged_record(person, ward) -> None:
    kept = builders.person("Lê Thị Bình")
    merge(kept, person, by=PLANNER)
    person.refresh_from_db()

    with refused("record_is_merged", "Hồ sơ này đã được gộp vào hồ sơ của Lê Thị Bình; hãy ghi vào hồ sơ đó."):
        plan(person, ward)
