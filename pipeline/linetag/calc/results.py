"""What the engine says: every calculation with its verdict, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, get_args

from linetag.calc.readings import EXACT, Reading, Reason
from linetag.model import Aspects, Fact, Mode, QName, Verdict


class Branch(NamedTuple):
    """An arc of a total: its contributor, the weight if it is a number, and that as an integer."""

    target: QName
    weight: Decimal | None
    scaled: int


@dataclass(frozen=True, slots=True)
class Contributor:
    """A reported contributor: its weight, the value that took part, and the facts behind it."""

    concept: QName
    weight: Decimal
    value: Decimal
    decimals: int | None
    facts: tuple[Fact, ...]


class Readings(NamedTuple):
    """The figures of a candidate as integers, scaled by 10**places."""

    total: Reading
    parts: tuple[tuple[Branch, Reading], ...]
    places: int


class Sum(NamedTuple):
    """What a mode makes of the figures: integers scaled like these, and by 2**shift.

    `computed` and `slack` are also scaled by 10**more, for weights such as 0.5.
    """

    readings: Readings
    computed: int
    slack: int
    more: int
    shift: int


@dataclass(frozen=True, slots=True)
class Calculation:
    """One candidate total in one role, context and unit, with its verdict (CALCULATIONS).

    `missing` are the contributors that are not reported. `reason` says why it is unchecked; only
    "precision 0" is a reason to be inconsistent, in 1.0. Amounts are made when asked for.
    """

    mode: Mode
    role: str
    total: QName
    aspects: Aspects
    missing: tuple[QName, ...]
    verdict: Verdict
    reason: Reason | None
    _sum: Sum

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the total."""
        return self._sum.readings.total.facts

    @property
    def sets(self) -> tuple[tuple[Fact, ...], ...]:
        """The facts of the total, then those of each contributor; cheaper than `contributors`."""
        total, parts, _ = self._sum.readings
        return (total.facts, *[part.facts for _, part in parts])

    @property
    def contributors(self) -> tuple[Contributor, ...]:
        """What was added, in the order of the arcs."""
        return tuple(
            Contributor(
                branch.target,
                branch.weight or Decimal(0),
                self._amount(self._value(part)),
                part.decimals,
                part.facts,
            )
            for branch, part in self._sum.readings.parts
        )

    @property
    def reported(self) -> Decimal:
        """The value of the total: in 1.0 the rounded one."""
        return self._amount(self._value(self._sum.readings.total))

    @property
    def computed(self) -> Decimal:
        """The weighted sum of the contributors: in 1.0 rounded to the decimals of the total."""
        return self._amount(self._sum.computed, self._sum.more)

    @property
    def difference(self) -> Decimal:
        """Reported minus computed."""
        own = self._sum
        return self._amount(self._value(own.readings.total) * 10**own.more - own.computed, own.more)

    @property
    def slack(self) -> Decimal:
        """How far the two may lie apart in the direction in which they do."""
        return self._amount(self._sum.slack, self._sum.more)

    @property
    def faulty(self) -> tuple[tuple[Fact, ...], ...]:
        """The sets of facts, of the total or of a contributor, for which it was left unchecked."""
        total, parts, _ = self._sum.readings
        readings = (total, *(part for _, part in parts))
        old = self.mode == "1.0"
        return tuple(r.facts for r in readings if (r.blocked if old else r.fault) is not None)

    def _value(self, reading: Reading) -> int:
        return reading.near if self.mode == "1.0" else reading.value

    def _amount(self, scaled: int, more: int = 0) -> Decimal:
        """A scaled integer as a number in plain notation without superfluous zeros."""
        places, value = self._sum.readings.places + more, scaled >> self._sum.shift
        whole, rest = divmod(abs(value), 10**places)
        if not rest:
            return Decimal(whole if value > 0 else -whole)
        return Decimal(value).scaleb(-places, EXACT).normalize(EXACT)


@dataclass(frozen=True, slots=True)
class Calculations:
    """All candidates with their verdicts, and per mode how many sums were not bound.

    `results` come by network, then total (from the roots down, level by level), then in the
    order of the total's facts, then by mode. In each, `difference` is reported - computed, and
    `slack` how far these may differ in that direction: 0 in 1.0, whose figures are the rounded
    ones. In an unchecked one the figures are only informative: the slack is 0, and a value that
    is not a number or has too many digits stands as 0. A nil contributor is neither among the
    contributors nor missing.
    """

    results: tuple[Calculation, ...]
    not_bound: Mapping[Mode, int]

    def in_mode(self, mode: Mode) -> tuple[Calculation, ...]:
        """Select the results of one mode, in their order."""
        return tuple(result for result in self.results if result.mode == mode)

    def counts(self) -> Mapping[Mode, Mapping[str, int]]:
        """Mode -> {"consistent": n, "inconsistent": n, "unchecked": n, "not_bound": n}."""
        seen = Counter((result.mode, result.verdict) for result in self.results)
        return {
            mode: {**{verdict: seen[mode, verdict] for verdict in get_args(Verdict)}, "not_bound": unbound}
            for mode, unbound in self.not_bound.items()
        }
