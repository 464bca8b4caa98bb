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
        pairs = _pairs(exchange, case)
        rate = _fitting(exchange, pairs) or exchange.rate
        for fact, source in pairs:
            name = f"{exchange.to} = {exchange.source} / {rate}"
            yield Relation("K504", "", name, fact, ((source, Decimal(1)),), _slack(fact), rate=rate)


def misrated(case: Case) -> Iterator[Finding]:
    """A rate in the settings by which most figures are not translated, while another fits them (K506)."""
    exchange = case.filing.exchange
    if exchange is not None:
        pairs = _pairs(exchange, case)
        fitting = _fitting(exchange, pairs)
        if fitting is not None:
            held, fits = (sum(_holds(pair, rate) for pair in pairs) for rate in (exchange.rate, fitting))
            yield finding(
                "K506",
                exchange.origin,
                name=f"{exchange.to} = {exchange.source} / {exchange.rate}",
                held=held,
                count=len(pairs),
                rate=fitting,
                fits=fits,
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


def _fitting(exchange: Exchange, pairs: Sequence[_Pair]) -> Decimal | None:
    """Another rate, of as many places, that fits most figures where the stated one fits few."""
    if sum(_holds(pair, exchange.rate) for pair in pairs) * 2 >= len(pairs):
        return None
    values = [(fact.value, source.value) for fact, source in pairs]
    amounts = [(abs(v), abs(s)) for v, s in values if isinstance(v, Decimal) and isinstance(s, Decimal)]
    largest = sorted((pair for pair in amounts if all(pair)), reverse=True)[:_TELLING]
    if len(largest) < _TELLING:
        return None
    rate = median_low(EXACT.divide(source, value) for value, source in largest)
    rate = rate.quantize(exchange.rate, context=EXACT)
    fits = rate and sum(_holds(pair, rate) for pair in pairs)
    return rate if fits * 2 > len(pairs) else None


def _holds(pair: _Pair, rate: Decimal) -> bool:
    fact, source = pair
    if not isinstance(fact.value, Decimal) or not isinstance(source.value, Decimal):
        return True
    return abs(EXACT.subtract(fact.value, EXACT.divide(source.value, rate))) <= _slack(fact)


def _slack(fact: Fact) -> Decimal:
    """One unit from the rounded quotient, which is itself half a unit from the exact one."""
    return unit(fact) + half_unit(fact)
