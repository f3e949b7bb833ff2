"""A survey of two districts, and people on record in their communes."""

import datetime as dt

import builders
from apps.acting import PLANNER, somebody
from khaigiang.apps.needs.actions import (
    Asking,
    Filled,
    InspectionPaper,
    ask_about,
    ask_units,
    enter_inspection,
    fill_form,
    open_survey,
    publish_survey,
    submit_form,
)
from khaigiang.apps.needs.models import InspectionNeed, NeedsForm, NeedsSurvey
from khaigiang.apps.people.models import Person, TrainingRecord
from khaigiang.apps.units.models import Level, Unit
from khaigiang.foundation import guarded
from khaigiang.foundation.actor import Actor

TODAY = dt.date(2022, 5, 12)
DEADLINE = dt.date(2022, 6, 10)
SECRETARY, DEPUTY = "commune_secretary", "commune_deputy_secretary"


def city(districts: int = 2) -> Unit:
    """A city with districts, each with one commune."""
    made = builders.unit("Thành phố Mẫu", Level.PROVINCE, kind="municipality")
    for number in range(1, districts + 1):
        district = builders.unit(f"Quận {number}", parent=made)
        builders.unit(f"Phường {number}", Level.COMMUNE, parent=district)
    return made


def drafted(body: Unit | None = None, *groups: str, ask: bool = True, **asking) -> NeedsSurvey:
    body = body or city()
    facts = {"year": 2023, "asker": "Ban Tổ chức Thành ủy", "title": "Khảo sát nhu cầu năm 2023"}
    survey = open_survey(body, **facts, deadline=DEADLINE, by=PLANNER)
    if ask:
        if "programme" not in asking and "title" not in asking:
            asking["programme"] = builders.programme().code
        ask_about(survey, groups or (SECRETARY,), asking=Asking(**asking), by=PLANNER)
        ask_units(survey, list(Unit.objects.filter(parent=body)), by=PLANNER)
    return survey


def published(body: Unit | None = None, *groups: str, **asking) -> NeedsSurvey:
    return publish_survey(drafted(body, *groups, **asking), by=PLANNER)


def form_in(survey: NeedsSurvey, number: int = 1) -> NeedsForm:
    return NeedsForm.objects.select_related("survey__body", "unit").get(survey=survey, unit__name=f"Quận {number}")


def own(form: NeedsForm) -> Actor:
    below = Unit.objects.filter(parent=form.unit).values_list("pk", flat=True)
    return somebody("sending_unit", scope=frozenset({form.unit_id, *below}))


def holder(name: str, number: int = 1, group: str = SECRETARY, **facts) -> Person:
    """Somebody who holds a post of a group in the commune of a district."""
    person = builders.person(name)
    builders.post(person, Unit.objects.get(name=f"Phường {number}"), "Bí thư Đảng ủy", groups=[group], **facts)
    return person


def completed(person: Person, programme: str, day: dt.date = dt.date(2021, 3, 1)) -> None:
    with guarded.writing("test"):
        TrainingRecord.objects.create(
            person=person, programme=programme, source=f"test:{programme}", title="Lớp", finished_on=day
        )


def answered(form: NeedsForm, people: int, *named: Person, submit: bool = True) -> NeedsForm:
    """The first row answered, the others with a nought."""
    rows = list(form.survey.rows.order_by("place"))
    keys = tuple(person.pk for person in named)
    answers = {row.pk: Filled(people, "", keys) if row == rows[0] else Filled(0) for row in rows}
    fill_form(form, answers, by=own(form))
    return submit_form(form, by=own(form)) if submit else form


def paper(**facts) -> InspectionPaper:
    told = {
        "number": "12-KL/UBKT",
        "issued_on": dt.date(2022, 4, 20),
        "issuer": "Ủy ban Kiểm tra Thành ủy",
        "topic": "Nghiệp vụ kiểm tra, giám sát",
        "found": "Chưa lập chương trình kiểm tra năm.",
        "field": "inspection",
    }
    return InspectionPaper(**told | facts)


def inspected(body: Unit, units: dict[str, int | None], **facts) -> InspectionNeed:
    told = {Unit.objects.get(name=name): people for name, people in units.items()}
    return enter_inspection(body, year=2023, paper=paper(**facts), units=told, by=PLANNER)
