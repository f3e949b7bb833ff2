from khaigiang.apps.accounts.models import User
from khaigiang.apps.units.queries import ids_within
from khaigiang.foundation.actor import Actor


def actor_of(user: User) -> Actor:
    """The user as permissions, audit and the database see them. Their units include all that lie below."""
    scope = frozenset() if user.everywhere else ids_within(user.units.values_list("pk", flat=True))
    return Actor(str(user.pk), user.full_name, frozenset(user.roles), scope, everywhere=user.everywhere)
