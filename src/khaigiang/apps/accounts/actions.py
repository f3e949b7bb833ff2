from collections.abc import Collection

from django.contrib.auth.hashers import make_password

from khaigiang.apps.accounts.models import FailedSignIn, Role, User
from khaigiang.apps.people.models import Person
from khaigiang.apps.units.models import Unit
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@action
def note_failed_sign_in(username: str, *, by: Actor) -> FailedSignIn:
    """Count a failure against the user name. The log keeps only names of users: anything may be typed by mistake."""
    failed = FailedSignIn.objects.create(username=username.lower())
    user = User.objects.filter(username=username).first()
    audit.record("accounts.note_failed_sign_in", user or "User:?", by=by)
    return failed


@action
def note_sign_in(user: User, *, by: Actor) -> User:
    """Record that somebody signed in, and forget their failures."""
    FailedSignIn.objects.filter(username=user.username.lower()).delete()
    audit.record("accounts.note_sign_in", user, by=by)
    return user


@action
def add_user(
    username: str,
    *,
    full_name: str,
    password: str,
    roles: Collection[Role],
    units: Collection[Unit] = (),
    person: Person | None = None,
    everywhere: bool = False,
    hashed: bool = False,
    by: Actor,
) -> User:
    """Somebody new who may sign in, acting for these units; a user name that is taken keeps its user.

    ``hashed`` says that the password comes as the hash of one, which many accounts of a demo share.
    """
    known = User.objects.filter(username=username).first()
    if known is not None:
        audit.record("accounts.user_found", known, by=by, username=username)
        return known
    user = User(
        username=username,
        full_name=full_name,
        roles=[role.value for role in roles],
        person=person,
        everywhere=everywhere,
    )
    user.password = password if hashed else make_password(password)
    user.save()
    user.units.set(units)
    audit.record("accounts.user_added", user, by=by, username=username, roles=", ".join(user.roles))
    return user
