"""What was found wrong, doubtful or worth saying in a workbook, with the cell where it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# The sheet of a workbook given back that says what was found; a reader passes over it.
FINDINGS_SHEET = "Kết quả kiểm tra"


class Severity(StrEnum):
    """What a finding means for the run."""

    FILE_FAULT = "file_fault"  # the whole file is refused, nothing is written
    ROW_FAULT = "row_fault"  # this row gets its verdict, the run goes on
    PROBLEM = "problem"  # a person must look; the run goes on
    SUGGESTION = "suggestion"  # a repair is proposed, never made silently
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class At:
    """The row a fact was read from. ``columns`` gives the column letters of each field of that sheet.

    The labelled cells of a form stand in rows of their own, so there ``columns`` gives whole addresses.
    A row that was made and not read stands nowhere: ``At()``.
    """

    file: str = ""
    sheet: str = ""
    row: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)

    def cell(self, name: str) -> str:
        """The address of one field of this row, such as ``C7``; the row's first cell for a field without a column."""
        column = self.columns.get(name, "A")
        if not self.row or column[-1].isdigit():
            return column if self.row else ""
        return f"{column}{self.row}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, at one cell. ``code`` is turned into a sentence by ``phrases`` with ``facts`` filled in."""

    file: str
    sheet: str
    cell: str
    code: str
    severity: Severity
    facts: Mapping[str, str] = field(default_factory=dict)
    suggestion: str | None = None


def found(
    at: At, name: str, code: str, severity: Severity, /, *, suggestion: str | None = None, **facts: object
) -> Finding:
    """A finding at one field of one row."""
    said = {key: str(fact) for key, fact in facts.items()}
    return Finding(at.file, at.sheet, at.cell(name), code, severity, said, suggestion)


def refuses(findings: Iterable[Finding]) -> bool:
    """Whether any of these refuses the whole file."""
    return any(finding.severity is Severity.FILE_FAULT for finding in findings)
