"""Which roles open which page, and which may send something to it.

What somebody sees on a page they may open, and what they may do of all that it offers, is each slice's own
``check_may_…``; nobody gets as far as that whose role is not here.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from khaigiang.apps.accounts.models import Role
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted

# Pages that need no sign-in.
OPEN = frozenset(
    {"accounts:sign_in", "accounts:sign_out", "web:theme", "web:language", "certificates:verify", "certificates:page"}
)

_ALL = frozenset(Role)
_OFFICE = frozenset({Role.PLANNER, Role.LEADER, Role.AUDITOR, Role.SCHOOL})
_ANSWERS = frozenset({Role.LECTURER, Role.CLASS_BOARD, Role.SCHOOL, Role.PLANNER})
_RECORDS = frozenset({Role.PLANNER, Role.SENDING_UNIT})
_CLASS = _OFFICE | {Role.SENDING_UNIT, Role.CLASS_BOARD}

# A page that is not listed opens to nobody.
WHO_MAY: Mapping[str, frozenset[str]] = {
    "desk:home": _ALL,
    "desk:latest_board": _OFFICE | {Role.CLASS_BOARD},
    "desk:board": _OFFICE | {Role.CLASS_BOARD},
    "desk:submit_year": frozenset({Role.PLANNER}),
    "desk:year_run": frozenset({Role.PLANNER}),
    "desk:draft_plan": frozenset({Role.PLANNER}),
    "desk:plan_course": _OFFICE,
    "desk:plan_book": _OFFICE,
    "desk:amend": frozenset({Role.PLANNER}),
    "desk:amend_line": frozenset({Role.PLANNER}),
    "desk:person": _OFFICE | {Role.SENDING_UNIT, Role.TRAINEE},
    "people:index": _OFFICE | {Role.SENDING_UNIT},
    "people:add": _RECORDS,
    "people:correct": _RECORDS,
    "people:entries": _RECORDS,
    "people:enter": _RECORDS,
    "people:end": _RECORDS,
    "people:displaced": _RECORDS,
    "people:questions": frozenset({Role.PLANNER, Role.AUDITOR}),
    "people:question": frozenset({Role.PLANNER, Role.AUDITOR}),
    "people:merges": frozenset({Role.PLANNER, Role.AUDITOR}),
    "desk:intake": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "desk:batch": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "desk:units_book": frozenset({Role.PLANNER}),
    "desk:results_book": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "desk:batch_book": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "plans:index": _OFFICE | {Role.SENDING_UNIT},
    "plans:plan": _OFFICE | {Role.SENDING_UNIT},
    "plans:meeting": _OFFICE,
    "plans:line": _OFFICE | {Role.SENDING_UNIT},
    "plans:study_times": frozenset({Role.PLANNER, Role.SCHOOL}),
    "plans:joint": frozenset({Role.PLANNER, Role.SCHOOL}),
    "reports:index": _OFFICE | {Role.SENDING_UNIT},
    "reports:leader": _OFFICE,
    "reports:plan_actual": _OFFICE | {Role.SENDING_UNIT},
    "reports:plan_actual_book": _OFFICE | {Role.SENDING_UNIT},
    "reports:breakdown": _OFFICE | {Role.SENDING_UNIT},
    "reports:breakdown_book": _OFFICE | {Role.SENDING_UNIT},
    "reports:coverage": _OFFICE | {Role.SENDING_UNIT},
    "reports:coverage_book": _OFFICE | {Role.SENDING_UNIT},
    "reports:coverage_now_book": _OFFICE | {Role.SENDING_UNIT},
    "reports:coverage_now": _OFFICE | {Role.SENDING_UNIT},
    "calls:index": _OFFICE | {Role.SENDING_UNIT},
    "calls:draft": frozenset({Role.PLANNER}),
    "calls:call": _OFFICE | {Role.SENDING_UNIT},
    "calls:dossier": _OFFICE | {Role.SENDING_UNIT},
    "needs:index": _OFFICE | {Role.SENDING_UNIT},
    "needs:open": frozenset({Role.PLANNER}),
    "needs:survey": _OFFICE | {Role.SENDING_UNIT},
    "needs:form": _OFFICE | {Role.SENDING_UNIT},
    "needs:form_book": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "needs:consolidated": _OFFICE | {Role.SENDING_UNIT},
    "needs:consolidated_book": _OFFICE | {Role.SENDING_UNIT},
    "needs:plan_draft": frozenset({Role.PLANNER}),
    "needs:inspections": _OFFICE | {Role.SENDING_UNIT},
    "needs:inspection": _OFFICE | {Role.SENDING_UNIT},
    "needs:yearly": _OFFICE | {Role.SENDING_UNIT},
    "needs:yearly_unit": _OFFICE | {Role.SENDING_UNIT},
    "nominations:index": _OFFICE,
    "nominations:line": _OFFICE,
    "nominations:unit": _OFFICE | {Role.SENDING_UNIT},
    "nominations:trial": _OFFICE | {Role.SENDING_UNIT},
    "nominations:rule_sets": _OFFICE | {Role.SENDING_UNIT},
    "nominations:rule_set": _OFFICE | {Role.SENDING_UNIT},
    "nominations:enact": frozenset({Role.PLANNER}),
    "quotas:line": _OFFICE | {Role.SENDING_UNIT},
    "quotas:row": _OFFICE | {Role.SENDING_UNIT},
    "classes:nominee": _OFFICE | {Role.SENDING_UNIT},
    "classes:forming": _OFFICE,
    "classes:trainees": _CLASS,
    "classes:groups": _CLASS,
    "classes:seat": _CLASS | {Role.TRAINEE},
    "classes:papers": _CLASS,
    "delivery:opening": _OFFICE | {Role.CLASS_BOARD},
    "delivery:attendance": _CLASS,
    "delivery:attendance_book": _OFFICE | {Role.CLASS_BOARD},
    "delivery:roll": _OFFICE | {Role.CLASS_BOARD},
    "delivery:journal": _OFFICE | {Role.CLASS_BOARD},
    "delivery:notices": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "results:of_class": _CLASS,
    "results:mark_sheet": frozenset({Role.PLANNER, Role.SCHOOL, Role.CLASS_BOARD}),
    "certificates:of_class": _CLASS,
    "certificates:index": _OFFICE | {Role.CLASS_BOARD},
    "certificates:register": _OFFICE | {Role.CLASS_BOARD},
    "certificates:certificate": _CLASS | {Role.TRAINEE},
    "certificates:pdf": _CLASS | {Role.TRAINEE},
    "certificates:code": _CLASS | {Role.TRAINEE},
    "timetables:of_class": _ALL,
    "timetables:of_plan": _OFFICE,
    "timetables:by_hand": frozenset({Role.PLANNER, Role.SCHOOL}),
    "timetables:compare": _OFFICE,
    "timetables:search": _OFFICE,
    "timetables:lecturers": _OFFICE | {Role.CLASS_BOARD},
    "timetables:lecturer": _OFFICE | {Role.CLASS_BOARD, Role.LECTURER},
    "timetables:rooms": _OFFICE | {Role.CLASS_BOARD},
    "timetables:room": _OFFICE | {Role.CLASS_BOARD, Role.LECTURER},
    "schools:closed_days": _OFFICE | {Role.CLASS_BOARD, Role.LECTURER},
    "schools:wishes": _OFFICE,
    "schools:limits": frozenset({Role.PLANNER, Role.SCHOOL}),
    "schools:topics": _OFFICE,
    "papers:download": _ALL,
    "papers:issue": frozenset({Role.PLANNER, Role.SCHOOL}),
    "handbook:index": _ALL,
    "handbook:book": _ALL,
    "handbook:entry": _ALL,
    "handbook:ask": _ALL,
    "handbook:questions": _ALL,
    "handbook:question": _ALL,
    "handbook:publish": _ANSWERS,
    "inspection:events": frozenset({Role.AUDITOR}),
    "units:index": _OFFICE | {Role.SENDING_UNIT, Role.CLASS_BOARD},
    "units:unit": _OFFICE | {Role.SENDING_UNIT, Role.CLASS_BOARD},
    "units:changes": _OFFICE | {Role.SENDING_UNIT, Role.CLASS_BOARD},
    "units:compare": _OFFICE | {Role.SENDING_UNIT, Role.CLASS_BOARD},
    "units:change": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "units:undo": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "demo:case": _OFFICE,
}

# A page that is not listed takes nothing from anybody: it is only read.
WHO_MAY_POST: Mapping[str, frozenset[str]] = {
    "desk:submit_year": frozenset({Role.PLANNER}),
    "desk:draft_plan": frozenset({Role.PLANNER}),
    "desk:plan_course": frozenset({Role.PLANNER, Role.LEADER}),
    "desk:amend": frozenset({Role.PLANNER}),
    "desk:amend_line": frozenset({Role.PLANNER}),
    "desk:intake": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "desk:batch": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "plans:meeting": frozenset({Role.PLANNER}),
    "plans:plan": frozenset({Role.PLANNER}),
    "plans:line": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "plans:study_times": frozenset({Role.PLANNER, Role.SCHOOL}),
    "plans:joint": frozenset({Role.PLANNER, Role.SCHOOL}),
    "nominations:line": frozenset({Role.PLANNER}),
    "nominations:enact": frozenset({Role.PLANNER}),
    "quotas:row": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "calls:draft": frozenset({Role.PLANNER}),
    "calls:call": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "calls:dossier": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "needs:open": frozenset({Role.PLANNER}),
    "needs:survey": frozenset({Role.PLANNER}),
    "needs:form": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "needs:inspections": frozenset({Role.PLANNER}),
    "needs:inspection": frozenset({Role.PLANNER}),
    "classes:nominee": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "classes:forming": frozenset({Role.PLANNER, Role.SCHOOL}),
    "classes:seat": frozenset({Role.PLANNER, Role.SCHOOL}),
    "classes:trainees": frozenset({Role.PLANNER, Role.SCHOOL}),
    "people:add": _RECORDS,
    "people:correct": _RECORDS,
    "people:entries": _RECORDS,
    "people:enter": _RECORDS,
    "people:end": _RECORDS,
    "people:displaced": _RECORDS,
    "people:question": frozenset({Role.PLANNER}),
    "people:merges": frozenset({Role.PLANNER}),
    "papers:issue": frozenset({Role.PLANNER, Role.SCHOOL}),
    "schools:closed_days": frozenset({Role.PLANNER, Role.SCHOOL}),
    "schools:wishes": frozenset({Role.PLANNER, Role.SCHOOL}),
    "schools:limits": frozenset({Role.PLANNER, Role.SCHOOL}),
    "schools:topics": frozenset({Role.PLANNER, Role.SCHOOL}),
    "timetables:of_plan": frozenset({Role.PLANNER, Role.SCHOOL}),
    "timetables:by_hand": frozenset({Role.PLANNER, Role.SCHOOL}),
    "timetables:search": frozenset({Role.PLANNER, Role.SCHOOL}),
    "delivery:opening": frozenset({Role.PLANNER, Role.SCHOOL}),
    "delivery:attendance": frozenset({Role.SCHOOL, Role.CLASS_BOARD}),
    "delivery:roll": frozenset({Role.SCHOOL, Role.CLASS_BOARD}),
    "delivery:journal": frozenset({Role.SCHOOL, Role.CLASS_BOARD}),
    "results:of_class": frozenset({Role.PLANNER, Role.SCHOOL, Role.CLASS_BOARD}),
    "certificates:of_class": frozenset({Role.PLANNER, Role.SCHOOL}),
    "certificates:certificate": frozenset({Role.PLANNER, Role.SCHOOL}),
    "handbook:ask": _ALL,
    "handbook:question": _ANSWERS,
    "handbook:publish": _ANSWERS,
    "units:change": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
    "units:undo": frozenset({Role.PLANNER, Role.SENDING_UNIT}),
}

NOT_YOUR_ROLE = _(
    "Trang này không dành cho vai trò của bạn. Nếu công việc cần đến, hãy đề nghị cơ quan tham mưu cấp quyền."
)
NOT_YOUR_ACT = _(
    "Vai trò của bạn được xem trang này nhưng không được ghi. Nếu công việc cần đến, hãy đề nghị cơ quan tham mưu cấp "
    "quyền."
)


def check_may_open(actor: Actor, route: str) -> None:
    """Raise NotPermitted unless one of the actor's roles opens the page of this name."""
    if route in OPEN:
        return
    if not actor.has(*WHO_MAY.get(route, frozenset())):
        raise NotPermitted("page_not_for_role", NOT_YOUR_ROLE)


def check_may_post(actor: Actor, route: str) -> None:
    """Raise NotPermitted unless one of the actor's roles may send something to the page of this name."""
    check_may_open(actor, route)
    if route not in OPEN and not actor.has(*WHO_MAY_POST.get(route, frozenset())):
        raise NotPermitted("post_not_for_role", NOT_YOUR_ACT)


def methods_of(route: str) -> tuple[str, ...]:
    """What a page answers to: reading, and posting where the table has it."""
    return ("GET", "HEAD", "POST") if route in WHO_MAY_POST else ("GET", "HEAD")
