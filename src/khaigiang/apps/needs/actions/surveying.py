"""Surveys of needs: written row by row, published to the units that are asked, extended, closed."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from khaigiang.apps.catalogue.phrases import NO_SUCH_RULES
from khaigiang.apps.catalogue.queries import programme_named, rule_set_codes
from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import NeedsForm, NeedsSurvey, SurveyRow
from khaigiang.apps.needs.permissions import check_may_survey
from khaigiang.apps.needs.queries import check_groups, why_not
from khaigiang.apps.units.models import Unit
from khaigiang.core.states import SurveyState, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked about holders of posts: a programme by its code, or a title where there is none yet.

    The rest is as a row of a survey keeps it.
    """

    programme: str = ""
    title: str = ""
    also: Sequence[str] = field(default=())
    planned: bool = False
    rule_set: str = ""
    again_after: int | None = None
    basis: str = ""


@action
def open_survey(
    body: Unit, *, year: int, asker: str, title: str, deadline: dt.date, note: str = "", by: Actor
) -> NeedsSurvey:
    """Begin a survey of the needs of a year among the units below one; nobody sees it but the office."""
    check_may_survey(by)
    if deadline < clock.today():
        raise Refused("deadline_passed", phrases.DEADLINE_PASSED, day=f"{deadline:%d/%m/%Y}")
    facts = {"year": year, "asker": asker, "title": title, "deadline": deadline, "note": note}
    survey = NeedsSurvey.objects.create(body=body, **facts)
    audit.record("needs.survey_opened", survey, by=by, title=title, year=year, unit=body.name)
    return survey


@action
def ask_about(survey: NeedsSurvey, groups: Sequence[str], *, asking: Asking, by: Actor) -> list[SurveyRow]:
    """Ask about one programme for each of these position groups; those that are asked about already are left alone."""
    check_may_survey(by)
    _draft(survey)
    check_groups(groups)
    if not groups:
        raise Refused("no_groups", phrases.NO_GROUPS)
    title = _checked_title(asking)
    known = set(survey.rows.filter(title=title).values_list("group", flat=True))
    last = survey.rows.aggregate(last=Max("place"))["last"] or 0
    facts = {
        "programme": asking.programme,
        "title": title,
        "also": list(dict.fromkeys(asking.also)),
        "planned": asking.planned,
        "rule_set": asking.rule_set,
        "again_after": asking.again_after or None,
        "basis": asking.basis,
    }
    new = [group for group in dict.fromkeys(groups) if group not in known]
    rows = SurveyRow.objects.bulk_create(
        SurveyRow(survey=survey, place=place, group=group, **facts) for place, group in enumerate(new, start=last + 1)
    )
    audit.record("needs.row_asked", survey, by=by, title=title, groups=", ".join(new))
    return rows


@action
def drop_row(survey: NeedsSurvey, row: int, *, by: Actor) -> None:
    """Take a row (by id) out of a survey that nobody has seen yet."""
    check_may_survey(by)
    _draft(survey)
    found = survey.rows.filter(pk=row).first()
    if found is None:
        raise Refused("no_such_row", phrases.NO_SUCH_ROW)
    found.delete()
    audit.record("needs.row_dropped", survey, by=by, title=found.title, groups=found.group)


@action
def ask_units(survey: NeedsSurvey, units: Sequence[Unit], *, by: Actor) -> int:
    """Ask exactly these units; those that were to be asked before and are not among them are asked no more."""
    check_may_survey(by)
    _draft(survey)
    wanted = list(dict.fromkeys(unit.pk for unit in units))
    if not wanted:
        raise Refused("nobody_asked", phrases.NOBODY_ASKED)
    NeedsForm.objects.filter(survey=survey).exclude(unit__in=wanted).delete()
    known = set(NeedsForm.objects.filter(survey=survey).values_list("unit", flat=True))
    NeedsForm.objects.bulk_create(NeedsForm(survey=survey, unit_id=unit) for unit in wanted if unit not in known)
    audit.record("needs.units_asked", survey, by=by, units=len(wanted))
    return len(wanted)


@action
def publish_survey(survey: NeedsSurvey, *, by: Actor) -> NeedsSurvey:
    """Let the units that are asked see it and answer."""
    check_may_survey(by)
    survey.hold()
    units = survey.forms.count()
    if why := why_not(survey, "publish", rows=survey.rows.count(), units=units, on=clock.today()):
        raise Refused("cannot_publish_survey", why)
    survey.state = next_state(SurveyState, survey.state, "publish")
    survey.published_on, survey.published_by = clock.today(), by.name
    survey.save()
    audit.record("needs.survey_published", survey, by=by, units=units, day=survey.deadline)
    return survey


@action
def extend_survey(survey: NeedsSurvey, *, until: dt.date, why: str, by: Actor) -> NeedsSurvey:
    """Give the units until a later day, with a reason."""
    check_may_survey(by)
    _published(survey, "extend")
    if not why.strip():
        raise Refused("why_wanted", phrases.WHY_WANTED)
    if until <= survey.deadline or until < clock.today():
        raise Refused("not_later", phrases.NOT_LATER, day=f"{survey.deadline:%d/%m/%Y}")
    survey.state = next_state(SurveyState, survey.state, "extend")
    survey.deadline, survey.extended_why = until, why
    survey.save()
    audit.record("needs.survey_extended", survey, by=by, until=until, why=why)
    return survey


@action
def close_survey(survey: NeedsSurvey, *, by: Actor) -> NeedsSurvey:
    """Take no more answers: what was submitted is what the year's plan is drawn from."""
    check_may_survey(by)
    _published(survey, "close")
    survey.state = next_state(SurveyState, survey.state, "close")
    survey.closed_on = clock.today()
    survey.save()
    audit.record("needs.survey_closed", survey, by=by, day=survey.closed_on)
    return survey


def _checked_title(asking: Asking) -> str:
    """What is asked about, in words; a code that is given must be that of a programme or of a set of rules."""
    for code in (asking.programme, *asking.also):
        if code and programme_named(code) is None:
            raise Refused("no_such_programme", phrases.NO_SUCH_PROGRAMME, value=code)
    if asking.rule_set and asking.rule_set not in rule_set_codes():
        raise Refused("no_such_rules", NO_SUCH_RULES, rules=asking.rule_set)
    known = programme_named(asking.programme) if asking.programme else None
    title = asking.title.strip() or (known.name if known else "")
    if not title:
        raise Refused("no_title", phrases.NO_TITLE)
    return title


def _draft(survey: NeedsSurvey) -> None:
    """Hold a survey whose content may still change."""
    survey.hold()
    if why := why_not(survey, "draft", rows=0, units=0, on=clock.today()):
        raise Refused("survey_stands", why)
    survey.state = next_state(SurveyState, survey.state, "draft")


def _published(survey: NeedsSurvey, act: str) -> None:
    survey.hold()
    if why := why_not(survey, act, rows=0, units=0, on=clock.today()):
        raise Refused("survey_not_open", why)
