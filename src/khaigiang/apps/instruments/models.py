from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Instrument(GuardedModel):
    """A legal text as it is cited: the issuer is kept as text, because issuers are renamed and abolished."""

    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    issued_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["issued_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "issuer", "issued_on"], nulls_distinct=False, name="instrument_once"
            )
        ]


constraints.say(
    instrument_once=_("Văn bản này đã có."),
)
