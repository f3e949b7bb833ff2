"""Every page as every role: the table is walked, so a page that is not in it fails."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

import builders
import finishing
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import OPEN, WHO_MAY, check_may_open
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.handbook.models import Question
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted, allowed

# What each role sees of the small world, besides what its role opens: its own units, lessons or seat.
LIMITED = {Role.SENDING_UNIT, Role.LECTURER, Role.TRAINEE}
# Pages that a role may open, but not about the things of others.
OWN_ONLY = {
    Role.SENDING_UNIT: {
        "handbook:question",
        "reports:coverage",
        "reports:coverage_book",
        "nominations:unit",
        "classes:trainees",
        "classes:groups",
        "classes:seat",
        "classes:papers",
        "delivery:attendance",
        "results:of_class",
        "certificates:of_class",
        "certificates:certificate",
        "certificates:pdf",
        "certificates:code",
        "timetables:of_class",
        "papers:download",
    },
    Role.LECTURER: {"timetables:of_class", "timetables:lecturer", "papers:download"},
    Role.TRAINEE: {"classes:seat", "timetables:of_class", "papers:download", "handbook:question"},
    Role.TRAINEE: {
        "classes:seat",
        "timetables:of_class",
        "papers:download",
        "certificates:certificate",
        "certificates:pdf",
        "certificates:code",
    },
}


def routes() -> list[str]:
    """Every named address with its slice."""
    found = []
    for resolver in get_resolver().url_patterns:
        found += [f"{resolver.app_name}:{each.name}" for each in resolver.url_patterns if isinstance(each, URLPattern)]
    return sorted(found)


def test_every_page_is_in_the_table():
    assert sorted({*WHO_MAY, *OPEN}) == routes()


def test_unlisted_page_opens_to_nobody():
    everything = Actor("1", "", frozenset(Role), everywhere=True)
    assert not allowed(check_may_open, everything, "desk:unheard_of")


def test_refusal_says_what_to_do():
    with pytest.raises(NotPermitted, match="hãy đề nghị cơ quan tham mưu"):
        check_may_open(Actor("1", "", frozenset({"trainee"})), "desk:board")


@pytest.fixture
def addresses(db):
    world = builders.small_world()
    with guarded.writing("test"):
        run = YearRun.objects.create(digest="1" * 64, state="waiting")
    question = builders.question()
    finishing.assessment(world.line.programme)
    certificate = finishing.certificate_of(world.enrolments[0])
    things = {
        "plan_id": world.plan.pk,
        "run_id": run.pk,
        "line_id": world.line.pk,
        "unit_id": world.districts[0].pk,
        "class_id": world.training_class.pk,
        "enrolment_id": world.enrolments[0].pk,
        "lecturer_id": world.lecturer.pk,
        "room_id": world.room.pk,
        "paper_id": world.paper.pk,
        "half_day": "2022-05-11-morning",
        "entry_id": builders.entry().pk,
        "question_id": question.pk,
        "register_id": certificate.register_id,
        "certificate_id": certificate.pk,
    }
    return world, {route: _address(route, things) for route in WHO_MAY}


def _address(route: str, things: dict[str, int]) -> str:
    slice_, _, name = route.partition(":")
    (pattern,) = [
        each
        for resolver in get_resolver().url_patterns
        if resolver.app_name == slice_
        for each in resolver.url_patterns
        if each.name == name
    ]
    return reverse(route, kwargs={word: things[word] for word in pattern.pattern.converters})


@pytest.mark.parametrize("role", list(Role))
def test_role_opens_what_the_table_says(role, addresses, as_user):
    world, pages = addresses
    person = {Role.LECTURER: world.lecturer.person, Role.TRAINEE: world.nominations[0].person}.get(role)
    own = as_user(
        builders.user(role, everywhere=role not in LIMITED, units=[world.districts[0]], person=person)
        if role == Role.SENDING_UNIT
        else builders.user(role, everywhere=role not in LIMITED, person=person)
    )
    with guarded.writing("test"):
        Question.objects.update(asker=own.session["_auth_user_id"])
    answered = {route: own.get(page).status_code for route, page in pages.items()}
    expected = {route: 200 if role in WHO_MAY[route] else 403 for route in pages}
    redirected = {route for route, status in answered.items() if status == 302}
    assert {route: 200 if status == 302 else status for route, status in answered.items()} == expected
    assert redirected <= {"desk:home", "reports:index", "nominations:index"}


@pytest.mark.parametrize("role", sorted(LIMITED))
def test_role_does_not_open_what_belongs_to_others(role, addresses, as_user):
    _world, pages = addresses
    stranger = as_user(builders.user(role, units=[builders.unit("Huyện Ngoài")], person=builders.person("Người Lạ")))
    answered = {route: stranger.get(pages[route]).status_code for route in OWN_ONLY[Role(role)]}
    assert answered == dict.fromkeys(OWN_ONLY[Role(role)], 403)


def test_stranger_is_sent_to_the_sign_in(addresses, client):
    _world, pages = addresses
    sent = {client.get(page).headers["Location"].split("?")[0] for page in pages.values()}
    assert sent == {reverse("accounts:sign_in")}


def test_fragment_is_never_a_sign_in_page(addresses, client):
    _world, pages = addresses
    answer = client.get(pages["classes:trainees"], headers={"HX-Request": "true", "HX-Target": "trainees"})
    assert (answer.content, answer.headers["HX-Redirect"]) == (b"", reverse("accounts:sign_in"))


def test_fragment_that_is_refused_leads_to_the_refusal_in_full(addresses, as_user):
    _world, pages = addresses
    stranger = as_user(builders.user("sending_unit", units=[builders.unit("Huyện Ngoài")]))
    answer = stranger.get(pages["classes:trainees"], headers={"HX-Request": "true", "HX-Target": "trainees"})
    assert answer.headers["HX-Redirect"] == pages["classes:trainees"]
