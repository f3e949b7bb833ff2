"""An opening beside a withdrawal: each holds the seats before the class, so neither waits for the other for ever."""

import datetime as dt
import threading

from django.db import connection, transaction

from apps.acting import SCHOOL
from apps.at_once import wait_for_a_waiter
from apps.delivery.ready import ready
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import open_class
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.quotas.queries import locked
from khaigiang.core.states import ClassState


def test_opening_waits_for_seats_with_nothing_of_the_class_in_its_hands(transactional_db) -> None:
    training_class = ready().training_class

    def opens() -> None:
        try:
            open_class(training_class, on=dt.date(2022, 5, 11), by=SCHOOL)
        finally:
            connection.close()

    office = threading.Thread(target=opens)
    with transaction.atomic():
        locked(Quota.objects.filter(line=training_class.line_id))
        office.start()
        wait_for_a_waiter()
        free = TrainingClass.objects.select_for_update(nowait=True).get(pk=training_class.pk)
    office.join()

    assert free.state == ClassState.TIMETABLED
    assert TrainingClass.objects.get(pk=training_class.pk).state == ClassState.OPEN
