import datetime as dt

from khaigiang.apps.instruments.models import Instrument
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor


@action
def cite(number: str, *, issuer: str, issued_on: dt.date | None, title: str, by: Actor) -> Instrument:
    """The instrument as cited, entered when it is cited for the first time."""
    instrument, new = Instrument.objects.get_or_create(
        number=number, issuer=issuer, issued_on=issued_on, defaults={"title": title}
    )
    audit.record("instruments.entered" if new else "instruments.cited", instrument, by=by, number=number)
    return instrument
