"""Every action refuses whoever has no role for it, whatever it is given, and leaves nothing behind.

The arguments are real things of one small world; that the refusal is for the role alone is seen by asking the same of
somebody who holds every role.
"""

import copy
import datetime as dt
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import FunctionType
from typing import Any

import pytest
from django.db import transaction

import builders
import finishing
from apps.accounts.pages import contents
from apps.acting import somebody
from apps.calls import calling
from apps.calls.calling import drafted
from apps.desk.examples import files
from apps.needs import surveying
from apps.plans.examples import WORKBOOK
from khaigiang import apps
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.calls.models import Dossier
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.actions import Entry
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.apps.desk.actions import YearSettings
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.intake.models import Batch
from khaigiang.apps.needs.actions import Asking
from khaigiang.apps.nominations.bridge import entry_of
from khaigiang.apps.papers.actions import Signed
from khaigiang.apps.people.actions import Details, Taken, Whereabouts
from khaigiang.apps.people.models import Merge, PrivateKind, QualificationKind
from khaigiang.apps.plans.actions import DecidingPaper
from khaigiang.apps.plans.bridge import line_said
from khaigiang.apps.plans.models import JointTopic, LecturerRequest, Plan, PlanTask
from khaigiang.apps.quotas.actions import Basis as QuotaBasis
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.schools.models import ClosedDay
from khaigiang.apps.timetables.bridge import loss_facts
from khaigiang.apps.timetables.models import TimetableRun, TimetableSearch
from khaigiang.apps.units.actions import Basis, Body
from khaigiang.apps.units.models import UnitChange
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.forming.levels import StatedLevels
from khaigiang.core.timetabling.hand import Place
from khaigiang.core.timetabling.loss import Loss, LossKind
from khaigiang.core.vietnamese import PartialDate
from khaigiang.data.handbook import packaged_entries
from khaigiang.data.rules import rule_set_text
from khaigiang.foundation import clock, guarded, home
from khaigiang.foundation.refusal import NotPermitted, Refused
from khaigiang.intake.nominations import Letter

TODAY = dt.date(2022, 5, 12)
MORNING = HalfDay(dt.date(2022, 5, 11), Part.MORNING)
PAPER = DecidingPaper("77-KH/TU", dt.date(2022, 5, 1), "Tăng nhu cầu")
# Parts of larger acts: nothing reaches them but the action that asked for the permission, the set-up, or the sign-in.
WITHIN_OTHERS = {
    "accounts.add_user": "the set-up of a demo, and whoever sits at the server",
    "accounts.note_failed_sign_in": "nobody has signed in yet",
    "accounts.note_sign_in": "the sign-in itself",
    "catalogue.enter_programme": "plans.enter",
    "catalogue.enact_rules": "nominations.enact_rules, which judges anew; it asks by itself too",
    "catalogue.freeze": "delivery.open_class",
    "desk.begin": "desk.run_year, which asks before it writes what is asked for",
    "desk.end_failed": "desk.run_year",
    "desk.end_refused": "desk.run_year",
    "desk.put_back": "desk.run_year",
    "desk.refuse_unread": "the job of desk.submit_year, when the files are gone",
    "desk.write_papers": "desk.work_year; each of its papers asks again",
    "instruments.cite": "plans.enter",
    "papers.discard_drafts": "desk.work_year",
    "papers.draft": "the action of the slice that the paper is about",
    "papers.issue": "the action of the slice that the paper is about",
    "people.change_places": "classes.move, classes.form_line",
    "people.engage": "timetables.timetable_plan",
    "people.engage_like": "classes.seat",
    "people.hand_over": "classes.step_back",
    "people.record_training": "results.judge_class",
    "people.register_many": "nominations.receive",
    "people.release": "classes.take_back",
    "quotas.count": "nominations.accept_line, delivery.open_class, results.judge_class",
    "results.seal": "certificates.issue_certificates",
    "schools.enter_lecturers": "plans.enter",
    "schools.note_lecturer_away": "timetables.publish",
    "schools.note_room_taken": "timetables.publish",
    "schools.assign_topic": "plans.promise_lecturer",
    "schools.enter_rooms": "plans.enter",
    "timetables.begin_search": "the job that timetables.ask_timetable asked for",
    "timetables.end_search": "the same job",
    "units.add_local_unit": "the set-up of a demo, and whoever sits at the server",
    "units.load_country": "the set-up, and whoever sits at the server",
    "units.load_official_state": "the set-up",
}


def actions() -> dict[str, Callable[..., Any]]:
    """Every action by the slice and its own name."""
    found = {}
    for slice_ in pkgutil.iter_modules(apps.__path__):
        try:
            module = importlib.import_module(f"khaigiang.apps.{slice_.name}.actions")
        except ModuleNotFoundError:
            continue
        for name, verb in inspect.getmembers(module, lambda each: isinstance(each, FunctionType)):
            if getattr(verb, "is_action", False) and verb.__module__.startswith(module.__name__):
                found[f"{slice_.name}.{name}"] = verb
    return found


ASKING = sorted(actions().keys() - WITHIN_OTHERS.keys())


def _change(world: builders.World) -> UnitChange:
    with guarded.writing("test"):
        change = UnitChange.objects.create(verb="renamed", day=TODAY, recorded_on=TODAY, recorded_by="Ai")
        change.units.add(world.districts[0])
    return change


def _closed(world: builders.World) -> ClosedDay:
    with guarded.writing("test"):
        return ClosedDay.objects.create(venue=world.room.venue, day=TODAY, reason="Kỳ họp")


def _joint(world: builders.World) -> JointTopic:
    with guarded.writing("test"):
        return JointTopic.objects.create(line=world.line, topic=Topic.objects.latest("pk"))


def _request(world: builders.World) -> LecturerRequest:
    topic = Topic.objects.filter(module__programme=world.line.programme).latest("pk")
    with guarded.writing("test"):
        return LecturerRequest.objects.create(line=world.line, topic=topic, asked_by="Huyện", asked_on=TODAY)


def _of_calls() -> dict[str, Any]:
    """A call that nobody has signed yet."""
    quota = calling.seats()
    call = drafted(quota.line, deadline=TODAY)
    with guarded.writing("test"):
        dossier = Dossier.objects.create(line=quota.line, unit=quota.unit)
    return {
        "call": call,
        "dossier": dossier,
        "lines": [],
        "deadline": TODAY,
        "conditions": "",
        "remind_before": [2],
        "until": TODAY,
    }


def _of_needs(world: builders.World) -> dict[str, Any]:
    """A survey that nobody has seen yet, the form of one unit, and what an inspection found."""
    survey = surveying.drafted(world.city)
    return {
        "body": world.city,
        "survey": survey,
        "form": survey.forms.get(unit=world.districts[0]),
        "need": surveying.inspected(world.city, {world.districts[0].name: 1}),
        "asking": Asking(title="Kỹ năng"),
        "groups": ["commune_secretary"],
        "paper": surveying.paper(number="13-KL"),
        "units": {world.districts[0]: 1},
        "answers": {},
        "row": survey.rows.get().pk,
        "asker": "Ban Tổ chức",
        "title": "Khảo sát",
        "year": 2023,
        "remarks": "Thiếu tên.",
    }


def _of_people(world: builders.World) -> dict[str, Any]:
    """Two persons who may be one, a merge of two others, and what can be said of a record."""
    one, other = (each.person for each in world.nominations[:2])
    with guarded.writing("test"):
        told = {"merged_by": "Phạm Thị Kế", "merged_at": clock.now()}
        kept, dropped = builders.person("Lê Thị Bình"), builders.person("Lê Thị Bính")
        merge = Merge.objects.create(kept=kept, dropped=dropped, **told)
    return {
        "person": one,
        "kept": builders.person("Lê Văn Tám"),
        "dropped": builders.person("Lê Văn Tâm"),
        "keep": one,
        "question": builders.identity_question(one, other),
        "merge": merge,
        "appointment": builders.post(one, world.communes[0]),
        "entry": builders.post(one, world.communes[0], "Chủ tịch HĐND"),
        "details": Details("Lê Thị Bình"),
        "taken": Taken(),
        "until": PartialDate(2022),
        "since": None,
        "term": "2025-2030",
        "kind": QualificationKind.EDUCATION,
        "level": "university",
        **dict.fromkeys(("title", "decision", "subject"), "Bí thư"),
    }


def _batch() -> Batch:
    with guarded.writing("test"):
        return Batch.objects.create(
            digest="2" * 64, kind="people", state="accepted", uploaded_by="9", uploaded_at=clock.now()
        )


@pytest.fixture(scope="module")
def own_home(tmp_path_factory) -> Iterator[None]:
    """A key that is renewed is nobody else's."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("KHAIGIANG_HOME", str(tmp_path_factory.mktemp("home")))
        home.current().made()
        yield


@pytest.fixture(scope="module")
def told(kept, own_home) -> dict[str, Any]:
    """Something real for each word that actions are told."""
    world = builders.small_world()
    held, enrolment = world.training_class, world.enrolments[0]
    certificate = finishing.certificate_of(enrolment)
    test = finishing.assessment(world.line.programme)
    with guarded.writing("test"):
        run = YearRun.objects.create(digest="1" * 64, state="running")
        TimetableRun.objects.create(
            plan=world.plan, digest="0" * 64, status="optimal", objective=0, bound=0, gap=0, seconds=0, seed=1
        )
    return {
        "training_class": held,
        "enrolment": enrolment,
        "line": world.line,
        "plan": world.plan,
        "programme": world.line.programme,
        "planned": world.planned,
        "venue": world.room.venue,
        "closed": _closed(world),
        "joint": _joint(world),
        "max_per_day": 1,
        "max_per_week": None,
        "home_venue": None,
        "weights": {"mornings": 0},
        "spread": False,
        "one_lecturer": False,
        "lecturers_together": 2,
        "weekdays": [0],
        "parts": ["evening"],
        "unit": world.districts[0],
        "units": {},
        "basis": Basis("12-QĐ/TU", "Thành ủy", TODAY),
        "change": _change(world),
        "name": "Chi bộ Mới",
        "kind": "Chi bộ",
        "parent": world.city,
        "into": ["Chi bộ A", "Chi bộ B"],
        "audiences": {},
        "question": builders.question(),
        "certificate": certificate,
        "completion": finishing.completion(world.enrolments[1]),
        "run": run,
        "of_people": _of_people(world),
        "of_needs": _of_needs(world),
        "batch": _batch(),
        "data": b"tep",
        "headings": {"Họ và tên": "full_name"},
        "written": 1,
        "workbook": WORKBOOK,
        "files": files(),
        "settings": YearSettings(),
        "nominations": [("danh-sach.xlsx", b"tep")],
        "letter": Letter("12-CV/QU", TODAY, "Trần Văn Ký", "Phó Bí thư", "Quận Số 1"),
        "entries": [],
        "half_day": MORNING,
        "presence": "present",
        "item": OpeningItem.ROOMS_READY,
        "marks": {(enrolment.pk, test.pk): Decimal(8)},
        "remarks": {enrolment.pk: (True, True)},
        "file_name": "danh-sach.xlsx",
        "paper": world.paper,
        "signed": Signed(MORNING.day),
        "topic": Topic.objects.filter(module__programme=world.line.programme).earliest("pk"),
        "lecturer": world.lecturer,
        "request": _request(world),
        "digest": "0" * 64,
        "verified": False,
        "tell": lambda _stage, _share: None,
        "nomination": world.nominations[0],
        "entry": entry_of("Lê Thay", TODAY.replace(year=1980), "male", "Bí thư Đảng ủy", world.districts[0]),
        "quota": Quota.objects.filter(line=world.line, unit__isnull=False).earliest("pk"),
        "seats": 1,
        **_of_calls(),
        "search": builders.timetable_search(world.plan),
        "loss": Loss(LossKind.DAY, "", TODAY, TODAY),
        "draft": builders.hand_draft(world.plan),
        "stopped": lambda: False,
        "progress": lambda _best, _bound, _spent: None,
        **dict.fromkeys(("on", "dated", "day", "happened_on", "first", "last", "first_day", "last_day"), MORNING.day),
        **dict.fromkeys(("text", "why", "wording", "sources", "field", "source"), "Một câu."),
        **dict.fromkeys(("letter_number", "wish", "answer", "instrument", "decided_by"), "12-CV/BTCTU"),
        "rule": "audience",
        **dict.fromkeys(("number", "classes", "places", "people", "proposal", "seconds"), 1),
    }


@pytest.fixture
def given(db, told) -> dict[str, Any]:
    """The same for each test, however another test has changed the things in hand."""
    return copy.deepcopy(told)


# Words that mean something else in one action than elsewhere.
OWN_MEANING = {
    "people.state_fact": lambda _given: {"kind": PrivateKind.ETHNICITY, "value": "Tày"},
    "delivery.take_rolls": lambda given: {"entries": [Entry(given["enrolment"].pk, MORNING, "present")]},
    "handbook.load_packaged": lambda _given: {"entries": packaged_entries()},
    "desk.submit_year": lambda _given: {"plan": ("ke-hoach.xlsx", b"tep")},
    "plans.enter": lambda given: {
        "units": {row.unit: given["unit"] for row in WORKBOOK.seats},
        "audiences": {name: "commune_secretary" for line in WORKBOOK.lines for name in line.audience},
    },
    "timetables.move_lesson": lambda _given: {
        "lesson": ("lop", "BD:1", 1),
        "to": Place(MORNING, (), None),
        "swap": False,
    },
    "timetables.find_repairs": lambda given: {"search": _under_way(given, "repair")},
    "timetables.find_timetable": lambda given: {"search": _under_way(given, "timetable")},
    "plans.join_classes": lambda given: {"classes": [given["planned"]]},
    "plans.state_estimates": lambda _given: {"estimates": {1: 50}},
    "schools.close_days": lambda _given: {"reason": "Kỳ họp"},
    "plans.assign_task": lambda _given: {"title": "In thẻ", "owner": "Văn phòng", "due_on": TODAY},
    **dict.fromkeys(("plans.chase_task", "plans.finish_task"), lambda given: {"task": _task(given), "note": "Đã in."}),
    "plans.review_task": lambda given: {"task": _task(given), "held_on": TODAY, "conclusion": "Gấp."},
    "plans.hand_plan_back": lambda _given: {"remarks": "Thiếu căn cứ."},
    "plans.amend": lambda given: {
        "units": {row.unit: given["unit"] for row in WORKBOOK.seats},
        "audiences": {name: "commune_secretary" for line in WORKBOOK.lines for name in line.audience},
        "hanging": {},
        "paper": PAPER,
    },
    "plans.amend_line": lambda given: {"said": line_said(given["line"]), "hanging": {}, "paper": PAPER},
    "desk.amend_plan": lambda _given: {"paper": PAPER},
    "desk.amend_plan_line": lambda given: {"said": line_said(given["line"]), "paper": PAPER},
    "quotas.follow_plan": lambda given: dict.fromkeys(("before", "after"), line_said(given["line"])),
    "calls.name_people": lambda given: {"persons": [given["of_people"]["person"].pk]},
    **dict.fromkeys(("calls.take_off", "calls.put_before"), lambda given: {"person": given["of_people"]["person"].pk}),
    "calls.state_letter": lambda _given: {"number": "7-CV/QU", "signer": "Trần Ký"},
    "needs.ask_units": lambda given: {"units": [given["unit"]]},
    "calls.hand_back": lambda _given: {"remarks": "Thiếu ngày sinh."},
    "classes.move": lambda given: {"into": given["training_class"]},
    "classes.swap": lambda given: {"other": _other_seat(given)},
    "classes.state_levels": lambda _given: {"stated": StatedLevels()},
    "classes.seat": lambda given: {"nominations": [given["nomination"].pk]},
    "nominations.take_in": lambda _given: {"named": []},
    "nominations.enact_rules": lambda _given: {"text": rule_set_text("dossier"), "in_force_from": TODAY},
    "plans.hand_back": lambda _given: {"remarks": "Cần nêu rõ chương trình."},
    "units.merge": lambda given: {"units": [given["unit"], given["line"].sending_units.last().unit]},
    "plans.withdraw": lambda _given: {"plan": builders.plan()},
    "people.place": lambda given: {"told": [Whereabouts(given["of_people"]["appointment"], given["unit"])]},
    "units.enter_bodies": lambda given: {"bodies": [Body("Chi bộ Mới", "Chi bộ", TODAY, parent=given["parent"])]},
    "quotas.grant": lambda given: {"parent": _seats(given, None), "unit": given["unit"]},
    "quotas.share_below": lambda given: {"parent": _seats(given, None), "basis": QuotaBasis({})},
    **dict.fromkeys(
        ("quotas.set_use_by", "quotas.reclaim", "quotas.offer_again"),
        lambda given: {"parent": _seats(given, None), "wanted": []},
    ),
    "quotas.use_until": lambda _given: {"quotas": []},
    "quotas.transfer": lambda given: {"source": _seats(given, 0), "target": _seats(given, 1)},
}


def _other_seat(given: dict[str, Any]) -> Enrolment:
    return Enrolment.objects.exclude(pk=given["enrolment"].pk).earliest("pk")


def _task(given: dict[str, Any]) -> PlanTask:
    facts = {"title": "In thẻ", "owner": "Văn phòng", "due_on": TODAY, "assigned_by": "Ai", "assigned_on": TODAY}
    with guarded.writing("test"):
        return PlanTask.objects.create(plan=given["plan"], **facts)


def _seats(given: dict[str, Any], district: int | None) -> Quota:
    """The line's own row, or that of one of its districts."""
    rows = Quota.objects.filter(line=given["line"], unit__isnull=district is None).order_by("pk")
    return rows[district or 0]


def _under_way(given: dict[str, Any], kind: str) -> TimetableSearch:
    """The one search that the plan may have, which a job has begun."""
    search = given["search"]
    search.kind, search.state, search.loss = kind, "running", loss_facts(given["loss"])
    with guarded.writing("test"):
        search.save()
    return search


def ask(name: str, given: dict[str, Any], by: Any) -> None:
    """Do the action for somebody, with everything it must be told."""
    verb = actions()[name]
    own_words = {"people": "of_people", "needs": "of_needs"}.get(name.partition(".")[0], "")
    words = {**given, **given.get(own_words, {}), **OWN_MEANING.get(name, lambda _given: {})(given)}
    told, kept = [], {}
    for word, parameter in inspect.signature(verb).parameters.items():
        if word == "by" or parameter.default is not inspect.Parameter.empty:
            continue
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            kept[word] = words[word]
        else:
            told.append(words[word])
    verb(*told, **kept, by=by)


def test_parts_of_larger_acts_that_are_named_here_exist() -> None:
    assert WITHIN_OTHERS.keys() - actions().keys() == set()


@pytest.mark.parametrize("name", ASKING)
def test_action_refuses_somebody_without_a_role(name, given) -> None:
    before = contents()
    with pytest.raises(NotPermitted), transaction.atomic():
        ask(name, given, somebody())
    assert contents() == before


@pytest.mark.parametrize("name", ASKING)
def test_refusal_is_for_the_role_and_not_for_what_was_asked(name, given) -> None:
    everybody = somebody(*Role, everywhere=True)
    refusals = []
    with transaction.atomic():
        try:
            ask(name, given, everybody)
        except NotPermitted as refused:
            refusals.append(refused.code)
        except Refused:
            pass
        transaction.set_rollback(True)
    assert refusals == []


# What a plan takes only while it is in force: lists, seats, classes and their openings, and calls for all of that.
OF_PLANS_IN_FORCE = (
    "calls.answer",
    "calls.draft_call",
    "calls.extend",
    "calls.publish",
    "calls.start_dossier",
    "calls.submit",
    "calls.take_in",
    "classes.form_line",
    "classes.lock",
    "classes.move",
    "classes.state_levels",
    "classes.substitute",
    "classes.swap",
    "classes.take_usual_levels",
    "classes.unlock",
    "delivery.open_class",
    "nominations.accept",
    "nominations.accept_line",
    "nominations.call_reserve",
    "nominations.put_in_reserve",
    "nominations.receive",
    "nominations.substitute",
    "nominations.take_in",
    "quotas.grant",
    "quotas.offer_again",
    "quotas.share_below",
    "quotas.share_out",
    "quotas.transfer",
)


@pytest.mark.parametrize("state", ["submitted", "closed"])
@pytest.mark.parametrize("name", OF_PLANS_IN_FORCE)
def test_plan_takes_nothing_before_it_is_approved_and_after_it_is_closed(name, state, given) -> None:
    with guarded.writing("test"):
        Plan.objects.update(state=state)
    given["lines"] = [given["line"]]
    with pytest.raises(Refused) as refused, transaction.atomic():
        ask(name, given, somebody(*Role, everywhere=True))
    assert refused.value.code == "plan_not_in_force"
