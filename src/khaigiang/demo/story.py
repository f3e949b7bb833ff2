"""What has happened by the day the demo's clock stands at: papers issued, classes opened, classes finished."""

import datetime as dt
from decimal import Decimal
from random import Random

from django.db.models import Max, Min

from khaigiang.apps.accounts.models import Role
from khaigiang.apps.certificates.actions import issue_certificates
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import confirm, finish_class, issue_papers, open_class
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.apps.plans.models import Plan
from khaigiang.apps.results.actions import (
    draft_recognition,
    issue_recognition,
    judge_class,
    record_marks,
    set_up_assessments,
    state_remarks,
)
from khaigiang.core.states import ClassState
from khaigiang.demo.accounts import Office
from khaigiang.demo.attendance import take_past_rolls
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

SEED = 2022
NOTICE = dt.timedelta(days=7)


def tell(plan: Plan, *, today: dt.date, office: Office) -> int:
    """Let every class that begins by today be called and confirmed a week ahead, open, be held and, once over, finish.

    The planner calls and opens, the school confirms and certifies, the class board takes the rolls. The demo's office
    numbers its papers by itself, as the paper of a class is issued. Returns how many classes opened.
    """
    planner, school, board = office[Role.PLANNER], office[Role.SCHOOL], office[Role.CLASS_BOARD]
    classes = TrainingClass.objects.filter(line__plan=plan).select_related("line__plan", "line__programme", "planned")
    begun = classes.annotate(first=Min("lessons__day"), last=Max("lessons__day")).filter(first__lte=today)
    opened = 0
    for training_class in begun.order_by("first", "planned__number"):
        if training_class.state == ClassState.TIMETABLED:
            with clock.standing_at(training_class.first - NOTICE):
                issue_papers(training_class, dated=clock.today(), by=planner)
                for item in OpeningItem:
                    confirm(training_class, item, by=school)
            open_class(training_class, on=training_class.first, by=planner)
            take_past_rolls(training_class, today=today, by=board)
            opened += 1
        if training_class.state == ClassState.OPEN and training_class.last < today:
            finish_class(training_class, on=training_class.last, by=school)
            with clock.standing_at(training_class.last):
                certify(training_class, by=school)
    return opened


def certify(training_class: TrainingClass, *, by: Actor) -> int:
    """Mark, judge, recognise and certify a finished class. Returns how many certificates were issued.

    Every mark is invented; one trainee fell short in the test, one has no mark yet.
    """
    random = Random(f"{SEED}:{training_class.code}")  # noqa: S311 - invented marks need no secrecy
    programme = training_class.line.programme
    if not programme.assessments.exists():
        set_up_assessments(programme, by=by)
    assessments = list(programme.assessments.all())
    trainees = list(
        training_class.enrolments.order_by("nomination__person__sort_key", "pk").values_list("pk", flat=True)
    )
    short, unmarked = random.sample(trainees, 2)
    marks: dict[tuple[int, int], Decimal | None] = {
        (trainee, each.pk): Decimal(random.randint(*((14, 18) if trainee == short else (24, 38)))) / 4
        for each in assessments
        for trainee in trainees
        if trainee != unmarked
    }
    record_marks(training_class, marks, by=by)
    state_remarks(training_class, dict.fromkeys(trainees, (True, True)), by=by)
    judge_class(training_class, by=by)
    draft_recognition(training_class, by=by)
    issue_recognition(training_class, dated=clock.today(), by=by)
    return len(issue_certificates(training_class, by=by))
