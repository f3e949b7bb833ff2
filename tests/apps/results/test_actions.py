import io
from decimal import Decimal

import docx
import pytest
from django.db import transaction
from django.db.models import F

import builders
import finishing
from apps.acting import PLANNER, SCHOOL, SENDER, last_event, refused, rows, somebody
from apps.delivery.ready import filled
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.models import Attendance, Roll
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.models import TrainingRecord
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.results import actions
from khaigiang.apps.results.bridge import mark_sheet_of
from khaigiang.apps.results.imports import take_in_marks
from khaigiang.apps.results.models import Assessment, Completion, CompletionReason, Mark, Remark
from khaigiang.core.states import ClassState
from khaigiang.foundation import clock, guarded
from khaigiang.intake.marks import write_marks
from khaigiang.intake.refusal import FilesRefused

pytestmark = pytest.mark.django_db
BOARD = somebody("class_board", everywhere=True)


@pytest.fixture
def world():
    return builders.small_world(districts=1)


@pytest.fixture
def test_of(world):
    return finishing.assessment(world.line.programme)


def values(of):
    return {each.enrolment_id: each.value for each in Mark.objects.filter(assessment=of)}


def reasons(enrolment):
    return list(CompletionReason.objects.filter(completion__enrolment=enrolment).values_list("code", flat=True))


def well(world, test, *, value="8"):
    for each in world.enrolments:
        finishing.mark(test, each, value)
        finishing.remark(each)


def test_assessments_are_one_for_each_test_topic(world):
    with guarded.writing("test"):
        Topic.objects.filter(name="Chuyên đề 4").update(kind="test", name="Kiểm tra cuối khóa")
    (made,) = actions.set_up_assessments(world.line.programme, by=BOARD)
    assert (made.name, made.scale, made.weight) == ("Kiểm tra cuối khóa", 10, 1)
    assert last_event()[0] == "results.assessments_set_up"
    with refused("has_assessments"):
        actions.set_up_assessments(world.line.programme, by=BOARD)


def test_programme_without_a_test_topic_gets_no_assessments(world):
    with refused("no_test_topic"):
        actions.set_up_assessments(world.line.programme, by=BOARD)


def test_marks_are_written_changed_and_taken_away(world, test_of):
    one, two = (each.pk for each in world.enrolments)
    assert (
        actions.record_marks(
            world.training_class, {(one, test_of.pk): Decimal(8), (two, test_of.pk): Decimal(7)}, by=BOARD
        )
        == 2
    )
    changes = {(one, test_of.pk): Decimal("8.00"), (two, test_of.pk): None}
    assert actions.record_marks(world.training_class, changes, by=BOARD) == 1
    assert values(test_of) == {one: Decimal(8)}
    assert last_event()[0] == "results.marks_recorded"
    assert last_event()[3]["marks"] == "1"


@pytest.mark.parametrize("value", ["10.01", "-0.01"])
def test_mark_out_of_scale_is_refused_in_words(world, test_of, value):
    said = f"Điểm {value.replace('.', ',')} của Lê Thị Bình 11 không nằm trong thang điểm 10; chưa ghi gì."
    with refused("mark_out_of_scale", said):
        actions.record_marks(world.training_class, {(world.enrolments[0].pk, test_of.pk): Decimal(value)}, by=BOARD)


def test_mark_of_another_class_or_programme_is_refused(world, test_of):
    other = finishing.another_class(world, "Lớp khác")
    with refused("trainee_not_of_class"):
        actions.record_marks(world.training_class, {(other.enrolments.all()[0].pk, test_of.pk): Decimal(8)}, by=BOARD)
    foreign = finishing.assessment(other.line.programme)
    with refused("assessment_not_of_programme"):
        actions.record_marks(world.training_class, {(world.enrolments[0].pk, foreign.pk): Decimal(8)}, by=BOARD)


def test_who_may_not_mark_and_judge(world, test_of):
    with refused("may_not_mark"):
        actions.record_marks(world.training_class, {}, by=SENDER)
    with refused("may_not_mark"):
        actions.state_remarks(world.training_class, {}, by=SENDER)
    with refused("may_not_mark"):
        actions.record_grid(world.training_class, {}, {}, by=SENDER)
    with refused("may_not_mark"):
        actions.set_up_assessments(world.line.programme, by=SENDER)
    for verb in (actions.judge_class, actions.draft_recognition):
        with refused("may_not_judge"):
            verb(world.training_class, by=BOARD)
    with refused("may_not_judge"):
        actions.issue_recognition(world.training_class, dated=clock.today(), by=BOARD)


def test_remarks_are_written_and_changed(world):
    one, two = (each.pk for each in world.enrolments)
    assert actions.state_remarks(world.training_class, {one: (True, True), two: (None, None)}, by=BOARD) == 1
    assert actions.state_remarks(world.training_class, {one: (True, False)}, by=BOARD) == 1
    assert list(Remark.objects.values_list("enrolment", "took_part", "obeyed")) == [(one, True, False)]
    assert last_event()[0] == "results.remarks_stated"


def test_marks_and_remarks_of_a_page_are_written_both_or_neither(world, test_of):
    one, two = (each.pk for each in world.enrolments)
    marks = {(one, test_of.pk): Decimal(8)}
    assert actions.record_grid(world.training_class, marks, {one: (True, True)}, by=BOARD) == 2
    assert last_event()[0] == "results.remarks_stated"
    finishing.certificate_of(world.enrolments[1])
    with refused("result_sealed"):
        actions.record_grid(world.training_class, {(one, test_of.pk): Decimal(9)}, {two: (True, False)}, by=BOARD)
    assert values(test_of) == {one: Decimal(8)}


def test_class_is_judged_with_reasons(world, test_of):
    one, two = world.enrolments
    well(world, test_of)
    with guarded.writing("test"):
        Mark.objects.filter(enrolment=two).update(value=4)
    actions.judge_class(world.training_class, by=SCHOOL)
    assert dict(Completion.objects.values_list("enrolment", "standing")) == {
        one.pk: "completed",
        two.pk: "not_completed",
    }
    assert reasons(one) == ["marks.met", "participation.stated", "conduct.stated"]
    assert last_event()[0] == "results.judged"
    assert (last_event()[3]["completed"], last_event()[3]["not_completed"]) == ("1", "1")


def test_missing_facts_leave_the_verdict_open(world, test_of):
    actions.judge_class(world.training_class, by=SCHOOL)
    assert set(Completion.objects.values_list("standing", "final")) == {("not_enough_information", None)}
    assert reasons(world.enrolments[0]) == ["marks.unknown", "participation.unknown", "conduct.unknown"]


def test_judging_again_takes_the_place_of_the_verdict_before(world, test_of):
    well(world, test_of, value="3")
    actions.judge_class(world.training_class, by=SCHOOL)
    with guarded.writing("test"):
        Mark.objects.update(value=9)
    actions.judge_class(world.training_class, by=SCHOOL)
    assert set(Completion.objects.values_list("standing", "final")) == {("completed", Decimal("9.00"))}


def test_verdict_on_what_has_changed_is_none_until_judged_again(world, test_of):
    one, two = world.enrolments
    well(world, test_of)
    actions.judge_class(world.training_class, by=SCHOOL)
    actions.record_marks(world.training_class, {(one.pk, test_of.pk): Decimal(9)}, by=BOARD)
    actions.state_remarks(world.training_class, {two.pk: (True, True)}, by=BOARD)
    held = Completion.objects.get(enrolment=one)
    assert (held.standing, held.final, reasons(one)) == ("not_enough_information", None, ["changed_since"])
    assert reasons(two) == ["marks.met", "participation.stated", "conduct.stated"]
    actions.state_remarks(world.training_class, {two.pk: (True, False)}, by=BOARD)
    assert reasons(two) == ["changed_since"]
    actions.judge_class(world.training_class, by=SCHOOL)
    assert Completion.objects.get(pk=held.pk).standing == "completed"


def test_verdict_before_the_closing_is_an_interim_one(world, test_of):
    well(world, test_of)
    actions.judge_class(world.training_class, by=SCHOOL)
    assert set(Completion.objects.values_list("interim", flat=True)) == {True}
    with guarded.writing("test"):
        Quota.objects.filter(unit__isnull=False).update(attending=F("accepted"))
        world.training_class.state, world.training_class.finished_on = ClassState.FINISHED, clock.today()
        world.training_class.save()
    actions.judge_class(world.training_class, by=SCHOOL)
    assert set(Completion.objects.values_list("interim", flat=True)) == {False}


def test_ledger_and_count_follow_each_judgement_of_a_finished_class():
    world = builders.small_world(districts=1, state=ClassState.FINISHED)
    test = finishing.assessment(world.line.programme)
    well(world, test)
    quota = Quota.objects.filter(unit__isnull=False)
    with guarded.writing("test"):
        quota.update(attending=F("accepted"), completed=0)

    actions.judge_class(world.training_class, by=SCHOOL)
    assert (TrainingRecord.objects.count(), quota.get().completed) == (2, 2)
    held = sum(lesson.periods for lesson in world.training_class.lessons.all())
    assert set(TrainingRecord.objects.values_list("periods", flat=True)) == {held}

    actions.record_marks(world.training_class, {(world.enrolments[0].pk, test.pk): Decimal(3)}, by=SCHOOL)
    actions.judge_class(world.training_class, by=SCHOOL)
    assert list(TrainingRecord.objects.values_list("person", flat=True)) == [world.enrolments[1].nomination.person_id]
    assert quota.get().completed == 1


def test_signed_rolls_tell_who_was_there(world, test_of):
    one, two = world.enrolments
    with guarded.writing("test"):
        for lesson in world.training_class.lessons.all():
            roll = Roll.objects.create(
                training_class=world.training_class,
                day=lesson.day,
                part=lesson.part,
                state="signed",
                signed_by="Chủ nhiệm",
                signed_at=clock.now(),
            )
            Attendance.objects.create(roll=roll, enrolment=one, presence="late")
            Attendance.objects.create(roll=roll, enrolment=two, presence="excused")
    actions.judge_class(world.training_class, by=SCHOOL)
    assert (reasons(one)[1], reasons(two)[1]) == ("participation.whole", "participation.no_limit")
    with guarded.writing("test"):
        Roll.objects.all()[0].delete()
    actions.judge_class(world.training_class, by=SCHOOL)
    assert reasons(one)[1] == "participation.unknown"


def test_class_that_has_not_begun_is_not_judged():
    world = builders.small_world(districts=1, state=ClassState.TIMETABLED)
    with refused("class_not_begun"):
        actions.judge_class(world.training_class, by=SCHOOL)


def test_sealed_result_stays_as_it_is(world, test_of):
    one, _two = world.enrolments
    well(world, test_of)
    actions.judge_class(world.training_class, by=SCHOOL)
    held = Completion.objects.get(enrolment=one)
    assert actions.seal([held.pk], on=clock.today(), by=SCHOOL) == 1
    assert last_event()[0] == "results.sealed"
    with refused("result_sealed"):
        actions.record_marks(world.training_class, {(one.pk, test_of.pk): Decimal(3)}, by=SCHOOL)
    with refused("result_sealed"):
        actions.state_remarks(world.training_class, {one.pk: (True, False)}, by=SCHOOL)
    assert actions.record_marks(world.training_class, {(one.pk, test_of.pk): Decimal(8)}, by=SCHOOL) == 0
    actions.judge_class(world.training_class, by=SCHOOL)
    assert Completion.objects.get(enrolment=one).pk == held.pk
    actions.seal([held.pk], on=None, by=SCHOOL)
    assert actions.record_marks(world.training_class, {(one.pk, test_of.pk): Decimal(3)}, by=SCHOOL) == 1


@pytest.mark.parametrize("pack", ["party", "state"])
def test_recognition_lists_who_completed_and_who_did_not(pack, world, test_of):
    with guarded.writing("test"):
        world.line.plan.pack = pack
        world.line.plan.save()
    well(world, test_of)
    with guarded.writing("test"):
        Mark.objects.filter(enrolment=world.enrolments[1]).update(value=4)
    actions.judge_class(world.training_class, by=SCHOOL)
    actions.draft_recognition(world.training_class, by=SCHOOL)
    paper = actions.issue_recognition(world.training_class, dated=clock.today(), by=SCHOOL)
    document = docx.Document(io.BytesIO(bytes(paper.content)))
    tables = ["\n".join(cell.text for row in table.rows for cell in row.cells) for table in document.tables]
    text = "\n".join(each.text for each in document.paragraphs)
    assert "Công nhận 1 học viên Lớp 1 hoàn thành chương trình" in text
    assert "Căn cứ Thông tư 01/2018/TT-BNV" in text
    assert [any(name in table for table in tables) for name in ("Lê Thị Bình 11", "Đỗ Ánh Dương 12")] == [True, True]
    assert any("Có bài dưới 5/10 điểm (Bài số 1: 4/10)." in table for table in tables)
    assert (paper.number, paper.state, last_event()[0]) == (1, "issued", "results.recognition_issued")
    with refused("paper_already_issued"):
        actions.draft_recognition(world.training_class, by=SCHOOL)


def test_recognition_needs_a_verdict_and_a_draft(world, test_of):
    with refused("class_not_judged"):
        actions.draft_recognition(world.training_class, by=SCHOOL)
    well(world, test_of)
    actions.judge_class(world.training_class, by=SCHOOL)
    with refused("recognition_not_drafted"):
        actions.issue_recognition(world.training_class, dated=clock.today(), by=SCHOOL)
    assert not Paper.objects.filter(kind="recognition").exists()


def test_mark_sheet_goes_out_and_comes_back(world, test_of):
    finishing.mark(test_of, world.enrolments[0], "7.25")
    sheet = write_marks(mark_sheet_of(world.training_class))
    assert take_in_marks(world.training_class, "diem.xlsx", sheet, by=BOARD) == 0
    with guarded.writing("test"):
        Mark.objects.all().delete()
    assert take_in_marks(world.training_class, "diem.xlsx", sheet, by=BOARD) == 1
    assert values(test_of) == {world.enrolments[0].pk: Decimal("7.25")}


def test_mark_sheet_of_another_class_changes_nothing(world, test_of):
    other = finishing.another_class(world, "Lớp khác")
    finishing.mark(finishing.assessment(other.line.programme), other.enrolments.all()[0], "7")
    before = rows()
    with pytest.raises(FilesRefused):
        take_in_marks(world.training_class, "diem.xlsx", write_marks(mark_sheet_of(other)), by=BOARD)
    assert rows() == before


def test_mark_sheet_with_a_mark_out_of_scale_changes_nothing(world, test_of):
    finishing.mark(test_of, world.enrolments[0], "7")
    sheet = filled(write_marks(mark_sheet_of(world.training_class)), {"F5": "8", "F6": "10,5"})
    before = rows()
    with pytest.raises(FilesRefused) as said:
        take_in_marks(world.training_class, "diem.xlsx", sheet, by=BOARD)
    assert [(each.cell, each.code) for each in said.value.findings] == [("F6", "mark_out_of_scale")]
    assert (rows(), values(test_of)) == (before, {world.enrolments[0].pk: Decimal(7)})


def test_marks_that_fail_half_way_leave_nothing(world, test_of, monkeypatch):
    monkeypatch.setattr("khaigiang.foundation.audit.record", _break)
    before = rows()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.record_marks(world.training_class, {(world.enrolments[0].pk, test_of.pk): Decimal(8)}, by=BOARD)
    assert rows() == before


def _break(*_said, **_facts):
    raise ZeroDivisionError


def test_database_refuses_what_cannot_be(world, test_of):
    one = world.enrolments[0]
    finishing.mark(test_of, one, "8")
    judged = finishing.completion(one)
    with guarded.writing("test"):
        CompletionReason.objects.create(completion=judged, place=1, instrument="")
        with refused("assessment_place_once"):
            Assessment.objects.create(programme=world.line.programme, place=1, name="Lại")
        with refused("assessment_has_scale_and_weight"):
            Assessment.objects.create(programme=world.line.programme, place=2, name="Không", scale=0)
        with refused("mark_once"):
            Mark.objects.create(assessment=test_of, enrolment=one, value=1, scale=10)
        with refused("mark_within_scale"):
            Mark.objects.create(assessment=test_of, enrolment=world.enrolments[1], value=11, scale=10)
        with refused("completion_reason_place_once"):
            CompletionReason.objects.create(completion=judged, place=1, instrument="")


def test_planner_may_all_of_it(world, test_of):
    well(world, test_of)
    actions.judge_class(world.training_class, by=PLANNER)
    assert actions.draft_recognition(world.training_class, by=PLANNER).number is None
