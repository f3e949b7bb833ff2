"""Every page of the program with the things of one small world in its address."""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.urls import URLPattern, get_resolver, reverse

import builders
import finishing
from apps.calls.calling import drafted, signed
from apps.delivery.ready import BOARD, MORNING
from apps.needs.surveying import inspected, published
from khaigiang.apps.accounts.models import Role
from khaigiang.apps.accounts.permissions import WHO_MAY
from khaigiang.apps.calls.actions import publish, start_dossier
from khaigiang.apps.delivery.actions import mark_all_present, report_incident, write_journal
from khaigiang.apps.desk.models import YearRun
from khaigiang.apps.papers.models import PaperKind
from khaigiang.apps.quotas.models import Quota
from khaigiang.apps.units.actions import Basis, add
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import SYSTEM

BASIS = Basis("15-QĐ/QU", "Quận ủy", MORNING.day)
# Roles that see of the world only their own units, lessons or seat.
LIMITED = (Role.SENDING_UNIT, Role.LECTURER, Role.TRAINEE)


def patterns() -> dict[str, URLPattern]:
    """Every named address of ours with its slice."""
    return {
        f"{resolver.app_name}:{each.name}": each
        for resolver in get_resolver().url_patterns
        for each in resolver.url_patterns
        if isinstance(each, URLPattern)
    }


def lived_in_world() -> builders.World:
    """The small world with something of every kind in it; every name and text of it can be looked for in a page.

    The first district's people and the second's each have a roll, an urgent incident and a certificate.
    """
    world = builders.small_world()
    held = world.training_class
    mark_all_present(held, MORNING, by=BOARD)
    write_journal(held, day=MORNING.day, text="Nhật ký của lớp.", by=BOARD)
    for enrolment in (world.enrolments[0], world.enrolments[2]):
        name = enrolment.nomination.person.full_name
        report_incident(
            held, happened_on=MORNING.day, text=f"Sự việc của {name}.", urgent=True, enrolment=enrolment, by=BOARD
        )
    assessment = finishing.assessment(world.line.programme)
    certificates = [finishing.certificate_of(world.enrolments[number]) for number in (0, 2)]
    with guarded.writing("test"):
        run = YearRun.objects.create(digest="1" * 64, state="waiting")
    summonses = [
        builders.paper(f"class:{held.pk}/unit:{each.pk}", PaperKind.SUMMONS, file_name=f"trieu-tap-{each.pk}.docx")
        for each in world.districts
    ]
    post = builders.post(world.nominations[0].person, world.communes[0])
    likeness = builders.identity_question(*(each.person for each in world.nominations[:2]))
    world.more.update(
        post=post,
        likeness=likeness,
        run=run,
        batch=builders.batch(kind="nominations", unit=world.districts[0]),
        search=builders.timetable_search(world.plan),
        assessment=assessment,
        certificates=certificates,
        summonses=summonses,
        entry=builders.entry(),
        question=builders.question(),
        change=add("Phòng Mới", kind="phòng", parent=world.districts[0], day=MORNING.day, basis=BASIS, by=SYSTEM),
    )
    call = drafted(world.line)
    world.more["call"] = publish(signed(call), by=SYSTEM)
    world.more["dossier"] = start_dossier(world.line, unit=world.districts[0], by=SYSTEM)
    world.more["survey"] = published(world.city, programme=world.line.programme.code)
    world.more["inspected"] = inspected(world.city, {world.districts[0].name: 2})
    return world


def things_of(world: builders.World) -> dict[str, Any]:
    """What stands in addresses, by the word of the address; all of it belongs to the first district and its people."""
    return {
        "plan_id": world.plan.pk,
        "run_id": world.more["run"].pk,
        "person_id": world.nominations[0].person_id,
        "appointment_id": world.more["post"].pk,
        "identity_id": world.more["likeness"].pk,
        "entry_kind": "chuc-danh",
        "batch_id": world.more["batch"].pk,
        "line_id": world.line.pk,
        "planned_id": world.planned.pk,
        "programme_id": world.line.programme_id,
        "unit_id": world.districts[0].pk,
        "dossier_id": world.more["dossier"].pk,
        "survey_id": world.more["survey"].pk,
        "form_id": world.more["survey"].forms.get(unit=world.districts[0]).pk,
        "need_id": world.more["inspected"].pk,
        "call_id": world.more["call"].pk,
        "quota_id": Quota.objects.get(line=world.line, unit=world.districts[0]).pk,
        "nomination_id": world.nominations[0].pk,
        "class_id": world.training_class.pk,
        "enrolment_id": world.enrolments[0].pk,
        "lecturer_id": world.lecturer.pk,
        "room_id": world.room.pk,
        "search_id": world.more["search"].pk,
        "paper_id": world.paper.pk,
        "half_day": "2022-05-11-morning",
        "entry_id": world.more["entry"].pk,
        "question_id": world.more["question"].pk,
        "register_id": world.more["certificates"][0].register_id,
        "certificate_id": world.more["certificates"][0].pk,
        "change_id": world.more["change"].pk,
        "act": "them",
        "rules": "dossier",
    }


def addresses(things: Mapping[str, Any]) -> dict[str, str]:
    """The address of each page that needs a sign-in."""
    found = patterns()
    return {
        route: reverse(route, kwargs={word: things[word] for word in found[route].pattern.converters})
        for route in WHO_MAY
    }


def contents() -> dict[str, tuple[int, str]]:
    """How many rows each table has and a digest of them all, the audit trail's too; sessions are the browser's own."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(connection.introspection.table_names(cursor)):
            if table != "django_session":
                cursor.execute(
                    f'SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text FROM "{table}" t'
                )
                found[table] = cursor.fetchone()
    return found
