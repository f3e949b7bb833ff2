"""Danh sách lớp, as a workbook."""

import datetime as dt

from khaigiang.apps.classes.models import Enrolment
from khaigiang.apps.delivery.exports.sheet import ClassSheet
from khaigiang.apps.people.bridge import birth_of
from khaigiang.documents import excel


def class_list(sheet: ClassSheet, stamp: dt.datetime) -> excel.Book:
    """Danh sách lớp, in the order of given names."""
    line, plan = sheet.training_class.line, sheet.plan
    rows = tuple(
        (
            place,
            row.nomination.person.full_name,
            *_birth_columns(row),
            row.nomination.position_title,
            row.nomination.unit.name,
            row.nomination.list.unit.name,
            row.group.number if row.group else None,
            None,
        )
        for place, row in enumerate(sheet.enrolments, start=1)
    )
    return excel.Book(
        f"Danh sách {sheet.training_class.name}",
        (
            excel.Sheet(
                title="Danh sách",
                heading=f"DANH SÁCH HỌC VIÊN {sheet.training_class.name}".upper(),
                subheading=line.title,
                columns=(
                    excel.Column("STT", 5, excel.Kind.CENTRE),
                    excel.Column("Họ và tên", 25),
                    excel.Column("Nam", 11, excel.Kind.CENTRE, "Ngày sinh"),
                    excel.Column("Nữ", 11, excel.Kind.CENTRE, "Ngày sinh"),
                    excel.Column("Chức vụ", 28),
                    excel.Column("Đơn vị", 22),
                    excel.Column("Đơn vị cử", 20),
                    excel.Column("Tổ", 5, excel.Kind.CENTRE),
                    excel.Column("Ghi chú", 12),
                ),
                rows=rows,
                letterhead=excel.Letterhead(plan.parent_body.upper(), line.organiser.upper()),
                notes=(f"Danh sách có {len(rows)} học viên, {sheet.training_class.groups.count()} tổ.",),
                landscape=True,
                freeze=2,
                filters=True,
            ),
        ),
        stamp,
        line.organiser,
    )


def _birth_columns(row: Enrolment) -> tuple[str | None, str | None]:
    person = row.nomination.person
    birth = str(birth_of(person) or "")
    return (None, birth) if person.sex == "female" else (birth, None)
