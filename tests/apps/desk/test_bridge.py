import builders
from khaigiang.apps.desk.bridge import papers_of, problem_dicts, refusal_dict
from khaigiang.apps.plans import phrases
from khaigiang.foundation.refusal import Refused
from khaigiang.intake.findings import At, Severity, found

AT = At("a.xlsx", "Danh sách", 10, {"unit": "F"})


def test_papers_of_a_plan_are_about_itself_its_classes_and_its_lecturers(db) -> None:
    world = builders.small_world()
    key, plan = world.training_class.pk, world.plan.pk
    own = [f"plan:{plan}", f"class:{key}/unit:3", f"lecturer:5/plan:{plan}"]
    for about in (*own, f"plan:{plan}0", f"class:{key}0", f"class:{key}0/unit:3", f"lecturer:5/plan:1{plan}"):
        builders.paper(about)

    assert sorted(papers_of(world.plan).values_list("about", flat=True)) == sorted([*own, f"class:{key}"])


def test_finding_is_told_once_in_both_languages() -> None:
    facts = {"value": "Phường Lang Hạ", "near": "Phường Láng Hạ"}
    finding = found(AT, "unit", "unit_misspelt", Severity.SUGGESTION, **facts)
    other = found(AT, "unit", "unit_unknown", Severity.PROBLEM, value="x")

    first, second = problem_dicts([finding, other, finding])

    assert {key: first[key] for key in ("file", "sheet", "cell", "code", "severity")} == {
        "file": "a.xlsx",
        "sheet": "Danh sách",
        "cell": "F10",
        "code": "unit_misspelt",
        "severity": "suggestion",
    }
    assert second["code"] == "unit_unknown"
    assert "Phường Láng Hạ" in first["message"]
    assert first["message"] != first["message_en"]


def test_refusal_of_a_whole_run_is_told_in_both_languages() -> None:
    told = refusal_dict(Refused("may_not_plan", phrases.MAY_NOT_PLAN))

    assert (told["code"], told["cell"], told["message"]) == (
        "may_not_plan",
        "",
        "Chỉ cơ quan tham mưu kế hoạch được lập và chạy kế hoạch.",
    )
    assert told["message_en"] not in {"", told["message"]}
