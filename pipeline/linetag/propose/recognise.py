"""Recognise the statements of a release: tables, columns, scales and line items, each with its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from linetag.findings import Finding
from linetag.model import Duration
from linetag.propose import (
    agreement,
    candidates,
    columns,
    grouping,
    lines,
    pairing,
    questions,
    shares,
    splitting,
)
from linetag.propose import regions as region_of
from linetag.propose.candidates import TypedTable
from linetag.propose.columns import Surroundings
from linetag.propose.grouping import Columns, Printing
from linetag.propose.records import (
    Evidence,
    OtherTable,
    ReleaseReading,
    Statement,
    StatementCode,
    StatementColumn,
    StatementLine,
    StatementTable,
)
from linetag.propose.scales import ScaleWords
from linetag.release.records import Document

ORDER: tuple[StatementCode, ...] = ("BS", "IS", "CI", "CF", "EQ", "SEG")
_NAMES = {3: "quarter", 6: "half", 9: "nine months", 12: "year"}
_DAYS_OF_MONTH = 30


class _Recognised(NamedTuple):
    statement: Statement
    taken: frozenset[int]
    findings: tuple[Finding, ...]


def recognise(document: Document) -> tuple[ReleaseReading, tuple[Finding, ...]]:
    """Return the statements that the tables of a document print, without sums, and its other tables.

    The findings P101 to P113 say what contradicts itself or is uncertain.
    """
    tables = splitting.at_titles(document.tables)
    found = _promoted([candidates.of_table(number, table) for number, table in enumerate(tables)])
    around = _surroundings(found)
    by_number = {one.number: columns.of_table(one.table, one.code, around) for one in found}
    statements: list[Statement] = []
    findings: list[Finding] = []
    taken: frozenset[int] = frozenset()
    for code in ORDER:
        left = [one for one in found if one.number not in taken]
        main = grouping.best(left, code)
        if main is not None:
            recognised = _statement(left, main, by_number, around)
            statements.append(recognised.statement)
            taken |= recognised.taken
            findings += recognised.findings
    regions = region_of.of_tables(tables)
    other = tuple(_other(one, statements, regions[one.number]) for one in found if one.number not in taken)
    findings += agreement.questions(statements)
    return ReleaseReading(tuple(statements), other), tuple(findings)


def _promoted(found: Sequence[TypedTable]) -> list[TypedTable]:
    """The candidates; a summary that is titled as a statement stands for it where nothing else does."""
    result = list(found)
    for code in ORDER:
        if grouping.best(result, code) is None:
            second = (candidates.promoted(one, code) for one in result)
            if one := next((one for one in second if one is not None), None):
                result[one.number] = one
    return result


def _surroundings(found: Sequence[TypedTable]) -> Surroundings:
    """What the best table of each statement says: ends of periods, a currency and a scale."""
    mains = [one for code in ORDER if (one := grouping.best(found, code)) is not None]
    by_code = {one.code: columns.of_table(one.table, one.code, Surroundings()) for one in mains}
    ends = columns.ends(by_code.get("BS", ()))
    if not ends:
        ends = columns.ends([column for each in by_code.values() for column in each])
    said = [columns.scale_words(one.table, Surroundings()) for one in mains]
    scale = next((words for words in said if words.money is not None), ScaleWords())
    currency = next(
        (c.currency for each in by_code.values() for c in each if c.currency and c.role == "reported"), ""
    )
    return Surroundings(ends, currency, scale._replace(shares=None))


def _statement(
    found: Sequence[TypedTable], main: TypedTable, by_number: Columns, around: Surroundings
) -> _Recognised:
    """The statement whose best table is `main`, of all its tables."""
    code = main.code
    assert code is not None  # noqa: S101 - for the type checker: `best` returns candidates of a statement
    printings = grouping.printings(found, main, by_number)
    tables: list[StatementTable] = []
    all_lines: tuple[StatementLine, ...] = ()
    for number, printing in enumerate(printings):
        parts = _tables(printing, several=len(printings) > 1)
        own: list[StatementLine] = []
        for table, part in enumerate(parts, len(tables)):
            own += lines.of_table(table, part, code, columns.scale_words(part.table, around))
        tables += parts
        all_lines = pairing.joined(all_lines, lines.numbered(own)) if number else lines.numbered(own)
    checked = shares.check(all_lines, tables)
    if checked is not None and checked.shift:
        all_lines = shares.rescaled(all_lines, checked.shift)
    title = main.title.at.text if main.title is not None else ""
    statement = Statement(code, title, tuple(tables), all_lines, main.evidence)
    taken = frozenset(one.number for printing in printings for one in printing.tables)
    return _Recognised(statement, taken, tuple(questions.of_statement(statement, main, checked)))


def _tables(printing: Printing, *, several: bool) -> list[StatementTable]:
    """The tables of a printing; the columns of later parts are completed by those of the first."""
    found: list[StatementTable] = []
    for place, one in enumerate(printing.tables):
        its = printing.columns[place]
        if found:
            its = grouping.completed(its, found[0].columns, [column.text for column in one.table.columns])
        found.append(StatementTable(_name(its, printing, place, several=several), one.table, its))
    return found


def _name(its: Sequence[StatementColumn], printing: Printing, place: int, *, several: bool) -> str:
    """What distinguishes a table among those of its statement: its period, then the number of its part."""
    period = next((c.period for c in its if isinstance(c.period, Duration) and c.role == "reported"), None)
    months = round(((period.end - period.start).days + 1) / _DAYS_OF_MONTH) if period else 0
    words = [_NAMES.get(months, f"{months} months")] if several and months else []
    if len(printing.tables) > 1:
        words.append(f"part {place + 1}")
    return ", ".join(words)


def _other(one: TypedTable, statements: Sequence[Statement], region: str) -> OtherTable:
    """A table that belongs to no statement, and why."""
    if one.code is None and one.what == "unknown" and region:
        reason = f"{one.evidence.reason}; it belongs to the {region_of.NAMES[region]}"
        return OtherTable(one.table, region, one.evidence._replace(reason=reason))
    if one.code is None:
        return OtherTable(one.table, one.what, one.evidence)
    rival = next((s for s in statements if s.code == one.code), None)
    if rival is None:
        return OtherTable(one.table, "unknown", one.evidence)
    reason = "another table is more certainly that statement"
    return OtherTable(
        one.table, "repeated", Evidence(reason, rival.tables[0].table.origin, one.evidence.confidence)
    )
