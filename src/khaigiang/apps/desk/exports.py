"""What a run of the main job has come to: the machine-readable summary, and the leader's page."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from khaigiang.apps.catalogue.models import TopicKind
from khaigiang.apps.classes.models import FormingRun, TrainingClass
from khaigiang.apps.desk.bridge import papers_of
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.bridge import problem_of, rows_of, timetable_of
from khaigiang.apps.timetables.models import TimetableRun
from khaigiang.core.states import NominationState
from khaigiang.core.timetabling.problem import Violation
from khaigiang.core.timetabling.verify import verify

NUMBERED = {TopicKind.LECTURE, TopicKind.DISCUSSION}
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
        "problems": run.problems,
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
    """What the stored timetables break, judged anew without the solver."""
    rows = rows_of(plan)
    return verify(problem_of(rows, whole_window=True), timetable_of(rows)) if rows.classes else ()


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
    runs = list(FormingRun.objects.filter(line__plan=plan).order_by("pk"))
    return {
        "status": _worst(run.status for run in runs),
        "objective": sum(run.objective for run in runs),
        "bound": sum(run.bound for run in runs),
        "gap": max((run.gap for run in runs), default=0.0),
        "seconds": round(sum(run.seconds for run in runs), 3),
    }


def _timetable(plan: Plan, violations: Sequence[Violation]) -> dict[str, object]:
    run = TimetableRun.objects.get(plan=plan)
    return {
        "status": run.status,
        "objective": run.objective,
        "bound": run.bound,
        "gap": run.gap,
        "seconds": run.seconds,
        "violations": len(violations),
    }


def _worst(statuses: Iterable[str]) -> str:
    return min(statuses, key=WORST_FIRST.index, default="optimal")


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None
