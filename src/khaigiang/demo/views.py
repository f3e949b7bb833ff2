from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.accounts.queries import is_demo
from khaigiang.demo.cases import played_here
from khaigiang.demo.figures import rows, shown
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import allowed
from khaigiang.web.pages import render_page


def case(request: HttpRequest) -> HttpResponse:
    """The case that was played in this data folder: what its report says beside what the product answers."""
    found = played_here() if is_demo() else None
    if found is None:
        return render_page(request, "demo/case.html", {"case": None})
    name, played, case = found
    asked = rows(case.figures, played)
    context = {
        "name": name,
        "case": case,
        "rows": [(row, shown(row.figure.expected), shown(row.actual), _opens(row.page)) for row in asked],
        "held": sum(row.holds for row in asked),
    }
    return render_page(request, "demo/case.html", context)


def _opens(page: str) -> bool:
    """Whether the reader's role opens a page; what is on it is that page's own matter."""
    return allowed(check_may_open, current(), resolve(urlsplit(page).path).view_name)
