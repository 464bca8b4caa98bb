"""Which lines of a page belong to one table: header lines, rows, and the lines between rows.

Rows are lines with figures behind other fields or alone. Lines between two rows belong to the table if they
are narrow, that is, if they end before the figures begin: headings, captions of several lines. A line with
several fields but no figure, a wide text, or figures at other places end the table. The header is looked for
above the first row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linetag.release import column_edges, headers, wrapped
from linetag.release.column_edges import ColumnEdges
from linetag.release.page_lines import PageLine

_MOST_BETWEEN, _MOST_WIDE, _MOST_ABOVE = 16, 2, 16
_LINES_OF_GAP = 3
_PITCH = 120
_HANGING = 300
_APART = 200
_LEAST_ROWS = 2


class Region(NamedTuple):
    """The lines of a table; the first `header` of them stand above its rows."""

    lines: tuple[PageLine, ...]
    header: int


def find(lines: Sequence[PageLine]) -> Iterator[Region | PageLine]:
    """Return the tables among the lines and the lines that stand in none, in order."""
    position = 0
    lines = list(lines)
    for first, last in list(_runs(lines)):
        lines[first : last + 1] = column_edges.with_columns(lines[first : last + 1])
        rows = [index for index in range(first, last + 1) if lines[index].has_row]
        captioned = any(len(lines[row].figures) < len(lines[row].fields) for row in rows)
        if not captioned:
            continue
        limit = ColumnEdges(lines[row] for row in rows).captions_end()
        start, body = _header(lines, position, rows[0], limit)
        end = _tail(lines, rows[-1], limit)
        if len(rows) < _LEAST_ROWS and start == body:
            continue
        inside = [line for line in lines[body:end] if not line.running]
        yield from lines[position:start]
        yield from (line for line in lines[body:end] if line.running)
        yield Region((*lines[start:body], *inside), body - start)
        position = end
    yield from lines[position:]


# --- rows -----------------------------------------------------------------------------------------


def _runs(lines: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """The first and the last row of each table, as indexes into the lines."""
    first = last = -1
    edges = ColumnEdges()
    for index, line in enumerate(lines):
        if not line.has_row or line.running:
            continue
        if first < 0 or not _goes_on(edges, lines[last : index + 1]):
            if first >= 0:
                yield first, last
            first, edges = index, ColumnEdges()
        edges.add(line)
        last = index
    if first >= 0:
        yield first, last


def _goes_on(edges: ColumnEdges, lines: Sequence[PageLine]) -> bool:
    """Whether the last of the lines, a row, belongs to the table of the first of them, with these edges."""
    last, row = lines[0], lines[-1]
    between = [line for line in lines[1:-1] if not line.running]
    gap = row.top - last.top
    if not between and row.page == last.page and gap <= _LINES_OF_GAP * _PITCH * row.em // 100:
        return True
    limit = edges.captions_end()
    if between and any(_is_header(line, limit) for line in lines[1:-1] if line.running):
        return False  # a title, and below it the header of every page: another statement
    wide = sum(not _is_narrow(line, limit) for line in between)
    if len(between) > (_MOST_WIDE if wide else _MOST_BETWEEN):
        return False
    return edges.suits(row) and not any(_is_header(line, limit) for line in between)


def _is_narrow(line: PageLine, limit: int) -> bool:
    return all(field.right <= limit + _HANGING * line.em // 100 for field in line.fields)


def _is_header(line: PageLine, limit: int) -> bool:
    """Whether a line without figures names columns: something stands over the figures alone."""
    over = [field for field in line.fields if field.left + field.right > 2 * limit]
    if not over or line.figures:
        return False
    begins = over[0].left >= limit - _HANGING * line.em // 100
    return (begins or len(line.fields) > 1) and not all(headers.is_no_figure(f.origin.text) for f in over)


# --- above and below the rows ---------------------------------------------------------------------


def _header(lines: Sequence[PageLine], free: int, first: int, limit: int) -> tuple[int, int]:
    """Where the header above the row `first` begins and ends; lines before `free` are taken."""
    start = end = first
    for index in range(first - 1, max(free, first - _MOST_ABOVE) - 1, -1):
        line, below = lines[index], lines[index + 1]
        gap = below.top - line.top
        if line.running and not _is_header(line, limit):
            continue
        if line.has_row or gap > 3 * _LINES_OF_GAP * _PITCH * line.em // 100:
            break
        if _is_header(line, limit):
            if start < first and (_is_title(line, gap, limit) or _is_centred(line, lines[first], limit)):
                break
            end = index + 1 if start == first else end
            start = index
        elif not _is_narrow(line, limit) or (start < first and index + 1 < start):
            break
    if start == first:
        while start > free and _opens(lines[start - 1], lines[start], limit):
            start -= 1
        return start, start
    if start > free and _is_rest_of_title(lines[start - 1], lines[start], limit):
        start -= 1
    return start, end


def _is_rest_of_title(line: PageLine, below: PageLine, limit: int) -> bool:
    """Whether a title ends beside the header: "STATEMENTS OF" and below it "INCOME   2006   2005"."""
    close = line.page == below.page and below.top - line.top <= 2 * _PITCH * line.em // 100
    stub = below.fields[0]
    words = line.at.text.strip(), stub.origin.text
    return (
        close and _is_narrow(line, limit) and stub.left + stub.right < 2 * limit and wrapped.continues(*words)
    )


def _is_title(line: PageLine, gap: int, limit: int) -> bool:
    """Whether a line over the header is set apart and names no period: "(unaudited)" over a page."""
    apart = 100 * gap > _APART * line.em and len(line.fields) == 1
    return apart and line.fields[0].left < limit + line.em and not headers.names_period(line.at.text)


def _is_centred(line: PageLine, row: PageLine, limit: int) -> bool:
    """Whether a line over the header stands in the middle of the whole table and names no period."""
    field, right = line.fields[0], row.fields[-1].right
    middle, table, figures = field.left + field.right, row.fields[0].left + right, limit + right
    near = abs(middle - table) < 4 * line.em and abs(middle - table) < abs(middle - figures)
    return len(line.fields) == 1 and near and not headers.is_period(field.origin.text)


def _opens(line: PageLine, below: PageLine, limit: int) -> bool:
    """Whether a line directly above the rows of a table without a header is a heading of rows."""
    close = line.page == below.page and below.top - line.top <= 2 * _PITCH * line.em // 100
    return close and _is_narrow(line, limit) and line.at.text.rstrip().endswith(":")


def _tail(lines: Sequence[PageLine], last: int, limit: int) -> int:
    """Where the table ends: the rest of its last caption may stand on lines below the figures."""
    end = last + 1
    while end < len(lines) and end <= last + _MOST_WIDE:
        line, above = lines[end], lines[end - 1]
        close = line.page != above.page or line.top - above.top <= 2 * _PITCH * line.em // 100
        words = above.fields[0].origin.text, line.at.text.strip()
        if not (close and _is_narrow(line, limit) and wrapped.continues(*words)):
            break
        end += 1
    return end
