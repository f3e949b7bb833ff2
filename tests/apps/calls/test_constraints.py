"""The database refuses a call or a dossier that cannot be, on every path."""

import datetime as dt

import pytest

import builders
from apps.acting import refused
from apps.calls.calling import drafted, published, seats
from apps.calls.test_answering import filled
from khaigiang.apps.calls.models import Call, Dossier, DossierPerson, Reminder
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db
DAY = dt.date(2022, 5, 12)


def change(rows, **facts) -> None:
    with guarded.writing("test"):
        rows.update(**facts)


def test_published_call_has_its_day_and_a_deadline_after_it() -> None:
    drafted(seats().line)
    with refused("call_published_on"):
        change(Call.objects.all(), state="published")
    with refused("call_deadline_after_publishing"):
        change(Call.objects.all(), published_on=dt.date(2022, 6, 1))


def test_dossier_is_one_at_a_time_and_has_what_its_state_asks() -> None:
    quota = seats()
    published(quota.line)
    dossier = filled(quota, "Lê An", "Lê Bình", letter=False)
    with refused("dossier_submitted_with_letter"):
        change(Dossier.objects.all(), state="submitted")
    with refused("dossier_handed_back_with_remarks"):
        change(Dossier.objects.all(), state="handed_back")
    with refused("one_dossier_under_way"), guarded.writing("test"):
        Dossier.objects.create(line=quota.line, unit=quota.unit)
    an, binh = dossier.people.order_by("place")
    with refused("once_in_a_dossier"):
        change(DossierPerson.objects.filter(pk=binh.pk), person=an.person)


@pytest.mark.django_db(transaction=True)
def test_two_people_never_stand_in_one_place() -> None:
    quota = seats()
    published(quota.line)
    dossier = filled(quota, "Lê An", "Lê Bình")
    with refused("one_a_place_of_a_dossier"):
        change(dossier.people.all(), place=1)


def test_unit_is_reminded_once_a_stage() -> None:
    line, unit = seats().line, builders.unit("Quận B")
    told = {"line": line, "unit": unit, "deadline": DAY, "days_before": 2, "day": DAY}
    with guarded.writing("test"):
        Reminder.objects.create(**told)
    with refused("reminded_once_a_stage"), guarded.writing("test"):
        Reminder.objects.create(**told)
