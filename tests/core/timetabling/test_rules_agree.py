"""Each rule's two statements against each other: the solver with that rule alone, and the judge."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import JointTopic, Lesson, Timetable, TimetableProblem, TopicKind
from khaigiang.core.timetabling.rules.catalogue import HARD_RULES
from khaigiang.core.timetabling.variables import NOBODY, NOWHERE, Piece, build_variables

NAMES = ("a", "b", "c")

# Where a right-hand rule is broken already, the two differ: lessons at the same time are in no order, a lecturer in two
# classes at once is counted twice, the solver sees only the first class of a joint lesson, and of two lessons of one
# class in one half-day it cannot tell which of them holds the room for another class too.
PRESUMES = {
    "module_order": ("class_in_one_place",),
    "topic_order": ("class_in_one_place",),
    "tests_last": ("class_in_one_place",),
    "lecturer_day_limit": ("lecturer_in_one_place", "joint_lessons"),
    "lecturer_week_limit": ("lecturer_in_one_place", "joint_lessons"),
    "lecturer_in_one_place": ("joint_lessons",),
    "room_in_one_place": ("joint_lessons", "class_in_one_place"),
}


@st.composite
def timetables(draw) -> tuple[TimetableProblem, Timetable]:
    """A small problem of half-day topics, and lessons set down anywhere, with gaps and clashes."""
    topics = []
    for number in range(draw(st.integers(1, 4))):
        after = frozenset({f"t{number - 1}"}) if number and draw(st.booleans()) else frozenset()
        facts = {"module": draw(st.integers(0, 2)), "order": draw(st.integers(1, 2)), "after": after}
        facts |= {"closed": frozenset(SLOTS[slot] for slot in draw(st.sets(st.integers(0, 7), max_size=2)))}
        facts |= {"attendance": draw(st.sampled_from([None, 10, 40])), "spread": draw(st.booleans())}
        facts |= {"lecturers": draw(st.sampled_from([1, 1, 2])), "one_lecturer": draw(st.booleans())}
        kind = draw(st.sampled_from(list(TopicKind)))
        topics.append(topic(f"t{number}", kind, half_days=draw(st.sampled_from([1, 1, 2])), **facts))
    venue = draw(st.sampled_from(["", "A"]))
    plans = [
        plan(
            *topics,
            id=name,
            slots=draw(st.integers(3, 6)),
            first=draw(st.integers(0, 2)),
            venue=venue,
            begins_at_once=draw(st.booleans()),
            opening_periods=draw(st.integers(0, 1)),
            closing_periods=draw(st.integers(0, 1)),
        )
        for name in ("lop", "lop2")
    ]
    held = problem(
        *plans,
        lecturers=[
            lecturer(
                name,
                *draw(st.sets(st.sampled_from([held.id for held in topics]), min_size=1)),
                busy=draw(st.sets(st.integers(0, 7), max_size=2)),
                max_per_day=draw(st.integers(1, 2)),
                max_per_week=draw(st.sampled_from([None, 1, 2])),
            )
            for name in NAMES
        ],
        rooms=[room("p1", venue="A", busy=draw(st.sets(st.integers(0, 7), max_size=2))), room("p2", 20, venue="A")],
        joint=tuple(JointTopic(held.id, ("lop", "lop2")) for held in topics if draw(st.booleans())),
        fixed=tuple(lesson("x", slot, class_id="other") for slot in draw(st.sets(st.integers(0, 7), max_size=2))),
    )
    return held, Timetable(tuple(draw(lessons_of(held))))


@st.composite
def lessons_of(draw, held: TimetableProblem) -> list[Lesson]:
    lessons = []
    for klass in held.classes:
        rooms = [draw(st.sampled_from(["p1", "p2", None])) for _ in klass.half_days]
        for taught in klass.topics:
            able = sorted(who.id for who in held.lecturers if taught.id in who.topics)
            people = st.sets(st.sampled_from(able or NAMES), max_size=min(taught.lecturers, len(able)))
            for part in range(1, taught.half_days + 1):
                slot = draw(st.integers(-1, len(klass.half_days) - 1))
                if slot < 0:
                    continue
                first, periods = klass.free_periods(slot)
                who = tuple(sorted(draw(people))) if taught.wants_lecturer else ()
                where = rooms[slot] if taught.wants_room else None
                half_day = klass.half_days[slot]
                lessons.append(Lesson(klass.id, taught.id, half_day, first, periods, who, where, part))
    return lessons


def solver_accepts(rule, held, timetable):
    """Whether the model of one rule alone has room for exactly these lessons."""
    model = cp_model.CpModel()
    variables = build_variables(model, held, relaxed=True)
    rule.post(model, variables, held, model.new_constant(1))
    placed = {(given.class_id, given.topic_id, given.part): given for given in timetable.lessons}
    for klass in held.classes:
        for piece in variables.of_class(klass):
            _pin(model, variables, klass, piece, placed.get((klass.id, piece.topic.id, piece.part)))
    solver = cp_model.CpSolver()
    solver.parameters.catch_sigint_signal = False
    solver.parameters.num_workers = 1
    return solver.solve(model) == cp_model.OPTIMAL


def _pin(model, variables, klass, piece: Piece, given: Lesson | None):
    if given is None:
        model.add(variables.by[piece][-1] == 0)
        return
    slot = klass.half_days.index(given.half_day)
    model.add(variables.at[piece][slot] == 1)
    if piece.topic.wants_lecturer:
        who = variables.taught[piece][slot]
        model.add(who[NOBODY] == piece.topic.lecturers - len(given.lecturer_ids))
        for lecturer_id in given.lecturer_ids:
            model.add(who[lecturer_id] == 1)
    if piece.topic.wants_room:
        model.add(variables.room[klass.id][slot][given.room_id or NOWHERE] == 1)


@settings(max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(timetables())
def test_solver_and_judge_agree_on_every_rule(case):
    held, timetable = case
    judged = {rule.name: not list(rule.violations(held, timetable)) for rule in HARD_RULES}
    asked = [rule for rule in HARD_RULES if all(judged[other] for other in PRESUMES.get(rule.name, ()))]

    assert {rule.name: solver_accepts(rule, held, timetable) for rule in asked} == {
        rule.name: judged[rule.name] for rule in asked
    }
