from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from khaigiang.apps.handbook import actions, queries, tables
from khaigiang.apps.handbook.forms import AnswerForm, AskForm, PublishForm
from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.apps.handbook.permissions import READERS, check_may_answer, check_may_see_question
from khaigiang.apps.handbook.phrases import STATES
from khaigiang.core.states import QuestionState
from khaigiang.foundation import clock
from khaigiang.foundation.actor import current
from khaigiang.foundation.refusal import Refused, allowed
from khaigiang.web.marks import Mark
from khaigiang.web.pages import render_page
from khaigiang.web.tables import SEARCH, address, list_rows, part_of

FIELD = "linh_vuc"


def index(request: HttpRequest) -> HttpResponse:
    """The handbook by field, narrowed by words, with or without diacritics, or by a field."""
    words = request.GET.get(SEARCH, "").strip()
    field = request.GET.get(FIELD, "")
    everything = queries.found(words)
    fields = queries.chapters(everything)
    shown = everything.filter(field=field) if field else everything
    context = {
        "words": words,
        "field": field,
        "fields": [
            (each.field, len(each.entries), address(part_of(request.GET, SEARCH), **{FIELD: each.field}))
            for each in fields
        ],
        "everywhere": address(part_of(request.GET, SEARCH)),
        "chapters": [(each.field, _marked(each.entries)) for each in queries.chapters(queries.with_instruments(shown))],
        "may_answer": allowed(check_may_answer, current()),
    }
    return render_page(request, "handbook/index.html", context)


def book(request: HttpRequest) -> HttpResponse:
    """All of it on one page, to be printed."""
    chapters = queries.chapters(queries.with_instruments(queries.found("")))
    context = {
        "chapters": [(each.field, _marked(each.entries)) for each in chapters],
        "on": clock.today(),
    }
    return render_page(request, "handbook/book.html", context)


def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    shown = get_object_or_404(Entry.objects.prefetch_related("instruments"), pk=entry_id)
    context = {"entry": shown, "marks": queries.marks(shown, on=clock.today()), "texts": list(shown.instruments.all())}
    return render_page(request, "handbook/entry.html", context)


def ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            asked = actions.ask(form.cleaned_data["text"], field=form.cleaned_data["field"], by=current())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã gửi câu hỏi. Câu trả lời sẽ hiện ở trang này."))
            return redirect("handbook:question", question_id=asked.pk)
    return render_page(request, "handbook/ask.html", {"form": form}, status=_status(form))


def questions(request: HttpRequest) -> HttpResponse:
    """For those who answer: what was asked, what waits first. For others: what they asked."""
    listing = list_rows(queries.questions_for(current()), tables.QUESTIONS, request.GET)
    context = {
        "listing": listing,
        "rows": [(row, STATES[row.state]) for row in listing.rows],
        "may_answer": allowed(check_may_answer, current()),
        "sees_all": current().has(*READERS),
        "waiting": queries.waiting(),
    }
    return render_page(request, "handbook/questions.html", context)


def question(request: HttpRequest, question_id: int) -> HttpResponse:
    """A question with its answer; who may answer finds the form under it."""
    asked = get_object_or_404(Question.objects.select_related("entry"), pk=question_id)
    check_may_see_question(current(), asked)
    if request.method == "POST":
        check_may_answer(current())
    form = AnswerForm(
        request.POST if request.method == "POST" else None, initial={"answer": asked.answer}, label_suffix=""
    )
    if form.is_valid():
        try:
            actions.answer(asked, form.cleaned_data["answer"], by=current())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã ghi câu trả lời."))
            return redirect("handbook:question", question_id=asked.pk)
    may_answer = allowed(check_may_answer, current())
    context = {
        "question": asked,
        "mark": STATES[asked.state],
        "form": form if may_answer and asked.state != QuestionState.PUBLISHED else None,
        "may_publish": may_answer and asked.state == QuestionState.ANSWERED,
    }
    return render_page(request, "handbook/question.html", context, status=_status(form))


def publish(request: HttpRequest, question_id: int) -> HttpResponse:
    """The form of the entry that a question and its answer become."""
    check_may_answer(current())
    asked = get_object_or_404(Question, pk=question_id)
    initial = {"field": asked.field, "wording": asked.text, "text": asked.answer}
    form = PublishForm(request.POST if request.method == "POST" else None, initial=initial, label_suffix="")
    if form.is_valid():
        try:
            made = actions.publish(asked, **form.cleaned_data, by=current())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã đưa vào sổ tay."))
            return redirect("handbook:entry", entry_id=made.pk)
    return render_page(request, "handbook/publish.html", {"form": form, "question": asked}, status=_status(form))


def _marked(entries: Iterable[Entry]) -> list[tuple[Entry, list[Mark]]]:
    return [(each, list(queries.marks(each, on=clock.today()))) for each in entries]


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
