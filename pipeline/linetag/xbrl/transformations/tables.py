"""The tables in this folder, read when a report needs them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path


@cache
def rows(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of a table, by column: `rows("registries")[0]["registry"]` → "1"."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return a list of `names.csv`: name → code, such as "Texas" → "TX" of kind "state"."""
    return {row["name"]: row["code"] for row in rows("names") if row["list"] == kind}
