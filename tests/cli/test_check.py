from khaigiang.cli.check import CHECKS, Check, judge


def test_tool_that_is_content_passes_and_says_what_it_said() -> None:
    outcome = judge(Check("x", ("-c", "print('tốt')")))

    assert (outcome.name, outcome.passed, outcome.said) == ("x", True, "tốt")


def test_tool_that_is_not_content_fails() -> None:
    assert not judge(Check("x", ("-c", "raise SystemExit(3)"))).passed


def test_checks_need_no_database() -> None:
    outcome = judge(Check("x", ("-c", "import os; print(os.environ['DJANGO_SETTINGS_MODULE'])")))

    assert outcome.said == "khaigiang.config.base"
    assert len({check.name for check in CHECKS}) == len(CHECKS)
