"""The convenience translation: each translated figure is the original divided by the exchange rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.checks.limits import LARGEST_TRANSLATED
from linetag.checks.relation import PRECISE, Relation, WeightedSum, half_unit, unit
from linetag.findings import Finding, finding
from linetag.model import Fact, QName, Unit

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.filing.records import Exchange


def translation(case: Case) -> Iterator[Relation]:
    """Yield a relation for each translated figure: it is the original divided by the rate, within one unit.

    If most figures contradict the stated rate and fit another one, that one counts; see `misrated`.
    """
    exchange = case.filing.exchange if case.filing else None
    if exchange is not None:
        yield from _fitting(exchange, case) or _at(exchange.rate, exchange, _pairs(exchange, case))


def misrated(case: Case) -> Iterator[Finding]:
    """Yield K506 for a rate in the settings that does not fit most figures, while another one does."""
    exchange = case.filing.exchange if case.filing else None
    if exchange is not None and (fitting := _fitting(exchange, case)):
        stated = _at(exchange.rate, exchange, _pairs(exchange, case))
        yield finding(
            "K506",
            exchange.origin,
            name=stated[0].name,
            held=_consistent(stated),
            count=len(stated),
            rate=next(one.formula.rate for one in fitting if isinstance(one.formula, WeightedSum)),
            fits=_consistent(fitting),
        )


def _pairs(exchange: Exchange, case: Case) -> Sequence[tuple[Fact, Fact]]:
    """Return each figure in the second currency with the one that it translates."""
    found: list[tuple[Fact, Fact]] = []
    for fact in case.figures.values():
        unit_ = fact.aspects.unit
        if unit_ and unit_.numerators[0].local == exchange.to:
            money = QName(unit_.numerators[0].namespace, exchange.source, "iso4217")
            aspects = fact.aspects._replace(unit=Unit((money,), unit_.denominators))
            source = case.figures.get((fact.concept, aspects))
            if source is not None:
                found.append((fact, source))
    return found


def _at(rate: Decimal, exchange: Exchange, pairs: Sequence[tuple[Fact, Fact]]) -> Sequence[Relation]:
    """Return the translations at a rate."""
    name = f"{exchange.to} = {exchange.source} / {rate}"
    found: list[Relation] = []
    for fact, source in pairs:
        # One unit from the rounded quotient, which is itself half a unit from the exact one.
        quotient = WeightedSum(((source, Decimal(1)),), unit(fact) + half_unit(fact), rate=rate)
        found.append(Relation("translation", name, "K504", "", fact, quotient))
    return found


def _consistent(relations: Sequence[Relation]) -> int:
    return sum(not relation.failure(relation.values) for relation in relations)


def _fitting(exchange: Exchange, case: Case) -> Sequence[Relation]:
    """Return the translations at another rate that fits most, where the stated one fits few."""
    pairs = _pairs(exchange, case)
    amounts = [(_size(fact), _size(source)) for fact, source in pairs]
    largest = sorted((pair for pair in amounts if all(pair)), reverse=True)[:LARGEST_TRANSLATED]
    fits = _consistent(_at(exchange.rate, exchange, pairs))
    if len(largest) < LARGEST_TRANSLATED or fits * 2 >= len(pairs):
        return ()
    middle = sorted(PRECISE.divide(source, value) for value, source in largest)[LARGEST_TRANSLATED // 2]
    rate = middle.quantize(exchange.rate, context=PRECISE)
    fitting = _at(rate, exchange, pairs) if rate else ()
    return fitting if _consistent(fitting) * 2 > len(pairs) else ()


def _size(fact: Fact) -> Decimal:
    return abs(fact.value) if isinstance(fact.value, Decimal) else Decimal(0)
