"""Sums that fail by rounding: because figures are cut off, because of XBRL 2.1, or by a few units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from linetag.checks.limits import (
    FEW_UNITS,
    LEAST_CUT_OFF,
    LEAST_DIGITS,
    LEAST_UNITS_ROUNDED,
    LEAST_ZEROS,
    MANY,
    SHARE_CUT_OFF,
)
from linetag.checks.relation import PRECISE, Relation, WeightedSum, unit
from linetag.checks.sums import rounding
from linetag.model import Fact


def grouped_by_rounding(
    failing: Sequence[Relation],
) -> tuple[Mapping[str, Sequence[Relation]], Sequence[Relation]]:
    """Return the failing sums to report together, by the code of that finding, and all other relations."""
    sums = [relation for relation in failing if relation.calculation is not None]
    minor = [relation for relation in sums if is_minor(relation)]
    consistent = [relation for relation in sums if relation.code != "C403" and is_cut_off(relation)]
    telling = [relation for relation in consistent if not is_cut_off(relation, mirrored=True)]
    little = {id(relation) for relation in (*consistent, *minor)}
    if len(telling) >= LEAST_CUT_OFF and len(consistent) >= SHARE_CUT_OFF * len(little):
        found = {"C417": consistent}
    else:
        found = {"C416": minor}
    truncated = [relation for relation in sums if relation.code == "C403"]
    found["C418"] = [r for r in truncated if abs(difference(r)) <= rounding(r.total, r.formula.terms)]
    found = {code: same for code, same in found.items() if len(same) >= MANY}
    together = {id(relation) for same in found.values() for relation in same}
    return found, [relation for relation in failing if id(relation) not in together]


def is_minor(relation: Relation) -> bool:
    """Whether a relation fails by no more than rounding explains."""
    return bool(relation.minor) and relation.failure(relation.values) == relation.minor


def units(relation: Relation) -> Decimal:
    """Return the difference in units of the last digit that all figures of a sum have."""
    return abs(difference(relation)) / _unit(relation)


def slack_in_units(relation: Relation) -> Decimal:
    """Return what rounding explains, in the same units."""
    return relation.formula.slack / _unit(relation)


def difference(relation: Relation) -> Decimal:
    """Return reported minus expected, by the figures as reported; 0 where there is no quotient."""
    return relation.difference(relation.values) or Decimal(0)


def looks_rounded(relation: Relation) -> bool:
    """Whether a sum fails by a few units beyond rounding, as one of figures that are cut off does."""
    largest = max(abs(value) for value in relation.values.values())
    is_few = units(relation) <= len(relation.formula.terms) + FEW_UNITS
    return is_few and not relation.missing_count and largest >= LEAST_UNITS_ROUNDED * _unit(relation)


def coarser_figures(relation: Relation) -> Sequence[tuple[Fact, int]]:
    """Return the figures that look rounded to more than their decimals say, if that explains the difference.

    229,900 with decimals -3 for 229,876 and -5. Each has its last digit that is not 0, as decimals. A figure
    ends in zeros by chance as well: the longer the sum, the more zeros it takes.
    """
    figures = {fact.id: fact for fact in relation.facts if fact.decimals is not None}
    values = relation.values
    found: list[tuple[Fact, int]] = []
    for fact in figures.values():
        value = values[fact.id].normalize(PRECISE)
        _, digits, exponent = value.as_tuple()
        zeros = exponent + (fact.decimals or 0) if isinstance(exponent, int) and value else 0
        # A debt of 700 million is as round as that.
        is_round = zeros >= LEAST_ZEROS and len(digits) >= LEAST_DIGITS
        if is_round and len(figures) <= 10 ** (zeros - 1):
            found.append((fact, zeros - (fact.decimals or 0)))
    units = sum((Decimal(5).scaleb(power - 1) for _, power in found), Decimal(0))
    is_explained = abs(difference(relation)) <= relation.formula.slack + units
    return [(fact, -power) for fact, power in found] if is_explained else []


def is_cut_off(relation: Relation, *, mirrored: bool = False) -> bool:
    """Whether a sum holds if its figures are cut off after their decimals (Calculations 1.1).

    `mirrored` asks the same of a total that is as far from the sum on the other side: what holds both
    ways says nothing about how the figures were made.
    """
    values = relation.values
    reported = values[relation.total.id] - (2 * difference(relation) if mirrored else 0)
    low, high = _span(reported, relation.total.decimals)
    least = most = Decimal(0)
    for fact, weight in relation.formula.terms:
        ends = [weight * end for end in _span(values[fact.id], fact.decimals)]
        least, most = least + min(ends), most + max(ends)
    return least < low < most if low == high else max(low, least) < min(high, most)


def is_percentage_cut_off(relation: Relation) -> bool:
    """Whether a percentage that is derived would hold if it were cut off instead of rounded."""
    formula = relation.formula
    return not isinstance(formula, WeightedSum) and formula.is_cut_off(relation.total, relation.values)


def _unit(relation: Relation) -> Decimal:
    return max((unit(fact) for fact in relation.facts if fact.decimals is not None), default=Decimal(1))


def _span(value: Decimal, decimals: int | None) -> tuple[Decimal, Decimal]:
    if decimals is None:
        return value, value
    one = Decimal(1).scaleb(-decimals)
    return (value if value > 0 else value - one), (value if value < 0 else value + one)
