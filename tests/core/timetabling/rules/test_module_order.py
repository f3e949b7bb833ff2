from core.timetabling.build import clashing_rules, codes, is_solvable, lecturer, lesson, plan, problem, topic
from khaigiang.core.timetabling.rules.module_order import ModuleOrder


def two_modules(busy):
    people = (lecturer("a", "t1"), lecturer("b", "t2", busy=busy))
    return problem(plan(topic("t1", module=1), topic("t2", module=2), slots=2), lecturers=people)


def test_second_module_after_the_first_is_feasible():
    assert is_solvable(two_modules(busy=(0,)))


def test_second_module_that_can_only_come_first_is_infeasible():
    assert clashing_rules(two_modules(busy=(1,))) == (
        "topic_length",
        "module_order",
        "competence",
        "lecturer_available",
    )


def test_modules_in_order_are_no_violation_and_module_0_is_free():
    held = problem(plan(topic("t1", module=1), topic("t2", module=2), topic("t0", module=0)))

    assert codes(ModuleOrder(), held, lesson("t1", 0), lesson("t2", 1), lesson("t0", 2)) == []


def test_modules_out_of_order_are_a_violation():
    held = problem(plan(topic("t1", module=1), topic("t2", module=2)))

    assert codes(ModuleOrder(), held, lesson("t2", 0), lesson("t1", 1)) == ["module_out_of_order"]
