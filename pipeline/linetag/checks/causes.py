"""Which one figure, were it another, would put failing sums right: each root cause once.

Only what the figures themselves support counts: a sign, a scale, digits, a part counted twice, or
one value that several sums ask of the same figure. Any figure could be wrong by the difference:
that is no reason to name it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Literal, NamedTuple

from linetag.checks import slips
from linetag.checks.failing import Failure
from linetag.checks.relation import EXACT, unit
from linetag.model import Fact

# In order of how convincing each is. "weight": the sign, but other sums hold with it as it is;
# "extra": the sum holds without the figure, "double": with half of it; "agreed": several sums ask for
# the same value.
Kind = Literal["sign", "weight", "scale", "extra", "double", "transposed digits", "digit", "agreed"]
_RANK: Mapping[Kind, int] = {
    "sign": 0,
    "weight": 1,
    "scale": 2,
    "extra": 3,
    "double": 4,
    "transposed digits": 5,
    "digit": 6,
    "agreed": 7,
}
_DIGITS: tuple[Kind, ...] = ("transposed digits", "digit")
# They speak against the sum, not against the figure.
_OF_THE_SUM = ("weight", "extra")
_POWERS = (3, 6, 9, -3, -6, -9)
# Looking at a figure takes microseconds; of more figures than this in failing sums the rest is left.
MOST_TESTED = 100_000
# In a longer sum some figure always is one digit away from what is wanted.
_MOST_DIGITS = 50
# A digit of the last place, or a figure not much larger than what rounding does, tells nothing.
_TELLING_UNITS = 10
_TELLING_SLACKS = 4
_MOST_RIVALS = 4
_MOST_AGREEING = 20
_PAIR = 2


class Correction(NamedTuple):
    """A figure, the value by which the sums with these numbers hold, and what speaks for it.

    `value` took part in the sums; `stated` is that of the report, which has more digits where its
    decimals disown them (XBRL 2.1 rounds it).
    """

    fact: Fact
    value: Decimal
    right: Decimal
    kind: Kind
    stated: Decimal
    mends: tuple[int, ...] = ()

    @property
    def is_of_figure(self) -> bool:
        """Whether it speaks against the figure, not against the sum."""
        return self.kind not in _OF_THE_SUM


class Cause(NamedTuple):
    """Failures by number, the first to be told under which the others are named.

    `corrections` are equally likely; there is none where the figures support none. `searched` is
    False where there were too many figures to look at.
    """

    failures: tuple[int, ...]
    corrections: tuple[Correction, ...] = ()
    searched: bool = True


class Held(NamedTuple):
    """A sum that holds, as far as one of its figures is concerned; see `Failure`."""

    gap: Decimal
    slack: Decimal
    coefficient: Decimal


class _Term(NamedTuple):
    """A figure of a sum, and how the gap grows with it."""

    fact: Fact
    coefficient: Decimal
    value: Decimal


# The sums that hold and have a figure.
Holding = Callable[[Fact], Sequence[Held]]


def find(failures: Sequence[Failure], holding: Holding) -> Sequence[Cause]:
    """The cause of each failure, in their order, each failure in one cause."""
    return _Search(failures, holding).causes()


class _Search:
    """The failures that are not explained yet, with the figures as put right so far."""

    def __init__(self, failures: Sequence[Failure], holding: Holding) -> None:
        self._failures = failures
        self._holding = holding
        self._gaps = [failure.gap for failure in failures]
        self._open = dict.fromkeys(range(len(failures)))
        self._terms: list[Sequence[_Term]] = []
        self._touching: dict[str, dict[int, Decimal]] = defaultdict(dict)
        self._changed: dict[str, Decimal] = {}
        self._left = MOST_TESTED
        self._skipped: set[int] = set()
        for index, failure in enumerate(failures):
            self._terms.append(_terms(failure))
            for term in self._terms[index]:
                self._touching[term.fact.id][index] = term.coefficient

    def causes(self) -> Sequence[Cause]:
        """Take what mends the most first; what it leaves is looked at anew."""
        found: list[Cause] = []
        known = {index: list(self._corrections(index)) for index in self._open}
        while self._open:
            likely = [(self._rank(c), index, c) for index in self._open for c in known[index]]
            if not likely:
                break
            rank, index, best = min(likely, key=itemgetter(0, 1))
            equal = [c for other, i, c in likely if i == index and other == rank]
            mends = tuple(i for i in best.mends if i in self._open)
            found.append(Cause(mends, tuple(equal) if len(equal) <= _MOST_RIVALS else ()))
            for mended in mends:
                del self._open[mended]
            known.update((i, list(self._corrections(i))) for i in self._accept(best))
        found.extend(Cause((index,), (), index not in self._skipped) for index in self._open)
        return sorted(found, key=lambda cause: cause.failures)

    def _rank(self, correction: Correction) -> tuple[int, int]:
        return -sum(index in self._open for index in correction.mends), _RANK[correction.kind]

    def _accept(self, correction: Correction) -> Iterator[int]:
        """Go on with the right value; the open sums that have the figure are to be judged anew."""
        fact, value, right, *_ = correction
        if not correction.is_of_figure:
            return
        self._changed[fact.id] = right
        for index, coefficient in self._touching[fact.id].items():
            self._gaps[index] += coefficient * (right - value)
            if index in self._open:
                yield index

    def _corrections(self, index: int) -> Iterator[Correction]:
        """What would mend this sum, by each of its figures."""
        terms, slack = self._terms[index], self._failures[index].slack
        if len(terms) > self._left:
            self._skipped.add(index)
            return
        self._left -= len(terms)
        for number, (fact, coefficient, stated) in enumerate(terms):
            value = self._changed.get(fact.id, stated)
            right = value - self._gaps[index] / coefficient
            near = slack / abs(coefficient)
            printed = value if fact.id in self._changed else _stated(fact, value)
            for kind, wanted in _slips(printed, right, near, len(terms)):
                correction = Correction(fact, value, wanted, kind, printed)
                if kind != "extra":
                    yield from self._confirmed(index, correction)
                elif number and len(terms) > _PAIR:
                    yield correction._replace(mends=(index,))
        if len(terms) <= _MOST_DIGITS:
            yield from self._by_digits(index)
        yield from self._agreed(index)

    def _by_digits(self, index: int) -> Iterator[Correction]:
        """Figures of which one digit, or two neighbouring ones, make the difference.

        A sum that lacks a part fails for that reason, unless other sums ask for the same digits.
        """
        gap, least = self._gaps[index], 1 + bool(self._failures[index].calculation.missing_count)
        found: list[Correction] = []
        telling = False
        for fact, coefficient, stated in self._terms[index]:
            if abs(gap / coefficient) < _TELLING_UNITS * unit(fact):
                continue
            value = self._changed.get(fact.id, stated)
            right = value - gap / coefficient
            slip = slips.slip(value, right) if not EXACT.remainder(right, unit(fact)) else ""
            for kind in _DIGITS:
                if kind == slip:
                    telling = telling or (_telling(value) and _telling(right))
                    found.extend(self._confirmed(index, Correction(fact, value, right, kind, value)))
        if telling:
            yield from (correction for correction in found if len(correction.mends) >= least)

    def _agreed(self, index: int) -> Iterator[Correction]:
        """The value that this sum and another one ask of a figure that stands in both."""
        for fact, coefficient, stated in self._terms[index]:
            others = [i for i in self._touching[fact.id] if i in self._open]
            if not 1 < len(others) <= _MOST_AGREEING:
                continue
            value = self._changed.get(fact.id, stated)
            right = value - self._gaps[index] / coefficient
            if EXACT.remainder(right, unit(fact)):
                continue
            for correction in self._confirmed(index, Correction(fact, value, right, "agreed", value)):
                whole = [i for i in correction.mends if not self._failures[i].calculation.missing_count]
                if len(whole) > 1:
                    yield correction

    def _confirmed(self, index: int, correction: Correction) -> Iterator[Correction]:
        """The correction with all that it mends, unless it breaks a sum that holds.

        Where other sums hold with the figure as it is, its sign is right and the weight is not.
        """
        fact, value, right, kind, *_ = correction
        if any(abs(h.gap + h.coefficient * (right - value)) > h.slack for h in self._holding(fact)):
            if kind == "sign":
                yield correction._replace(kind="weight", mends=(index,))
            return
        mends = tuple(
            i
            for i, coefficient in self._touching[fact.id].items()
            if i in self._open
            and abs(self._gaps[i] + coefficient * (right - value)) <= self._failures[i].slack
        )
        yield correction._replace(mends=mends)


def _terms(failure: Failure) -> Sequence[_Term]:
    """The total and the parts; one that stands twice counts together."""
    found = {failure.total.id: _Term(failure.total, Decimal(1), failure.reported)}
    for fact, weight, value in failure.parts:
        known = found.get(fact.id)
        found[fact.id] = _Term(fact, -weight if known is None else known.coefficient - weight, value)
    return [term for term in found.values() if term.coefficient]


def _stated(fact: Fact, value: Decimal) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else value


def _telling(value: Decimal) -> bool:
    """Whether it has more than one digit: 5,000 is one digit away from any 3,000."""
    return len(value.normalize(EXACT).as_tuple().digits) > 1


def _slips(value: Decimal, right: Decimal, near: Decimal, terms: int) -> Iterator[tuple[Kind, Decimal]]:
    """What makes the value, but for rounding, the right one; only of figures that stand out from it.

    One of many `terms` is about twice of what is wanted by chance.
    """
    least = _TELLING_SLACKS * near
    if abs(value) > least and abs(right + value) <= near:
        yield "sign", -value
    elif abs(value) > least and abs(right) <= near:
        yield "extra", Decimal(0)
    elif abs(value) > least and (
        2 * right == value or (abs(value) > terms * least and abs(2 * right - value) <= 2 * near)
    ):
        yield "double", value / 2
    else:
        apart = right.adjusted() - value.adjusted()
        for power in _POWERS:
            wanted = value.scaleb(power)
            if abs(apart - power) <= 1 and abs(right - wanted) <= near and abs(wanted) > least:
                yield "scale", wanted
