import threading

from django.db import connection, transaction

from khaigiang.foundation.actor import NOBODY, SYSTEM, Actor, acting_as, current, database_settings

PLANNER = Actor(id="7", name="Lan", roles=frozenset({"planner"}), scope=frozenset({3, 20, 1}))


def told() -> tuple[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('khaigiang.actor', true), current_setting('khaigiang.scope', true)")
        return tuple(value or "" for value in cursor.fetchone())


def test_scope_is_told_in_order_and_everywhere_as_a_star() -> None:
    assert database_settings(PLANNER) == ("7", "1,3,20")
    assert database_settings(SYSTEM) == ("system", "*")
    assert database_settings(NOBODY) == ("", "")


def test_every_transaction_carries_the_actor_and_forgets_it(transactional_db) -> None:
    with acting_as(PLANNER):
        with transaction.atomic():
            inside = told()
        after = told()

    assert (inside, after) == (("7", "1,3,20"), ("", ""))


def test_transaction_of_nobody_carries_nobody(transactional_db) -> None:
    with acting_as(PLANNER), transaction.atomic():
        pass
    with transaction.atomic():
        assert told() == ("", "")


def test_open_transaction_is_told_when_the_actor_changes_and_when_it_changes_back(db) -> None:
    with acting_as(PLANNER):
        with acting_as(SYSTEM):
            inner = told()
        outer = told()

    assert (inner, outer, told()) == (("system", "*"), ("7", "1,3,20"), ("", ""))


def test_rolled_back_part_of_a_transaction_does_not_keep_its_actor(db) -> None:
    with acting_as(PLANNER):
        with transaction.atomic(), acting_as(SYSTEM):
            transaction.set_rollback(True)

        assert told() == ("7", "1,3,20")


def test_actor_of_one_thread_is_not_seen_in_another() -> None:
    seen = []
    with acting_as(PLANNER):
        thread = threading.Thread(target=lambda: seen.append(current()))
        thread.start()
        thread.join()

    assert seen == [NOBODY]


def test_actor_has_a_role_when_one_of_several_fits() -> None:
    assert [PLANNER.has("school", "planner"), PLANNER.has("school"), PLANNER.has()] == [True, False, False]
