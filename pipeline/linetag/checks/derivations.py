"""What the figures of a TSE summary derive from, and whether they do: the records of the verdicts."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag.model import Origin

Kind = Literal["growth", "ratio", "per share", "dividends", "forecast", "limit", "period", "statement"]
Held = Literal["holds", "fails", "undecided"]
Reason = Literal[
    "a figure it derives from is not stated",
    "no growth is stated",
    "the form shows a dash",
    "its divisor may be zero",
    "it may rest on another number of shares",
    "it is reported more than once",
    "it is no figure",
]
"""Why a derivation cannot be decided: a closed list."""


class Part(NamedTuple):
    """A figure that another one derives from; `value` None is a dash."""

    item: str
    context: str
    value: Decimal | None


class Derivation(NamedTuple):
    """A figure of a summary, what it must be by others of the same summary, and the verdict.

    `item` is a local name of the 2014 taxonomy and `context` the id that the exchange gives to its
    context there, also in a document of the 2007 form. `stated` is the value as filed (a percentage is a
    fraction), None for a dash; `low` and `high` are the least and the greatest that would hold. A verdict
    of undecided has a `reason`. `parts` are the figures it derives from, `at` is its place.
    """

    kind: Kind
    item: str
    context: str
    verdict: Held
    reason: Reason | None
    stated: Decimal | None
    low: Decimal | None
    high: Decimal | None
    parts: tuple[Part, ...]
    at: Origin | None


class Derivations(NamedTuple):
    """All derivations of a summary, in the order of the document by kind."""

    all: tuple[Derivation, ...]

    def counts(self) -> dict[Held, int]:
        """How many have each verdict."""
        found = Counter(one.verdict for one in self.all)
        return {"holds": found["holds"], "fails": found["fails"], "undecided": found["undecided"]}
