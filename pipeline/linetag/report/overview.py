"""A table across reports: what became of each, in a line."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from linetag.report.terminal_text import clean, tail, width
from linetag.report.verdict import verdict_of

if TYPE_CHECKING:
    from linetag.report.result import Result

_HEADINGS = ("errors", "warnings", "accepted", "statements hold", "sums fail")
_NARROWEST, _WIDEST = 16, 60
_WIDTH = 100


class OverviewRow(NamedTuple):
    """A report with its findings counted, and how many of its face statements hold and of its sums fail."""

    name: str
    errors: int
    warnings: int
    accepted: int
    faces: tuple[int, int]
    sums: tuple[int, int]
    readable: bool = True


def overview_row(result: Result) -> OverviewRow:
    """Return the row of a report; only sums whose failure is an error count as failing."""
    verdict, tally = verdict_of(result), result.tally
    count = len(verdict.holding) + len(verdict.failing)
    accepted = sum(item.accepted for item in result.findings)
    return OverviewRow(
        posixpath.basename(result.path.partition(" (and ")[0]),
        tally.errors,
        tally.warnings,
        accepted,
        verdict.faces,
        (len(verdict.errors), count),
        result.readable,
    )


def overview(rows: Sequence[OverviewRow], columns: int | None = None) -> Iterator[str]:
    """Yield the table: the worst reports first, then those that hold, each in the order of the run.

    For example::

        3 reports         errors  warnings  statements hold  sums fail
        c.xml                  2         0           3 of 4    2 of 84
    """
    shown = [i for i, name in enumerate(_HEADINGS) if name != "accepted" or any(row.accepted for row in rows)]
    figures = [_figures(row) for row in rows]
    room = (columns or _WIDTH) - sum(len(_HEADINGS[i]) + 2 for i in shown)
    names = [clean(row.name) for row in rows]
    heading = f"{len(rows):,} reports"
    label = max(_NARROWEST, min(room, _WIDEST, max(map(width, (heading, *names)))))
    yield heading + " " * (label - len(heading)) + "".join(f"  {_HEADINGS[i]}" for i in shown)
    order = sorted(
        range(len(rows)), key=lambda i: (rows[i].readable, not rows[i].errors, not rows[i].warnings)
    )
    for i in order:
        name = tail(names[i], label)
        cells = "".join(f"  {figures[i][column]:>{len(_HEADINGS[column])}}" for column in shown)
        yield f"{name}{' ' * (label - width(name))}{cells}".rstrip()


def _figures(row: OverviewRow) -> Sequence[str]:
    (good, faces), (bad, sums) = row.faces, row.sums
    if not row.readable:
        return (f"{row.errors:,}", f"{row.warnings:,}", f"{row.accepted:,}", "unreadable", "")
    return (
        f"{row.errors:,}",
        f"{row.warnings:,}",
        f"{row.accepted:,}",
        f"{good:,} of {faces:,}" if faces else "–",
        f"{bad:,} of {sums:,}" if sums else "–",
    )
