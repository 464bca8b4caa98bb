"""The convenience translation: each figure in the second currency is the first over the stated rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median_low

from linetag.checks.case import Case
from linetag.checks.relation import EXACT, Relation, half_unit, unit
from linetag.filing.records import Exchange
from linetag.findings import Finding, finding
from linetag.model import Fact, QName, Unit

# A figure in the second currency, and the one that it translates.
_Pair = tuple[Fact, Fact]
# So many of the largest figures give the rate, each to more digits than it has; of fewer none is doubted.
_TELLING = 9


def translation(case: Case) -> Iterator[Relation]:
    """Every figure in the second currency = the first / the rate, within one unit.

    At the rate that fits, where the stated one does not: that is told by `misrated`, once.
    """
    exchange = case.filing.exchange
    if exchange is not None:
        yield from _fitting(exchange, case) or _at(exchange.rate, exchange, _pairs(exchange, case))


def misrated(case: Case) -> Iterator[Finding]:
    """A rate in the settings by which most figures are not translated, while another fits them (K506)."""
    exchange = case.filing.exchange
    fitting = _fitting(exchange, case) if exchange is not None else ()
    if exchange is not None and fitting:
        stated = _at(exchange.rate, exchange, _pairs(exchange, case))
        yield finding(
            "K506",
            exchange.origin,
            name=stated[0].name,
            held=_held(stated, case),
            count=len(stated),
            rate=fitting[0].rate,
            fits=_held(fitting, case),
        )


def _pairs(exchange: Exchange, case: Case) -> Sequence[_Pair]:
    found: list[_Pair] = []
    for fact in case.figures.values():
        measure = fact.aspects.unit
        if measure and measure.numerators[0].local == exchange.to:
            money = QName(measure.numerators[0].namespace, exchange.source, "iso4217")
            aspects = fact.aspects._replace(unit=Unit((money,), measure.denominators))
            source = case.figures.get((fact.concept, aspects))
            if source is not None:
                found.append((fact, source))
    return found


def _at(rate: Decimal, exchange: Exchange, pairs: Sequence[_Pair]) -> Sequence[Relation]:
    """The translations at a rate."""
    name = f"{exchange.to} = {exchange.source} / {rate}"
    # One unit from the rounded quotient, which is itself half a unit from the exact one.
    return [
        Relation("K504", "", name, fact, ((source, Decimal(1)),), unit(fact) + half_unit(fact), rate=rate)
        for fact, source in pairs
    ]


def _held(relations: Sequence[Relation], case: Case) -> int:
    return sum(not relation.failure(case.values) for relation in relations)


def _fitting(exchange: Exchange, case: Case) -> Sequence[Relation]:
    """The translations at another rate, of as many places, that fits most where the stated one fits few."""
    pairs = _pairs(exchange, case)
    amounts = [(abs(case.values[fact.id]), abs(case.values[source.id])) for fact, source in pairs]
    largest = sorted((pair for pair in amounts if all(pair)), reverse=True)[:_TELLING]
    if len(largest) < _TELLING or _held(_at(exchange.rate, exchange, pairs), case) * 2 >= len(pairs):
        return ()
    middle = median_low(EXACT.divide(source, value) for value, source in largest)
    rate = middle.quantize(exchange.rate, context=EXACT)
    fitting = _at(rate, exchange, pairs) if rate else ()
    return fitting if _held(fitting, case) * 2 > len(pairs) else ()
