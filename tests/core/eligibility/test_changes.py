from khaigiang.core.eligibility.changes import changes
from khaigiang.core.verdict import Citation, Reason, Standing, Verdict

OK, NO, UNKNOWN = Standing.ELIGIBLE, Standing.NOT_ELIGIBLE, Standing.NOT_ENOUGH_INFORMATION


def verdict(**standings: Standing) -> Verdict:
    return Verdict.of(
        Reason(rule, standing, f"{rule}.{standing}", Citation("x")) for rule, standing in standings.items()
    )


def test_only_whose_standing_differs_is_told_with_what_newly_stands_in_the_way() -> None:
    before = {1: verdict(a=OK), 2: verdict(a=NO), 3: verdict(a=OK), 4: verdict(a=UNKNOWN), 5: verdict(a=NO)}
    after = {1: verdict(a=OK, b=NO), 2: verdict(a=NO), 3: verdict(a=UNKNOWN), 4: verdict(a=UNKNOWN, b=NO)}

    found = changes(before, after)

    assert [(each.of, each.before.standing, each.after.standing) for each in found] == [
        (1, OK, NO),
        (3, OK, UNKNOWN),
        (4, UNKNOWN, NO),
    ]
    assert [[reason.rule for reason in each.because] for each in found] == [["b"], ["a"], ["b"]]


def test_who_becomes_eligible_is_told_with_what_stood_in_the_way() -> None:
    (found,) = changes({1: verdict(a=OK, b=NO, c=NO)}, {1: verdict(a=OK)})
    assert [reason.rule for reason in found.because] == ["b", "c"]


def test_where_only_the_standing_of_the_same_answers_differs_all_that_decide_are_told() -> None:
    waived = verdict(a=NO, b=UNKNOWN)
    (found,) = changes({1: waived}, {1: waived.waiving({"a"})})
    assert [reason.rule for reason in found.because] == ["b"]
