"""Text cells that repeat columns of a highlight table: what a conversion from PDF leaves behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import numbers
from linetag.release.records import Cell
from linetag.tieout.cells import SummaryCell
from linetag.tieout.highlights.derive import key_of
from linetag.tieout.highlights.read import Grid
from linetag.tieout.printed import Printed

_TOKEN = re.compile(r"(?<![^\s])\(?[△▲-]?[0-9][0-9,]*(?:\.[0-9]+)?\)?%?(?![^\s])")


def unlike(grid: Grid, cells: dict[str, SummaryCell]) -> Iterator[Finding]:
    """S684 where a copy, as far as it goes, does not repeat the figures of its columns."""
    for _, cell, columns in grid.copies:
        places = list(_figures(cell))
        wanted = [
            key_of(grid.spec, row, grid.spec.columns[column]) for row in grid.spec.rows for column in columns
        ]
        for place, key in zip(places, wanted, strict=False):
            at = grid.printed.get(key)
            if at is not None and not _repeats(place, at, cells[key]):
                yield _unlike(place, at.origin, at.origin.text)
                break  # one figure lost or added shifts all that follow
        else:
            for place in places[len(wanted) :][:1]:
                yield _unlike(place, grid.spec.origin, "nothing")


def _figures(cell: Cell) -> Sequence[Origin]:
    """The figures in a text, each with its place in the line."""
    origin = cell.origin
    return [
        origin._replace(column=origin.column + match.start(), text=match[0])
        for match in _TOKEN.finditer(origin.text)
    ]


def _repeats(place: Origin, at: Printed, cell: SummaryCell) -> bool:
    """Whether a copy shows what the table shows, or what it should show."""
    number = numbers.parse(place.text)
    return number is not None and number.value in (at.value, cell.figure)


def _unlike(place: Origin, at: Origin, printed: str) -> Finding:
    return finding("S684", place, related=(at,), copied=place.text, printed=printed)
