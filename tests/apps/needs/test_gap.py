import datetime as dt

import pytest

import builders
from apps.acting import PLANNER, SCHOOL, somebody
from apps.needs.surveying import DEPUTY, SECRETARY, TODAY, city, completed, form_in, holder, own, published
from khaigiang.apps.needs.bridge import gap
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.people.models import PastCourse, PlannedPost, Qualification
from khaigiang.apps.units.models import Unit
from khaigiang.core.needs import NeedStanding
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import Actor

pytestmark = pytest.mark.django_db


def lacking(survey: NeedsSurvey, number: int = 1, *, on: dt.date = TODAY, actor: Actor = PLANNER) -> dict[str, str]:
    """Name and standing of each person of the first row, in their order."""
    form = form_in(survey, number)
    units = survey.forms.values_list("unit", flat=True)
    found = gap(list(survey.rows.order_by("place")), units, on=on, actor=actor)
    people = found.of(form.unit_id, survey.rows.order_by("place").first().pk).people
    return {each.person.full_name: each.standing.value for each in people}


def planned(name: str, term: str = "2025-2030") -> None:
    person = builders.person(name)
    with guarded.writing("test"):
        PlannedPost.objects.create(
            person=person, unit=Unit.objects.get(name="Phường 1"), title="Bí thư", groups=[SECRETARY], term=term
        )


def test_who_holds_a_post_and_lacks_the_programme_is_named_with_the_reason() -> None:
    study, other = builders.programme(), builders.programme()
    survey = published(city(), SECRETARY, programme=study.code, also=[other.code])
    for name in ("Lê Thiếu", "Lê Xong", "Lê Tương Đương"):
        holder(name)
    holder("Trần Khác Quận", 2)
    holder("Phạm Phó", group=DEPUTY)
    completed(holder("Lê Đã"), study.code)
    completed(holder("Lê Thế"), other.code)
    assert lacking(survey) == {
        "Lê Thiếu": "needs",
        "Lê Tương Đương": "needs",
        "Lê Xong": "needs",
        "Lê Đã": "has",
        "Lê Thế": "has",
    }
    assert lacking(survey, 2) == {"Trần Khác Quận": "needs"}
    found = gap(list(survey.rows.all()), [form_in(survey).unit_id], on=TODAY, actor=PLANNER)
    said = {one.person.full_name: one.why for each in found.by_place.values() for one in each.people}
    assert said["Lê Thiếu"] == "Hồ sơ chưa ghi hoàn thành chương trình này."
    assert said["Lê Đã"] == "Đã hoàn thành ngày 01/03/2021."
    assert said["Lê Thế"] == f"Đã hoàn thành chương trình tương đương {other.code} ngày 01/03/2021."


def test_records_of_a_day_are_asked_as_they_were_on_it() -> None:
    study = builders.programme()
    survey = published(city(), SECRETARY, programme=study.code)
    completed(holder("Lê Sau"), study.code, dt.date(2022, 5, 13))
    holder(
        "Lê Thôi", since=dt.date(2015, 1, 1), until=dt.date(2022, 5, 11), since_precision="day", until_precision="day"
    )
    holder("Lê Chưa", since=dt.date(2022, 5, 13), since_precision="day")
    holder("Lê Năm", since=dt.date(2022, 1, 1), since_precision="year")
    assert lacking(survey) == {"Lê Sau": "needs", "Lê Năm": "unknown"}
    assert lacking(survey, on=dt.date(2022, 5, 13)) == {"Lê Chưa": "needs", "Lê Năm": "unknown", "Lê Sau": "has"}


def test_planned_people_count_where_the_row_says_so_and_the_reader_may_know() -> None:
    survey = published(city(), SECRETARY, planned=True)
    planned("Lê Quy Hoạch")
    planned("Lê Khóa Trước", "2015-2020")
    assert lacking(survey) == {"Lê Quy Hoạch": "needs"}
    assert lacking(survey, actor=SCHOOL) == {}
    with guarded.writing("test"):
        survey.rows.update(planned=False)
    assert lacking(survey) == {}


def test_course_of_before_counts_by_its_title_and_a_doubtful_one_is_not_enough_information() -> None:
    study = builders.programme()
    survey = published(city(), SECRETARY, programme=study.code)
    for name, title in (("Lê Cũ", study.name), ("Lê Giống", f"{study.name} khóa II")):
        with guarded.writing("test"):
            PastCourse.objects.create(person=holder(name), title=title, source="tự khai")
    assert lacking(survey) == {"Lê Giống": "unknown", "Lê Cũ": "has"}


def test_seat_in_a_class_still_to_end_is_no_need_for_another() -> None:
    world = builders.small_world(districts=1)
    code = world.line.programme.code
    person = world.nominations[0].person
    district = world.districts[0]
    builders.post(person, world.communes[0], "Bí thư", groups=[SECRETARY])
    survey = published(district.parent, SECRETARY, programme=code)
    rows = list(survey.rows.all())
    last = world.training_class.planned.last_day
    during = gap(rows, [district.pk], on=last, actor=PLANNER).of(district.pk, rows[0].pk)
    after = gap(rows, [district.pk], on=last + dt.timedelta(days=1), actor=PLANNER).of(district.pk, rows[0].pk)
    standing = {
        name: [one.standing for one in found.people if one.person == person]
        for name, found in (("during", during), ("after", after))
    }
    assert standing == {"during": [NeedStanding.UNDER_WAY], "after": [NeedStanding.NEEDS]}


def test_rules_say_of_whom_it_is_asked_and_what_is_not_known_to_them_is_unknown() -> None:
    survey = published(city(), SECRETARY, rule_set="theory_intermediate_350")
    on = dt.date(2026, 1, 15)
    holder("Lê Thiếu Hồ Sơ")
    person = holder("Lê Cao Cấp")
    with guarded.writing("test"):
        Qualification.objects.create(person=person, kind="theory", level="advanced")
    found = lacking(survey, on=on)
    assert found["Lê Thiếu Hồ Sơ"] == "unknown"
    rows = list(survey.rows.all())
    told = gap(rows, [form_in(survey).unit_id], on=on, actor=PLANNER).of(form_in(survey).unit_id, rows[0].pk)
    why = next(one.why for one in told.people if one.person.full_name == "Lê Thiếu Hồ Sơ")
    assert "Hồ sơ thiếu thông tin để biết quy định có đòi hỏi không." in why
    assert "350-QĐ/TW" in why


def test_nearest_unit_that_is_asked_has_the_person() -> None:
    survey = published()
    person = holder("Lê Một")
    district, ward = form_in(survey).unit, Unit.objects.get(name="Phường 1")
    rows = list(survey.rows.all())
    for units, expected in (([district.pk], district.pk), ([district.pk, ward.pk], ward.pk)):
        found = gap(rows, units, on=TODAY, actor=PLANNER)
        assert [(unit, [one.person for one in each.people]) for (unit, _row), each in found.by_place.items()] == [
            (expected, [person])
        ]


def test_people_whose_post_no_group_knows_are_told_and_not_counted() -> None:
    survey = published()
    builders.post(builders.person("Lê Lạ"), Unit.objects.get(name="Phường 1"), "Chức danh lạ")
    found = gap(list(survey.rows.all()), [form_in(survey).unit_id], on=TODAY, actor=PLANNER)
    assert (found.by_place, found.ungrouped) == ({}, {form_in(survey).unit_id: 1})


def test_records_without_anybody_are_not_the_same_as_no_need() -> None:
    survey = published()
    found = gap(list(survey.rows.all()), [form_in(survey).unit_id], on=TODAY, actor=PLANNER)
    assert not found.of(form_in(survey).unit_id, survey.rows.get().pk).is_known


@pytest.mark.parametrize(("districts", "people"), [(1, 1), (3, 9)])
def test_number_of_questions_does_not_grow(districts, people, django_assert_num_queries) -> None:
    survey = published(city(districts), SECRETARY, DEPUTY, planned=True, rule_set="theory_intermediate_350")
    for number in range(people):
        holder(f"Lê {number}", number % districts + 1)
    rows, units = list(survey.rows.all()), list(survey.forms.values_list("unit", flat=True))
    with django_assert_num_queries(15):
        gap(rows, units, on=TODAY, actor=PLANNER)


def test_somebody_without_a_role_learns_nothing_of_plans_for_posts() -> None:
    survey = published(city(), SECRETARY, planned=True)
    planned("Lê Quy Hoạch")
    assert lacking(survey, actor=own(form_in(survey))) == {"Lê Quy Hoạch": "needs"}
    assert lacking(survey, actor=somebody("lecturer")) == {}
