"""Derivations of a TSE summary: the formula on intervals that a figure must obey, and the verdicts on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Literal, NamedTuple, Protocol

from linetag.calc import intervals
from linetag.calc.formulas import Formula, growth
from linetag.calc.intervals import Interval
from linetag.calc.slips import Slip
from linetag.checks.near_slips import corrections
from linetag.model import Fact, Origin

Held = Literal["holds", "fails", "undecided"]
Reason = Literal[
    "a figure it derives from is not stated",
    "no growth is stated",
    "the form shows a dash",
    "its divisor may be zero",
    "it may rest on another number of shares",
    "it is reported more than once",
    "it is no figure",
]
"""Why a derivation cannot be decided: a closed list."""

_NEAR = Decimal("1.1")
_MOST_DECIMALS = 30


class OperandFigure(NamedTuple):
    """A figure that another one derives from; `value` None is a dash."""

    item: str
    context: str
    value: Decimal | None


class Derivation(NamedTuple):
    """A figure of a summary, what it must be by others of the same summary, and the verdict.

    `kind` is the name of the relation. `item` is a local name of the 2014 taxonomy and `context` the id that
    the exchange gives to its context there, also in a document of the 2007 form. `stated` is the value as
    filed (a percentage is a fraction), None for a dash; `low` and `high` are the least and the greatest that
    would hold. A verdict of undecided has a `reason`.
    """

    kind: str
    item: str
    context: str
    verdict: Held
    reason: Reason | None
    stated: Decimal | None
    low: Decimal | None
    high: Decimal | None
    operands: tuple[OperandFigure, ...]
    at: Origin | None


class Derivations(NamedTuple):
    """All derivations of a summary, in the order of the document by kind."""

    all: tuple[Derivation, ...]

    def counts(self) -> dict[Held, int]:
        """Return how many have each verdict."""
        found = Counter(one.verdict for one in self.all)
        return {"holds": found["holds"], "fails": found["fails"], "undecided": found["undecided"]}


class Figures(Protocol):
    """How a document rounds, names and prints its figures."""

    def interval(self, fact: Fact, value: Decimal | None) -> Interval | None:
        """Return the interval that holds what is stated as `value`; None for a dash and for words."""

    def is_ambiguous(self, fact: Fact) -> bool:
        """Whether the document states the figure with several values."""

    def item(self, fact: Fact) -> str:
        """Return the name of the concept in the form."""

    def named(self, fact: Fact) -> str:
        """Return the name of the figure with its period."""

    def shown(self, value: object, like: Fact) -> str:
        """Return a value as the form prints such a figure."""


class Alternative(NamedTuple):
    """One way to compute a figure: the formula, and the facts that it takes."""

    operands: tuple[Fact, ...]
    formula: Formula


class Judged(NamedTuple):
    """A verdict, why there is none, and the alternative with the interval that decided."""

    verdict: Held
    reason: Reason | None = None
    alternative: Alternative | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Derived:
    """What a figure must be by the first of the `alternatives` that gives it; none if a figure is missing.

    `form`: the figure is that, at most that, near that (other numbers of shares may be used), or a growth,
    for which the form may show a dash.
    """

    alternatives: tuple[Alternative, ...]
    figures: Figures
    form: Literal["equal", "at most", "near", "growth"] = "equal"

    # Rounded figures are intervals: no weights, no slack beside them, no constant effect on a difference.
    terms: ClassVar[tuple[tuple[Fact, Decimal], ...]] = ()
    slack: ClassVar[Decimal] = Decimal(0)
    is_linear: ClassVar[bool] = False

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The operands of all alternatives, each once."""
        return tuple({f.id: f for one in self.alternatives for f in one.operands}.values())

    @property
    def exchangeable(self) -> tuple[Fact, ...]:
        """The two amounts of a growth, whose rows may be exchanged."""
        return self.alternatives[0].operands if self.form == "growth" and self.alternatives else ()

    def judge(self, total: Fact, values: Mapping[str, Decimal]) -> Judged:
        """Return the verdict on the total with these values by fact id, reported or assumed."""
        if any(map(self.figures.is_ambiguous, (total, *self.facts))):
            return Judged("undecided", "it is reported more than once")
        own = self._interval(total, values)
        if self.form == "growth":
            return self._growth(total, own, values)
        return Judged("undecided", "it is no figure") if own is None else self._compared(own, values)

    def _interval(self, fact: Fact, values: Mapping[str, Decimal]) -> Interval | None:
        return self.figures.interval(fact, values.get(fact.id))

    def _growth(self, total: Fact, own: Interval | None, values: Mapping[str, Decimal]) -> Judged:
        """Return the verdict on a growth, for which the form may show a dash (TSE.md C2)."""
        amounts = [values.get(fact.id) for fact in self.exchangeable]
        current, prior = amounts or (None, None)
        if current is None or prior is None:
            return Judged("undecided", "a figure it derives from is not stated")
        nil = growth(current, prior)[1]
        if own is None and total.value is None:
            return Judged("holds") if nil else Judged("undecided", "no growth is stated")
        if own is None:
            return Judged("undecided", "it is no figure")
        if nil not in ("prior-not-positive", "current-negative"):
            return self._compared(own, values)
        if (current < 0) != (prior < 0):
            # One sign is wrong if the growth is that of the amounts without their signs.
            spans = [self._interval(fact, values) for fact in self.exchangeable]
            sizes = [intervals.negative(span) if span.high < 0 else span for span in spans if span]
            found = self.alternatives[0].formula.between(sizes)
            if found is not None and own.overlaps(found):
                return Judged("fails", None, self.alternatives[0], found)
        return Judged("undecided", "the form shows a dash")

    def _compared(self, own: Interval, values: Mapping[str, Decimal]) -> Judged:
        """Return whether an alternative gives the figure; else the first that does not."""
        reason: Reason = "a figure it derives from is not stated"
        failed: Judged | None = None
        for one in self.alternatives:
            found = [self._interval(fact, values) for fact in one.operands]
            known = [interval for interval in found if interval is not None]
            if len(known) < len(found):
                continue
            interval = one.formula.between(known)
            if interval is None:
                reason = "its divisor may be zero"
            elif self._fits(own, interval):
                return Judged("holds", None, one, interval)
            elif self.form == "near" and _is_near(own, interval):
                reason = "it may rest on another number of shares"
            else:
                failed = failed or Judged("fails", None, one, interval)
        if failed is None or reason == "it may rest on another number of shares":
            return Judged("undecided", reason)
        return failed

    def _fits(self, own: Interval, derived: Interval) -> bool:
        if self.form == "at most":
            return own.low < derived.high or (own.low == derived.high and own.low_in and derived.high_in)
        return own.overlaps(derived)

    def corrections(
        self, total: Fact, fact: Fact, values: Mapping[str, Decimal]
    ) -> Iterator[tuple[Decimal, Slip]]:
        """Yield the values of a figure, one slip away from the one it has, with which the total holds."""
        for right, slip in corrections(values.get(fact.id), bounded_decimals(fact)):
            if self.judge(total, {**values, fact.id: right}).verdict == "holds":
                yield right, slip

    def is_cut_off(self, total: Fact, values: Mapping[str, Decimal]) -> bool:
        """Whether a percentage would hold with one more in its last digit."""
        value = values.get(total.id)
        if value is None or total.decimals is None or not self.figures.shown(value, total).endswith("%"):
            return False
        more = value + Decimal(1).scaleb(-bounded_decimals(total)).copy_sign(value)
        return self.judge(total, {**values, total.id: more}).verdict == "holds"

    def derivation(self, kind: str, total: Fact, values: Mapping[str, Decimal]) -> Derivation:
        """Return the verdict as a record, with the least and the greatest figure that would hold."""
        verdict, reason, alternative, interval = self.judge(total, values)
        alternative = alternative or next(iter(self.alternatives), None)
        low, high = interval.printed(bounded_decimals(total)) if interval else (None, None)
        return Derivation(
            kind=kind,
            item=self.figures.item(total),
            context=total.context,
            verdict=verdict,
            reason=reason,
            stated=values.get(total.id),
            low=None if self.form == "at most" else low,
            high=high,
            operands=tuple(
                OperandFigure(self.figures.item(fact), fact.context, values.get(fact.id))
                for fact in (alternative.operands if alternative else ())
            ),
            at=next(iter(total.origins), None),
        )


def bounded_decimals(fact: Fact) -> int:
    """Return the decimals of a figure within what a form can print; 0 for one that is exact."""
    return min(max(fact.decimals or 0, -_MOST_DECIMALS), _MOST_DECIMALS)


def _is_near(own: Interval, derived: Interval) -> bool:
    """Whether a figure may be the same with a number of shares that is a tenth more or less."""
    low, high = sorted((intervals.scaled(derived, _NEAR), intervals.scaled(derived, 1 / _NEAR)))
    return own.overlaps(Interval(min(low.low, high.low), max(low.high, high.high)))
