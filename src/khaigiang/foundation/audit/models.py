"""The audit trail. Triggers in the database refuse to change or delete a row."""

from django.db import models

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
        indexes = [models.Index(fields=["thing", "id"], name="audit_by_thing")]
