"""Everything that a check may look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from linetag.calc import Calculations
from linetag.model import Aspects, Fact, Period, QName, Report, Taxonomy, Unit

if TYPE_CHECKING:
    from linetag.filing.records import Filing


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

    @cached_property
    def figures(self) -> Mapping[tuple[QName, Aspects], Fact]:
        """The facts that have a unit, by concept and aspects.

        A dash stands for nothing, or too little to print: here it is 0, as exact as the other
        figures in its unit. Else a figure that was replaced by a dash would escape every check.
        """
        numeric = [fact for fact in self.report.facts if isinstance(fact.value, Decimal)]
        exact = Counter((fact.aspects.unit, fact.decimals) for fact in numeric)
        usual = {unit: decimals for (unit, decimals), _ in reversed(exact.most_common())}
        return {
            (fact.concept, fact.aspects): fact
            if fact.value is not None
            else fact._replace(value=Decimal(0), decimals=usual.get(fact.aspects.unit))
            for fact in self.report.facts
            if fact.aspects.unit is not None and not isinstance(fact.value, str)
        }

    @cached_property
    def values(self) -> Mapping[str, Decimal]:
        """What the figures are: fact id → value."""
        return {fact.id: fact.value for fact in self.figures.values() if isinstance(fact.value, Decimal)}

    def fact(self, concept: QName, period: Period, unit: Unit | None) -> Fact | None:
        """The figure of the whole entity (no members), if reported."""
        return self.figures.get((concept, Aspects(self.filing.entity, period, unit)))
