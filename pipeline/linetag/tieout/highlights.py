"""Highlight tables (`[[summary.highlight]]`): what the facts say they should print."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.filing.summary import Wording
from linetag.model import Duration, Fact, Instant, Period
from linetag.tieout.cells import CellSource, MissingFact, Sibling, SummaryCell
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places

_MILLIONS = 6


def cells(table: Highlight, sources: Sources) -> Iterator[SummaryCell]:
    """Derive a cell per figure of the table from the facts, or else take it as the filer states it."""
    for row, column in table.figures():
        yield or_stated(_derived(table, row, column, sources), sources.spec)


def _derived(table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources) -> SummaryCell:
    """The sum of the row's concepts in a period, or its change between two."""
    names = (column.period, column.before) if column.change else (column.period,)
    periods = tuple(period for name in names if (period := sources.periods.get(name)))
    reported = [
        [(term, period, _fact(term[1], row, period, sources)) for term in row.terms] for period in periods
    ]
    facts = tuple(fact for terms in reported for _, _, fact in terms if fact)
    sums = (_sum([(sign, fact) for (sign, _), _, fact in terms]) for terms in reported)
    amounts = tuple(total for total in sums if total is not None)
    known = len(amounts) == len(names)
    value = _value(table, row, column, amounts, sources.spec.rounding) if known else None
    return SummaryCell(
        section=table.name,
        item=table.item(row, column),
        period=column.period,
        kind="percent" if column.change == "growth" else _kind(table, row),
        value=value,
        status="derived" if known else "unavailable",
        proved=value is not None,
        reason=None if known else NO_FACT if row.terms else Wording(table.reason, table.reason),
        source=CellSource(
            rule=_rule(table, row, column, sources.spec.rounding),
            facts=tuple(fact.id for fact in facts),
            origins=places(facts),
            operands=amounts if column.change else (),
            siblings=() if column.change else tuple(_siblings(table, row, column, sources)),
            missing=tuple(
                MissingFact(concept, period, row.origin)
                for terms in reported
                for (_, concept), period, fact in terms
                if fact is None
            ),
        ),
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
    return value if row.kind != "amount" else figures.scaled(value, table.scale, table.decimals, rounding)


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


def _sum(terms: Sequence[tuple[int, Fact | None]]) -> Decimal | None:
    """The sum of signed facts; None where one is missing or nil, and for no facts."""
    amounts = [value * sign for sign, fact in terms if (value := amount(fact)) is not None]
    return figures.total(amounts) if amounts and len(amounts) == len(terms) else None


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
            value, method = amount(fact), sources.spec.rounding
            shown = None if value is None else _value(table, row, column, (value,), method)
            yield Sibling(concept, shown, places((fact,)))
