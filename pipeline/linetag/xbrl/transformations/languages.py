"""Names of months in the languages of the Transformation Rules Registries, from `months.csv`.

A name is given by its beginning: "mar" for March, "marzo" and "marca". The columns of the table:

* `months`: twelve words, alternatives joined by "|"; `months_before_year`: those in front of a year
* `capitals`: whether names must begin with a capital
* `before` and `after`: what stands before and after a name, `[^0-9]+` if empty
* `tails`: what may follow the last part of a date, by the order of its parts: `dm=[^0-9]{0,6}`
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from linetag.xbrl.transformations.tables import rows

APART = "[^0-9]+"


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
