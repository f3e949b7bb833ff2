"""An account for each role of a demo, all with one password that stands on the sign-in page."""

from collections.abc import Mapping
from functools import cache

from django.contrib.auth.hashers import make_password

from khaigiang.apps.accounts.actions import add_user
from khaigiang.apps.accounts.models import Role, User
from khaigiang.apps.accounts.queries import DEMO_PASSWORD, actor_of
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.schools.models import Lecturer
from khaigiang.core.states import ClassState
from khaigiang.foundation.actor import Actor

TRAINEE = "hoc-vien"
Office = Mapping[Role, Actor]
"""Who acts for the office in each of its roles."""

OFFICE = (
    ("ke-hoach", "Cán bộ kế hoạch", Role.PLANNER),
    ("nha-truong", "Phòng Đào tạo của trường", Role.SCHOOL),
    ("quan-ly-lop", "Ban quản lý lớp", Role.CLASS_BOARD),
    ("lanh-dao", "Lãnh đạo", Role.LEADER),
    ("giam-sat", "Cán bộ kiểm tra, giám sát", Role.AUDITOR),
)


@cache
def hashed_password() -> str:
    """The hash of the one password: it is slow to make on purpose, so the accounts share it."""
    return make_password(DEMO_PASSWORD)


def add_office(*, by: Actor) -> Office:
    """The office's accounts, one a role."""
    return {
        role: actor_of(
            add_user(
                username, full_name=name, password=hashed_password(), hashed=True, roles=[role], everywhere=True, by=by
            )
        )
        for username, name, role in OFFICE
    }


def are_complete() -> bool:
    """Whether every account is there: they come last, so the story of this home was told to its end."""
    return User.objects.filter(username=TRAINEE).exists()


def add_own(plan: Plan, *, by: Actor) -> None:
    """The accounts of one sending unit, one lecturer and one trainee of the plan."""
    sender = plan.lines.earliest("pk").sending_units.select_related("unit").earliest("unit__sort_key", "pk").unit
    add_user(
        "don-vi",
        full_name=sender.name,
        password=hashed_password(),
        hashed=True,
        roles=[Role.SENDING_UNIT],
        units=[sender],
        by=by,
    )
    lecturer = Lecturer.objects.filter(lessons__training_class__line__plan=plan).earliest("person__sort_key").person
    add_user(
        "giang-vien",
        full_name=lecturer.full_name,
        password=hashed_password(),
        hashed=True,
        roles=[Role.LECTURER],
        person=lecturer,
        by=by,
    )
    seats = Enrolment.objects.filter(training_class__line__plan=plan).select_related("nomination__person")
    present = seats.filter(training_class__state=ClassState.OPEN)
    trainee = (present if present.exists() else seats).earliest("nomination__person__sort_key", "pk").nomination.person
    add_user(
        TRAINEE,
        full_name=trainee.full_name,
        password=hashed_password(),
        hashed=True,
        roles=[Role.TRAINEE],
        person=trainee,
        by=by,
    )
