from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from khaigiang.apps.accounts.permissions import check_may_open
from khaigiang.apps.catalogue.actions import ARRANGEMENT, arrange_topic
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.catalogue.permissions import check_may_arrange_topics
from khaigiang.apps.schools import actions, phrases, queries, tables
from khaigiang.apps.schools.forms import ClosedDaysForm, LimitsForm, TopicForm, WishesForm
from khaigiang.apps.schools.models import ClosedDay, Lecturer, Venue
from khaigiang.apps.schools.permissions import check_may_state_needs
from khaigiang.foundation.actor import current
from khaigiang.foundation.asked import number_asked
from khaigiang.foundation.refusal import NotPermitted, Refused, allowed
from khaigiang.web.pages import render_page
from khaigiang.web.tables import list_rows

REFUSED = 422
VENUE, TOPIC = "dia_diem", "chuyen_de"


def closed_days(request: HttpRequest) -> HttpResponse:
    """The days on which no class is held at a venue; more are closed here, and opened again."""
    act = request.POST.get("act", "")
    form = ClosedDaysForm(request.POST if act == "close" else None, label_suffix="")
    if act == "reopen":
        closed = get_object_or_404(ClosedDay, pk=number_asked(request.POST.get("day", "")) or 0)
        actions.reopen_day(closed, by=current())
        return _done(request, "reopen", reverse("schools:closed_days"))
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.close_days(said.pop("venue"), **said, by=current())
        except NotPermitted:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, "close", reverse("schools:closed_days"))
    context = {
        "listing": list_rows(queries.closed_days(), tables.CLOSED_DAYS, request.GET),
        "may": allowed(check_may_state_needs, current()),
        "may_see_wishes": allowed(check_may_open, current(), "schools:wishes"),
        "form": form,
    }
    return render_page(request, "schools/closed_days.html", context, status=REFUSED if form.errors else 200)


def wishes(request: HttpRequest) -> HttpResponse:
    """How much each wish weighs for the timetables of a venue, or of all that state nothing themselves."""
    chosen = number_asked(request.GET.get(VENUE, ""))
    venue = get_object_or_404(Venue, pk=chosen) if chosen else None
    stated, act = queries.wishes_of(venue), request.POST.get("act", "")
    holds = stated or queries.wishes_of(None)
    form = WishesForm(
        request.POST if act == "state" else None, label_suffix="", initial=dict(holds.weights) if holds else None
    )
    here = f"{reverse('schools:wishes')}?{VENUE}={venue.pk}" if venue else reverse("schools:wishes")
    if act == "usual":
        actions.state_wishes(venue, weights={}, by=current())
        return _done(request, "usual", here)
    if form.is_valid():
        actions.state_wishes(venue, weights=form.cleaned_data, by=current())
        return _done(request, "wishes", here)
    context = {
        "venue": venue,
        "venues": [(each, each == venue) for each in Venue.objects.all()],
        "stated": stated,
        "may": allowed(check_may_state_needs, current()),
        "form": form,
        "shown": [(field.label, field.help_text, field.value()) for field in form],
    }
    return render_page(request, "schools/wishes.html", context, status=REFUSED if form.errors else 200)


def limits(request: HttpRequest, lecturer_id: int) -> HttpResponse:
    """How many half-days a lecturer gives at most, and at which venue they work."""
    lecturer = get_object_or_404(Lecturer.objects.select_related("person"), pk=lecturer_id)
    stated = {"max_per_day": lecturer.max_per_day, "max_per_week": lecturer.max_per_week}
    initial = stated | {"home_venue": lecturer.home_venue_id}
    form = LimitsForm(request.POST if request.method == "POST" else None, label_suffix="", initial=initial)
    if form.is_valid():
        try:
            actions.state_limits(lecturer, **form.cleaned_data, by=current())
        except NotPermitted:
            raise
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _done(request, "limits", reverse("timetables:lecturer", args=[lecturer_id]))
    context = {"lecturer": lecturer, "form": form}
    return render_page(request, "schools/limits.html", context, status=REFUSED if form.errors else 200)


def topics(request: HttpRequest, programme_id: int) -> HttpResponse:
    """How the topics of a programme are held; one is chosen to change it."""
    programme = get_object_or_404(queries.programmes_with_topics(), pk=programme_id)
    rows = [topic for module in programme.modules.all() for topic in module.topics.all()]
    chosen = number_asked(request.GET.get(TOPIC, ""))
    topic = next((row for row in rows if row.pk == chosen), None)
    may = allowed(check_may_arrange_topics, current()) and not programme.frozen
    form = None
    if topic is not None and (may or request.method == "POST"):
        stated = {name: getattr(topic, name) for name in ARRANGEMENT}
        form = TopicForm(request.POST if request.method == "POST" else None, of=topic, label_suffix="", initial=stated)
        if form.is_valid() and _arranged(topic, form):
            return _done(request, "topic", reverse("schools:topics", args=[programme_id]))
    context = {
        "programme": programme,
        "topic": topic,
        "rows": [(row, phrases.arrangement(row)) for row in rows],
        "may": may,
        "form": form,
    }
    return render_page(request, "schools/topics.html", context, status=REFUSED if form and form.errors else 200)


def _arranged(topic: Topic, form: TopicForm) -> bool:
    """Whether it could be written down; why not stands in the form."""
    try:
        arrange_topic(topic, **{"spread": False, "one_lecturer": False} | form.cleaned_data, by=current())
    except NotPermitted:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _done(request: HttpRequest, act: str, to: str) -> HttpResponse:
    messages.success(request, str(phrases.SAID[act]), extra_tags="good")
    return redirect(to)
