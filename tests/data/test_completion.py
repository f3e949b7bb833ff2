from decimal import Decimal

from khaigiang.apps.catalogue.models import ProgrammeKind
from khaigiang.core.completion import CompletionFacts, MarkFact, judge
from khaigiang.data.completion import all_completion_rules, completion_rules


def test_refresher_is_judged_by_the_circular_of_2018():
    rules = completion_rules("refresher")
    assert {rule.citation.instrument for rule in rules.rules} == {"Thông tư 01/2018/TT-BNV"}
    facts = CompletionFacts((MarkFact("Bài", Decimal(10), 1, Decimal(5)),), took_part=True, obeyed=True)
    assert judge(facts, rules.rules, on=rules.rules[0].valid_from).standing == "completed"


def test_no_rule_is_on_record_for_formal_programmes():
    assert completion_rules("formal") is None


def test_kinds_are_those_of_the_catalogue_and_each_has_one_set():
    kinds = [kind for rules in all_completion_rules() for kind in rules.programme_kinds]
    assert set(kinds) <= set(ProgrammeKind)
    assert len(kinds) == len(set(kinds))
