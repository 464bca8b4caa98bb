"""What must hold between figures: one record for every rule, its kind a field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple

from linetag.calc import Calculation
from linetag.calc.slips import Slip
from linetag.checks.limits import MOST_MISSING
from linetag.model import Fact, QName

if TYPE_CHECKING:
    from linetag.checks.derivations import Derived

# Sums and products of reported figures are exact in it; quotients, which `model.EXACT` would never end, are
# rounded far below a unit.
PRECISE = Context(prec=400, rounding=ROUND_HALF_UP)

Kind = Literal["sum", "tie", "translation", "derivation", "comparison"]
Values = Mapping[str, Decimal]
"""The value of each figure by the id of its fact: as reported, or as the search assumes it to be."""


class WeightedSum(NamedTuple):
    """(sum of weight x contributor) / (rate x divisor): what a total must be, or be at most.

    `slack` is what rounding may leave between the two sides, in full units; `is_open` means that a
    difference of exactly the slack is too much (Calculations 1.1, truncation). `divisor` is a fact
    such as a number of shares, `rate` a constant.
    """

    terms: tuple[tuple[Fact, Decimal], ...]
    slack: Decimal
    divisor: Fact | None = None
    rate: Decimal = Decimal(1)
    form: Literal["equal", "at most"] = "equal"
    is_open: bool = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The figures that the total is compared with."""
        return (*[fact for fact, _ in self.terms], *((self.divisor,) if self.divisor else ()))

    @property
    def is_linear(self) -> bool:
        """Whether each unit of a figure changes the difference by the same amount."""
        return self.divisor is None and self.rate == 1 and self.form == "equal"

    def expected(self, values: Values) -> Decimal | None:
        """Return what the total should be by the other figures; None when the divisor is zero."""
        sum_ = Decimal(0)
        for fact, weight in self.terms:
            sum_ = PRECISE.add(sum_, PRECISE.multiply(weight, values[fact.id]))
        divisor = PRECISE.multiply(self.rate, values[self.divisor.id]) if self.divisor else self.rate
        if divisor == 1:
            return sum_
        return PRECISE.divide(sum_, divisor) if divisor else None


class Relation(NamedTuple):
    """A total and what it must be by other figures.

    `code` is that of the finding when the two differ by more than the slack, `minor` when they differ
    by less (empty: that is no failure, as for a quotient, which is never exact). A `calculation` of the
    engine gives a sum its extended link role; `roles` are all in which the same figures make it.

    The figures of a TSE summary have another kind of formula (`derivations.Derived`): alternatives on
    intervals. The search for root causes needs `facts`, `failure` and `corrections` only, and
    `coefficients` where the relation is linear.
    """

    kind: Kind
    name: str
    code: str
    minor: str
    total: Fact
    formula: WeightedSum | Derived
    calculation: Calculation | None = None
    roles: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that takes part, the total first."""
        return (self.total, *self.formula.facts)

    @property
    def values(self) -> Values:
        """The values of its figures as reported."""
        return {fact.id: fact.value for fact in self.facts if isinstance(fact.value, Decimal)}

    @property
    def missing_count(self) -> int:
        """How many contributors of a sum are not reported; cheaper than `missing`."""
        return self.calculation.missing_count if self.calculation else 0

    @property
    def missing(self) -> tuple[tuple[QName, Decimal], ...]:
        """The contributors of a sum that are not reported, with their weights; none if there are too many."""
        if self.calculation is None or not 0 < self.missing_count <= MOST_MISSING:
            return ()
        weights = {arc.target: arc.weight for arc in self.calculation.candidate.summation.arcs}
        found = ((name, weights[name]) for name in self.calculation.missing)
        return tuple((name, weight) for name, weight in found if weight)

    @property
    def exchangeable(self) -> tuple[Fact, ...]:
        """Two figures whose places may be exchanged: the two amounts of a growth."""
        return () if isinstance(self.formula, WeightedSum) else self.formula.exchangeable

    def difference(self, values: Values) -> Decimal | None:
        """Return reported minus expected; zero for a total that is less than it may be at most.

        None if the divisor is zero, and for a figure that others give as an interval.
        """
        expected = self.formula.expected(values) if isinstance(self.formula, WeightedSum) else None
        if expected is None:
            return None
        difference = PRECISE.subtract(values[self.total.id], expected)
        return max(difference, Decimal(0)) if self.formula.form == "at most" else difference

    def verdict(self, difference: Decimal | None) -> str:
        """Return the code of the finding on a difference, or "" if the relation holds with it."""
        formula = self.formula
        if difference is None or abs(difference) > formula.slack:
            return self.code
        if isinstance(formula, WeightedSum) and formula.is_open and abs(difference) == formula.slack:
            return self.code
        return self.minor if difference else ""

    def failure(self, values: Values, *, undecided: str = "") -> str:
        """Return the code of the finding, or "" when the relation holds; `undecided` if that is not known."""
        if isinstance(self.formula, WeightedSum):
            return self.verdict(self.difference(values))
        verdict = self.formula.judge(self.total, values).verdict
        return {"holds": "", "fails": self.code, "undecided": undecided}[verdict]

    def coefficients(self) -> Mapping[str, Decimal] | None:
        """Return how the difference grows with each figure; None if that is not constant.

        A figure that stands more than once counts together, and one without effect is left out.
        """
        if not isinstance(self.formula, WeightedSum) or not self.formula.is_linear:
            return None
        found = {self.total.id: Decimal(1)}
        for fact, weight in self.formula.terms:
            found[fact.id] = found.get(fact.id, Decimal(0)) - weight
        return {key: coefficient for key, coefficient in found.items() if coefficient}

    def corrections(self, wanted: Fact, values: Values) -> Iterator[tuple[Decimal, Slip | None]]:
        """Yield values of a figure with which the relation holds, each with its slip if that is known.

        For relations that are not linear: a quotient is solved for its total, for a derived figure each
        slip is tried.
        """
        if not isinstance(self.formula, WeightedSum):
            yield from self.formula.corrections(self.total, wanted, values)
            return
        expected = self.formula.expected(values)
        if expected is not None and self.formula.form != "at most" and wanted.id == self.total.id:
            yield expected.quantize(unit(self.total), context=PRECISE), None


def unit(fact: Fact) -> Decimal:
    """Return the unit that a fact is rounded to: 1000 for decimals -3, 0.01 for 2."""
    return Decimal(1).scaleb(-(fact.decimals or 0))


def half_unit(fact: Fact) -> Decimal:
    """Return how far the reported value may be from the true one; a count (decimals 0) is exact."""
    return unit(fact) / 2 if fact.decimals else Decimal(0)
