"""Highlight tables (`[[summary.highlight]]`): what they should print, and what the facts say it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.filing.summary import Wording
from linetag.findings import finding
from linetag.model import Duration, Fact, Instant, Period
from linetag.release.records import PrintedUnit
from linetag.tieout.cells import Sibling, SummaryCell, cell_key
from linetag.tieout.expected import (
    ColumnSum,
    ExpectedChange,
    ExpectedFigure,
    ExpectedRow,
    ExpectedTable,
    TableArithmetic,
)
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places

_MILLIONS = 6


def expected(table: Highlight) -> ExpectedTable:
    """Describe a highlight table: its rows by caption, its sums by column, its changes."""
    rows = tuple(
        ExpectedRow(
            row.key,
            row.label,
            None,
            tuple(
                ExpectedFigure(_key(table, row, column), _unit(table, row, column))
                for column in table.columns
            ),
            row.origin,
        )
        for row in table.rows
    )
    copies = tuple(
        tuple(_key(table, row, table.columns[at]) for row in table.rows for at in columns)
        for columns in table.copies
    )
    words = table.holds or table.name
    arithmetic = TableArithmetic(tuple(_sums(table)), tuple(_changes(table)), table.unit, bool(table.scale))
    return ExpectedTable("highlight", table.name, words, rows, table.origin, table.reason, arithmetic, copies)


def _key(table: Highlight, row: HighlightRow, column: HighlightColumn) -> str:
    return cell_key(table.name, table.item(row, column), column.period)


def _unit(table: Highlight, row: HighlightRow, column: HighlightColumn) -> PrintedUnit | None:
    """The unit of a figure, as far as it is known: line items of no statement may count anything."""
    if column.change == "growth":
        return PrintedUnit("%")
    if not row.terms:
        return None
    if row.kind == "shares":
        return PrintedUnit("shares")
    return PrintedUnit("JPY", table.scale if row.kind == "amount" else 0)


def _sums(table: Highlight) -> Iterator[ColumnSum]:
    for column in table.columns:
        if column.change is None:
            keys = {row.key: _key(table, row, column) for row in table.rows}
            for row in table.rows:
                if row.parts:
                    yield ColumnSum(keys[row.key], tuple((sign, keys[part]) for sign, part in row.parts))


def _changes(table: Highlight) -> Iterator[ExpectedChange]:
    for row, column in table.figures():
        if column.change:
            current, before = (cell_key(table.name, row.key, name) for name in (column.period, column.before))
            yield ExpectedChange(_key(table, row, column), current, before, column.change == "growth")


# --- what the facts say ---------------------------------------------------------------------------


def cells(table: Highlight, sources: Sources) -> Iterator[SummaryCell]:
    """Derive a cell per figure of the table from the facts, or else take it as the filer states it.

    Finding S610 where the concept of a row is not reported in a period.
    """
    for row, column in table.figures():
        yield or_stated(_derived(table, row, column, sources), sources.spec)


def _derived(table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources) -> SummaryCell:
    """The sum of the row's concepts in a period, or its change between two."""
    key = _key(table, row, column)
    periods = (column.period, column.before) if column.change else (column.period,)
    sums = [_sum(row, name, sources, key) for name in periods]
    facts = tuple(fact for _, there in sums for fact in there)
    amounts = tuple(total for total, _ in sums if total is not None)
    known = len(amounts) == len(periods)
    value = _value(table, row, column, amounts, sources.spec.rounding) if known else None
    unknown = NO_FACT if row.terms else Wording(table.reason, table.reason)
    return SummaryCell(
        section=table.name,
        item=table.item(row, column),
        period=column.period,
        kind="percent" if column.change == "growth" else _kind(table, row),
        value=value,
        status="derived" if known else "unavailable",
        proved=value is not None,
        rule=_rule(table, row, column, sources.spec.rounding),
        facts=tuple(fact.id for fact in facts),
        origins=places(facts),
        operands=amounts if column.change else (),
        siblings=() if column.change else tuple(_siblings(table, row, column, sources)),
        reason=None if known else unknown,
    )


def _kind(table: Highlight, row: HighlightRow) -> Kind:
    if row.kind != "amount":
        return row.kind
    return "millions" if table.scale == _MILLIONS else "count"


def _value(
    table: Highlight,
    row: HighlightRow,
    column: HighlightColumn,
    amounts: Sequence[Decimal],
    rounding: figures.Rounding,
) -> Decimal | None:
    """What the table should print for an amount, or for the current and the prior one."""
    if column.change == "growth":
        return formulas.growth(*amounts)[0]
    value = figures.total((amounts[0], *(amount.copy_negate() for amount in amounts[1:])))
    return value if row.kind != "amount" else figures.scaled(value, table.scale, table.places, rounding)


def _rule(table: Highlight, row: HighlightRow, column: HighlightColumn, rounding: figures.Rounding) -> str:
    if column.change:
        rule = "(current / prior - 1) x 100" if column.change == "growth" else "current - prior"
        return f"{rule} of {'unrounded amounts' if row.terms else 'the amounts printed in the row'}"
    terms = "".join(f" {'-' if sign < 0 else '+'} {concept}" for sign, concept in row.terms)
    terms = terms.removeprefix(" + ").strip()
    if row.kind != "amount" or not terms:
        return terms and f"{terms}, as in the statements"
    method = "half up" if rounding == "half-up" else "fractions cut off"
    unit = "JPY millions" if table.scale == _MILLIONS else f"JPY x 10^{table.scale}"
    return f"{terms} in {unit}, {method}"


def _sum(row: HighlightRow, name: str, sources: Sources, key: str) -> tuple[Decimal | None, tuple[Fact, ...]]:
    """The sum of a row's facts in a period, None if incomplete, and the facts."""
    period = sources.periods.get(name)
    if period is None:
        return None, ()
    facts: list[Fact] = []
    amounts: list[Decimal] = []
    for sign, concept in row.terms:
        fact = _fact(concept, row, period, sources)
        if fact is None and (concept, period) not in sources.missing:
            sources.missing.add((concept, period))
            sources.found.append(finding("S610", row.origin, concept=concept, row=name, key=key))
        if fact is not None:
            facts.append(fact)
        if (value := amount(fact)) is not None:
            amounts.append(value.copy_negate() if sign < 0 else value)
    complete = bool(amounts) and len(amounts) == len(row.terms)
    return (figures.total(amounts) if complete else None), tuple(facts)


def _fact(concept: str, row: HighlightRow, period: Period, sources: Sources) -> Fact | None:
    """The fact of a period, or of its last day (cash at the end of a quarter)."""
    kind: Kind = "millions" if row.kind == "amount" else row.kind
    fact = sources.lookup.fact(concept, kind, period, row.members)
    if fact is None and isinstance(period, Duration):
        return sources.lookup.fact(concept, kind, Instant(period.end), row.members)
    return fact


def _siblings(
    table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources
) -> Iterator[Sibling]:
    """What the row would print if its caption meant another concept."""
    period = sources.periods.get(column.period)
    for concept in row.siblings:
        fact = _fact(concept, row, period, sources) if period else None
        if fact is not None:
            amounts = [value] if (value := amount(fact)) is not None else []
            shown = _value(table, row, column, amounts, sources.spec.rounding) if amounts else None
            yield Sibling(concept, shown, places((fact,)))
