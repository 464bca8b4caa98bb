"""Rows with a label and a figure for each period, as tables of text in which periods are columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal
from itertools import zip_longest
from typing import NamedTuple, TypeVar

from linetag.model import FOREVER, Instant, Period
from linetag.report.terminal_text import width, wrapped
from linetag.report.tree_rows import TreeCell

_T = TypeVar("_T")

_SCALES = ((9, "billion "), (6, "million "), (3, "thousand "), (0, ""))
# More digits than any sum of the engine has.
_EXACT = Context(prec=100_000, Emin=MIN_EMIN, Emax=MAX_EMAX)
# No figure of a statement is longer; one that is keeps its size and first digits.
_LONGEST_FIGURE = 60
# Figures are aligned at the point if none has more decimals than these.
_MOST_DECIMALS = 6
_SEPARATOR = "  "
_LEAST_LABEL = 24
_MOST_LABEL = 70
_LEAST_TEXT = 12
_MOST_LINES = 4
_MONTH = 365.25 / 12


class TreeLine(NamedTuple):
    """A row to show: `before` is what precedes the label (indent, weight), `above` the row of its total."""

    before: str
    label: str
    cells: Mapping[Period, TreeCell]
    above: int


class Scale(NamedTuple):
    """How figures are written: in units of ten to the `power`, with `decimals` (None: as many as needed)."""

    power: int
    word: str
    decimals: int | None


def scale(values: Iterable[Decimal]) -> Scale:
    """Return the largest scale at which every figure is whole, or else the decimals that they need."""
    known = [value for value in values if value]
    for power, word in _SCALES:
        if known and all(not _EXACT.remainder(value, Decimal(10) ** power) for value in known):
            return Scale(power, word, 0)
    exponents = [value.as_tuple().exponent for value in known]
    decimals = max((-e for e in exponents if isinstance(e, int)), default=0)
    return Scale(0, "", max(decimals, 0) if decimals <= _MOST_DECIMALS else None)


def figure(value: Decimal, at: Scale) -> str:
    """Return the figure in this scale, its digits in groups of three."""
    exact = _EXACT.scaleb(value, -at.power)
    if abs(exact.adjusted()) > _LONGEST_FIGURE:
        return f"{exact:.6E}"
    last = None if at.decimals is None else Decimal(1).scaleb(-at.decimals)
    if last is not None and (not value or exact == _EXACT.quantize(exact, last)):
        return f"{exact:,.{at.decimals}f}"
    text = f"{exact:,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= _LONGEST_FIGURE * 4 // 3 else f"{exact:.6E}"


def newest_first(periods: Iterable[Period]) -> Sequence[Period]:
    """Return the periods by their end, then those that began last; the one without bounds comes first."""
    return sorted(set(periods), key=_dates, reverse=True)


def _dates(when: Period) -> tuple[int, int]:
    if isinstance(when, Instant):
        return when.on.toordinal(), when.on.toordinal()
    return when.end.toordinal(), when.start.toordinal()


def _by_length(lines: Sequence[TreeLine]) -> Sequence[Sequence[Period]]:
    """Return the periods in groups of one length, each newest first.

    The group with the newest period comes first; of several with the same, the one with the most figures.
    """
    counted = Counter(when for line in lines for when in line.cells)
    by_months: dict[int, list[Period]] = {}
    for when in newest_first(counted):
        end, start = _dates(when)
        by_months.setdefault(round((end - start) / _MONTH), []).append(when)

    def rank(months: int) -> tuple[int, int, int]:
        same = by_months[months]
        return -_dates(same[0])[0], -sum(counted[when] for when in same), months

    return [by_months[months] for months in sorted(by_months, key=rank)]


def packed(groups: Iterable[Sequence[_T]], fit: int) -> Sequence[Sequence[_T]]:
    """Return the columns of each table: as many whole groups as fit."""
    found: list[list[_T]] = []
    for group in groups:
        if found and len(found[-1]) + len(group) <= fit:
            found[-1] += group
        else:
            found += [list(group[i : i + fit]) for i in range(0, len(group), fit)]
    return found


def tables(lines: Sequence[TreeLine], heading: str, at: Scale, room: int) -> Iterator[Sequence[str]]:
    """Yield the lines as one table, or as several where its columns are wider than `room`."""
    groups = _by_length(lines)
    periods = [when for group in groups for when in group]
    texts = [_text(cell, at) for line in lines for cell in line.cells.values()]
    column = max(map(len, (*texts, *(word for when in periods for word in _headed(when)))), default=0)
    longest = max((width(line.before) + width(line.label) for line in lines), default=0)
    longest = min(max(longest, width(heading)), _MOST_LABEL)
    whole = len(_SEPARATOR) + column + 2
    fit = (room - min(longest, max(_LEAST_LABEL, room * 2 // 5))) // whole
    columns = packed(groups, max(1, fit))
    label = min(longest, max(_LEAST_LABEL, room - max(map(len, columns), default=1) * whole))
    layout = _Layout(label, column, at)
    split = _split(lines, {when: i for i, chosen in enumerate(columns) for when in chosen})
    for i, chosen in enumerate(columns):
        rows = [lines[row] for row in sorted(split.get(i, ()))]
        yield [*layout.heads(heading, chosen), *(text for row in rows for text in layout.row(row, chosen))]


def _split(lines: Sequence[TreeLine], numbers: Mapping[Period, int]) -> Mapping[int, set[int]]:
    """Return which lines have figures in each table, together with the lines of the totals above them."""
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
        """Yield the dates, right-aligned as the figures are, with the unit in front of them."""
        words = [_headed(when) for when in periods]
        for i in range(max(map(len, words), default=0)):
            last = i == max(map(len, words)) - 1
            cells = "".join(self._cell(word[i] if i < len(word) else "", "") for word in words)
            yield f"{self._padded(heading if last else '')}{cells}".rstrip()

    def row(self, line: TreeLine, periods: Sequence[Period]) -> Iterator[str]:
        """Yield the label, on several lines if it is long, with the figures on the first."""
        cells = [line.cells.get(when) for when in periods]
        figures = "".join(
            self._cell(_text(c, self.scale), c.mark) if c else self._cell("", "") for c in cells
        )
        after = " " * (width(line.before) + 2)
        room = max(_LEAST_TEXT, self.label - len(after))
        first = max(_LEAST_TEXT, self.label - width(line.before))
        pieces = wrapped(line.label, first, room, _MOST_LINES)
        for i, (piece, shown) in enumerate(zip_longest(pieces, [figures], fillvalue="")):
            yield f"{self._padded(f'{after if i else line.before}{piece}')}{shown}".rstrip()

    def _padded(self, text: str) -> str:
        return text + " " * (self.label - width(text))

    def _cell(self, text: str, mark: str) -> str:
        return f"{_SEPARATOR}{text:>{self.column}} {mark or ' '}"


def _text(cell: TreeCell, at: Scale) -> str:
    return cell.word if cell.value is None else figure(cell.value, at)


def _headed(when: Period) -> Sequence[str]:
    if when == FOREVER:
        return ("forever",)
    if isinstance(when, Instant):
        return (when.on.isoformat(),)
    return (f"{when.start.isoformat()}–", when.end.isoformat())
