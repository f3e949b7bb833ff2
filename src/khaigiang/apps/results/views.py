from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.permissions import check_may_see_class
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.papers.actions import XLSX, slug
from khaigiang.apps.results import actions, phrases, queries
from khaigiang.apps.results.forms import read_grid
from khaigiang.apps.results.imports import checked_marks, mark_book, take_in_marks
from khaigiang.apps.results.permissions import check_may_judge, check_may_mark
from khaigiang.foundation.actor import Actor, current
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.intake.annotating import annotated_name
from khaigiang.intake.phrases import message, place
from khaigiang.intake.refusal import FilesRefused
from khaigiang.intake.sheets import oversized
from khaigiang.web.pages import render_page

REFUSED = 422


def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """Marks, remarks and completion of a class; each of the forms on it names what it asks for in ``act``."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_see_class(current(), shown)
    if request.method != "POST":
        return _page(request, shown)
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        return _page(request, shown, status=REFUSED)
    try:
        return act(request, shown, current())
    except NotPermitted:
        raise
    except FilesRefused as refused:
        faults = [f"{place(each)}: {message(each)}" for each in refused.findings]
        return _page(request, shown, {"refused": str(refused), "faults": faults}, status=REFUSED)
    except Refused as refused:
        return _page(request, shown, {"refused": str(refused)}, status=REFUSED)


def mark_sheet(request: HttpRequest, class_id: int) -> HttpResponse:
    """The mark sheet to fill in, with everyone's name."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    check_may_mark(current())
    try:
        book = mark_book(shown)
    except Refused as refused:
        return _page(request, shown, {"refused": str(refused)}, status=REFUSED)
    name = f"bang-diem-{slug(shown.code)}.xlsx"
    return HttpResponse(
        book,
        headers={
            "Content-Type": XLSX,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _page(
    request: HttpRequest, shown: TrainingClass, more: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    actor = current()
    assessments = queries.assessments_of(shown)
    rows = queries.result_rows(shown, assessments, actor)
    context = {
        "head": class_head(shown, actor),
        "assessments": assessments,
        "rows": rows,
        "tally": queries.tally(rows),
        "may_mark": allowed(check_may_mark, actor),
        "may_judge": allowed(check_may_judge, actor),
        "refused": "",
        "faults": [],
        **(more or {}),
    }
    return render_page(request, "results/of_class.html", context, status=status)


def _record(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    check_may_mark(actor)
    assessments = queries.assessments_of(shown)
    grid = read_grid(request.POST.dict(), queries.result_rows(shown, assessments, actor))
    if grid.strangers:
        said = str(phrases.NOT_OF_CLASS) % {"name": shown.name}
        return _page(request, shown, {"rows": grid.rows, "refused": said}, status=REFUSED)
    if grid.faults:
        said = str(phrases.FAULTY_GRID) % {"count": grid.faults}
        return _page(request, shown, {"rows": grid.rows, "refused": said}, status=REFUSED)
    try:
        changed = actions.record_grid(shown, grid.marks, grid.remarks, by=actor)
    except Refused as refused:
        return _page(request, shown, {"rows": grid.rows, "refused": str(refused)}, status=REFUSED)
    return _done(request, shown, _("Đã ghi %(n)s ô.") % {"n": changed})


def _all_well(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    """State for everybody of whom nothing is stated yet that they took part and obeyed."""
    rows = queries.result_rows(shown, [], actor)
    remarks = {row.enrolment.pk: (row.took_part != "khong", row.obeyed != "khong") for row in rows if not row.sealed}
    actions.state_remarks(shown, remarks, by=actor)
    return _done(request, shown, _("Đã ghi nhận xét cho cả lớp; người đã có nhận xét khác được giữ nguyên."))


def _take_in(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    check_may_mark(actor)
    sent = request.FILES.get("file")
    if sent is None:
        return _page(request, shown, {"refused": _("Hãy chọn tệp bảng điểm.")}, status=REFUSED)
    if faults := oversized(str(sent.name), sent.size or 0):
        raise FilesRefused(faults)
    name, data = str(sent.name), sent.read()
    if request.POST["act"] == "check":
        return _given_back(request, shown, name, checked_marks(shown, name, data, by=actor))
    changed = take_in_marks(shown, name, data, by=actor)
    return _done(request, shown, _("Đã ghi %(n)s ô.") % {"n": changed})


def _given_back(request: HttpRequest, shown: TrainingClass, name: str, book: bytes | None) -> HttpResponse:
    """A checked workbook with its cells marked; where nothing was found, that is said."""
    if book is None:
        return _done(request, shown, str(phrases.FAULTLESS))
    disposition = content_disposition_header(as_attachment=True, filename=annotated_name(name))
    return HttpResponse(book, headers={"Content-Type": XLSX, "Content-Disposition": disposition or ""})


def _set_up(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    actions.set_up_assessments(shown.line.programme, by=actor)
    return _done(request, shown, _("Đã lập bài kiểm tra theo chương trình."))


def _judge(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    actions.judge_class(shown, by=actor)
    return _done(request, shown, _("Đã xét kết quả; lý do ghi ở từng người."))


def _recognise(request: HttpRequest, shown: TrainingClass, actor: Actor) -> HttpResponse:
    actions.draft_recognition(shown, by=actor)
    return _done(request, shown, _("Đã soạn dự thảo quyết định công nhận; xem ở mục Văn bản của lớp."))


def _done(request: HttpRequest, shown: TrainingClass, said: str) -> HttpResponse:
    messages.success(request, said, extra_tags="good")
    return redirect("results:of_class", class_id=shown.pk)


ACTS: Mapping[str, Callable[[HttpRequest, TrainingClass, Actor], HttpResponse]] = {
    "record": _record,
    "all_well": _all_well,
    "file": _take_in,
    "check": _take_in,
    "set_up": _set_up,
    "judge": _judge,
    "recognise": _recognise,
}
