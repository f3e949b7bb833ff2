from django.db.models import Q, QuerySet

from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.papers.permissions import let_read
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted


def check_may_form(actor: Actor) -> None:
    """Planners and schools form classes."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_form", phrases.MAY_NOT_FORM)


def sees_everybody(actor: Actor) -> bool:
    """Whether the names of all trainees of a class are open to the actor; others see those of their own units."""
    return actor.has("planner", "leader", "auditor", "school", "class_board")


def check_may_see_class(actor: Actor, training_class: TrainingClass) -> None:
    """Whoever works for the whole, and a unit that has people in the class."""
    if not sees_everybody(actor) and not enrolments_of_units(training_class, actor.scope).exists():
        raise NotPermitted("class_not_yours", phrases.NOT_YOUR_CLASS, name=training_class.name)


def check_may_see_enrolment(actor: Actor, enrolment: Enrolment) -> None:
    """Whoever sees all names, the trainee's own units, and the trainee."""
    if sees_everybody(actor) or is_of_units(enrolment, actor.scope) or _is_own(actor, enrolment):
        return
    raise NotPermitted("enrolment_not_yours", phrases.NOT_YOUR_PERSON)


def enrolments_of_units(training_class: TrainingClass, units: frozenset[int]) -> QuerySet[Enrolment]:
    """The trainees of a class who come from these units, or were nominated by them."""
    return training_class.enrolments.filter(Q(nomination__unit__in=units) | Q(nomination__list__unit__in=units))


def is_of_units(enrolment: Enrolment, units: frozenset[int]) -> bool:
    """The same question for one trainee whose nomination and list are at hand."""
    nomination = enrolment.nomination
    return nomination.unit_id in units or nomination.list.unit_id in units


def _is_own(actor: Actor, enrolment: Enrolment) -> bool:
    return user_of(actor).filter(person=enrolment.nomination.person_id).exists()


def _may_read_papers(actor: Actor, key: str, kind: str) -> bool:
    """A unit reads the timetables of classes its people are in, and papers made out to itself; a trainee timetables."""
    class_id, _, made_out_to = key.partition("/unit:")
    if made_out_to:
        return made_out_to.isdecimal() and int(made_out_to) in actor.scope
    if kind not in OPEN_KINDS or not class_id.isdecimal():
        return False
    enrolled = Enrolment.objects.filter(training_class=int(class_id))
    own = Q(nomination__person__in=user_of(actor).values("person"))
    of_units = Q(nomination__unit__in=actor.scope) | Q(nomination__list__unit__in=actor.scope)
    return enrolled.filter(own | of_units).exists()


OPEN_KINDS = frozenset({PaperKind.TIMETABLE, PaperKind.TIMETABLE_POSTER, PaperKind.CALENDAR})
let_read("class", _may_read_papers)
