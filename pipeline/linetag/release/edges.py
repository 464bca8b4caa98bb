"""Which columns of a grid hold the figures: those at whose right edge figures end.

A figure often stands in several columns of a grid: `$`, the digits, `)` and `%` apart, and each row joins
other cells. The right edge of the digits is what stays the same. Edges whose figures overlap and never
occur in one row are one column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from linetag.release import characters, headers, numbers, units
from linetag.release.grids import Field, GridRow

_OPENING = re.compile(rf"(?:{units.PREFIX})?\s*\(?\s*(?:{units.PREFIX})?")
_CLOSING = re.compile(r"\)?\s*%?\s*\)?")


class FigureColumn(NamedTuple):
    """The columns of the grid, `left` to `right` (the last + 1), that one figure column takes."""

    left: int
    right: int


def joined(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Return the fields of a row, the pieces of a figure joined in one that ends where its digits end."""
    found: list[Field] = []
    opening: Field | None = None
    for field in fields:
        text = characters.fold(field.origin.text).strip()
        if found and opening is None and text and _CLOSING.fullmatch(text) and _may_close(found[-1], text):
            found[-1] = _extended(found[-1], field)
        elif text and _OPENING.fullmatch(text):
            if opening is not None:
                found.append(opening)
            opening = field
        elif opening is not None and _may_open(opening, text):
            whole = opening.origin._replace(text=opening.origin.text.strip() + field.origin.text.strip())
            found.append(Field(whole, opening.left, field.right, field.bold))
            opening = None
        else:
            found += [field] if opening is None else [opening, field]
            opening = None
    return tuple(found) if opening is None else (*found, opening)


def columns(rows: Iterable[GridRow]) -> tuple[FigureColumn, ...]:
    """Return the figure columns of rows whose figures are joined, from left to right."""
    ends: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    words: list[tuple[int, Field, int]] = []
    for index, row in enumerate(rows):
        last = max((field.left for field in row.fields if is_figure(field.origin.text)), default=-1)
        for field in row.fields:
            if is_figure(field.origin.text):
                ends[field.right].append((index, field.left))
            elif field.left < last:
                words.append((index, field, last))
    clusters: list[tuple[FigureColumn, set[int]]] = []
    for right in sorted(ends):
        left = min(start for _, start in ends[right])
        taken = {index for index, _ in ends[right]}
        if clusters and left < clusters[-1][0].right and not taken & clusters[-1][1]:
            column, before = clusters.pop()
            left, taken = min(left, column.left), taken | before
        clusters.append((FigureColumn(left, right), taken))
    found = [column for column, taken in clusters if not _over_captions(column, taken, words)]
    return tuple(
        column._replace(left=max(column.left, before))
        for column, before in zip(found, [0, *(column.right for column in found)], strict=False)
    )


def covered(field: Field, columns: Sequence[FigureColumn]) -> list[int]:
    """Return the indexes of the columns over which the field stands."""
    return [
        index
        for index, column in enumerate(columns)
        if field.left < column.right and column.left < field.right
    ]


def is_figure(text: str) -> bool:
    """Whether `text` is a figure or the dash for none; a year is not."""
    folded = characters.fold(text).strip()
    if headers.YEAR.fullmatch(folded):
        return False
    return numbers.parse(folded) is not None or numbers.is_dash(folded)


def _over_captions(column: FigureColumn, taken: set[int], words: Iterable[tuple[int, Field, int]]) -> bool:
    over = {
        index
        for index, field, last in words
        if field.left < column.right and column.left < field.right and last > column.left
    }
    return len(over) > len(taken)


def _may_open(opening: Field, text: str) -> bool:
    whole = characters.fold(opening.origin.text).strip() + text
    return is_figure(whole) or is_figure(f"{whole})") or numbers.parse(whole) is not None


def _may_close(field: Field, text: str) -> bool:
    before = characters.fold(field.origin.text).strip()
    if before.count("(") > before.count(")"):
        return text.startswith(")")
    return text == "%" and numbers.parse(before) is not None


def _extended(field: Field, closing: Field) -> Field:
    return field._replace(origin=field.origin._replace(text=field.origin.text + closing.origin.text.strip()))
