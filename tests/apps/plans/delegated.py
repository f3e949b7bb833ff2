"""A district that runs a line itself, and who speaks for it."""

from typing import Any

import builders
from apps.acting import somebody
from khaigiang.apps.plans.models import PlanLine, Tracking
from khaigiang.apps.units.models import Level
from khaigiang.foundation.actor import Actor

BODY = "Ban Tuyên giáo Thành ủy"


def line(**facts: Any) -> PlanLine:
    """A delegated line of a district of Hà Nội."""
    city = builders.unit("Thành phố Hà Nội", Level.PROVINCE)
    district = builders.unit("Huyện Chương Mỹ", Level.DISTRICT, city)
    of = facts.pop("of", None) or builders.plan()
    said = {"delegated": True, "organiser_unit": district, "consenting_body": BODY, "code": "D1"}
    return builders.line(of, **{**said, **facts})


def totals_line(**facts: Any) -> PlanLine:
    return line(tracking=Tracking.TOTALS, **{"classes": 100, "seats": 13_267, **facts})


def organiser(of: PlanLine) -> Actor:
    """Somebody who acts for the district."""
    return somebody("sending_unit", scope=frozenset({of.organiser_unit_id}))
