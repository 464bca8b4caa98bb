"""Where a figure of the summary comes from: facts of the report, or what `filing.toml` states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from linetag.calc.figures import Kind
from linetag.filing.summary import SummaryItem, SummarySpec, Wording
from linetag.findings import Finding, finding
from linetag.model import Fact, Origin, Period
from linetag.tieout.cells import SummaryCell, cell_key
from linetag.tieout.lookup import Lookup

UNSTATED = Wording(
    "neither the statements nor the filer state it", "財務諸表及び会社の記載のいずれにもないため"
)
NO_FACT = Wording("the statements show no figure", "財務諸表に金額がないため")


@dataclass(slots=True)
class Sources:
    """What every cell is made from, and the findings so far."""

    spec: SummarySpec
    lookup: Lookup
    periods: Mapping[str, Period]
    found: list[Finding] = field(default_factory=list)
    missing: set[tuple[str, Period]] = field(default_factory=set)

    def fact(self, concept: str, kind: Kind, row: str, item: SummaryItem, key: str) -> Fact | None:
        """The fact behind the cell `key`; see `at`."""
        period = self.periods.get(row)
        return self.at(concept, kind, period, item, key) if period else None

    def at(self, concept: str, kind: Kind, period: Period, item: SummaryItem, key: str) -> Fact | None:
        """The fact of a period. One that is not reported is a finding (S610), once.

        A period that the filing does not name is none of this document's, and a cell that the filer
        states needs no fact: neither is a finding.
        """
        fact = self.lookup.fact(concept, kind, period)
        if fact or period not in self.periods.values() or key in self.spec.stated:
            return fact
        if (concept, period) not in self.missing:
            self.missing.add((concept, period))
            row = next(name for name, named in self.periods.items() if named == period)
            self.found.append(finding("S610", item.origin, concept=concept, row=row, key=key))
        return None


def amount(fact: Fact | None) -> Decimal | None:
    """The figure of a fact; None for nil."""
    return fact.value if fact and isinstance(fact.value, Decimal) else None


def places(facts: Iterable[Fact]) -> tuple[Origin, ...]:
    """Where each fact is printed first."""
    return tuple(origin for fact in facts for origin in fact.origins[:1])


def stated(spec: SummarySpec, section: str, item: str, row: str, kind: Kind) -> SummaryCell:
    """A cell as the filer states it, or a dash that says that nobody does."""
    key = cell_key(section, item, row)
    words = spec.stated.get(key)
    return SummaryCell(
        key=key,
        section=section,
        item=item,
        period=row,
        kind=kind,
        value=words.value if words else None,
        status="stated" if words else "unavailable",
        rule="as stated in filing.toml" if words else "",
        origins=(words.origin,) if words else (),
        reason=words.reason if words else UNSTATED,
    )


def or_stated(cell: SummaryCell, spec: SummarySpec) -> SummaryCell:
    """A cell that no fact gives, as the filer states it if he does."""
    if cell.status != "unavailable" or cell.key not in spec.stated:
        return cell
    return stated(spec, cell.section, cell.item, cell.period, cell.kind)
