"""Everything that a check may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from linetag.calc import Calculations
from linetag.filing.records import Filing
from linetag.model import Aspects, Fact, Period, QName, Report, Taxonomy, Unit


@dataclass(frozen=True)
class Case:
    """A tagged report, its filing and taxonomy, and the calculations that were made of it.

    `settled` are the facts that a decision of the preparer changed: id → the value as printed.
    """

    filing: Filing
    report: Report
    taxonomy: Taxonomy
    calculations: Calculations
    settled: Mapping[str, Decimal] = field(default_factory=dict)
    _by_key: dict[tuple[QName, Aspects], Fact] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """Index the facts once."""
        self._by_key.update({(fact.concept, fact.aspects): fact for fact in self.report.facts})

    @property
    def values(self) -> Mapping[str, Decimal]:
        """The numeric facts that are not nil: id → value."""
        return {fact.id: fact.value for fact in self.report.facts if isinstance(fact.value, Decimal)}

    def fact(self, concept: QName, period: Period, unit: Unit | None) -> Fact | None:
        """The fact of the whole entity (no members), if reported."""
        return self._by_key.get((concept, Aspects(self.filing.entity, period, unit)))

    def qname(self, name: str) -> QName:
        """A name of the filing's tables; an unknown prefix gives an empty namespace."""
        prefix, _, local = name.rpartition(":")
        for base in self.filing.bases:
            if base.prefix == prefix:
                return QName(base.namespace, local, prefix)
        return QName(self.filing.namespace if prefix == self.filing.prefix else "", local, prefix)
