from typing import Any

from django.db import migrations, models


def note_classes(apps: Any, schema: Any) -> None:
    """A solving was of all classes of its plan until now."""
    alias = schema.connection.alias
    classes = apps.get_model("classes", "TrainingClass").objects.using(alias)
    for run in apps.get_model("timetables", "TimetableRun").objects.using(alias):
        run.classes.set(classes.filter(line__plan=run.plan_id).exclude(state="formed"))


def note_kinds(apps: Any, schema: Any) -> None:
    """A version with changes was of a repair, which a search had proposed, or made by hand."""
    versions = apps.get_model("timetables", "TimetableVersion").objects.using(schema.connection.alias)
    changed = versions.exclude(changes=[])
    changed.filter(search=None).update(kind="by_hand")
    changed.exclude(search=None).update(kind="repaired")


class Migration(migrations.Migration):

    dependencies = [
        ('classes', '0002_locks_and_stated_levels'),
        ('timetables', '0004_hand_drafts_and_kept_lessons'),
    ]

    operations = [
        migrations.AddField(
            model_name='timetablerun',
            name='classes',
            field=models.ManyToManyField(related_name='timetable_runs', to='classes.trainingclass'),
        ),
        migrations.AddField(
            model_name='timetablesearch',
            name='begins_from',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='timetablesearch',
            name='begins_to',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='timetablesearch',
            name='released',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='timetableversion',
            name='kind',
            field=models.CharField(choices=[('solved', 'xếp'), ('repaired', 'sửa khi có việc đột xuất'), ('by_hand', 'sửa tay')], default='solved', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='timetablesearch',
            constraint=models.CheckConstraint(condition=models.Q(('begins_from__lte', models.F('begins_to'))), name='search_window_in_order'),
        ),
        migrations.RunPython(note_classes, migrations.RunPython.noop),
        migrations.RunPython(note_kinds, migrations.RunPython.noop),
    ]
