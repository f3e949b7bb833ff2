"""What was added up as a workbook, and what a person chose of it as rows of a plan's draft."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.catalogue.queries import topics_of
from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.bridge import Consolidated, Ground, Line, Sources
from khaigiang.apps.needs.models import NeedsSurvey
from khaigiang.core.eligibility.facts import StudyForm
from khaigiang.data.rules import position_groups
from khaigiang.documents import excel
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.plan import (
    LineRow,
    Pack,
    PlanHead,
    PlanWorkbook,
    ProgrammeKind,
    ProgrammeRow,
    QuotaMethod,
    SeatRow,
    TopicKind,
    TopicRow,
)
from khaigiang.intake.templates import write_plan

NUMBER = excel.Kind.NUMBER
MOST = 100_000
"""More seats or classes than these no draft asks for."""
# What a draft leaves for a person to fill in: an empty cell, which no plan is taken with.
LEFT_OPEN = cast("Any", None)


def notes_of(found: Consolidated) -> tuple[str, ...]:
    """How the figures were counted: until when, who has answered, places and people of each source."""
    asked, record, inspected = found.whole.asked, found.whole.record, found.whole.inspected
    facts = {"places": number_format(asked.places), "named": number_format(len(asked.named))}
    people = {"people": number_format(len(asked.named)), **facts}
    said = [
        str(phrases.UNTIL) % {"day": f"{found.on:%d/%m/%Y}"},
        str(phrases.ANSWERED) % {"answered": found.answered, "asked": found.asked},
        str(phrases.ASKED_PEOPLE if asked.all_named else phrases.ASKED_UNNAMED) % people if asked.places else "",
        str(phrases.BY_RECORDS)
        % {
            "places": number_format(record.places),
            "people": number_format(len(record.people)),
            "unknown": number_format(record.unknown),
        },
        str(phrases.BY_INSPECTION)
        % {
            "papers": len(inspected.needs),
            "people": number_format(inspected.people),
            "open": number_format(inspected.open),
        }
        if inspected.needs
        else "",
        str(phrases.UNGROUPED) % {"n": number_format(found.ungrouped)} if found.ungrouped else "",
    ]
    return tuple(sentence for sentence in said if sentence)


def needs_workbook(found: Consolidated, *, stamp: dt.datetime) -> bytes:
    """The needs below a unit by programme and group, by unit, and the papers of the inspections behind them."""
    title = _("Tổng hợp nhu cầu năm %(year)s: %(unit)s") % {"year": found.survey.year, "unit": found.root_name}
    sheets = [
        excel.Sheet(
            _("Tổng hợp"),
            title,
            (excel.Column(_("Chương trình"), 44), excel.Column(_("Nhóm chức danh"), 30), *_columns()),
            tuple((line.title, line.group_name, *_cells(line.sources)) for line in found.lines),
            notes=notes_of(found),
            landscape=True,
        ),
        excel.Sheet(
            _("Theo đơn vị"),
            title,
            (
                excel.Column(_("Đơn vị"), 44),
                excel.Column(_("Đã gửi"), 10, NUMBER),
                excel.Column(_("Được hỏi"), 10, NUMBER),
                *_columns(),
            ),
            tuple((each.name, each.answered, each.asked, *_cells(each.sources)) for each in found.branches),
            landscape=True,
        ),
    ]
    if found.whole.inspected.needs:
        sheets.append(_papers(found, title))
    return excel.render(excel.Book(title, tuple(sheets), stamp))


def _columns() -> tuple[excel.Column, ...]:
    asked, record, inspected = _("Đơn vị đề nghị"), _("Theo hồ sơ"), _("Từ kiểm tra")
    return (
        excel.Column(_("Lượt"), 9, NUMBER, group=asked),
        excel.Column(_("Người"), 9, NUMBER, group=asked),
        excel.Column(_("Cần học"), 9, NUMBER, group=record),
        excel.Column(_("Đã có chỗ"), 9, NUMBER, group=record),
        excel.Column(_("Chưa đủ thông tin"), 11, NUMBER, group=record),
        excel.Column(_("So với hồ sơ"), 18),
        excel.Column(_("Nội dung"), 9, NUMBER, group=inspected),
        excel.Column(_("Số người"), 9, NUMBER, group=inspected),
    )


def _cells(sources: Sources) -> tuple[excel.Cell, ...]:
    asked, record, inspected = sources.asked, sources.record, sources.inspected
    return (
        asked.places if asked.units else None,
        asked.people if asked.units else None,
        record.places if record.holders else None,
        record.under_way if record.holders else None,
        record.unknown if record.holders else None,
        str(sources.comparison.label),
        len(inspected.needs) or None,
        inspected.people or None,
    )


def _papers(found: Consolidated, title: str) -> excel.Sheet:
    return excel.Sheet(
        _("Từ kiểm tra"),
        title,
        (
            excel.Column(_("Văn bản"), 18),
            excel.Column(_("Ngày"), 12, excel.Kind.DATE),
            excel.Column(_("Cơ quan ban hành"), 30),
            excel.Column(_("Nội dung cần bồi dưỡng"), 40),
            excel.Column(_("Kiểm tra nêu"), 60),
        ),
        tuple(
            (each.number, each.issued_on, each.issuer, each.topic, each.found) for each in found.whole.inspected.needs
        ),
        landscape=True,
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person puts into the draft of the plan: which line of the needs, for how many, in how many classes."""

    key: str
    seats: int
    classes: int = 1


def plan_draft(ground: Ground, chosen: Sequence[Chosen], *, root: int | None = None) -> bytes:
    """The plan workbook with a line for each need that a person chose; what only a person knows is left empty.

    The seats of a line are to be shared among the units by what each needs. Nothing is entered anywhere.
    """
    found = ground.below(ground.survey.body_id if root is None else root)
    lines = {line.key: line for line in found.lines}
    wanted = [(each, lines[each.key]) for each in chosen if each.key in lines and each.seats]
    if not wanted:
        raise Refused("nothing_chosen", phrases.NOTHING_CHOSEN)
    codes = _codes(line for _each, line in wanted)
    rows = tuple(
        _line(f"NC{place}", each, line, codes[line.key], ground.survey)
        for place, (each, line) in enumerate(wanted, start=1)
    )
    programmes, topics = _programmes({codes[line.key]: line for _each, line in wanted})
    return write_plan(
        PlanWorkbook(
            head=_head(ground.survey),
            lines=rows,
            classes=(),
            programmes=programmes,
            topics=topics,
            lecturers=(),
            rooms=(),
            seats=tuple(
                SeatRow(row.code, unit, None, weight)
                for row, (_each, line) in zip(rows, wanted, strict=True)
                for unit, weight in ground.weights(line, found.root)
            ),
        )
    )


def _codes(lines: Iterable[Line]) -> dict[str, str]:
    """The code of each line's programme; one that is still to be written gets a code of its own."""
    own: dict[str, str] = {}
    return {line.key: line.programme or own.setdefault(line.title, f"NC-CT{len(own) + 1}") for line in lines}


def _head(survey: NeedsSurvey) -> PlanHead:
    return PlanHead(
        number="",
        issued_on=LEFT_OPEN,
        issuer=survey.asker,
        parent_body="",
        place="",
        year=survey.year,
        title=phrases.PLAN_DRAFT_TITLE % {"year": survey.year},
        pack=Pack.PARTY,
    )


def _line(code: str, each: Chosen, line: Line, programme: str, survey: NeedsSurvey) -> LineRow:
    names = {group.code: group.name_vi for group in position_groups()}
    return LineRow(
        code=code,
        title=line.title,
        programme=programme,
        audience=tuple(names[group] for group in line.groups),
        rule_set=line.row.rule_set if line.row else "",
        classes=each.classes,
        seats=each.seats,
        organiser=survey.asker,
        school="",
        venue="",
        payer="",
        chief_and_deputy_together=True,
        quota_method=QuotaMethod.LARGEST_REMAINDER,
    )


def _programmes(lines: dict[str, Line]) -> tuple[tuple[ProgrammeRow, ...], tuple[TopicRow, ...]]:
    """Those of the catalogue with their topics, those still to be written with their name only."""
    known: dict[str, Programme] = {}
    for each in Programme.objects.filter(code__in=lines).order_by("version"):
        known[each.code] = each
    rows, topics = [], []
    for code, line in lines.items():
        programme = known.get(code)
        if programme is None:
            rows.append(ProgrammeRow(code, line.title, LEFT_OPEN, LEFT_OPEN, LEFT_OPEN))
            continue
        kind, form = ProgrammeKind(programme.kind), StudyForm(programme.study_form)
        rows.append(ProgrammeRow(code, programme.name, kind, form, programme.periods_per_half_day, programme.field))
        topics += [
            TopicRow(
                code,
                topic.module.number,
                topic.module.name,
                topic.number,
                topic.name,
                TopicKind(topic.kind),
                topic.half_days or None,
                topic.periods or None,
                tuple(topic.after),
            )
            for topic in topics_of(programme)
        ]
    return tuple(rows), tuple(topics)
