"""What an office wants of the seating of a line: the order of its aims, and what weighs how much in balance."""

from django.utils import translation

from khaigiang.apps.classes import phrases
from khaigiang.apps.classes.models import FormingLevels
from khaigiang.apps.classes.permissions import check_may_form
from khaigiang.apps.plans.models import PlanLine
from khaigiang.apps.plans.queries import check_line_in_force
from khaigiang.core.forming.levels import WEIGHTS, StatedLevels
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def state_levels(line: PlanLine, *, stated: StatedLevels, by: Actor) -> None:
    """Write down the order and weights that the line is formed by from now on. Nobody moves by that alone."""
    check_may_form(by)
    check_line_in_force(line.pk)
    facts = {each: stated.weights.get(each, 0) for each in WEIGHTS}
    with translation.override("vi"):
        order, weights = phrases.levels_in_words(stated)
    said = FormingLevels.objects.filter(line=line).first() or FormingLevels(line=line)
    said.order = list(stated.order)
    for each, weight in facts.items():
        setattr(said, each, weight)
    said.save()
    audit.record(
        "classes.levels_stated",
        line,
        by=by,
        line=line.code,
        order=order,
        weights=weights,
    )


@action
def take_usual_levels(line: PlanLine, *, by: Actor) -> None:
    """Go back to the usual order and weights. Raises Refused when the line has no others."""
    check_may_form(by)
    check_line_in_force(line.pk)
    count, _kinds = FormingLevels.objects.filter(line=line).delete()
    if not count:
        raise Refused("levels_are_usual", phrases.LEVELS_ARE_USUAL, line=line.code)
    audit.record("classes.levels_usual", line, by=by, line=line.code)
