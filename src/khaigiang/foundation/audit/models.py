"""The audit trail and the seals that chain it. Triggers in the database refuse to change or delete a row of either."""

from django.db import models
from django.db.models.functions import Now

from khaigiang.foundation.guarded import GuardedModel


class Event(GuardedModel):
    """One act. It is written once: there is no edited_at on purpose."""

    id = models.BigAutoField(primary_key=True)
    verb = models.CharField(max_length=80)
    thing = models.CharField(max_length=120)
    actor_id = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=200)
    happened_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["thing", "id"], name="audit_by_thing"),
            models.Index(fields=["verb", "id"], name="audit_by_verb"),
            models.Index(fields=["actor_id", "id"], name="audit_by_actor"),
            models.Index(fields=["happened_at"], name="audit_by_moment"),
        ]


class Unsealed(GuardedModel):
    """An event that waits for its seal. A trigger writes the row in the event's own transaction; sealing takes it away.

    There is no foreign key: nothing may stand in the way of an insert, and an event that is gone is for ``verify`` to
    name.
    """

    event = models.BigIntegerField(primary_key=True)


class Seal(GuardedModel):
    """A batch of events, chained to the batch before it.

    ``events`` are the ids it covers, as ``12-40,42``: a number that no transaction kept is simply not among them.
    ``sealed_at`` is the database's own time, because the office's clock may stand at a set day.
    """

    number = models.BigIntegerField(primary_key=True)
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    count = models.IntegerField()
    events = models.TextField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
