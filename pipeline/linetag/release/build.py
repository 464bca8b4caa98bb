"""A grid → tables: the one builder behind every reader.

Pieces of one figure are joined (`$`, `(`, `)`, `%` in cells of their own), figure columns are found by the
right edges of the figures (`edges`), every row becomes a label and a cell for each column (`placing`), and
header rows, sections, captions and figures are read as in any other table. A grid is several tables where
header rows come again with other words, and where captions stand between its figures, side by side.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from linetag.findings import Finding
from linetag.model import Origin
from linetag.release import captions, edges, headers, numbers, placing, sections
from linetag.release.edges import FigureColumn
from linetag.release.grids import Grid, GridRow
from linetag.release.headers import TableLine
from linetag.release.limits import MAX_INHERITED_LINES
from linetag.release.records import Row, Table

_LEAST_ROWS_SIDE_BY_SIDE, _MOST_SIDE_BY_SIDE = 3, 4
_NO_SECTION = re.compile(
    r"\b(?:statements?|balance\s+sheets?|unaudited|thousands|millions|billions|per\s+share|ended|as\s+of|notes?)\b"
    r"|(?:19|20)[0-9]{2}|[($¥€]",
    re.IGNORECASE,
)
"""What the label beside a header row has if it is a title, a period or a scale, not a first heading."""

_CONTINUED = re.compile(r"\bcont(?:inued|['’]d|\.)", re.IGNORECASE)
_MOST_LINES_OF_TITLE = 8
_PAGE_NUMBER = re.compile(r"[0-9]{1,3}")
_FIRST_SECTION = re.compile(
    r"(?:current\s+)?assets:?|(?:net\s+)?(?:revenues?|sales):?|.*activities:?", re.IGNORECASE
)
"""A heading of captions that may stand above the header rows, where other lines are titles."""

_WORD = re.compile(r"[^\W\d_]{3,}")


def tables(grid: Grid) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Return the tables that the grid prints; none if it has no figures (then its texts are prose)."""
    found: list[Table] = []
    findings: list[Finding] = []
    rows = [row._replace(fields=edges.joined(row.fields)) for row in grid.rows]
    if _is_page_number(rows):
        return (), ()
    for half in _halves(rows):
        heading = grid.heading
        for block in _with_figures(_blocks(half)):
            table, wrong = _table(block, heading)
            findings += wrong
            found.append(table)
            heading = inherited(table)
    return tuple(found), tuple(findings)


def of_lines(
    lines: Sequence[TableLine], count: int, heading: tuple[Origin, ...], first: Origin
) -> tuple[Table | None, tuple[Finding, ...]]:
    """Return the table of lines whose labels and cells stand in their places; None if there are no lines.

    `count` is the number of figure columns, `first` the place of the table.
    """
    if not lines:
        return None, ()
    head, body = headers.split(lines)
    return _of_parts(head, body, count, heading, first)


def inherited(table: Table) -> tuple[Origin, ...]:
    """The heading of `table`, and the headings without figures that end it, nearest last."""
    last: list[Origin] = []
    for row in reversed(table.rows):
        if not row.label or any(cell.kind != "blank" for cell in row.cells):
            break
        last.append(row.origin._replace(text=row.label))
    return (*table.heading, *reversed(last))[-MAX_INHERITED_LINES:]


def continued(table: Table, previous: Table, between: Sequence[Origin]) -> Table:
    """Return `table` with the columns of the table before it, if it continues that one.

    It does where it has no header, as many columns, and nothing `between` them, or a line that says so.
    """
    if len(table.columns) != len(previous.columns) or any(column.header for column in table.columns):
        return table
    if between and not any(_CONTINUED.search(line.text) for line in between[-_MOST_LINES_OF_TITLE:]):
        return table
    return table._replace(columns=previous.columns)


# --- one grid, several tables ---------------------------------------------------------------------


def _is_page_number(rows: Sequence[GridRow]) -> bool:
    """Whether the grid is the head or foot of a page: one row whose only figure is a small number."""
    printed = [row for row in rows if row.fields]
    if len(printed) != 1:
        return False
    figures = [field.origin.text for field in printed[0].fields if edges.is_figure(field.origin.text)]
    return len(figures) == 1 and _PAGE_NUMBER.fullmatch(figures[0]) is not None


def _halves(rows: Sequence[GridRow]) -> Iterator[list[GridRow]]:
    """The parts of a grid whose captions stand side by side: assets left, liabilities right."""
    rest = list(rows)
    for _ in range(_MOST_SIDE_BY_SIDE - 1):
        cut = _border(rest, edges.columns(rest))
        if cut is None:
            break
        yield [row._replace(fields=tuple(field for field in row.fields if field.left < cut)) for row in rest]
        rest = [
            row._replace(fields=tuple(field for field in row.fields if field.left >= cut), indent=0)
            for row in rest
        ]
    yield rest


def _border(rows: Sequence[GridRow], columns: Sequence[FigureColumn]) -> int | None:
    """The first column of the grid that belongs to a second column of captions; None if there is none.

    Captions stand behind a figure column in most of the rows that have figures before and behind them.
    """
    starts: defaultdict[int, list[int]] = defaultdict(list)
    edge: Counter[int] = Counter()
    for row in rows:
        figures = [field for field in row.fields if edges.is_figure(field.origin.text)]
        inside = [index for field in figures[:1] + figures[-1:] for index in edges.covered(field, columns)]
        if not inside or inside[0] == inside[-1]:
            continue
        edge.update({inside[0]: 1, inside[-1]: -1})
        words = {
            edges.behind(field, columns) - 1: field.left
            for field in reversed(row.fields)
            if _WORD.search(field.origin.text) and not edges.covered(field, columns)
        }
        for index, left in words.items():
            if inside[0] <= index < inside[-1]:
                starts[index].append(left)
    spans = list(itertools.accumulate(edge[index] for index in range(len(columns))))
    for index in sorted(starts):
        if len(starts[index]) >= _LEAST_ROWS_SIDE_BY_SIDE and 2 * len(starts[index]) > spans[index]:
            return min(starts[index])
    return None


def _with_figures(blocks: Iterable[list[GridRow]]) -> list[list[GridRow]]:
    """The blocks, those without figure columns joined to the one before, or to the one after the first."""
    found: list[list[GridRow]] = []
    for block in blocks:
        if found and not (edges.columns(block) and edges.columns(found[-1])):
            found[-1] += block
        else:
            found.append(block)
    return found if found and edges.columns(found[-1]) else []


def _blocks(rows: Sequence[GridRow]) -> Iterator[list[GridRow]]:
    """The rows in blocks that each begin with header rows; a header that only comes again is left out."""
    columns = edges.columns(rows)
    if not columns:
        return
    block: list[GridRow] = []
    head: list[tuple[str, ...]] = []
    printed = placing.ruled(rows)
    pairs = zip(printed, placing.lines(printed, columns), strict=True)
    for is_header, run in itertools.groupby(pairs, lambda pair: headers.is_period_row(pair[1])):
        now = list(run)
        again = is_header and _texts(now) == head
        if is_header and any(map(edges.has_figure, block)):
            titles = list(itertools.takewhile(lambda row: len(row.fields) == 1, reversed(block)))[::-1]
            if titles or not again:
                yield block[: len(block) - len(titles)]
                block, again = titles, False
        if is_header:
            head = _texts(now)
        block += [] if again else [row for row, _ in now]
    yield block


def _texts(header: Sequence[tuple[GridRow, TableLine]]) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in line.cells) for _, line in header]


# --- one table ------------------------------------------------------------------------------------


def _table(rows: Sequence[GridRow], heading: tuple[Origin, ...]) -> tuple[Table, tuple[Finding, ...]]:
    columns = edges.columns(rows)
    lines = placing.lines(rows, columns)
    first = rows[0].fields[0].origin
    head, body = headers.split(lines)
    count = lines.index(head[0]) if head else 0
    if count and _FIRST_SECTION.fullmatch(lines[count - 1].label.text):
        count -= 1
    titles = [line.label for line in lines[:count]]
    body = body[count:]
    if head and _opens_section(head[-1].label.text):
        opening = head[-1]
        blank = opening.label._replace(text="")
        body = (opening._replace(cells=tuple(blank for _ in opening.cells)), *body)
    notes = list(itertools.takewhile(_is_note_of_header, body)) if head else []
    table, findings = _of_parts(head, body[len(notes) :], len(columns), (*heading, *titles), first)
    return table._replace(stub=(*table.stub, *(line.label for line in notes))), findings


def _is_note_of_header(line: TableLine) -> bool:
    """Whether a line after the header rows is part of them: "(In thousands)", "(Unaudited)"."""
    text = line.label.text
    return not line.printed() and text.startswith("(") and text.endswith(")")


def _of_parts(
    head: Sequence[TableLine],
    body: Sequence[TableLine],
    count: int,
    heading: tuple[Origin, ...],
    first: Origin,
) -> tuple[Table, tuple[Finding, ...]]:
    columns, findings = headers.columns(head, count, first)
    rows, wrong = _rows(body, count)
    stub = tuple(line.label for line in head if line.label.text)
    return Table(first, heading, columns, rows, stub), (*findings, *wrong)


def _opens_section(label: str) -> bool:
    """Whether a label beside the last header row is the first heading of the captions: "ASSETS"."""
    return bool(label) and not _NO_SECTION.search(label)


def _rows(body: Sequence[TableLine], count: int) -> tuple[tuple[Row, ...], tuple[Finding, ...]]:
    found: list[captions.Caption] = []
    findings: list[Finding] = []
    for row in body:
        caption, wrong = captions.read(row.label)
        found.append(caption)
        findings += wrong
    rows = zip(body, found, strict=True)
    paths = sections.paths(
        [sections.SectionLine(c.label, bool(row.printed() or c.amounts)) for row, c in rows]
    )
    read: list[Row] = []
    for row, caption, path in zip(body, found, paths, strict=True):
        cells = tuple(numbers.cell(cell, column) for column, cell in enumerate(row.cells[:count], 1))
        read.append(Row(row.label, caption.label, path, cells, caption.amounts, row.look))
    return tuple(read), tuple(findings)
