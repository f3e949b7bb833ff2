"""Classes are as even in size as their bounds allow."""

import heapq
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from khaigiang.core.forming.open_classes import seatable
from khaigiang.core.forming.problem import EvenSizes, FormingProblem
from khaigiang.core.forming.seats import Seats
from khaigiang.core.forming.solution import Solution

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, LinearExprT


def even_sizes(problem: FormingProblem) -> Mapping[str, int]:
    """Class id → its even size: seats go one by one to the smallest class with room, the first listed on a tie."""
    sizes = {slot.id: slot.minimum for slot in problem.classes}
    waiting = [(slot.minimum, place, slot) for place, slot in enumerate(problem.classes) if slot.minimum < slot.maximum]
    heapq.heapify(waiting)
    for _ in range(len(seatable(problem)) - sum(sizes.values())):
        if not waiting:
            break
        size, place, slot = heapq.heappop(waiting)
        sizes[slot.id] = size + 1
        if size + 1 < slot.maximum:
            heapq.heappush(waiting, (size + 1, place, slot))
    return sizes


def cost(problem: FormingProblem, seats: Seats, model: "CpModel", term: EvenSizes) -> "LinearExprT":
    strays = []
    for class_id, even in even_sizes(problem).items():
        stray = model.new_int_var(0, len(problem.candidates) + even, f"stray[{class_id}]")
        model.add(seats.size[class_id] - even <= stray)
        model.add(even - seats.size[class_id] <= stray)
        strays.append(stray)
    return term.weight * sum(strays)


def score(problem: FormingProblem, solution: Solution, term: EvenSizes) -> int:
    people = Counter(solution.seats.values())
    return term.weight * sum(abs(people[slot] - even) for slot, even in even_sizes(problem).items())
