"""The ids of others in an address, or in what is sent, neither show nor change anything: object by object."""

import pytest
from django.urls import reverse

import builders
from apps.accounts.pages import LIMITED, addresses, contents, lived_in_world, things_of
from apps.delivery.ready import MORNING
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.delivery.models import Attendance
from khaigiang.apps.handbook.models import Question
from khaigiang.apps.results.models import Mark
from khaigiang.core.states import ClassState
from khaigiang.foundation import guarded

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(kept):
    return lived_in_world()


def names(world, *numbers):
    """The names of these people of the world; all of them without a number."""
    chosen = [world.nominations[number] for number in numbers] if numbers else world.nominations
    return [each.person.full_name for each in chosen]


def shown(browser, pages, words):
    """Which of these words stand on which page; a page that is refused shows nothing of its thing."""
    found = {}
    for route, page in pages.items():
        answer = browser.get(page)
        said = answer.content.decode(errors="ignore") if answer.get("Content-Type", "").startswith("text/html") else ""
        if seen := [word for word in words if word in said]:
            found[route] = seen
    return found


@pytest.mark.parametrize("role", LIMITED)
def test_somebody_from_outside_reads_no_name_on_any_page(role, world, as_user):
    stranger = as_user(builders.user(role, units=[builders.unit("Huyện Ngoài")], person=builders.person("Người Lạ")))
    words = [*names(world), "Nhật ký của lớp.", "Sự việc của"]
    if role != Role.LECTURER:  # who teaches reads every question, to answer it
        words.append(world.more["question"].text)
    assert shown(stranger, addresses(things_of(world)), words) == {}


def test_sending_unit_reads_no_name_of_another_unit_on_its_own_pages(world, as_user):
    own = as_user(builders.user("sending_unit", units=[world.districts[0]]))
    pages = addresses(things_of(world))
    assert shown(own, pages, names(world, 2, 3)) == {}
    assert {"classes:trainees", "delivery:attendance", "delivery:notices"} <= set(shown(own, pages, names(world, 0)))


def test_trainee_reads_no_name_of_a_classmate(world, as_user):
    own = as_user(builders.user("trainee", person=world.nominations[0].person))
    assert shown(own, addresses(things_of(world)), names(world, 1, 2, 3)) == {}


def test_lecturer_reads_no_name_of_a_trainee(world, as_user):
    own = as_user(builders.user("lecturer", person=world.lecturer.person))
    assert shown(own, addresses(things_of(world)), names(world)) == {}


def others(world):
    """Addresses of things of the second district, asked for by somebody of the first."""
    held, enrolment = world.training_class.pk, world.enrolments[2].pk
    other_lecturer = builders.lecturer("Giảng Viên Khác")
    with guarded.writing("test"):
        Question.objects.update(asker="999")
    return {
        Role.SENDING_UNIT: [
            reverse("nominations:unit", args=[world.line.pk, world.districts[1].pk]),
            reverse("classes:seat", args=[held, enrolment]),
            reverse("papers:download", args=[world.more["summonses"][1].pk]),
            *(
                reverse(f"certificates:{name}", args=[world.more["certificates"][1].pk])
                for name in ("certificate", "pdf", "code")
            ),
            reverse("handbook:question", args=[world.more["question"].pk]),
        ],
        Role.LECTURER: [
            reverse("timetables:lecturer", args=[other_lecturer.pk]),
            reverse("papers:download", args=[builders.paper(f"lecturer:{other_lecturer.pk}").pk]),
            *(reverse("papers:download", args=[each.pk]) for each in world.more["summonses"]),
        ],
        Role.TRAINEE: [
            reverse("classes:seat", args=[held, enrolment]),
            *(reverse("papers:download", args=[each.pk]) for each in world.more["summonses"]),
            *(
                reverse(f"certificates:{name}", args=[world.more["certificates"][1].pk])
                for name in ("certificate", "pdf", "code")
            ),
            reverse("handbook:question", args=[world.more["question"].pk]),
        ],
    }


@pytest.mark.parametrize("role", LIMITED)
def test_things_of_others_are_refused_by_their_id_and_stay_as_they_are(role, world, as_user):
    asked = others(world)[role]
    person = {Role.LECTURER: world.lecturer.person, Role.TRAINEE: world.nominations[0].person}.get(role)
    units = [world.districts[0]] if role == Role.SENDING_UNIT else []
    own = as_user(builders.user(role, units=units, person=person))
    before = contents()
    assert {page: own.get(page).status_code for page in asked} == dict.fromkeys(asked, 403)
    posted = {page: own.post(page, {"answer": "x", "why": "x"}).status_code for page in asked}
    assert {page: status for page, status in posted.items() if status not in {403, 405}} == {}
    assert contents() == before


@pytest.fixture
def board(as_user):
    return as_user(builders.user("class_board", everywhere=True))


@pytest.fixture
def second(world):
    """Another open class, with one trainee of its own, on another half-day."""
    held = builders.training_class(builders.planned_class(world.line, 2), state=ClassState.OPEN)
    letter = builders.letter(world.line, world.districts[1])
    builders.more_seats(world.districts[1], 1)
    row = builders.nominate(letter, builders.person("Lớp Khác"), of=world.communes[5], place=9)
    builders.lesson(held, Topic.objects.first(), MORNING.day, "afternoon", where=builders.room("Hội trường B"))
    return builders.enrol(held, row)


def test_class_board_finds_nobody_of_another_class_under_the_address_of_one(world, second, board):
    held = world.training_class.pk
    pages = [
        reverse("classes:seat", args=[held, second.pk]),
        reverse("delivery:roll", args=[second.training_class_id, "2022-05-11-morning"]),
    ]
    before = contents()
    assert [ask(page).status_code for page in pages for ask in (board.get, board.post)] == [404, 403, 404, 404]
    assert contents() == before


def test_class_board_marks_nobody_of_another_class_by_a_field_of_the_roll(world, second, board):
    roll = reverse("delivery:roll", args=[world.training_class.pk, "2022-05-11-afternoon"])
    own = world.enrolments[0].pk
    sent = {"act": "save", f"presence-{own}": "late", f"presence-{second.pk}": "late"}
    assert board.post(roll, sent).status_code == 422
    assert not Attendance.objects.filter(presence="late").exists()


def test_class_board_reports_nothing_of_a_trainee_of_another_class(world, second, board):
    page = reverse("delivery:journal", args=[world.training_class.pk])
    said = {"act": "happened", "happened_on": "2022-05-11", "incident": "Ốm.", "enrolment": second.pk}
    before = contents()
    assert board.post(page, said).status_code == 422
    assert contents() == before


def test_class_board_writes_no_mark_for_a_trainee_of_another_class(world, second, board):
    test = world.more["assessment"]
    page = reverse("results:of_class", args=[world.training_class.pk])
    own = world.enrolments[1].pk
    fields = {"act": "record", f"d-{own}-{test.pk}": "8", f"d-{second.pk}-{test.pk}": "9"}
    assert board.post(page, fields).status_code == 422
    assert not Mark.objects.exists()
