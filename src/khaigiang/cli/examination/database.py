"""The database: whether it starts, whether both roles get in, whether the data fits this program."""

import os

import psycopg

from khaigiang.cli.examination import Finding, State
from khaigiang.foundation import postgres, roles
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused

NOT_EXAMINED = Finding(
    "database",
    State.NOTE,
    "Chưa khám cơ sở dữ liệu: hãy chữa các lỗi trên trước.",
    "The database was not examined: mend what is wrong above first.",
)
ASK_ADMINISTRATOR = (
    "Hãy kiểm tra DATABASE_URL, mật khẩu và máy chủ PostgreSQL.",
    "Check DATABASE_URL, its password and the PostgreSQL server.",
)
SEE_LOG = ("Hãy xem tệp postgres/log trong thư mục dữ liệu.", "Look at the file postgres/log in the data folder.")
START_ONCE = ("Hãy chạy kg serve một lần.", "Run kg serve once.")


def examine(home: Home) -> list[Finding]:
    """Open the door as the program does, and look at what is behind it. A home that holds nothing yet is left so."""
    outside = "DATABASE_URL" in os.environ
    if not outside and not (home.cluster / "PG_VERSION").exists():
        return [
            Finding("database", State.FINE, "Lần chạy đầu sẽ tạo cơ sở dữ liệu.", "The first start makes the database.")
        ]
    try:
        door = postgres.open_door(home)
    except Refused as refused:
        mend, mend_english = ASK_ADMINISTRATOR if outside else SEE_LOG
        said = refused.in_language("vi"), refused.in_language("en")
        return [Finding("database", State.WRONG, *said, mend, mend_english)]
    owner = signs_in("owner", door.owner)
    if owner.state is State.WRONG:
        return [owner]
    found = [owner, may_make_roles(door.owner)] if outside else [owner]
    web = signs_in("web", door.web)
    return [*found, web, *([] if web.state is State.WRONG else [data(home)])]


def signs_in(role: str, access: postgres.Access) -> Finding:
    try:
        with roles.connect(access) as connection:
            row = connection.execute("SHOW server_version").fetchone()
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        mend, mend_english = ASK_ADMINISTRATOR if role == "owner" else START_ONCE
        return Finding(
            role,
            State.WRONG,
            f"Vai trò {access.user} không vào được cơ sở dữ liệu {access.name}: {said}",
            f"The role {access.user} cannot sign in to the database {access.name}: {said}",
            f"{mend} Máy thứ hai phải dùng cùng keys.json với máy đầu." if role == "web" else mend,
            f"{mend_english} A second machine needs the first one's keys.json." if role == "web" else mend_english,
        )
    version = row[0] if row else "?"
    return Finding(
        role,
        State.FINE,
        f"Vai trò {access.user} vào được {access.name} (PostgreSQL {version}).",
        f"The role {access.user} signs in to {access.name} (PostgreSQL {version}).",
    )


def may_make_roles(owner: postgres.Access) -> Finding:
    with roles.connect(owner) as connection:
        row = connection.execute(
            "SELECT rolcreaterole OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    if row and row[0]:
        return Finding(
            "create_role", State.FINE, f"{owner.user} tạo được vai trò web.", f"{owner.user} can make roles."
        )
    return Finding(
        "create_role",
        State.WRONG,
        f"{owner.user} không có quyền CREATEROLE nên không tạo được vai trò web.",
        f"{owner.user} lacks CREATEROLE, so the web role cannot be made.",
        f'ALTER ROLE "{owner.user}" CREATEROLE;',
        f'ALTER ROLE "{owner.user}" CREATEROLE;',
    )


def data(home: Home) -> Finding:
    """Whether the data was made by this version, an older or a newer one."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khaigiang.config.settings")
    django.setup()
    from khaigiang.foundation import setup

    try:
        waiting = setup.waiting(home)
    except Refused as refused:
        return Finding(
            "data",
            State.WRONG,
            refused.in_language("vi"),
            refused.in_language("en"),
            "Hãy dùng phiên bản Khai Giảng mới hơn.",
            "Use the newer version of Khai Giảng.",
        )
    if waiting:
        return Finding(
            "data",
            State.NOTE,
            f"Có {waiting} bước nâng cấp dữ liệu đang chờ; lần chạy tới sẽ làm.",
            f"{waiting} steps wait to bring the data to this version; the next start does them.",
        )
    return Finding("data", State.FINE, "Dữ liệu đúng phiên bản chương trình.", "The data fits this version.")
