"""All rules, in the order in which breaches are listed."""

from khaigiang.core.timetabling.rules import HardRule, SoftRule
from khaigiang.core.timetabling.rules.ceremonies import Ceremonies
from khaigiang.core.timetabling.rules.changes import Changes
from khaigiang.core.timetabling.rules.class_in_one_place import ClassInOnePlace
from khaigiang.core.timetabling.rules.compactness import Compactness
from khaigiang.core.timetabling.rules.competence import Competence
from khaigiang.core.timetabling.rules.consecutive_load import ConsecutiveLoad
from khaigiang.core.timetabling.rules.fairness import Fairness
from khaigiang.core.timetabling.rules.field_study_alone import FieldStudyAlone
from khaigiang.core.timetabling.rules.half_day_periods import HalfDayPeriods
from khaigiang.core.timetabling.rules.joint_lessons import JointLessons
from khaigiang.core.timetabling.rules.lecturer_available import LecturerAvailable
from khaigiang.core.timetabling.rules.lecturer_day_limit import LecturerDayLimit
from khaigiang.core.timetabling.rules.lecturer_in_one_place import LecturerInOnePlace
from khaigiang.core.timetabling.rules.lecturer_week_limit import LecturerWeekLimit
from khaigiang.core.timetabling.rules.lone_lessons import LoneLessons
from khaigiang.core.timetabling.rules.module_order import ModuleOrder
from khaigiang.core.timetabling.rules.mornings import Mornings
from khaigiang.core.timetabling.rules.one_lecturer import OneLecturer
from khaigiang.core.timetabling.rules.room_available import RoomAvailable
from khaigiang.core.timetabling.rules.room_in_one_place import RoomInOnePlace
from khaigiang.core.timetabling.rules.room_suitable import RoomSuitable
from khaigiang.core.timetabling.rules.same_room import SameRoom
from khaigiang.core.timetabling.rules.seats import Seats
from khaigiang.core.timetabling.rules.tests_last import TestsLast
from khaigiang.core.timetabling.rules.topic_available import TopicAvailable
from khaigiang.core.timetabling.rules.topic_in_a_row import TopicInARow
from khaigiang.core.timetabling.rules.topic_length import TopicLength
from khaigiang.core.timetabling.rules.topic_order import TopicOrder
from khaigiang.core.timetabling.rules.topic_room import TopicRoom
from khaigiang.core.timetabling.rules.travel import Travel
from khaigiang.core.timetabling.rules.working_days import WorkingDays

ORDER_RULES = (ModuleOrder(), TopicOrder(), TestsLast())

HARD_RULES: tuple[HardRule, ...] = (
    TopicLength(),
    ClassInOnePlace(),
    HalfDayPeriods(),
    Ceremonies(),
    *ORDER_RULES,
    TopicInARow(),
    OneLecturer(),
    TopicAvailable(),
    JointLessons(),
    FieldStudyAlone(),
    Competence(),
    LecturerAvailable(),
    LecturerInOnePlace(),
    LecturerDayLimit(),
    LecturerWeekLimit(),
    RoomSuitable(),
    RoomAvailable(),
    RoomInOnePlace(),
)

SOFT_RULES: tuple[SoftRule, ...] = (
    Mornings(),
    SameRoom(),
    ConsecutiveLoad(),
    Fairness(),
    Compactness(),
    Travel(),
    Seats(),
    WorkingDays(),
    LoneLessons(),
    TopicRoom(),
    Changes(),
)
