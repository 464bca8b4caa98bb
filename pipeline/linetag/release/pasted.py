"""Tables with separators whose columns do not agree from row to row, as a browser or a converter pastes them.

    Revenue       | $ | 31,250 | | | $ | 8,410 |          figures at 2 and 6
    Cost of sales | 6,720 | | | 2,915 |                   figures at 1 and 4

The cells of a page span several columns, and the paste counts each of them once. So the figures of a row
are counted: a row with as many as the table has columns fills them in order, one with fewer is compared with
the places of the figures in those rows. A caption whose figures stand on the next line gets them back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from linetag.model import Origin
from linetag.release import characters, edges, grid
from linetag.release.grids import Field, Grid, GridRow

_PIECE_OF_FIGURE = re.compile(r"[$¥€£()%]|\)\s*%|%\s*\)")
_OPEN = re.compile(r"[$¥€£]?\s*\([$¥€£]?\s*[0-9][0-9,.]*")
_ESCAPED = "\ue000\ue000"
"""Stands for an escaped bar of Markdown, which is as long."""

_RULE = re.compile(r":?-+:?")
_COMMON = 4
"""The rows with the most figures must be at least one in this many, else they are exceptions."""


class _Fields(NamedTuple):
    """A line: its caption, its figures and its other fields, at the number of separators before them."""

    label: Origin | None
    figures: tuple[Field, ...]
    others: tuple[Field, ...]


def lacks_caption(line: Origin) -> bool:
    """Whether a line with tabs begins with a figure, or with the end of a caption in small letters."""
    first, *others = (field.text for field in grid.fields(line))
    figures = any(map(edges.is_figure, others))
    return bool(others) and (edges.is_figure(first) or (figures and first[:1].islower()))


def is_line_item(line: Origin) -> bool:
    """Whether a line with tabs has a caption of its own, and figures."""
    first, *others = (field.text for field in grid.fields(line))
    return bool(first) and not edges.is_figure(first) and any(map(edges.is_figure, others))


def is_irregular(lines: Sequence[Origin]) -> bool:
    """Whether lines with tabs have pieces of figures in fields of their own, or figures at changing tabs.

    A caption on a line of its own, whose figures stand on the next, makes them irregular as well.
    """
    places: Counter[tuple[int, ...]] = Counter()
    alone = False
    for line in lines:
        if alone and lacks_caption(line):
            return True
        texts = [characters.fold(field.text) for field in grid.fields(line)]
        alone = len(texts) == 1
        figures = tuple(index for index, text in enumerate(texts) if edges.is_figure(text))
        pieces = any(map(_PIECE_OF_FIGURE.fullmatch, texts))
        if pieces and (figures or any(map(_OPEN.fullmatch, texts))):
            return True
        if not edges.is_figure(texts[0]):
            places[figures] += 1
    most = max(map(len, places), default=0)
    return sum(count > 1 for place, count in places.items() if len(place) == most > 0) > 1


def tabs(lines: Sequence[Origin], heading: tuple[Origin, ...]) -> Grid:
    """Return the grid of lines with tabs; a line without one may be the caption of the next line."""
    rows: list[list[Origin]] = []
    for line in lines:
        found = grid.fields(line)
        if rows and len(rows[-1]) == 1 and lacks_caption(line):
            (caption,) = rows.pop()
            if edges.is_figure(found[0].text):
                found = [caption, *found]
            else:
                found[0] = caption._replace(text=f"{caption.text} {found[0].text}")
        rows.append(found)
    return _grid(rows, heading)


def markdown(lines: Sequence[Origin], heading: tuple[Origin, ...]) -> Grid:
    """Return the grid of a table of Markdown, "| Revenue | 31,250 | 8,410 |"."""
    rows: list[list[Origin]] = []
    for line in lines:
        found = grid.fields(line._replace(text=line.text.replace(r"\|", _ESCAPED)), "|")[1:]
        if not all(_RULE.fullmatch(field.text) for field in found if field.text):
            texts = (characters.unmarked(field.text.replace(_ESCAPED, "|")) for field in found)
            rows.append([field._replace(text=text) for field, text in zip(found, texts, strict=True)])
    return _grid(rows, heading)


def _grid(rows: Sequence[Sequence[Origin]], heading: tuple[Origin, ...]) -> Grid:
    lines = [_fields(row) for row in rows]
    count = _count([len(line.figures) for line in lines if line.figures])
    usual = _usual_places(lines, count)
    return Grid(heading, tuple(_row(line, count, usual) for line in lines))


def _fields(row: Sequence[Origin]) -> _Fields:
    first = row[0]
    shifted = edges.is_figure(first.text)
    printed = [
        Field(origin, place, place + 1)
        for place, origin in enumerate(row)
        if origin.text and (place or shifted)
    ]
    joined = edges.joined(printed)
    figures = tuple(field for field in joined if edges.is_figure(field.origin.text))
    label = first if first.text and not shifted else None
    return _Fields(label, figures, tuple(field for field in joined if field not in figures))


def _count(counts: Sequence[int]) -> int:
    """How many figure columns there are: the most figures that many rows have."""
    common = Counter(counts)
    return max((size for size, rows in common.items() if _COMMON * rows >= len(counts)), default=0)


def _usual_places(lines: Sequence[_Fields], count: int) -> Mapping[int, list[int]]:
    """Where the figures of each column stand in the rows that have all of them."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    for line in lines:
        if len(line.figures) == count:
            for column, field in enumerate(line.figures, 1):
                places[column].update((field.left, field.right))
    return {column: sorted(found) for column, found in places.items()}


def _row(line: _Fields, count: int, usual: Mapping[int, list[int]]) -> GridRow:
    label = () if line.label is None else (Field(line.label, 0, 1),)
    if line.figures:
        return GridRow((*label, *_placed(line, count, usual)))
    others = line.others
    each, rest = divmod(count, len(others)) if others else (0, 0)
    if others and not rest and (each == 1 or line.label is None):
        spans = ((field, each * index + 1, each * (index + 1) + 1) for index, field in enumerate(others))
        return GridRow((*label, *(Field(field.origin, left, right) for field, left, right in spans)))
    return GridRow((*label, *(Field(field.origin, n, n + 1) for n, field in enumerate(others, 1))))


def _placed(line: _Fields, count: int, usual: Mapping[int, list[int]]) -> tuple[Field, ...]:
    """The fields of a row with figures in their columns: in order if it is full, else at the usual places."""
    fields = sorted((*line.figures, *line.others), key=lambda field: field.left)
    if len(fields) == count:
        columns = list(range(1, count + 1))
    elif len(line.figures) == count:
        columns = [0 if field in line.others else line.figures.index(field) + 1 for field in fields]
    else:
        columns = _nearest(fields, usual)
    return tuple(
        Field(field.origin, column, column + 1)
        for field, column in zip(fields, columns, strict=True)
        if column
    )


def _nearest(fields: Sequence[Field], usual: Mapping[int, list[int]]) -> list[int]:
    """The columns of the fields, each right of the one before and nearest to a usual place of its column."""
    found: list[int] = []
    for field in fields:
        free = [column for column in usual if column > max(found, default=0)]
        behind = max([*usual, *found], default=0) + 1
        found.append(
            min(free, key=lambda column: min(abs(p - field.left) for p in usual[column]), default=behind)
        )
    return found
