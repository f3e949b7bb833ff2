"""What a run of the main job has come to: the machine-readable summary, and the leader's page."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from khaigiang.apps.catalogue.models import TopicKind
from khaigiang.apps.classes.models import FormingRun, TrainingClass
from khaigiang.apps.desk.bridge import PROBLEM_KEYS, papers_of
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.reports.phrases import Status
from khaigiang.apps.reports.queries import coverage
from khaigiang.apps.timetables.bridge import problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import TimetableRun
from khaigiang.apps.timetables.queries import weakest_run
from khaigiang.core.states import ClassState, NominationState
from khaigiang.core.timetabling.problem import Violation
from khaigiang.core.timetabling.verify import verify
from khaigiang.documents.summary import ClassLine, Coverage, Stage, Verdicts, YearSummary

NUMBERED = {TopicKind.LECTURE, TopicKind.DISCUSSION}
STAGES: Mapping[str, Stage] = {ClassState.FINISHED: Stage.DONE, ClassState.OPEN: Stage.UNDER_WAY}
NOT_RUN = "not_run"  # there was nothing to solve: every line is tracked by totals
WORST_FIRST = ("unknown", "infeasible", "feasible", "optimal")


def summary(run: YearRun) -> dict[str, object]:
    """The run as one object of plain values, the same for the same rows."""
    plan = run.plan
    assert plan is not None
    states = Counter(Nomination.objects.filter(line__plan=plan).values_list("state", flat=True))
    violations = _violations(plan)
    return {
        "plan": {"number": plan.number, "year": plan.year, "title": plan.title},
        "nominated": states.total(),
        "accepted": states[NominationState.ACCEPTED],
        "refused": states[NominationState.NOT_ELIGIBLE] + states[NominationState.INCOMPLETE],
        "not_eligible": states[NominationState.NOT_ELIGIBLE],
        "not_enough_information": states[NominationState.INCOMPLETE],
        "reserve": states[NominationState.RESERVE],
        "classes": [_class(row, violations) for row in classes_of(plan)],
        "forming": _forming(plan),
        "timetable": _timetable(plan, violations),
        "papers": list(papers_of(plan).values_list("file_name", flat=True)),
        "problems": [{key: problem[key] for key in PROBLEM_KEYS} for problem in run.problems],
    }


def classes_of(plan: Plan) -> list[TrainingClass]:
    """The classes of a plan in the order of its lines and their numbers."""
    return list(
        TrainingClass.objects.filter(line__plan=plan)
        .select_related("planned", "line")
        .prefetch_related("enrolments", "groups", "lessons__topic")
        .order_by("line_id", "planned__number")
    )


def _violations(plan: Plan) -> tuple[Violation, ...]:
    """What the stored timetables break, judged anew without the solver; classes that wait for theirs break nothing."""
    rows = rows_of(plan)
    held = {code: row for code, row in rows.classes.items() if row.state != ClassState.FORMED}
    rows = replace(rows, classes=held)
    return verify(problem_of(rows, whole_window=True), timetable_of(rows)) if held else ()


def _class(row: TrainingClass, violations: Sequence[Violation]) -> dict[str, object]:
    lessons = list(row.lessons.all())
    days = sorted({lesson.day for lesson in lessons})
    return {
        "code": row.code,
        "name": row.name,
        "state": row.state,
        "trainees": len(row.enrolments.all()),
        "study_groups": len(row.groups.all()),
        "lessons": len(lessons),
        "topics": len({lesson.topic_id for lesson in lessons if lesson.topic.kind in NUMBERED}),
        "first_day": _iso(days[0] if days else None),
        "last_day": _iso(days[-1] if days else None),
        "violations": sum(violation.facts.get("class") == row.code for violation in violations),
    }


def _forming(plan: Plan) -> dict[str, object]:
    return _found(FormingRun.objects.filter(line__plan=plan).order_by("pk"))


def _timetable(plan: Plan, violations: Sequence[Violation]) -> dict[str, object]:
    return _found(TimetableRun.objects.filter(plan=plan)) | {"violations": len(violations)}


def _found(solved: Iterable[FormingRun | TimetableRun]) -> dict[str, object]:
    """All solvings together."""
    runs = list(solved)
    return {
        "status": _worst(run.status for run in runs) if runs else NOT_RUN,
        "objective": sum(run.objective for run in runs),
        "bound": sum(run.bound for run in runs),
        "gap": max((run.gap for run in runs), default=0.0),
        "seconds": round(sum(run.seconds for run in runs), 3),
    }


def _worst(statuses: Iterable[str]) -> str:
    return min(statuses, key=WORST_FIRST.index, default="optimal")


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def leaders_page(plan: Plan, *, today: dt.date) -> YearSummary:
    """Where the plan stands today, on one page a leader understands."""
    states = Counter(Nomination.objects.filter(line__plan=plan).values_list("state", flat=True))
    covered = [coverage(line, on=today) for line in plan.lines.order_by("pk")]
    by_place: dict[str, Counter[Status]] = {}
    for each in covered:
        for district in each.districts:
            name = district.unit.name
            by_place[name] = by_place.get(name, Counter()) + Counter(district.by_status)
    whole = sum((Counter(each.by_status) for each in covered), Counter[Status]())
    return YearSummary(
        title=plan.title,
        subtitle=f"Kế hoạch số {plan.number} ngày {plan.issued_on:%d/%m/%Y}",
        organiser=plan.issuer.upper(),
        today=today,
        verdicts=Verdicts(
            nominated=states.total(),
            accepted=states[NominationState.ACCEPTED],
            refused=states[NominationState.NOT_ELIGIBLE],
            unclear=states[NominationState.INCOMPLETE],
            reserve=states[NominationState.RESERVE],
        ),
        classes=tuple(_class_line(row, today) for row in classes_of(plan)),
        cohort=f"{whole.total()} {_cohort(plan)}",
        coverage=_coverage("Toàn kế hoạch", whole),
        districts=tuple(_coverage(place, counted) for place, counted in by_place.items()),
        quality=_quality(plan),
        attention=_attention(states),
        parent_body=plan.parent_body.upper(),
    )


def _class_line(row: TrainingClass, today: dt.date) -> ClassLine:
    days = sorted({lesson.day for lesson in row.lessons.all()})
    opening = row.state == ClassState.OPEN and row.opened_on == today
    return ClassLine(
        name=row.name,
        trainees=len(row.enrolments.all()),
        capacity=row.planned.maximum,
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        stage=Stage.OPENING if opening else STAGES.get(row.state, Stage.TO_COME),
    )


def _cohort(plan: Plan) -> str:
    return ", ".join(
        dict.fromkeys(line.audience_text[:1].lower() + line.audience_text[1:] for line in plan.lines.all())
    )


def _coverage(place: str, counted: Mapping[Status, int]) -> Coverage:
    attended, in_class = counted.get(Status.ATTENDED, 0), counted.get(Status.ATTENDING, 0)
    return Coverage(place, attended, in_class, sum(counted.values()) - attended - in_class)


def _quality(plan: Plan) -> tuple[str, ...]:
    forming, timetable = _forming(plan), weakest_run(plan)
    if timetable is None:
        return ()
    broken = len(_violations(plan))
    kept = f"vi phạm {broken} ràng buộc" if broken else "không vi phạm ràng buộc nào"
    return (
        f"Lập lớp: {_proven(str(forming['status']), float(str(forming['gap'])))}",
        f"Thời khóa biểu: {_proven(timetable.status, timetable.gap)}; {kept}",
    )


def _proven(status: str, gap: float) -> str:
    return "đã chứng minh là tốt nhất" if status == "optimal" else f"cách phương án tốt nhất không quá {gap:.1%}"


def _attention(states: Mapping[str, int]) -> tuple[str, ...]:
    said = (
        (NominationState.INCOMPLETE, "người chưa đủ thông tin để xét, cần đơn vị bổ sung"),
        (NominationState.NOT_ELIGIBLE, "người được cử không đúng đối tượng, cần đơn vị cử lại"),
        (NominationState.RESERVE, "người dự bị đang chờ chỗ"),
    )
    return tuple(f"{states[state]} {words}" for state, words in said if states.get(state))
