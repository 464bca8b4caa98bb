"""Text cells that repeat the figures of a table, as a conversion from PDF leaves them behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import numbers
from linetag.tieout.cells import SummaryCell
from linetag.tieout.printed import PrintedTable

_FIGURE = re.compile(r"(?<!\S)\(?[△▲-]?[0-9][0-9,]*(?:\.[0-9]+)?\)?%?(?!\S)")
"""A figure among words: digits with separators, signs and percent, white space around."""


def unlike(table: PrintedTable, cells: Mapping[str, SummaryCell]) -> Iterator[Finding]:
    """Yield S684 for the first figure of each copy that its table does not print.

    A copy may break off early. A figure in it may be the one that the table should print.
    """
    printed = {figure.key: figure for figure in table.figures}
    for copy in (cell for cell in table.cells if cell.repeats):
        places, keys = _figures(copy.origin), copy.repeats
        for place, key in zip(places, keys, strict=False):
            number, at = numbers.parse(place.text), printed.get(key)
            if at is not None and (number is None or number.value not in (at.value, cells[key].figure)):
                yield _unlike(place, at.origin, at.origin.text)
                break  # one figure lost or added shifts all that follow
        else:
            if len(places) > len(keys):
                yield _unlike(places[len(keys)], table.expected.origin, "nothing")


def _figures(origin: Origin) -> Sequence[Origin]:
    """The figures in a text, each with its place in the line."""
    return [
        origin._replace(column=origin.column + match.start(), text=match[0])
        for match in _FIGURE.finditer(origin.text)
    ]


def _unlike(place: Origin, at: Origin, printed: str) -> Finding:
    return finding("S684", place, related=(at,), copied=place.text, printed=printed)
