"""A city's year of one programme: 2,000 certificates issued in one transaction, then written as sealed PDF files.

The class is made of rows that stand at the end of its life, in a home of its own on the embedded server with its usual
durability. Writing is what ``kg certificate export`` does, in one process.
"""

import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

PEOPLE = 2000
FIRST, LAST = dt.date(2022, 5, 9), dt.date(2022, 5, 27)
FAMILY, MIDDLE, GIVEN = ("Nguyễn", "Lê", "Phạm", "Đỗ"), ("Văn", "Thị", "Quốc", "Ánh"), ("An", "Bình", "Dương", "Hương")


def run() -> dict[str, float]:
    """Seconds of issuing and of writing all files, and how many of the two together a second makes."""
    with tempfile.TemporaryDirectory(prefix="kg-bench-") as folder:
        os.environ["KHAIGIANG_HOME"] = folder
        os.environ.pop("DATABASE_URL", None)
        return measured(Path(folder) / "chung-nhan")


def measured(out: Path) -> dict[str, float]:
    from khaigiang.cli.home import open_home

    open_home()
    from django.conf import settings
    from django.db import connections

    from khaigiang.apps.certificates.actions import issue_certificates
    from khaigiang.cli.certificate import write
    from khaigiang.foundation import postgres
    from khaigiang.foundation.actor import SYSTEM

    training_class = crowd(PEOPLE)
    issue_seconds = timed(lambda: issue_certificates(training_class, by=SYSTEM))
    export_seconds = timed(lambda: write(None, None, out))
    assert len(list(out.iterdir())) == PEOPLE
    connections.close_all()
    postgres.leave(settings.HOME)
    return {
        "certificates": PEOPLE,
        "issue_seconds": round(issue_seconds, 3),
        "export_seconds": round(export_seconds, 3),
        "per_second": round(PEOPLE / (issue_seconds + export_seconds), 1),
    }


def timed(verb: Callable[[], object]) -> float:
    began = time.perf_counter()
    verb()
    return time.perf_counter() - began


def crowd(people: int) -> Any:
    """A finished class in which everybody has completed and nobody holds a certificate."""
    from khaigiang.apps.classes.models import Enrolment
    from khaigiang.apps.nominations.models import Nomination
    from khaigiang.apps.people.models import Person
    from khaigiang.apps.results.models import Completion
    from khaigiang.core.vietnamese import fold, sort_key
    from khaigiang.foundation import guarded

    def name(place: int) -> str:
        family, middle, given = (words[place // 4**at % 4] for at, words in enumerate((FAMILY, MIDDLE, GIVEN)))
        return f"{family} {middle} {given}"

    with guarded.writing("bench"):
        unit, training_class, letter = _around(people)
        persons = Person.objects.bulk_create(
            Person(
                full_name=(said := name(place)),
                folded=fold(said),
                sort_key=sort_key(said),
                sex="male",
                born=dt.date(1975, 1, 1) + dt.timedelta(days=place),
                born_precision="day",
            )
            for place in range(people)
        )
        nominations = Nomination.objects.bulk_create(
            Nomination(
                list=letter,
                line=letter.line,
                person=person,
                unit=unit,
                place=place,
                position_title="Bí thư Đảng ủy",
                position_group="commune_secretary",
                sheet="Danh sách",
                cell=f"B{place + 9}",
                state="accepted",
                standing="eligible",
                judged_on=FIRST,
            )
            for place, person in enumerate(persons, start=1)
        )
        enrolments = Enrolment.objects.bulk_create(
            Enrolment(training_class=training_class, nomination=nomination, unit_then=unit.name)
            for nomination in nominations
        )
        Completion.objects.bulk_create(
            Completion(enrolment=enrolment, standing="completed", final=Decimal("7.50"), judged_on=LAST)
            for enrolment in enrolments
        )
    return training_class


def _around(people: int) -> tuple[Any, Any, Any]:
    """A unit that sends, a finished class and a letter, of a plan of one line."""
    from khaigiang.apps.catalogue.models import Programme
    from khaigiang.apps.classes.models import TrainingClass
    from khaigiang.apps.nominations.models import NominationList
    from khaigiang.apps.plans.models import Plan, PlanLine, PlannedClass
    from khaigiang.apps.units.models import Unit

    programme = Programme.objects.create(
        code="CT-DO",
        name="Bồi dưỡng bí thư đảng ủy xã, phường, thị trấn nhiệm kỳ 2020-2025",
        kind="refresher",
        study_form="full_time",
        digest="0" * 64,
    )
    plan = Plan.objects.create(
        number="1-KH/TU",
        issued_on=FIRST,
        issuer="Ban Thường vụ Thành ủy Hà Nội",
        parent_body="Thành ủy Hà Nội",
        place="Hà Nội",
        year=FIRST.year,
        title="Kế hoạch đào tạo, bồi dưỡng cán bộ",
        pack="party",
    )
    line = PlanLine.objects.create(
        plan=plan,
        code="D1",
        title=programme.name,
        programme=programme,
        audience=["commune_secretary"],
        audience_text="Bí thư đảng ủy xã, phường, thị trấn",
        classes=1,
        seats=people,
        organiser="Ban Tổ chức Thành ủy",
        school="Trường Đào tạo cán bộ Lê Hồng Phong",
        venue="Hội trường A",
        quota_method="listed",
    )
    planned = PlannedClass.objects.create(
        line=line, number=1, name="Lớp 1", minimum=1, maximum=people, first_day=FIRST, last_day=LAST
    )
    training_class = TrainingClass.objects.create(
        planned=planned, line=line, code="D1-1", name="Lớp 1", state="finished", opened_on=FIRST, finished_on=LAST
    )
    unit = Unit.objects.exclude(code="").order_by("pk").first()
    assert unit is not None
    letter = NominationList.objects.create(
        line=line, unit=unit, letter_number="1-CV/HU", letter_day=FIRST, signer="Trần Văn Ký", signer_title="Phó Bí thư"
    )
    return unit, training_class, letter
