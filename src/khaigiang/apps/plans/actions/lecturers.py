"""Lecturers whom the city supplies to a delegated line on request."""

from khaigiang.apps.catalogue.models import Topic
from khaigiang.apps.plans import phrases
from khaigiang.apps.plans.models import LecturerRequest, PlanLine
from khaigiang.apps.plans.permissions import check_may_consent, check_may_organise
from khaigiang.apps.schools.actions import assign_topic
from khaigiang.apps.schools.models import Lecturer
from khaigiang.core.states import LecturerRequestState, NotAllowed, next_state
from khaigiang.foundation import audit, clock
from khaigiang.foundation.action import action
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import Refused


@action
def request_lecturer(line: PlanLine, topic: Topic, *, wish: str, by: Actor) -> LecturerRequest:
    """The unit that runs a delegated line asks for a lecturer for one topic; ``wish`` is whom or when it would like."""
    check_may_organise(by, line)
    if not line.delegated:
        raise Refused("line_not_delegated", phrases.NOT_DELEGATED, line=line.code)
    if topic.module.programme_id != line.programme_id:
        raise Refused("topic_of_other_programme", phrases.TOPIC_OF_OTHER_PROGRAMME, topic=topic.name, line=line.code)
    request = LecturerRequest.objects.create(
        line=line, topic=topic, wish=wish.strip(), asked_by=by.name, asked_on=clock.today()
    )
    audit.record("plans.lecturer_requested", request, by=by, line=line.code, topic=topic.number)
    return request


@action
def promise_lecturer(request: LecturerRequest, lecturer: Lecturer, *, by: Actor, answer: str = "") -> LecturerRequest:
    """The city names the lecturer, who from now on can give the topic: timetables may use them."""
    check_may_consent(by)
    request = _answered(request, "promise", answer, by)
    request.lecturer = lecturer
    request.save()
    assign_topic(lecturer, request.topic, by=by)
    name = lecturer.person.full_name
    audit.record("plans.lecturer_promised", request, by=by, line=request.line.code, lecturer=name)
    return request


@action
def decline_lecturer(request: LecturerRequest, *, answer: str, by: Actor) -> LecturerRequest:
    """The city has nobody to send, and says why."""
    check_may_consent(by)
    request = _answered(request, "decline", answer, by)
    if not request.answer:
        raise Refused("decline_without_answer", phrases.DECLINE_WITHOUT_ANSWER)
    request.save()
    audit.record("plans.lecturer_declined", request, by=by, line=request.line.code, answer=request.answer)
    return request


def _answered(request: LecturerRequest, verb: str, answer: str, by: Actor) -> LecturerRequest:
    """The request with its answer, not saved yet, held so that it is answered once."""
    held = LecturerRequest.objects.select_for_update(of=("self",)).select_related("line", "topic").get(pk=request.pk)
    try:
        held.state = next_state(LecturerRequestState, held.state, verb)
    except NotAllowed as error:
        raise Refused("request_answered", phrases.REQUEST_ANSWERED, topic=held.topic.name) from error
    held.answer, held.answered_by, held.answered_on = answer.strip(), by.name, clock.today()
    return held
