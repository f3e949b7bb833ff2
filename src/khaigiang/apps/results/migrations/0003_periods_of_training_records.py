from django.db import migrations

# What was completed before the ledger kept its length: as many periods as the lessons of its class have.
FILL = """
    UPDATE people_trainingrecord record SET periods = class.periods
    FROM (
        SELECT training_class_id, sum(periods) AS periods FROM timetables_lesson GROUP BY training_class_id
    ) class
    WHERE record.source = 'class:' || class.training_class_id AND record.periods IS NULL
"""


class Migration(migrations.Migration):

    dependencies = [
        ('results', '0002_verdicts_before_the_end'),
        ('people', '0006_periods_of_courses'),
        ('timetables', '0003_one_search_at_a_time'),
    ]

    operations = [
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
