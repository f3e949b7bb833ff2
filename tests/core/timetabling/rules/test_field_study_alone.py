from core.timetabling.build import clashing_rules, codes, is_solvable, lesson, plan, problem, topic
from khaigiang.core.timetabling import TopicKind
from khaigiang.core.timetabling.rules.field_study_alone import FieldStudyAlone

RULE = FieldStudyAlone()
FIELD = topic("f", TopicKind.FIELD_STUDY, module=0, periods=3)


def test_field_study_in_a_half_day_of_its_own_is_feasible():
    assert is_solvable(problem(plan(topic("t1", periods=2), FIELD, slots=2)))


def test_field_study_that_must_share_is_infeasible():
    held = problem(plan(topic("t1", periods=2), FIELD, slots=1))

    assert clashing_rules(held) == ("topic_length", "field_study_alone")


def test_field_study_beside_a_ceremony_is_infeasible():
    held = problem(plan(FIELD, slots=1, closing_periods=1))

    assert clashing_rules(held) == ("topic_length", "field_study_alone")


def test_field_study_alone_is_no_violation():
    held = problem(plan(topic("t1"), FIELD, slots=3, closing_periods=1))

    assert codes(RULE, held, lesson("t1", 0), lesson("f", 1, periods=3)) == []


def test_field_study_that_shares_is_a_violation():
    held = problem(plan(topic("t1", periods=2), FIELD, slots=1, opening_periods=1))

    found = codes(RULE, held, lesson("f", 0, periods=3), lesson("t1", 0, first_period=4, periods=2))

    assert found == ["field_study_shares_half_day", "field_study_beside_ceremony"]
