"""Every page as every role, read and posted to: the table is walked, so a page that is not in it fails."""

import pytest
from django.urls import reverse

import builders
from apps.accounts.pages import LIMITED, addresses, contents, lived_in_world, patterns, things_of
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import OPEN, WHO_MAY, WHO_MAY_POST, check_may_open, check_may_post
from khaigiang.apps.handbook.models import Question
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted, allowed

# Pages that a role may open, but not about the things of others.
OWN_ONLY = {
    Role.SENDING_UNIT: {
        "calls:call",
        "calls:dossier",
        "desk:batch",
        "desk:batch_book",
        "desk:person",
        "handbook:question",
        "needs:consolidated",
        "needs:consolidated_book",
        "needs:form",
        "needs:form_book",
        "needs:inspection",
        "needs:survey",
        "people:correct",
        "people:end",
        "people:enter",
        "people:entries",
        "plans:plan",
        "plans:line",
        "reports:coverage",
        "reports:coverage_book",
        "reports:coverage_now",
        "quotas:line",
        "quotas:row",
        "nominations:unit",
        "nominations:trial",
        "classes:nominee",
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
        "units:change",
        "units:undo",
    },
    Role.LECTURER: {"timetables:of_class", "timetables:lecturer", "papers:download"},
    Role.TRAINEE: {
        "desk:person",
        "classes:seat",
        "timetables:of_class",
        "papers:download",
        "handbook:question",
        "certificates:certificate",
        "certificates:pdf",
        "certificates:code",
    },
}
# Every word that a page reads from its address.
ASKED = [
    *("tim", "trang", "sap_xep", "mo", "viec", "ngay", "tu", "den", "cap", "quan", "trang_thai", "linh_vuc", "to"),
    *("don_vi", "de_xuat", "chon", "xem", "nam", "chi_tieu", "dong", "nguoi", "next", "as", "phieu"),
    *("dia_diem", "chuyen_de"),
]
# Where an empty form of somebody who may send it leads: back to the page with what is wrong, or on.
ANSWERED = {200, 302, 422}


def test_every_page_is_in_the_table():
    assert sorted({*WHO_MAY, *OPEN}) == sorted(patterns())


def test_nobody_may_send_what_they_may_not_open():
    assert {route: roles - WHO_MAY[route] for route, roles in WHO_MAY_POST.items() if roles - WHO_MAY[route]} == {}


@pytest.mark.parametrize("check", [check_may_open, check_may_post])
def test_unlisted_page_is_for_nobody(check):
    everything = Actor("1", "", frozenset(Role), everywhere=True)
    assert not allowed(check, everything, "desk:unheard_of")


def test_refusal_says_what_to_do():
    with pytest.raises(NotPermitted, match="hãy đề nghị cơ quan tham mưu"):
        check_may_open(Actor("1", "", frozenset({"trainee"})), "desk:board")
    with pytest.raises(NotPermitted, match="được xem trang này nhưng không được ghi"):
        check_may_post(Actor("1", "", frozenset({"leader"})), "delivery:opening")


@pytest.fixture(scope="module")
def world(kept):
    return lived_in_world()


@pytest.fixture(scope="module")
def addressed(world):
    return addresses(things_of(world))


@pytest.fixture
def pages(db, addressed):
    return addressed


@pytest.fixture
def own(world, as_user):
    """Signs in as somebody of a role to whom the things of the addresses belong; the question is their own."""

    def signed_in(role):
        person = {Role.LECTURER: world.lecturer.person, Role.TRAINEE: world.nominations[0].person}.get(role)
        units = [world.districts[0]] if role == Role.SENDING_UNIT else []
        user = builders.user(role, everywhere=role not in LIMITED, units=units, person=person)
        with guarded.writing("test"):
            Question.objects.update(asker=str(user.pk))
        return as_user(user)

    return signed_in


@pytest.fixture
def stranger(as_user):
    """Signs in as somebody of a role to whom nothing of the world belongs."""
    return lambda role: as_user(
        builders.user(role, units=[builders.unit("Huyện Ngoài")], person=builders.person("Người Lạ"))
    )


@pytest.mark.parametrize("role", list(Role))
def test_role_opens_what_the_table_says_and_reading_changes_nothing(role, pages, own):
    browser = own(role)
    before = contents()
    answered = {route: browser.get(page).status_code for route, page in pages.items()}
    redirected = {route for route, status in answered.items() if status == 302}
    expected = {route: 200 if role in WHO_MAY[route] else 403 for route in pages}
    assert {route: 200 if status == 302 else status for route, status in answered.items()} == expected
    assert redirected <= {"desk:home", "nominations:index"}
    assert contents() == before


@pytest.mark.parametrize(
    "said",
    ["\0", *(pytest.param(said, marks=pytest.mark.long) for said in ("²", "9" * 5000, "'", "-1"))],
    ids=["nul", "no digit", "long", "quote", "negative"],
)
def test_page_answers_whatever_its_address_says(said, pages, own):
    browser = own(Role.PLANNER)
    asked = dict.fromkeys(ASKED, said)
    answered = {route: browser.get(page, asked).status_code for route, page in pages.items()}
    assert {route: status for route, status in answered.items() if status not in ANSWERED | {403, 404}} == {}


@pytest.mark.parametrize("role", list(Role))
def test_post_of_a_role_that_may_not_is_refused_and_changes_nothing(role, pages, own):
    browser = own(role)
    refused = {route: page for route, page in pages.items() if role not in WHO_MAY_POST.get(route, ())}
    before = contents()
    answered = {route: browser.post(page).status_code for route, page in refused.items()}
    assert contents() == before
    assert answered == {route: 405 if _only_read(route, role) else 403 for route in refused}


def _only_read(route, role):
    """A page that takes nothing from anybody says so to those who may read it."""
    return role in WHO_MAY[route] and route not in WHO_MAY_POST


@pytest.mark.parametrize("role", list(Role))
def test_post_of_a_role_that_may_gets_as_far_as_the_page(role, pages, own):
    browser = own(role)
    taken = {route: page for route, page in pages.items() if role in WHO_MAY_POST.get(route, ())}
    answered = {route: browser.post(page).status_code for route, page in taken.items()}
    assert {route: status for route, status in answered.items() if status not in ANSWERED} == {}


@pytest.mark.parametrize("verb", ["put", "patch", "delete"])
def test_no_page_answers_to_any_other_verb(verb, pages, own):
    browser = own(Role.PLANNER)
    before = contents()
    answered = {getattr(browser, verb)(page).status_code for page in pages.values()}
    assert (answered <= {403, 405}, contents()) == (True, before)


@pytest.mark.parametrize("role", LIMITED)
def test_role_does_not_open_what_belongs_to_others(role, pages, stranger):
    browser = stranger(role)
    answered = {route: browser.get(pages[route]).status_code for route in OWN_ONLY[role]}
    assert answered == dict.fromkeys(OWN_ONLY[role], 403)


@pytest.mark.parametrize("role", LIMITED)
def test_role_changes_nothing_that_belongs_to_others(role, pages, stranger):
    browser = stranger(role)
    before = contents()
    answered = {route: browser.post(page).status_code for route, page in pages.items()}
    assert contents() == before
    assert {route for route, status in answered.items() if status not in {403, 405}} <= {
        "handbook:ask",
        "handbook:question",
        "handbook:publish",
        "people:add",
        "people:displaced",
    }


def test_whoever_has_not_signed_in_is_sent_to_the_sign_in_and_changes_nothing(pages, client):
    before = contents()
    sent = {ask(page).headers["Location"].split("?")[0] for page in pages.values() for ask in (client.get, client.post)}
    assert sent == {reverse("accounts:sign_in")}
    assert contents() == before


def test_fragment_is_never_a_sign_in_page(pages, client):
    answer = client.get(pages["classes:trainees"], headers={"HX-Request": "true", "HX-Target": "trainees"})
    assert (answer.content, answer.headers["HX-Redirect"]) == (b"", reverse("accounts:sign_in"))


def test_fragment_that_is_refused_leads_to_the_refusal_in_full(pages, stranger):
    answer = stranger(Role.SENDING_UNIT).get(
        pages["classes:trainees"], headers={"HX-Request": "true", "HX-Target": "trainees"}
    )
    assert answer.headers["HX-Redirect"] == pages["classes:trainees"]
