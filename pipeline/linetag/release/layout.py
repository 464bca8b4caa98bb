"""Lines with places → the tables and paragraphs of a document; the same for fixed-width text and PDF.

regions   which lines belong to one table
wrapped   captions of several lines become one
edges     the figure columns, by the right edges of their digits
spans     the columns that each piece of a header names
build     the table
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from linetag.model import Origin
from linetag.release import column_edges, edges, regions, running_heads, spans, wrapped
from linetag.release.column_edges import ColumnEdges
from linetag.release.edges import FigureColumn
from linetag.release.grids import Field, Grid, GridRow
from linetag.release.page_lines import PageLine
from linetag.release.regions import Region
from linetag.release.wrapped import PageRow

_STAGGERED = 90
"""Lines of a header nearer than this, in hundredths of the height of letters, are one line."""


def parts(lines: Sequence[PageLine]) -> Iterator[PageLine | Grid]:
    """Return the lines that stand in no table, and the grids of the tables without their headings, in order.

    The columns of a grid are places on the page; a header field has the edges of the columns it names. What
    a browser prints at the edges of pages comes last: it is no heading of a table.
    """
    marked = running_heads.marked(lines)
    stamps = [line for line in marked if running_heads.is_stamp(line)]
    for part in regions.find([line for line in marked if not running_heads.is_stamp(line)]):
        yield part if isinstance(part, PageLine) else Grid((), _grid_rows(part))
    yield from stamps


def right_edge(lines: Iterable[PageLine]) -> int:
    """Return where the longest of the lines ends, or 0."""
    return max((line.fields[-1].right for line in lines if line.fields), default=0)


def paragraphs(lines: Sequence[PageLine], edge: int) -> tuple[Origin, ...]:
    """Return the paragraphs that lines of text make, each at its first line.

    A line that ends near `edge`, the right edge of all text, goes on below; a title in the middle does not.
    """
    found: list[Origin] = []
    before: PageLine | None = None
    for line in lines:
        if found and before is not None and _goes_on(before, line, edge):
            found[-1] = found[-1]._replace(text=wrapped.joined(found[-1].text, line.at.text.strip()))
        else:
            found.append(line.at._replace(text=line.at.text.strip()))
        before = line
    return tuple(found)


def _goes_on(before: PageLine, line: PageLine, edge: int) -> bool:
    """Whether a line of text is in the same paragraph as the one before it."""
    if before.page != line.page or line.top - before.top > 170 * line.em // 100:
        return False
    full = (
        100 * before.fields[-1].right >= 80 * edge and before.fields[0].left <= line.fields[0].left + line.em
    )
    return full or wrapped.continues(before.at.text.strip(), line.at.text.strip())


def _grid_rows(region: Region) -> tuple[GridRow, ...]:
    head, body = _levelled(region.lines[: region.header]), _snapped(region.lines[region.header :])
    limit = ColumnEdges(body).captions_end()
    rows = wrapped.rows(body, limit)
    margin = min((row.caption.left for row in rows if row.caption), default=0)
    found = [_grid_row(row, margin, limit) for row in rows]
    columns = edges.columns(found)
    if not columns:
        return (*(GridRow(line.fields) for line in head), *found)
    over = spans.placed(head, columns, body[0]) if head else []
    return (*_header_rows(_stubs(head, columns), over), *found)


def _stubs(head: Sequence[PageLine], columns: Sequence[FigureColumn]) -> list[tuple[Field, bool]]:
    """What stands beside the header, lines that belong together joined, and whether it is the last line's.

    "STATEMENTS OF" / "INCOME (unaudited)" / "(in 000s, except" / "per share data)" are two pieces.
    """
    found: list[tuple[Field, bool]] = []
    for line in head:
        count = len(line.fields) - len(spans.over_figures(line, columns))
        for field in line.fields[:count]:
            if found and wrapped.continues(found[-1][0].origin.text, field.origin.text):
                before = found.pop()[0]
                text = wrapped.joined(before.origin.text, field.origin.text)
                joined = before._replace(
                    origin=before.origin._replace(text=text), right=max(before.right, field.right)
                )
                found.append((joined, False))
            else:
                found.append((field, line is head[-1]))
    return found


def _header_rows(stubs: Sequence[tuple[Field, bool]], over: Sequence[Sequence[Field]]) -> Iterator[GridRow]:
    """The rows of the header: what stands beside it first, except the heading of the first rows, "ASSETS"."""
    last = stubs[-1][0] if stubs and stubs[-1][1] else None
    for field, _ in stubs:
        if field is not last:
            yield GridRow((field,))
    for index, fields in enumerate(over):
        beside = (last,) if last is not None and index == len(over) - 1 else ()
        if beside or fields:
            yield GridRow((*beside, *fields))


def _levelled(head: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a header, those set off from each other by less than a line as one."""
    found: list[PageLine] = []
    for line in head:
        before = found[-1] if found else None
        if before and line.top - before.top < line.em * _STAGGERED // 100 and not _overlap(before, line):
            fields = tuple(sorted((*before.fields, *line.fields), key=lambda field: field.left))
            found[-1] = before._replace(fields=fields)
        else:
            found.append(line)
    return found


def _overlap(first: PageLine, second: PageLine) -> bool:
    return any(a.left < b.right and b.left < a.right for a in first.fields for b in second.fields)


def _grid_row(row: PageRow, margin: int, limit: int) -> GridRow:
    indent = row.caption.left - margin if row.caption else 0
    ruled = any(rule.right > limit and not rule.double for rule in row.line.rules)
    return GridRow(row.fields, indent, ruled)


def _snapped(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines, the right edges of figures that differ by less than a letter made equal."""
    counts = Counter(field.right for line in lines for field in line.figures)
    em = max((line.em for line in lines), default=0)
    usual: dict[int, int] = {}
    chain: list[int] = []
    for edge in [*sorted(counts), None]:
        if chain and (edge is None or not column_edges.near(edge, chain[0], em)):
            best = max(chain, key=lambda place: counts[place])
            usual.update(dict.fromkeys(chain, best))
            chain = []
        chain += [] if edge is None else [edge]
    return [line._replace(fields=tuple(_at(field, usual, line) for field in line.fields)) for line in lines]


def _at(field: Field, usual: dict[int, int], line: PageLine) -> Field:
    return field._replace(right=usual[field.right]) if field in line.figures else field
