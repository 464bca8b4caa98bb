"""Where a figure of the summary comes from: facts of the report, or what `filing.toml` states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from linetag.calc.figures import Kind
from linetag.filing.summary import SummaryItem, SummarySpec, Wording
from linetag.findings import Finding, finding
from linetag.model import Entity, Fact, Origin, Period, Report, Unit
from linetag.tieout.cells import SummaryCell, cell_key

UNSTATED = Wording(
    "neither the statements nor the filer state it", "財務諸表及び会社の記載のいずれにもないため"
)
NO_FACT = Wording("the statements show no figure", "財務諸表に金額がないため")


_UNITS: dict[Kind, str] = {"millions": "JPY", "per-share": "JPY/shares", "shares": "shares"}

Members = tuple[tuple[str, str], ...]
"""(axis, member) pairs by the names of the filing's tables, sorted."""


class Lookup:
    """The facts of one entity, those without members first of all."""

    def __init__(self, report: Report, entity: Entity) -> None:
        """Index the facts once; a concept is named as in the filing's tables ("gaap:Assets")."""
        self._facts: dict[tuple[str, str, Period, Members], Fact] = {}
        for fact in report.facts:
            if fact.aspects.entity == entity:
                members = tuple(sorted((str(axis), str(member)) for axis, member in fact.aspects.members))
                key = (str(fact.concept), _name(fact.aspects.unit), fact.aspects.period, members)
                self._facts.setdefault(key, fact)

    def fact(self, concept: str, kind: Kind, period: Period, members: Members = ()) -> Fact | None:
        """The fact of a concept in the unit that cells of `kind` derive from."""
        return self._facts.get((concept, _UNITS[kind], period, members))


def _name(unit: Unit | None) -> str:
    """A unit as words: "JPY", "JPY/shares"."""
    if unit is None:
        return ""
    parts = ("*".join(m.local for m in side) for side in (unit.numerators, unit.denominators) if side)
    return "/".join(parts)


@dataclass(slots=True)
class Sources:
    """What every cell is made from, and the findings so far."""

    spec: SummarySpec
    lookup: Lookup
    periods: Mapping[str, Period]
    found: list[Finding] = field(default_factory=list)
    missing: set[tuple[str, Period]] = field(default_factory=set)

    def fact(self, concept: str, kind: Kind, period: Period, item: SummaryItem, key: str) -> Fact | None:
        """The fact behind the cell `key`. One that is not reported is a finding (S610), once.

        It is not a finding if the filing does not name the period, or the filer states the cell.
        """
        fact = self.lookup.fact(concept, kind, period)
        row = next((name for name, named in self.periods.items() if named == period), None)
        if fact is None and row and key not in self.spec.stated and (concept, period) not in self.missing:
            self.missing.add((concept, period))
            self.found.append(finding("S610", item.origin, concept=concept, row=row, key=key))
        return fact


def amount(fact: Fact | None) -> Decimal | None:
    """The figure of a fact; None for nil."""
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def places(facts: Iterable[Fact]) -> tuple[Origin, ...]:
    """Where each fact is printed first."""
    return tuple(origin for fact in facts for origin in fact.origins[:1])


def stated(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> SummaryCell:
    """A cell as the filer states it, or a dash that says that nobody does."""
    words = spec.stated.get(cell_key(section, item, row))
    if words is None:
        return SummaryCell(section, item, row, kind, None, "unavailable", reason=UNSTATED)
    cell = SummaryCell(section, item, row, kind, words.value, "stated", reason=words.reason)
    return replace(cell, rule="as stated in filing.toml", origins=(words.origin,))


def or_stated(cell: SummaryCell, spec: SummarySpec) -> SummaryCell:
    """A cell that no fact gives, as the filer states it if he does."""
    if cell.status != "unavailable" or cell.key not in spec.stated:
        return cell
    return stated(spec, cell.section, cell.item, cell.period, cell.kind)
