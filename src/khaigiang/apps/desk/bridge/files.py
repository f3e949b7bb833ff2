"""The files of a run: a plan workbook and the units' lists, read and checked before anything is written."""

from collections.abc import Sequence
from dataclasses import dataclass

from khaigiang.apps.desk import phrases
from khaigiang.apps.desk.models import YearRun
from khaigiang.core.states import YearRunState
from khaigiang.foundation import home, uploads
from khaigiang.foundation.encryption import Unreadable, keyring
from khaigiang.foundation.home import Home
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import Finding, Severity, refuses
from khaigiang.intake.nominations import NominationWorkbook
from khaigiang.intake.nominations_reader import read_nominations
from khaigiang.intake.plan import PlanWorkbook
from khaigiang.intake.plan_reader import read_plan
from khaigiang.intake.refusal import FilesRefused

NamedFile = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class YearFiles:
    """A plan workbook, and lists in the order of their names: the order in which they are taken in."""

    plan: NamedFile
    nominations: tuple[NamedFile, ...]

    @classmethod
    def of(cls, plan: NamedFile, nominations: Sequence[NamedFile]) -> "YearFiles":
        """Raises Refused when two lists have the same name, since a finding names its file."""
        names = [name for name, _data in nominations]
        for name in sorted(names):
            if names.count(name) > 1:
                raise Refused("same_name_twice", phrases.SAME_NAME_TWICE, name=name)
        return cls(plan, tuple(sorted(nominations)))

    def stored(self) -> list[list[str]]:
        """Name and digest of each file, the plan first: how a run remembers them."""
        return [[name, uploads.digest_of(data)] for name, data in (self.plan, *self.nominations)]

    def store(self, of: Home) -> None:
        """Keep the bytes in a home, by digest, for the worker that will read them."""
        under = keyring(of)
        for _name, data in (self.plan, *self.nominations):
            uploads.keep(of.uploads, data, under=under)

    @classmethod
    def load(cls, of: Home, stored: Sequence[Sequence[str]]) -> "YearFiles":
        """The files a run remembers. Raises Refused when one was taken away, or lies there as nobody can open it."""
        plan, *lists = [_kept(of, name, digest) for name, digest in stored]
        return cls(plan, tuple(lists))


def take_files_away() -> None:
    """Nobody needs the bytes of runs that have ended, unless another run still waits for the same ones."""
    digests: dict[bool, set[str]] = {True: set(), False: set()}
    for state, settings in YearRun.objects.values_list("state", "settings"):
        waits = state in {YearRunState.WAITING, YearRunState.RUNNING}
        digests[waits].update(digest for _name, digest in settings.get("files", ()))
    for digest in digests[False] - digests[True]:
        uploads.take_away(home.current().uploads, digest)


def _kept(of: Home, name: str, digest: str) -> NamedFile:
    try:
        return name, uploads.read(of.uploads, digest, under=keyring(of))
    except (FileNotFoundError, Unreadable) as error:
        raise Refused("file_is_gone", phrases.FILE_IS_GONE, name=name) from error


@dataclass(frozen=True, slots=True)
class ReadFiles:
    """What the files say. ``nominations`` are (file name, workbook, digest)."""

    plan: PlanWorkbook
    nominations: tuple[tuple[str, NominationWorkbook, str], ...]
    findings: tuple[Finding, ...]


def read_files(files: YearFiles) -> ReadFiles:
    """Read and check every file. Raises FilesRefused with all that is wrong when any of them cannot be used.

    Only a plan whose lines are all tracked by totals may come without lists.
    """
    plan = read_plan(*files.plan)
    findings = list(plan.findings)
    lists = []
    for name, data in files.nominations:
        reading = read_nominations(name, data)
        findings += reading.findings
        if reading.nominations is not None:
            lists.append((name, reading.nominations, uploads.digest_of(data)))
    if plan.plan is None or refuses(findings):
        raise FilesRefused([finding for finding in findings if finding.severity is Severity.FILE_FAULT])
    if plan.plan.tracked_lines and not lists:
        raise Refused("no_list", phrases.NO_LIST)
    return ReadFiles(plan.plan, tuple(lists), tuple(findings))


def plan_of_file(file: NamedFile) -> PlanWorkbook:
    """The plan that a workbook states. Raises FilesRefused with the cell of every fault."""
    reading = read_plan(*file)
    if reading.plan is None:
        raise FilesRefused([each for each in reading.findings if each.severity is Severity.FILE_FAULT])
    return reading.plan
