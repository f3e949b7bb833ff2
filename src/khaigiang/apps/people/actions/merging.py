"""Two records found to be one person's, or two persons'; a merge moves every reference and can be undone exactly.

People lie below the slices that refer to them, so the references are found through Django's own registry of models.
Nothing is ever deleted: what both records state in the same words stays with the record that was merged away.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import OperationalError, connection
from django.db.models import Field, ForeignObjectRel, Model, Q, UniqueConstraint

from khaigiang.apps.people import phrases
from khaigiang.apps.people.bridge import opened, ring
from khaigiang.apps.people.models import IdentityQuestion, Merge, Person, PrivateFact, PrivateKind
from khaigiang.apps.people.permissions import check_may_decide_identity
from khaigiang.apps.people.queries import IDENTITIES_LOCK, now
from khaigiang.core.states import IdentityState, MergeState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused

# What tells of the deciding itself stays with the record it was about.
STAYS = frozenset({"people.IdentityQuestion", "people.Merge"})
# Facts that two records of one person may well state both: the second statement stays where it is.
STATED_TWICE = frozenset(
    {
        "people.Appointment",
        "people.PastCourse",
        "people.PlannedPost",
        "people.PrivateFact",
        "people.Qualification",
        "people.TrainingRecord",
    }
)
# As long as anybody else can bear to wait behind a merge, in seconds.
PATIENCE = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of some table that names a person."""

    model: type[Model]
    field: "Field[Any, Any]"

    @property
    def label(self) -> str:
        return _label(self.model)

    def rows(self, person: Person) -> Any:
        return _rows(self.model).filter(**{self.field.name: person}).order_by("pk")


def _references() -> Iterator[Reference]:
    """Every column that names a person, in whatever slice, but for those that tell of merging."""
    for relation in Person._meta.get_fields(include_hidden=True):  # noqa: SLF001 - Django's own registry
        # Where there are many on both sides, the rows between them name the person, and come by themselves.
        if isinstance(relation, ForeignObjectRel) and not relation.many_to_many:
            found = Reference(relation.related_model, relation.field)
            if found.label not in STAYS:
                yield found


@action
def merge(kept: Person, dropped: Person, *, question: IdentityQuestion | None = None, by: Actor) -> Merge:
    """Say that two records are one person's: everything that names ``dropped`` names ``kept`` from now on.

    Refused where one person cannot have both: two citizen numbers, two places at once, two nominations under a line.
    """
    check_may_decide_identity(by)
    _alone()
    kept, dropped = _locked(kept, dropped)
    moved: list[list[Any]] = []
    left: list[list[Any]] = []
    for reference in _references():
        for row in reference.rows(dropped):
            entry = [reference.label, reference.field.name, row.pk]
            if _stands_already(reference, row, kept):
                left.append(entry)
            else:
                _point(reference.model, reference.field.name, row.pk, kept)
                moved.append(entry)
    dropped.merged_into = kept
    dropped.save(update_fields=["merged_into"])
    made = Merge(
        kept=kept, dropped=dropped, question=question, moved=moved, left=left, merged_by=by.name, merged_at=clock.now()
    )
    made.save()
    if question is not None:
        _decide(question, "say_same", by)
    audit.record(
        "people.merged", kept, by=by, of=f"Person:{dropped.pk}", name=kept.full_name, moved=len(moved), left=len(left)
    )
    return made


@action
def unmerge(merge: Merge, *, by: Actor) -> None:
    """Take a merge back: everything that it moved names the record again that it named before.

    What came to the kept record since stays with it. Refused while a later merge holds the kept record.
    """
    check_may_decide_identity(by)
    _alone()
    kept, dropped = _both(merge.kept_id, merge.dropped_id)
    if kept.merged_into_id is not None:
        raise Refused("merged_since", phrases.MERGED_SINCE, name=kept.full_name)
    merge.hold()
    try:
        merge.state = next_state(MergeState, merge.state, "undo")
    except NotAllowed as refused:
        raise Refused("merge_not_standing", phrases.NOT_STANDING) from refused
    dropped.merged_into = None
    dropped.save(update_fields=["merged_into"])
    for label, field, key in merge.moved:
        _point(apps.get_model(label), field, key, dropped)
    merge.save(update_fields=["state"])
    if merge.question is not None:
        _decide(merge.question, "ask_again", by)
    audit.record(
        "people.unmerged", kept, by=by, of=f"Person:{dropped.pk}", name=dropped.full_name, moved=len(merge.moved)
    )


@action
def say_same(question: IdentityQuestion, *, keep: Person, by: Actor) -> Merge:
    """Decide that the two are one person, whose record is ``keep``: what the other's stated goes there."""
    check_may_decide_identity(by)
    _check_open(question)
    one, other = now(question.one), now(question.other)
    kept, dropped = (other, one) if keep.pk == other.pk else (one, other)
    return merge(kept, dropped, question=question, by=by)


@action
def say_different(question: IdentityQuestion, *, by: Actor) -> None:
    """Decide that the two are two persons; they are not asked about again."""
    check_may_decide_identity(by)
    _check_open(question)
    _decide(question, "say_different", by)
    audit.record("people.told_apart", question, by=by, name=question.one.full_name, of=f"Person:{question.other_id}")


@action
def ask_again(question: IdentityQuestion, *, by: Actor) -> None:
    """Take back that two are two persons."""
    check_may_decide_identity(by)
    question.hold()
    if question.state != IdentityState.DIFFERENT:
        raise Refused("not_told_apart", phrases.NOT_TOLD_APART)
    _decide(question, "ask_again", by)
    audit.record("people.asked_again", question, by=by, name=question.one.full_name, of=f"Person:{question.other_id}")


def _alone() -> None:
    """Wait until nobody relies on who is whom. Raises Refused when that takes long: others would wait behind us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{PATIENCE}s"])
        try:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IDENTITIES_LOCK])
        except OperationalError as error:
            raise Refused("identities_in_use", phrases.IN_USE) from error
        cursor.execute("SELECT set_config('lock_timeout', '0', true)")


def _locked(kept: Person, dropped: Person) -> tuple[Person, Person]:
    """Both records, held until the end. Raises Refused when they are one or one of them is merged away."""
    if kept.pk == dropped.pk:
        raise Refused("same_record", phrases.SAME_ROW)
    kept, dropped = _both(kept.pk, dropped.pk)
    for each in (kept, dropped):
        if each.merged_into_id is not None:
            raise Refused("already_merged", phrases.ALREADY_MERGED, name=each.full_name)
    return kept, dropped


def _both(kept: int, dropped: int) -> tuple[Person, Person]:
    # Rows that name them may be entered meanwhile: nobody who checks such a name at the end must wait for these.
    held = Person.objects.select_for_update(no_key=True).filter(pk__in=[kept, dropped]).order_by("pk")
    rows = {each.pk: each for each in held}
    return rows[kept], rows[dropped]


def _stands_already(reference: Reference, row: Model, kept: Person) -> bool:
    """Whether the kept record states the same once already. Raises Refused where that is not the same but a clash."""
    for columns, nulls_differ, within in _once(reference):
        same = {name: getattr(row, name) for name in columns}
        if nulls_differ and None in same.values():
            continue
        asked = {
            (f"{name}__isnull" if value is None else name): True if value is None else value
            for name, value in same.items()
        }
        twin = reference.rows(kept).filter(within, **asked).first()
        if twin is not None and _rows(reference.model).filter(within, pk=row.pk).exists():
            _check_may_stay(reference, row, twin)
            return True
    return False


def _once(reference: Reference) -> Iterator[tuple[tuple[str, ...], bool, Q]]:
    """The other columns of whatever may stand once for a person, whether an empty one differs from another, and among
    which rows that holds.
    """
    name = reference.field.name
    if reference.field.unique:
        yield (), True, Q()
    for constraint in reference.model._meta.constraints:  # noqa: SLF001 - Django's own registry
        if isinstance(constraint, UniqueConstraint) and name in constraint.fields:
            others = tuple(field for field in constraint.fields if field != name)
            yield others, constraint.nulls_distinct is not False, constraint.condition or Q()


def _check_may_stay(reference: Reference, row: Model, twin: Model) -> None:
    if reference.label not in STATED_TWICE:
        raise Refused("both_have", phrases.BOTH_HAVE, what=phrases.CLASHES.get(reference.label, phrases.ANYTHING_ELSE))
    if isinstance(row, PrivateFact) and isinstance(twin, PrivateFact):
        under = ring()
        if opened(row, under=under) != opened(twin, under=under):
            raise Refused("facts_differ", phrases.FACTS_DIFFER, kind=PrivateKind(row.kind).label)


def _point(model: type[Model], field: str, key: int, person: Person) -> None:
    """Let one row name another person; past ``save``, which asks nothing here and writes every column."""
    _rows(model).filter(pk=key).update(**{field: person})


def _rows(model: type[Model]) -> Any:
    """Every row of a table, whatever its own manager leaves out."""
    return model._base_manager.all()  # noqa: SLF001 - the manager that Django itself follows references by


def _label(model: type[Model]) -> str:
    return model._meta.label  # noqa: SLF001 - Django's own registry


def _check_open(question: IdentityQuestion) -> None:
    question.hold()
    if question.state != IdentityState.OPEN:
        raise Refused("decided_already", phrases.DECIDED_ALREADY)


def _decide(question: IdentityQuestion, verb: str, by: Actor) -> None:
    question.state = next_state(IdentityState, question.state, verb)
    question.decided_by, question.decided_at = (by.name, clock.now()) if verb != "ask_again" else ("", None)
    question.save(update_fields=["state", "decided_by", "decided_at"])
