"""A unit's form by workbook: written with what is asked and what the records say, read back whole or not at all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.actions import Filled, fill_form
from khaigiang.apps.needs.bridge import Gap, gap
from khaigiang.apps.needs.models import NeedsForm
from khaigiang.apps.needs.permissions import check_may_answer
from khaigiang.apps.needs.queries import named_in, own_people, stated_in, why_not_answer
from khaigiang.apps.people.models import Person
from khaigiang.core.vietnamese import fold
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused
from khaigiang.foundation.uploads import digest_of
from khaigiang.intake.annotating import given_back
from khaigiang.intake.findings import Finding, Severity, found
from khaigiang.intake.needs import AskedRow, NeedsSheet, ReadNeed, read_needs, write_needs
from khaigiang.intake.refusal import FilesRefused


def needs_book(form: NeedsForm, *, actor: Actor) -> bytes:
    """The workbook of one unit to fill in."""
    check_may_answer(actor, form.unit)
    return write_needs(
        _sheet_of(form, gap(list(form.survey.rows.all()), [form.unit_id], on=clock.today(), actor=actor))
    )


def take_in_needs(form: NeedsForm, name: str, data: bytes, *, by: Actor) -> int:
    """Write what a filled workbook states; the number of rows that changed, so 0 for the same file again.

    Raises FilesRefused with each faulty cell.
    """
    read = _read(form, name, data, by=by)
    if read.answers is None:
        raise FilesRefused(read.findings)
    return fill_form(form, read.answers, file_name=name, digest=digest_of(data), by=by)


def checked_needs(form: NeedsForm, name: str, data: bytes, *, by: Actor) -> bytes | None:
    """The workbook given back with what was found in its cells, None when nothing was; nothing is written.

    Raises FilesRefused for a file that nobody can read.
    """
    return given_back(name, data, _read(form, name, data, by=by).findings)


@dataclass(frozen=True, slots=True)
class _Read:
    answers: Mapping[int, Filled] | None
    findings: tuple[Finding, ...]


def _read(form: NeedsForm, name: str, data: bytes, *, by: Actor) -> _Read:
    check_may_answer(by, form.unit)
    if why := why_not_answer(form, "fill"):
        raise Refused("form_not_open", why)
    reading = read_needs(name, data, _sheet_of(form, None))
    if reading.needs is None:
        return _Read(None, reading.findings)
    people = _by_name(own_people(form.unit, on=clock.today()).values())
    answers: dict[int, Filled] = {}
    findings = list(reading.findings)
    for need in reading.needs:
        named, faults = _named(need, people)
        findings += faults
        if need.people is not None:
            answers[need.key] = Filled(need.people, need.remark, named)
    return _Read(None if len(findings) > len(reading.findings) else answers, tuple(findings))


def _by_name(people: Iterable[Person]) -> Mapping[str, list[Person]]:
    called: dict[str, list[Person]] = {}
    for person in people:
        called.setdefault(person.folded, []).append(person)
    return called


def _named(need: ReadNeed, people: Mapping[str, list[Person]]) -> tuple[list[int], list[Finding]]:
    """The persons that the names mean; a name of none or of several of the unit's people is a fault of its cell."""
    keys: list[int] = []
    faults: list[Finding] = []
    for name in need.names:
        same = people.get(fold(name), [])
        if len(same) == 1:
            keys.append(same[0].pk)
        else:
            code = "needs_name_ambiguous" if same else "needs_name_unknown"
            faults.append(found(need.at, "names", code, Severity.FILE_FAULT, value=name))
    return keys, faults


def _sheet_of(form: NeedsForm, lacking: Gap | None) -> NeedsSheet:
    stated, named = stated_in(form), named_in(form)
    rows = []
    for row in form.survey.rows.order_by("place"):
        answer = stated.get(row.pk)
        on_record = lacking.of(form.unit_id, row.pk) if lacking else None
        said = "; ".join(f"{mark.label}: {n}" for mark, n in on_record.tally) if on_record else ""
        rows.append(
            AskedRow(
                row.pk,
                phrases.group_name(row.group),
                row.title,
                said or (str(phrases.NO_HOLDERS) if lacking else ""),
                answer.people if answer else None,
                tuple(person.full_name for person in named.get(row.pk, ())),
                answer.remark if answer else "",
            )
        )
    survey = form.survey
    return NeedsSheet(survey.title, form.unit.name, f"{survey.deadline:%d/%m/%Y}", tuple(rows))
