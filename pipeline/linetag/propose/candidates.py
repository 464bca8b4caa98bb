"""Which statement a table may be: its title and its captions decide together, with a confidence."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from linetag.model import Origin
from linetag.propose import titles, vocabulary
from linetag.propose.records import Evidence, StatementCode
from linetag.propose.titles import Title
from linetag.propose.vocabulary import CaptionEvidence
from linetag.release import captions
from linetag.release.records import Row, Table

_LEAST_TITLED, _LEAST_SHORT, _LEAST_UNTITLED, _LEAST_LEAD = 4, 10, 12, 4
_MOST_ROWS_OF_TITLE, _FEW_ROWS = 4, 2
_WHOLE: dict[StatementCode, tuple[frozenset[str], int]] = {
    "BS": (frozenset({"assets", "claims"}), 2),
    "CF": (frozenset({"operating", "investing", "financing", "change"}), 3),
    "IS": (frozenset({"net", "revenue", "expense", "tax", "per share"}), 3),
    "CI": (frozenset({"comprehensive"}), 1),
    "EQ": (frozenset({"balance"}), 1),
    "SEG": (frozenset({"segment"}), 1),
}
"""Essential lines of a statement, and how many of them a table has that is one without a title."""


class TypedTable(NamedTuple):
    """A table and what it may be: `code` is None for a table that is no statement, `what` then says what."""

    number: int
    table: Table
    title: Title | None
    captions: CaptionEvidence
    code: StatementCode | None
    what: str
    evidence: Evidence
    contradicted: bool = False

    @property
    def weight(self) -> int:
        """How much the captions weigh for the statement."""
        return self.captions.weights[self.code] if self.code else 0

    @property
    def essential(self) -> frozenset[str]:
        """The essential lines of the statement that the table has."""
        return self.captions.essential[self.code] if self.code else frozenset()

    @property
    def is_whole(self) -> bool:
        """Whether the table alone has what the statement needs."""
        if self.code is None:
            return False
        names, least = _WHOLE[self.code]
        return len(names & self.essential) >= least


def of_table(number: int, table: Table) -> TypedTable:
    """Return what the table with this number in the document may be."""
    title = _title(table)
    evidence = vocabulary.of_table(table)
    if not any(cell.value is not None for row in table.rows for cell in row.cells):
        why = Evidence("it has no figures", table.origin, Decimal("0.9"))
        return TypedTable(number, table, title, evidence, None, "prose", why)
    if _is_of_percentages(table):
        reason = "most of its figures are percentages"
        return TypedTable(
            number,
            table,
            title,
            evidence,
            None,
            "percentages",
            Evidence(reason, table.origin, Decimal("0.8")),
        )
    if title is not None and title.code and not title.qualifier:
        return _titled(number, table, title, evidence)
    if title is not None:
        reason = f'"{title.at.text}" is printed above it'
        return TypedTable(
            number, table, title, evidence, None, title.qualifier, Evidence(reason, title.at, Decimal("0.9"))
        )
    best, weight, second = evidence.best()
    found = TypedTable(number, table, None, evidence, best, "", Evidence("", table.origin, Decimal("0.6")))
    certain = weight >= _LEAST_UNTITLED and weight - second >= _LEAST_LEAD
    if best in ("BS", "CF", "IS", "CI") and certain and found.is_whole:
        reason = "its captions are those of one; it has no title"
        return found._replace(evidence=Evidence(reason, table.origin, Decimal("0.6")))
    what, reason = _other(table)
    return found._replace(code=None, what=what, evidence=Evidence(reason, table.origin, Decimal("0.6")))


def promoted(one: TypedTable, code: StatementCode) -> TypedTable | None:
    """Return a summary or selection titled as the statement, if it can stand for it; else None."""
    if one.title is None or one.title.code != code or one.title.qualifier != "highlights":
        return None
    found = one._replace(code=code, what="")
    if not found.is_whole or found.weight < _LEAST_UNTITLED:
        return None
    reason = f'"{one.title.at.text}" is printed above it, and no other table is the statement'
    return found._replace(evidence=Evidence(reason, one.title.at, Decimal("0.6")))


def _titled(number: int, table: Table, title: Title, evidence: CaptionEvidence) -> TypedTable:
    code = title.code
    assert code is not None  # noqa: S101 - for the type checker: only called with a named statement
    if code == "CI" and _is_income_statement(evidence):
        code = "IS"
    best, weight, _ = evidence.best()
    own = evidence.weights[code]
    least = _LEAST_SHORT if title.short else _LEAST_TITLED
    found = TypedTable(number, table, title, evidence, code, "", Evidence("", title.at))
    if own < least and best != code and weight >= _LEAST_UNTITLED and found._replace(code=best).is_whole:
        reason = f'its captions are those of one, although "{title.at.text}" is printed above it'
        return found._replace(
            code=best, evidence=Evidence(reason, title.at, Decimal("0.5")), contradicted=True
        )
    if own < least:
        reason = f'"{title.at.text}" is printed above it, but its captions are not those of that statement'
        return found._replace(code=None, what="unknown", evidence=Evidence(reason, title.at, Decimal("0.5")))
    confidence = Decimal("0.98") if own >= _LEAST_UNTITLED else Decimal("0.9")
    confidence -= Decimal("0.1") * min(title.distance, 3) + Decimal("0.2") * title.short
    return found._replace(evidence=Evidence(f'"{title.at.text}" is printed above it', title.at, confidence))


def _is_income_statement(evidence: CaptionEvidence) -> bool:
    """Whether a "statement of comprehensive income" is the income statement as well: it has revenue."""
    return (
        len(evidence.essential["IS"] & {"revenue", "expense", "tax"}) > 1
        and evidence.weights["IS"] >= _LEAST_UNTITLED
    )


def _title(table: Table) -> Title | None:
    """The title inside the header or the first rows of the table, or else in the lines above it."""
    headers = {piece for column in table.columns for piece in column.header}
    first = table.rows[:_MOST_ROWS_OF_TITLE]
    inside = [
        *sorted(headers, key=lambda piece: piece.line),
        *(row.origin for row in first if is_heading(row)),
    ]
    for line in inside:
        found = titles.of_line(line)
        if found is not None and found.code and not found.short:
            return found
    return titles.of_table(table)


def _is_of_percentages(table: Table) -> bool:
    figures = [cell for row in table.rows for cell in row.cells if cell.kind == "number"]
    percents = sum(cell.unit is not None and cell.unit.name == "%" for cell in figures)
    return percents * 5 > len(figures) * 3


def is_heading(row: Row) -> bool:
    """Whether the row has a label and no figures."""
    return bool(row.label) and all(cell.kind == "blank" for cell in row.cells)


def _other(table: Table) -> tuple[str, str]:
    """What a table without a title is, as far as its captions and header show it, and why."""
    header = [captions.normal(column.text) for column in table.columns]
    labels = [captions.normal(row.label) for row in table.rows]
    if (
        any(text in ("page", "page no.", "page number") for text in header)
        or sum(label.startswith(("item ", "part ")) for label in labels) > len(labels) / 3
    ):
        return "contents", "its captions are items, its figures pages"
    if any("telephone" in label or "zip code" in label or "(address" in label for label in labels):
        return "address", "it has an address or a telephone number"
    if not any(header) and len(table.rows) <= _FEW_ROWS:
        return "unknown", "it has no header and hardly any rows"
    return "unknown", "neither a title nor its captions say which statement it is"


def same_place(first: Origin, second: Origin) -> bool:
    """Whether two lines are one line of the release."""
    return (first.part, first.line, first.column) == (second.part, second.line, second.column)
