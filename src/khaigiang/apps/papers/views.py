from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import condition

from khaigiang.apps.papers import actions, phrases
from khaigiang.apps.papers.forms import IssueForm
from khaigiang.apps.papers.models import Paper
from khaigiang.apps.papers.permissions import check_may_issue, check_may_read
from khaigiang.core.states import PaperState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import NotPermitted, Refused
from khaigiang.web.pages import render_page


def _digest(_request: HttpRequest, paper_id: int) -> str | None:
    digest = Paper.objects.filter(pk=paper_id).values_list("digest", flat=True).first()
    return f'"{digest}"' if digest else None


def download(request: HttpRequest, paper_id: int) -> HttpResponse:
    """A paper's own bytes, under its own file name, to those who may read it."""
    paper = get_object_or_404(Paper.objects.defer("content"), pk=paper_id)
    check_may_read(current(), paper)
    return _send(request, paper_id)


@condition(etag_func=_digest)
def _send(request: HttpRequest, paper_id: int) -> HttpResponse:
    del request
    paper = Paper.objects.get(pk=paper_id)
    return HttpResponse(
        bytes(paper.content),
        headers={
            "Content-Type": paper.media_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(paper.file_name)}",
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )


def issue(request: HttpRequest, paper_id: int) -> HttpResponse:
    """Write down the number, the day and the signer of a paper that was signed."""
    paper = get_object_or_404(Paper.objects.defer("content"), pk=paper_id)
    check_may_read(current(), paper)
    check_may_issue(current())
    sent = request.method == "POST"
    form = IssueForm(request.POST if sent else None, initial={"dated": clock.today()}, label_suffix="")
    if form.is_valid():
        said = form.cleaned_data
        try:
            signed = actions.Signed(said["dated"], said["signer"])
            actions.issue_signed(paper, signed, number=said["number"], by=current())
        except NotPermitted:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
            paper.refresh_from_db()
        else:
            messages.success(request, str(phrases.SAID_ISSUED), extra_tags="good")
            return redirect("papers:issue", paper_id=paper.pk)
    context = {
        "paper": paper,
        "mark": phrases.STATES[paper.state],
        "issued": paper.state == PaperState.ISSUED,
        "form": form,
    }
    return render_page(request, "papers/issue.html", context, status=422 if form.errors else 200)
