"""Fit what each trait counts, on filings of companies that are left out of the evidence.

The companies are divided into groups. The candidates of the filings of a group come from a table of captions
that was counted without them; so what is fitted holds for companies that nobody has seen.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha1
from typing import NamedTuple

from linetag.propose.concepts.ranking import LineChoice, Weights, shares
from linetag.propose.concepts.traits import Traits

GROUPS = 8
_ROUNDS = 9
_STEP = 0.1
_DECAY = 1e-4
_LEAST_ERROR = 1e-4
START: Weights = {"blended": 1.0, "unit -": -3.0, "own": -3.0}
"""The weights before any are fitted: they have to find the likely concepts of the lines."""


class Example(NamedTuple):
    """A line whose concept is known: the traits of its candidates, which is right, and its weight."""

    traits: tuple[Traits, ...]
    right: int
    weight: float


def group(company: str) -> int:
    """Return the group of a company, the same in each run."""
    return int(sha1(company.encode()).hexdigest(), 16) % GROUPS  # noqa: S324 - no secret


def examples(choices: Iterable[tuple[LineChoice, str]], company_lines: int) -> Iterator[Example]:
    """Yield the lines whose concept is among the candidates; long filings count less for each line."""
    for choice, concept in choices:
        names = [one.concept for one in choice.candidates]
        if concept in names:
            its = tuple(one.traits for one in choice.candidates)
            yield Example(its, names.index(concept), company_lines**-0.5)


def fitted(found: Sequence[Example], start: Weights = START) -> Weights:
    """Return the weights under which the right concepts have the largest shares (AdaGrad, fixed order)."""
    weights: dict[str, float] = defaultdict(float, start)
    squares: dict[str, float] = defaultdict(lambda: 1e-6)
    scale = _scale(found)
    mean = sum(one.weight for one in found) / max(1, len(found))
    for turn in range(_ROUNDS):
        step = _STEP / (1 + turn / 4)
        for example in _shuffled(found, turn):
            gradient: dict[str, float] = defaultdict(float)
            for place, (its, share) in enumerate(
                zip(example.traits, shares(example.traits, weights), strict=True)
            ):
                error = share - (place == example.right)
                if abs(error) > _LEAST_ERROR:
                    for name, value in its.items():
                        gradient[name] += error * value
            for name, slope in gradient.items():
                size = scale[name]
                pull = slope * example.weight / mean / size + _DECAY * weights[name] * size
                squares[name] += pull * pull
                weights[name] -= step * pull / math.sqrt(squares[name]) / size
    return dict(weights)


def _scale(found: Sequence[Example]) -> Mapping[str, float]:
    sums: dict[str, float] = defaultdict(float)
    counts: Counter[str] = Counter()
    for one in found:
        for its in one.traits:
            for name, value in its.items():
                sums[name] += value * value
                counts[name] += 1
    return {name: max(0.05, math.sqrt(sums[name] / counts[name])) for name in sums}


def _shuffled(found: Sequence[Example], turn: int) -> list[Example]:
    """The examples in an order that looks random and is the same in each run."""
    step = 7919 + 2 * turn
    while math.gcd(step, len(found)) != 1:
        step += 1
    return [found[(number * step + turn) % len(found)] for number in range(len(found))]
