"""What the rules may know of a nominee. A fact nobody stated is ``None``: unknown, never "no"."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from khaigiang.core.vietnamese.dates import PartialDate


class Ranked(StrEnum):
    """Levels that can be compared: the order of the members is their rank, lowest first."""

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class PartyStanding(Ranked):
    """Party membership. ``NONE`` is stated: the person is not a member."""

    NONE = "none"
    PROBATIONARY = "probationary"
    OFFICIAL = "official"


class Education(Ranked):
    """Highest general or professional education."""

    PRIMARY = "primary"
    LOWER_SECONDARY = "lower_secondary"
    UPPER_SECONDARY = "upper_secondary"
    INTERMEDIATE = "intermediate"
    COLLEGE = "college"
    UNIVERSITY = "university"
    MASTER = "master"
    DOCTOR = "doctor"


class Theory(Ranked):
    """Level of political theory (lý luận chính trị). ``NONE`` is stated: the person has none."""

    NONE = "none"
    ELEMENTARY = "elementary"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class AppraisalLevel(Ranked):
    """The yearly appraisal (đánh giá, xếp loại)."""

    NOT_COMPLETED = "not_completed"
    COMPLETED = "completed"
    WELL_COMPLETED = "well_completed"
    EXCELLENT = "excellent"


class StudyForm(StrEnum):
    """Hệ tập trung / không tập trung."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"


@dataclass(frozen=True, slots=True)
class Appraisal:
    year: int
    level: AppraisalLevel


@dataclass(frozen=True, slots=True)
class Nominee:
    """One person as the dossier states them on the day of judging.

    ``positions`` and ``planned_positions`` hold codes of position groups; an empty set says that the person is known
    to hold none of them, so a post whose wording no group recognises must be passed as ``None``.
    ``programmes_completed`` holds codes of programmes; ``completed_on`` the day of those whose day is known.
    """

    id: str
    full_name: str
    birth: PartialDate | None = None
    sex: Sex | None = None
    positions: frozenset[str] | None = None
    planned_positions: frozenset[str] | None = None
    bloc: str | None = None
    person_category: str | None = None
    party_member: PartyStanding | None = None
    education: Education | None = None
    theory_level: Theory | None = None
    appraisals: tuple[Appraisal, ...] | None = None
    programmes_completed: frozenset[str] | None = None
    completed_on: Mapping[str, dt.date] = field(default_factory=dict)
    years_in_post: int | None = None
    study_form: StudyForm | None = None
