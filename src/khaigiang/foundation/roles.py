"""The two database roles: the owner, who migrates, and the web role, who works and can change no table."""

import psycopg
from psycopg import sql

from khaigiang.foundation import keys, postgres
from khaigiang.foundation.home import Home


def ensure(home: Home, door: postgres.Door) -> None:
    """Make the roles and the database where they are missing. Safe to repeat."""
    if door.embedded:
        superuser = postgres.Cluster(home, keys.load_or_make(home)).access("postgres")
        with connect(superuser) as connection:
            make_role(connection, door.owner, "CREATEROLE CREATEDB")
            make_database(connection, door.owner)
    with connect(door.owner) as connection:
        make_role(connection, door.web, "")
        grant(connection, door)


def close_off(door: postgres.Door) -> None:
    """Take back from the web role what no action may do: rewrite the audit trail, or say which migrations have run."""
    with connect(door.owner) as connection:
        for statement in (
            "REVOKE UPDATE, DELETE, TRUNCATE ON audit_event, audit_seal FROM {web}",
            "REVOKE UPDATE, TRUNCATE ON audit_unsealed FROM {web}",
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM {web}",
        ):
            connection.execute(sql.SQL(statement).format(web=sql.Identifier(door.web.user)))


def signs_in(access: postgres.Access) -> bool:
    """Whether the role exists here with this password."""
    try:
        connect(access).close()
    except psycopg.OperationalError:
        return False
    return True


def connect(access: postgres.Access) -> "psycopg.Connection[tuple[object, ...]]":
    """A plain connection in autocommit, beside Django."""
    return psycopg.connect(
        host=access.host,
        port=access.port,
        dbname=access.name,
        user=access.user,
        password=access.password,
        autocommit=True,
        connect_timeout=10,
    )


def make_role(connection: "psycopg.Connection[tuple[object, ...]]", access: postgres.Access, may: str) -> None:
    """A role that signs in with the password of this home."""
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (access.user,)).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    connection.execute(
        sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
            verb, sql.Identifier(access.user), sql.SQL(may), sql.Literal(access.password)
        )
    )


def make_database(connection: "psycopg.Connection[tuple[object, ...]]", owner: postgres.Access) -> None:
    known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (owner.name,)).fetchone()
    if not known:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(owner.name), sql.Identifier(owner.user))
        )


def grant(connection: "psycopg.Connection[tuple[object, ...]]", door: postgres.Door) -> None:
    """Let the web role read and write rows of today's and tomorrow's tables, and nothing more."""
    web, owner = sql.Identifier(door.web.user), sql.Identifier(door.owner.user)
    for statement in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC",  # PostgreSQL before 15 lets everybody make tables
        "GRANT CONNECT ON DATABASE {database} TO {web}",
        "GRANT USAGE ON SCHEMA public TO {web}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {web}",
        "ALTER DEFAULT PRIVILEGES FOR ROLE {owner} GRANT USAGE, SELECT ON SEQUENCES TO {web}",
    ):
        connection.execute(sql.SQL(statement).format(web=web, owner=owner, database=sql.Identifier(door.owner.name)))
