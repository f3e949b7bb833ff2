"""A page, or the one fragment of it that was asked for."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

_NAME = re.compile(r"[a-z][a-z_]*")
UNKNOWN_ACT = _("Trang không rõ việc được yêu cầu nên chưa làm gì. Hãy dùng nút trên trang.")
STOP_POLLING = 286


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with the page; when ``HX-Target`` names a fragment of its template, with that fragment only.

    A fragment is a ``{% partialdef name inline %}`` in the page's own template, and fills the element of that id.
    """
    target = request.headers.get("HX-Target", "")
    found = None
    if _NAME.fullmatch(target):
        try:
            found = get_template(f"{template}#{target}")
        except TemplateDoesNotExist:
            found = None
    found = found or get_template(template)
    response = HttpResponse(found.render(dict(context or {}), request), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
