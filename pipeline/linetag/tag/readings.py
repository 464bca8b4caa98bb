"""A printed figure and its concept → what it states: concept, aspects, value, decimals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal

from linetag.filing.names import unknown
from linetag.filing.records import Filing, MapRow
from linetag.findings import Finding, Words, finding
from linetag.model import Aspects, Concept, Duration, Instant, Period, QName, Taxonomy, Unit
from linetag.release import numbers
from linetag.release.records import Amount, Cell, Measure
from linetag.tag.headers import ends
from linetag.tag.match import Item
from linetag.xbrl.names import ISO4217, PURE, SHARES

# More digits than the longest figure that is read.
_EXACT = Context(prec=200)
_MONEY = ("monetaryItemType", "perShareItemType")


@dataclass(frozen=True, slots=True)
class TaggedFigure:
    """One statement of one figure: `printed` as the release has it; the fact is factor x printed."""

    item: Item
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


def read_items(
    items: Sequence[Item], filing: Filing, taxonomy: Taxonomy
) -> tuple[tuple[TaggedFigure, ...], tuple[Finding, ...]]:
    """What every mapped figure states; a figure that cannot be a fact is reported."""
    found: list[Finding] = list(_unusable(filing, taxonomy))
    readings: list[TaggedFigure] = []
    for item in items:
        if item.mapped is None:
            continue
        figure = item.figure
        if isinstance(figure, Cell) and figure.kind == "text":
            hint = numbers.why_not(figure.origin.text) or None
            found.append(finding("T330", figure.origin, text=figure.origin.text, hint=hint))
            continue
        if problem := _unplaced(item, filing):
            found.append(problem)
            continue
        for name in item.mapped.concepts:
            concept = taxonomy.concepts.get(filing.qname(name))
            if concept is not None and concept.abstract:
                found.append(finding("T361", item.mapped.origin, concept=name, label=item.mapped.label))
            elif concept is not None:
                readings.extend(_state(item, item.mapped, concept, filing, found))
    return tuple(readings), tuple(dict.fromkeys(found))


def _unusable(filing: Filing, taxonomy: Taxonomy) -> Iterator[Finding]:
    """Names in the mapping that no taxonomy declares, headings and members included."""
    for mapped in filing.mapping:
        for name in (*mapped.concepts, *(part for pair in mapped.members for part in pair)):
            if filing.qname(name) not in taxonomy.concepts:
                yield unknown("T360", name, mapped.origin, taxonomy, label=mapped.label)


def _unplaced(item: Item, filing: Filing) -> Finding | None:
    """A figure that belongs to no period: beyond the declared columns, or an amount without its date."""
    figure, label, declared = item.figure, item.row.label, len(item.table.columns)
    if isinstance(figure, Amount):
        values: Words = {"label": label, "text": figure.origin.text}
        if not figure.dates:
            return finding("T324", figure.origin, **values)
        declared_days = {day for column in item.table.columns for day in ends(filing.periods[column.period])}
        strange = [day for day in figure.dates if day not in declared_days]
        return finding("T325", figure.origin, day=strange[0], **values) if strange else None
    if figure.column <= declared:
        return None
    values = {"label": label, "table": item.table.name, "column": figure.column, "declared": declared}
    return finding("T314", figure.origin, related=(item.table.origin,), **values)


def _state(
    item: Item, mapped: MapRow, concept: Concept, filing: Filing, found: list[Finding]
) -> Iterator[TaggedFigure]:
    """One reading per period that the figure speaks of: several dates for a caption's amount."""
    figure = item.figure
    measure = _measure(item, concept)
    if measure is None:
        found.append(_misfit(item, mapped, concept))
        return
    unit, scale = measure
    places = figure.places if isinstance(figure, Cell) else _places(figure.value)
    if places and _counts_whole(concept, scale):
        found.append(_misfit(item, mapped, concept))
        return
    factor = Decimal(mapped.sign).scaleb(scale)
    members = tuple((filing.qname(axis), filing.qname(member)) for axis, member in mapped.members)
    for period in _periods(item, mapped, filing):
        if isinstance(period, Instant) != (concept.period == "instant"):
            values: Words = {"concept": concept.name, "expected": concept.period, "label": mapped.label}
            # At the mapping row, and so once for all its figures.
            found.append(finding("T342", mapped.origin, **values))
            return
        aspects = Aspects(filing.entity, period, unit, members)
        yield TaggedFigure(item, mapped, concept.name, aspects, figure.value, factor, places - scale)


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _counts_whole(concept: Concept, scale: int) -> bool:
    """Shares are whole, and so are amounts in thousands: a fraction there is another kind of figure."""
    return concept.type.local == "sharesItemType" or (concept.type.local == "monetaryItemType" and scale > 0)


def _measure(item: Item, concept: Concept) -> tuple[Unit, int] | None:
    """Unit and scale that the concept's type gives the figure; None where they contradict."""
    kind = concept.type.local
    if isinstance(item.figure, Amount):
        return _amount_measure(item, item.figure.measure, kind)
    currency = item.table.columns[item.column - 1].currency
    if "(shares)" in item.row.label.casefold() and kind != "sharesItemType":
        return None
    # In a table of thousands, shares and values per share are the exception that captions name.
    caption = " ".join((*item.row.section, item.row.label)).casefold()
    if item.table.scale and kind in ("sharesItemType", "perShareItemType") and "share" not in caption:
        return None
    stated = _unit(kind, currency, item.table.scale)
    own = item.figure.measure
    return stated if own is None or stated is None or _agrees(own, kind, currency, stated[1]) else None


def _agrees(own: Measure, kind: str, currency: str, scale: int) -> bool:
    """Whether what a cell says of itself ("JPY1,998 million") fits what its concept and column say."""
    if kind in _MONEY:
        return own.unit == currency and own.scale in (0, scale)
    return own == Measure("shares") if kind == "sharesItemType" else own.unit not in (currency, "shares", "%")


def _unit(kind: str, currency: str, scale: int) -> tuple[Unit, int] | None:
    money = QName(ISO4217, currency, "iso4217")
    units: Mapping[str, tuple[Unit, int]] = {
        "monetaryItemType": (Unit((money,)), scale),
        "perShareItemType": (Unit((money,), (SHARES,)), 0),
        "sharesItemType": (Unit((SHARES,)), 0),
        "pureItemType": (Unit((PURE,)), 0),
        "integerItemType": (Unit((PURE,)), 0),
        "decimalItemType": (Unit((PURE,)), 0),
    }
    return units.get(kind)


def _amount_measure(item: Item, measure: Measure, kind: str) -> tuple[Unit, int] | None:
    """An amount in a caption counts shares, or what the table counts: its first column's currency."""
    if kind == "sharesItemType":
        return (Unit((SHARES,)), 0) if measure == Measure("shares", 0) else None
    usual = measure.unit == item.table.columns[0].currency and measure.scale in (0, item.table.scale)
    return _unit(kind, measure.unit, measure.scale) if usual else None


def _periods(item: Item, mapped: MapRow, filing: Filing) -> Iterator[Period]:
    if isinstance(item.figure, Amount):
        yield from (Instant(day) for day in item.figure.dates)
        return
    period = filing.periods[item.table.columns[item.column - 1].period]
    if mapped.at and isinstance(period, Duration):
        yield period.opening if mapped.at == "start" else Instant(period.end)
    else:
        yield period


def _misfit(item: Item, mapped: MapRow, concept: Concept) -> Finding:
    values: Words = {"concept": concept.name, "type": concept.type.local, "text": item.figure.origin.text}
    return finding("T341", item.figure.origin, related=(mapped.origin,), label=item.row.label, **values)
