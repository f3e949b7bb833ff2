"""Issuing certificates from a register, and taking them back."""

from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.apps.certificates import phrases
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.certificates.permissions import check_may_certify
from khaigiang.apps.certificates.queries import number_text, waiting_counts, waiting_of
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import hold_class
from khaigiang.apps.people.bridge import birth_of
from khaigiang.apps.results.actions import seal
from khaigiang.apps.results.models import Completion
from khaigiang.core.attestation import Statement, text_to_sign, with_signature
from khaigiang.core.completion import CompletionStanding
from khaigiang.core.offices import abbreviation
from khaigiang.core.offices import signing as signer_of
from khaigiang.core.states import CertificateState, ClassState, NotAllowed, next_state
from khaigiang.foundation import audit, clock, home
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.signing import SigningKey, signing_keys

BOOK = "Sổ gốc cấp chứng nhận"
BATCH = 2000
LONGEST_PREFIX = 40
_NEEDED = ("enrolment__nomination__person", "enrolment__nomination__unit")


@dataclass(frozen=True, slots=True)
class _Course:
    """What every certificate of a class has in common."""

    training_class: TrainingClass
    register: Register
    key: SigningKey

    def certificate(self, completion: Completion, number: int) -> Certificate:
        """One signed row that is not written yet."""
        line, enrolment = self.training_class.line, completion.enrolment
        person = enrolment.nomination.person
        row = Certificate(
            register=self.register,
            number=number,
            completion=completion,
            full_name=person.full_name,
            born=str(birth_of(person) or ""),
            unit_name=enrolment.unit_then or enrolment.nomination.unit.name,
            programme_name=line.programme.name,
            programme_kind=line.programme.kind,
            class_name=self.training_class.name,
            parent_body=line.plan.parent_body,
            place=line.plan.place,
            signer_title=signer_of(line.school).title,
            first_day=self.training_class.opened_on or self.training_class.planned.first_day,
            last_day=self.training_class.finished_on or self.training_class.planned.last_day,
            issued_on=clock.today(),
        )
        text = text_to_sign(self._statement(row))
        row.statement = with_signature(text, self.key.sign(text))
        return row

    def _statement(self, row: Certificate) -> Statement:
        return Statement(
            issuer=self.register.issuer,
            number=number_text(self.register.prefix, row.number),
            name=row.full_name,
            born=row.born,
            programme=row.programme_name,
            class_name=row.class_name,
            first_day=row.first_day,
            last_day=row.last_day,
            issued_on=row.issued_on,
            key=self.key.name,
        )


@action
def issue_certificates(training_class: TrainingClass, *, by: Actor) -> list[Certificate]:
    """A certificate for everybody of a finished class who has completed it and holds none, in the order of lists.

    The book's row stays locked from the taking of the numbers to the end of the transaction: nobody else takes one
    meanwhile, and a transaction that fails gives all of them back. Raises Refused when there is nobody left.
    """
    check_may_certify(by)
    hold_class(training_class)
    _refuse_unfinished(training_class)
    register = _locked_register(training_class)
    waiting = list(waiting_of(training_class).select_related(*_NEEDED).select_for_update(of=("self",)))
    if not waiting:
        _refuse_interim(training_class)
        raise Refused("nothing_to_issue", phrases.NOTHING_TO_ISSUE, name=training_class.name)
    made = _write(training_class, register, waiting, by)
    audit.record(
        "certificates.issued",
        training_class,
        by=by,
        name=training_class.name,
        register=register.name,
        first=made[0].number,
        last=made[-1].number,
    )
    return made


@action
def issue_certificate(completion: Completion, *, by: Actor) -> Certificate:
    """One certificate for one completion; refused while another stands, and for who has not completed."""
    check_may_certify(by)
    training_class = completion.enrolment.training_class
    hold_class(training_class)
    _refuse_unfinished(training_class)
    register = _locked_register(training_class)
    row = Completion.objects.select_related(*_NEEDED).select_for_update(of=("self",)).get(pk=completion.pk)
    name = row.enrolment.nomination.person.full_name
    if row.standing != CompletionStanding.COMPLETED:
        raise Refused("not_completed", phrases.NOT_COMPLETED, name=name)
    if row.interim:
        raise Refused("judged_too_early", phrases.JUDGED_TOO_EARLY, name=name)
    held = row.certificates.filter(state=CertificateState.ISSUED).select_related("register").first()
    if held is not None:
        number = number_text(held.register.prefix, held.number)
        raise Refused("already_issued", phrases.ALREADY_ISSUED, name=name, number=number)
    (made,) = _write(training_class, register, [row], by)
    audit.record("certificates.issued_one", made, by=by, register=register.name, number=made.number)
    return made


@action
def revoke(certificate: Certificate, why: str, *, by: Actor) -> Certificate:
    """Take a certificate back, with the reason; its number is never given again, its result may be corrected."""
    check_may_certify(by)
    locked = Certificate.objects.select_for_update(of=("self",)).select_related("register").get(pk=certificate.pk)
    number = number_text(locked.register.prefix, locked.number)
    if not why.strip():
        raise Refused("revoked_without_reason", phrases.NO_REASON, number=number)
    try:
        locked.state = next_state(CertificateState, locked.state, "revoke")
    except NotAllowed as error:
        raise Refused("already_revoked", phrases.ALREADY_REVOKED, number=number) from error
    locked.revoked_on, locked.revoked_why = clock.today(), why.strip()
    locked.save(update_fields=["state", "revoked_on", "revoked_why"])
    seal([locked.completion_id], on=None, by=by)
    audit.record("certificates.revoked", locked, by=by, number=number, why=locked.revoked_why)
    return locked


def _refuse_unfinished(training_class: TrainingClass) -> None:
    if training_class.state != ClassState.FINISHED:
        raise Refused("class_not_finished", phrases.NOT_FINISHED, name=training_class.name)


def _refuse_interim(training_class: TrainingClass) -> None:
    _ready, interim = waiting_counts(training_class)
    if interim:
        raise Refused("judged_too_early", phrases.JUDGED_TOO_EARLY, name=training_class.name)


def _locked_register(training_class: TrainingClass) -> Register:
    """The school's own book, opened at its first certificate; its row is held until the transaction ends."""
    school = training_class.line.school
    prefix = f"CN-{abbreviation(school)}"[:LONGEST_PREFIX]
    Register.objects.bulk_create([Register(issuer=school, name=BOOK, prefix=prefix)], ignore_conflicts=True)
    return Register.objects.select_for_update().get(issuer=school, name=BOOK)


def _write(
    training_class: TrainingClass, register: Register, completions: Sequence[Completion], by: Actor
) -> list[Certificate]:
    course = _Course(training_class, register, signing_keys(home.current())[0])
    made = Certificate.objects.bulk_create(
        [
            course.certificate(completion, number)
            for number, completion in enumerate(completions, start=register.last_number + 1)
        ],
        batch_size=BATCH,
    )
    register.last_number += len(made)
    register.save(update_fields=["last_number"])
    seal([completion.pk for completion in completions], on=clock.today(), by=by)
    return made
