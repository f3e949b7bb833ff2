"""Why somebody sits where they sit, and why not elsewhere. Codes and facts, no sentences."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from khaigiang.core.forming.open_classes import open_classes
from khaigiang.core.forming.problem import Balance, EvenSizes, FormingProblem, Moved, Term, Unplaced
from khaigiang.core.forming.solution import Solution, Violation
from khaigiang.core.forming.terms import score_of_term
from khaigiang.core.forming.verify import verify


@dataclass(frozen=True, slots=True)
class Cause:
    """One reason. ``code`` is translated, with ``facts`` filled in."""

    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AimChange:
    """What a change by hand does to one aim: its cost before and after. ``code`` says which, as in a Cause."""

    level: str
    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Consequences:
    """What a change by hand breaks that was whole, and each aim whose cost it changes, level by level."""

    broken: tuple[Violation, ...]
    aims: tuple[AimChange, ...]

    @property
    def worse(self) -> tuple[AimChange, ...]:
        return tuple(aim for aim in self.aims if aim.after > aim.before)


def why(problem: FormingProblem, solution: Solution, candidate_id: str) -> tuple[Cause, ...]:
    """Why this person sits in this class, or has none; strongest reason first, never empty.

    A reason that leaves no choice stands alone. ``keeps_…`` says what would get worse by a move into some other class;
    ``place_in_order`` that another class would do as well. Raises KeyError for an unknown person.
    """
    candidate = problem.candidates_by_id()[candidate_id]
    seat = solution.seats.get(candidate_id)
    if seat is None:
        return _why_left_out(problem, solution, candidate_id)
    if candidate_id in problem.forced:
        return (Cause("forced", {"class": seat}),)
    if open_classes(problem)[candidate_id] == (seat,):
        banned = any((candidate_id, slot.id) in problem.forbidden for slot in problem.classes)
        return (Cause("only_class_open" if banned else "only_window_free", {"class": seat}),)
    causes = [
        Cause("with_partner", {"class": seat, "partner": partner})
        for pair in sorted(problem.together)
        for partner in pair
        if candidate_id in pair and partner != candidate_id
    ]
    if candidate.wish == seat:
        causes.append(Cause("wish", {"class": seat}))
    causes += _what_it_keeps(problem, solution, candidate_id, seat)
    return tuple(causes) or (Cause("place_in_order", {"class": seat}),)


def why_not(problem: FormingProblem, solution: Solution, candidate_id: str, class_id: str) -> tuple[Cause, ...]:
    """What speaks against moving this person into that class: rules newly broken, else aims made worse.

    Empty when nothing does. A rule's code is ``<rule>.<code of the violation>``.
    """
    return tuple(_against(problem, solution, solution.moved(candidate_id, class_id)))


def consequences(problem: FormingProblem, before: Solution, after: Solution) -> Consequences:
    """What becomes of rules and aims when a seating is changed by hand; what was broken before is not blamed on it."""
    return consequences_of_each(problem, before, (after,))[0]


def consequences_of_each(
    problem: FormingProblem, before: Solution, afters: Iterable[Solution]
) -> tuple[Consequences, ...]:
    """The same of each of several changes; how things stand now is looked at once."""
    known = verify(problem, before)
    terms = [(level.name, term) for level in problem.levels for term in level.terms]
    now = [score_of_term(problem, before, term) for _level, term in terms]
    found = []
    for after in afters:
        then = [score_of_term(problem, after, term) for _level, term in terms]
        aims = (
            AimChange(level, _code(term), old, new)
            for (level, term), old, new in zip(terms, now, then, strict=True)
            if old != new
        )
        found.append(Consequences(tuple(_not_known(verify(problem, after), known)), tuple(aims)))
    return tuple(found)


def violations_of_move(
    problem: FormingProblem, solution: Solution, candidate_id: str, class_id: str
) -> tuple[Violation, ...]:
    """The rules a hand move would newly break; those broken before are not held against it."""
    return tuple(_newly_broken(problem, solution, solution.moved(candidate_id, class_id)))


def violations_of_swaps(
    problem: FormingProblem, solution: Solution, candidate_id: str, others: Iterable[str]
) -> Mapping[str, tuple[Violation, ...]]:
    """Of each of these others the rules that changing places with this person would newly break.

    Sizes stay as they are, so the two and whom a rule ties to them are all that is judged: others may be hundreds.
    """
    tied, found = _tied(problem), {}
    for other in others:
        near = {each for one in (candidate_id, other) for each in (one, *tied.get(one, ()))}
        here = Solution(
            {each: solution.seats[each] for each in near if each in solution.seats},
            tuple(each for each in near if each not in solution.seats),
        )
        there = here.moved(candidate_id, solution.seats[other]).moved(other, solution.seats[candidate_id])
        found[other] = tuple(_newly_broken(_among(problem, near), here, there))
    return found


def _tied(problem: FormingProblem) -> Mapping[str, set[str]]:
    tied: dict[str, set[str]] = defaultdict(set)
    for one, other in (*problem.together, *problem.apart, *problem.rival_pairs()):
        tied[one].add(other)
        tied[other].add(one)
    return tied


def _among(problem: FormingProblem, few: Collection[str]) -> FormingProblem:
    """The same question of a few people."""
    people = problem.candidates_by_id()
    return replace(
        problem,
        candidates=tuple(sorted((people[each] for each in few), key=lambda one: one.order)),
        forced={each: problem.forced[each] for each in few if each in problem.forced},
        forbidden=frozenset(
            (each, slot.id) for each in few for slot in problem.classes if (each, slot.id) in problem.forbidden
        ),
        together=frozenset(pair for pair in problem.together if set(pair) <= set(few)),
        apart=frozenset(pair for pair in problem.apart if set(pair) <= set(few)),
        before={},
    )


def _why_left_out(problem: FormingProblem, solution: Solution, candidate_id: str) -> tuple[Cause, ...]:
    candidate = problem.candidates_by_id()[candidate_id]
    if not any(candidate.is_free_for(slot.window) for slot in problem.classes):
        return (Cause("no_window_free"),)
    open_to = open_classes(problem)[candidate_id]
    if not open_to:
        return (Cause("no_class_open"),)
    against = [why_not(problem, solution, candidate_id, slot) for slot in open_to]
    if all(any(cause.code == "sizes.too_many" for cause in causes) for causes in against):
        return (Cause("classes_full", {"classes": ", ".join(open_to)}),)
    return tuple(cause for causes in against for cause in causes) or (Cause("place_in_order"),)


def _what_it_keeps(problem: FormingProblem, solution: Solution, candidate_id: str, seat: str) -> Iterator[Cause]:
    """Each rule or aim that an exchange would spoil, once, class by class.

    The move is judged as an exchange with the first person of the other class who may come, so that sizes do not blur
    the picture.
    """
    told: set[str] = set()
    open_to = open_classes(problem)
    for slot in open_to[candidate_id]:
        partner = next((one for one in solution.members(slot) if slot != seat and seat in open_to[one]), None)
        if partner is None:
            continue
        exchanged = solution.moved(candidate_id, slot).moved(partner, seat)
        for cause in _against(problem, solution, exchanged):
            if cause.code not in told:
                told.add(cause.code)
                yield Cause(cause.code, {"class": seat, "other": slot, "partner": partner, **cause.facts})


def _against(problem: FormingProblem, before: Solution, after: Solution) -> Iterator[Cause]:
    broken = tuple(_newly_broken(problem, before, after))
    for violation in broken:
        yield Cause(f"{violation.rule}.{violation.code}", violation.facts)
    if not broken:
        yield from _worse_terms(problem, before, after)


def _newly_broken(problem: FormingProblem, before: Solution, after: Solution) -> Iterator[Violation]:
    return _not_known(verify(problem, after), verify(problem, before))


def _not_known(found: tuple[Violation, ...], known: tuple[Violation, ...]) -> Iterator[Violation]:
    return (each for each in found if each not in known and not _is_relieved(each, known))


def _is_relieved(violation: Violation, known: tuple[Violation, ...]) -> bool:
    """Whether a class that was too small or too large before has only come nearer to its bounds."""
    for other in known:
        if (other.code, other.facts.get("class")) == (violation.code, violation.facts.get("class")):
            then, now = int(other.facts.get("people", 0)), int(violation.facts.get("people", 0))
            if (violation.code == "too_few" and now > then) or (violation.code == "too_many" and now < then):
                return True
    return False


def _worse_terms(problem: FormingProblem, before: Solution, after: Solution) -> Iterator[Cause]:
    for level in problem.levels:
        for term in level.terms:
            then, now = score_of_term(problem, before, term), score_of_term(problem, after, term)
            if now > then:
                yield Cause(_code(term), {"level": level.name, "worse_by": str(now - then)})


def _code(term: Term) -> str:
    match term:
        case Balance():
            return f"keeps_{term.attribute}_balance"
        case EvenSizes():
            return "keeps_sizes_even"
        case Unplaced():
            return "keeps_everyone_seated"
        case Moved():
            return "keeps_seats"
        case _:
            return "keeps_wishes"
