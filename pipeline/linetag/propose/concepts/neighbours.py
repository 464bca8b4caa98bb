"""Which concept follows which in the statements of today, counted over companies (`neighbours.tsv.gz`)."""

from __future__ import annotations

import gzip
import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_PRIOR = 3.0
_UNSEEN = 0.3
BEFORE_FIRST, AFTER_LAST = "^", "$"
"""What stands before the first line of a statement and after the last."""


class Neighbours:
    """How likely a concept is to follow another, as logarithms of shares."""

    def __init__(self, data: bytes) -> None:
        """Read the table, gzip-compressed text with tabs: a concept, the next one, companies."""
        self._pairs: dict[str, dict[str, int]] = defaultdict(dict)
        for line in gzip.decompress(data).decode().splitlines():
            first, second, companies = line.split("\t")
            self._pairs[first][second] = int(companies)
        self._totals: Mapping[str, int] = {one: sum(each.values()) for one, each in self._pairs.items()}

    def follows(self, first: str, second: str) -> float:
        """Return the logarithm of the share of companies that print `second` after `first`."""
        seen = self._pairs.get(first, {}).get(second, 0)
        return math.log((seen + _UNSEEN) / (self._totals.get(first, 0) + _PRIOR))


def table(pairs: Counter[tuple[str, str]]) -> bytes:
    """Return the table as it travels: gzip, without a clock in it."""
    rows = (f"{first}\t{second}\t{count}\n" for (first, second), count in sorted(pairs.items()))
    return gzip.compress("".join(rows).encode(), 9, mtime=0)


@cache
def embedded() -> Neighbours:
    """Return the table that travels with the program."""
    return Neighbours(files(__package__).joinpath("neighbours.tsv.gz").read_bytes())
