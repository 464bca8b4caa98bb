"""The formats of Inline XBRL: printed text → reported value.

Transformation Rules Registries 1 to 5 and that of the SEC. Which formats there are, and what reads
each, stands in `formats.csv`; the namespaces of the registries in `registries.csv`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple, cast

from linetag.model import QName
from linetag.xbrl.transformations import dates, numbers, sec
from linetag.xbrl.transformations.numbers import Convert
from linetag.xbrl.transformations.tables import rows

# What reads the formats: made of the words in the column `arguments`.
_READERS: Mapping[str, Callable[..., Convert]] = {**numbers.READERS, **dates.READERS, **sec.READERS}

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
    row = _formats().get((_registries().get(name.namespace, ""), name.local))
    if row is None:
        return None
    return Format(_READERS[row["reader"]](*row["arguments"].split()), cast("Kind", row["gives"]))


@cache
def _registries() -> Mapping[str, str]:
    return {row["namespace"]: row["registry"] for row in rows("registries")}


@cache
def _formats() -> Mapping[tuple[str, str], Mapping[str, str]]:
    """The rows of `formats.csv` by registry and format."""
    return {
        (registry, row["format"]): row for row in rows("formats") for registry in row["registries"].split()
    }
