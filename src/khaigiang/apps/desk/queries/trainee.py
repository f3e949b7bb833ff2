"""Học viên: where to be next, the own record, and nothing of anybody else."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.urls import reverse

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.certificates.queries import of_people, row_of
from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.classes.phrases import STATES
from khaigiang.apps.classes.queries import seats_of_trainee
from khaigiang.apps.delivery.queries import own_absences
from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.queries.changes import changes_for_classes
from khaigiang.apps.desk.queries.home import (
    A_WEEK,
    HALF_DAYS_SHOWN,
    Record,
    RoleHome,
    Way,
    class_days_of,
    coming_sessions,
    in_order,
    next_days,
    on_next_day,
)
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.apps.results.phrases import NOT_YET, STANDINGS
from khaigiang.apps.results.queries import completions_of, said_reasons
from khaigiang.apps.timetables.queries import lessons_with_facts
from khaigiang.core.completion import plain
from khaigiang.core.states import PaperState
from khaigiang.foundation.actor import Actor


def home(actor: Actor, *, on: dt.date) -> RoleHome | None:
    seats = list(seats_of_trainee(actor))
    if not seats:
        return None
    own = {each.training_class_id for each in seats}
    days = class_days_of(lessons_with_facts().filter(training_class__in=own, day__gte=on))
    return RoleHome(
        Role.TRAINEE,
        in_order(changes_for_classes([each.training_class for each in seats], on=on), on=on),
        next_days(coming_sessions(days, after=on), on=on, ahead=A_WEEK, shown=HALF_DAYS_SHOWN),
        on_next_day(days, on=on),
        records=tuple(records(seats)),
        ways=(
            Way(phrases.SEE_TIMETABLE, reverse("timetables:of_class", args=[seats[0].training_class_id])),
            Way(phrases.ASK, reverse("handbook:ask")),
        ),
    )


def records(seats: Sequence[Enrolment]) -> Iterable[Record]:
    """Each class of one person with the own summons, absences, result and certificate, in six queries."""
    summonses = {
        paper.about: paper
        for paper in Paper.objects.filter(
            kind=PaperKind.SUMMONS, state=PaperState.ISSUED, about__in=[_made_out_to(each) for each in seats]
        ).defer("content")
    }
    absences, completions = own_absences(seats), completions_of(seats)
    held = {each.completion.enrolment_id: each for each in of_people(seats)}
    for each in seats:
        completion, certificate = completions.get(each.pk), held.get(each.pk)
        taken, missed = absences.get(each.pk, (0, ()))
        yield Record(
            each,
            STATES[each.training_class.state],
            summonses.get(_made_out_to(each)),
            taken,
            missed,
            STANDINGS[completion.standing] if completion else NOT_YET,
            plain(completion.final) if completion and completion.final is not None else "",
            said_reasons(completion) if completion else (),
            row_of(certificate) if certificate else None,
        )


def _made_out_to(seat: Enrolment) -> str:
    return f"class:{seat.training_class_id}/unit:{seat.nomination.list.unit_id}"
