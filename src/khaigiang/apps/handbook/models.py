from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.instruments.models import Instrument
from khaigiang.apps.people.models import Person
from khaigiang.core.states import QuestionState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class Entry(GuardedModel):
    """A published question with its answer.

    ``words`` is what the search reads: both without diacritics, cut at spaces, because a Vietnamese word is a row of
    syllables and the built-in ``simple`` dictionary changes nothing. The question weighs more than the answer.
    """

    code = models.CharField(max_length=60, unique=True)
    field = models.CharField(max_length=60)
    question = models.CharField(max_length=500)
    answer = models.TextField()
    sources = models.TextField(blank=True)
    verified = models.BooleanField(default=False)
    instruments = models.ManyToManyField(Instrument, related_name="handbook_entries")
    folded_question = models.TextField()
    folded_answer = models.TextField()
    words = models.GeneratedField(
        expression=SearchVector("folded_question", weight="A", config="simple")
        + SearchVector("folded_answer", weight="B", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )
    published_on = models.DateField()

    class Meta:
        ordering = ["field", "code"]
        indexes = [GinIndex(fields=["words"], name="entry_by_words")]


class Question(GuardedModel):
    """What somebody asked: answered by somebody who knows, then published as an entry, or not.

    ``asker`` is the id of the user, who may be no person of the records.
    """

    text = models.TextField()
    field = models.CharField(max_length=60)
    asker = models.CharField(max_length=40)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="questions")
    asked_by_name = models.CharField(max_length=120)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=QuestionState.ASKED)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    entry = models.OneToOneField(Entry, models.SET_NULL, null=True, related_name="asked_as")

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="asked", answered_at__isnull=True)
                | (models.Q(state__in=["answered", "published"], answered_at__isnull=False) & ~models.Q(answer="")),
                name="question_answered_in_words",
            )
        ]


constraints.say(question_answered_in_words=_("Câu hỏi đã trả lời phải có nội dung trả lời và thời điểm trả lời."))
