import datetime as dt
import io

import docx
import pytest

import builders
from apps.acting import LEADER, PLANNER, last_event, refused, somebody
from apps.delivery.ready import AFTERNOON, BOARD, MORNING, ready
from khaigiang.apps.delivery.actions import draft_reports, mark, mark_all_present, report_incident, write_journal
from khaigiang.apps.delivery.models import Incident
from khaigiang.apps.delivery.queries import notices_for
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.papers.permissions import check_may_read
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded
from khaigiang.foundation.refusal import allowed

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 5, 11)
LAST = dt.date(2022, 5, 12)


@pytest.fixture
def world(db):
    return ready(state=ClassState.OPEN)


def sender(unit):
    return somebody("sending_unit", scope=frozenset({unit.pk}))


def incident(world, **facts):
    given = {"happened_on": DAY, "text": "Học viên phải vào viện.", "urgent": True, **facts}
    return report_incident(world.training_class, by=BOARD, **given)


def test_day_is_written_into_the_log(world):
    entry = write_journal(world.training_class, day=DAY, text="  Lớp học đủ. ", by=BOARD)
    assert (entry.text, entry.written_by) == ("Lớp học đủ.", BOARD.name)
    assert last_event()[0] == "delivery.journal_written"


@pytest.mark.parametrize(
    ("facts", "code"), [({"text": "  "}, "empty_entry"), ({"day": dt.date(2022, 5, 13)}, "day_not_come")]
)
def test_empty_entry_and_day_to_come_are_refused(world, facts, code):
    with refused(code):
        write_journal(world.training_class, by=BOARD, **{"day": DAY, "text": "Lớp học đủ.", **facts})


def test_urgent_incident_records_whom_it_reached_at_once(world):
    made = incident(world, enrolment=world.enrolments[0])
    assert made.told == [
        {"as": "organiser", "name": "Ban Tổ chức Thành ủy"},
        {"as": "sending_unit", "name": "Quận Số 1", "unit": world.districts[0].pk},
    ]
    assert last_event()[3] == {"name": "Lớp 1", "urgent": "True", "told": "2"}


def test_urgent_incident_of_the_whole_class_reaches_every_sending_unit(world):
    assert [each["name"] for each in incident(world).told] == ["Ban Tổ chức Thành ủy", "Quận Số 1", "Quận Số 2"]


def test_incident_that_can_wait_reaches_nobody(world):
    assert incident(world, urgent=False).told == []
    assert list(notices_for(PLANNER)) == []


def test_notice_reaches_the_organiser_and_the_unit_concerned_only(world):
    own = incident(world, enrolment=world.enrolments[0])
    everybody_s = incident(world, text="Mất điện cả buổi.")
    assert list(notices_for(PLANNER)) == [everybody_s, own]
    assert list(notices_for(sender(world.districts[0]))) == [everybody_s, own]
    assert list(notices_for(sender(world.districts[1]))) == [everybody_s]
    assert list(notices_for(sender(builders.unit("Huyện Ngoài")))) == []
    assert list(notices_for(LEADER)) == []


def test_incident_of_a_trainee_of_another_class_is_refused(world):
    other = builders.training_class(builders.planned_class(world.line, 2))
    with guarded.writing("test"):
        world.enrolments[3].training_class = other
        world.enrolments[3].group = other.groups.get()
        world.enrolments[3].save()
    with refused("trainee_of_another_class"):
        incident(world, enrolment=world.enrolments[3])


def test_sending_unit_writes_nothing(world):
    with refused("may_not_run"):
        write_journal(world.training_class, day=DAY, text="x", by=sender(world.districts[0]))
    with refused("may_not_run"):
        report_incident(world.training_class, happened_on=DAY, text="x", by=sender(world.districts[0]))


def text_of(paper):
    document = docx.Document(io.BytesIO(bytes(paper.content)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def reports(world):
    return draft_reports(world.training_class, first=DAY, last=LAST, by=BOARD)


@pytest.mark.parametrize("pack", ["party", "state"])
def test_both_sides_get_a_report_of_their_own(world, pack):
    with guarded.writing("test"):
        world.plan.pack = pack
        world.plan.save()
    world.training_class.line.plan.refresh_from_db()
    mark(world.enrolments[0], MORNING, "unexcused", by=BOARD)
    mark_all_present(world.training_class, MORNING, by=BOARD)
    incident(world, enrolment=world.enrolments[0])
    write_journal(world.training_class, day=DAY, text="Thảo luận sôi nổi.", by=BOARD)
    organiser, first, second = reports(world)
    to = ["Quận ủy Số 1", "Quận ủy Số 2"] if pack == "party" else ["Quận Số 1", "Quận Số 2"]
    assert "Kính gửi: Ban Tổ chức Thành ủy" in text_of(organiser)
    assert "Thảo luận sôi nổi." in text_of(organiser)
    assert f"Kính gửi: {to[0]}" in text_of(first)
    assert "vắng không phép 1 buổi" in text_of(first)
    assert "Học viên phải vào viện." in text_of(first)
    assert f"Kính gửi: {to[1]}" in text_of(second)
    assert "Không có học viên nào đến muộn hoặc vắng không phép." in text_of(second)
    assert "Học viên phải vào viện." not in text_of(second)
    assert world.nominations[0].person.full_name not in text_of(second)


def test_report_says_which_half_days_nobody_has_taken(world):
    mark_all_present(world.training_class, AFTERNOON, by=BOARD)
    (organiser, *_units) = reports(world)
    assert "lớp học 4 buổi (20 tiết); 1 buổi đã điểm danh, còn 3 buổi chưa điểm danh." in text_of(organiser)


def test_report_made_again_takes_the_place_of_its_draft_with_the_same_bytes(world):
    before = [bytes(paper.content) for paper in reports(world)]
    assert [bytes(paper.content) for paper in reports(world)] == before
    assert Paper.objects.filter(kind=PaperKind.CLASS_REPORT).count() == 3


def test_unit_reads_its_own_report_only(world):
    organiser, first, second = reports(world)
    own = sender(world.districts[0])
    assert [allowed(check_may_read, own, paper) for paper in (organiser, first, second)] == [False, True, False]


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [(LAST, DAY, "period_reversed"), (dt.date(2022, 6, 1), dt.date(2022, 6, 3), "nothing_held")],
)
def test_period_without_a_lesson_is_refused(world, first, last, code):
    with refused(code):
        draft_reports(world.training_class, first=first, last=last, by=BOARD)


def test_leader_drafts_no_report(world):
    with refused("may_not_run"):
        draft_reports(world.training_class, first=DAY, last=LAST, by=LEADER)


def test_refused_act_leaves_nothing(world):
    with refused("empty_entry"):
        incident(world, text="")
    assert Incident.objects.count() == 0
