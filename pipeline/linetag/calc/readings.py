"""Readings: the facts of one concept, context and unit as one figure of a calculation.

XBRL 2.1 section 5.2.5.2 lets duplicates block a sum; Calculations 1.1 takes what they share.
All figures are integers scaled by a power of ten: exact, and several times as fast as decimals.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from linetag.calc.limits import MOST_DIGITS, SCALE, USUAL_DIGITS
from linetag.model import EXACT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linetag.model import Fact

Reason = Literal[
    "duplicate total",  # 1.0: the total is reported more than once, nil or not
    "duplicate contributor",  # 1.0: a contributor that has a value is reported again, nil or not
    "disallowed duplicates",  # 1.1: nil beside a figure, or figures that cannot all be true
    "excess digits",  # 1.1: digits beyond the decimals, 1234 at -3
    "no decimals",  # neither decimals nor precision are stated
    "precision 0",  # no digit of a figure is known; 1.0 calls the sum inconsistent
    "not a number",  # a value that is text, NaN or infinite
    "no weight",  # an arc whose weight is absent or not finite
    "too many digits",  # an exact result would have more than 20,000 digits
    "not OIM-compatible",  # 1.1: the report does not follow the Open Information Model
]
REASONS: tuple[Reason, ...] = get_args(Reason)
"""Every reason for which a sum is left unchecked: the closed list."""

_ONE = 10**SCALE
# The unit of the last known digit by the decimals, at the usual scale; that of an exact figure is 0.
_UNITS: dict[int | None, int] = {None: 0, **{d: 10 ** (SCALE - d) for d in range(-USUAL_DIGITS + 1, SCALE)}}

# In truncation mode an end may be open. All figures are then multiplied by 2**OPEN, and an open end
# is moved inwards by 1: weights and sums keep that, and two ends meet only if both are closed.
OPEN = 400


class Irregularity(NamedTuple):
    """Properties of a fact set that need special handling: duplicates, excess digits, nil and a value.

    `near` is the value rounded to its decimals, for 1.0; `low` and `high` are the ends of the interval
    for which it stands, for 1.1. `blocked` is why it cannot be checked under 1.0, `fault` why not under
    1.1; the value is then that of the most precise fact. `decimals` are those of that fact.
    """

    near: int
    low: int
    high: int
    decimals: int | None
    blocked: Reason | None = None
    fault: Reason | None = None


class Reading(NamedTuple):
    """A set of facts as one figure, scaled, for both 1.0 and 1.1. A tuple for speed.

    `unit` is that of the last known digit: 0 if the value is exact, -1 if it is not whole at this scale.
    In a regular reading the value is already rounded to its decimals and lies in the middle of its
    interval, `half` a unit from each end; in an irregular one `half` is -1.
    """

    facts: tuple[Fact, ...]
    value: int
    half: int
    unit: int
    irregularity: Irregularity | None = None

    @property
    def ends(self) -> tuple[int, int]:
        """The lowest and the highest value that the figure may stand for."""
        own = self.irregularity
        return (self.value - self.half, self.value + self.half) if own is None else (own.low, own.high)

    @property
    def near(self) -> int:
        """The value rounded to its decimals."""
        return self.value if self.irregularity is None else self.irregularity.near

    @property
    def decimals(self) -> int | None:
        """The decimals of the most precise fact."""
        return self.facts[0].decimals if self.irregularity is None else self.irregularity.decimals

    @property
    def blocked(self) -> Reason | None:
        """Why it cannot be checked under 1.0."""
        return self.irregularity.blocked if self.irregularity is not None else None

    @property
    def fault(self) -> Reason | None:
        """Why it cannot be checked under 1.1."""
        return self.irregularity.fault if self.irregularity is not None else None


def regular(fact: Fact) -> Reading | None:
    """Return the regular reading of a fact at the usual scale, as nearly every fact has; else None."""
    value = fact.value
    unit = _UNITS.get(fact.decimals)
    if unit is None or fact.unstated or not isinstance(value, Decimal):
        return None
    if not -USUAL_DIGITS < value.adjusted() < USUAL_DIGITS or not value.is_finite():
        return None
    whole = int(value)
    if whole == value:
        scaled = whole * _ONE
    else:
        shifted = value.scaleb(SCALE, EXACT)
        scaled = int(shifted)
        if scaled != shifted:
            return None
    if unit and scaled % unit:
        return None
    return tuple.__new__(Reading, ((fact,), scaled, unit >> 1, unit, None))


def reading_of(facts: Fact | list[Fact]) -> Reading | None:
    """Read the facts of one concept, context and unit at the usual scale; None where all are nil.

    A figure that is not whole at that scale has the unit -1: it is read again at that of its sum.
    """
    if not isinstance(facts, list):
        if facts.value is None:
            return None
        found = regular(facts)
        return found if found is not None else _read_or_kept([facts])
    if all(fact.value is None for fact in facts):
        return None
    if len(facts) > 1 and (found := regular(facts[0])) is not None and _copies(facts):
        own = Irregularity(found.value, *found.ends, found.decimals, "duplicate contributor")
        return Reading(tuple(facts), found.value, -1, found.unit, own)
    return reading_of(facts[0]) if len(facts) == 1 else _read_or_kept(facts)


def _read_or_kept(facts: Sequence[Fact]) -> Reading:
    return read(facts) or Reading(tuple(facts), 0, -1, -1, Irregularity(0, 0, 0, None))


def _copies(facts: Sequence[Fact]) -> bool:
    """Whether the facts have the same value and decimals, as most duplicates have."""
    value, decimals = facts[0].value, facts[0].decimals
    return all(fact.value == value and fact.decimals == decimals and not fact.unstated for fact in facts)


def read(facts: Sequence[Fact], scale: int = SCALE, *, truncated: bool = False) -> Reading | None:
    """Read the facts of one concept, context and unit, one of them not nil, as one figure.

    `scale` is at least the usual one; None where a figure is not whole at it. Duplicates have the
    reason "duplicate contributor", even those of a total.
    """
    if len(facts) == 1:
        return _span(facts[0], scale, truncated=truncated)
    present = [fact for fact in facts if fact.value is not None]
    spans = [_span(fact, scale, truncated=truncated) for fact in (max(present, key=_precision), *present)]
    known = [span for span in spans if span is not None]
    if len(known) < len(spans):
        return None
    first = known[0]
    fault = _together(known, nil=len(present) < len(facts))
    low, high = first.value, first.value
    if fault is None:
        ends = [span.ends for span in known]
        low, high = max(low for low, _ in ends), min(high for _, high in ends)
    value = min(max(first.value, low), high)
    own = Irregularity(first.near, low, high, first.decimals, "duplicate contributor", fault)
    return Reading(tuple(facts), value, -1, first.unit, own)


def needed_scale(facts: Sequence[Fact]) -> int:
    """Return the scale at which these facts are whole, however many digits they have."""
    scale = SCALE
    for fact in facts:
        value = fact.value
        if isinstance(value, Decimal) and value.is_finite() and not _endless(value, fact.decimals):
            exponent = value.as_tuple().exponent
            scale = max(scale, (fact.decimals or 0) + 1, -exponent if isinstance(exponent, int) else 0)
    return scale


def rounded(value: int, unit: int) -> int:
    """The multiple of the unit that is nearest, half-even (XBRL 2.1 section 4.6.7.2); 0 is exact."""
    if not unit:
        return value
    quotient, rest = divmod(value, unit)
    if not rest:
        return value
    return (quotient + (2 * rest > unit or (2 * rest == unit and quotient % 2 == 1))) * unit


def _precision(fact: Fact) -> tuple[bool, bool, int, Decimal]:
    """Numbers first, then the most decimals; among equals the value settles it, not the order."""
    value = fact.value
    if not isinstance(value, Decimal) or not value.is_finite():
        return False, False, 0, Decimal(0)
    return True, fact.decimals is None and not fact.unstated, fact.decimals or 0, value


def _endless(value: Decimal, decimals: int | None) -> bool:
    """Whether exact arithmetic with it would fill the memory."""
    size, end = value.adjusted(), value.as_tuple().exponent
    far = abs(size) > MOST_DIGITS or (isinstance(end, int) and abs(end) > MOST_DIGITS)
    return far or abs(decimals or 0) > MOST_DIGITS


def _span(fact: Fact, scale: int, *, truncated: bool) -> Reading | None:
    """One fact by itself; None where it is not whole at this scale."""
    value, decimals = fact.value, fact.decimals
    if not isinstance(value, Decimal) or not value.is_finite():
        return _without(fact, "not a number")
    if _endless(value, decimals):
        return _without(fact, "too many digits")
    if decimals is not None and decimals >= scale:
        return None
    coefficient, exponent = _split(value)
    if exponent + scale < 0:
        return None
    scaled = coefficient * _power(exponent + scale)
    return _ends(fact, scaled << OPEN if truncated else scaled, scale, truncated=truncated)


@lru_cache(maxsize=256)
def _split(value: Decimal) -> tuple[int, int]:
    """Coefficient and exponent, without zeros at the end; remembered, since long ones take milliseconds."""
    short = value.normalize(EXACT)
    exponent = short.as_tuple().exponent
    whole = exponent if isinstance(exponent, int) else 0
    return int(short.scaleb(-whole, EXACT)), whole


@lru_cache(maxsize=256)
def _power(exponent: int) -> int:
    return 10**exponent  # type: ignore[no-any-return]  # an int: the exponent is not negative


def _ends(fact: Fact, scaled: int, scale: int, *, truncated: bool) -> Reading:
    """Return the reading of a fact with the interval for which its decimals let it stand."""
    decimals = fact.decimals
    if fact.unstated:
        own = Irregularity(scaled, scaled, scaled, decimals, fact.unstated, fact.unstated)
        return Reading((fact,), scaled, -1, 0, own)
    if decimals is None:
        return Reading((fact,), scaled, 0, 0)
    unit = _power(scale - decimals)
    if truncated:
        unit <<= OPEN
        low = scaled if scaled > 0 else scaled - unit + 1
        high = scaled if scaled < 0 else scaled + unit - 1
    else:
        low, high = scaled - unit // 2, scaled + unit // 2
    if scaled % unit:
        own = Irregularity(rounded(scaled, unit), low, high, decimals, None, "excess digits")
        return Reading((fact,), scaled, -1, unit, own)
    if truncated:
        return Reading((fact,), scaled, -1, unit, Irregularity(scaled, low, high, decimals))
    return Reading((fact,), scaled, unit // 2, unit)


def _without(fact: Fact, reason: Reason) -> Reading:
    """A fact without a figure that could be added."""
    return Reading((fact,), 0, -1, 0, Irregularity(0, 0, 0, fact.decimals, reason, reason))


def _together(spans: Sequence[Reading], *, nil: bool) -> Reason | None:
    """Why several facts cannot all be true under 1.1."""
    if nil:
        return "disallowed duplicates"
    # faults by their weight, so that the order of the facts does not choose the reason
    for reason in REASONS:
        if any(span.fault == reason for span in spans):
            return reason
    # two figures at the same decimals contradict each other even where their intervals touch
    stated = {(span.decimals, span.value) for span in spans}
    apart = max(span.ends[0] for span in spans) > min(span.ends[1] for span in spans)
    if apart or len(stated) > len({decimals for decimals, _ in stated}):
        return "disallowed duplicates"
    return None
