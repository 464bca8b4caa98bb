"""What the facts say that each figure of a highlight table is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.highlights import Highlight, HighlightColumn, HighlightRow
from linetag.filing.summary import Wording
from linetag.findings import finding
from linetag.model import Duration, Fact, Instant, Period
from linetag.tieout.cells import Sibling, SummaryCell, cell_key
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places

MILLIONS = 6


def cells(table: Highlight, sources: Sources) -> Iterator[SummaryCell]:
    """A cell per figure; one that no statement has is as the filer states it, or derives from nothing.

    Finding S610 (a row's concept is not reported).
    """
    for row, column in table.figures():
        of = _change if column.change else _amount
        yield or_stated(of(table, row, column, sources), sources.spec)


def key_of(table: Highlight, row: HighlightRow, column: HighlightColumn) -> str:
    """The key of a figure."""
    return cell_key(table.name, table.item(row, column), column.period)


def kind_of(table: Highlight, row: HighlightRow) -> Kind:
    """What an amount of a row counts."""
    if row.kind != "amount":
        return row.kind
    return "millions" if table.scale == MILLIONS else "count"


def _amount(table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources) -> SummaryCell:
    key = key_of(table, row, column)
    value, facts = _sum(row, column.period, sources, key)
    printed = _shown(table, row, value, sources)
    return SummaryCell(
        section=table.name,
        item=row.key,
        period=column.period,
        kind=kind_of(table, row),
        value=printed,
        status="unavailable" if printed is None else "derived",
        proved=printed is not None,
        rule=_rule(table, row, sources),
        facts=tuple(fact.id for fact in facts),
        origins=places(facts),
        siblings=tuple(_siblings(table, row, column, sources)),
        reason=_reason(table, row) if printed is None else None,
    )


def _rule(table: Highlight, row: HighlightRow, sources: Sources) -> str:
    terms = "".join(f" {'-' if sign < 0 else '+'} {concept}" for sign, concept in row.terms)
    terms = terms.removeprefix(" + ").strip()
    if row.kind != "amount" or not terms:
        return terms and f"{terms}, as in the statements"
    method = "half up" if sources.spec.rounding == "half-up" else "fractions cut off"
    unit = "JPY millions" if table.scale == MILLIONS else f"JPY x 10^{table.scale}"
    return f"{terms} in {unit}, {method}"


def _reason(table: Highlight, row: HighlightRow) -> Wording:
    return NO_FACT if row.terms else Wording(table.reason, table.reason)


def _sum(row: HighlightRow, name: str, sources: Sources, key: str) -> tuple[Decimal | None, tuple[Fact, ...]]:
    """The facts of a row in a period, and their sum; a concept that is not reported is a finding."""
    period = sources.periods.get(name)
    if period is None:
        return None, ()
    facts: list[Fact] = []
    amounts: list[Decimal] = []
    for sign, concept in row.terms:
        fact = _found(concept, row, period, sources)
        if fact is None and (concept, period) not in sources.missing:
            sources.missing.add((concept, period))
            sources.found.append(finding("S610", row.origin, concept=concept, row=name, key=key))
        value = amount(fact)
        if fact is not None:
            facts.append(fact)
        if value is not None:
            amounts.append(value.copy_negate() if sign < 0 else value)
    complete = bool(amounts) and len(amounts) == len(row.terms)
    return (figures.total(amounts) if complete else None), tuple(facts)


def _found(concept: str, row: HighlightRow, period: Period, sources: Sources) -> Fact | None:
    """The fact of a period, or of its end (cash at the end of a quarter)."""
    kind: Kind = "millions" if row.kind == "amount" else row.kind
    fact = sources.lookup.fact(concept, kind, period, row.members)
    if fact is None and isinstance(period, Duration):
        return sources.lookup.fact(concept, kind, Instant(period.end), row.members)
    return fact


def _shown(table: Highlight, row: HighlightRow, value: Decimal | None, sources: Sources) -> Decimal | None:
    """The amount of facts as the table should print it."""
    if value is None or row.kind != "amount":
        return value
    return figures.scaled(value, table.scale, table.places, sources.spec.rounding)


def _siblings(
    table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources
) -> Iterator[Sibling]:
    """What a row would show if its caption meant another concept."""
    period = sources.periods.get(column.period)
    for concept in row.siblings:
        fact = _found(concept, row, period, sources) if period else None
        if fact is not None:
            yield Sibling(concept, _shown(table, row, amount(fact), sources), places((fact,)))


def _change(table: Highlight, row: HighlightRow, column: HighlightColumn, sources: Sources) -> SummaryCell:
    """The growth in percent, or the difference, of unrounded amounts."""
    key = key_of(table, row, column)
    sums = [_sum(row, name, sources, key) for name in (column.period, column.before)]
    facts = tuple(fact for _, there in sums for fact in there)
    amounts = tuple(value for value, _ in sums if value is not None)
    known = len(amounts) == len(sums)
    rule = "(current / prior - 1) x 100" if column.change == "growth" else "current - prior"
    value = _changed(table, column, amounts, sources) if known else None
    return SummaryCell(
        section=table.name,
        item=table.item(row, column),
        period=column.period,
        kind="percent" if column.change == "growth" else kind_of(table, row),
        value=value,
        status="derived" if known else "unavailable",
        proved=value is not None,
        rule=f"{rule} of unrounded amounts" if row.terms else f"{rule} of the amounts printed beside it",
        facts=tuple(fact.id for fact in facts),
        origins=places(facts),
        operands=amounts,
        reason=None if known else _reason(table, row),
    )


def _changed(
    table: Highlight, column: HighlightColumn, amounts: Sequence[Decimal], sources: Sources
) -> Decimal | None:
    if column.change == "growth":
        return formulas.growth(*amounts)[0]
    difference = figures.total((amounts[0], amounts[1].copy_negate()))
    return figures.scaled(difference, table.scale, table.places, sources.spec.rounding)
