import builders
from apps.acting import refused
from khaigiang.apps.people.models import Appointment, Merge
from khaigiang.foundation import clock, guarded


def appoint(person, unit) -> None:
    with guarded.writing("test"):
        Appointment.objects.create(person=person, unit=unit, title="Bí thư")


def test_question_is_asked_once_and_about_two(db) -> None:
    one, other = builders.person("Lê Thị Bình"), builders.person("Lê Thị Bính")
    builders.identity_question(one, other)

    with refused("identity_question_once", "Hai người này đã có trong danh sách cần xác định."):
        builders.identity_question(one, other)
    with refused("identity_question_in_order", "Hai người cần xác định phải là hai người khác nhau."):
        builders.identity_question(one, one)


def test_record_is_merged_once_and_never_into_itself(db) -> None:
    one, other = builders.person("Lê Thị Bình"), builders.person("Lê Thị Bính")
    stated = {"kept": one, "dropped": other, "merged_by": "x", "merged_at": clock.now()}
    with guarded.writing("test"):
        Merge.objects.create(**stated)

    with refused("person_merged_once", "Hồ sơ này đã được gộp vào một hồ sơ khác."), guarded.writing("test"):
        Merge.objects.create(**stated)
    said = "Một hồ sơ không thể gộp vào chính nó."
    with refused("person_not_merged_into_self", said), guarded.writing("test"):
        one.merged_into = one
        one.save()


def test_appointment_without_dates_stands_once(db) -> None:
    person, unit = builders.person("Lê Thị Bình"), builders.unit("Xã A")
    appoint(person, unit)

    with refused("appointment_once", "Chức danh này của người này đã được ghi."):
        appoint(person, unit)
