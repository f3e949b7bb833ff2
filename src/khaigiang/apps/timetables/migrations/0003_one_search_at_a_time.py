from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('timetables', '0002_searches_and_versions'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='timetablesearch',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('plan',), name='one_search_at_a_time'),
        ),
    ]
