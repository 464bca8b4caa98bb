"""Decisions by the address of a line → decisions on a column of a table, as tagging takes them."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.compose.addresses import AddressedLine, address_of
from linetag.compose.figures import StatementTables, period_name
from linetag.compose.signs import period_of
from linetag.filing.company import LineDecision
from linetag.filing.records import Decision
from linetag.findings import Finding, finding
from linetag.release.captions import normal


def decisions(
    written: Sequence[LineDecision], lines: Sequence[AddressedLine], known: StatementTables
) -> tuple[tuple[Decision, ...], tuple[Finding, ...]]:
    """Return a decision for each figure that is meant; one that means none is a finding (F157)."""
    found: list[Decision] = []
    problems: list[Finding] = []
    for one in written:
        meant = [decision for line in lines for decision in _on_line(one, line, known)]
        if not meant:
            problems.append(finding("F157", one.origin, caption=one.caption, column=one.column))
        found += meant
    return tuple(found), tuple(problems)


def _on_line(one: LineDecision, line: AddressedLine, known: StatementTables) -> Sequence[Decision]:
    wanted = (one.statement, tuple(map(normal, one.section)), normal(one.caption), normal(one.at))
    if address_of(line.statement, line.line) != wanted:
        return ()
    tables = {
        (cell.table, 0 if line.line.in_caption else cell.column + 1)
        for number, cell in enumerate(line.line.cells)
        if not one.column or _column(line, number) == one.column
    }
    return [
        Decision(
            table=known.specs[line.statement.code, table].name,
            section=line.line.section,
            label=line.line.row.label,
            lead=line.line.at if line.line.in_caption else "",
            column=column,
            concept=one.concept,
            printed=one.printed,
            file=one.file,
            reason=one.reason,
            origin=one.origin,
        )
        for table, column in sorted(tables)
    ]


def _column(line: AddressedLine, number: int) -> str:
    """The column of a cell as a decision writes it: "2012-07-01/2012-09-30 USD"."""
    cell = line.line.cells[number]
    period = period_of(line.statement, line.line, number)
    currency = line.statement.tables[cell.table].columns[cell.column].currency
    return f"{period_name(period) if period else ''} {currency}".strip()
