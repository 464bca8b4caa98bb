"""Which concepts the embedded taxonomy has, in the edition for a year."""

from __future__ import annotations

import re
from functools import cache

from linetag import data
from linetag.taxonomy.load import load

_PACKAGE = "us-gaap-style"
_DATED = re.compile(r"\d{4}-\d\d-\d\d")


def edition(year: int) -> str:
    """Return the date of the embedded edition for a balance sheet of a year, the latest if `year` is 0."""
    dates = sorted(
        path.name for path in (data.folder("taxonomy") / _PACKAGE).iterdir() if _DATED.fullmatch(path.name)
    )
    if not year:
        return dates[-1]
    return next((one for one in reversed(dates) if int(one[:4]) <= year), dates[0])


@cache
def names(when: str) -> frozenset[str]:
    """Return the local names of the concepts of an edition."""
    url = f"http://linetag.example/{_PACKAGE}/{when}/{_PACKAGE}-{when}.xsd"
    taxonomy, _ = load(data.folder("taxonomy") / _PACKAGE, (url,))
    return frozenset(name.local for name in taxonomy.concepts)
