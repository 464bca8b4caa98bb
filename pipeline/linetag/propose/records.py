"""A release as understood: statements, their columns and line items, and the sums that the figures show."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.model import Origin, Period
from linetag.release.records import Row, Table

StatementCode = Literal["BS", "IS", "CI", "CF", "EQ", "SEG", "DEI"]

ColumnRole = Literal[
    "reported", "convenience", "restated", "pro forma", "predecessor", "change", "percent", "note", "unknown"
]
"""What a column prints. "reported" columns are filed; the others are named and left unless asked for.

"predecessor" stands for whichever of predecessor and successor columns is not the first, "note" for a
column of note references, "unknown" for one that nothing explains.
"""


class Evidence(NamedTuple):
    """Why something is believed: words for a person, the place that says it, and 0 < confidence <= 1."""

    reason: str
    at: Origin | None = None
    confidence: Decimal = Decimal(1)


class StatementColumn(NamedTuple):
    """A column of a statement's table. `number` is that of `Cell.column`, from 1.

    `currency` is an ISO code, "" where neither table nor document names one. `scale` is the power of ten of
    its amounts in money.
    """

    number: int
    period: Period | None
    currency: str
    scale: int
    role: ColumnRole
    evidence: Evidence


class StatementTable(NamedTuple):
    """A table, or a part of one, that prints lines of a statement.

    `name` distinguishes the tables of one statement: "quarter", "half", "liabilities", or "".
    """

    name: str
    table: Table
    columns: tuple[StatementColumn, ...]


class StatementCell(NamedTuple):
    """A printed figure of a line. `table` and `column` are indexes into the statement's tables and columns.

    `value` is in full units with the printed sign, None for a dash. `period` is given only where it
    differs from that of the column (an amount in a caption that names its own date).
    """

    table: int
    column: int
    value: Decimal | None
    origin: Origin
    decimals: int | None = None
    period: Period | None = None


class StatementLine(NamedTuple):
    """A line item: its address in the statement, unit, scale, and cells in the order of tables and columns.

    `at` makes the address unique where section and caption are not enough: the words that introduce an
    amount in a caption, or the number of the row among those with the same section and caption.
    `unit` is an ISO currency, "shares", "CCC/shares" for amounts per share, or "pure"; `in_caption` says
    that the figures stand inside the caption. `row` is the (first) row that prints it.
    """

    section: tuple[str, ...]
    caption: str
    at: str
    unit: str
    scale: int
    cells: tuple[StatementCell, ...]
    row: Row
    in_caption: bool = False
    members: tuple[tuple[str, str], ...] = ()


class WeightedLine(NamedTuple):
    """A line, as an index into `Statement.lines`, and its weight, 1 or -1, in a sum of printed values."""

    line: int
    weight: int


class DerivedSum(NamedTuple):
    """A total and its contributors; `columns` is the number of columns in which they add up."""

    total: int
    contributors: tuple[WeightedLine, ...]
    columns: int
    evidence: Evidence


class ConceptCandidate(NamedTuple):
    """A concept of the base taxonomy for a line, with its local name.

    `is_absent` says that the taxonomy at hand does not have it.
    """

    concept: str
    evidence: Evidence
    is_absent: bool = False


class OwnConcept(NamedTuple):
    """A draft of a concept of the company's own, as its line suggests. `confidence` is that none fits.

    `type` is "monetary", "shares", "perShare" or "pure", `balance` "debit", "credit" or "" where it is open.
    `label` is the caption.
    """

    name: str
    type: str
    period: str
    balance: str
    label: str
    confidence: Decimal


class ConceptProposal(NamedTuple):
    """What a line may be tagged with: at most five candidates, best first, and a draft of an own concept.

    `found` is "label" (companies used the first candidate for this caption), "similar" (for one that
    resembles it), "name" (by its name or label), "previous" (the user's own reports use it) or "none fits":
    then the draft comes first.
    """

    found: str
    candidates: tuple[ConceptCandidate, ...]
    own: OwnConcept


class Statement(NamedTuple):
    """A statement as understood. `title` is the printed heading that names it.

    `proposals` has the concepts proposed for each line, in the order of `lines`; it may be empty.
    """

    code: StatementCode
    title: str
    tables: tuple[StatementTable, ...]
    lines: tuple[StatementLine, ...]
    evidence: Evidence
    sums: tuple[DerivedSum, ...] = ()
    proposals: tuple[ConceptProposal, ...] = ()


class OtherTable(NamedTuple):
    """A table that is no statement: what it is ("highlights", "contents", "unknown") and why."""

    table: Table
    what: str
    evidence: Evidence


class ReleaseReading(NamedTuple):
    """What a release prints, as understood."""

    statements: tuple[Statement, ...]
    other: tuple[OtherTable, ...]
