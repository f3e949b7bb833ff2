from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import condition

from khaigiang.apps.papers.models import Paper
from khaigiang.apps.papers.permissions import check_may_read
from khaigiang.foundation.actor import current


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
