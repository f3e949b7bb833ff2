"""Consent to a delegated line: asked by its unit, given or handed back by the specialised upper body.

Each round stands in the audit trail under the row's name, with the words that were said.
"""

from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import Consent, PlanLine
from khaigiang.apps.plans.permissions import check_may_consent, check_may_organise
from khaigiang.core.states import ConsentState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def ask_consent(line: PlanLine, *, by: Actor) -> Consent:
    """Ask the consenting body of a delegated line to agree, for the first time or after it handed the line back."""
    check_may_organise(by, line)
    if not line.delegated:
        raise Refused("line_not_delegated", phrases.NOT_DELEGATED, line=line.code)
    consent = _locked(line)
    if consent is None:
        consent = Consent(line=line)
    else:
        consent.state = _next(consent, "ask_again")
    consent.asked_by, consent.asked_on = by.name, clock.today()
    consent.answered_by, consent.answered_on, consent.remarks = "", None, ""
    consent.save()
    audit.record("plans.consent_asked", consent, by=by, line=line.code, of=line.consenting_body)
    return consent


@action
def give_consent(line: PlanLine, *, letter_number: str, by: Actor) -> Consent:
    """The consenting body agrees, by its letter of this number: classes of the line may open."""
    check_may_consent(by)
    consent = _asked(line)
    consent.state = _next(consent, "give")
    consent.letter_number = letter_number.strip()
    if not consent.letter_number:
        raise Refused("consent_without_letter", phrases.CONSENT_WITHOUT_LETTER, line=line.code)
    _answered(consent, by)
    audit.record("plans.consent_given", consent, by=by, line=line.code, letter=consent.letter_number)
    return consent


@action
def hand_back(line: PlanLine, *, remarks: str, by: Actor) -> Consent:
    """The consenting body hands the line back with what is to be mended; its unit may ask again."""
    check_may_consent(by)
    consent = _asked(line)
    consent.state = _next(consent, "hand_back")
    consent.remarks = remarks.strip()
    _answered(consent, by)
    audit.record("plans.consent_handed_back", consent, by=by, line=line.code, remarks=consent.remarks)
    return consent


def _locked(line: PlanLine) -> Consent | None:
    """The consent of a line, with the line held: two who ask or answer at once come one after the other."""
    PlanLine.objects.select_for_update().get(pk=line.pk)
    return Consent.objects.filter(line=line).first()


def _asked(line: PlanLine) -> Consent:
    consent = _locked(line)
    if consent is None:
        raise Refused("consent_not_asked", phrases.CONSENT_NOT_ASKED, line=line.code)
    return consent


def _next(consent: Consent, verb: str) -> str:
    try:
        return next_state(ConsentState, consent.state, verb)
    except NotAllowed as error:
        stands = phrases.CONSENT_STANDS[consent.state]
        raise Refused("consent_stands", phrases.CONSENT_STANDS_SO, line=consent.line.code, stands=stands) from error


def _answered(consent: Consent, by: Actor) -> None:
    consent.answered_by, consent.answered_on = by.name, clock.today()
    consent.save()
