"""The items of the form that derive from facts: copied, quotients, and their growth (TSE.md C2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from linetag.calc import figures, formulas
from linetag.calc.figures import Kind
from linetag.filing.summary import SummaryItem, SummarySpec, Wording
from linetag.findings import finding
from linetag.model import Fact
from linetag.tieout.cells import Sibling, SummaryCell, cell_key
from linetag.tieout.sources import NO_FACT, Sources, amount, or_stated, places, stated

NIL_REASONS: Mapping[formulas.NilReason, Wording] = {
    "no-figure": Wording("one of the two periods has no figure", "比較する金額がないため"),
    "prior-not-positive": Wording("the earlier figure is not positive", "前期の金額が正でないため"),
    "current-negative": Wording("the figure is a loss", "当期の金額が損失のため"),
    "too-large": Wording("the growth is 1,000% or more", "増減率が1,000％以上のため"),
}


def derived(item: SummaryItem, sources: Sources) -> Iterator[SummaryCell]:
    """The rows of an item, and the growth of each where the form shows it.

    Findings S610 (no such fact) and S611 (a per-share figure that is not the quotient it must be).
    """
    for index, row in enumerate(item.periods):
        cell = _copied(item, row, sources) if item.concept else _quotient(item, row, sources)
        yield or_stated(cell, sources.spec)
        if item.growth:
            yield _growth(item, row, item.periods[index + 1 : index + 2], sources)


def _copied(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    key = cell_key(item.section, item.key, row)
    fact = sources.fact(item.concept, item.kind, row, item, key)
    value = _scaled(amount(fact), item.kind, sources.spec)
    if fact and item.quotient:
        _check_quotient(item, row, fact, sources)
    how = f"in JPY millions, {_method(sources.spec)}" if item.kind == "millions" else "as in the statements"
    return SummaryCell(
        key=key,
        section=item.section,
        item=item.key,
        period=row,
        kind=item.kind,
        value=value,
        status="unavailable" if value is None else "derived",
        proved=value is not None,
        rule=f"{item.concept}, {how}",
        facts=(fact.id,) if fact else (),
        origins=fact.origins if fact else (),
        siblings=tuple(_siblings(item, (row,), sources)),
        reason=NO_FACT if value is None else None,
    )


def _method(spec: SummarySpec) -> str:
    return "half up" if spec.rounding == "half-up" else "fractions cut off"


def _scaled(value: Decimal | None, kind: Kind, spec: SummarySpec) -> Decimal | None:
    return figures.millions(value, spec.rounding) if value is not None and kind == "millions" else value


def _siblings(item: SummaryItem, rows: Sequence[str], sources: Sources) -> Iterator[Sibling]:
    """The figure of each sibling concept: of one row, or its growth between two."""
    for concept in item.siblings:
        facts = [
            fact
            for row in rows
            if (period := sources.periods.get(row))
            and (fact := sources.lookup.fact(concept, item.kind, period))
        ]
        if len(facts) < len(rows):
            continue
        if len(rows) == 1:
            yield Sibling(concept, _scaled(amount(facts[0]), item.kind, sources.spec), places(facts))
        else:
            yield Sibling(concept, formulas.growth(*map(amount, facts))[0], places(facts))


def _growth(item: SummaryItem, row: str, before: Sequence[str], sources: Sources) -> SummaryCell:
    """The change on the period before; without such a period only the filer can state it.

    The filer can also state a dash: the earlier figure is not on the same basis.
    """
    name = f"{item.key}.growth"
    key = cell_key(item.section, name, row)
    says = sources.spec.stated.get(key)
    if not before or (says and says.value is None):
        return stated(sources.spec, item.section, name, row, "percent")
    facts = [sources.fact(item.concept, item.kind, r, item, key) for r in (row, *before)]
    there = [fact for fact in facts if fact]
    value, nil = formulas.growth(amount(facts[0]), amount(facts[1]))
    cell = SummaryCell(
        key=key,
        section=item.section,
        item=name,
        period=row,
        kind="percent",
        value=value,
        status="unavailable" if nil == "no-figure" else "derived",
        proved=nil != "no-figure",
        rule="(current / prior - 1) x 100 of unrounded amounts, half up to 0.1",
        facts=tuple(fact.id for fact in there),
        origins=places(there),
        operands=tuple(a for fact in there if (a := amount(fact)) is not None),
        siblings=tuple(_siblings(item, (row, *before), sources)),
        reason=NIL_REASONS[nil] if nil else None,
    )
    return or_stated(cell, sources.spec)


def _quotient(item: SummaryItem, row: str, sources: Sources) -> SummaryCell:
    """A ratio in percent, or an amount per share."""
    key = cell_key(item.section, item.key, row)
    per_share = item.kind == "per-share"
    over: Kind = "shares" if per_share else "millions"
    top = sources.operand(item.quotient[0], "millions", row, item, key)
    bottom = sources.operand(item.quotient[1], over, row, item, key)
    decimals = figures.DECIMALS.get(item.kind, 0)
    value = None
    if top.amount is not None and bottom.amount is not None:
        value = formulas.RATIO.printed(item.kind, top.amount, bottom.amount)
    facts = (*top.facts, *bottom.facts)
    unit = "" if per_share else " x 100"
    return SummaryCell(
        key=key,
        section=item.section,
        item=item.key,
        period=row,
        kind=item.kind,
        value=value,
        status="unavailable" if value is None else "derived",
        proved=value is not None,
        rule=f"{item.quotient[0]} / {item.quotient[1]}{unit}, half up to {Decimal(1).scaleb(-decimals)}",
        facts=tuple(fact.id for fact in facts),
        origins=places(facts),
        reason=NO_FACT if value is None else None,
    )


def _check_quotient(item: SummaryItem, row: str, fact: Fact, sources: Sources) -> None:
    """A per-share figure is income / weighted shares, to its own decimals."""
    key = cell_key(item.section, item.key, row)
    top = sources.fact(item.quotient[0], "millions", row, item, key)
    bottom = sources.fact(item.quotient[1], "shares", row, item, key)
    value, over, under = amount(fact), amount(top), amount(bottom)
    if value is None or over is None or under is None:
        return
    expected = formulas.RATIO.printed("per-share", over, under)
    if expected is not None and expected != value:
        parts = tuple(part for part in (top, bottom) if part)
        sources.found.append(
            finding(
                "S611",
                fact.origins[0] if fact.origins else item.origin,
                related=places(parts),
                facts=(fact.id, *(part.id for part in parts)),
                key=key,
                value=figures.shown(value, item.kind),
                expected=figures.shown(expected, item.kind),
                top=item.quotient[0],
                bottom=item.quotient[1],
            )
        )
