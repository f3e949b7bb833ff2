from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.results.models import Completion
from khaigiang.core.states import CertificateState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Register(GuardedModel):
    """A sổ gốc: one book of one issuer. Its row is locked while a number is taken, so numbers have no gap."""

    issuer = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    prefix = models.CharField(max_length=40)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["issuer", "name"]
        constraints = [models.UniqueConstraint(fields=["issuer", "name"], name="register_once")]


class Certificate(GuardedModel):
    """One row of a register: number and statement are written once, in one transaction, and never change.

    ``statement`` is the text in the QR code, its signature included. Whatever is printed is copied as it stood at
    issue, so that the row alone gives the same page again.
    """

    register = models.ForeignKey(Register, models.PROTECT, related_name="certificates")
    number = models.PositiveIntegerField()
    completion = models.ForeignKey(Completion, models.PROTECT, related_name="certificates")
    full_name = models.CharField(max_length=120)
    born = models.CharField(max_length=10, blank=True)
    unit_name = models.CharField(max_length=200)
    programme_name = models.CharField(max_length=300)
    programme_kind = models.CharField(max_length=60)
    class_name = models.CharField(max_length=200)
    parent_body = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80)
    signer_title = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()
    issued_on = models.DateField()
    statement = models.TextField()
    state = models.CharField(max_length=10, default=CertificateState.ISSUED)
    revoked_on = models.DateField(null=True)
    revoked_why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["register", "number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="certificate_number_once"),
            models.UniqueConstraint(
                fields=["completion"], condition=Q(state="issued"), name="one_certificate_for_a_completion"
            ),
            models.CheckConstraint(
                condition=Q(state="issued", revoked_on__isnull=True, revoked_why="")
                | (Q(state="revoked", revoked_on__isnull=False) & ~Q(revoked_why="")),
                name="certificate_revoked_with_reason",
            ),
        ]


constraints.say(
    register_once=_("Đơn vị này đã có sổ gốc tên như vậy."),
    certificate_number_once=_("Số chứng nhận này đã được cấp trong sổ."),
    one_certificate_for_a_completion=_("Học viên này đã được cấp chứng nhận của lớp; chỉ cấp lại sau khi thu hồi."),
    certificate_revoked_with_reason=_("Thu hồi chứng nhận phải ghi ngày và lý do."),
)
