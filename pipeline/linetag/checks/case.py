"""Everything that a check may look at: the same for a filing of our own and for a report as read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc import Calculations, FactSets
from linetag.calc.sets import listed
from linetag.model import Aspects, Fact, Origin, QName, Taxonomy
from linetag.xbrl.names import STANDARD_LABEL

if TYPE_CHECKING:
    from linetag.filing.records import Filing
    from linetag.xbrl.read.report import Instance


class CaseRecords(NamedTuple):
    """The facts of a report, by themselves and in sets, with their taxonomy and calculations.

    A build has a `filing`, and facts that know their places in the release; an audit has the `instance`
    that was read, whose facts are located when they are shown. `settled` are the facts that a decision
    of the preparer changed: id -> the value as printed. `attached` are the statements that were submitted
    with a summary of the exchange (kessan tanshin), None for any other report.
    """

    facts: Sequence[Fact]
    sets: FactSets
    taxonomy: Taxonomy
    calculations: Calculations
    filing: Filing | None = None
    instance: Instance | None = None
    settled: Mapping[str, Decimal] = MappingProxyType({})
    attached: Sequence[Instance] | None = None


class Case(CaseRecords):
    """The records of a case, with what checks look up in them.

    A report of 100,000 facts that holds pays for nothing here: what is looked up is made when a check asks
    for it. No dataclass: making one takes 3 of the 100 milliseconds that a small check has.
    """

    @cached_property
    def _definitions(self) -> Mapping[str, str]:
        return self.taxonomy.definitions()

    def role(self, uri: str) -> str:
        """Return the English definition of an extended link role, or its URI."""
        return self._definitions.get(uri, uri)

    def name(self, concept: QName) -> str:
        """Return the name of a concept: its English label in a build, its qualified name in an audit."""
        labels = self.taxonomy.labels.get(concept, ()) if self.filing else ()
        own = (text.text for text in labels if text.role == STANDARD_LABEL and text.lang == "en")
        return next(own, str(concept))

    def places(self, fact: Fact) -> tuple[Origin, ...]:
        """Return where a fact stands: in the release that prints it, or in the report."""
        return fact.origins or (self.instance.located(fact).origins if self.instance else ())

    def of_concept(self, concept: QName) -> list[Fact]:
        """Return the facts of a concept that have a number, in the order of the documents."""
        sets = (same for columns in self.sets for same in columns.get(concept, {}).values())
        return [fact for same in sets for fact in listed(same) if isinstance(fact.value, Decimal)]

    @cached_property
    def figures(self) -> Mapping[tuple[QName, Aspects], Fact]:
        """The facts of a build that have a unit, by concept and aspects.

        A dash stands for nothing, or too little to print: here it is 0, as exact as the other
        figures in its unit. Else a figure that was replaced by a dash would escape every check.
        """
        numeric = [fact for fact in self.facts if isinstance(fact.value, Decimal)]
        exact = Counter((fact.aspects.unit, fact.decimals) for fact in numeric)
        usual = {unit: decimals for (unit, decimals), _ in reversed(exact.most_common())}
        return {
            (fact.concept, fact.aspects): fact
            if fact.value is not None
            else fact._replace(value=Decimal(0), decimals=usual.get(fact.aspects.unit))
            for fact in self.facts
            if fact.aspects.unit is not None and not isinstance(fact.value, str)
        }
