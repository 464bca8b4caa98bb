"""A reading as text for a person: each statement as understood, then the tables that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from linetag.model import Origin
from linetag.propose import regions
from linetag.propose.records import Evidence, OtherTable, ReleaseReading, Statement, StatementCode
from linetag.report.proposals import concept_lines, sure
from linetag.report.reading_rows import (
    FAILS,
    HOLDS,
    ROUNDED,
    ColumnHead,
    StatementRow,
    heads,
    rows,
    usual_unit,
)
from linetag.report.terminal_text import clean, folded, width, wrapped
from linetag.report.tree_table import packed
from linetag.wording import counted, place, position, scaled

LEGEND = f"{HOLDS} adds up in every column   {ROUNDED} within rounding   {FAILS} does not add up"
NAMES: Mapping[StatementCode, str] = {
    "BS": "Balance sheet",
    "IS": "Income statement",
    "CI": "Comprehensive income",
    "CF": "Cash flows",
    "EQ": "Changes in equity",
    "SEG": "Segments",
    "DEI": "Cover",
}
_SEPARATOR = "  "
_LEAST_LABEL = 24
_MOST_LABEL = 64
_LEAST_COLUMN = 11
_LEAST_TEXT = 12
_MOST_LINES = 6
_MARK = 2


def reading_text(reading: ReleaseReading, room: int, *, concepts: bool = False) -> Iterator[str]:
    """Yield the lines: each statement with its figures and sums, then a line for every other table.

    With `concepts`, those proposed for the lines of a statement follow it. No line is wider than `room`
    columns, except where a figure alone is.
    """
    if any(statement.sums for statement in reading.statements):
        yield from folded(LEGEND, room, "")
        yield ""
    for statement in reading.statements:
        yield from map(clean, _statement(statement, room))
        if concepts:
            yield from concept_lines(statement, room)
            yield ""
    if reading.other:
        yield f"{_others(reading)}:"
        for text in _other_tables(reading.other):
            yield from map(clean, folded(f"  {text}", room, "    "))
        yield ""


def _other_tables(other: Sequence[OtherTable]) -> Iterator[str]:
    """Yield a text for every other table; those that follow each other in the notes share one."""
    for what, run in groupby(other, key=lambda one: one.what):
        tables = list(run)
        places = [_of_table(one.table.origin) for one in tables]
        if what in regions.NAMES and len(tables) > 1:
            where = f"{places[0]} to {places[-1]}"
            yield f"{where}  {what}: {len(tables)} tables in the {regions.NAMES[what]}"
        else:
            yield from (
                f"{where}  {what}: {one.evidence.reason}" for where, one in zip(places, tables, strict=True)
            )


def _of_table(origin: Origin) -> str:
    """Where a table stands: a line of text as a link, "table 8", "page 3, line 12", "Balance Sheet!B7"."""
    if origin.part.kind == "table":
        return f"table {origin.part.number}"
    return position(origin) if origin.part.kind else place(origin)


def summary(reading: ReleaseReading, path: str) -> str:
    """Return what was read in one line, such as "read     r.html: 3 statements with 90 line items, …"."""
    lines = sum(len(statement.lines) for statement in reading.statements)
    sums = sum(len(statement.sums) for statement in reading.statements)
    statements = counted(len(reading.statements), "statement", "statements")
    items, totals = counted(lines, "line item", "line items"), counted(sums, "sum", "sums")
    concepts = ""
    if any(statement.proposals for statement in reading.statements):
        concepts = f"; {counted(sure(reading.statements), 'concept is', 'concepts are')} sure"
    return f"read     {path}: {statements} with {items} and {totals}{concepts}; {_others(reading)}"


def _others(reading: ReleaseReading) -> str:
    return counted(len(reading.other), "other table", "other tables")


def _statement(statement: Statement, room: int) -> Iterator[str]:
    """Yield a statement: name, title and places, then its columns, side by side as far as they fit."""
    title = f'{NAMES[statement.code]}: "{statement.title}"' if statement.title else NAMES[statement.code]
    yield from folded(title, room, "  ")
    for table in statement.tables:
        named = f"{table.name} at " if table.name else ""
        yield f"  {named}{_of_table(table.table.origin)}"
    yield from folded(f"  {_sureness(statement.evidence)}", room, "    ")
    groups = heads(statement)
    all_rows = tuple(rows(statement))
    unit = scaled(*usual_unit(statement))
    for layout in _layouts(groups, all_rows, f"  {unit}", room):
        yield ""
        yield from layout.lines(all_rows)
    yield ""


def _sureness(evidence: Evidence) -> str:
    return f"{int(evidence.confidence * 100)} % sure: {evidence.reason}"


def _layouts(
    groups: Sequence[Sequence[ColumnHead]], all_rows: Sequence[StatementRow], unit: str, room: int
) -> Iterator[_Columns]:
    """Yield the columns of each table to show: all of them, or as many as `room` has space for."""
    figures = [text for row in all_rows for text in row.figures.values()]
    words = [f"{word} " for group in groups for one in group for word in one.words]
    column = max(_LEAST_COLUMN, *map(len, figures), *map(len, words)) if figures else _LEAST_COLUMN
    whole = len(_SEPARATOR) + column
    longest = max((2 * row.indent + 2 + width(row.label) for row in all_rows if row.figures), default=0)
    longest = min(max(longest, width(unit)), _MOST_LABEL)
    space = room - _MARK
    fit = max(1, (space - min(longest, max(_LEAST_LABEL, space * 2 // 5))) // whole)
    for chosen in packed(groups, fit):
        label = min(longest, max(_LEAST_LABEL, space - len(chosen) * whole))
        yield _Columns(chosen, label, column, unit, room)


class _Columns(NamedTuple):
    """Columns that are shown together: `label` and `column` are the widths of captions and of figures."""

    heads: Sequence[ColumnHead]
    label: int
    column: int
    unit: str
    room: int

    def lines(self, all_rows: Sequence[StatementRow]) -> Iterator[str]:
        """Yield the lines of the header and of the rows that have something to show in these columns."""
        words = [one.words for one in self.heads]
        deepest = max(map(len, words), default=0)
        for i in range(deepest):
            texts = [word[i - deepest + len(word)] if i >= deepest - len(word) else "" for word in words]
            yield self._row(self.unit if i == deepest - 1 else "", [f"{text} " for text in texts])
        for row in self._own(all_rows):
            if row.ruled:
                rule = "-" * (self.column - 1)
                yield self._row("", [f"{rule} " if one.key in row.figures else "" for one in self.heads])
            yield from self._item(row)

    def _own(self, all_rows: Sequence[StatementRow]) -> Iterator[StatementRow]:
        """Yield the rows with figures in these columns, the headings above and the remarks below them."""
        keys = {one.key for one in self.heads}
        waiting: list[StatementRow] = []
        for row in all_rows:
            if row.remarks_on is not None:
                if row.remarks_on in keys:
                    yield row
            elif row.figures:
                if keys & row.figures.keys():
                    yield from waiting
                    yield row
                waiting = []
            else:
                waiting.append(row)

    def _item(self, row: StatementRow) -> Iterator[str]:
        """Yield a row; a long caption takes several lines, and the figures stand on its last."""
        before = "  " * (row.indent + 1)
        after = f"{before}  "
        if not row.figures:
            pieces = wrapped(row.label, self.room - len(before), self.room - len(after), _MOST_LINES)
            yield from (f"{after if i else before}{piece}" for i, piece in enumerate(pieces))
            return
        first, rest = (max(_LEAST_TEXT, self.label - len(text)) for text in (before, after))
        pieces = wrapped(row.label, first, rest, _MOST_LINES)
        for i, piece in enumerate(pieces[:-1]):
            yield f"{after if i else before}{piece}"
        text = f"{after if len(pieces) > 1 else before}{pieces[-1]}"
        yield self._row(text, [row.figures.get(one.key, "") for one in self.heads], row.mark)

    def _row(self, label: str, texts: Sequence[str], mark: str = "") -> str:
        padded = label + " " * max(0, self.label - width(label))
        cells = "".join(f"{_SEPARATOR}{text:>{self.column}}" for text in texts)
        return f"{padded}{cells} {mark}".rstrip()
