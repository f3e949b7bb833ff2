"""What the web role may and may not do, on the database that tests use."""

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction

from khaigiang.foundation import roles


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stray (id int)",
        "ALTER TABLE instruments_instrument ADD COLUMN stray int",
        "DROP TABLE instruments_instrument",
        "TRUNCATE instruments_instrument CASCADE",
        "CREATE SCHEMA stray",
        "ALTER TABLE audit_event DISABLE TRIGGER ALL",
        "UPDATE audit_event SET verb = 'other'",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "DELETE FROM django_migrations",
        "SET ROLE pg_read_all_data",
    ],
)
def test_web_role_is_refused(db, statement) -> None:
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "change", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_audit_trail_refuses_even_its_owner(db, settings, change) -> None:
    with roles.connect(settings.DOOR.owner) as owner, owner.transaction(force_rollback=True):
        owner.execute(
            "INSERT INTO audit_event (verb, thing, actor_id, actor_name, happened_at, facts, digest)"
            " VALUES ('v', 't', 'a', 'n', now(), '{}', 'd')"
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="never changed"), owner.transaction():
            owner.execute(change)


def test_wrong_password_does_not_sign_in(db, settings) -> None:
    web = settings.DOOR.web

    assert [roles.signs_in(web), roles.signs_in(web.as_role("nobody_here", "x"))] == [True, False]
