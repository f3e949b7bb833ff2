"""Everybody who signs in may read and ask; those who teach and organise answer."""

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.handbook import phrases
from khaigiang.apps.handbook.models import Question
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

ANSWERERS = (Role.LECTURER, Role.CLASS_BOARD, Role.SCHOOL, Role.PLANNER)
READERS = (*ANSWERERS, Role.LEADER, Role.AUDITOR)


def check_may_ask(actor: Actor) -> None:
    if not actor.roles:
        raise NotPermitted("may_not_ask", phrases.MAY_NOT_ASK)


def check_may_answer(actor: Actor) -> None:
    if not actor.has(*ANSWERERS):
        raise NotPermitted("may_not_answer", phrases.MAY_NOT_ANSWER)


def check_may_see_question(actor: Actor, question: Question) -> None:
    """Who answers or looks after it all sees every question, anybody else only what they asked themselves."""
    if question.asker != actor.id and not actor.has(*READERS):
        raise NotPermitted("not_your_question", phrases.NOT_YOUR_QUESTION)
