"""The rows of a sheet or of a file with separators → its tables, and the texts between them.

Blank rows separate tables where the rows after them have a header of their own; other blank rows only
separate the parts of one table. Lines of a single text above a header are headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from linetag.model import Origin
from linetag.release import edges, headers
from linetag.release.edges import FigureColumn
from linetag.release.grids import Field, Grid, GridRow


def blocks(rows: Iterable[GridRow]) -> Iterator[Origin | Grid]:
    """Return the texts and the tables of a sheet, in order; a row without fields is a blank row."""
    table: list[GridRow] = []
    texts: list[GridRow] = []
    for printed, run in groupby(rows, lambda row: bool(row.fields)):
        if not printed:
            continue
        texts += run
        if not any(map(edges.has_figure, texts)):
            continue
        if table and not _has_header(texts):
            table += texts
        else:
            yield from _grid(table)
            heading, table = _parts(texts)
            yield from heading
        texts = []
    yield from _grid(table)
    for row in texts:
        yield from (field.origin for field in row.fields)


def _grid(rows: Sequence[GridRow]) -> Iterator[Grid]:
    if rows:
        yield Grid((), tuple(_spread(rows)))


def _parts(rows: Sequence[GridRow]) -> tuple[list[Origin], list[GridRow]]:
    """The lines above a table, and its rows from the header on, or from its first captions."""
    margin = _margin(rows)
    titles = list(takewhile(lambda row: _is_title(row, margin), rows))
    if len(titles) < len(rows) and edges.has_figure(rows[len(titles)]):
        while titles and titles[-1].fields[0].origin.text.endswith(":"):
            titles.pop()
    return [row.fields[0].origin for row in titles], list(rows[len(titles) :])


def _is_title(row: GridRow, margin: int) -> bool:
    """Whether a row is a single text that is neither a figure nor the header of columns."""
    first = row.fields[0]
    if len(row.fields) > 1 or edges.has_figure(row) or headers.names_period(first.origin.text):
        return False
    return first.left <= margin or not headers.is_period(first.origin.text)


def _has_header(rows: Sequence[GridRow]) -> bool:
    """Whether a header stands above the first figure: periods, or several words without a caption."""
    margin = _margin(rows)
    for row in takewhile(lambda row: not edges.has_figure(row), rows):
        over = [field.origin.text for field in row.fields if field.left > margin]
        if over and (all(map(headers.is_period, over)) or len(over) == len(row.fields) > 1):
            return True
    return False


def _margin(rows: Iterable[GridRow]) -> int:
    """The column in which the captions begin."""
    return min(row.fields[0].left for row in rows)


# --- headers over several columns -----------------------------------------------------------------


def _spread(rows: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows, each piece of a header over the columns that it names.

    Files without merged cells print "Nine Months Ended" over the first of its columns only, and a header
    may stand over the cell of a currency sign or over an empty one beside its figures.
    """
    columns = edges.columns([row._replace(fields=edges.joined(row.fields)) for row in rows])
    head = list(takewhile(lambda row: not edges.has_figure(row), rows)) if columns else []
    margin = _margin(row for row in rows[len(head) :] if row.fields)
    fullest = 0
    wider: list[GridRow] = []
    for row in reversed(head):
        over = [field for field in row.fields if margin < field.left < columns[-1].right]
        single = all(field.right == field.left + 1 for field in over)
        if over and single and (len(over) < fullest or len(over) == len(columns)):
            before = row.fields[: row.fields.index(over[0])]
            after = row.fields[len(before) + len(over) :]
            row = row._replace(fields=(*before, *_over(over, columns), *after))  # noqa: PLW2901
        fullest = max(fullest, len(over))
        wider.append(row)
    yield from reversed(wider)
    yield from rows[len(wider) :]


def _over(fields: Sequence[Field], columns: Sequence[FigureColumn]) -> list[Field]:
    """The fields over as many columns each, if they stand so, else each up to the next one."""
    size, rest = divmod(len(columns), len(fields))
    runs = [columns[size * number : size * (number + 1)] for number in range(len(fields))]
    ends = [run[-1].right for run in runs if run]
    inside = zip((0, *ends), fields, ends, strict=False)
    if not rest and all(before <= field.left < end for before, field, end in inside):
        return [
            field._replace(left=run[0].left, right=run[-1].right)
            for field, run in zip(fields, runs, strict=True)
        ]
    ends = [*(field.left for field in fields[1:]), columns[-1].right]
    return [field._replace(right=max(field.right, end)) for field, end in zip(fields, ends, strict=True)]
