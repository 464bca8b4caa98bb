"""Figures that stand in a text without space between them: "2,1002,040" is 2,100 and 2,040.

Groups of three digits say where most of them end; a figure without groups has at most three digits then.
Several readings can remain: "4128" may be 41 and 28, 4 and 128, or 412 and 8 (`glued_sums` decides those).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations, islice, pairwise
from typing import NamedTuple

from linetag.release import numbers, units
from linetag.release.characters import DASHES
from linetag.release.digits import GROUPED
from linetag.release.limits import MAX_FIGURE, MAX_GLUED_FIGURES, MAX_GLUED_READINGS, MAX_PLACED_COLUMNS

_DIGITS = r"(?>\.?[0-9](?:[0-9.,]*[0-9])?)"
_PIECE = re.compile(
    rf"""(?<![A-Za-z/@#_])(?<![A-Za-z][-.])(?:(?:{units.PREFIX})\s*)?(?:
      \((?:{units.PREFIX})?\s*{_DIGITS}\s*(?:%\s*\)|\)(?:\s*%)?)
    | (?:(?<![0-9)%])[{DASHES}](?:(?:{units.PREFIX})\s?)?|(?<![0-9])(?<![0-9][.,]))
      (?P<digits>{_DIGITS})(?:\s*%)?
    | (?<![0-9A-Za-z.,;:])[{DASHES}]{{1,3}}(?![{DASHES}A-Za-z0-9]) | (?<=[0-9)])(?:[—–]|-(?=\s|$|{GROUPED}))
    )(?![A-Za-z/@]|\([a-z])""",
    re.VERBOSE,
)
_BETWEEN = re.compile(r"[\s*†‡]*")
_PART = re.compile(
    r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|0|[1-9][0-9]{0,2})?(?P<decimals>\.[0-9]{1,4})?"
)  # also "", which is no part


class FigureSpan(NamedTuple):
    """A figure at text[start:end]; a dash or, with an empty range, an empty cell has the value 0."""

    start: int
    end: int
    value: Decimal


FigureReading = tuple[FigureSpan, ...]
"""One way to read the figures of a row, from left to right."""


class FigureRun(NamedTuple):
    """Figures at text[start:end], with their currencies and nothing but space between them.

    `pieces` are the ranges of the figures that stand apart; several may be glued in one of them.
    """

    start: int
    end: int
    pieces: tuple[tuple[int, int], ...]


def runs(text: str) -> tuple[FigureRun, ...]:
    """Return the runs of figures in the folded `text`, without digits in words: "COVID-19", "401(k)"."""
    found: list[list[tuple[int, int]]] = []
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if found and _BETWEEN.fullmatch(text, found[-1][-1][1], start):
            found[-1].append((start, end))
        else:
            found.append([(start, end)])
    return tuple(FigureRun(pieces[0][0], pieces[-1][1], tuple(pieces)) for pieces in found)


def readings(text: str, run: FigureRun, count: int) -> tuple[FigureReading, ...]:
    """Return the ways to read the run as `count` figures; () if there are none, or more than the limit."""
    most = count - len(run.pieces) + 1
    if most < 1 or count > MAX_GLUED_FIGURES:
        return ()
    found: dict[int, list[FigureReading]] = {0: [()]}
    for start, end in run.pieces:
        longer: dict[int, list[FigureReading]] = {}
        for parts in range(1, most + 1):
            for added in _parts(text[start:end], parts):
                moved = tuple(part._replace(start=part.start + start, end=part.end + start) for part in added)
                for before, known in found.items():
                    longer.setdefault(before + parts, []).extend((*reading, *moved) for reading in known)
            if sum(map(len, longer.values())) > MAX_GLUED_READINGS:
                return ()
        found = longer
    return tuple(found.get(count, ()))


def placements(text: str, run: FigureRun, count: int) -> tuple[FigureReading, ...]:
    """Return the ways to place the figures of the run, in order, in more columns than it has figures."""
    known = readings(text, run, len(run.pieces))
    if not known or not len(run.pieces) < count <= MAX_PLACED_COLUMNS:
        return ()
    empty = FigureSpan(run.end, run.end, Decimal(0))
    found: list[FigureReading] = []
    for columns in combinations(range(count), len(run.pieces)):
        placed = dict(zip(columns, known[0], strict=True))
        found.append(tuple(placed.get(column, empty) for column in range(count)))
    return tuple(found)


@lru_cache(maxsize=1_000)  # the readings of a row ask for the same piece again and again
def _parts(piece: str, count: int) -> tuple[FigureReading, ...]:
    """The ways to read one piece as `count` figures, at most one more than the limit."""
    match = _PIECE.fullmatch(piece)
    if count == 1:
        number = numbers.parse(piece)
        known = number is not None or numbers.is_dash(piece)
        value = number.value if number else Decimal(0)
        return ((FigureSpan(0, len(piece), value),),) if known else ()
    if count == len(piece) and all(letter in DASHES for letter in piece):
        return (tuple(FigureSpan(place, place + 1, Decimal(0)) for place in range(count)),)
    if match is None or not match["digits"] or len(match["digits"]) > MAX_FIGURE:
        return ()
    if piece[0] in DASHES:  # the dash of an empty cell, and the figures of the next ones
        dash = FigureSpan(0, 1, Decimal(0))
        after = [
            (dash, *(part._replace(start=part.start + 1, end=part.end + 1) for part in rest))
            for rest in _parts(piece[1:], count - 1)
        ]
        if after:
            return tuple(after)
    lead = match.start("digits")
    found: list[FigureReading] = []
    for ends in islice(_cuts(match["digits"], count), MAX_GLUED_READINGS + 1):
        borders = [0, *(lead + end for end in ends[:-1]), len(piece)]
        parsed = [(a, b, numbers.parse(piece[a:b])) for a, b in pairwise(borders)]
        reading = tuple(FigureSpan(a, b, number.value) for a, b, number in parsed if number)
        if len(reading) == count:
            found.append(reading)
    return tuple(found)


def _cuts(digits: str, count: int) -> Iterator[tuple[int, ...]]:
    """The ends of `count` figures that make up the digits, all with the same number of decimals."""
    ends: defaultdict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for start in range(len(digits)):
        for end in range(start + 1, len(digits) + 1):
            if match := _PART.fullmatch(digits, start, end):
                ends[len(match["decimals"] or "")][start].append(end)
    for decimals in sorted(ends):
        yield from _paths(ends[decimals], 0, len(digits), count)


def _paths(ends: Mapping[int, list[int]], start: int, stop: int, count: int) -> Iterator[tuple[int, ...]]:
    """The ways of `count` steps from `start` to `stop`; `ends` are the steps from each place."""

    @cache
    def leads_there(place: int, left: int) -> bool:
        if left == 0:
            return place == stop
        return any(leads_there(end, left - 1) for end in ends.get(place, ()))

    def paths(place: int, left: int) -> Iterator[tuple[int, ...]]:
        if left == 0:
            yield ()
            return
        for end in ends.get(place, ()):
            if leads_there(end, left - 1):
                yield from ((end, *rest) for rest in paths(end, left - 1))

    return paths(start, count) if leads_there(start, count) else iter(())
