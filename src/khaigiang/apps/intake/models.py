from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from khaigiang.apps.units.models import Unit
from khaigiang.core.states import IntakeState
from khaigiang.foundation import constraints
from khaigiang.foundation.guarded import GuardedModel


class BatchKind(models.TextChoices):
    """What the rows of a file are to become."""

    PEOPLE = "people", _("hồ sơ cán bộ")
    NOMINATIONS = "nominations", _("danh sách cử")
    UNITS = "units", _("đơn vị ngoài danh mục hành chính")
    RESULTS = "results", _("kết quả bằng số tổng hợp")


class ColumnForm(models.TextChoices):
    """Whose columns a heading is one of: a list of nominees has those of a list of people."""

    PEOPLE = "people", _("danh sách người")
    UNITS = "units", _("danh sách đơn vị")
    RESULTS = "results", _("báo cáo kết quả")


class Batch(GuardedModel):
    """One file on its way in. Its bytes lie in the home's uploads, by ``digest``; ``people`` counts its rows.

    ``unit`` is the unit that sends it, where one was said; ``target`` what it is for (the code of a plan's line).
    ``options`` are the facts of the letter that were asked for; ``decisions`` the suggestions taken (``kinds``,
    ``cells``) and left (``kept``), and what ``headings`` were said to mean. ``columns`` say what each was taken for.
    """

    kind = models.CharField(max_length=20, choices=BatchKind)
    digest = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="batches")
    target = models.CharField(max_length=40, blank=True)
    options = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    state = models.CharField(max_length=20, default=IntakeState.UPLOADED)
    people = models.PositiveIntegerField(default=0)
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()
    committed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "kind", "unit", "target"],
                condition=~models.Q(state=IntakeState.DROPPED),
                nulls_distinct=False,
                name="batch_once",
            )
        ]


class BatchFinding(GuardedModel):
    """One thing found in a batch's file, at its cell; ``kinds`` are those of the repair that is suggested.

    Where ``facts`` and ``suggestion`` would quote a citizen number or a telephone both are in ``hidden`` instead,
    sealed under the ``version`` of a key that is not in the database.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="findings")
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField(default=0)
    cell = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=60)
    severity = models.CharField(max_length=20)
    facts = models.JSONField(default=dict)
    suggestion = models.CharField(max_length=500, null=True)  # noqa: DJ001 - nothing suggested is not the empty text
    kinds = ArrayField(models.CharField(max_length=30), default=list)
    hidden = models.BinaryField(null=True)
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["batch", "severity"], name="finding_of_batch")]


class StagedPerson(GuardedModel):
    """One person a checked file states, kept until the batch is committed or dropped.

    ``facts`` hold what the list says, without citizen numbers and telephones: those are in ``hidden``, sealed under the
    ``version`` of a key that is not in the database, or ``None`` where the list states neither.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staged")
    place = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    full_name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="staged")
    facts = models.JSONField(default=dict)
    hidden = models.BinaryField(null=True)
    version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["batch", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="staged_person_place_once")]


class StagedUnit(GuardedModel):
    """One local body a checked file states, kept until the batch is committed or dropped.

    It stands below ``parent``, or below the body at ``parent_place`` of the same file.
    """

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staged_units")
    place = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=100)
    bloc = models.CharField(max_length=10, blank=True)
    since = models.DateField()
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    parent_place = models.PositiveIntegerField(null=True)
    stated_parent = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["batch", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="staged_unit_place_once")]


class StagedResult(GuardedModel):
    """One result a checked file reports, kept until the batch is committed or dropped; ``line`` in the file's words."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="staged_results")
    place = models.PositiveIntegerField()
    sheet = models.CharField(max_length=100)
    row = models.PositiveIntegerField()
    line = models.CharField(max_length=300)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    classes = models.PositiveIntegerField(null=True)
    places = models.PositiveIntegerField(null=True)
    people = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["batch", "place"]
        constraints = [models.UniqueConstraint(fields=["batch", "place"], name="staged_result_place_once")]


class ColumnMemory(GuardedModel):
    """What a sending unit's heading means: the ``field`` of a known column, or nothing for one that is not read."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="column_memory")
    form = models.CharField(max_length=10, choices=ColumnForm, default=ColumnForm.PEOPLE)
    heading = models.CharField(max_length=120)
    field = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["unit", "form", "heading"]
        constraints = [models.UniqueConstraint(fields=["unit", "form", "heading"], name="column_memory_once")]


constraints.say(
    batch_once=_("Tệp này đã được nhận cho đúng việc này."),
    staged_person_place_once=_("Người ở vị trí này của tệp đã được giữ."),
    staged_unit_place_once=_("Đơn vị ở vị trí này của tệp đã được giữ."),
    staged_result_place_once=_("Kết quả ở vị trí này của tệp đã được giữ."),
    column_memory_once=_("Tiêu đề cột này của đơn vị đã được ghi nhớ."),
)
