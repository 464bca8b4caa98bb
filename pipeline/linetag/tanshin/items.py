"""The items of the form that derive from facts: copied, quotients, and their growth (TSE.md C2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.summary import SummaryItem, Wording
from linetag.findings import Finding, finding
from linetag.tanshin.operands import Operand, of_concept
from linetag.tieout.cells import CellSource, Sibling, Summary, SummaryCell, cell_key
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places, stated

_NIL_REASONS: Mapping[formulas.NilReason, Wording] = {
    "no-figure": Wording("one of the two periods has no figure", "比較する金額がないため"),
    "prior-not-positive": Wording("the earlier figure is not positive", "前期の金額が正でないため"),
    "current-negative": Wording("the figure is a loss", "当期の金額が損失のため"),
    "too-large": Wording("the growth is 1,000% or more", "増減率が1,000％以上のため"),
}

Place = tuple[str, str, str]
"""(section, item, row) of a cell."""
Proof = tuple[SummaryItem, SummaryCell, SummaryCell]
"""An item, a per-share figure of it that is copied from the statements, and the quotient that it must be."""


def derived(item: SummaryItem, sources: Sources) -> Iterator[SummaryCell]:
    """The rows of an item, and the growth of each where the form shows it."""
    for index, row in enumerate(item.periods):
        cell = _copied(item, row, sources) if item.concept else _quotient(item, row, sources)
        yield or_stated(cell, sources.spec)
        if item.growth:
            yield _growth(item, row, item.periods[index + 1 : index + 2], sources)


def _copied(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    operand = of_concept(item.concept, item.kind, row, item, sources)
    value = _shown(next(iter(operand.amounts), None), item, sources)
    method = "half up" if sources.spec.rounding == "half-up" else "fractions cut off"
    how = f"in JPY millions, {method}" if item.kind == "millions" else "as in the statements"
    place, rule = (item.section, item.key, row), f"{item.concept}, {how}"
    siblings = _siblings(item, (row,), sources)
    cell = derived_cell(place, item.kind, value, rule, (operand,), NO_FACT, siblings=siblings)
    # every place that prints the figure may be compared with the form
    origins = tuple(origin for fact in operand.facts for origin in fact.origins)
    return replace(cell, source=cell.source._replace(origins=origins))


def _shown(value: Decimal | None, item: SummaryItem, sources: Sources) -> Decimal | None:
    """A copied amount as the form shows it."""
    if value is None or item.kind != "millions":
        return value
    return figures.millions(value, sources.spec.rounding)


def _siblings(item: SummaryItem, rows: Sequence[str], sources: Sources) -> Iterator[Sibling]:
    """The figure of each sibling concept: of one row, or its growth between two."""
    periods = [period for row in rows if (period := sources.periods.get(row))]
    for concept in item.siblings:
        facts = [fact for period in periods if (fact := sources.lookup.fact(concept, item.kind, period))]
        if len(facts) == len(rows):
            amounts = [amount(fact) for fact in facts]
            growth = len(rows) > 1
            value = formulas.growth(*amounts)[0] if growth else _shown(amounts[0], item, sources)
            yield Sibling(concept, value, places(facts))


def _growth(item: SummaryItem, row: str, before: Sequence[str], sources: Sources) -> SummaryCell:
    """The change on the period before; without such a period only the filer can state it.

    The filer can also state a dash: the earlier figure is not on the same basis.
    """
    place = (item.section, f"{item.key}.growth", row)
    of_filer = sources.spec.stated.get(cell_key(*place))
    if not before or (of_filer and of_filer.value is None):
        return stated(sources.spec, *place, "percent")
    current, prior = (of_concept(item.concept, item.kind, name, item, sources) for name in (row, *before))
    rule = "(current / prior - 1) x 100 of unrounded amounts, half up to 0.1"
    siblings = _siblings(item, (row, *before), sources)
    return or_stated(growth_cell(place, rule, current, prior, siblings), sources.spec)


def _quotient(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    """A ratio in percent, or an amount per share."""
    kinds: tuple[Kind, Kind] = ("millions", "shares" if item.kind == "per-share" else "millions")
    terms = zip(item.quotient, kinds, strict=True)
    operands = [of_concept(term, kind, row, item, sources) for term, kind in terms]
    return quotient_cell((item.section, item.key, row), item.kind, operands, NO_FACT)


def proofs(summary: Summary, sources: Sources) -> Iterator[Proof]:
    """Yield the proof of each per-share figure that has a fact."""
    for item in (item for item in sources.spec.items if item.concept and item.quotient):
        for row in item.periods:
            copied = summary.cell(cell_key(item.section, item.key, row))
            if copied and copied.source.facts:
                yield item, copied, _quotient(item, row, sources)


def disagreement(item: SummaryItem, copied: SummaryCell, quotient: SummaryCell) -> Finding | None:
    """Return S611 for a per-share figure that is not income / weighted shares, to its own decimals."""
    if copied.figure is None or quotient.figure in (None, copied.figure):
        return None
    numerator, denominator = item.quotient
    return finding(
        "S611",
        next(iter(copied.source.origins), item.origin),
        related=quotient.source.origins,
        facts=(*copied.source.facts, *quotient.source.facts),
        key=copied.key,
        value=figures.shown(copied.figure, item.kind),
        expected=figures.shown(quotient.figure, item.kind),
        top=numerator,
        bottom=denominator,
    )


def derived_cell(  # noqa: PLR0913, PLR0917 - what a cell is made from
    place: Place,
    kind: Kind,
    value: Decimal | None,
    rule: str,
    operands: Sequence[Operand],
    reason: Wording | None,
    *,
    is_dash: bool = False,
    siblings: Iterable[Sibling] = (),
) -> SummaryCell:
    """The cell with a value; without one a dash for `reason`.

    Such a dash is a derived one if the operands show that it is right (`is_dash`), and else means that
    figures are missing.
    """
    proved = value is not None or is_dash
    return SummaryCell(
        *place,
        kind,
        value,
        "derived" if proved else "unavailable",
        proved,
        reason if value is None else None,
        CellSource(
            rule,
            facts=tuple(fact.id for operand in operands for fact in operand.facts),
            origins=tuple(origin for operand in operands for origin in operand.origins),
            operands=tuple(value for operand in operands for value in operand.amounts),
            siblings=tuple(siblings),
            missing=tuple(fact for operand in operands for fact in operand.missing),
        ),
    )


def quotient_cell(place: Place, kind: Kind, operands: Sequence[Operand], reason: Wording) -> SummaryCell:
    """The quotient of the operands as the form prints it; `reason` says why there is none."""
    times, unit = " x 100" if kind == "percent" else "", Decimal(1).scaleb(-figures.DECIMALS.get(kind, 0))
    rule = f"{' / '.join(operand.name for operand in operands)}{times}, half up to {unit}"
    amounts = [amount for operand in operands for amount in operand.amounts]
    known = all(operand.amounts for operand in operands)
    value = formulas.RATIO.printed(kind, *amounts) if known else None
    return derived_cell(place, kind, value, rule, operands, reason)


def growth_cell(
    place: Place, rule: str, current: Operand, prior: Operand, siblings: Iterable[Sibling] = ()
) -> SummaryCell:
    """The growth of an item in percent, or the dash that the form shows instead."""
    value, nil = formulas.growth(*(next(iter(operand.amounts), None) for operand in (current, prior)))
    reason, is_dash = _NIL_REASONS[nil] if nil else None, nil not in (None, "no-figure")
    pair = (current, prior)
    return derived_cell(place, "percent", value, rule, pair, reason, is_dash=is_dash, siblings=siblings)
