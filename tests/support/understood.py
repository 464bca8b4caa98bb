"""Statements as understood, made of plain values: what a recogniser would return for a small page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from linetag.model import Duration, Instant, Origin, Part, Period
from linetag.propose.records import (
    DerivedSum,
    Evidence,
    OtherTable,
    Statement,
    StatementCell,
    StatementCode,
    StatementColumn,
    StatementLine,
    StatementTable,
    WeightedLine,
)
from linetag.release.records import Row, Table

PATH = "r.html"


def period(text: str) -> Period:
    """2012-09-30, or 2012-04-01/2012-09-30."""
    first, _, last = text.partition("/")
    if last:
        return Duration(date.fromisoformat(first), date.fromisoformat(last))
    return Instant(date.fromisoformat(first))


def column(number: int, when: str, currency: str = "USD", scale: int = 3) -> StatementColumn:
    evidence = Evidence(f'the header says "{when}"', Origin(PATH, 1, number + 1, when))
    return StatementColumn(number, period(when), currency, scale, "reported", evidence)


def table(number: int, *columns: StatementColumn, name: str = "") -> StatementTable:
    return StatementTable(name, printed_table(number), columns)


def printed_table(number: int) -> Table:
    return Table(Origin(PATH, 1, 1, "", Part("table", number)), (), (), ())


def line(  # noqa: PLR0913 - a line has so many parts
    caption: str,
    *printed: str,
    section: Sequence[str] = (),
    unit: str = "USD",
    scale: int = 3,
    at: str = "",
    in_caption: bool = False,
    table: int = 0,
) -> StatementLine:
    """A line with a figure for each column, as printed: "1,234", "(5)", "-" for a dash, "" for nothing."""
    cells = [_cell(text, table, i, scale) for i, text in enumerate(printed) if text]
    origin = Origin(PATH, 7, 1, caption, Part("table", table + 1))
    row = Row(origin, caption, tuple(section))
    return StatementLine(tuple(section), caption, at, unit, scale, tuple(cells), row, in_caption)


def _cell(text: str, table: int, column: int, scale: int) -> StatementCell:
    origin = Origin(PATH, 7, column + 2, text, Part("table", table + 1))
    if text == "-":
        return StatementCell(table, column, None, origin)
    value = Decimal(text.strip("()").replace(",", "")).scaleb(scale)
    return StatementCell(table, column, -value if text.startswith("(") else value, origin)


def statement(
    code: StatementCode,
    tables: Sequence[StatementTable],
    lines: Sequence[StatementLine],
    sums: Mapping[int, Sequence[int]] | None = None,
    title: str = "",
) -> Statement:
    """`sums` are the contributors of each total, as indexes from 1 with their sign: {3: [1, -2]}."""
    found = tuple(
        DerivedSum(
            total - 1,
            tuple(WeightedLine(abs(part) - 1, 1 if part > 0 else -1) for part in parts),
            2,
            Evidence("adds up in both columns", None, Decimal("0.97")),
        )
        for total, parts in (sums or {}).items()
    )
    evidence = Evidence("its title", tables[0].table.origin, Decimal("0.99"))
    return Statement(code, title, tuple(tables), tuple(lines), evidence, found)


def other(number: int, what: str, reason: str) -> OtherTable:
    return OtherTable(printed_table(number), what, Evidence(reason, None, Decimal("0.8")))
