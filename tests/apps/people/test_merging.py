import datetime as dt
from typing import Any

import pytest
from django.apps import apps

import builders
from apps.accounts.pages import contents
from apps.acting import PLANNER, SENDER, last_event, refused
from apps.needs import surveying
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.needs.models import StatedNeed
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.actions import (
    ask_again,
    engage,
    merge,
    record_training,
    say_different,
    say_same,
    state_fact,
    unmerge,
)
from khaigiang.apps.people.actions.merging import STATED_TWICE, STAYS
from khaigiang.apps.people.models import IdentityQuestion, Merge, Person, PrivateKind
from khaigiang.apps.people.phrases import CLASHES
from khaigiang.apps.people.queries import questions
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.foundation import guarded

MORNING = HalfDay(dt.date(2022, 5, 11), Part.MORNING)
EVERY_PERSON = [
    (model, field)
    for model in apps.get_models()
    for field in model._meta.get_fields()
    if field.is_relation and field.concrete and not field.many_to_many and field.related_model is Person
]
MOVED = [(model, field) for model, field in EVERY_PERSON if model._meta.label not in STAYS]


@pytest.fixture
def two(db) -> tuple[Person, Person]:
    return builders.person("Nguyễn Thị Hòa"), builders.person("Nguyễn Thị Hoà")


def ask(one: Person, other: Person, score: int = 90) -> IdentityQuestion:
    with guarded.writing("test"):
        return IdentityQuestion.objects.create(one=one, other=other, score=score, reasons=["name_same"])


def fill(model: Any, field: Any, person: Person, world: builders.World) -> Any:
    """A row of a table that names the person, with something that fits in every column that must be filled."""
    values: dict[str, Any] = {field.name: person}
    for other in model._meta.concrete_fields:
        if other.name in values or other.primary_key or other.has_default() or other.null or other.blank:
            continue
        values[other.name] = _something(other, world)
    with guarded.writing("test"):
        return model._base_manager.create(**values)


def _something(field: Any, world: builders.World) -> Any:
    if field.is_relation:
        if field.related_model is Dossier:
            with guarded.writing("test"):
                return Dossier.objects.create(line=world.line, unit=world.districts[0])
        if field.related_model is StatedNeed:
            form = surveying.published(world.city).forms.get(unit=world.districts[0])
            return surveying.answered(form, 1, submit=False).stated.get()
        known = {"Unit": world.communes[0], "NominationList": world.nominations[0].list, "PlanLine": world.line}
        return known[field.related_model.__name__]
    kinds = {"DateField": dt.date(2022, 5, 11), "DateTimeField": dt.datetime(2022, 5, 11, tzinfo=dt.UTC)}
    if field.get_internal_type() in kinds:
        return kinds[field.get_internal_type()]
    if "Integer" in field.get_internal_type():
        return 1
    return b"x" if field.get_internal_type() == "BinaryField" else "x"


@pytest.mark.parametrize(
    ("model", "field"), MOVED, ids=lambda each: getattr(each, "name", getattr(each, "__name__", ""))
)
def test_every_reference_to_a_person_is_moved_and_put_back(db, model, field) -> None:
    world = builders.small_world()
    kept, dropped = builders.person("Nguyễn Thị Hòa"), builders.person("Nguyễn Thị Hoà")
    row = fill(model, field, dropped, world)
    before = contents()

    made = merge(kept, dropped, by=PLANNER)
    row.refresh_from_db()
    moved_to = getattr(row, field.name)
    unmerge(made, by=PLANNER)

    row.refresh_from_db()
    assert (moved_to, getattr(row, field.name)) == (kept, dropped)
    assert made.moved == [[model._meta.label, field.name, row.pk]]
    after = contents()
    changed = {table for table in before if before[table] != after[table]}
    assert changed == {"people_merge", "audit_event", "audit_unsealed"}


def test_every_table_that_names_a_person_once_says_what_happens_when_both_do() -> None:
    once = {
        model._meta.label
        for model, field in MOVED
        if field.unique or any(field.name in each.fields for each in model._meta.constraints if hasattr(each, "fields"))
    }

    assert once - STATED_TWICE - CLASHES.keys() == set()


def test_merge_leaves_the_record_where_it_is_and_an_event(two) -> None:
    kept, dropped = two

    made = merge(kept, dropped, by=PLANNER)

    dropped.refresh_from_db()
    assert (dropped.merged_into, made.state, made.merged_by) == (kept, "merged", "Phạm Thị Kế")
    assert last_event() == (
        "people.merged",
        f"Person:{kept.pk}",
        "7",
        {"of": f"Person:{dropped.pk}", "name": "Nguyễn Thị Hòa", "moved": "0", "left": "0"},
    )


def test_what_both_state_alike_stays_with_the_merged_record(two) -> None:
    kept, dropped = two
    unit = builders.unit("Xã A")
    builders.post(kept, unit)
    twin, own = builders.post(dropped, unit), builders.post(dropped, unit, "Chủ tịch HĐND")
    state_fact(kept, kind=PrivateKind.ETHNICITY, value="Tày", by=PLANNER)
    state_fact(dropped, kind=PrivateKind.ETHNICITY, value="Tày", by=PLANNER)

    made = merge(kept, dropped, by=PLANNER)

    assert {(row.title, row.person_id) for row in (twin, own)} == {
        ("Bí thư Đảng ủy", dropped.pk),
        ("Chủ tịch HĐND", dropped.pk),
    }
    assert sorted(kept.appointments.values_list("title", flat=True)) == ["Bí thư Đảng ủy", "Chủ tịch HĐND"]
    assert ["people.Appointment", "person", twin.pk] in made.left
    assert [label for label, _field, _key in made.left] == ["people.Appointment", "people.PrivateFact"]


def test_merge_of_two_citizen_numbers_is_refused(two) -> None:
    for person, number in zip(two, ("001175000001", "001175000002"), strict=True):
        state_fact(person, kind=PrivateKind.CITIZEN_NUMBER, value=number, by=PLANNER)

    with refused("facts_differ"):
        merge(*two, by=PLANNER)


def test_merge_of_somebody_in_two_places_at_once_is_refused(two) -> None:
    for person, source in zip(two, ("class:1", "class:2"), strict=True):
        engage([(person.pk, MORNING)], source=source, by=PLANNER)

    said = "Không gộp được: cả hai hồ sơ đều có lịch trong cùng một buổi. Hãy giải quyết việc đó trước."
    with refused("both_have", said):
        merge(*two, by=PLANNER)


def test_merge_of_two_nominees_of_one_line_is_refused(db) -> None:
    world = builders.small_world()

    with refused("both_have"):
        merge(world.nominations[0].person, world.nominations[2].person, by=PLANNER)


@pytest.mark.parametrize("model", ["Lecturer", "User"])
def test_merge_of_two_who_have_what_one_has_once_is_refused(two, model) -> None:
    for person in two:
        if model == "User":
            builders.user("trainee", person=person)
        else:
            with guarded.writing("test"):
                apps.get_model("schools.Lecturer").objects.create(person=person)

    with refused("both_have"):
        merge(*two, by=PLANNER)


def test_merge_with_itself_or_a_merged_record_is_refused(two) -> None:
    kept, dropped = two
    with refused("same_record"):
        merge(kept, kept, by=PLANNER)
    merge(kept, dropped, by=PLANNER)

    with refused("already_merged", "Hồ sơ của Nguyễn Thị Hoà đã được gộp vào hồ sơ khác. Hãy tách ra trước."):
        merge(builders.person("Nguyễn Thị Hoa"), dropped, by=PLANNER)


def test_merges_in_a_row_are_undone_from_the_last(two) -> None:
    kept, dropped = two
    third = builders.person("Nguyễn Thị Hoa")
    first = merge(kept, dropped, by=PLANNER)
    second = merge(third, kept, by=PLANNER)
    dropped.refresh_from_db()
    assert dropped.merged_into == third

    with refused("merged_since"):
        unmerge(first, by=PLANNER)
    unmerge(second, by=PLANNER)
    unmerge(first, by=PLANNER)

    assert list(Person.objects.exclude(merged_into=None)) == []
    with refused("merge_not_standing", "Lần gộp này đã được tách ra rồi."):
        unmerge(Merge.objects.get(pk=first.pk), by=PLANNER)


def test_what_came_to_the_kept_record_since_stays_with_it(two) -> None:
    kept, dropped = two
    record_training([dropped.pk], programme="A", title="A", source="class:1", finished_on=MORNING.day, by=PLANNER)
    made = merge(kept, dropped, by=PLANNER)
    record_training([kept.pk], programme="B", title="B", source="class:2", finished_on=MORNING.day, by=PLANNER)

    unmerge(made, by=PLANNER)

    told = [list(person.training_records.values_list("programme", flat=True)) for person in two]
    assert told == [["B"], ["A"]]
    assert last_event()[0] == "people.unmerged"


def test_question_on_a_page_that_is_out_of_date_is_decided_once(two) -> None:
    question = ask(*two)
    out_of_date = type(question).objects.get(pk=question.pk)
    say_different(question, by=PLANNER)

    with refused("decided_already"):
        say_same(out_of_date, keep=two[0], by=PLANNER)

    assert not Merge.objects.exists()


def test_question_decided_as_one_merges_and_undoing_asks_again(two) -> None:
    one, other = two
    question = ask(one, other)

    made = say_same(question, keep=other, by=PLANNER)

    question.refresh_from_db()
    assert (made.kept, made.dropped, question.state, question.decided_by) == (other, one, "same", "Phạm Thị Kế")
    with refused("decided_already", "Câu hỏi này đã được xác định rồi."):
        say_different(question, by=PLANNER)
    unmerge(Merge.objects.get(pk=made.pk), by=PLANNER)
    question.refresh_from_db()
    assert (question.state, question.decided_by) == ("open", "")


def test_whoever_was_withdrawn_from_a_line_is_merged_with_whoever_stands_on_it(db) -> None:
    world = builders.small_world()
    gone, standing = world.nominations[0], world.nominations[1]
    with guarded.writing("test"):
        Nomination.objects.filter(pk=gone.pk).update(state="withdrawn")

    merge(standing.person, gone.person, by=PLANNER)

    assert set(standing.person.nominations.values_list("pk", flat=True)) == {gone.pk, standing.pk}


def test_merge_of_two_who_stand_on_one_line_is_refused(db) -> None:
    world = builders.small_world()
    with refused("both_have"):
        merge(world.nominations[0].person, world.nominations[1].person, by=PLANNER)


def test_question_decided_as_two_is_not_asked_again_until_it_is_taken_back(two) -> None:
    question = ask(*two)

    say_different(question, by=PLANNER)
    event = last_event()
    asked = list(questions())
    ask_again(question, by=PLANNER)

    assert (event[0], event[1], asked) == ("people.told_apart", f"IdentityQuestion:{question.pk}", [])
    assert (list(questions()), last_event()[0]) == ([question], "people.asked_again")
    with refused("not_told_apart", "Hai hồ sơ này chưa được xác định là hai người."):
        ask_again(question, by=PLANNER)


def test_question_is_asked_about_whoever_the_record_belongs_to_now(two) -> None:
    kept, dropped = two
    third = builders.person("Nguyễn Thị Hoa")
    settled, about_third = ask(kept, dropped), ask(dropped, third)

    merge(kept, dropped, by=PLANNER)

    (left,) = questions()
    assert (left, left.one_now, left.other_now, settled.state) == (about_third, kept.pk, third.pk, "open")
    made = say_same(left, keep=kept, by=PLANNER)
    assert (made.kept, made.dropped) == (kept, third)


def test_only_planners_of_everything_decide(two) -> None:
    question = ask(*two)
    made = merge(builders.person("A"), builders.person("B"), by=PLANNER)

    for act in (
        lambda: merge(*two, by=SENDER),
        lambda: unmerge(made, by=SENDER),
        lambda: say_same(question, keep=two[0], by=SENDER),
        lambda: say_different(question, by=SENDER),
        lambda: ask_again(question, by=SENDER),
    ):
        with refused("may_not_decide_identity"):
            act()
