from khaigiang.apps.accounts.models import FailedSignIn, User
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
