"""Traits of a concept at a line, as numbers: what companies print, the words of its name, the rules.

The score of a concept is the sum of its traits times their weights (`weights.csv`, see `author/fitting.py`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from linetag.propose.concepts.captions import OWN
from linetag.propose.concepts.context import LineContext
from linetag.propose.concepts.folding import spelled, stems
from linetag.propose.concepts.rules import LINE_RULES, RULES, Asked
from linetag.propose.concepts.votes import Vote, Votes, blended, era

_OF_TOTALS = re.compile(
    "Assets|Liabilities|Costs|OperatingExp|Net|Gross|Income|Stockh|Revenues|Profit|Compre|Nonop|Other"
)
Traits = Mapping[str, float]


def alone(asked: Asked, vote: Vote, votes: Votes) -> Traits:
    """Return the traits that depend on nothing but the line, the filing's rules and the table of captions."""
    if asked.concept == OWN:
        return dict(_own(asked.line, vote, votes))
    found = dict(_evidence(vote, votes))
    use = asked.use
    found["used now"] = math.log((use.now if use else 0) + 0.5)
    found["used then"] = math.log((use.then if use else 0) + 1)
    if use and use.ended and era(asked.filing.year).is_now:
        found["ended"] = 1.0
    words, name = set(stems(asked.line.line.text)), _name(asked.concept)
    shared = len(words & name)
    found["caption in name"] = shared / (len(words) + 1)
    found["name in caption"] = shared / (len(name) + 1)
    if asked.line.is_total and _OF_TOTALS.match(asked.concept):
        found["total"] = 1.0
    if "Parent" in asked.concept:
        found["parent"] = 1.0
    if "DisposalGroup" in asked.concept:
        found["disposal group"] = 1.0
    for rule in RULES if asked.filing.is_whole else LINE_RULES:
        if says := rule.says(asked):
            found[f"{rule.name} {'+' if says > 0 else '-'}"] = 1.0
    return found


def _evidence(vote: Vote, votes: Votes) -> Iterator[tuple[str, float]]:
    yield "blended", math.log(blended(vote, votes) + 1e-6)
    yield "exact", math.log(vote.exact + 0.003)
    yield "sharp", math.log(vote.sharp + 0.003)
    yield "soft", math.log(vote.soft + 0.001)
    yield "similarity", vote.similarity


def _own(line: LineContext, vote: Vote, votes: Votes) -> Iterator[tuple[str, float]]:
    """The traits of "none fits": how well the captions of the table know this one.

    Only English captions were counted, so that a Japanese one that is unknown says nothing.
    """
    yield "own", 1.0
    if not line.line.text.isascii():
        return
    yield "own known", math.log(votes.exact_weight + 1)
    yield "own similarity", votes.best
    yield "own words", min(len(stems(line.line.text)), 12) / 10
    yield "own votes", math.log(vote.soft + 0.02)
    yield "own exact", math.log(vote.exact + 0.02)
    if not votes.exact_weight:
        yield "own unknown", 1.0
    if line.is_total:
        yield "own total", 1.0
    yield f"own {line.line.statement}", 1.0


@lru_cache(maxsize=10_000)
def _name(concept: str) -> frozenset[str]:
    return frozenset(stems(spelled(concept)))
