"""Which lines of a page belong to one table: header lines, rows, and the lines between rows.

Rows are lines with figures behind other fields or alone. Lines between two rows belong to the table if they
are narrow, that is, if they end before the figures begin: headings, captions of several lines. A line with
several fields but no figure, a wide text, or figures at other places end the table. The header is looked for
above the first row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linetag.release import headers, wrapped
from linetag.release.page_lines import PageLine

_EDGE = 65
"""How far the right edges of the figures of a column may differ, in hundredths of the height of letters."""

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
    for first, last in _runs(lines):
        if first < position:
            continue
        start, body = _header(lines, position, first, last)
        end = _tail(lines, first, last)
        inside = [line for line in lines[body:end] if not line.running]
        region = Region((*lines[start:body], *inside), body - start)
        rows = [line for line in region.lines if line.has_row]
        captioned = any(len(line.figures) < len(line.fields) for line in rows)
        if not captioned or (len(rows) < _LEAST_ROWS and not region.header):
            continue
        yield from lines[position:start]
        yield from (line for line in lines[body:end] if line.running)
        yield region
        position = end
    yield from lines[position:]


def near(first: int, second: int, em: int) -> bool:
    """Whether two edges are those of one column."""
    return 100 * abs(first - second) <= _EDGE * em


def captions_end(rows: Sequence[PageLine]) -> int:
    """Return where the figures of the rows begin: what ends before it is a caption."""
    return min(field.left for row in rows for field in row.figures)


# --- rows -----------------------------------------------------------------------------------------


def _runs(lines: Sequence[PageLine]) -> Iterator[tuple[int, int]]:
    """The first and the last row of each table, as indexes into the lines."""
    rows: list[int] = []
    for index, line in enumerate(lines):
        if not line.has_row or line.running:
            continue
        if rows and not _goes_on([lines[row] for row in rows], lines[rows[-1] + 1 : index], line):
            yield rows[0], rows[-1]
            rows = []
        rows.append(index)
    if rows:
        yield rows[0], rows[-1]


def _goes_on(rows: Sequence[PageLine], between: Sequence[PageLine], row: PageLine) -> bool:
    """Whether a row belongs to the table of the rows before it."""
    last = rows[-1]
    between = [line for line in between if not line.running]
    apart = (
        bool(between) or row.page != last.page or row.top - last.top > _LINES_OF_GAP * _PITCH * row.em // 100
    )
    if not apart:
        return True
    limit = captions_end(rows)
    wide = [line for line in between if not _is_narrow(line, limit)]
    if (
        len(between) > _MOST_BETWEEN
        or len(wide) > _MOST_WIDE
        or any(_is_header(line, limit) for line in between)
    ):
        return False
    return _same_edges(rows, row) and (not wide or len(between) <= _MOST_WIDE)


def _same_edges(rows: Sequence[PageLine], row: PageLine) -> bool:
    known = {field.right for line in rows for field in line.figures}
    same = [any(near(field.right, edge, row.em) for edge in known) for field in row.figures]
    return 2 * sum(same) > len(same)


def _is_narrow(line: PageLine, limit: int) -> bool:
    return all(field.right <= limit + _HANGING * line.em // 100 for field in line.fields)


def _is_header(line: PageLine, limit: int) -> bool:
    """Whether a line without figures names columns: something stands over the figures alone."""
    over = [field for field in line.fields if field.left + field.right > 2 * limit]
    if not over or line.has_row:
        return False
    begins = over[0].left >= limit - _HANGING * line.em // 100
    return (begins or len(line.fields) > 1) and not all(headers.is_no_figure(f.origin.text) for f in over)


# --- above and below the rows ---------------------------------------------------------------------


def _header(lines: Sequence[PageLine], free: int, first: int, last: int) -> tuple[int, int]:
    """Where the header above the row `first` begins, and where it ends; the lines before `free` are taken."""
    rows = [line for line in lines[first : last + 1] if line.has_row]
    limit = captions_end(rows)
    start = end = first
    for index in range(first - 1, max(free, first - _MOST_ABOVE) - 1, -1):
        line, below = lines[index], lines[index + 1]
        gap = below.top - line.top
        if line.page != below.page or line.has_row or gap > 3 * _LINES_OF_GAP * _PITCH * line.em // 100:
            break
        header = _is_header(line, limit)
        if start < first and (not header or _is_title(line, gap, limit)):
            break
        if header:
            end = index + 1 if start == first else end
            start = index
        elif not _is_narrow(line, limit):
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


def _opens(line: PageLine, below: PageLine, limit: int) -> bool:
    """Whether a line directly above the rows of a table without a header is a heading of rows."""
    close = line.page == below.page and below.top - line.top <= 2 * _PITCH * line.em // 100
    return close and _is_narrow(line, limit) and line.at.text.rstrip().endswith(":")


def _tail(lines: Sequence[PageLine], first: int, last: int) -> int:
    """Where the table ends: the rest of its last caption may stand on lines below the figures."""
    limit = captions_end([line for line in lines[first : last + 1] if line.has_row])
    end = last + 1
    while end < len(lines) and end <= last + _MOST_WIDE:
        line, above = lines[end], lines[end - 1]
        close = line.page == above.page and line.top - above.top <= 2 * _PITCH * line.em // 100
        text = line.at.text.strip()
        if not (close and text[:1].islower() and _is_narrow(line, limit)):
            break
        end += 1
    return end
