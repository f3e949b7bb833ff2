"""A plan's rows, or its workbook, ⇄ what the core compares."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from khaigiang.apps.catalogue.models import Programme
from khaigiang.apps.plans.models import Plan, PlanLine
from khaigiang.apps.units.models import Unit
from khaigiang.core.plan_said import ClassSaid, LineSaid, PlanSaid, ShareSaid
from khaigiang.intake.plan import ClassRow, LineRow, PlanHead, PlanWorkbook
from khaigiang.intake.plan_checks import consenting_body_of

# What a line states in its own columns, under the same names.
_COLUMNS = (
    "code",
    "title",
    "audience_text",
    "rule_set",
    "classes",
    "seats",
    "organiser",
    "school",
    "venue",
    "payer",
    "estimate",
    "chief_and_deputy_together",
    "quota_method",
    "tracking",
    "bloc",
    "abroad",
    "delegated",
    "consenting_body",
)


def plan_said(plan: Plan) -> PlanSaid:
    """A plan as it stands, in five queries."""
    lines = plan.lines.select_related("programme").prefetch_related("planned_classes", "sending_units__unit")
    return PlanSaid(
        title=plan.title,
        parent_body=plan.parent_body,
        place=plan.place,
        instruments=tuple(sorted(row.number for row in plan.instruments.all())),
        lines=tuple(line_said(line) for line in lines.order_by("pk")),
    )


def line_said(line: PlanLine) -> LineSaid:
    return LineSaid(
        programme=line.programme.name,
        programme_key=line.programme_id,
        audience=tuple(line.audience),
        organiser_key=line.organiser_unit_id,
        planned=tuple(
            ClassSaid(
                row.number,
                row.name,
                row.minimum,
                row.maximum,
                row.first_day,
                row.last_day,
                tuple(row.weekdays),
                tuple(row.parts),
                row.estimate,
            )
            for row in line.planned_classes.all()
        ),
        shares=tuple(ShareSaid(row.unit_id, row.unit.name, row.seats, row.weight) for row in line.sending_units.all()),
        **{name: _plain(getattr(line, name)) for name in _COLUMNS},
    )


def plan_in(
    workbook: PlanWorkbook,
    programmes: Mapping[str, Programme],
    *,
    units: Mapping[str, Unit],
    audiences: Mapping[str, str],
) -> PlanSaid:
    """A plan as its workbook states it; ``programmes`` gives the version that each code means."""
    return PlanSaid(
        title=workbook.head.title,
        parent_body=workbook.head.parent_body,
        place=workbook.head.place,
        instruments=tuple(sorted(row.number for row in workbook.head.instruments)),
        lines=tuple(
            _line_in(workbook, row, programmes[row.programme], units=units, audiences=audiences)
            for row in workbook.lines
        ),
    )


def _line_in(
    workbook: PlanWorkbook,
    row: LineRow,
    programme: Programme,
    *,
    units: Mapping[str, Unit],
    audiences: Mapping[str, str],
) -> LineSaid:
    organiser = units.get(row.organiser)
    return LineSaid(
        code=row.code,
        title=row.title,
        programme=programme.name,
        programme_key=programme.pk,
        audience=tuple(audiences[wording] for wording in row.audience if wording in audiences),
        audience_text="; ".join(row.audience),
        rule_set=row.rule_set,
        classes=row.classes,
        seats=row.seats,
        organiser=row.organiser,
        organiser_key=organiser.pk if organiser else None,
        school=row.school,
        venue=row.venue,
        payer=row.payer,
        estimate=row.estimate,
        chief_and_deputy_together=row.chief_and_deputy_together,
        quota_method=row.quota_method.value,
        tracking=row.tracking.value,
        bloc=row.bloc.value if row.bloc else "",
        abroad=row.abroad,
        delegated=row.delegated,
        consenting_body=consenting_body_of(workbook, row),
        planned=tuple(_class_in(each, delegated=row.delegated) for each in workbook.classes_of(row.code)),
        shares=tuple(
            ShareSaid(units[each.unit].pk, units[each.unit].name, each.seats, each.weight)
            for each in workbook.seats_of(row.code)
        ),
    )


def _class_in(row: ClassRow, *, delegated: bool) -> ClassSaid:
    """What an empty cell leaves open stays open; nobody asks what a class of a line that is not delegated may cost."""
    return ClassSaid(
        row.number,
        row.name,
        row.minimum,
        row.maximum,
        row.first_day,
        row.last_day,
        row.weekdays or None,
        tuple(part.value for part in row.parts) or None,
        row.estimate if delegated else None,
    )


def class_columns(said: ClassSaid) -> dict[str, Any]:
    """What a class states, by the columns of its row; what is left open keeps what stands there."""
    return {name: value for name, value in asdict(said).items() if value is not None}


def columns_of(said: LineSaid) -> dict[str, Any]:
    """What a line states, by the columns of its row."""
    return {
        "programme_id": said.programme_key,
        "organiser_unit_id": said.organiser_key,
        "audience": list(said.audience),
        **{name: getattr(said, name) for name in _COLUMNS},
    }


def same_plan(plan: Plan, head: PlanHead) -> bool:
    """Whether the head of a workbook names this plan: its number, day, issuer, year and form never change."""
    own = (plan.number, plan.issued_on, plan.issuer, plan.year, plan.pack)
    return own == (head.number, head.issued_on, head.issuer, head.year, head.pack.value)


def _plain(value: Any) -> Any:
    """The bare word of a choice: as a workbook's line says it."""
    return str(value) if isinstance(value, str) else value
