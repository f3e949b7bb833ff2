import builders
from apps.acting import PLANNER, last_event
from khaigiang.apps.accounts.actions import add_user, note_failed_sign_in, note_sign_in
from khaigiang.apps.accounts.models import FailedSignIn, Role, User
from khaigiang.apps.accounts.queries import FAILURES_ALLOWED, actor_of, locked_until
from khaigiang.foundation.actor import NOBODY, Actor


def test_add_user_may_sign_in_and_acts_for_the_units(db) -> None:
    unit, person = builders.unit("Quận A"), builders.person("Lê Thị Bình")

    made = add_user(
        "binh",
        full_name="Lê Thị Bình",
        password="mật khẩu",
        roles=[Role.SENDING_UNIT],
        units=[unit],
        person=person,
        by=PLANNER,
    )

    user = User.objects.get()
    assert (user, user.roles, list(user.units.all()), user.person, user.everywhere) == (
        made,
        ["sending_unit"],
        [unit],
        person,
        False,
    )
    assert (user.check_password("mật khẩu"), user.check_password("khác")) == (True, False)
    assert last_event() == (
        "accounts.user_added",
        f"User:{made.pk}",
        "7",
        {"username": "binh", "roles": "sending_unit"},
    )


def test_add_user_keeps_the_user_of_a_name_that_is_taken(db) -> None:
    made = add_user("binh", full_name="Một", password="a", roles=[Role.LEADER], by=PLANNER)

    again = add_user("binh", full_name="Hai", password="b", roles=[Role.PLANNER], by=PLANNER)

    again.refresh_from_db()
    assert (again.pk, again.full_name, again.roles, again.check_password("a")) == (made.pk, "Một", ["leader"], True)
    assert last_event() == ("accounts.user_found", f"User:{made.pk}", "7", {"username": "binh"})


def test_actor_of_a_user_has_a_scope_of_all_that_lies_below_the_units(db) -> None:
    district = builders.unit("Quận A")
    ward = builders.unit("Phường 1", "commune", district)
    cell = builders.unit("Chi bộ 1", "body", ward)
    builders.unit("Quận B")
    user = builders.user("sending_unit", units=[district])

    assert actor_of(user) == Actor(
        str(user.pk), user.full_name, frozenset({"sending_unit"}), frozenset({district.pk, ward.pk, cell.pk})
    )
    assert actor_of(builders.user("leader", everywhere=True)).scope == frozenset()


def test_failed_sign_ins_lock_the_name_and_a_sign_in_forgets_them(db) -> None:
    user = builders.user("planner")
    for _time in range(FAILURES_ALLOWED):
        assert locked_until(user.username) is None
        note_failed_sign_in(user.username.upper(), by=NOBODY)

    assert locked_until(user.username) is not None
    note_sign_in(user, by=PLANNER)
    assert (FailedSignIn.objects.count(), locked_until(user.username)) == (0, None)
    assert last_event() == ("accounts.note_sign_in", f"User:{user.pk}", "7", {})


def test_failed_sign_in_is_recorded_without_what_was_typed(db) -> None:
    note_failed_sign_in("mat-khau-go-nham", by=NOBODY)

    assert last_event() == ("accounts.note_failed_sign_in", "User:?", "", {})
