"""Drafting a class's papers, and numbering them."""

import datetime as dt

from django.db.models import Q

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery import phrases
from khaigiang.apps.delivery.exports import about, paper_orders, second_summonses, sheet_of, signed_order
from khaigiang.apps.delivery.permissions import check_may_deliver
from khaigiang.apps.papers.actions import discard_drafts, draft, issue, let_issue
from khaigiang.apps.papers.models import Paper, PaperKind
from khaigiang.core.states import PaperState
from khaigiang.foundation import audit
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def draft_papers(training_class: TrainingClass, *, by: Actor) -> list[Paper]:
    """Draft a class's decision, its summonses, its list and its timetable, each with the blank number.

    Raises Refused for a class without a timetable: its papers say when it meets.
    """
    check_may_deliver(by)
    _refuse_without_timetable(training_class)
    made = [draft(order, by=by) for order in paper_orders(training_class, dated=None)]
    audit.record("delivery.papers_drafted", training_class, by=by, name=training_class.name, papers=len(made))
    return made


@action
def draft_again(training_class: TrainingClass, *, by: Actor) -> list[Paper]:
    """Draft the papers of a class anew after its people have changed.

    Nothing is done where nothing was drafted yet, and where one is issued meanwhile: a further summons tells the rest.
    """
    check_may_deliver(by)
    known = Paper.objects.filter(Q(about=about(training_class)) | Q(about__startswith=about(training_class) + "/"))
    states = set(known.values_list("state", flat=True))
    made = []
    if states == {PaperState.DRAFT} and training_class.lessons.exists():
        discard_drafts(known.filter(kind=PaperKind.SUMMONS), by=by)  # a unit may have nobody in it any more
        made = draft_papers(training_class, by=by)
    audit.record("delivery.papers_drafted_again", training_class, by=by, name=training_class.name, papers=len(made))
    return made


@action
def issue_papers(training_class: TrainingClass, *, dated: dt.date, by: Actor) -> list[Paper]:
    """Number and date a class's decision and then its summonses. Only where the office has automatic numbering on.

    Raises Refused for a class without a timetable, and while one of these papers has no draft.
    """
    check_may_deliver(by)
    _refuse_without_timetable(training_class)
    drafts = {
        paper.file_name: paper
        for paper in Paper.objects.filter(
            Q(about=about(training_class)) | Q(about__startswith=about(training_class) + "/")
        )
    }
    official = [order for order in paper_orders(training_class, dated=dated) if order.numbering is not None]
    for order in official:
        if order.file_name not in drafts:
            raise Refused("paper_not_drafted", phrases.NOT_DRAFTED, file=order.file_name)
    made = [
        issue(drafts[order.file_name], order, by=by)
        for order in official
        if drafts[order.file_name].state == PaperState.DRAFT
    ]
    audit.record("delivery.papers_issued", training_class, by=by, name=training_class.name, papers=len(made))
    return made


@action
def summon_newcomers(training_class: TrainingClass, *, by: Actor) -> list[Paper]:
    """Draft a second summons to each unit that was summoned already and has somebody new in the class: only for them.

    Nothing is drafted before the class has a timetable and its first summonses are issued.
    """
    check_may_deliver(by)
    orders = second_summonses(sheet_of(training_class)) if training_class.lessons.exists() else ()
    made = [draft(order, by=by) for order in orders]
    audit.record("delivery.newcomers_summoned", training_class, by=by, name=training_class.name, papers=len(made))
    return made


def _refuse_without_timetable(training_class: TrainingClass) -> None:
    if not training_class.lessons.exists():
        raise Refused("class_has_no_timetable", phrases.NO_TIMETABLE, name=training_class.name)


let_issue(PaperKind.OPENING_DECISION, signed_order)
let_issue(PaperKind.SUMMONS, signed_order)
