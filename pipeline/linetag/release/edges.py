"""Which columns of a grid hold the figures: those at whose right edge figures end.

A figure often stands in several columns of a grid: `$`, the digits, `)` and `%` apart, and each row joins
other cells. The right edge of the digits is what stays the same. Edges whose figures overlap, or stand
under one header, and never occur in one row are one column.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from linetag.release import characters, headers, numbers, units
from linetag.release.grids import Field, GridRow
from linetag.release.limits import MAX_FIGURE

_OPENING = re.compile(rf"(?:{units.PREFIX})?\s*\(?\s*(?:{units.PREFIX})?")
_CLOSING = re.compile(r"\)?\s*%?\s*\)?")
_MARK = re.compile(r"\([0-9a-zA-Z]{1,2}\)|[*†‡§#]{1,3}")
_MARKED = re.compile(rf"(?P<figure>.*[0-9][)%]?)\s*(?:{_MARK.pattern})")


class FigureColumn(NamedTuple):
    """The columns of the grid, `left` to `right` (the last + 1), that one figure column takes."""

    left: int
    right: int


def joined(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields of a row, the pieces of a figure joined in one that ends where its digits end.

    Footnote marks after a figure ("1,234 (a)", "0.37*") are left out.
    """
    found: list[Field] = []
    opening: Field | None = None
    for field in map(_unmarked, fields):
        text = _folded(field)
        if found and opening is None and text and _CLOSING.fullmatch(text) and _may_close(found[-1], text):
            found[-1] = _extended(found[-1], field)
        elif text and _OPENING.fullmatch(text):
            if opening is not None and "(" in (text, _folded(opening)):
                opening = _extended(opening, field)
                continue
            found += [] if opening is None else [opening]
            opening = field
        elif opening is not None and _may_open(opening, text):
            found.append(_extended(opening, field)._replace(right=field.right, bold=field.bold))
            opening = None
        else:
            found += [field] if opening is None else [opening, field]
            opening = None
    found += [] if opening is None else [opening]
    if any(map(_figure, found)):
        # A sign without a figure, in a row that has others: the column is empty.
        found = [field for field in found if not _OPENING.fullmatch(_folded(field))]
    return tuple(found)


def columns(rows: Sequence[GridRow]) -> tuple[FigureColumn, ...]:
    """Return the figure columns of rows whose figures are joined, from left to right."""
    above = _header_fields(rows)
    found = _merged(_clusters(rows), above)
    captions = Counter(FigureColumn(field.left, field.right) for field in _captions(rows))
    kept = [item for item in found if not _over_captions(item, captions) and not _is_marks(item, rows)]
    while kept and _is_numbering(kept[0], rows):
        kept = kept[1:]
    if len(kept) > 1 and _is_references(kept[0], rows, [f for f in above if not _overlap(f, kept[1].column)]):
        kept = kept[1:]
    borders = [0, *(item.column.right for item in kept)]
    return tuple(
        item.column._replace(left=max(item.column.left, before))
        for item, before in zip(kept, borders, strict=False)
    )


def last_caption(rows: Iterable[GridRow], columns: Sequence[FigureColumn]) -> int:
    """Return the last column of the grid in which a caption begins; -1 if there are no captions.

    A field that begins farther right and stands over figure columns is a header, not a caption.
    """
    lefts = (field.left for field in _captions(rows))
    return max((left for left in lefts if left < columns[0].left), default=-1)


def covered(field: Field, columns: Sequence[FigureColumn]) -> list[int]:
    """Return the indexes of the columns over which the field stands."""
    first = last = behind(field, columns)
    while last < len(columns) and columns[last].left < field.right:
        last += 1
    return list(range(first, last))


def nearest(field: Field, columns: Sequence[FigureColumn]) -> int:
    """Return the index of the column nearest to a field that stands over none."""
    after = behind(field, columns)
    if after == len(columns):
        return after - 1
    gap = columns[after].left - field.right
    return after - 1 if after and field.left - columns[after - 1].right <= gap else after


def behind(field: Field, columns: Sequence[FigureColumn]) -> int:
    """Return the index of the first column that ends behind the left edge of the field."""
    return bisect.bisect_right(columns, field.left, key=lambda column: column.right)


def is_figure(text: str) -> bool:
    """Whether `text` is a figure or the dash for none; a year is not."""
    return len(text) <= MAX_FIGURE and _is_figure(text)


def has_figure(row: GridRow) -> bool:
    """Whether a field of the row is a figure."""
    return any(is_figure(field.origin.text) for field in row.fields)


@lru_cache(maxsize=10_000)  # each text is looked at several times on its way into a table
def _is_figure(text: str) -> bool:
    folded = characters.fold(text).strip()
    if headers.YEAR.fullmatch(folded):
        return False
    return numbers.parse(folded) is not None or numbers.is_dash(folded)


def is_mark(field: Field, before: Field | None) -> bool:
    """Whether the field is the footnote mark of the figure in the field before it."""
    touching = before is not None and before.right + 1 >= field.left and is_figure(before.origin.text)
    return touching and _MARK.fullmatch(_folded(field)) is not None


class _Cluster(NamedTuple):
    """A column, and where its figures are: the index of the row → the index of the field in it."""

    column: FigureColumn
    figures: Mapping[int, int]


def _clusters(rows: Iterable[GridRow]) -> list[_Cluster]:
    ends: defaultdict[int, dict[int, int]] = defaultdict(dict)
    lefts: dict[int, int] = {}
    for index, row in enumerate(rows):
        for position, field in enumerate(row.fields):
            if _figure(field):
                ends[field.right][index] = position
                lefts[field.right] = min(field.left, lefts.get(field.right, field.left))
    found: list[_Cluster] = []
    for right in sorted(ends):
        now = _Cluster(FigureColumn(lefts[right], right), ends[right])
        if found and lefts[right] < found[-1].column.right and _apart(found[-1], now):
            now = _union(found.pop(), now)
        found.append(now)
    return found


def _merged(clusters: Iterable[_Cluster], above: Sequence[Field]) -> list[_Cluster]:
    """The clusters, neighbours without a common row joined where each header over one is over both."""
    found: list[_Cluster] = []
    for now in clusters:
        if found and _apart(found[-1], now):
            over = [(_overlap(field, found[-1].column), _overlap(field, now.column)) for field in above]
            if (True, True) in over and all(first == second for first, second in over):
                found.append(_union(found.pop(), now))
                continue
        found.append(now)
    return found


def _apart(first: _Cluster, second: _Cluster) -> bool:
    """Whether no row has a figure in both."""
    return first.figures.keys().isdisjoint(second.figures.keys())


def _union(first: _Cluster, second: _Cluster) -> _Cluster:
    left = min(first.column.left, second.column.left)
    return _Cluster(FigureColumn(left, second.column.right), {**first.figures, **second.figures})


def _header_fields(rows: Iterable[GridRow]) -> list[Field]:
    """The fields above the first figure."""
    found: list[Field] = []
    for row in rows:
        if has_figure(row):
            break
        found += row.fields
    return found


def _captions(rows: Iterable[GridRow]) -> list[Field]:
    """The first fields of rows that have a figure to the right of it, unless they are figures."""
    return [
        row.fields[0]
        for row in rows
        if row.fields and not _figure(row.fields[0]) and any(map(_figure, row.fields[1:]))
    ]


def _over_captions(item: _Cluster, captions: Mapping[FigureColumn, int]) -> bool:
    """Whether more captions than figures stand in the column; `captions` counts them by their columns."""
    over = sum(count for place, count in captions.items() if _overlap(place, item.column))
    return over > len(item.figures)


def _is_numbering(item: _Cluster, rows: Sequence[GridRow]) -> bool:
    """Whether the figures number the captions after them: "1 | Sales | 100"."""
    after = [rows[index].fields[1] for index in item.figures if len(rows[index].fields) > 1]
    first = all(position == 0 for position in item.figures.values())
    words = [field for field in after if any(map(str.isalpha, field.origin.text)) and not _figure(field)]
    return first and 2 * len(words) > len(item.figures)


def _is_marks(item: _Cluster, rows: Sequence[GridRow]) -> bool:
    """Whether all figures of the column are footnote marks of the figures before them."""
    return all(
        position > 0 and is_mark(rows[index].fields[position], rows[index].fields[position - 1])
        for index, position in item.figures.items()
    )


def _is_references(item: _Cluster, rows: Sequence[GridRow], above: Iterable[Field]) -> bool:
    """Whether the column has no header and only numbers of notes: "Debt | (2) | 100"."""
    texts = [_folded(rows[index].fields[position]) for index, position in item.figures.items()]
    return all(map(_MARK.fullmatch, texts)) and not any(_overlap(field, item.column) for field in above)


def _figure(field: Field) -> bool:
    return is_figure(field.origin.text)


def _folded(field: Field) -> str:
    return characters.fold(field.origin.text).strip()


def _overlap(field: Field | FigureColumn, column: FigureColumn) -> bool:
    return field.left < column.right and column.left < field.right


def _unmarked(field: Field) -> Field:
    """The field without the footnote mark that its figure has."""
    text = field.origin.text
    if not text or _figure(field):
        return field
    match = _MARKED.fullmatch(bare := characters.label(text))
    for figure in (bare, match["figure"] if match else ""):
        if figure != text and is_figure(figure):
            return field._replace(origin=field.origin._replace(text=figure))
    return field


def _may_open(opening: Field, text: str) -> bool:
    whole = _folded(opening) + text
    return is_figure(whole) or is_figure(f"{whole})") or numbers.parse(whole) is not None


def _may_close(field: Field, text: str) -> bool:
    before = _folded(field)
    if before.count("(") > before.count(")"):
        return text.startswith(")")
    return text == "%" and is_figure(before)


def _extended(field: Field, closing: Field) -> Field:
    text = field.origin.text.strip() + closing.origin.text.strip()
    return field._replace(origin=field.origin._replace(text=text))
