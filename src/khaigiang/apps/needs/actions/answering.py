"""What a unit answers to a survey: filled row by row or from its workbook, submitted, handed back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from khaigiang.apps.needs import phrases
from khaigiang.apps.needs.models import NamedNeed, NeedsForm, StatedNeed, SurveyRow
from khaigiang.apps.needs.permissions import check_may_answer, check_may_survey
from khaigiang.apps.needs.queries import own_people, why_not_answer, why_not_submit
from khaigiang.apps.people.models import Person
from khaigiang.core.states import NeedsFormState, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@dataclass(frozen=True, slots=True)
class Filled:
    """What is answered to one row; ``people`` is None where it is not answered yet, ``named`` are ids of persons."""

    people: int | None
    remark: str = ""
    named: Sequence[int] = field(default=())


@action
def fill_form(
    form: NeedsForm, answers: Mapping[int, Filled], *, file_name: str = "", digest: str = "", by: Actor
) -> int:
    """Write what a unit answers to rows (by id); rows that are not told keep their answer. Says how many changed."""
    check_may_answer(by, form.unit)
    _held(form)
    _check(form, "fill")
    rows = {row.pk: row for row in form.survey.rows.all()}
    if any(key not in rows for key in answers):
        raise Refused("no_such_row", phrases.NO_SUCH_ROW)
    named = any(answer.named for answer in answers.values())
    own = own_people(form.unit, on=clock.today()) if named else {}
    before = {each.row_id: each for each in form.stated.prefetch_related("names")}
    for key, answer in answers.items():
        _check_answer(
            rows[key], answer, own, {name.person_id for name in before[key].names.all()} if key in before else ()
        )
    changed = [key for key, answer in answers.items() if _as_kept(before.get(key)) != _as_told(answer)]
    _write(form, {key: answers[key] for key in changed})
    if file_name:
        form.file_name, form.digest = file_name, digest
    form.state = next_state(NeedsFormState, form.state, "fill")
    form.save()
    audit.record("needs.form_filled", form, by=by, unit=form.unit.name, rows=len(changed), file=file_name)
    return len(changed)


@action
def submit_form(form: NeedsForm, *, by: Actor) -> NeedsForm:
    """Send a form to whoever asks. Refused until each row is answered: no need at all is a nought."""
    check_may_answer(by, form.unit)
    _held(form)
    if why := why_not_submit(form):
        raise Refused("cannot_submit_form", why)
    form.state = next_state(NeedsFormState, form.state, "submit")
    form.submitted_on, form.submitted_by = clock.today(), by.name
    form.save()
    people = sum(form.stated.values_list("people", flat=True))
    audit.record("needs.form_submitted", form, by=by, unit=form.unit.name, people=people)
    return form


@action
def hand_back(form: NeedsForm, *, remarks: str, by: Actor) -> NeedsForm:
    """Give a submitted form back to its unit, saying what to mend."""
    check_may_survey(by)
    _held(form)
    _check(form, "hand_back")
    if not remarks.strip():
        raise Refused("remarks_wanted", phrases.REMARKS_WANTED)
    form.state = next_state(NeedsFormState, form.state, "hand_back")
    form.remarks = remarks
    form.save()
    audit.record("needs.form_handed_back", form, by=by, unit=form.unit.name, remarks=remarks)
    return form


def _held(form: NeedsForm) -> None:
    """The survey is not closed meanwhile, and of two who write one form the second sees the first."""
    form.survey.hold()
    form.hold()


def _check(form: NeedsForm, verb: str) -> None:
    if why := why_not_answer(form, verb):
        raise Refused("form_not_open", why)


def _check_answer(
    row: SurveyRow, answer: Filled, own: Mapping[int, Person], named_before: Sequence[int] | set[int]
) -> None:
    """A person named before may have left since; nobody new is named who is not of the unit."""
    for key in answer.named:
        if key not in own and key not in named_before:
            person = Person.objects.filter(pk=key).first()
            raise Refused("not_units_person", phrases.NOT_UNITS_PERSON, name=person.full_name if person else key)
    if len(set(answer.named)) > (answer.people or 0):
        facts = {"title": row.title, "named": len(set(answer.named)), "people": answer.people or 0}
        raise Refused("more_named", phrases.MORE_NAMED, **facts)


def _as_kept(need: StatedNeed | None) -> tuple[object, ...]:
    return (need.people, need.remark, frozenset(each.person_id for each in need.names.all())) if need else (None,)


def _as_told(answer: Filled) -> tuple[object, ...]:
    return (None,) if answer.people is None else (answer.people, answer.remark, frozenset(answer.named))


def _write(form: NeedsForm, answers: Mapping[int, Filled]) -> None:
    StatedNeed.objects.filter(form=form, row__in=list(answers)).delete()
    told = [
        StatedNeed(form=form, row_id=key, people=answer.people, remark=answer.remark)
        for key, answer in answers.items()
        if answer.people is not None
    ]
    made = StatedNeed.objects.bulk_create(told)
    NamedNeed.objects.bulk_create(
        NamedNeed(need=need, person_id=person) for need in made for person in dict.fromkeys(answers[need.row_id].named)
    )
