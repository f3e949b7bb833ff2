"""Sensitive facts: stated, corrected, taken away, and sealed anew under a new key."""

from django.db import connection

from khaigiang.apps.people import phrases
from khaigiang.apps.people.bridge import RING_LOCK, locked_ring, opened, private_fact, ring
from khaigiang.apps.people.models import Person, PrivateFact, PrivateKind
from khaigiang.apps.people.permissions import check_may_keep, check_may_renew_key
from khaigiang.core.vietnamese.citizen_numbers import LENGTH
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.encryption import Keyring, add_key
from khaigiang.foundation.home import current as current_home
from khaigiang.foundation.refusal import Refused

A_BATCH = 2000


@action
def state_fact(person: Person, *, kind: PrivateKind, value: str, by: Actor) -> None:
    """State a sensitive fact in the place of what was stated before; an empty value takes it away.

    The trail says of which kind it was and never what.
    """
    check_may_keep(by, person)
    if kind == PrivateKind.CITIZEN_NUMBER and value and not (len(value) == LENGTH and value.isdecimal()):
        raise Refused("not_a_citizen_number", phrases.NOT_A_NUMBER)
    PrivateFact.objects.filter(person=person, kind=kind).delete()
    if value:
        private_fact(person.pk, kind, value, under=locked_ring()).save()
    audit.record("people.fact_stated" if value else "people.fact_taken_away", person, by=by, fact=kind.value)


@action
def renew_key(*, by: Actor) -> int:
    """Make a new key and seal every fact under it, in one transaction; how many facts there are.

    The older keys stay in the keys file, for backups that were made under them.
    """
    check_may_renew_key(by)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [RING_LOCK])
    version = add_key(current_home())
    under = ring()
    count = 0
    batch: list[PrivateFact] = []
    for fact in PrivateFact.objects.order_by("pk").iterator(A_BATCH):
        batch.append(_sealed_again(fact, under))
        count += 1
        if len(batch) == A_BATCH:
            PrivateFact.objects.bulk_update(batch, ["content", "version", "digest"])
            batch = []
    PrivateFact.objects.bulk_update(batch, ["content", "version", "digest"])
    audit.record("people.key_renewed", "people", by=by, version=version, facts=count)
    return count


def _sealed_again(fact: PrivateFact, under: Keyring) -> PrivateFact:
    again = private_fact(fact.person_id, PrivateKind(fact.kind), opened(fact, under=under), under=under)
    fact.content, fact.version, fact.digest = again.content, again.version, again.digest
    return fact
