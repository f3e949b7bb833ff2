from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khaigiang.apps.classes import queries, tables
from khaigiang.apps.classes.bridge import why_here
from khaigiang.apps.classes.models import Enrolment, TrainingClass
from khaigiang.apps.classes.permissions import (
    check_may_see_class,
    check_may_see_enrolment,
    enrolments_of_units,
    sees_everybody,
)
from khaigiang.apps.classes.phrases import WHY
from khaigiang.apps.papers.permissions import check_may_issue
from khaigiang.apps.papers.phrases import STATES
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, list_rows

GROUP = "to"


def trainees(request: HttpRequest, class_id: int) -> HttpResponse:
    """The list of a class."""
    shown = _class_to_see(class_id)
    actor = current()
    group, named = request.GET.get(GROUP, ""), request.GET.get(SEARCH, "").strip()
    rows = queries.trainees(shown, group=group, named=named)
    if not sees_everybody(actor):
        rows = rows.filter(pk__in=enrolments_of_units(shown, actor.scope))
    listing = list_rows(rows, tables.TRAINEES, request.GET, each=tables.A_WHOLE_CLASS)
    context = {
        "head": queries.class_head(shown, actor),
        "listing": listing,
        "rows": [queries.trainee_row(each, actor) for each in listing.rows],
        "groups": list(shown.groups.all()),
        "group": group,
        "named": named,
    }
    return render_page(request, "classes/trainees.html", context)


def groups(request: HttpRequest, class_id: int) -> HttpResponse:
    """The study groups of a class."""
    shown = _class_to_see(class_id)
    context = {"head": queries.class_head(shown, current()), "groups": queries.group_cards(shown, current())}
    return render_page(request, "classes/groups.html", context)


def papers(request: HttpRequest, class_id: int) -> HttpResponse:
    """The papers of a class."""
    shown = _class_to_see(class_id)
    papers_shown = queries.papers_of_class(shown, current())
    context = {
        "head": queries.class_head(shown, current()),
        "papers": [(paper, STATES[paper.state]) for paper in papers_shown],
        "may_issue": allowed(check_may_issue, current()),
        "kinds": queries.papers_by_kind(papers_shown),
    }
    return render_page(request, "classes/papers.html", context)


def seat(request: HttpRequest, class_id: int, enrolment_id: int) -> HttpResponse:
    """Why one person is in this class."""
    enrolment = get_object_or_404(
        Enrolment.objects.select_related(
            "nomination__person",
            "nomination__unit",
            "nomination__list__unit",
            "group",
            *(f"training_class__{name}" for name in ("planned", "line__plan", "line__programme")),
        ).prefetch_related("nomination__reasons"),
        pk=enrolment_id,
        training_class=class_id,
    )
    check_may_see_enrolment(current(), enrolment)
    causes = why_here(enrolment)
    context = {
        "head": queries.class_head(enrolment.training_class, current()),
        "seat": queries.seat(enrolment, current(), WHY[causes[0].code] if causes else ""),
    }
    return render_page(request, "classes/seat.html", context)


def _class_to_see(class_id: int) -> TrainingClass:
    shown = get_object_or_404(queries.classes_with_lines(), pk=class_id)
    check_may_see_class(current(), shown)
    return shown
