"""The lines of several tables as the lines of one statement: a line that is printed again gets more cells."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from linetag.propose.limits import MAX_COMPARED_CAPTIONS, MAX_TITLE
from linetag.propose.records import StatementLine
from linetag.release import captions

_LEAST_SIMILAR = 0.9
"""How similar two captions are, from 0 to 1, that are one with a slip."""

_DIRECTION = re.compile(
    r"\b(?:increases?|decreases?|gains?|loss(?:es)?|income|provided\s+by|used\s+(?:in|for|by))\b|[()]",
    re.IGNORECASE,
)
"""Words that a printing chooses by the signs of its figures: "Net decrease in cash", "Net increase in …"."""

_Key = tuple[tuple[str, ...], str, str, bool]


def joined(first: Sequence[StatementLine], again: Sequence[StatementLine]) -> tuple[StatementLine, ...]:
    """Return the lines of a statement with the cells of those that another printing of it repeats.

    Lines pair by section, caption and order, then by caption and order alone, then by similar captions
    between the same lines. A line that only the other printing has follows the same line as there.
    """
    pairs = _pairs(first, again)
    added: defaultdict[int, list[StatementLine]] = defaultdict(list)
    cells = {index: line.cells for index, line in enumerate(first)}
    last = -1
    for number, line in enumerate(again):
        index = pairs.get(number)
        if index is None:
            added[last].append(line)
        else:
            cells[index] += line.cells
            last = index
    found = list(added[-1])
    for index, line in enumerate(first):
        found += [line._replace(cells=cells[index]), *added[index]]
    return tuple(found)


def _pairs(first: Sequence[StatementLine], again: Sequence[StatementLine]) -> dict[int, int]:
    """The line of `first` that each line of `again` repeats, by their indexes."""
    pairs: dict[int, int] = {}
    for with_section in (True, False):
        waiting: defaultdict[_Key, deque[int]] = defaultdict(deque)
        taken = set(pairs.values())
        for index, line in enumerate(first):
            if index not in taken:
                waiting[_key(line, with_section=with_section)].append(index)
        for number, line in enumerate(again):
            if number not in pairs and (queue := waiting[_key(line, with_section=with_section)]):
                pairs[number] = queue.popleft()
    return pairs | _similar(first, again, pairs)


def _similar(
    first: Sequence[StatementLine], again: Sequence[StatementLine], pairs: Mapping[int, int]
) -> dict[int, int]:
    """More pairs: lines between the same neighbours whose captions differ by a slip or by a direction."""
    found: dict[int, int] = {}
    taken = set(pairs.values())
    anchors = [(-1, -1), *sorted(pairs.items()), (len(again), len(first))]
    for (number, index), (next_number, next_index) in pairwise(anchors):
        numbers = range(number + 1, next_number)
        indexes = [place for place in range(index + 1, next_index) if place not in taken]
        if len(numbers) * len(indexes) > MAX_COMPARED_CAPTIONS:
            continue
        for one in numbers:
            alike = {place: _likeness(first[place], again[one]) for place in indexes}
            nearest = max(alike, key=alike.__getitem__, default=-1)
            if nearest >= 0 and alike[nearest] >= _LEAST_SIMILAR:
                found[one] = nearest
                indexes.remove(nearest)
    return found


def _likeness(one: StatementLine, other: StatementLine) -> float:
    """How alike the captions of two lines are, from 0 to 1; 0 for lines of different units or kinds."""
    same = (one.unit, one.in_caption) == (other.unit, other.in_caption)
    if not same or not one.caption or not other.caption:
        return 0.0
    first, second = one.caption[:MAX_TITLE].casefold(), other.caption[:MAX_TITLE].casefold()
    if _directionless(first) == _directionless(second) != "":
        return 1.0
    return SequenceMatcher(None, first, second).ratio()


def _directionless(caption: str) -> str:
    return " ".join(_DIRECTION.sub(" ", caption).split())


def _key(line: StatementLine, *, with_section: bool) -> _Key:
    section = tuple(map(captions.normal, line.section)) if with_section else ()
    lead = line.at if line.in_caption else ""
    return section, captions.normal(line.caption), lead, line.in_caption
