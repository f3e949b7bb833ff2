from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from khaigiang.apps.certificates import actions, queries, tables
from khaigiang.apps.certificates.exports import CertificateFiles, check_page
from khaigiang.apps.certificates.models import Certificate, Register
from khaigiang.apps.certificates.permissions import check_may_certify
from khaigiang.apps.classes.permissions import check_may_see_class, check_may_see_enrolment
from khaigiang.apps.classes.queries import class_head, classes_with_lines
from khaigiang.apps.papers.actions import PDF
from khaigiang.core.states import CertificateState, ClassState
from khaigiang.documents.certificate import LARGEST_FILE, qr_code
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, list_rows

REFUSED = 422
PAGE_FILE = "kiem-tra-chung-nhan.html"
_SEEN = tuple(f"completion__enrolment__{name}" for name in ("training_class", "nomination__list", "nomination__person"))


def of_class(request: HttpRequest, class_id: int) -> HttpResponse:
    """The certificates of a class, and issuing them."""
    shown = get_object_or_404(classes_with_lines(), pk=class_id)
    actor = current()
    check_may_see_class(actor, shown)
    refused = ""
    if request.method == "POST":
        try:
            made = actions.issue_certificates(shown, by=actor)
        except NotPermitted:
            raise
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Đã cấp %(n)s chứng nhận.") % {"n": len(made)}, extra_tags="good")
            return redirect("certificates:of_class", class_id=shown.pk)
    waiting, interim = queries.waiting_counts(shown)
    context = {
        "head": class_head(shown, actor),
        "rows": [queries.row_of(each) for each in queries.of_class(shown, actor)],
        "waiting": waiting,
        "interim": interim if shown.state == ClassState.FINISHED else 0,
        "may_certify": allowed(check_may_certify, actor),
        "refused": refused,
    }
    return render_page(request, "certificates/of_class.html", context, status=REFUSED if refused else 200)


def index(request: HttpRequest) -> HttpResponse:
    """The books."""
    return render_page(request, "certificates/index.html", {"registers": list(queries.registers())})


def register(request: HttpRequest, register_id: int) -> HttpResponse:
    """One book, by number."""
    shown = get_object_or_404(Register, pk=register_id)
    named = request.GET.get(SEARCH, "").strip()
    listing = list_rows(queries.in_book(shown, named=named), tables.REGISTER, request.GET)
    context = {
        "register": shown,
        "listing": listing,
        "rows": [queries.row_of(each) for each in listing.rows],
        "named": named,
    }
    return render_page(request, "certificates/register.html", context)


def certificate(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """One certificate with its code, and taking it back."""
    shown = _to_see(certificate_id)
    refused = ""
    if request.method == "POST":
        try:
            actions.revoke(shown, request.POST.get("why", ""), by=current())
        except NotPermitted:
            raise
        except Refused as refusal:
            refused = str(refusal)
        else:
            messages.success(request, _("Đã thu hồi chứng nhận."), extra_tags="good")
            return redirect("certificates:certificate", certificate_id=shown.pk)
    context = {
        "row": queries.row_of(shown),
        "may_revoke": shown.state == CertificateState.ISSUED and allowed(check_may_certify, current()),
        "refused": refused,
    }
    return render_page(request, "certificates/certificate.html", context, status=REFUSED if refused else 200)


def pdf(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The sealed file of one certificate."""
    del request
    shown = _to_see(certificate_id)
    return _file(CertificateFiles().pdf(shown), PDF, f'attachment; filename="chung-nhan-{shown.number:05d}.pdf"')


def code(request: HttpRequest, certificate_id: int) -> HttpResponse:
    """The QR code of one certificate, as a picture."""
    del request
    return _file(qr_code(_to_see(certificate_id).statement).encode(), "image/svg+xml", "inline")


@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Check a certificate: for everybody, without signing in; what is pasted stays out of addresses and logs."""
    text = request.POST.get("text", "").strip()[: 2 * queries.LONGEST_TEXT]
    sent = request.FILES.get("file")
    checked = None
    if request.method == "POST":
        keys = queries.known_keys()
        if sent is not None:
            checked = queries.check_file(sent.read(LARGEST_FILE + 1), keys=keys)
        else:
            checked = queries.check_anything(text, keys=keys)
    return render_page(request, "certificates/verify.html", {"text": text, "checked": checked})


@never_cache
def page(request: HttpRequest) -> HttpResponse:
    """The check page as a file to keep: for everybody. Never shown from here, for it works from a disk of one's own."""
    del request
    return _file(check_page(), "text/html; charset=utf-8", f'attachment; filename="{PAGE_FILE}"')


def _to_see(certificate_id: int) -> Certificate:
    shown = get_object_or_404(Certificate.objects.select_related("register", *_SEEN), pk=certificate_id)
    check_may_see_enrolment(current(), shown.completion.enrolment)
    return shown


def _file(data: bytes, media_type: str, disposition: str) -> HttpResponse:
    return HttpResponse(
        data,
        headers={
            "Content-Type": media_type,
            "Content-Disposition": disposition,
            "Cache-Control": "private, no-cache",
            "X-Content-Type-Options": "nosniff",
        },
    )
