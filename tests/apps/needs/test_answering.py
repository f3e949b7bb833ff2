import pytest

import builders
from apps.acting import PLANNER, last_event, refused
from apps.needs.surveying import DEPUTY, SECRETARY, answered, drafted, form_in, holder, own, published
from khaigiang.apps.needs.actions import Filled, close_survey, fill_form, hand_back, publish_survey, submit_form
from khaigiang.apps.needs.models import NamedNeed, StatedNeed
from khaigiang.apps.needs.queries import form_of, form_of_name, forms_to_answer, surveys_waiting
from khaigiang.apps.people.actions import merge
from khaigiang.apps.people.models import PlannedPost
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


def row_of(form):
    return form.survey.rows.order_by("place").first().pk


def test_unit_answers_a_row_with_a_number_and_some_of_the_names() -> None:
    survey = published()
    form, an = form_in(survey), holder("Lê An")
    assert fill_form(form, {row_of(form): Filled(3, "kiện toàn sau đại hội", (an.pk,))}, by=own(form)) == 1
    need = StatedNeed.objects.get()
    assert (need.people, need.remark, [each.person for each in need.names.all()]) == (3, "kiện toàn sau đại hội", [an])
    assert last_event()[:2] == ("needs.form_filled", f"NeedsForm:{form.pk}")
    assert last_event()[3] == {"unit": "Quận 1", "rows": "1", "file": ""}


def test_same_answer_again_changes_nothing_and_another_takes_its_place() -> None:
    survey = published()
    form, an = form_in(survey), holder("Lê An")
    key, before = row_of(form), Filled(1, "", (an.pk,))
    fill_form(form, {key: before}, by=own(form))
    kept = StatedNeed.objects.get().pk
    assert fill_form(form, {key: before}, by=own(form)) == 0
    assert StatedNeed.objects.get().pk == kept
    assert fill_form(form, {key: Filled(0)}, by=own(form)) == 1
    assert (StatedNeed.objects.get().people, NamedNeed.objects.count()) == (0, 0)
    fill_form(form, {key: Filled(None)}, by=own(form))
    assert not StatedNeed.objects.exists()


def test_nobody_is_named_who_is_not_of_the_unit_and_nobody_beyond_the_number() -> None:
    survey = published()
    form, an, other = form_in(survey), holder("Lê An"), holder("Trần Bình", 2)
    with refused("not_units_person", "Trần Bình không giữ chức danh, không thuộc quy hoạch nào ở đơn vị."):
        fill_form(form, {row_of(form): Filled(1, "", (other.pk,))}, by=own(form))
    with refused("not_units_person"):
        fill_form(form, {row_of(form): Filled(1, "", (987654,))}, by=own(form))
    with refused("more_named"):
        fill_form(form, {row_of(form): Filled(0, "", (an.pk,))}, by=own(form))
    with refused("no_such_row"):
        fill_form(form, {987654: Filled(1)}, by=own(form))


def test_somebody_planned_for_a_post_of_the_unit_may_be_named() -> None:
    survey = published()
    form, planned = form_in(survey), builders.person("Lê Quy")
    with guarded.writing("test"):
        PlannedPost.objects.create(person=planned, unit=form.unit, title="Bí thư", term="2025-2030")
    assert fill_form(form, {row_of(form): Filled(1, "", (planned.pk,))}, by=own(form)) == 1


def test_form_is_submitted_once_every_row_is_answered() -> None:
    survey = published(None, SECRETARY, DEPUTY)
    form = form_in(survey)
    first, second = survey.rows.order_by("place")
    fill_form(form, {first.pk: Filled(2)}, by=own(form))
    with refused("cannot_submit_form", "Phiếu còn 1 dòng chưa ghi số người; không có nhu cầu thì ghi 0."):
        submit_form(form, by=own(form))
    fill_form(form, {second.pk: Filled(0)}, by=own(form))
    submit_form(form, by=own(form))
    assert (form.state, str(form.submitted_on), form.submitted_by) == ("submitted", "2022-05-12", "Phạm Thị Kế")
    assert last_event()[3] == {"unit": "Quận 1", "people": "2"}
    with refused("form_not_open", "Không làm được việc này khi phiếu ở tình trạng “Đã gửi”."):
        fill_form(form, {first.pk: Filled(3)}, by=own(form))


def test_form_is_handed_back_with_remarks_and_submitted_again() -> None:
    form = answered(form_in(published()), 2)
    with refused("remarks_wanted"):
        hand_back(form, remarks=" ", by=PLANNER)
    hand_back(form, remarks="Nêu tên người.", by=PLANNER)
    assert (form.state, form.remarks) == ("handed_back", "Nêu tên người.")
    assert last_event()[0] == "needs.form_handed_back"
    with refused("form_not_open"):
        hand_back(form, remarks="Nữa.", by=PLANNER)
    fill_form(form, {row_of(form): Filled(1)}, by=own(form))
    assert submit_form(form, by=own(form)).state == "submitted"


def test_answers_are_taken_after_the_deadline_until_the_survey_is_closed(at) -> None:
    survey = published()
    at(2022, 6, 30)
    answered(form_in(survey), 2)
    close_survey(survey, by=PLANNER)
    form = form_in(survey, 2)
    with refused("form_not_open", "Khảo sát đã khép lại ngày 30/06/2022."):
        fill_form(form, {row_of(form): Filled(1)}, by=own(form))
    with refused("cannot_submit_form"):
        submit_form(form, by=own(form))


def test_draft_takes_no_answers_and_no_unit_answers_for_another() -> None:
    survey = drafted()
    form, stranger = form_in(survey), own(form_in(survey, 2))
    with refused("form_not_open", "Khảo sát chưa công bố."):
        fill_form(form, {row_of(form): Filled(1)}, by=own(form))
    publish_survey(survey, by=PLANNER)
    form = form_in(survey)
    with refused("may_not_answer_survey", "Bạn không được trả lời khảo sát thay cho Quận 1."):
        fill_form(form, {row_of(form): Filled(1)}, by=stranger)
    with refused("may_not_survey"):
        hand_back(form, remarks="x", by=own(form))


def test_person_named_before_may_have_left_since() -> None:
    survey = published()
    form, an = form_in(survey), holder("Lê An")
    fill_form(form, {row_of(form): Filled(1, "", (an.pk,))}, by=own(form))
    with guarded.writing("test"):
        an.appointments.all().delete()
    assert fill_form(form, {row_of(form): Filled(2, "", (an.pk,))}, by=own(form)) == 1


def test_who_still_has_to_answer_is_known_on_both_sides() -> None:
    survey = published()
    form = form_in(survey)
    assert [each.pk for each in forms_to_answer(own(form))] == [form.pk]
    assert [(each.survey.pk, each.units, each.asked) for each in surveys_waiting()] == [
        (survey.pk, ("Quận 1", "Quận 2"), 2)
    ]
    answered(form, 1)
    assert forms_to_answer(own(form)) == []
    assert surveys_waiting()[0].units == ("Quận 2",)


def test_form_is_found_by_its_unit_among_those_asked() -> None:
    survey = published()
    form = form_in(survey)
    assert form_of(survey, form.unit).pk == form_of_name(survey, "quận 1").pk == form.pk
    assert form_of_name(survey, "Quận 1, Thành phố Mẫu").pk == form.pk
    with refused("unit_not_asked", "Khảo sát này không hỏi Quận 7."):
        form_of_name(survey, "Quận 7")
    with refused("unit_not_asked"):
        form_of(survey, Unit.objects.get(name="Phường 1"))


def test_nothing_is_left_of_an_answer_that_fails(monkeypatch) -> None:
    form = form_in(published())
    monkeypatch.setattr("khaigiang.foundation.audit.record", lambda *_args, **_facts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        fill_form(form, {row_of(form): Filled(1)}, by=own(form))
    monkeypatch.undo()
    assert not StatedNeed.objects.exists()


def test_two_people_named_in_one_row_are_not_merged_unseen() -> None:
    survey = published()
    form, an, ann = form_in(survey), holder("Lê An"), holder("Lê Ân")
    fill_form(form, {row_of(form): Filled(2, "", (an.pk, ann.pk))}, by=own(form))
    with refused("both_have"):
        merge(an, ann, by=PLANNER)
    fill_form(form, {row_of(form): Filled(2, "", (ann.pk,))}, by=own(form))
    merge(an, ann, by=PLANNER)
    assert NamedNeed.objects.get().person == an
