"""The printed figures of a statement's lines → what each states of its concept."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.filing.names import unknown
from linetag.filing.records import Filing, MapRow
from linetag.findings import Finding, finding
from linetag.model import Aspects, Concept, Instant, Period, QName, Taxonomy, Unit
from linetag.tag.locate import Located
from linetag.tag.match import MatchedFigure
from linetag.tag.tagged import TaggedFigure
from linetag.xbrl.names import ISO4217, PURE, SHARES

_PURE = ("pureItemType", "integerItemType", "decimalItemType", "percentItemType")


class LineFigure(NamedTuple):
    """A printed figure of a line that is filed: its period, what it counts, and its power of ten.

    `unit` is that of the line ("USD", "shares", "USD/shares", "pure"), `currency` that of the column.
    """

    matched: MatchedFigure
    period: Period | None
    unit: str
    currency: str
    scale: int


class LeftFigure(NamedTuple):
    """A printed figure that is not filed, and why."""

    matched: MatchedFigure
    reason: str


class PrintedLines(NamedTuple):
    """What the statements print: figures that are filed, figures that are left, and where tables stand."""

    figures: tuple[LineFigure, ...]
    left: tuple[LeftFigure, ...]
    located: Located


def stated(
    figures: Sequence[LineFigure], filing: Filing, taxonomy: Taxonomy
) -> tuple[tuple[TaggedFigure, ...], tuple[Finding, ...]]:
    """Return what every figure with a row states; one that cannot be a fact is a finding at its row.

    Findings T360 and T361 (names), T341 (units) and T342 (periods), once for each row.
    """
    found: dict[tuple[str, MapRow], Finding] = {}
    tagged: list[TaggedFigure] = []
    for one in figures:
        mapped = one.matched.mapped
        if mapped is None or one.period is None:
            continue
        for name in mapped.concepts:
            concept = taxonomy.concepts.get(filing.qname(name))
            if problem := _problem(one, mapped, name, concept, taxonomy):
                found.setdefault((problem.code, mapped), problem)
            elif concept is not None and (unit := unit_for(concept, one.unit, one.currency)):
                tagged.append(_tagged(one, mapped, concept, unit, filing))
    return tuple(tagged), tuple(found.values())


def _problem(
    one: LineFigure, mapped: MapRow, name: str, concept: Concept | None, taxonomy: Taxonomy
) -> Finding | None:
    label = one.matched.row.label
    at = one.matched.figure.origin
    if concept is None:
        return unknown("T360", name, mapped.origin, taxonomy, label=label)
    if concept.abstract:
        return finding("T361", mapped.origin, concept=name, label=label)
    if isinstance(one.period, Instant) != (concept.period == "instant"):
        return finding(
            "T342", mapped.origin, related=(at,), concept=name, expected=concept.period, label=label
        )
    if one.unit and unit_for(concept, one.unit, one.currency) is None:
        kind = concept.type.local
        return finding(
            "T341", at, related=(mapped.origin,), text=at.text, concept=name, type=kind, label=label
        )
    return None


def unit_for(concept: Concept, unit: str, currency: str) -> Unit | None:
    """Return the unit of a line's figure for a concept of this type; None where the two do not fit.

    `unit` is that of the line, `currency` that of the column, where it has one.
    """
    kind = concept.type.local
    money, _, per = unit.partition("/")
    code = QName(ISO4217, currency or money, "iso4217")
    if kind == "monetaryItemType" and not per and money not in ("shares", "pure", ""):
        return Unit((code,))
    if kind == "perShareItemType" and per == "shares" and money:
        return Unit((code,), (SHARES,))
    if kind == "sharesItemType" and unit == "shares":
        return Unit((SHARES,))
    return Unit((PURE,)) if kind in _PURE and unit == "pure" else None


def _tagged(one: LineFigure, mapped: MapRow, concept: Concept, unit: Unit, filing: Filing) -> TaggedFigure:
    assert one.period is not None  # noqa: S101 - for the type checker: `stated` asks
    members = tuple((filing.qname(axis), filing.qname(member)) for axis, member in mapped.members)
    aspects = Aspects(filing.entity, one.period, unit, members)
    figure = one.matched.figure
    factor = Decimal(mapped.sign).scaleb(one.scale)
    return TaggedFigure(
        one.matched, mapped, concept.name, aspects, figure.value, factor, figure.decimals - one.scale
    )
