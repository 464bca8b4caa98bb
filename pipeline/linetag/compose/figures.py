"""The tables of a release as the filing has them, and what is printed in them: filed, or left and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linetag.compose.addresses import TAGGED, AddressedLine
from linetag.compose.signs import period_of
from linetag.filing.records import ColumnSpec, LeftSpec, MapRow, TableSpec
from linetag.findings import Finding, finding
from linetag.model import EXACT, Period
from linetag.propose.records import (
    OtherTable,
    ReleaseReading,
    Statement,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.release.captions import normal
from linetag.release.records import Amount, Cell, PrintedUnit, Table
from linetag.tag.lines import LeftFigure, LineFigure, PrintedLines
from linetag.tag.locate import Located, matches
from linetag.tag.match import MatchedFigure
from linetag.wording import counted

_WITHOUT_MEMBERS = "its columns or rows stand for members of an axis, which are not tagged yet"


class StatementTables(NamedTuple):
    """The tables of the statements that are tagged: as settings would declare them, with their periods.

    `specs` has the declaration of each (statement code, index of its table).
    """

    specs: Mapping[tuple[str, int], TableSpec]
    printed: tuple[tuple[TableSpec, Table], ...]
    periods: Mapping[str, Period]


def tables(statements: Sequence[Statement]) -> StatementTables:
    """Return the tables of the statements that are tagged; periods are named as ISO 8601 writes them."""
    specs: dict[tuple[str, int], TableSpec] = {}
    printed: list[tuple[TableSpec, Table]] = []
    periods: dict[str, Period] = {}
    for statement in statements:
        if statement.code not in TAGGED:
            continue
        for index, table in enumerate(statement.tables):
            spec = _spec(statement.code, table)
            specs[statement.code, index] = spec
            printed.append((spec, table.table))
        for line in statement.lines:
            for number, cell in enumerate(line.cells):
                column = statement.tables[cell.table].columns[cell.column]
                period = period_of(statement, line, number)
                if period is not None and column.role == "reported":
                    periods[period_name(period)] = period
    return StatementTables(specs, tuple(printed), dict(sorted(periods.items())))


def period_name(period: Period) -> str:
    """Return a period as ISO 8601 writes it: "2012-09-30", "2012-04-01/2012-09-30"."""
    return "/".join(day.isoformat() for day in period)


def _spec(code: str, table: StatementTable) -> TableSpec:
    name = "-".join((code.lower(), *table.name.replace(",", "").split()))
    columns = tuple(
        ColumnSpec(period_name(column.period) if column.period else "", column.currency)
        for column in table.columns
    )
    scale = next((column.scale for column in table.columns if column.role == "reported"), 0)
    return TableSpec(name, code, (), "", columns, scale, table.table.origin)


# --- figures --------------------------------------------------------------------------------------


def printed_lines(
    reading: ReleaseReading,
    lines: Sequence[AddressedLine],
    mapped: Mapping[tuple[str, int], MapRow],
    known: StatementTables,
    left: Sequence[LeftSpec],
) -> tuple[PrintedLines, tuple[Finding, ...]]:
    """Return what is printed, for `tag`. `mapped` has the row of each tagged line.

    Findings: F155 (a column of figures without period or currency), F156 (tables that are not understood).
    """
    figures: list[LineFigure] = []
    others: list[LeftFigure] = []
    for one in lines:
        for number, cell in enumerate(one.line.cells):
            column = one.statement.tables[cell.table].columns[cell.column]
            spec = known.specs[one.statement.code, cell.table]
            figure = _figure(one.line, number)
            row = mapped.get((one.statement.code, one.number))
            matched = MatchedFigure(spec, one.line.row, figure, row)
            if reason := _why_left(one, column):
                others.append(LeftFigure(matched, reason))
                continue
            period = period_of(one.statement, one.line, number)
            figures.append(
                LineFigure(matched, period, one.line.unit, column.currency, _scale(one.line, number))
            )
    located, found = _others(reading, known, left)
    return PrintedLines(tuple(figures), tuple(others), located), (*_bare(lines), *found)


def _why_left(one: AddressedLine, column: StatementColumn) -> str:
    """Why a figure is not filed on purpose; "" for one that is."""
    if column.role != "reported":
        return f"the column is not filed ({column.role}): {column.evidence.reason}"
    if one.rows and not one.tagged and any(row.concept for row in one.rows):
        return "lines.csv leaves the line untagged"
    return ""


def _figure(line: StatementLine, number: int) -> Cell | Amount:
    """The figure as printed: neither scaled, nor with the sign of its concept."""
    cell = line.cells[number]
    scale = _scale(line, number)
    value = None if cell.value is None else cell.value.scaleb(-scale, context=EXACT)
    decimals = max(0, (cell.decimals or 0) + scale)
    if line.in_caption and value is not None:
        return Amount(cell.origin, line.at, value, decimals, PrintedUnit(line.unit, scale))
    return Cell(cell.origin, cell.column + 1, "dash" if value is None else "number", value, decimals)


def _scale(line: StatementLine, number: int) -> int:
    """The power of ten of a figure, as its decimals and the digits printed say."""
    cell = line.cells[number]
    if cell.decimals is None:
        return line.scale
    printed = next((one.decimals for one in line.row.cells if one.origin == cell.origin), 0)
    return printed - cell.decimals


def _bare(lines: Sequence[AddressedLine]) -> Iterator[Finding]:
    """Columns that would be filed, and say no period or currency."""
    seen: set[tuple[str, int, int]] = set()
    for one in lines:
        for number, cell in enumerate(one.line.cells):
            key = (one.statement.code, cell.table, cell.column)
            table = one.statement.tables[cell.table]
            column = table.columns[cell.column]
            lacking = _lacking(one, number, column)
            if column.role == "reported" and lacking and one.tagged and key not in seen:
                seen.add(key)
                at = table.table.columns[cell.column].origin
                text = table.table.columns[cell.column].text
                yield finding("F155", at, column=column.number, header=text, lacking=lacking)


def _lacking(one: AddressedLine, number: int, column: StatementColumn) -> str:
    if period_of(one.statement, one.line, number) is None:
        return "period"
    is_money = one.line.unit not in ("shares", "pure")
    return "currency" if is_money and not column.currency else ""


# --- tables that are not tagged -------------------------------------------------------------------


def _others(
    reading: ReleaseReading, known: StatementTables, left: Sequence[LeftSpec]
) -> tuple[Located, tuple[Finding, ...]]:
    """The tables that are tagged and those that are left; finding F156 for those that nobody explains."""
    found: list[tuple[LeftSpec, Table]] = []
    unknown: list[Table] = []
    for other in (*_without_members(reading), *reading.other):
        spec = next((one for one in left if matches(other.table, one.heading, one.holds)), None)
        if spec is None and other.what == "unknown" and _has_figures(other.table):
            unknown.append(other.table)
        reason = spec.reason if spec is not None else f"{other.what}: {other.evidence.reason}"
        own = LeftSpec((), "", reason, other.table.origin)
        found.append((own, other.table))
    findings = []
    if unknown:
        first, *more = (table.origin for table in unknown)
        heading = normal(unknown[0].heading[-1].text)[:80] if unknown[0].heading else ""
        count = counted(len(unknown), "table is", "tables are")
        findings.append(finding("F156", first, related=more, count=count, heading=heading))
    return Located(known.printed, tuple(found), ()), tuple(findings)


def _without_members(reading: ReleaseReading) -> Iterator[OtherTable]:
    """The tables of statements that need members, as tables that are left."""
    for statement in reading.statements:
        if statement.code not in TAGGED:
            for table in statement.tables:
                reason = statement.evidence._replace(reason=_WITHOUT_MEMBERS)
                yield OtherTable(table.table, statement.code, reason)


def _has_figures(table: Table) -> bool:
    return any(cell.kind == "number" for row in table.rows for cell in row.cells)
