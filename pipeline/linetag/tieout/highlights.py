"""Highlight tables (`[[summary.highlight]]`): what the facts say they should print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.filing.summary import Wording
from linetag.findings import finding
from linetag.model import Duration, Fact, Instant, Period
from linetag.tieout.cells import Sibling, SummaryCell
from linetag.tieout.expected import highlight_key
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places

_MILLIONS = 6


def cells(table: Highlight, sources: Sources) -> Iterator[SummaryCell]:
    """Derive a cell per figure of the table from the facts, or else take it as the filer states it.

    Finding S610 where the concept of a row is not reported in a period.
    """
    for row, column in table.figures():
        yield or_stated(_derived(table, row, column, sources), sources.spec)


def _derived(table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources) -> SummaryCell:
    """The sum of the row's concepts in a period, or its change between two."""
    key = highlight_key(table, row, column)
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
