"""The tagged facts and the filer's statements → the cells of the summary (TSE.md C2).

A cell is derived or stated, never copied from the summary that the release prints; what is
neither is a dash with a reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from linetag.findings import Finding, finding
from linetag.model import Entity, Fact, Period, Report
from linetag.tanshin import figures
from linetag.tanshin.document import document_cells
from linetag.tanshin.lookup import Lookup
from linetag.tanshin.quarters import quarter_of
from linetag.tanshin.spec import (
    BOUNDS,
    COVER,
    DIVIDEND_ITEMS,
    FORECAST,
    NOTES,
    SECTIONS,
    Item,
    Kind,
    SummarySpec,
    Wording,
)
from linetag.tanshin.summary import Sibling, Summary, SummaryCell, cell_key

NIL_REASONS: Mapping[figures.NilReason, Wording] = {
    "no-figure": Wording("one of the two periods has no figure", "比較する金額がないため"),
    "prior-not-positive": Wording("the earlier figure is not positive", "前期の金額が正でないため"),
    "current-negative": Wording("the figure is a loss", "当期の金額が損失のため"),
    "too-large": Wording("the growth is 1,000% or more", "増減率が1,000％以上のため"),
}
_UNSTATED = Wording(
    "neither the statements nor the filer state it", "財務諸表及び会社の記載のいずれにもないため"
)
_NO_FACT = Wording("the statements show no figure", "財務諸表に金額がないため")


@dataclass(slots=True)
class _Work:
    """What every step looks at, and the findings so far."""

    spec: SummarySpec
    lookup: Lookup
    periods: Mapping[str, Period]
    found: list[Finding] = field(default_factory=list)
    missing: set[tuple[str, str]] = field(default_factory=set)

    def fact(self, concept: str, kind: Kind, row: str, item: Item) -> Fact | None:
        """The fact of a row; one that is not reported is a finding, once."""
        period = self.periods.get(row)
        if period is None:
            return None
        fact = self.lookup.fact(concept, kind, period)
        if fact is None and (concept, row) not in self.missing:
            self.missing.add((concept, row))
            self.found.append(
                finding(
                    "S610", item.origin, concept=concept, row=row, key=cell_key(item.section, item.key, row)
                )
            )
        return fact


def derive(
    spec: SummarySpec, report: Report, entity: Entity, periods: Mapping[str, Period]
) -> tuple[Summary, tuple[Finding, ...]]:
    """All cells of the form.

    `periods` are those of `filing.toml` by name. Findings S601 (a key that names no cell), S605
    (a row that names no period), S606 (a statement about a derived figure), S610 (no such fact)
    and S611 (a per-share figure that is not the quotient it must be).
    """
    work = _Work(spec, Lookup(report, entity), periods)
    work.found.extend(_unknown_rows(spec, periods))
    cells = (
        *_words(spec, "cover"),
        *document_cells(spec, periods),
        *(cell for section in SECTIONS for item in spec.of(section) for cell in _derived(item, work)),
        *_dividends(spec, periods),
        *_forecasts(spec),
        *_words(spec, "notes"),
    )
    known = {cell.key: cell for cell in cells}
    work.found.extend(_misplaced(spec, known))
    return Summary(cells, periods), tuple(work.found)


def _unknown_rows(spec: SummarySpec, periods: Mapping[str, Period]) -> Iterator[Finding]:
    known = ", ".join(periods)
    for key, row in spec.rows.unusable(periods):
        yield finding("S605", spec.origin, where=f"summary.rows.{key}", row=row, known=known)
    for item in spec.items:
        for row in item.periods:
            if row not in periods:
                where = f"the item {item.section}.{item.key}"
                yield finding("S605", item.origin, where=where, row=row, known=known)


def _misplaced(spec: SummarySpec, known: Mapping[str, SummaryCell]) -> Iterator[Finding]:
    """Keys that name no cell, and statements about figures that the facts prove."""
    named = [(key, stated.origin) for key, stated in spec.stated.items()]
    named += [(key, decision.origin) for key, decision in spec.decisions.items()]
    named += [(key, origin) for key, (_, origin) in spec.lines.items()]
    for table in spec.tables:
        keys = {c: [cell_key(table.section, c, row) for row in table.rows] for c in table.columns if c}
        named += [(keys[column][0], table.origin) for column in keys if not known.keys() & set(keys[column])]
        rows = {row: [cell_key(table.section, c, row) for c in table.columns if c] for row in table.rows}
        named += [(rows[row][0], table.origin) for row in rows if not known.keys() & set(rows[row])]
    for key, origin in dict(named).items():
        if key not in known:
            yield finding("S601", origin, key=key)
        elif key in spec.stated and known[key].status == "derived":
            yield finding("S606", origin, related=known[key].origins, facts=known[key].facts, key=key)


def _words(spec: SummarySpec, section: str) -> Iterator[SummaryCell]:
    """The cells that are words, dates and booleans: as stated, or empty."""
    kinds, values = (COVER, spec.cover) if section == "cover" else (NOTES, spec.notes)
    for item, kind in kinds.items():
        value = values.get(item)
        yield SummaryCell(
            key=cell_key(section, item),
            section=section,
            item=item,
            period="",
            kind=kind,
            value=value,
            status="unavailable" if value is None else "stated",
            rule="" if value is None else "as stated in filing.toml",
            reason=_UNSTATED if value is None else None,
        )


# --- figures that derive from facts --------------------------------------------------------------


def _derived(item: Item, work: _Work) -> Iterator[SummaryCell]:
    """The rows of an item, and the growth of each where the form shows it."""
    for index, row in enumerate(item.periods):
        yield _copied(item, row, work) if item.concept else _ratio(item, row, work)
        if item.growth:
            yield _growth(item, row, item.periods[index + 1 : index + 2], work)


def _copied(item: Item, row: str, work: _Work) -> SummaryCell:
    fact = work.fact(item.concept, item.kind, row, item)
    value = _scaled(_amount(fact), item.kind, work.spec)
    if fact and item.quotient:
        _check_quotient(item, row, fact, work)
    how = f"in JPY millions, {_method(work.spec)}" if item.kind == "millions" else "as in the statements"
    return SummaryCell(
        key=cell_key(item.section, item.key, row),
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
        siblings=tuple(_siblings(item, (row,), work)),
        reason=_NO_FACT if value is None else None,
    )


def _method(spec: SummarySpec) -> str:
    return "half up" if spec.rounding == "half-up" else "fractions cut off"


def _scaled(amount: Decimal | None, kind: Kind, spec: SummarySpec) -> Decimal | None:
    return figures.millions(amount, spec.rounding) if amount is not None and kind == "millions" else amount


def _amount(fact: Fact | None) -> Decimal | None:
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def _siblings(item: Item, rows: Sequence[str], work: _Work) -> Iterator[Sibling]:
    """The figure of each sibling concept: of one row, or its growth between two."""
    for concept in item.siblings:
        facts = [
            fact
            for row in rows
            if (period := work.periods.get(row)) and (fact := work.lookup.fact(concept, item.kind, period))
        ]
        amounts = [_amount(fact) for fact in facts]
        if len(facts) < len(rows):
            continue
        origins = tuple(origin for fact in facts for origin in fact.origins[:1])
        if len(rows) == 1:
            yield Sibling(concept, _scaled(amounts[0], item.kind, work.spec), origins)
        else:
            yield Sibling(concept, figures.growth(*amounts)[0], origins)


def _growth(item: Item, row: str, before: Sequence[str], work: _Work) -> SummaryCell:
    """The change on the period before; without such a period only the filer can state it."""
    name = f"{item.key}.growth"
    if not before:
        return _stated(work.spec, item.section, name, row, "percent")
    facts = [work.fact(item.concept, item.kind, r, item) for r in (row, *before)]
    value, nil = figures.growth(_amount(facts[0]), _amount(facts[1]))
    there = [fact for fact in facts if fact]
    return SummaryCell(
        key=cell_key(item.section, name, row),
        section=item.section,
        item=name,
        period=row,
        kind="percent",
        value=value,
        status="unavailable" if nil == "no-figure" else "derived",
        proved=nil != "no-figure",
        rule="(current / prior - 1) x 100 of unrounded amounts, half up to 0.1",
        facts=tuple(fact.id for fact in there),
        origins=tuple(origin for fact in there for origin in fact.origins[:1]),
        operands=tuple(a for fact in there if (a := _amount(fact)) is not None),
        siblings=tuple(_siblings(item, (row, *before), work)),
        reason=NIL_REASONS[nil] if nil else None,
    )


def _ratio(item: Item, row: str, work: _Work) -> SummaryCell:
    facts = [work.fact(concept, "millions", row, item) for concept in item.quotient]
    there = [fact for fact in facts if fact]
    top, bottom = (_amount(fact) for fact in facts)
    value = None if top is None or bottom is None else figures.quotient(top, bottom, 1, times=100)
    return SummaryCell(
        key=cell_key(item.section, item.key, row),
        section=item.section,
        item=item.key,
        period=row,
        kind="percent",
        value=value,
        status="unavailable" if value is None else "derived",
        proved=value is not None,
        rule=f"{item.quotient[0]} / {item.quotient[1]} x 100, half up to 0.1",
        facts=tuple(fact.id for fact in there),
        origins=tuple(origin for fact in there for origin in fact.origins[:1]),
        reason=_NO_FACT if value is None else None,
    )


def _check_quotient(item: Item, row: str, fact: Fact, work: _Work) -> None:
    """A per-share figure is income / weighted shares, to its own decimals."""
    top = work.fact(item.quotient[0], "millions", row, item)
    bottom = work.fact(item.quotient[1], "shares", row, item)
    value, over, under = _amount(fact), _amount(top), _amount(bottom)
    if value is None or over is None or under is None:
        return
    expected = figures.quotient(over, under, 2)
    if expected is not None and expected != value:
        sources = tuple(f for f in (top, bottom) if f)
        work.found.append(
            finding(
                "S611",
                fact.origins[0] if fact.origins else item.origin,
                related=(origin for f in sources for origin in f.origins[:1]),
                facts=(fact.id, *(f.id for f in sources)),
                key=cell_key(item.section, item.key, row),
                value=figures.shown(value, item.kind),
                expected=figures.shown(expected, item.kind),
                top=item.quotient[0],
                bottom=item.quotient[1],
            )
        )


# --- figures that only the filer can state --------------------------------------------------------


def _stated(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> SummaryCell:
    key = cell_key(section, item, row)
    stated = spec.stated.get(key)
    return SummaryCell(
        key=key,
        section=section,
        item=item,
        period=row,
        kind=kind,
        value=stated.value if stated else None,
        status="stated" if stated else "unavailable",
        rule="as stated in filing.toml" if stated else "",
        origins=(stated.origin,) if stated else (),
        reason=stated.reason if stated else _UNSTATED,
    )


def _dividends(spec: SummarySpec, periods: Mapping[str, Period]) -> Iterator[SummaryCell]:
    """Last year's row, this year's up to the quarter that has ended, the forecast of the rest."""
    passed = quarter_of(spec, periods)
    rows = (
        (spec.rows.prior_year, DIVIDEND_ITEMS),
        (spec.rows.year, DIVIDEND_ITEMS[:passed]),
        (spec.rows.year + FORECAST, DIVIDEND_ITEMS[passed:]),
    )
    for row, items in rows:
        for item in items:
            yield from _bounded(spec, "dividends", item, row, "per-share")


def _forecasts(spec: SummarySpec) -> Iterator[SummaryCell]:
    for item in spec.forecasts:
        yield from _bounded(spec, "forecast", item.key, spec.rows.year, item.kind)
        if item.growth:
            yield from _bounded(spec, "forecast", f"{item.key}.growth", spec.rows.year, "percent")


def _bounded(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> Iterator[SummaryCell]:
    """A figure, and the upper and lower end of the range where the filer states one."""
    yield _stated(spec, section, item, row, kind)
    base, dot, growth = item.partition(".")
    for bound in BOUNDS:
        name = f"{base}.{bound}{dot}{growth}"
        if cell_key(section, name, row) in spec.stated:
            yield _stated(spec, section, name, row, kind)
