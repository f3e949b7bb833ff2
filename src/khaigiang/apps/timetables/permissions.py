from khaigiang.apps.accounts.queries import user_of
from khaigiang.apps.classes.models import TrainingClass
from khaigiang.apps.classes.permissions import OPEN_KINDS, check_may_see_class
from khaigiang.apps.papers.permissions import let_read
from khaigiang.apps.schools.models import Lecturer
from khaigiang.apps.timetables import phrases
from khaigiang.apps.timetables.models import Lesson
from khaigiang.foundation.actor import Actor
from khaigiang.foundation.refusal import NotPermitted, allowed


def check_may_timetable(actor: Actor) -> None:
    """Planners and schools draw up timetables."""
    if not actor.has("planner", "school"):
        raise NotPermitted("may_not_timetable", phrases.MAY_NOT_TIMETABLE)


def check_may_see_timetable(actor: Actor, training_class: TrainingClass) -> None:
    """Whoever may see the class, who teaches in it, and who sits in it."""
    if allowed(check_may_see_class, actor, training_class):
        return
    person = user_of(actor).values("person")
    teaches = training_class.lessons.filter(lecturers__person__in=person)
    if not (training_class.enrolments.filter(nomination__person__in=person).exists() or teaches.exists()):
        raise NotPermitted("timetable_not_yours", phrases.NOT_YOUR_TIMETABLE)


def check_may_see_lecturer(actor: Actor, lecturer: Lecturer) -> None:
    """Those who plan and run classes see every lecturer; a lecturer sees the own timetable."""
    own = user_of(actor).filter(person=lecturer.person_id)
    if not actor.has("planner", "leader", "auditor", "school", "class_board") and not own.exists():
        raise NotPermitted("lecturer_not_yours", phrases.NOT_YOUR_TIMETABLE)


def _may_read_papers(actor: Actor, key: str, kind: str) -> bool:
    """A lecturer reads the papers about the own lessons."""
    del kind
    lecturer_id = key.partition("/")[0]
    lecturer = Lecturer.objects.filter(pk=int(lecturer_id)).first() if lecturer_id.isdecimal() else None
    return lecturer is not None and allowed(check_may_see_lecturer, actor, lecturer)


def _may_read_class_papers(actor: Actor, key: str, kind: str) -> bool:
    """A lecturer reads the timetable of a class taught in."""
    person = user_of(actor).values("person")
    taught = Lesson.objects.filter(training_class=int(key) if key.isdecimal() else None, lecturers__person__in=person)
    return kind in OPEN_KINDS and taught.exists()


let_read("lecturer", _may_read_papers)
let_read("class", _may_read_class_papers)
