"""Rank the concepts for the lines of a filing: each line alone, then with what its neighbours may be."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linetag.propose.concepts import traits, votes
from linetag.propose.concepts.captions import OWN
from linetag.propose.concepts.context import FilingContext, LineContext
from linetag.propose.concepts.index import CaptionIndex
from linetag.propose.concepts.limits import MAX_CANDIDATES
from linetag.propose.concepts.neighbours import AFTER_LAST, BEFORE_FIRST, Neighbours
from linetag.propose.concepts.rules import Asked
from linetag.propose.concepts.traits import Traits
from linetag.propose.concepts.votes import Vote, Votes

_NO_VOTE = Vote(0.0, 0.0, 0.0, 0.0, -1, 0.0, 0.0)
Weights = Mapping[str, float]


class Knowledge(NamedTuple):
    """What is known of all companies: their captions, what follows what, and what each trait counts."""

    captions: CaptionIndex
    neighbours: Neighbours
    weights: Weights


class Weighed(NamedTuple):
    """A concept for a line with its traits, and its share among the candidates of the line."""

    concept: str
    vote: Vote
    traits: Traits
    share: float


class LineChoice(NamedTuple):
    """The candidates of a line, best first, OWN among them, and the votes that they come from."""

    context: LineContext
    votes: Votes
    candidates: tuple[Weighed, ...]


def rank(filing: FilingContext, known: Knowledge) -> tuple[tuple[LineChoice, ...], ...]:
    """Return the ranked candidates of each line of each statement."""
    first = [[_alone(one, filing, known) for one in lines] for lines in filing.statements]
    if not filing.is_whole:
        return tuple(tuple(map(_ordered, lines)) for lines in first)
    return tuple(tuple(_together(number, first, known)) for number in range(len(first)))


def shares(found: Sequence[Traits], weights: Weights) -> list[float]:
    """Return the share of each candidate: the softmax of the sums of its weighted traits."""
    scores = [sum(value * weights.get(name, 0.0) for name, value in one.items()) for one in found]
    most = max(scores, default=0.0)
    powers = [math.exp(score - most) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def _alone(context: LineContext, filing: FilingContext, known: Knowledge) -> LineChoice:
    found = votes.of_line(known.captions, context.line, votes.era(filing.year))
    best = heapq.nsmallest(
        MAX_CANDIDATES,
        (concept for concept in found.of if concept != OWN),
        key=lambda concept: (-votes.blended(found.of[concept], found), concept),
    )
    names = [*best, OWN]
    uses = known.captions.table.concepts
    its = [found.of.get(concept, _NO_VOTE) for concept in names]
    own = [
        traits.alone(Asked(concept, uses.get(concept), context, filing), vote, found)
        for concept, vote in zip(names, its, strict=True)
    ]
    parts = zip(names, its, own, shares(own, known.weights), strict=True)
    return LineChoice(context, found, tuple(Weighed(*part) for part in parts))


def _together(number: int, first: Sequence[Sequence[LineChoice]], known: Knowledge) -> Iterator[LineChoice]:
    """Yield the choices of a statement with the traits that depend on the other lines."""
    lines = first[number]
    chosen = [_first(line) for line in lines]
    rivals = _rivals(lines)
    for place, line in enumerate(lines):
        before = chosen[place - 1] if place else BEFORE_FIRST
        after = chosen[place + 1] if place + 1 < len(lines) else AFTER_LAST
        same = [_by_concept(first[a][b]) for a, b in line.context.same]
        its = []
        for one in line.candidates:
            more = dict(one.traits)
            if one.concept != OWN:
                more["after the line above"] = known.neighbours.follows(before, one.concept)
                more["before the line below"] = known.neighbours.follows(one.concept, after)
                more["same figures"] = max((each.get(one.concept, 0.0) for each in same), default=0.0)
                more["elsewhere"] = next((share for share, at in rivals[one.concept] if at != place), 0.0)
            its.append(more)
        both = zip(line.candidates, its, shares(its, known.weights), strict=True)
        weighed = tuple(Weighed(one.concept, one.vote, more, share) for one, more, share in both)
        yield _ordered(line._replace(candidates=weighed))


def _ordered(line: LineChoice) -> LineChoice:
    ordered = sorted(line.candidates, key=lambda one: (-one.share, one.concept))
    return line._replace(candidates=tuple(ordered))


def _first(line: LineChoice) -> str:
    return max(line.candidates, key=lambda one: (one.concept != OWN, one.share)).concept


def _by_concept(line: LineChoice) -> Mapping[str, float]:
    return {one.concept: one.share for one in line.candidates}


def _rivals(lines: Sequence[LineChoice]) -> Mapping[str, list[tuple[float, int]]]:
    """For each concept the two lines of the statement that it fits best, with its share there."""
    found: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for place, line in enumerate(lines):
        for one in line.candidates:
            found[one.concept].append((one.share, place))
    return defaultdict(
        list, {c: sorted(each, key=lambda one: (-one[0], one[1]))[:2] for c, each in found.items()}
    )
