"""Which single slip would explain a sum that does not add up.

Pure arithmetic over the printed figures of one sum: no concepts, no places. A caller combines
the suspects with other evidence, such as the other sums in which a figure stands.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, Literal, get_args

from linetag import intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linetag.model import Calculation

Kind = Literal[
    "rounding", "sign", "scale", "transposed digits", "digit", "left out", "counted twice", "missing"
]
_RANK = {kind: rank for rank, kind in enumerate(get_args(Kind))}
_SCALES = (3, -3, 6, -6)
# A hint over more figures, or over longer ones, helps nobody and costs time.
_MOST_PARTS = 1_000
_MOST_DIGITS = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sum; `decimals` as in a fact (None = exact), `weight` 1 for the total."""

    value: Decimal
    decimals: int | None
    weight: Decimal


@dataclass(frozen=True, slots=True)
class Suspect:
    """One change that makes the sum right: the figure at `index` (-1 = total) should be `value`.

    "left out": the total was made without this contributor (its value would have to be 0);
    "counted twice": with it twice (double). "missing": the index is the number of contributors,
    the value is what the contributor that is not reported would have to add, weight included.
    "rounding": no slip, the total that the parts make.
    """

    index: int
    kind: Kind
    value: Decimal


def of(calculation: Calculation) -> tuple[Suspect, ...]:
    """List the suspects of a calculation; the indices are those of its contributors."""
    total = Figure(calculation.reported, calculation.facts[0].decimals, Decimal(1))
    parts = [Figure(part.value, part.decimals, part.weight) for part in calculation.contributors]
    return suspects(total, parts, calculation.slack, missing=len(calculation.missing))


def suspects(
    total: Figure, parts: Sequence[Figure], slack: Decimal, *, missing: int = 0
) -> tuple[Suspect, ...]:
    """List every single change that brings the difference within `slack`, most likely first.

    Ordered by kind (as in `Kind`), then by how little difference is left, then by index. A
    difference that is within the slack as it stands must be brought to 0. Empty where there is
    none, and for figures that are too many (1,000) or too long (40 digits) to be printed ones.
    "missing" needs exactly one contributor of the network that is not reported.
    """
    if len(parts) > _MOST_PARTS or not all(_is_printable(figure) for figure in (total, *parts)):
        return ()
    with intervals.exact():
        found = list(_found(total, parts, Fraction(slack), missing))
    found.sort(key=lambda item: (_RANK[item[1].kind], item[0], item[1].index, item[1].value))
    return tuple(dict.fromkeys(suspect for _, suspect in found))


def _found(
    total: Figure, parts: Sequence[Figure], slack: Fraction, missing: int
) -> Iterator[tuple[Fraction, Suspect]]:
    computed = sum((Fraction(part.weight) * Fraction(part.value) for part in parts), Fraction(0))
    excess = Fraction(total.value) - computed
    if excess == 0:
        return
    tolerance = slack if abs(excess) > slack else Fraction(0)
    yield from _changes(-1, Figure(total.value, total.decimals, Decimal(-1)), excess, tolerance)
    for index, part in enumerate(parts):
        if part.weight:
            yield from _changes(index, part, excess, tolerance)
    if abs(excess) <= sum((_half(figure) for figure in (total, *parts)), Fraction(0)):
        yield Fraction(0), Suspect(-1, "rounding", _decimal(computed))
    if missing == 1:
        yield Fraction(0), Suspect(len(parts), "missing", _decimal(excess))


def _changes(
    index: int, figure: Figure, excess: Fraction, tolerance: Fraction
) -> Iterator[tuple[Fraction, Suspect]]:
    """Yield the changes of one figure that leave no more than the tolerance, after what is left.

    The total takes part with weight -1: raising it by 1 is lowering the sum by 1.
    """
    value, weight = figure.value, Fraction(figure.weight)
    right = Fraction(value) + excess / weight
    reach = tolerance / abs(weight)
    simple: list[tuple[Kind, Decimal]] = [("sign", -value)]
    simple += [("scale", value.scaleb(power)) for power in _SCALES]
    if index >= 0:
        simple += [("left out", intervals.ZERO), ("counted twice", 2 * value)]
    for kind, changed in (*(simple if value else ()), *_slips(figure, right - reach, right + reach)):
        left = abs(Fraction(changed) - right)
        if left <= reach:
            yield left * abs(weight), Suspect(index, kind, _plain(changed))


def _slips(figure: Figure, low: Fraction, high: Fraction) -> Iterator[tuple[Kind, Decimal]]:
    """Yield the figures from `low` to `high` that differ in one digit or by two swapped neighbours."""
    places = _places(figure)
    unit = Fraction(10) ** -places
    sign = -1 if figure.value < 0 else 1
    printed = int(abs(Fraction(figure.value)) / unit)
    if sign < 0:
        low, high = -high, -low
    least, most = max(ceil(low / unit), 0), floor(high / unit)
    # 0.05 is printed with the zeros that stand before it: they can be wrong, too
    shortest = max(places, 0) + 1
    digits = str(printed).zfill(shortest)
    size = len(digits)
    for position, (digit, following) in enumerate(zip(digits, (*digits[1:], ""), strict=True)):
        place = 10 ** (size - position - 1)
        # a first digit of 0 would not have been printed
        first = 1 if position == 0 and size > shortest else 0
        for other in _others(printed, int(digit), place, least, most):
            if other >= first:
                yield "digit", _signed(sign, printed + (other - int(digit)) * place, places)
        if following and following != digit and int(following) >= first:
            swapped = printed + (int(following) - int(digit)) * (place - place // 10)
            if least <= swapped <= most:
                yield "transposed digits", _signed(sign, swapped, places)


def _others(printed: int, digit: int, place: int, least: int, most: int) -> Iterable[int]:
    """Find the digits that, instead of `digit` at `place`, bring the number from `least` to `most`."""
    low = max(0, digit - (printed - least) // place)
    high = min(9, digit + (most - printed) // place)
    return (other for other in range(low, high + 1) if other != digit)


def _places(figure: Figure) -> int:
    """How many digits are printed behind the point; -3 where thousands are printed."""
    if figure.decimals is not None and not intervals.has_excess_digits(figure.value, figure.decimals):
        return figure.decimals
    return max(0, -_exponent(figure.value))


def _half(figure: Figure) -> Fraction:
    """Return what rounding of this figure may have taken from or added to the sum."""
    if figure.decimals is None:
        return Fraction(0)
    return Fraction(10) ** -figure.decimals * abs(Fraction(figure.weight)) / 2


def _is_printable(figure: Figure) -> bool:
    value = figure.value
    return (
        value.is_finite()
        and abs(value.adjusted()) < _MOST_DIGITS
        and abs(_exponent(value)) < _MOST_DIGITS
        and abs(figure.decimals or 0) < _MOST_DIGITS
        and figure.weight.is_finite()
        and abs(figure.weight.adjusted()) < _MOST_DIGITS
    )


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _signed(sign: int, number: int, places: int) -> Decimal:
    return Decimal(sign * number).scaleb(-places)


def _plain(value: Decimal) -> Decimal:
    """Remove a positive exponent, so that the number prints as digits."""
    return value + intervals.ZERO if _exponent(value) > 0 else value


def _decimal(value: Fraction) -> Decimal:
    """Write out a fraction that came from decimals only, and therefore ends."""
    return Decimal(value.numerator) / Decimal(value.denominator)
