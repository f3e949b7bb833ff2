"""What the classes of a delegated line may cost, beside what the plan gives the line."""

from collections.abc import Iterable
from dataclasses import dataclass

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import PlanLine, PlannedClass
from khaigiang.core.states import CLASSES_BEGUN


@dataclass(frozen=True, slots=True)
class Budget:
    """The estimates of a line's classes together, in words; ``whole`` is empty where the plan states none.

    ``left`` is what they leave of it, or by how much they go ``beyond`` it.
    """

    total: str
    whole: str
    left: str
    unstated: int
    beyond: bool


def budget_of(line: PlanLine, planned: Iterable[PlannedClass]) -> Budget | None:
    """What these classes of a delegated line come to; None where neither plan nor unit speaks of money."""
    estimates = [row.estimate for row in planned]
    stated = [each for each in estimates if each is not None]
    if not line.delegated or (line.estimate is None and not stated):
        return None
    total = sum(stated)
    return Budget(
        phrases.money(total),
        "" if line.estimate is None else phrases.money(line.estimate),
        "" if line.estimate is None else phrases.money(abs(line.estimate - total)),
        len(estimates) - len(stated),
        line.estimate is not None and total > line.estimate,
    )


def has_begun(planned: PlannedClass) -> bool:
    """Whether the class has opened. It stands above, so it is read through the reverse relation."""
    return getattr(getattr(planned, "training_class", None), "state", "") in CLASSES_BEGUN


def may_be_stated(planned: PlannedClass) -> bool:
    """Whether the figure of a class is still to be stated, or may yet change."""
    return planned.estimate is None or not has_begun(planned)


def classes_to_estimate(line: PlanLine) -> list[PlannedClass]:
    """The classes of a line whose figures its unit may state, by their numbers."""
    return [row for row in line.planned_classes.select_related("training_class") if may_be_stated(row)]


def held_classes(line: PlanLine) -> list[PlannedClass]:
    """The classes of a line as they are now, held until the transaction ends, always in the order of their ids.

    Who opens a class, behind the class itself, and who states an estimate, behind the line, both ask here: two classes
    never open on the same money, and a figure stands still while its class opens.
    """
    rows = PlannedClass.objects.filter(line=line).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    # Asked once they are held: what is joined to a row that was waited for is as it was before the wait.
    return list(rows.select_related("line", "training_class"))
