import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from khaigiang.apps.needs import exports, phrases
from khaigiang.apps.needs.bridge import Consolidated, Ground
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.apps.needs.permissions import (
    check_may_see_needs_of,
    check_may_see_survey,
    check_may_survey,
    sees_all_needs,
)
from khaigiang.apps.needs.queries import day_of
from khaigiang.apps.papers.actions import XLSX
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import address, part_of

ROOT, CHOSEN, DAY = "don_vi", "chon", "ngay"


def consolidated(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Needs added up below one unit: by programme and group, by unit, each source by itself."""
    ground, root = _ground(request, survey_id)
    return _page(request, ground.below(root))


def consolidated_book(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The same as a workbook."""
    ground, root = _ground(request, survey_id)
    return _workbook(
        exports.needs_workbook(ground.below(root), stamp=clock.now()), f"nhu-cau-{ground.survey.year}.xlsx"
    )


def plan_draft(request: HttpRequest, survey_id: int) -> HttpResponse:
    """What somebody chose of the needs as rows of the plan's workbook; nothing is entered anywhere.

    Where nothing was chosen the same page says so.
    """
    check_may_survey(current())
    ground, root = _ground(request, survey_id)
    wanted = [
        exports.Chosen(key, _number(request, f"so-{key}", 0), max(1, _number(request, f"lop-{key}", 1)))
        for key in request.GET.getlist(CHOSEN)
    ]
    try:
        book = exports.plan_draft(ground, wanted, root=root)
    except Refused as refused:
        return _page(request, ground.below(root), refused=str(refused))
    return _workbook(book, f"du-thao-ke-hoach-{ground.survey.year}.xlsx")


def _ground(request: HttpRequest, survey_id: int) -> tuple[Ground, int]:
    """What is added up, and below which unit: the one asked for, else the highest that the reader may see."""
    actor = current()
    survey = get_object_or_404(NeedsSurvey.objects.select_related("body"), pk=survey_id)
    check_may_see_survey(actor, survey)
    asked = number_asked(request.GET.get(ROOT, ""))
    if asked is not None:
        check_may_see_needs_of(actor, asked)
    ground = Ground(survey, on=_day(request, survey), actor=actor)
    if asked is None and not sees_all_needs(actor):
        asked = next((unit for unit in ground.downwards() if unit in actor.scope), None)
    root = survey.body_id if asked is None else asked
    check_may_see_needs_of(actor, root)
    if root not in ground.names:
        raise Http404
    return ground, root


def _day(request: HttpRequest, survey: NeedsSurvey) -> dt.date:
    """The day whose records are asked; whatever is no day asks for the usual one."""
    try:
        return dt.date.fromisoformat(request.GET.get(DAY, ""))
    except ValueError:
        return day_of(survey, today=clock.today())


def _number(request: HttpRequest, name: str, usual: int) -> int:
    found = number_asked(request.GET.get(name, ""))
    return usual if found is None else min(found, exports.MOST)


def _page(request: HttpRequest, found: Consolidated, *, refused: str = "") -> HttpResponse:
    survey = found.survey
    context = {
        "found": found,
        "survey": survey,
        "mark": phrases.SURVEY_STATES[survey.state],
        "notes": exports.notes_of(found),
        "may_draft": allowed(check_may_survey, current()),
        "trail": found.trail if sees_all_needs(current()) else found.trail[-1:],
        "same": address(part_of(request.GET, ROOT, DAY)),
        "asked_day": part_of(request.GET, DAY).urlencode(),
        "refused": refused,
    }
    return render_page(request, "needs/consolidated.html", context)


def _workbook(content: bytes, name: str) -> HttpResponse:
    disposition = f'attachment; filename="{name}"'
    return HttpResponse(content, headers={"Content-Type": XLSX, "Content-Disposition": disposition})
