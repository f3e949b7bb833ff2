import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Count, F, Min, QuerySet

from khaigiang.apps.handbook.models import Entry, Question
from khaigiang.apps.handbook.permissions import READERS
from khaigiang.apps.handbook.phrases import FIELDS, NO_LONGER_IN_FORCE, UNVERIFIED
from khaigiang.core.states import QuestionState
from khaigiang.core.vietnamese import fold
from khaigiang.data.handbook import PackagedEntry
from khaigiang.foundation.actor import Actor
from khaigiang.web.marks import Mark


@dataclass(frozen=True, slots=True)
class Chapter:
    """A field with its entries."""

    field: str
    entries: tuple[Entry, ...]


def plain_words(text: str) -> str:
    """Without diacritics and signs, in lower case: ``171/2025/NĐ-CP`` becomes ``171 2025 nd cp``."""
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def found(words: str) -> QuerySet[Entry]:
    """The entries that have every word, each at least by its beginning, the nearest first; all without a word."""
    wanted = plain_words(words).split()
    if not wanted:
        return Entry.objects.all()
    query = SearchQuery(" & ".join(f"{word}:*" for word in wanted), config="simple", search_type="raw")
    return Entry.objects.filter(words=query).order_by(SearchRank(F("words"), query).desc(), "code")


def with_instruments(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    return entries.prefetch_related("instruments")


def chapters(entries: Iterable[Entry]) -> tuple[Chapter, ...]:
    """By field in the order of the handbook; a field that the office added comes after, by its name."""
    by_field: dict[str, list[Entry]] = {}
    for entry in entries:
        by_field.setdefault(entry.field, []).append(entry)
    order = sorted(by_field, key=lambda field: (FIELDS.index(field) if field in FIELDS else len(FIELDS), field))
    return tuple(Chapter(field, tuple(by_field[field])) for field in order)


def marks(entry: Entry, *, on: dt.date) -> Sequence[Mark]:
    """What a reader must know before relying on the answer; its instruments should be fetched with it."""
    ended = any(text.valid_to and text.valid_to < on for text in entry.instruments.all())
    return [mark for mark, holds in ((UNVERIFIED, not entry.verified), (NO_LONGER_IN_FORCE, ended)) if holds]


def as_facts(entry: Entry) -> dict[str, Any]:
    """An entry for machines."""
    return {
        "code": entry.code,
        "field": entry.field,
        "question": entry.question,
        "answer": entry.answer,
        "sources": entry.sources,
        "verified": entry.verified,
        "instruments": [text.number for text in entry.instruments.all()],
    }


def is_as_packaged(entries: Sequence[PackagedEntry]) -> bool:
    """Whether every packaged entry is there in the words of this program's version. One query."""
    return not differing(entries)


def differing(entries: Sequence[PackagedEntry]) -> list[PackagedEntry]:
    """The packaged entries that are missing, or were worded otherwise by an earlier version."""
    columns = ("code", "field", "question", "answer", "sources", "verified")
    known = {row[0]: row[1:] for row in Entry.objects.values_list(*columns)}
    return [
        each
        for each in entries
        if known.get(each.code) != (each.field, each.question, each.answer, each.sources, each.verified)
    ]


def questions_for(actor: Actor) -> QuerySet[Question]:
    """Every question for those who may read all, else the actor's own; those that wait come first."""
    seen = Question.objects.select_related("entry")
    mine = seen if actor.has(*READERS) else seen.filter(asker=actor.id)
    return mine.order_by(F("answered_at").desc(nulls_first=True), "-asked_at", "-pk")


def waiting() -> int:
    """How many questions nobody has answered yet."""
    return Question.objects.filter(state=QuestionState.ASKED).count()


def waiting_since() -> tuple[int, dt.datetime | None]:
    """How many questions nobody has answered yet, and when the oldest of them was asked; one query."""
    found = Question.objects.filter(state=QuestionState.ASKED).aggregate(waiting=Count("pk"), oldest=Min("asked_at"))
    return found["waiting"], found["oldest"]
