"""The study groups of a class whose people have changed."""

from collections import Counter

from khaigiang.apps.classes.bridge import Seating
from khaigiang.apps.classes.models import Enrolment, StudyGroup, TrainingClass
from khaigiang.core.forming.study_groups import LARGEST, SMALLEST, split_into_groups


def settle_groups(training_class: TrainingClass, seating: Seating) -> bool:
    """Put whoever has no group into one; where groups then leave their bounds, split the class anew.

    Gives whether it was split anew; even then as few as possible leave their group.
    """
    rows = list(training_class.enrolments.select_related("nomination__person", "group").order_by("pk"))
    groups = {group.number: group for group in training_class.groups.all()}
    for row in rows:
        if row.group is None and groups:
            row.group = groups[_best_for(row, rows, groups)]
            row.save(update_fields=["group"])
    if _within_bounds(rows, groups):
        return False
    _split(training_class, rows, groups, seating)
    return True


def _best_for(row: Enrolment, rows: list[Enrolment], groups: dict[int, StudyGroup]) -> int:
    """The number of the smallest group; of two, the one with fewer people who are alike."""

    def rank(number: int) -> tuple[int, ...]:
        members = [each.nomination for each in rows if each.group_id == groups[number].pk]
        alike = (
            sum(each.list_id == row.nomination.list_id for each in members),
            sum(each.position_group == row.nomination.position_group for each in members),
            sum(each.person.sex == row.nomination.person.sex for each in members),
        )
        return (len(members), *alike, number)

    return min(groups, key=rank)


def _within_bounds(rows: list[Enrolment], groups: dict[int, StudyGroup]) -> bool:
    sizes = Counter(row.group_id for row in rows)
    held = [sizes[group.pk] for group in groups.values()]
    if not rows or (len(rows) < 2 * SMALLEST and len(groups) == 1):
        return True
    return bool(held) and all(SMALLEST <= size <= LARGEST for size in held)


def _split(
    training_class: TrainingClass, rows: list[Enrolment], groups: dict[int, StudyGroup], seating: Seating
) -> None:
    """Those accepted no more count for nothing and go into the first group."""
    ids, candidates = seating.ids, seating.problem.candidates_by_id()
    known = {ids[row.nomination_id]: row for row in rows if row.nomination_id in ids}
    before = {person: row.group.number for person, row in known.items() if row.group is not None}
    split = split_into_groups([candidates[person] for person in sorted(known, key=int)], before=before).groups
    for number, people in enumerate(split or ((),), start=1):
        group = groups.get(number) or StudyGroup.objects.create(training_class=training_class, number=number)
        strangers = [row for row in rows if row.nomination_id not in ids] if number == 1 else []
        for row in [*(known[person] for person in people), *strangers]:
            if row.group_id != group.pk:
                row.group = group
                row.save(update_fields=["group"])
    training_class.groups.filter(number__gt=max(1, len(split))).delete()
