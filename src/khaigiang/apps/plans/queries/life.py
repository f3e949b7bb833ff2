"""Where a plan stands between its draft and its close, and what became of it on the way."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When

from khaigiang.apps.people.queries import IDENTITIES_LOCK
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Plan, PlanRevision
from khaigiang.core.states import PLANS_IN_FORCE, PlanState
from khaigiang.foundation import clock
from khaigiang.foundation.audit.models import Event
from khaigiang.foundation.locks import noted
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.statements import ask
from khaigiang.web.marks import Mark

# A shared lock is asked for in the database's own words: Django knows only the other kind.
_PLAN = "SELECT number, state FROM plans_plan WHERE id = %s FOR SHARE"
_PLAN_AND_WHO_IS_WHOM = """
    WITH plan AS MATERIALIZED (SELECT number, state FROM plans_plan WHERE id = %s FOR SHARE)
    SELECT number, state, pg_advisory_xact_lock_shared(%s) FROM plan
"""
_PLAN_OF_LINE = """
    SELECT number, state FROM plans_plan WHERE id = (SELECT plan_id FROM plans_planline WHERE id = %s) FOR SHARE
"""

DRAFTS = (PlanState.DRAFT, PlanState.SUBMITTED)
"""What nobody has approved yet: pages that speak of a year leave it out."""


def drafts_last(plan: str = "") -> Case:
    """To order by: plans that nobody has approved come behind all others. ``plan`` is the way to it, as ``plan__``."""
    return Case(When(**{f"{plan}state__in": DRAFTS}, then=Value(1)), default=Value(0), output_field=IntegerField())


def is_in_force(plan_id: int) -> bool:
    """Whether a plan is approved, or amended since, and not closed."""
    return Plan.objects.filter(pk=plan_id, state__in=PLANS_IN_FORCE).exists()


def check_in_force(plan_id: int) -> None:
    """Raise Refused unless the plan is in force; it stays so until the transaction ends.

    Many may ask at once: they share the lock, and only who amends or closes the plan waits for them. Whoever also
    locks seats asks this first. Raises DoesNotExist when the plan was taken back.
    """
    _check(_PLAN, plan_id)


def check_line_in_force(line_id: int) -> None:
    """The same of the plan of a line, in one question."""
    _check(_PLAN_OF_LINE, line_id)


def begin_under(plan_id: int) -> None:
    """``check_in_force`` and then ``keep_identities``, in one question: how an act on nominations begins."""
    _check(_PLAN_AND_WHO_IS_WHOM, plan_id, IDENTITIES_LOCK)
    noted(IDENTITIES_LOCK)


def _check(question: str, *asked: int) -> None:
    found = ask(question, *asked)
    if not found:
        raise Plan.DoesNotExist
    number, state, *_locked = found[0]
    if state not in PLANS_IN_FORCE:
        raise Refused("plan_not_in_force", phrases.NOT_IN_FORCE[state], number=number)


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One act in the course of a plan, as the audit trail keeps it."""

    mark: Mark
    who: str
    day: dt.date
    words: str


def course_of(plan: Plan) -> tuple[CourseStep, ...]:
    """What became of a plan, act by act."""
    events = Event.objects.filter(thing=f"Plan:{plan.pk}", verb__in=phrases.COURSE_STEPS).order_by("pk")
    return tuple(
        CourseStep(
            phrases.COURSE_STEPS[event.verb],
            event.actor_name,
            event.happened_at.astimezone(clock.VIET_NAM).date(),
            event.facts.get("remarks", "") or event.facts.get("why", ""),
        )
        for event in events
    )


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One amendment with its difference in words."""

    revision: PlanRevision
    changes: tuple[phrases.LineWords, ...]


def revision_rows(plan: Plan) -> list[RevisionRow]:
    """The amendments of a plan, the latest first, in one query."""
    return [
        RevisionRow(revision, phrases.changes_in_words(phrases.changes_kept(revision.changes)))
        for revision in plan.revisions.order_by("-number")
    ]
