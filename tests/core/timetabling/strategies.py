"""Small problems of every shape, for property tests."""

from hypothesis import strategies as st

from core.timetabling.build import SLOTS, lecturer, lesson, plan, problem, room, topic
from khaigiang.core.timetabling import JointTopic, TimetableProblem, TopicKind, Weights

LENGTHS = (
    {"half_days": 1},
    {"half_days": 2},
    {"half_days": 2, "spread": True},
    {"half_days": 3, "spread": True, "min_days": 2},
    {"periods": 2},
    {"periods": 3},
)


@st.composite
def topics_of(draw):
    topics = []
    for number in range(draw(st.integers(1, 4))):
        after = frozenset({f"t{number - 1}"}) if number and draw(st.booleans()) else frozenset()
        topics.append(
            topic(
                f"t{number}",
                draw(st.sampled_from(list(TopicKind))),
                module=draw(st.integers(0, 2)),
                order=draw(st.integers(1, 2)),
                after=after,
                closed=frozenset(SLOTS[slot] for slot in draw(st.sets(st.integers(0, 9), max_size=1))),
                attendance=draw(st.sampled_from([None, None, 10, 60])),
                lecturers=draw(st.sampled_from([1, 2])),
                one_lecturer=draw(st.booleans()),
                **draw(st.sampled_from(LENGTHS)),
            )
        )
    return tuple(topics)


@st.composite
def small_problems(draw, *, weights=None) -> TimetableProblem:
    """One or two classes of up to four topics, which they may hear together."""
    topics = draw(topics_of())
    venue = draw(st.sampled_from(["", "A"]))
    plans = []
    for place in range(draw(st.integers(1, 2))):
        facts = {"opening_periods": draw(st.integers(0, 2)), "closing_periods": draw(st.integers(0, 1))}
        slots, first = draw(st.integers(3, 7)), draw(st.integers(0, 3))
        facts |= {"venue": venue, "begins_at_once": draw(st.booleans())}
        plans.append(plan(*topics, id=f"lop{place}", slots=slots, first=first, **facts))
    names = [held.id for held in topics]
    fewest = draw(st.sampled_from([0, len(names)]))
    people = [
        lecturer(
            name,
            *draw(st.sets(st.sampled_from(names), min_size=fewest)),
            busy=draw(st.sets(st.integers(0, 9), max_size=3)),
            max_per_day=draw(st.integers(1, 2)),
            max_per_week=draw(st.sampled_from([None, 0, 1, 2, 3, 4])),
            home_venue=draw(st.sampled_from(["", "A", "B"])),
        )
        for name in ("a", "b", "c")
    ]
    rooms = [
        room("p1", venue="A", busy=draw(st.sets(st.integers(0, 9), max_size=2))),
        room("p2", draw(st.sampled_from([20, 50, 100])), venue=draw(st.sampled_from(["A", "B"]))),
    ]
    fixed = tuple(
        lesson("x", slot, class_id=name, room_id=where)
        for slot in sorted(draw(st.sets(st.integers(0, 9), max_size=2)))
        for where in [draw(st.sampled_from(["p1", "p2"]))]
        for name in draw(st.sampled_from([("other",), ("other", "other2")]))
    )
    long = [held.id for held in topics if not held.is_short]
    joint = [JointTopic(name, ("lop0", "lop1")) for name in long if len(plans) > 1 and draw(st.booleans())]
    return problem(
        *plans,
        lecturers=people,
        rooms=rooms,
        fixed=fixed,
        joint=tuple(joint),
        kept=tuple(draw(kept_lessons(topics))),
        weights=draw(all_weights()) if weights is None else weights,
    )


@st.composite
def kept_lessons(draw, topics):
    """Lessons of the first class as they stood before."""
    for held in topics:
        if draw(st.booleans()):
            who = ("a",) if held.wants_lecturer else ()
            where = draw(st.sampled_from(["p1", "p2"])) if held.wants_room else None
            slot = draw(st.integers(0, 6))
            yield lesson(held.id, slot, class_id="lop0", lecturer_ids=who, room_id=where)


@st.composite
def all_weights(draw):
    names = ("mornings", "same_room", "consecutive_load", "fairness", "compactness", "travel", "seats", "working_days",
             "lone_lessons", "topic_room", "changes")  # fmt: skip
    weights = {name: draw(st.integers(0, 3)) for name in names}
    return Weights(**weights, consecutive_limit=draw(st.integers(1, 2)), fair_share=draw(st.sampled_from([None, 0, 1])))
