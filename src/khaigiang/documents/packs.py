"""Template packs: the layout of each standard of paper, as data (``data/packs/*.toml``).

The State's papers follow Nghị định 30/2020/NĐ-CP, Phụ lục I; the Party's follow Hướng dẫn 36-HD/VPTW and its successor.
They are two packs: no code asks which standard it serves. Sizes are points, lengths millimetres.
"""

import datetime as dt
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Authority(StrEnum):
    """By what right a person signs; the pack writes its mark before the name of whoever is signed for."""

    OWN = "own"
    COLLECTIVE = "collective"
    DEPUTY = "deputy"
    BY_ORDER = "by_order"
    DELEGATED = "delegated"
    ACTING = "acting"


class SubjectRule(StrEnum):
    """What stands under the subject of a titled paper."""

    LINE = "line"
    DASHES = "dashes"


class DeciderPlace(StrEnum):
    """Where a decision names who decides."""

    ABOVE_GROUNDS = "above_grounds"
    ABOVE_VERB = "above_verb"


@dataclass(frozen=True, slots=True)
class Text:
    """How one element is set. ``size`` in points."""

    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """Margins of A4 and the width of the header's left column, in millimetres."""

    top: float
    bottom: float
    left: float
    right: float
    header_left: float


@dataclass(frozen=True, slots=True)
class NationLine:
    """One line at the top right of page 1; ``rule`` is the length in millimetres of the line under it, 0 for none."""

    text: str
    style: Text
    rule: float = 0


@dataclass(frozen=True, slots=True)
class NumberForm:
    """``label``, number, ``separator``, symbol; a number below 10 is padded; a draft prints ``blank``."""

    label: str
    separator: str
    blank: str


@dataclass(frozen=True, slots=True)
class Body:
    """Running text. ``line_exact`` is an exact line height in points, or None for ``line_multiple``."""

    size: float
    indent: float
    gap: float
    line_exact: float | None
    line_multiple: float
    ending: str


@dataclass(frozen=True, slots=True)
class Recipients:
    """The list at the bottom left: each item ends with ``separator``, the last with a full stop."""

    label: str
    label_style: Text
    item_style: Text
    separator: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """The căn cứ of a decision: each line ends with ``separator``, the last with ``ending``."""

    prefix: str
    separator: str
    ending: str
    decider: DeciderPlace


@dataclass(frozen=True, slots=True)
class Marks:
    """What the pack writes for each authority; the fields are the values of ``Authority``."""

    own: str
    collective: str
    deputy: str
    by_order: str
    delegated: str
    acting: str


@dataclass(frozen=True, slots=True)
class Styles:
    """The setting of each element, named as on ``Paper``."""

    parent_body: Text
    issuing_body: Text
    number: Text
    place_date: Text
    type_name: Text
    subject: Text
    letter_subject: Text
    to: Text
    grounds: Text
    decided_by: Text
    decision_verb: Text
    article: Text
    authority: Text
    signer_title: Text
    signer_name: Text
    page_number: Text
    appendix_word: Text
    appendix_title: Text
    appendix_note: Text
    table: Text
    table_heading: Text


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A value on which the sources differ or which nobody has checked against the original text."""

    key: str
    chosen: str
    others: str
    source: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One standard's layout. ``verified`` is False until a clerk has compared it with the original text."""

    code: str
    name: str
    source: str
    valid_from: dt.date
    valid_to: dt.date | None
    verified: bool
    font: str
    page: Page
    nation: tuple[NationLine, ...]
    body_mark: str
    number: NumberForm
    marks: Marks
    recipients: Recipients
    grounds: Grounds
    body: Body
    subject_rule: SubjectRule
    subject_prefix: str
    styles: Styles
    appendix_word: str
    unsettled: tuple[Unsettled, ...]

    def mark(self, authority: Authority) -> str:
        """The mark of an authority, empty for a person who signs in their own right."""
        return str(getattr(self.marks, authority.value))


CODES = ("party", "state")


@cache
def load(code: str) -> Pack:
    """The pack of one standard: "party" or "state". Raises KeyError on another code."""
    if code not in CODES:
        raise KeyError(code)
    return read(files("khaigiang").joinpath("data", "packs", f"{code}.toml").read_text(encoding="utf-8"))


def read(text: str) -> Pack:
    """A pack from the text of its file. Raises KeyError or TypeError when the file lacks or has too many fields."""
    raw = tomllib.loads(text)
    recipients, grounds = raw.pop("recipients"), raw.pop("grounds")
    return Pack(
        page=Page(**raw.pop("page")),
        nation=tuple(NationLine(**{**line, "style": Text(**line["style"])}) for line in raw.pop("nation")),
        number=NumberForm(**raw.pop("number")),
        marks=Marks(**raw.pop("marks")),
        recipients=Recipients(
            label=recipients["label"],
            label_style=Text(**recipients["label_style"]),
            item_style=Text(**recipients["item_style"]),
            separator=recipients["separator"],
        ),
        grounds=Grounds(**{**grounds, "decider": DeciderPlace(grounds["decider"])}),
        body=Body(**{"line_exact": None, **raw.pop("body")}),
        subject_rule=SubjectRule(raw.pop("subject_rule")),
        styles=Styles(**{key: Text(**style) for key, style in raw.pop("styles").items()}),
        unsettled=tuple(Unsettled(**line) for line in raw.pop("unsettled")),
        **{"valid_to": None, **raw},
    )
