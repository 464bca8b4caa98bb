"""What companies used for a caption and for those that resemble it, as shares for each concept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from linetag.propose.concepts.captions import IN_CAPTION, NAME, CaptionTable, ConceptUse, Observation
from linetag.propose.concepts.index import CaptionIndex

_FAMILY = {"CI": "IS"}
_OTHER_STATEMENT = 0.05
_SAME_FAMILY = 0.6
_OTHER_ZONE = {
    "BS": 0.1,
    "CF": 0.3,
    "IS": 0.4,
    "CI": 0.6,
    "EQ": 0.5,
    "SEG": 1.0,
    "DEI": 1.0,
    IN_CAPTION: 1.0,
    "": 1.0,
}
_NAME_FIT, _NAME_WEIGHT = 0.8, 0.1
_SHARPNESS = (12, 4)
_DAMPING = 0.7
_LEAST_SIMILAR = 0.3
MODERN = 2015
"""The first year in which a filing counts as one of now."""

_PRIOR = 2.0


class Era(NamedTuple):
    """How a company of then and one of now count for a filing, and whether it is one of now."""

    then: float
    now: float
    is_now: bool


class CaptionQuery(NamedTuple):
    """What is asked: a folded caption, its statement ("" if unknown), zone and unit."""

    text: str
    statement: str
    zone: str
    unit: str


class Vote(NamedTuple):
    """The shares of a concept: among the same captions, and among similar ones, softly and sharply weighed.

    `similarity` is that of the most similar caption that stood for it, `companies` those of now and of then
    that used it for the same caption.
    """

    exact: float
    sharp: float
    soft: float
    similarity: float
    caption: int
    now: float
    then: float


def era(year: int) -> Era:
    """Return the weights for filings of a year, 0 if it is unknown.

    Captions of then count little for filings of now.
    """
    return Era(1.0, 0.4, is_now=False) if year and year < MODERN else Era(0.02, 1.0, is_now=True)


class Votes(NamedTuple):
    """The votes for a line, and how many companies printed the same caption (weighted by the era)."""

    of: Mapping[str, Vote]
    exact_weight: float
    best: float


def blended(vote: Vote, votes: Votes) -> float:
    """Return the share of a concept among the same captions, smoothed by that among similar ones."""
    near = (vote.sharp + vote.soft) / 2
    return (vote.exact * votes.exact_weight + _PRIOR * near) / (votes.exact_weight + _PRIOR)


@dataclass(slots=True)
class _VoteCount:
    """The sums for one concept while the captions are looked at."""

    exact: float = 0.0
    sharp: float = 0.0
    soft: float = 0.0
    similarity: float = 0.0
    caption: int = -1
    now: float = 0.0
    then: float = 0.0


def of_line(index: CaptionIndex, line: CaptionQuery, when: Era) -> Votes:
    """Return the votes of the table for a line."""
    similar = [one for one in index.similar(line.text) if one.similarity >= _LEAST_SIMILAR]
    tallies: dict[str, _VoteCount] = defaultdict(_VoteCount)
    table = index.table
    fits: dict[tuple[str, str], float] = {}
    for one in similar:
        same = table.captions[one.number] == line.text
        sharp, soft = (one.similarity**power for power in _SHARPNESS)
        for seen in table.observations(one.number):
            if seen.statement == NAME:
                fit, weight = _NAME_FIT, _of_name(table.concepts.get(seen.concept), line, when)
            else:
                place = seen.statement, seen.zone
                fit = fits[place] if place in fits else fits.setdefault(place, _fit(place, line))
                weight = fit * _weight(table, seen, when)
            own = tallies[seen.concept]
            if same and seen.statement != NAME:
                own.exact += weight
                own.now += seen.now * fit
                own.then += seen.then * fit
            damped = weight**_DAMPING
            own.sharp += damped * sharp
            own.soft += damped * soft
            if own.caption < 0 or one.similarity * fit > own.similarity:
                own.similarity, own.caption = one.similarity * fit, one.number
    return _shares(tallies, similar[0].similarity if similar else 0.0)


def _shares(tallies: Mapping[str, _VoteCount], best: float) -> Votes:
    exact = sum(own.exact for own in tallies.values())
    sharp = sum(own.sharp for own in tallies.values())
    soft = sum(own.soft for own in tallies.values())
    found = {
        concept: Vote(
            own.exact / exact if exact else 0.0,
            own.sharp / sharp if sharp else 0.0,
            own.soft / soft if soft else 0.0,
            own.similarity,
            own.caption,
            own.now,
            own.then,
        )
        for concept, own in tallies.items()
    }
    return Votes(found, exact, best)


def _of_name(use: ConceptUse | None, line: CaptionQuery, when: Era) -> float:
    """How much the name or label of a concept counts; less if it has another kind of period, or has ended."""
    if use is None:
        return _NAME_WEIGHT
    fits = (use.period == "instant") == (line.statement == "BS") and not (use.ended and when.is_now)
    return _NAME_WEIGHT if fits else _NAME_WEIGHT / 10


def _fit(place: tuple[str, str], line: CaptionQuery) -> float:
    """How far the statement and zone of an observation fit the line."""
    statement, zone = place
    fit = 1.0
    if line.statement and statement != line.statement:
        family = _FAMILY.get(statement, statement) == _FAMILY.get(line.statement, line.statement)
        fit = _SAME_FAMILY if family else _OTHER_STATEMENT
    return fit * _OTHER_ZONE[line.statement] if line.zone and zone != line.zone else fit


def _weight(table: CaptionTable, seen: Observation, when: Era) -> float:
    """How much an observation counts: companies of now, those of then as the use has changed since."""
    if when.is_now:
        return when.now * seen.now + when.then * seen.then * table.changes.get(seen.concept, 1.0)
    return when.then * seen.then + (when.now if seen.then else when.now / 4) * seen.now
