from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import InspectionNeed, NeedsForm, NeedsSurvey
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import SurveyState
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

READERS = ("planner", "leader", "auditor", "school")


def check_may_survey(actor: Actor) -> None:
    """Only a planner asks units for their needs, hands their forms back and enters what inspections found."""
    if not actor.has("planner"):
        raise NotPermitted("may_not_survey", phrases.MAY_NOT_SURVEY)


def check_may_answer(actor: Actor, unit: Unit) -> None:
    """A sending unit answers for itself and the units it acts for, a planner for any unit."""
    if not (actor.has("planner") or (actor.has("sending_unit") and (actor.everywhere or unit.pk in actor.scope))):
        raise NotPermitted("may_not_answer_survey", phrases.MAY_NOT_ANSWER, unit=unit.name)


def check_may_see_survey(actor: Actor, survey: NeedsSurvey) -> None:
    """The office sees every survey; a unit the published ones that ask it or a unit it acts for."""
    if sees_all_needs(actor):
        return
    asked = survey.state != SurveyState.DRAFT and NeedsForm.objects.filter(survey=survey, unit__in=actor.scope).exists()
    if not asked:
        raise NotPermitted("survey_not_yours", phrases.NOT_YOUR_SURVEY)


def check_may_see_form(actor: Actor, form: NeedsForm) -> None:
    """What one unit answers, with the names in it: the office, and the unit itself once it is asked."""
    own = form.unit_id in actor.scope and form.survey.state != SurveyState.DRAFT
    if not (sees_all_needs(actor) or own):
        raise NotPermitted("needs_form_not_yours", phrases.NOT_YOUR_FORM)


def check_may_see_inspection(actor: Actor, need: InspectionNeed) -> None:
    """What an inspection found: the office, and the units that it names."""
    if not (sees_all_needs(actor) or need.units.filter(unit__in=actor.scope).exists()):
        raise NotPermitted("inspection_not_yours", phrases.NOT_YOUR_INSPECTION)


def check_may_see_needs_of(actor: Actor, unit: int) -> None:
    """What was added up below a unit: the office, and whoever acts for that unit."""
    if not (sees_all_needs(actor) or unit in actor.scope):
        raise NotPermitted("needs_not_yours", phrases.NOT_YOUR_FORM)


def sees_all_needs(actor: Actor) -> bool:
    return actor.has(*READERS) or (actor.has("sending_unit") and actor.everywhere)
