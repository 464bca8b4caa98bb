"""Relations for the search of root causes: rows in yen and dollars, sums, translations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from linetag.checks.relation import Relation, WeightedSum, half_unit, unit
from linetag.model import Fact
from support.figures import JPY, USD, figure

THOUSAND = Decimal(1000)
RATE = Decimal(80)


def total(values: Sequence[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def row(name: str, value: Decimal, line: int) -> Iterator[Fact]:
    """The yen and the dollars of a line item; the value is in thousands of dollars."""
    for column, (measure, rate) in enumerate(((JPY, RATE), (USD, Decimal(1))), start=1):
        fact = figure(name, "1", line=line, column=column, unit=measure)
        yield fact._replace(value=value * rate * THOUSAND)


def summed(name: str, facts: Sequence[Fact], weights: Sequence[int]) -> Relation:
    head, *parts = facts
    slack = total([half_unit(fact) for fact in facts])
    terms = tuple(zip(parts, map(Decimal, weights), strict=True))
    return Relation("sum", f"sum of {name}", "C402", "C401", head, WeightedSum(terms, slack))


def translated(yen: Fact, dollars: Fact) -> Relation:
    slack = unit(dollars) + half_unit(dollars)
    formula = WeightedSum(((yen, Decimal(1)),), slack, rate=RATE)
    return Relation("translation", "USD = JPY / 80", "K504", "", dollars, formula)


def sum_of(*facts: Fact) -> Relation:
    return summed("total", facts, [1] * (len(facts) - 1))
