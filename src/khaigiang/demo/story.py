"""What has happened by the day the demo's clock stands at: papers issued, classes opened, classes finished."""

import datetime as dt

from django.db.models import Max, Min

from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.delivery.actions import confirm, finish_class, issue_papers, open_class
from khaigiang.apps.delivery.models import OpeningItem
from khaigiang.apps.plans.models import Plan
from khaigiang.core.states import ClassState
from khaigiang.demo.attendance import take_past_rolls
from khaigiang.foundation import clock
from khaigiang.foundation.actor import Actor

NOTICE = dt.timedelta(days=7)


def tell(plan: Plan, *, today: dt.date, by: Actor) -> int:
    """Let every class that begins by today be called and confirmed a week ahead, open, be held and, once over, finish.

    The demo's office numbers its papers by itself, as the paper of a class is issued. Returns how many classes opened.
    """
    classes = TrainingClass.objects.filter(line__plan=plan).select_related("line__plan", "line__programme", "planned")
    begun = classes.annotate(first=Min("lessons__day"), last=Max("lessons__day")).filter(first__lte=today)
    opened = 0
    for training_class in begun.order_by("first", "planned__number"):
        if training_class.state == ClassState.TIMETABLED:
            with clock.standing_at(training_class.first - NOTICE):
                issue_papers(training_class, dated=clock.today(), by=by)
                for item in OpeningItem:
                    confirm(training_class, item, by=by)
            open_class(training_class, on=training_class.first, by=by)
            take_past_rolls(training_class, today=today, by=by)
            opened += 1
        if training_class.state == ClassState.OPEN and training_class.last < today:
            finish_class(training_class, on=training_class.last, by=by)
    return opened
