"""A few functions that build a small world of rows, each with only what the test says and sensible rest.

Every row is written under ``guarded.writing("test")``. ``small_world`` builds one of everything.
"""

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from intake.books import book_of
from khaigiang.apps.accounts.models import User
from khaigiang.apps.catalogue.models import Module, Programme, Topic
from khaigiang.apps.classes.models import Enrolment, StudyGroup, TrainingClass
from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.apps.handbook.queries import plain_words
from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.intake.bridge import keep_file
from khaigiang.apps.intake.models import Batch, BatchFinding, StagedPerson
from khaigiang.apps.nominations.models import Nomination, NominationList, VerdictReason
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.people.bridge import named
from khaigiang.apps.people.models import Appointment, IdentityQuestion, Person
from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass, SendingUnit
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.schools.models import Lecturer, Room, Venue
from khaigiang.apps.timetables.models import HandDraft, Lesson, TimetableSearch, TimetableVersion
from khaigiang.apps.units.models import Level, Unit, UnitName, UnitParent
from khaigiang.core.states import ClassState, NominationState, PlanState
from khaigiang.core.verdict import Standing
from khaigiang.core.vietnamese import fold, text_sort_key
from khaigiang.foundation import clock, guarded

PASSWORD = "mat-khau-thu-nghiem"
# Official tables of units by their key, with the days between which a test answers by them.
STATES = (("2022", dt.date(2021, 1, 1), dt.date(2025, 6, 30)), ("2025-07-01", dt.date(2025, 7, 1), None))
_numbers = itertools.count(1)


def unit(name: str, level: Level = Level.DISTRICT, parent: Unit | None = None, **facts: Any) -> Unit:
    """A unit that has had this name and this parent for the whole of its life."""
    with guarded.writing("test"):
        made = Unit.objects.create(
            name=name,
            folded=fold(name),
            sort_key=text_sort_key(name),
            level=level,
            kind=facts.pop("kind", "district" if level == Level.DISTRICT else "commune"),
            parent=parent,
            valid_from=facts.pop("valid_from", dt.date(2008, 8, 1)),
            **facts,
        )
        life = {"valid_from": made.valid_from, "valid_to": made.valid_to}
        UnitName.objects.create(
            unit=made, code=made.code, name=name, folded=made.folded, sort_key=made.sort_key, kind=made.kind, **life
        )
        UnitParent.objects.create(unit=made, parent=parent, **life)
        return made


def timetable_search(plan: Plan, **facts: Any) -> TimetableSearch:
    """A search for a plan's timetables that waits for its job."""
    told = {"kind": "timetable", "seconds": 30, "asked_by": "7", "asked_at": clock.now()} | facts
    with guarded.writing("test"):
        return TimetableSearch.objects.create(plan=plan, **told)


def timetable_version(plan: Plan, number: int = 1, **facts: Any) -> TimetableVersion:
    """A version that was published, which tells nobody."""
    told = {"published_at": clock.now(), "published_by": "Phòng Đào tạo", "lessons": 4} | facts
    with guarded.writing("test"):
        return TimetableVersion.objects.create(plan=plan, number=number, **told)


def hand_draft(plan: Plan, **facts: Any) -> HandDraft:
    """A working copy of a plan's timetables that nothing was changed in yet."""
    told = {"base": "", "opened_by": "Phòng Đào tạo", "opened_at": clock.now()} | facts
    with guarded.writing("test"):
        return HandDraft.objects.create(plan=plan, **told)


def batch(people: int = 1, **facts: Any) -> Batch:
    """A checked file that states so many people, the first with a doubled space in the name."""
    with guarded.writing("test"):
        made = Batch.objects.create(
            kind=facts.pop("kind", "people"),
            digest=keep_file(book_of({"DS": [["STT", "Họ và tên"], [next(_numbers), "Nguyễn Văn Một"]]})),
            file_name="danh-sach.xlsx",
            state=facts.pop("state", "checked"),
            people=people,
            uploaded_by="7",
            uploaded_at=clock.now(),
            columns=[["DS", "B", "Họ và tên", "full_name", 1.0]],
            **facts,
        )
        for place in range(1, people + 1):
            StagedPerson.objects.create(
                batch=made, place=place, sheet="DS", row=place + 1, full_name=f"Nguyễn  Văn {place}",
                facts={"birth_text": "1975", "position": "Bí thư", "unit": "Phường Mẫu", "sex": "male"},
            )  # fmt: skip
            BatchFinding.objects.create(
                batch=made, sheet="DS", row=place + 1, cell=f"B{place + 1}", code="repair", severity="suggestion",
                suggestion=f"Nguyễn Văn {place}", kinds=["spaces"],
                facts={"value": f"Nguyễn  Văn {place}", "fix": f"Nguyễn Văn {place}", "kinds": "spaces"},
            )  # fmt: skip
    return made


def person(name: str, **facts: Any) -> Person:
    with guarded.writing("test"):
        return Person.objects.create(
            **named(name),
            sex=facts.pop("sex", "male"),
            born=facts.pop("born", dt.date(1975, 6, 1)),
            born_precision=facts.pop("born_precision", "day"),
            **facts,
        )


def post(who: Person, at: Unit, title: str = "Bí thư Đảng ủy", **facts: Any) -> Appointment:
    with guarded.writing("test"):
        return Appointment.objects.create(person=who, unit=at, title=title, **facts)


def identity_question(one: Person, other: Person, score: int = 90) -> IdentityQuestion:
    with guarded.writing("test"):
        return IdentityQuestion.objects.create(one=one, other=other, score=score, reasons=["name_same"])


def user(*roles: str, units: Sequence[Unit] = (), everywhere: bool = False, person: Person | None = None) -> User:
    """Somebody who signs in with ``PASSWORD``; the user name is the first role and a number."""
    made = User(
        username=f"{roles[0] if roles else 'nobody'}-{next(_numbers):05}",
        full_name=f"Người dùng {next(_numbers)}",
        roles=list(roles),
        everywhere=everywhere,
        person=person,
    )
    made.set_password(PASSWORD)
    made.save()
    made.units.set(units)
    return made


def programme(*, modules: int = 1, topics: int = 2, code: str = "") -> Programme:
    """Modules with so many half-day lectures each, numbered through."""
    with guarded.writing("test"):
        made = Programme.objects.create(
            code=code or f"ct-{next(_numbers):05}",
            name="Bồi dưỡng bí thư đảng ủy cấp xã",
            kind="refresher",
            study_form="full_time",
            digest="0" * 64,
        )
        for number in range(1, modules + 1):
            module = Module.objects.create(programme=made, number=number, name=f"Nội dung {number}")
            for place in range(1, topics + 1):
                Topic.objects.create(
                    module=module,
                    number=(number - 1) * topics + place,
                    name=f"Chuyên đề {(number - 1) * topics + place}",
                    kind="lecture",
                    half_days=1,
                )
        return made


def plan(**facts: Any) -> Plan:
    with guarded.writing("test"):
        made = Plan.objects.create(
            number=facts.pop("number", f"{next(_numbers)}-KH/TU"),
            issued_on=facts.pop("issued_on", dt.date(2022, 1, 10)),
            issuer="Ban Thường vụ Thành ủy Hà Nội",
            place="Hà Nội",
            year=facts.pop("year", 2022),
            title=facts.pop("title", "Kế hoạch đào tạo, bồi dưỡng cán bộ năm 2022"),
            pack="party",
            state=facts.pop("state", PlanState.APPROVED),
            **facts,
        )
        text, _known = Instrument.objects.get_or_create(number="04-NQ/TU", issued_on=dt.date(2021, 5, 31))
        made.instruments.add(text)
        return made


def line(of: Plan, *, seats: int = 10, study: Programme | None = None, **facts: Any) -> PlanLine:
    with guarded.writing("test"):
        made = PlanLine.objects.create(
            plan=of,
            code=facts.pop("code", f"D{next(_numbers)}"),
            title=facts.pop("title", "Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn"),
            programme=study or programme(),
            audience=["commune_secretary"],
            audience_text="Bí thư đảng ủy xã, phường, thị trấn",
            classes=facts.pop("classes", 1),
            seats=seats,
            organiser="Ban Tổ chức Thành ủy",
            school="Trường Đào tạo cán bộ Lê Hồng Phong",
            venue="Hội trường A",
            quota_method="listed",
            **facts,
        )
        Quota.objects.create(line=made, unit=None, seats=seats)
        return made


def planned_class(of: PlanLine, number: int = 1, **facts: Any) -> PlannedClass:
    with guarded.writing("test"):
        return PlannedClass.objects.create(
            line=of,
            number=number,
            name=facts.pop("name", f"Lớp {number}"),
            minimum=facts.pop("minimum", 1),
            maximum=facts.pop("maximum", 50),
            first_day=facts.pop("first_day", dt.date(2022, 5, 9)),
            last_day=facts.pop("last_day", dt.date(2022, 5, 27)),
            **facts,
        )


def grant(of: PlanLine, to: Unit, seats: int, **facts: Any) -> Quota:
    """Seats of a line for a unit, which may then send people; the line has at least as many."""
    with guarded.writing("test"):
        SendingUnit.objects.create(line=of, unit=to, seats=seats)
        root = Quota.objects.get(line=of, unit=None)
        root.granted_below += seats
        root.seats = max(root.seats, root.granted_below)
        root.save()
        return Quota.objects.create(
            line=of, unit=to, parent=root, seats=seats, reason=facts.pop("reason", "listed"), **facts
        )


def more_seats(of: Unit, number: int) -> None:
    with guarded.writing("test"):
        Quota.objects.filter(unit=of).update(seats=F("seats") + number)


def letter(of: PlanLine, sender: Unit, **facts: Any) -> NominationList:
    with guarded.writing("test"):
        return NominationList.objects.create(
            line=of,
            unit=sender,
            letter_number=facts.pop("letter_number", f"{next(_numbers)}-CV/HU"),
            letter_day=facts.pop("letter_day", dt.date(2022, 2, 15)),
            signer="Trần Văn Ký",
            signer_title="Phó Bí thư",
            **facts,
        )


def nominate(
    on: NominationList, who: Person, *, of: Unit, state: NominationState = NominationState.ACCEPTED, place: int = 1
) -> Nomination:
    """One row of a letter, with one reason for its verdict, and the counters of its unit's quota moved."""
    standing = {
        NominationState.NOT_ELIGIBLE: Standing.NOT_ELIGIBLE,
        NominationState.INCOMPLETE: Standing.NOT_ENOUGH_INFORMATION,
    }.get(state, Standing.ELIGIBLE)
    with guarded.writing("test"):
        made = Nomination.objects.create(
            list=on,
            line=on.line,
            person=who,
            unit=of,
            place=place,
            position_title="Bí thư Đảng ủy",
            position_group="commune_secretary",
            sheet="Danh sách",
            cell=f"B{place + 9}",
            state=state,
            standing=standing,
            reserve_place=1 if state == NominationState.RESERVE else None,
            judged_on=dt.date(2022, 3, 1),
        )
        _reason(made, standing)
        quota = Quota.objects.filter(line=on.line, unit=on.unit).first()
        if quota:
            quota.nominated += 1
            quota.accepted += state == NominationState.ACCEPTED
            quota.save()
        return made


def _reason(nomination: Nomination, standing: Standing) -> None:
    code, facts = {
        Standing.ELIGIBLE: (
            "position_in.met",
            {"wanted": "commune_secretary", "positions": "commune_secretary", "on": "2022-05-12"},
        ),
        Standing.NOT_ELIGIBLE: (
            "position_in.unmet",
            {"wanted": "commune_secretary", "positions": "commune_deputy_secretary", "on": "2022-05-12"},
        ),
        Standing.NOT_ENOUGH_INFORMATION: ("known.unknown", {"missing": "birth", "on": "2022-05-12"}),
    }[standing]
    VerdictReason.objects.create(
        nomination=nomination,
        place=1,
        rule="audience",
        standing=standing,
        code=code,
        facts=facts,
        instrument="Nghị quyết 04-NQ/TU ngày 31-5-2021",
        article="Điều 2",
        verified=False,
    )


def training_class(of: PlannedClass, *, groups: int = 1, state: ClassState = ClassState.FORMED) -> TrainingClass:
    """A formed class with study groups; an open or finished one has its dates."""
    begun = state in {ClassState.OPEN, ClassState.FINISHED}
    with guarded.writing("test"):
        made = TrainingClass.objects.create(
            planned=of,
            line=of.line,
            code=f"{of.line.code}-{of.number}",
            name=of.name,
            state=state,
            opened_on=of.first_day if begun else None,
            finished_on=of.last_day if state == ClassState.FINISHED else None,
        )
        StudyGroup.objects.bulk_create(StudyGroup(training_class=made, number=number + 1) for number in range(groups))
        return made


def enrol(into: TrainingClass, nomination: Nomination, *, group: int = 1) -> Enrolment:
    with guarded.writing("test"):
        return Enrolment.objects.create(
            training_class=into,
            nomination=nomination,
            group=into.groups.get(number=group),
        )


def room(name: str = "Hội trường A", *, capacity: int = 150) -> Room:
    with guarded.writing("test"):
        venue, _known = Venue.objects.get_or_create(name="Trường Đào tạo cán bộ Lê Hồng Phong")
        return Room.objects.create(venue=venue, name=name, capacity=capacity)


def lecturer(name: str, **facts: Any) -> Lecturer:
    with guarded.writing("test"):
        return Lecturer.objects.create(
            person=person(name),
            rank=facts.pop("rank", "Tiến sĩ, giảng viên chính"),
            unit_name=facts.pop("unit_name", "Khoa Xây dựng Đảng"),
        )


def lesson(
    of: TrainingClass,
    topic: Topic,
    day: dt.date,
    part: str = "morning",
    *,
    where: Room | None = None,
    by: Lecturer | None = None,
) -> Lesson:
    with guarded.writing("test"):
        made = Lesson.objects.create(
            training_class=of, topic=topic, day=day, part=part, first_period=1, periods=5, room=where
        )
        if by:
            made.lecturers.add(by)
        return made


def paper(about: str, kind: PaperKind = PaperKind.TIMETABLE, *, file_name: str = "tep.docx") -> Paper:
    with guarded.writing("test"):
        return Paper.objects.create(
            kind=kind,
            about=about,
            file_name=file_name,
            media_type="application/octet-stream",
            title=f"{kind.label}",
            content=b"noi dung",
            digest="ab" * 32,
        )


def entry(question: str = "Mất chứng chỉ thì sao?", answer: str = "Được cấp giấy chứng nhận.", **facts: Any) -> Entry:
    """An entry of the handbook, searchable as if an action had written it."""
    with guarded.writing("test"):
        return Entry.objects.create(
            code=facts.pop("code", f"muc-{next(_numbers)}"),
            field=facts.pop("field", "Kết quả và chứng chỉ"),
            question=question,
            answer=answer,
            folded_question=plain_words(question),
            folded_answer=plain_words(answer),
            published_on=dt.date(2022, 5, 12),
            **facts,
        )


def question(text: str = "Tôi mất chứng chỉ thì làm thế nào?", *, asker: str = "0", **facts: Any) -> Question:
    with guarded.writing("test"):
        return Question.objects.create(
            text=text,
            field=facts.pop("field", "Kết quả và chứng chỉ"),
            asker=asker,
            asked_by_name="Lê Thị Hỏi",
            asked_at=facts.pop("asked_at", clock.now()),
            **facts,
        )


@dataclass(frozen=True, slots=True)
class World:
    """One plan of one line, one formed and timetabled class in which the first district's first person sits."""

    city: Unit
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    plan: Plan
    line: PlanLine
    planned: PlannedClass
    training_class: TrainingClass
    nominations: tuple[Nomination, ...]
    enrolments: tuple[Enrolment, ...]
    lecturer: Lecturer
    room: Room
    paper: Paper
    more: dict[str, Any] = field(default_factory=dict)


NAMES = ("Nguyễn Văn An", "Lê Thị Bình", "Đỗ Ánh Dương", "Phạm Quốc Ân", "Hoàng Đức Ba", "Vũ Thị Ơn")


def small_world(*, districts: int = 2, people: int = 2, state: ClassState = ClassState.OPEN) -> World:
    """``people`` accepted and enrolled per district, each of a commune of its own, and one commune that sent nobody."""
    city = unit("Thành phố Hà Nội", Level.PROVINCE, code="01")
    the_plan = plan()
    study = programme(modules=2, topics=2)
    the_line = line(the_plan, seats=districts * people, study=study)
    planned = planned_class(the_line)
    held = training_class(planned, state=state)
    below, communes, nominations = [], [], []
    for number in range(1, districts + 1):
        district = unit(f"Quận Số {number}", Level.DISTRICT, city)
        below.append(district)
        grant(the_line, district, people)
        sent = letter(the_line, district)
        for place in range(1, people + 2):
            commune = unit(f"Phường {number}.{place}", Level.COMMUNE, district)
            communes.append(commune)
            if place <= people:
                name = f"{NAMES[place % len(NAMES)]} {number}{place}"
                nominations.append(nominate(sent, person(name), of=commune, place=place))
    teacher, hall = lecturer("Trịnh Công Giảng"), room()
    for place, topic in enumerate(Topic.objects.filter(module__programme=study)):
        part = ("morning", "afternoon")[place % 2]
        lesson(held, topic, dt.date(2022, 5, 11) + dt.timedelta(days=place // 2), part, where=hall, by=teacher)
    return World(
        city=city,
        districts=tuple(below),
        communes=tuple(communes),
        plan=the_plan,
        line=the_line,
        planned=planned,
        training_class=held,
        nominations=tuple(nominations),
        enrolments=tuple(enrol(held, each) for each in nominations),
        lecturer=teacher,
        room=hall,
        paper=paper(f"class:{held.pk}"),
    )
