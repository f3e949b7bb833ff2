"""What a changed seating writes down: seats, study groups, half-days taken, and the drafts that name people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.actions.groups import settle_groups
from khaigiang.apps.classes.bridge import Seating
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.people.actions import Change, change_places
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.forming.solution import Solution
from khaigiang.core.states import CLASSES_BEGUN, PaperState
from khaigiang.foundation import jobs
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


def hold_classes(line: PlanLine) -> list[TrainingClass]:
    """The classes of a line as they are now, by number; they stay so until the end."""
    locked(Quota.objects.filter(line=line))
    rows = TrainingClass.objects.filter(line=line).select_for_update(of=("self",), no_key=True)
    return sorted(rows.select_related("planned").order_by("pk"), key=lambda each: each.planned.number)


def refuse_when_begun(classes: Iterable[TrainingClass]) -> None:
    """Raise Refused when one of these classes has begun: its list is frozen."""
    for each in classes:
        if each.state in CLASSES_BEGUN:
            raise Refused("class_has_begun", phrases.CLASS_HAS_BEGUN, name=each.name)


def refuse_when_announced(classes: Sequence[TrainingClass]) -> None:
    """Raise Refused when a paper about one of these is issued: its list has been announced."""
    about = Q(pk=None)
    for each in classes:
        about |= Q(about=f"class:{each.pk}") | Q(about__startswith=f"class:{each.pk}/")
    issued = Paper.objects.filter(about).exclude(state=PaperState.DRAFT).order_by("pk").first()
    if issued is not None:
        raise Refused("paper_already_issued", phrases.ANNOUNCED, file=issued.file_name)


@dataclass(frozen=True, slots=True)
class Written:
    """What a changed seating came to: the classes whose people changed, and those split into groups anew."""

    changed: tuple[TrainingClass, ...]
    regrouped: tuple[TrainingClass, ...]


def write_changes(
    seating: Seating, after: Solution, classes: Mapping[str, TrainingClass], *, by: Actor, whole: bool = False
) -> Written:
    """Bring the seats from what they are to ``after``; ``classes`` by their numbers.

    With ``whole`` whoever sits in one of them and is accepted no more leaves it too.
    """
    here = Enrolment.objects.filter(training_class__in=classes.values()).select_related("nomination")
    rows = {row.nomination_id: row for row in here.select_for_update(of=("self",), no_key=True).order_by("pk")}
    by_key = {each.pk: each for each in classes.values()}
    wanted = {row.pk: (row, classes.get(after.seats.get(person, ""))) for person, row in seating.by_id.items()}
    if whole:
        wanted |= {key: (row.nomination, None) for key, row in rows.items() if key not in wanted}
    moves: list[Change] = []
    touched: dict[int, TrainingClass] = {}
    for nomination, into in wanted.values():
        row = rows.get(nomination.pk)
        out_of = by_key[row.training_class_id] if row is not None else None
        if out_of != into:
            touched |= {each.pk: each for each in (out_of, into) if each is not None}
            moves.append(Change(nomination.person_id, _source(out_of), _source(into)))
            _seat(row, nomination, into)
    change_places(moves, by=by)
    regrouped = tuple(each for each in touched.values() if settle_groups(each, seating))
    for key in touched:
        jobs.enqueue("delivery.draft_again", class_id=key)
    return Written(tuple(touched.values()), regrouped)


def _seat(row: Enrolment | None, nomination: Nomination, into: TrainingClass | None) -> None:
    if into is None:
        if row is not None:
            row.delete()
    elif row is None:
        Enrolment.objects.create(training_class=into, nomination=nomination)
    else:
        row.training_class, row.group = into, None
        row.save(update_fields=["training_class", "group"])


def _source(training_class: TrainingClass | None) -> str:
    return f"class:{training_class.pk}" if training_class is not None else ""
