"""Matched figures → tagged figures: the concept, aspects, value and decimals that each printing states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from linetag.filing.names import unknown
from linetag.filing.records import Filing, MapRow
from linetag.findings import Finding, Words, finding
from linetag.model import Aspects, Concept, Duration, Instant, Period, QName, Taxonomy, Unit
from linetag.release import numbers
from linetag.release.records import Amount, PrintedUnit
from linetag.tag.headers import ends
from linetag.tag.match import MatchedFigure
from linetag.xbrl.names import ISO4217, PURE, SHARES

# More digits than the longest figure that is read.
_EXACT = Context(prec=200)
_MONEY = ("monetaryItemType", "perShareItemType")
_UNITS: Mapping[str, QName] = {
    "sharesItemType": SHARES,
    **dict.fromkeys(("pureItemType", "integerItemType", "decimalItemType"), PURE),
}


@dataclass(frozen=True, slots=True)
class TaggedFigure:
    """What one printing of a figure states of one concept and period.

    `printed` is the figure as the release has it, None for a dash; the fact's value is `factor` x
    `printed`, and `decimals` follows from the digits printed and the scale of the table.
    """

    matched: MatchedFigure
    mapped: MapRow
    concept: QName
    aspects: Aspects
    printed: Decimal | None
    factor: Decimal
    decimals: int

    @property
    def value(self) -> Decimal | None:
        """The value of the fact in full units; None for a dash."""
        if self.printed is None:
            return None
        value = _EXACT.multiply(self.printed, self.factor)
        return value or value.copy_abs()  # no figure means minus zero


def tagged_figures(
    matched: Sequence[MatchedFigure], filing: Filing, taxonomy: Taxonomy
) -> tuple[tuple[TaggedFigure, ...], tuple[Finding, ...]]:
    """Return what every figure with a mapping row states; one that cannot be a fact is a finding.

    Findings T314, T324, T325, T330, T341, T342, T360 and T361.
    """
    found: list[Finding] = list(_unknown_names(filing, taxonomy))
    tagged: list[TaggedFigure] = []
    for one in matched:
        if one.mapped is None:
            continue
        if problem := _unreadable(one) or _without_period(one, filing):
            found.append(problem)
            continue
        for name in one.mapped.concepts:
            concept = taxonomy.concepts.get(filing.qname(name))
            if concept is not None and concept.abstract:
                found.append(finding("T361", one.mapped.origin, concept=name, label=one.mapped.label))
            elif concept is not None:
                figures, problems = _stated(one, one.mapped, concept, filing)
                tagged.extend(figures)
                found.extend(problems)
    return tuple(tagged), tuple(dict.fromkeys(found))


def _unknown_names(filing: Filing, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Report names in the mapping that no taxonomy declares, those of headings and members too."""
    for mapped in filing.mapping:
        for name in (*mapped.concepts, *(part for pair in mapped.members for part in pair)):
            if filing.qname(name) not in taxonomy.concepts:
                yield unknown("T360", name, mapped.origin, taxonomy, label=mapped.label)


def _unreadable(matched: MatchedFigure) -> Finding | None:
    """A finding on a cell that holds text where a figure is expected."""
    figure = matched.figure
    if isinstance(figure, Amount) or figure.kind != "text":
        return None
    why = numbers.why_not(figure.origin.text)
    hint = f"{why[0].upper()}{why[1:]}." if why else None
    return finding("T330", figure.origin, text=figure.origin.text, hint=hint)


def _without_period(matched: MatchedFigure, filing: Filing) -> Finding | None:
    """A finding on a figure beyond the declared columns, or on an amount without a date of them."""
    figure, label, declared = matched.figure, matched.row.label, len(matched.table.columns)
    if isinstance(figure, Amount):
        values: Words = {"label": label, "text": figure.origin.text}
        if not figure.dates:
            return finding("T324", figure.origin, **values)
        known = {day for column in matched.table.columns for day in ends(filing.periods[column.period])}
        unknown_day = next((day for day in figure.dates if day not in known), None)
        return finding("T325", figure.origin, day=unknown_day, **values) if unknown_day else None
    if figure.column <= declared:
        return None
    values = {"label": label, "table": matched.table.name, "column": figure.column, "declared": declared}
    return finding("T314", figure.origin, related=(matched.table.origin,), **values)


def _stated(
    matched: MatchedFigure, mapped: MapRow, concept: Concept, filing: Filing
) -> tuple[tuple[TaggedFigure, ...], tuple[Finding, ...]]:
    """What the figure states of a concept: one period for a cell, each of its dates for an amount."""
    figure = matched.figure
    counted = _unit_and_scale(matched, concept)
    if counted is None or (figure.decimals and _counts_whole(concept, counted[1])):
        values: Words = {"concept": concept.name, "type": concept.type.local, "label": matched.row.label}
        at = figure.origin
        return (), (finding("T341", at, related=(mapped.origin,), text=at.text, **values),)
    unit, scale = counted
    periods = tuple(_periods(matched, mapped, filing))
    if any(isinstance(period, Instant) != (concept.period == "instant") for period in periods):
        values = {"concept": concept.name, "expected": concept.period, "label": mapped.label}
        # At the mapping row, and so once for all its figures.
        return (), (finding("T342", mapped.origin, **values),)
    factor = Decimal(mapped.sign).scaleb(scale)
    members = tuple((filing.qname(axis), filing.qname(member)) for axis, member in mapped.members)
    figures = (
        TaggedFigure(
            matched,
            mapped,
            concept.name,
            Aspects(filing.entity, period, unit, members),
            figure.value,
            factor,
            figure.decimals - scale,
        )
        for period in periods
    )
    return tuple(figures), ()


def _counts_whole(concept: Concept, scale: int) -> bool:
    """Whether the figure must be whole: shares, and amounts in thousands or more."""
    return concept.type.local == "sharesItemType" or (concept.type.local == "monetaryItemType" and scale > 0)


def _unit_and_scale(matched: MatchedFigure, concept: Concept) -> tuple[Unit, int] | None:
    """The unit and scale that the concept's type gives the figure; None where they contradict."""
    kind = concept.type.local
    if isinstance(matched.figure, Amount):
        return _amount_unit_and_scale(matched, matched.figure.unit, kind)
    currency = matched.table.columns[matched.column - 1].currency
    if "(shares)" in matched.row.label.casefold() and kind != "sharesItemType":
        return None
    # In a table of thousands, shares and values per share are the exception that captions name.
    caption = " ".join((*matched.row.section, matched.row.label)).casefold()
    if matched.table.scale and kind in ("sharesItemType", "perShareItemType") and "share" not in caption:
        return None
    stated = _unit(kind, currency, matched.table.scale)
    own = matched.figure.unit
    return stated if own is None or stated is None or _agrees(own, kind, currency, stated[1]) else None


def _agrees(own: PrintedUnit, kind: str, currency: str, scale: int) -> bool:
    """Whether the unit printed in a cell ("JPY1,998 million") fits its concept and its column."""
    if kind in _MONEY:
        return own.name == currency and own.scale in (0, scale)
    if kind == "sharesItemType":
        return own == PrintedUnit("shares")
    return own.name not in (currency, "shares", "%")


def _unit(kind: str, currency: str, scale: int) -> tuple[Unit, int] | None:
    """The unit of a figure of this type, and the power of ten that it counts; None for other types."""
    money = QName(ISO4217, currency, "iso4217")
    if kind == "monetaryItemType":
        return Unit((money,)), scale
    if kind == "perShareItemType":
        return Unit((money,), (SHARES,)), 0
    return (Unit((_UNITS[kind],)), 0) if kind in _UNITS else None


def _amount_unit_and_scale(
    matched: MatchedFigure, printed: PrintedUnit, kind: str
) -> tuple[Unit, int] | None:
    """An amount in a caption counts shares, or the currency of the table's first column."""
    if kind == "sharesItemType":
        return (Unit((SHARES,)), 0) if printed == PrintedUnit("shares", 0) else None
    usual = printed.name == matched.table.columns[0].currency and printed.scale in (0, matched.table.scale)
    return _unit(kind, printed.name, printed.scale) if usual else None


def _periods(matched: MatchedFigure, mapped: MapRow, filing: Filing) -> Iterator[Period]:
    if isinstance(matched.figure, Amount):
        yield from (Instant(day) for day in matched.figure.dates)
        return
    period = filing.periods[matched.table.columns[matched.column - 1].period]
    if mapped.at and isinstance(period, Duration):
        yield period.opening if mapped.at == "start" else Instant(period.end)
    else:
        yield period
