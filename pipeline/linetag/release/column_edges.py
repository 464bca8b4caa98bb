"""Where the figures of a table end: what tells its columns from figures in captions and page numbers."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from linetag.release.grids import Field
from linetag.release.page_lines import PageLine

_SAME = 65
"""How far the right edges of the figures of a column may differ, in hundredths of the height of letters."""

_COMMON = 8
"""A place where less than one in so many rows have a figure is no column, if it stands among the captions."""


class ColumnEdges:
    """The right edges of the figures of rows: how many figures end at each, and where they begin."""

    def __init__(self, rows: Iterable[PageLine] = ()) -> None:
        """Of some rows; `add` adds others."""
        self._edges: list[int] = []
        self._counts: dict[int, int] = {}
        self._lefts: dict[int, int] = {}
        self._leading: dict[int, int] = {}
        self._captions: list[int] = []
        for row in rows:
            self.add(row)

    def add(self, row: PageLine) -> None:
        """Add the figures of a row, and its caption."""
        first = row.fields[0] if row.fields else None
        if first is not None and first not in row.figures:
            bisect.insort(self._captions, first.right)
        for field in row.figures:
            edge = self._nearest(field.right, row.em)
            if edge is None:
                edge = field.right
                bisect.insort(self._edges, edge)
            self._counts[edge] = self._counts.get(edge, 0) + 1
            self._lefts[edge] = min(field.left, self._lefts.get(edge, field.left))
            self._leading[edge] = self._leading.get(edge, 0) + (field is first)

    def common(self) -> tuple[int, ...]:
        """Return the edges at which enough figures end for a column, from left to right."""
        most = max(self._counts.values(), default=0)
        return tuple(
            edge
            for edge in self._edges
            if _COMMON * self._counts[edge] >= most and not self._is_in_captions(edge)
        )

    def captions_end(self) -> int:
        """Return where the columns begin: what ends before it is a caption."""
        return min((self._lefts[edge] for edge in self.common()), default=0)

    def suits(self, row: PageLine) -> bool:
        """Whether most figures of a row end where figures of the other rows do."""
        known = sum(self._nearest(field.right, row.em) is not None for field in row.figures)
        return 2 * known > len(row.figures)

    def _is_in_captions(self, edge: int) -> bool:
        """Whether figures that end at an edge all begin their lines, and more captions reach over them.

        "… less reserves for losses of" and, on the next line, "$229      58,651      57,384".
        """
        count = self._counts[edge]
        over = len(self._captions) - bisect.bisect_right(self._captions, self._lefts[edge])
        return self._leading[edge] == count < over

    def _nearest(self, right: int, em: int) -> int | None:
        """The known edge nearest to another, if it is near enough to be the same."""
        index = bisect.bisect_left(self._edges, right)
        found = min(
            self._edges[max(0, index - 1) : index + 1], key=lambda edge: abs(edge - right), default=None
        )
        return found if found is not None and near(found, right, em) else None


def near(first: int, second: int, em: int) -> bool:
    """Whether two edges are those of one column."""
    return 100 * abs(first - second) <= _SAME * em


def with_columns(lines: Sequence[PageLine]) -> list[PageLine]:
    """Return the lines of a table, their figures those that stand in columns.

    A figure that ends left of the columns, where few others end, belongs to a caption. A figure at the end
    of a caption that ends where those of a column do belongs to the column.
    """
    edges = ColumnEdges(lines)
    limit, common = edges.captions_end(), edges.common()
    return [_cut(_without_captions(line, limit), common) for line in lines]


def _without_captions(line: PageLine, limit: int) -> PageLine:
    return line._replace(figures=tuple(field for field in line.figures if field.right > limit))


def _cut(line: PageLine, columns: Sequence[int]) -> PageLine:
    """The line, its first field cut in caption and figure if the figure ends where a column does."""
    if line.cut is None:
        return line
    caption, figure = line.cut
    in_column = any(near(figure.right, edge, line.em) for edge in columns)
    if not in_column or any(near(figure.right, other.right, line.em) for other in line.figures):
        return line
    fields: tuple[Field, ...] = (caption, figure, *line.fields[1:])
    return line._replace(fields=fields, figures=(figure, *line.figures))
