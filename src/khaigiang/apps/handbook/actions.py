from collections.abc import Sequence

from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.handbook import phrases
from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.apps.handbook.permissions import check_may_answer, check_may_ask
from khaigiang.apps.handbook.queries import differing, plain_words
from khaigiang.apps.instruments.actions import cite
from khaigiang.apps.plans.permissions import check_may_plan
from khaigiang.core.states import NotAllowed, QuestionState, next_state
from khaigiang.data.handbook import PackagedEntry
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Phrase, Refused


@action
def load_packaged(entries: Sequence[PackagedEntry], *, by: Actor) -> int:
    """Bring the packaged entries to this program's version. Safe to repeat; entries of the office's own stay.

    Returns how many were new or differed.
    """
    check_may_plan(by)
    changed = differing(entries)
    known = Entry.objects.in_bulk([each.code for each in changed], field_name="code")
    for each in changed:
        row = known.get(each.code) or Entry(code=each.code, published_on=clock.today())
        _write(row, each.field, each.question, each.answer, each.sources, verified=each.verified)
        row.instruments.set(
            cite(text.number, issuer=text.issuer, issued_on=text.issued_on, title=text.title, by=by)
            for text in each.instruments
        )
    audit.record("handbook.loaded", "handbook", by=by, entries=len(entries), changed=len(changed))
    return len(changed)


@action
def ask(text: str, *, field: str, by: Actor) -> Question:
    """Put a question to those who know."""
    check_may_ask(by)
    if not text.strip():
        raise Refused("empty_question", phrases.EMPTY_QUESTION)
    _check_field(field)
    user = user_of(by).select_related("person").first()
    question = Question.objects.create(
        text=text.strip(),
        field=field,
        asker=by.id,
        asked_by=user.person if user else None,
        asked_by_name=by.name,
        asked_at=clock.now(),
    )
    audit.record("handbook.asked", question, by=by, field=field)
    return question


@action
def answer(question: Question, text: str, *, by: Actor) -> Question:
    """Answer a question, or better an answer that is not published yet."""
    check_may_answer(by)
    question = _held(question)
    question.state = _next(question, "answer", phrases.ALREADY_PUBLISHED)
    if not text.strip():
        raise Refused("empty_answer", phrases.EMPTY_ANSWER)
    question.answer, question.answered_by, question.answered_at = text.strip(), by.name, clock.now()
    question.save()
    audit.record("handbook.answered", question, by=by)
    return question


@action
def publish(
    question: Question, *, wording: str, text: str, field: str, sources: str, verified: bool, by: Actor
) -> Entry:
    """Make a question that was answered an entry, worded for everybody: without names, and with its sources.

    ``verified``: somebody has compared the answer with the text of the instrument.
    """
    check_may_answer(by)
    question = _held(question)
    question.state = _next(question, "publish", phrases.ANSWERED_BEFORE_PUBLISHED)
    if not wording.strip():
        raise Refused("empty_question", phrases.EMPTY_QUESTION)
    if not text.strip():
        raise Refused("empty_answer", phrases.EMPTY_ANSWER)
    _check_field(field)
    entry = Entry(code=f"hoi-{question.pk}", published_on=clock.today())
    _write(entry, field, wording.strip(), text.strip(), sources.strip(), verified=verified)
    question.entry = entry
    question.save()
    audit.record("handbook.published", entry, by=by, question=question.pk)
    return entry


def _held(question: Question) -> Question:
    """The row as it is now, which nobody else changes until we are done."""
    return Question.objects.select_for_update().get(pk=question.pk)


def _next(question: Question, verb: str, otherwise: Phrase) -> str:
    try:
        return next_state(QuestionState, question.state, verb)
    except NotAllowed as error:
        raise Refused(f"question_not_to_{verb}", otherwise) from error


def _check_field(field: str) -> None:
    if field not in phrases.FIELDS:
        raise Refused("unknown_field", phrases.UNKNOWN_FIELD, field=field)


def _write(entry: Entry, field: str, question: str, answer: str, sources: str, *, verified: bool) -> None:
    entry.field, entry.question, entry.answer, entry.sources = field, question, answer, sources
    entry.verified = verified
    entry.folded_question, entry.folded_answer = plain_words(question), plain_words(f"{field} {answer} {sources}")
    entry.save()
