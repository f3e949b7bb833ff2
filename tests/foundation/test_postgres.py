"""The embedded server, in homes of their own. Each test leaves no server behind."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from ground.settings import REPOSITORY
from khaigiang.foundation import keys, postgres, roles
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused

OTHER_PROCESS = """
import sys
from pathlib import Path
from khaigiang.foundation import postgres
from khaigiang.foundation.home import Home
postgres.open_door(Home(Path(sys.argv[1])))
print("open", flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def home(home_folder, monkeypatch) -> Iterator[Home]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("KHAIGIANG_TEST_DATABASE")  # here data must survive, as it does in an office
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY / "src"))
    home = Home(home_folder)
    yield home
    postgres.leave(home)
    if home.cluster.exists() and (home.cluster / "PG_VERSION").exists():
        cluster(home).stop()


def cluster(home: Home) -> postgres.Cluster:
    return postgres.Cluster(home, keys.load_or_make(home))


def ask(home: Home, question: str) -> object:
    with roles.connect(cluster(home).access("postgres")) as connection:
        return connection.execute(question).fetchone()[0]


def server_process(home: Home) -> psutil.Process:
    return psutil.Process(int((home.cluster / "postmaster.pid").read_text().splitlines()[0]))


def other_process(home: Home) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROCESS, str(home.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "open\n"
    return process


def test_server_starts_in_a_folder_with_spaces_and_diacritics_and_stops_with_its_last_user(home) -> None:
    postgres.open_door(home)

    assert str(ask(home, "SHOW server_version")).split(".")[0] == postgres.VERSION

    postgres.leave(home)

    assert not cluster(home).running()


def test_server_listens_on_no_network(home) -> None:
    postgres.open_door(home)

    assert ask(home, "SHOW listen_addresses") == ""


def test_second_process_shares_the_server_and_the_last_one_stops_it(home) -> None:
    postgres.open_door(home)
    server = server_process(home)
    other = other_process(home)

    assert server_process(home) == server

    postgres.leave(home)

    assert cluster(home).running()

    other.communicate("\n")

    assert not cluster(home).running()


def test_process_killed_while_it_uses_the_server_leaves_it_to_the_next(home) -> None:
    other = other_process(home)
    server = server_process(home)
    other.kill()
    other.communicate()

    postgres.open_door(home)

    assert server_process(home) == server


def test_data_survives_a_killed_server(home) -> None:
    postgres.open_door(home)
    with roles.connect(cluster(home).access("postgres")) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('còn nguyên')")
    server = server_process(home)
    family = [server, *server.children(recursive=True)]
    server.send_signal(signal.SIGKILL)
    psutil.wait_procs(family, timeout=20)

    postgres.open_door(home)

    assert ask(home, "SELECT word FROM kept") == "còn nguyên"


def test_number_of_a_dead_server_that_another_program_got_is_not_taken_for_it(home) -> None:
    postgres.open_door(home)
    note = (home.cluster / "postmaster.pid").read_text()
    postgres.leave(home)
    (home.cluster / "postmaster.pid").write_text(re.sub(r"^\d+", str(os.getpid()), note))

    assert not cluster(home).running()


def test_data_of_another_version_is_refused_and_not_touched(home) -> None:
    home.made()
    keys.load_or_make(home)
    home.cluster.mkdir()
    (home.cluster / "PG_VERSION").write_text("14\n")

    with pytest.raises(Refused) as refused:
        postgres.open_door(home)

    assert refused.value.code == "other_postgres_version"
    assert (refused.value.facts["found"], refused.value.facts["wanted"]) == ("14", postgres.VERSION)
    assert [path.name for path in home.cluster.iterdir()] == ["PG_VERSION"]


def test_cluster_left_half_made_is_made_anew(home) -> None:
    home.made()
    half = home.root / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    postgres.open_door(home)

    assert ask(home, "SELECT 1") == 1
    assert not half.exists()


def test_folder_that_lost_its_version_is_refused_and_not_touched(home) -> None:
    home.made()
    keys.load_or_make(home)
    (home.cluster / "base").mkdir(parents=True)

    with pytest.raises(Refused, match="PG_VERSION"):
        postgres.open_door(home)

    assert [path.name for path in home.cluster.iterdir()] == ["base"]


def test_lost_keys_are_said_and_not_made_anew(home) -> None:
    home.made()
    home.cluster.mkdir()
    (home.cluster / "PG_VERSION").write_text("18\n")

    with pytest.raises(Refused) as refused:
        postgres.open_door(home)

    assert refused.value.code == "keys_lost"
    assert not home.keys.exists()


def test_home_that_cannot_be_made_is_refused(tmp_path) -> None:
    (tmp_path / "a file").write_text("")

    with pytest.raises(Refused) as refused:
        postgres.open_door(Home(tmp_path / "a file" / "home"))

    assert refused.value.code == "home_unusable"


@pytest.mark.parametrize("url", ["mysql://a:b@c/d", "postgresql://host/db", "postgresql://a:b@c", "rubbish"])
def test_url_that_names_no_database_is_refused(home, monkeypatch, url) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    with pytest.raises(Refused) as refused:
        postgres.open_door(home)

    assert refused.value.code == "bad_database_url"


def test_url_is_read_with_its_escapes(home, monkeypatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://ch%E1%BB%A7:m%40t@db.example:6000/lop%20hoc")

    door = postgres.open_door(home)

    assert door.owner == postgres.Access("db.example", 6000, "lop hoc", "chủ", "m@t")
    assert (door.web.user, door.web.name, door.embedded) == ("lop hoc_web", "lop hoc", False)
