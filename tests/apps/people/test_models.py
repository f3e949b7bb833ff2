import builders
from apps.acting import refused
from khaigiang.apps.people.models import Appointment
from khaigiang.foundation import guarded


def appoint(person, unit) -> None:
    with guarded.writing("test"):
        Appointment.objects.create(person=person, unit=unit, title="Bí thư")


def test_appointment_without_dates_stands_once(db) -> None:
    person, unit = builders.person("Lê Thị Bình"), builders.unit("Xã A")
    appoint(person, unit)

    with refused("appointment_once", "Chức danh này của người này đã được ghi."):
        appoint(person, unit)
