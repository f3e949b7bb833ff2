from typing import Any

from django.db import migrations

from khaigiang.foundation import home
from khaigiang.foundation.encryption import keyring


def seal_telephones(apps: Any, schema: Any) -> None:
    """A telephone stood in the open beside the one that lists bring, which is sealed: the sealed one goes first."""
    alias = schema.connection.alias
    facts = apps.get_model("people", "PrivateFact").objects.using(alias)
    persons = apps.get_model("people", "Person").objects.using(alias).exclude(phone="")
    told = persons.exclude(pk__in=facts.filter(kind="phone").values("person"))
    stated = list(told.values_list("pk", "phone"))
    if not stated:
        return
    under = keyring(home.current())
    for person, phone in stated:
        sealed = under.seal(phone, about="phone")
        facts.create(person_id=person, kind="phone", content=sealed.content, version=sealed.version)
    schema.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks to come is not changed


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_sealed_telephone'),
    ]

    operations = [
        migrations.RunPython(seal_telephones, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name='person',
            name='phone',
        ),
    ]
