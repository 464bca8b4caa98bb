"""Rows with a label and a figure per period, as lines of a terminal: periods are the columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from itertools import zip_longest
from typing import NamedTuple

from linetag.model import FOREVER, Instant, Period
from linetag.report.terminal_text import width, wrapped
from linetag.report.tree_rows import TreeCell

_SCALES = ((9, "billion "), (6, "million "), (3, "thousand "), (0, ""))
# More digits than any sum of the engine has.
_EXACT = Context(prec=100_000, Emin=MIN_EMIN, Emax=MAX_EMAX)
# No figure of a statement is longer; one that is keeps its size and first digits.
_LONGEST_FIGURE = 60
# Figures are aligned at the point if none has more places than these.
_MOST_PLACES = 6
_GAP = "  "
_LEAST_LABEL = 24
_MOST_LABEL = 70
_LEAST_TEXT = 12
_MOST_LINES = 4
_MONTH = 365.25 / 12


class TreeLine(NamedTuple):
    """A row as it is shown: what stands before the label, in all its lines, the label, and the cells."""

    before: str
    label: str
    cells: Mapping[Period, TreeCell]
    above: int


class Scale(NamedTuple):
    """How figures are written: in units of ten to the `power`, with so many places (None: as needed)."""

    power: int
    word: str
    places: int | None


def scale(values: Iterable[Decimal]) -> Scale:
    """The largest scale at which every figure is whole, and else the places that they have."""
    known = [value for value in values if value]
    for power, word in _SCALES:
        if known and all(not _EXACT.remainder(value, Decimal(10) ** power) for value in known):
            return Scale(power, word, 0)
    exponents = [value.as_tuple().exponent for value in known]
    places = max((-e for e in exponents if isinstance(e, int)), default=0)
    return Scale(0, "", max(places, 0) if places <= _MOST_PLACES else None)


def figure(value: Decimal, at: Scale) -> str:
    """The figure in this scale, digits in groups of three."""
    exact = _EXACT.scaleb(value, -at.power)
    if abs(exact.adjusted()) > _LONGEST_FIGURE:
        return f"{exact:.6E}"
    if at.places is not None and (
        not value or exact == _EXACT.quantize(exact, Decimal(1).scaleb(-at.places))
    ):
        return f"{exact:,.{at.places}f}"
    text = f"{exact:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= _LONGEST_FIGURE * 4 // 3 else f"{exact:.6E}"


def newest_first(periods: Iterable[Period]) -> Sequence[Period]:
    """By end, then those that began last; the one without bounds first."""
    return sorted(set(periods), key=_dates, reverse=True)


def _dates(when: Period) -> tuple[int, int]:
    if isinstance(when, Instant):
        return when.on.toordinal(), when.on.toordinal()
    return when.end.toordinal(), when.start.toordinal()


def _by_length(lines: Sequence[TreeLine]) -> Sequence[Sequence[Period]]:
    """The periods, quarters apart from years; those with the most figures first, in each the newest."""
    counted = Counter(when for line in lines for when in line.cells)
    alike: dict[int, list[Period]] = {}
    for when in newest_first(counted):
        end, start = _dates(when)
        alike.setdefault(round((end - start) / _MONTH), []).append(when)
    return [
        own for _, own in sorted(alike.items(), key=lambda pair: (-sum(counted[w] for w in pair[1]), pair[0]))
    ]


def _packed(groups: Sequence[Sequence[Period]], fit: int) -> Sequence[Sequence[Period]]:
    """What stands side by side: whole groups where they fit."""
    packed: list[list[Period]] = []
    for group in groups:
        if packed and len(packed[-1]) + len(group) <= fit:
            packed[-1] += group
        else:
            packed += [list(group[i : i + fit]) for i in range(0, len(group), fit)]
    return packed


def tables(lines: Sequence[TreeLine], heading: str, at: Scale, room: int) -> Iterator[Sequence[str]]:
    """The lines in one table, or in several where the columns do not fit into the room."""
    groups = _by_length(lines)
    periods = [when for group in groups for when in group]
    texts = [_text(cell, at) for line in lines for cell in line.cells.values()]
    column = max(map(len, (*texts, *(word for when in periods for word in _headed(when)))), default=0)
    longest = max((width(line.before) + width(line.label) for line in lines), default=0)
    longest = min(max(longest, width(heading)), _MOST_LABEL)
    whole = len(_GAP) + column + 2
    fit = (room - min(longest, max(_LEAST_LABEL, room * 2 // 5))) // whole
    packed = _packed(groups, max(1, fit))
    label = min(longest, max(_LEAST_LABEL, room - max(map(len, packed), default=1) * whole))
    layout = _Layout(label, column, at)
    split = _split(lines, {when: i for i, chosen in enumerate(packed) for when in chosen})
    for i, chosen in enumerate(packed):
        rows = [lines[row] for row in sorted(split.get(i, ()))]
        yield [*layout.heads(heading, chosen), *(text for row in rows for text in layout.row(row, chosen))]


def _split(lines: Sequence[TreeLine], numbers: Mapping[Period, int]) -> Mapping[int, set[int]]:
    """Which lines have something to show in each table, with those above them."""
    split: dict[int, set[int]] = {}
    for i, line in enumerate(lines):
        for table in {numbers[when] for when in line.cells} or {0}:
            found = split.setdefault(table, set())
            row = i
            while row >= 0 and row not in found:
                found.add(row)
                row = lines[row].above
    return split


class _Layout(NamedTuple):
    label: int
    column: int
    scale: Scale

    def heads(self, heading: str, periods: Sequence[Period]) -> Iterator[str]:
        """The dates, right-aligned as the figures are; what the figures are stands beside them."""
        words = [_headed(when) for when in periods]
        for i in range(max(map(len, words), default=0)):
            last = i == max(map(len, words)) - 1
            cells = "".join(self._cell(word[i] if i < len(word) else "", "") for word in words)
            yield f"{self._padded(heading if last else '')}{cells}".rstrip()

    def row(self, line: TreeLine, periods: Sequence[Period]) -> Iterator[str]:
        """The label, over several lines where it is long, the figures beside the first."""
        cells = [line.cells.get(when) for when in periods]
        figures = "".join(
            self._cell(_text(c, self.scale), c.mark) if c else self._cell("", "") for c in cells
        )
        after = " " * (width(line.before) + 2)
        room = max(_LEAST_TEXT, self.label - len(after))
        first = max(_LEAST_TEXT, self.label - width(line.before))
        parts = wrapped(line.label, first, room, _MOST_LINES)
        for i, (part, beside) in enumerate(zip_longest(parts, [figures], fillvalue="")):
            yield f"{self._padded(f'{after if i else line.before}{part}')}{beside}".rstrip()

    def _padded(self, text: str) -> str:
        return text + " " * (self.label - width(text))

    def _cell(self, text: str, mark: str) -> str:
        return f"{_GAP}{text:>{self.column}} {mark or ' '}"


def _text(cell: TreeCell, at: Scale) -> str:
    return cell.word if cell.value is None else figure(cell.value, at)


def _headed(when: Period) -> Sequence[str]:
    if when == FOREVER:
        return ("forever",)
    if isinstance(when, Instant):
        return (when.on.isoformat(),)
    return (f"{when.start.isoformat()}–", when.end.isoformat())
