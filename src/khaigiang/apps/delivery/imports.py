"""The attendance workbook of a class, read and taken whole or not at all."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.queries import trainees
from khaigiang.apps.delivery.actions import Entry, take_rolls
from khaigiang.apps.delivery.bridge import attendance_form
from khaigiang.apps.delivery.models import Attendance
from khaigiang.apps.delivery.permissions import check_may_run
from khaigiang.apps.delivery.queries import periods_by_half_day
from khaigiang.core.calendar import HalfDay, Part
from khaigiang.core.states import RollState
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.intake.annotating import given_back
from khaigiang.intake.attendance import AttendanceForm, AttendanceSheet, LetterRead, half_day_heading
from khaigiang.intake.attendance_reader import read_attendance
from khaigiang.intake.attendance_template import write_attendance
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.refusal import FilesRefused

_FAULT = Severity.FILE_FAULT


def attendance_book(training_class: TrainingClass) -> bytes:
    """The workbook to fill in: the class's names by the half-days that are still open."""
    return write_attendance(attendance_form(training_class))


def take_from_book(training_class: TrainingClass, name: str, data: bytes, *, by: Actor) -> int:
    """Take the rolls a workbook holds, in one transaction; the same file twice changes nothing.

    Returns how many marks are new or changed. Raises FilesRefused with the cell of every fault.
    """
    check_may_run(by)
    reading = read_attendance(name, data, _whole_form(training_class))
    if reading.sheet is None:
        raise FilesRefused(reading.findings)
    letters, findings = _against_class(training_class, reading.sheet)
    if findings:
        raise FilesRefused(findings)
    return take_rolls(training_class, [Entry(each.number, each.half_day, each.presence) for each in letters], by=by)


def checked_book(training_class: TrainingClass, name: str, data: bytes, *, by: Actor) -> bytes | None:
    """The workbook given back with what was found in its cells, None when nothing was; nothing is written.

    Raises FilesRefused for a file that nobody can read.
    """
    check_may_run(by)
    findings = _findings(training_class, name, data)
    return given_back(name, data, findings)


def _findings(training_class: TrainingClass, name: str, data: bytes) -> Sequence[Finding]:
    reading = read_attendance(name, data, _whole_form(training_class))
    return reading.findings if reading.sheet is None else _against_class(training_class, reading.sheet)[1]


def _whole_form(training_class: TrainingClass) -> AttendanceForm:
    """What a file may speak of: the trainees, and every half-day, signed off or not."""
    return replace(attendance_form(training_class), half_days=tuple(periods_by_half_day(training_class)))


def _against_class(training_class: TrainingClass, sheet: AttendanceSheet) -> tuple[list[LetterRead], list[Finding]]:
    """What the file has to say to this class, and where it does not fit. What is signed and said the same is left."""
    if sheet.class_code != training_class.code:
        facts = {"value": sheet.class_code, "wanted": training_class.code}
        return [], [found(sheet.class_at, "class", "attendance_other_class", _FAULT, **facts)]
    names = {row.pk: row.nomination.person.full_name for row in trainees(training_class)}
    signed = _signed(training_class)
    of_class = frozenset(periods_by_half_day(training_class))
    letters = [each for each in sheet.letters if signed.get(each.half_day, {}).get(each.number) != each.presence]
    findings = [fault for each in letters for fault in _faults(each, names, of_class, frozenset(signed))]
    return letters, findings


def _signed(training_class: TrainingClass) -> dict[HalfDay, dict[int, str]]:
    """What the rolls that are signed off say, by half-day and trainee."""
    known: dict[HalfDay, dict[int, str]] = {}
    marks = Attendance.objects.filter(roll__training_class=training_class, roll__state=RollState.SIGNED).order_by()
    for enrolment, day, part, presence in marks.values_list("enrolment", "roll__day", "roll__part", "presence"):
        known.setdefault(HalfDay(day, Part(part)), {})[enrolment] = presence
    return known


def _faults(
    letter: LetterRead, names: dict[int, str], of_class: frozenset[HalfDay], signed: frozenset[HalfDay]
) -> Iterator[Finding]:
    half_day = half_day_heading(letter.half_day)
    expected = names.get(letter.number)
    if expected is None:
        facts = {"name": letter.name, "number": str(letter.number)}
        yield found(letter.at, "cell", "attendance_trainee_not_of_class", _FAULT, **facts)
    elif fold(expected) != fold(letter.name):
        facts = {"number": str(letter.number), "expected": expected}
        yield found(letter.at, "cell", "attendance_name_differs", _FAULT, name=letter.name, **facts)
    if letter.half_day not in of_class:
        yield found(letter.at, "cell", "attendance_half_day_not_of_class", _FAULT, half_day=half_day)
    elif letter.half_day.day > clock.today():
        yield found(letter.at, "cell", "attendance_half_day_not_come", _FAULT, half_day=half_day)
    elif letter.half_day in signed:
        yield found(letter.at, "cell", "attendance_signed", _FAULT, half_day=half_day)
