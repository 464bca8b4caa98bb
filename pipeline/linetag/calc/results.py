"""The results of the engine: every calculation with its verdict, and how many there are of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, get_args

from linetag.calc.binding import Candidate
from linetag.calc.judging import JudgedSum, judged
from linetag.calc.readings import Reason
from linetag.model import EXACT, Aspects, Fact, Mode, QName, Verdict

_LONG = 10**100


class Contributor(NamedTuple):
    """A reported contributor: its weight, the value that was added, and its facts."""

    concept: QName
    weight: Decimal
    value: Decimal
    decimals: int | None
    facts: tuple[Fact, ...]


class CalculationAmounts(NamedTuple):
    """The amounts of a calculation, as its properties of these names describe them."""

    reported: Decimal
    computed: Decimal
    difference: Decimal
    slack: Decimal


class Calculation(NamedTuple):
    """One candidate total in one role, context and unit, with its verdict (CALCULATIONS).

    `reason` says why it is unchecked; only "precision 0" is a reason to be inconsistent, in 1.0.
    The amounts are made when they are asked for: to use several of them, ask for `amounts` once.
    """

    mode: Mode
    role: str
    total: QName
    aspects: Aspects
    verdict: Verdict
    reason: Reason | None
    candidate: Candidate

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the total."""
        return self.candidate.total.facts

    @property
    def missing(self) -> tuple[QName, ...]:
        """The contributors that are not reported; a nil one is."""
        return self.candidate.missing

    @property
    def missing_count(self) -> int:
        """How many of them there are; cheaper than `missing`."""
        return self.candidate.missing_count

    @property
    def sets(self) -> tuple[tuple[Fact, ...], ...]:
        """The facts of the total, then those of each contributor; cheaper than `contributors`."""
        return (self.facts, *[own.facts for _, own in self.candidate.contributors])

    @property
    def judgement(self) -> JudgedSum:
        """All its figures as scaled integers."""
        own = judged(self.candidate, self.mode)
        return own._replace(slack=0) if self.reason else own

    @property
    def amounts(self) -> CalculationAmounts:
        """All amounts but those of the contributors."""
        own = self.judgement
        scale = own.scale + own.more
        return CalculationAmounts(*[_amount(figure >> own.shift, scale) for figure in own.figures])

    @property
    def contributors(self) -> tuple[Contributor, ...]:
        """What was added, in the order of the arcs."""
        own = self.judgement
        return tuple(
            [
                Contributor(
                    arc.target,
                    arc.weight or Decimal(0),
                    _amount(own.value(reading) >> own.shift, own.scale),
                    reading.decimals,
                    reading.facts,
                )
                for arc, reading in own.contributors
            ]
        )

    @property
    def reported(self) -> Decimal:
        """The value of the total: in 1.0 the rounded one."""
        return self.amounts.reported

    @property
    def computed(self) -> Decimal:
        """The weighted sum of the contributors: in 1.0 rounded to the decimals of the total."""
        return self.amounts.computed

    @property
    def difference(self) -> Decimal:
        """Reported minus computed."""
        return self.amounts.difference

    @property
    def slack(self) -> Decimal:
        """How far the two may lie apart in the direction in which they do."""
        return self.amounts.slack

    @property
    def faulty(self) -> tuple[tuple[Fact, ...], ...]:
        """The sets of facts, of the total or of a contributor, for which it was left unchecked."""
        own = judged(self.candidate, self.mode)
        readings = (own.total, *(reading for _, reading in own.contributors))
        old = self.mode == "1.0"
        return tuple(r.facts for r in readings if (r.blocked if old else r.fault) is not None)


def _amount(scaled: int, scale: int) -> Decimal:
    """A scaled integer as a number without superfluous zeros and without an exponent."""
    whole, rest = divmod(abs(scaled), 10**scale)
    if not rest:
        return Decimal(whole if scaled > 0 else -whole)
    return Decimal(scaled).scaleb(-scale, EXACT).normalize(EXACT)


def amount_text(scaled: int, scale: int) -> str:
    """Return a scaled integer as text, three times as fast as by Decimal: (-1050, 2) → "-10.5"."""
    if not -_LONG < scaled < _LONG:
        return f"{_amount(scaled, scale):f}"  # Python writes no integers of more than 4,300 digits
    whole, rest = divmod(abs(scaled), 10**scale)
    text = f"{whole}.{rest:0{scale}}".rstrip("0") if rest else str(whole)
    return f"-{text}" if scaled < 0 else text


class Calculations(NamedTuple):
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
        seen = Counter([(result.mode, result.verdict) for result in self.results])
        return {
            mode: {**{verdict: seen[mode, verdict] for verdict in get_args(Verdict)}, "not_bound": unbound}
            for mode, unbound in self.not_bound.items()
        }
