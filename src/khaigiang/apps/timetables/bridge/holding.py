"""The classes whose lessons stand fixed in a question: who they are, and which may be opened again."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Value
from django.db.models.functions import Concat

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.timetables.bridge.rows import Rows, fixed_id, problem_of
from khaigiang.core.states import CLASSES_BEGUN
from khaigiang.core.timetabling.problem import ClassPlan
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Holder:
    """``elsewhere`` is the number of its plan where that is another."""

    code: str
    name: str
    plan_id: int
    elsewhere: str
    begun: bool


def holders_of(ids: Collection[str], plan: Plan) -> Mapping[str, Holder]:
    """By the ids that fixed lessons of a plan's question go by, in one query."""
    known_as = Concat("line__plan__number", Value(" "), "code")
    rows = TrainingClass.objects.annotate(known_as=known_as).filter(known_as__in=ids).select_related("line__plan")
    return {fixed_id(row): _holder(row, plan) for row in (rows.order_by("pk") if ids else ())}


def _holder(row: TrainingClass, plan: Plan) -> Holder:
    of = row.line.plan
    return Holder(row.code, row.name, of.pk, "" if of.pk == plan.pk else of.number, row.state in CLASSES_BEGUN)


def may_open_again(held: Mapping[str, Holder], rows: Rows) -> Mapping[str, ClassPlan | None]:
    """Those that have not begun; with what they are to be taught where they are of the plan of these rows."""
    found: dict[str, ClassPlan | None] = {}
    for key, holder in held.items():
        if not holder.begun and holder.elsewhere:
            found[key] = None
        elif not holder.begun and (asked := _asked_of(holder, rows)) is not None:
            found[key] = asked
    return found


def _asked_of(holder: Holder, rows: Rows) -> ClassPlan | None:
    """Nothing for a class that has no day left: it could not be timetabled again."""
    alone = replace(rows, classes={code: row for code, row in rows.classes.items() if code == holder.code})
    try:
        return next(iter(problem_of(alone, whole_window=True).classes), None)
    except Refused:
        return None


def named(ids: Iterable[str], held: Mapping[str, Holder]) -> list[str]:
    """By name and code."""
    return [f"{held[each].name} ({held[each].code})" if each in held else each.strip("()") for each in ids]
