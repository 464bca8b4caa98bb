"""Which concepts the embedded taxonomy has, in the edition for a year."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from linetag import data
from linetag.model import Concept
from linetag.taxonomy.load import load

_PREFIX = "gaap"
_LAST_DAY = "12-31"


def edition(year: int) -> str:
    """Return the edition for a balance sheet of a year, the latest if `year` is 0."""
    rows = [row for row in data.table("taxonomy", "editions.csv") if row["prefix"] == _PREFIX]
    if not year:
        return rows[-1]["edition"]
    return [row["edition"] for row in rows if row["balance_sheets_from"] <= f"{year:04}-{_LAST_DAY}"][-1]


def names(when: str) -> frozenset[str]:
    """Return the local names of the concepts of an edition."""
    return frozenset(concepts(when))


@cache
def concepts(when: str) -> Mapping[str, Concept]:
    """Return the concepts of an edition by their local names."""
    rows = data.table("taxonomy", "editions.csv")
    row = next(row for row in rows if row["edition"] == when and row["prefix"] == _PREFIX)
    taxonomy, _ = load(data.folder("taxonomy") / row["package"], (row["schema"],))
    return {name.local: concept for name, concept in taxonomy.concepts.items()}
