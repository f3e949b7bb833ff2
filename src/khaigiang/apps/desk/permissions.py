"""Who may see a plan as a whole: those whose work is the whole of it; and who the whole record of a person."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.nominations.models import Nomination
from khaigiang.apps.people.models import Person
from khaigiang.apps.people.permissions import check_may_see_people, is_within
from khaigiang.apps.people.phrases import NOT_YOUR_PERSON
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

NOT_THE_WHOLE = _("Bảng năm dành cho cơ quan tham mưu kế hoạch, lãnh đạo, cơ sở đào tạo và kiểm tra, giám sát.")
NOT_PLANNER = _("Chỉ cơ quan tham mưu kế hoạch được nhập kế hoạch và danh sách cử.")
OFFICE = (Role.PLANNER, Role.LEADER, Role.AUDITOR, Role.SCHOOL, Role.CLASS_BOARD)


def check_may_see_board(actor: Actor) -> None:
    if not actor.has(*OFFICE):
        raise NotPermitted("board_not_for_role", NOT_THE_WHOLE)


def is_own(actor: Actor, person: Person) -> bool:
    """Whether the record is that of the actor."""
    return user_of(actor).filter(person=person).exists()


def check_may_see_record(actor: Actor, person: Person) -> None:
    """Whoever sees the person, the units that nominated them, and the person."""
    if is_own(actor, person):
        return
    check_may_see_people(actor)
    sent = Q(person=person) & (Q(unit__in=actor.scope) | Q(list__unit__in=actor.scope))
    if not is_within(actor, person) and not Nomination.objects.filter(sent).exists():
        raise NotPermitted("person_not_yours", NOT_YOUR_PERSON)


def check_may_submit_year(actor: Actor) -> None:
    if not actor.has(Role.PLANNER):
        raise NotPermitted("submit_not_for_role", NOT_PLANNER)
