"""The parts of ``kg doctor``: each looks at one thing and answers with findings."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """A note is worth knowing and never wrong."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, in both languages; what is wrong also says how to mend it."""

    about: str
    state: State
    vietnamese: str
    english: str
    mend: str = ""
    mend_english: str = ""
