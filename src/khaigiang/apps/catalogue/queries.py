import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Q

from khaigiang.apps.catalogue import phrases
from khaigiang.apps.catalogue.models import Programme, RuleEdition, Topic
from khaigiang.core.eligibility.parsing import Misstated, parse_rules
from khaigiang.core.eligibility.rules import RuleSet
from khaigiang.data.rules import position_groups
from khaigiang.data.rules import rule_set as packaged
from khaigiang.data.rules import rule_set_codes as packaged_codes
from khaigiang.data.rules import rule_set_text as packaged_text
from khaigiang.foundation.guarded import GuardedQuerySet
from khaigiang.foundation.refusal import Refused

_AT = re.compile(r"at line ([0-9]+), column ([0-9]+)")


def topics_of(programme: Programme) -> GuardedQuerySet[Topic]:
    """The topics of a programme in its order, with their modules."""
    topics: GuardedQuerySet[Topic] = Topic.objects.filter(module__programme=programme).select_related("module")
    return topics.order_by("module__number", "number")


def read_rules(text: str) -> RuleSet:
    """A rule set as somebody wrote it. Raises Refused that names the line, or the rule and the field."""
    try:
        return _parsed(text)
    except tomllib.TOMLDecodeError as error:
        at = _AT.search(str(error))
        if at is None:
            raise Refused("rules_unreadable", phrases.NOT_TOML_AT_ALL) from error
        raise Refused("rules_unreadable", phrases.NOT_TOML, line=at[1], column=at[2]) from error
    except Misstated as fault:
        where, complaint = phrases.misstated(fault)
        raise Refused("rules_misstated", phrases.MISSTATED, where=where, complaint=complaint) from fault


@lru_cache(maxsize=64)
def _parsed(text: str) -> RuleSet:
    return parse_rules(tomllib.loads(text), frozenset(group.code for group in position_groups()))


def rule_set_codes() -> tuple[str, ...]:
    """The codes of all rule sets, packaged and of this office, in order."""
    own = RuleEdition.objects.order_by().values_list("code", flat=True).distinct()
    return tuple(sorted({*packaged_codes(), *own}))


def editions_of(code: str) -> GuardedQuerySet[RuleEdition]:
    """What this office has enacted of a rule set, the one that holds longest from now first."""
    editions: GuardedQuerySet[RuleEdition] = RuleEdition.objects.filter(code=code)
    return editions.order_by("-in_force_from", "-pk")


def edition_on(code: str, on: dt.date, *, enacted_before: dt.date | None = None) -> RuleEdition | None:
    """The edition in force on a day, among those enacted before another; None while the packaged set holds."""
    known = Q() if enacted_before is None else Q(enacted_on__lt=enacted_before)
    return editions_of(code).filter(known, in_force_from__lte=on).first()


def rule_set_on(code: str, on: dt.date, *, enacted_before: dt.date | None = None) -> RuleSet:
    """A rule set as it holds on a day. Raises Refused where no set has the code.

    A set of this office's own holds nothing before its first edition.
    """
    edition = edition_on(code, on, enacted_before=enacted_before)
    if edition is not None:
        return _parsed(edition.text)
    if code in packaged_codes():
        return packaged(code)
    if not editions_of(code).exists():
        raise Refused("no_such_rules", phrases.NO_SUCH_RULES, rules=code)
    return RuleSet(code, ())


def rule_sets_on(on: dt.date) -> Mapping[str, RuleSet]:
    """Every rule set as it holds on a day, by its code; one query."""
    held = {code: packaged(code) for code in packaged_codes()}
    for edition in RuleEdition.objects.filter(in_force_from__lte=on).order_by("in_force_from", "pk"):
        held[edition.code] = _parsed(edition.text)
    return {code: held[code] for code in sorted(held)}


def rule_text_on(code: str, on: dt.date) -> str:
    """A rule set as written, as it holds on a day; else its latest edition. Raises Refused where none has the code."""
    edition = edition_on(code, on)
    if edition is None and code in packaged_codes():
        return packaged_text(code)
    edition = edition or editions_of(code).first()
    if edition is None:
        raise Refused("no_such_rules", phrases.NO_SUCH_RULES, rules=code)
    return edition.text


def programme_named(code: str) -> Programme | None:
    """The latest version of the programme of a code."""
    return Programme.objects.filter(code=code).order_by("-version").first()


def latest_programmes() -> GuardedQuerySet[Programme]:
    """The latest version of every programme, by name; one query."""
    latest = Programme.objects.order_by("code", "-version").distinct("code").values("pk")
    programmes: GuardedQuerySet[Programme] = Programme.objects.filter(pk__in=latest)
    return programmes.order_by("name", "code")
