import datetime as dt
import os
from collections.abc import Sequence

from django.db.models import QuerySet
from django.db.models.functions import Now

from khaigiang.apps.accounts.models import FailedSignIn, Role, User
from khaigiang.apps.units.queries import ids_within
from khaigiang.foundation.actor import Actor

# The one password of the invented accounts of a demo; no other home has accounts that use it.
DEMO_PASSWORD = "khai-giang-12-5"  # noqa: S105 - shown on the demo's own sign-in page
FAILURES_ALLOWED = 5
LOCK = dt.timedelta(minutes=15)


def actor_of(user: User) -> Actor:
    """The user as permissions, audit and the database see them. Their units include all that lie below."""
    scope = frozenset() if user.everywhere else ids_within(user.units.values_list("pk", flat=True))
    return Actor(str(user.pk), user.full_name, frozenset(user.roles), scope, everywhere=user.everywhere)


def user_of(actor: Actor) -> QuerySet[User]:
    """The user that acts, as a query to build on; empty for nobody and for the system."""
    return User.objects.filter(pk=int(actor.id)) if actor.id.isdecimal() else User.objects.none()


def is_demo() -> bool:
    """Whether this home is a demo, whose accounts are invented and listed at the sign-in."""
    return os.environ.get("KHAIGIANG_DEMO") == "1"


def demo_accounts() -> Sequence[User]:
    """One account for each role, and for each level of unit it acts for, in the order of roles; none outside a demo.

    Each is the first by user name: a commune that sends people and a district that runs classes are both listed.
    """
    if not is_demo():
        return []
    firsts: dict[tuple[Role, str], User] = {}
    users = list(User.objects.filter(is_active=True).prefetch_related("units"))
    for role in Role:
        for user in users:
            if role in user.roles:
                firsts.setdefault((role, min((unit.level for unit in user.units.all()), default="")), user)
    return list({user.pk: user for user in firsts.values()}.values())


def locked_until(username: str) -> dt.datetime | None:
    """When a user name that failed too often may be tried again; ``None`` when it may be tried now."""
    failures = FailedSignIn.objects.filter(username=username.lower(), failed_at__gt=Now() - LOCK)
    latest = list(failures.order_by("-failed_at").values_list("failed_at", flat=True)[:FAILURES_ALLOWED])
    return latest[0] + LOCK if len(latest) == FAILURES_ALLOWED else None
