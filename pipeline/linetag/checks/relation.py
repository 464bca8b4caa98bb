"""What must hold between figures, in one shape, whatever rule it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Literal, NamedTuple

from linetag.model import Fact, QName

# Sums and products of reported figures are exact in it; quotients are rounded far below a unit.
EXACT = Context(prec=400, rounding=ROUND_HALF_UP)

Values = Mapping[str, Decimal]

# How the names of the sums of the roll-up begin.
SUM = "sum of "


class Relation(NamedTuple):
    """total = (sum of weight x part) / (rate x divisor), or at most that.

    `slack` is what rounding may leave between the two sides, in full units. `code` is the
    finding's when they differ by more, `minor` when they differ within the slack (empty: that
    is no failure, as for a quotient, which is never exact). `divisor` is a fact such as a
    number of shares, `rate` a constant. `missing` are parts that are not reported, with weights.
    """

    code: str
    minor: str
    name: str
    total: Fact
    parts: tuple[tuple[Fact, Decimal], ...]
    slack: Decimal
    divisor: Fact | None = None
    rate: Decimal = Decimal(1)
    form: Literal["equal", "at most"] = "equal"
    missing: tuple[tuple[QName, Decimal], ...] = ()

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum of the roll-up, and no tie."""
        return self.name.startswith(SUM)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that takes part, the total first."""
        parts = tuple(fact for fact, _ in self.parts)
        return (self.total, *parts, self.divisor) if self.divisor else (self.total, *parts)

    def expected(self, values: Values) -> Decimal | None:
        """What the total should be by its parts; None when the divisor is zero."""
        sum_ = Decimal(0)
        for fact, weight in self.parts:
            sum_ = EXACT.add(sum_, EXACT.multiply(weight, values[fact.id]))
        divisor = EXACT.multiply(self.rate, values[self.divisor.id]) if self.divisor else self.rate
        if divisor == 1:
            return sum_
        return EXACT.divide(sum_, divisor) if divisor else None

    def difference(self, values: Values) -> Decimal | None:
        """Reported minus expected; zero for a total that is less than it may be at most."""
        expected = self.expected(values)
        if expected is None:
            return None
        difference = EXACT.subtract(values[self.total.id], expected)
        return max(difference, Decimal(0)) if self.form == "at most" else difference

    def failure(self, values: Values) -> str:
        """The code of the finding, or "" when the relation holds."""
        difference = self.difference(values)
        if difference is None or abs(difference) > self.slack:
            return self.code
        return self.minor if difference else ""

    def solve(self, wanted: Fact, values: Values) -> Decimal | None:
        """The value of one fact that makes the relation hold exactly, the others being right.

        None where the relation does not tell: an upper bound, a part of a quotient.
        """
        expected = self.expected(values)
        if expected is None or self.form == "at most":
            return None
        if wanted.id == self.total.id:
            return expected if self._sum else expected.quantize(unit(self.total), context=EXACT)
        weights = [weight for fact, weight in self.parts if fact.id == wanted.id]
        if not self._sum or len(weights) != 1:
            return None
        gap = EXACT.subtract(values[self.total.id], expected)
        return EXACT.add(values[wanted.id], EXACT.divide(gap, weights[0]))

    @property
    def _sum(self) -> bool:
        return self.divisor is None and self.rate == 1


def unit(fact: Fact) -> Decimal:
    """The unit a fact is rounded to: 1000 for decimals -3, 0.01 for 2."""
    return Decimal(1).scaleb(-(fact.decimals or 0))


def half_unit(fact: Fact) -> Decimal:
    """How far the reported value may be from the true one; a count (decimals 0) is exact."""
    return unit(fact) / 2 if fact.decimals else Decimal(0)
