"""The formats of Inline XBRL: printed text → reported value.

Transformation Rules Registries 1 to 5 and that of the SEC. Which formats there are, and what reads
each, stands in `formats.csv`; the namespaces of the registries in `registries.csv`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Literal, NamedTuple, cast

from linetag.model import QName
from linetag.xbrl.transformations import dates, numbers
from linetag.xbrl.transformations.numbers import Convert
from linetag.xbrl.transformations.tables import rows

Kind = Literal["number", "text", "as printed"]


class Format(NamedTuple):
    """A format: `convert` returns None for a text that does not fit it, `kind` is that of its result.

    A "number" is digits with at most one point, or INF, -INF or NaN.
    """

    convert: Convert
    kind: Kind


@cache
def format_of(name: QName) -> Format | None:
    """Return the format of that name; None if no registry known here has it."""
    registries = {row["namespace"]: row["registry"] for row in rows("registries")}
    row = next((row for row in rows("formats") if row["format"] == name.local), None)
    if row is None or registries.get(name.namespace) not in row["registries"].split():
        return None
    return Format(_reader(row["reader"])(*row["arguments"].split()), cast("Kind", row["gives"]))


def _reader(name: str) -> Callable[..., Convert]:
    """What makes the reader of a format of the words in its `arguments`."""
    found = numbers.READERS.get(name) or dates.READERS.get(name)
    if found is not None:
        return found
    from linetag.xbrl.transformations.sec import READERS  # noqa: PLC0415 - it takes 20 ms, and few need it

    return READERS[name]
