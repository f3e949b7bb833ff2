"""What a sheet shows besides its values: hidden rows, merged cells, fonts of old encodings, unsolved formulas."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.parsers import expat

Place = tuple[int, int]  # a row (1 is the first) and a column (0 is A)
Start = Callable[[str, Mapping[str, str]], object]
End = Callable[[str], object]

_NOTHING: Mapping[Place, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of merged cells, its ends included; rows count from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Look:
    """``fonts`` are of cells whose font was made for an old encoding; ``unsolved`` are formulas without a value.

    ``errors`` are cells that show one, such as ``#REF!``.
    """

    hidden_rows: frozenset[int] = frozenset()
    fonts: Mapping[Place, str] = field(default_factory=lambda: _NOTHING)
    merged: tuple[Area, ...] = ()
    unsolved: frozenset[Place] = frozenset()
    errors: frozenset[Place] = frozenset()


def walk(content: bytes, start: Start, end: End | None = None, text: Callable[[str], object] | None = None) -> None:
    """Call ``start`` with each element's name, without its prefix, and attributes, in the order of the document.

    Raises ValueError on what is no XML, and on any document type: an office file has none, an attack begins with one.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
    if end is not None:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise ValueError("a part that is no XML") from error


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a document type in a part of a workbook")
