"""Which homes somebody has: one for each role, in the order of roles."""

import datetime as dt
from collections.abc import Callable, Mapping

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.desk.queries import auditor, class_board, lecturer, planner, school, sending_unit, trainee
from khaigiang.apps.desk.queries.home import RoleHome
from khaigiang.foundation.actor import Actor

# A leader's home is the page of reports.
HOMES: Mapping[Role, Callable[..., RoleHome | None]] = {
    Role.PLANNER: planner.home,
    Role.SENDING_UNIT: sending_unit.home,
    Role.SCHOOL: school.home,
    Role.CLASS_BOARD: class_board.home,
    Role.LECTURER: lecturer.home,
    Role.TRAINEE: trainee.home,
    Role.AUDITOR: auditor.home,
}


def homes_of(actor: Actor, *, on: dt.date) -> tuple[RoleHome, ...]:
    """What each of the actor's roles has to do on a day; a role to which nothing belongs yet is left out."""
    found = (home(actor, on=on) for role, home in HOMES.items() if actor.has(role))
    return tuple(home for home in found if home is not None)
