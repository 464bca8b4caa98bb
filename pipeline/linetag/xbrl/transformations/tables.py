"""The tables in this folder, read when a report needs them.

`months.csv` has the names of months in the languages of the Transformation Rules Registries. A name is
given by its beginning: "mar" for March, "marzo" and "marca". Its columns:

* `months`: twelve words, alternatives joined by "|"; `months_before_year`: those in front of a year
* `capitals`: whether names must begin with a capital
* `before` and `after`: what stands before and after a name, `[^0-9]+` if empty
* `tails`: what may follow the last part of a date, by the order of its parts: `dm=[^0-9]{0,6}`
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

APART = "[^0-9]+"


@cache
def rows(name: str) -> Sequence[Mapping[str, str]]:
    """Return the rows of a table, by column: `rows("registries")[0]["registry"]` → "1"."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def names(kind: str) -> Mapping[str, str]:
    """Return a list of `names.csv`: name → code, such as "Texas" → "TX" of kind "state"."""
    return {row["name"]: row["code"] for row in rows("names") if row["list"] == kind}


class Language(NamedTuple):
    """How dates are written in a language; patterns are regular expressions."""

    beginnings: str
    before_year: str
    capitals: bool
    before: str
    after: str
    tails: Mapping[str, str]

    def months(self, order: str) -> Mapping[str, int]:
        """Return the number of each beginning: in small letters, capitals, and with one capital."""
        return {
            name: number
            for beginning, number in self.words(order).items()
            for name in (beginning, beginning.upper(), beginning[:1].upper() + beginning[1:])
            if not self.capitals or name != beginning
        }

    def words(self, order: str = "") -> Mapping[str, int]:
        """Return the number of each beginning as the table has it."""
        words = self.before_year if self.before_year and order == "my" else self.beginnings
        return {one: i for i, words_ in enumerate(words.split(), 1) for one in words_.split("|")}


@cache
def languages() -> Mapping[str, Language]:
    """Return the languages by code; "roman" are Roman numerals."""
    return {
        row["language"]: Language(
            row["months"],
            row["months_before_year"],
            bool(row["capitals"]),
            row["before"] or APART,
            row["after"] or APART,
            dict(tail.split("=", 1) for tail in row["tails"].split()),
        )
        for row in rows("months")
    }
