"""Tables that hold several statements, one below the other, cut at the rows that name the next one."""

from __future__ import annotations

from collections.abc import Iterable

from linetag.propose import titles
from linetag.propose.candidates import is_heading
from linetag.release.records import Table


def at_titles(tables: Iterable[Table]) -> tuple[Table, ...]:
    """Return the tables in order, each cut where a row without figures names another statement."""
    return tuple(part for table in tables for part in _parts(table))


def _parts(table: Table) -> list[Table]:
    found: list[Table] = []
    start, heading = 0, table.heading
    has_figures = False
    for index, row in enumerate(table.rows):
        has_figures = has_figures or any(cell.value is not None for cell in row.cells)
        if not has_figures or not is_heading(row):
            continue
        title = titles.of_line(row.origin)
        if title is None or title.code in (None, "SEG") or title.short or title.qualifier:
            continue
        origin = table.rows[start].origin if start else table.origin
        found.append(table._replace(origin=origin, heading=heading, rows=table.rows[start:index]))
        start, heading, has_figures = index, (row.origin,), False
    origin = table.rows[start].origin if start else table.origin
    found.append(table._replace(origin=origin, heading=heading, rows=table.rows[start:]))
    return found
