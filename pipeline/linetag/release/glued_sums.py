"""Which reading of glued figures the sums of a table allow.

A row whose figures can be read in several ways is decided by the totals around it: the reading is taken with
which a total is the sum (or the difference) of the rows above it in every column. A match counts by the
digits that agree, since small figures agree by chance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from math import prod
from typing import NamedTuple

from linetag.release.glued_figures import FigureReading
from linetag.release.limits import MAX_GLUED_READINGS, MAX_SUM_ROWS

_TOTAL = re.compile(
    r"$|(?:total|net|gross|income|loss|profit|earnings|operating\s+(?:income|loss|profit)|comprehensive|increase|decrease)\b"
    r"|.*\b(?:before|after|ebitda|(?:provided|used)|from\s+operations|end\s+of)\b",
    re.IGNORECASE,
)
"""Captions of rows that may be the sum of others; "" is a total without a caption."""

_FEWEST_DIGITS = 3
"""Digits of a total, in all columns together, that must agree before it decides between readings."""

_MOST_UNKNOWN = 3
"""Undecided rows of one sum."""


class GluedRow(NamedTuple):
    """A row of figures: its caption and the ways to read them, one if there is no doubt."""

    caption: str
    readings: tuple[FigureReading, ...]


def decided(rows: Sequence[GluedRow]) -> tuple[GluedRow, ...]:
    """Return the rows, those that the sums decide with one reading left."""
    now = list(rows)
    for unknown in range(1, _MOST_UNKNOWN + 1):
        while found := _decisions(now, unknown):
            for index, settled in found.items():
                now[index] = now[index]._replace(readings=(settled,))
    return tuple(now)


def _decisions(rows: Sequence[GluedRow], unknown: int) -> dict[int, FigureReading]:
    """The readings that sums with this number of undecided rows settle, by the index of the row."""
    votes: defaultdict[int, dict[FigureReading, int]] = defaultdict(dict)
    for window in (*_windows(rows, range(len(rows))), *_windows(rows, _outer(rows))):
        open_rows = [index for index in window if len(rows[index].readings) > 1]
        if len(open_rows) != unknown:
            continue
        if prod(len(rows[index].readings) for index in open_rows) > MAX_GLUED_READINGS:
            continue
        for chosen in product(*(rows[index].readings for index in open_rows)):
            given = dict(zip(open_rows, chosen, strict=True))
            digits = _agreeing_digits([given.get(index) or rows[index].readings[0] for index in window])
            if digits >= _FEWEST_DIGITS:
                for index, reading in given.items():
                    votes[index][reading] = max(digits, votes[index].get(reading, 0))
    best = {index: _best(found) for index, found in votes.items()}
    return {index: reading for index, reading in best.items() if reading is not None}


def _windows(rows: Sequence[GluedRow], shown: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The runs of the `shown` rows that end in a possible total: at least two rows and the total."""
    for last, total in enumerate(shown):
        if not _TOTAL.match(rows[total].caption) or not rows[total].readings:
            continue
        for first in range(last - 2, max(last - MAX_SUM_ROWS, 0) - 1, -1):
            window = tuple(shown[first : last + 1])
            if not rows[window[0]].readings or not rows[window[1]].readings:
                break
            yield window


def _outer(rows: Sequence[GluedRow]) -> list[int]:
    """The rows without those that a decided total already sums up."""
    shown: list[int] = []
    for index, row in enumerate(rows):
        if len(row.readings) == 1 and _TOTAL.match(row.caption):
            for size in range(2, min(len(shown), MAX_SUM_ROWS) + 1):
                window = [rows[item].readings for item in shown[-size:]]
                if any(len(readings) != 1 for readings in window):
                    break
                if _is_sum([reading[0] for reading in window], row.readings[0]):
                    shown = shown[:-size]
                    break
        shown.append(index)
    return shown


def _is_sum(window: Sequence[FigureReading], total: FigureReading) -> bool:
    return _agreeing_digits([*window, total]) >= _FEWEST_DIGITS


def _agreeing_digits(window: Sequence[FigureReading]) -> int:
    """The digits of the last reading if it is the sum of the others, or the first less the others; else 0."""
    *addends, total = window
    if len({len(reading) for reading in window}) != 1:
        return 0
    columns = list(zip(*addends, strict=True))
    printed = [figure.value for figure in total]
    sums = [sum((figure.value for figure in column), Decimal(0)) for column in columns]
    differences = [2 * column[0].value - added for column, added in zip(columns, sums, strict=True)]
    if printed not in (sums, differences):
        return 0
    return sum(len(value.as_tuple().digits) for value in printed if value)


def _best(found: dict[FigureReading, int]) -> FigureReading | None:
    """The reading with the most digits; None if another has as many."""
    first, *others = sorted(found.items(), key=lambda item: item[1], reverse=True)
    return first[0] if not others or others[0][1] < first[1] else None
