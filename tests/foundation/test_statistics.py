import pytest
from django.db import connection

import builders
from khaigiang.apps.people.models import Person
from khaigiang.foundation import guarded
from khaigiang.foundation.statistics import count_anew

pytestmark = pytest.mark.django_db


def believed(table: str) -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [table])
        return cursor.fetchone()[0]


def test_rows_of_this_very_transaction_are_counted_once():
    builders.person("Trần Văn Một")
    with guarded.writing("test"):
        Person.objects.bulk_create(Person(full_name=f"Người {n}", folded=f"nguoi {n}") for n in range(500))

    first, again = count_anew(), count_anew()

    assert first >= 1
    assert again == 0
    assert believed("people_person") == Person.objects.count() == 501


def test_table_that_grew_little_is_left_alone():
    with guarded.writing("test"):
        Person.objects.bulk_create(Person(full_name=f"Người {n}", folded=f"nguoi {n}") for n in range(500))
    count_anew()
    before = believed("people_person")  # what an earlier test left may be near enough: it outlives a rollback
    builders.person("Trần Văn Một")

    assert count_anew() == 0
    assert believed("people_person") == before
