"""What companies print for which concept: counts over public filings, of then (2009 to 2014) and of now.

The table travels with the program (`captions.tsv.gz`, `concepts.tsv.gz`); `author/` makes it. It holds counts
and captions only. Lines are taken apart when they are needed, so that loading takes a tenth of a second.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from linetag.propose.concepts.folding import stems

COMPANIES_THEN = 1438
"""Companies whose captions of 2009 and 2010 were counted."""

OWN = "own"
"""The concept of a line for which a company declared one of its own."""


IN_CAPTION = "in caption"
"""What stands instead of a statement for amounts inside captions, such as the par value of shares."""

NAME = "name"
"""What stands instead of a statement where the caption is the name of the concept itself."""


_LEAST_CHANGE, _MOST_CHANGE = 0.02, 10.0
_THEN_PRIOR, _NOW_PRIOR = 20, 0.5


class Header(NamedTuple):
    """The first line of the table: of how many companies it knows captions."""

    companies_then: int
    companies_now: int

    def line(self) -> str:
        """Return the line of the table."""
        return f"#\tcompanies\t\t\t{self.companies_then}\t{self.companies_now}"


class Observation(NamedTuple):
    """How many companies used a concept for a caption in a zone of a statement."""

    statement: str
    zone: str
    concept: str
    then: int
    now: int


class ConceptUse(NamedTuple):
    """A concept as companies use it: what it counts, its period and balance, and how often then and now.

    `unit` is "money", "shares", "per share" or "other", `period` "instant" or "duration", `balance` "debit",
    "credit" or ""; `ended` says that the taxonomy of 2025 does not have it any more.
    """

    unit: str
    period: str
    balance: str
    ended: bool
    then: int
    now: int


def observation_line(caption: str, one: Observation) -> str:
    """Return a line of the table; an empty caption repeats the one above."""
    return "\t".join((caption, one.statement, one.zone, one.concept, str(one.then or ""), str(one.now or "")))


class CaptionTable:
    """The captions, found by their words, and what each of them stood for."""

    def __init__(self, captions: bytes, concepts: bytes) -> None:
        """Read the two tables, gzip-compressed text with tabs. They are ours: a defect raises."""
        text = gzip.decompress(captions).decode()
        self._lines = text.split("\n")
        del self._lines[-1]
        _, _, _, _, then, now = self._lines[0].split("\t")
        self.companies = Header(int(then), int(now))
        self.captions: list[str] = []
        self._starts: list[int] = []
        for number, line in enumerate(self._lines):
            if line[0] != "\t" and number:
                self.captions.append(line[: line.index("\t")])
                self._starts.append(number)
        self._starts.append(len(self._lines))
        self.number = {caption: number for number, caption in enumerate(self.captions)}
        self.words = _words(self.captions)
        self.concepts = _concepts(concepts)
        self.changes = {name: _change(use, self.companies) for name, use in self.concepts.items()}
        self._taken: dict[int, tuple[Observation, ...]] = {}

    def observations(self, number: int) -> tuple[Observation, ...]:
        """Return what companies used for the caption with this number."""
        found = self._taken.get(number)
        if found is None:
            lines = self._lines[self._starts[number] : self._starts[number + 1]]
            found = self._taken[number] = tuple(map(_observation, lines))
        return found


def _observation(line: str) -> Observation:
    _, statement, zone, concept, then, now = line.split("\t")
    return Observation(statement, zone, concept, int(then or 0), int(now or 0))


def _words(captions: Sequence[str]) -> Mapping[str, Sequence[int]]:
    """The numbers of the captions with each stem; a caption that has it twice stands there twice."""
    by_word: dict[str, list[int]] = defaultdict(list)
    for number, caption in enumerate(captions):
        for word in caption.split(" "):
            by_word[word].append(number)
    found: dict[str, list[int]] = {}
    for word, numbers in by_word.items():
        for own in stems(word):
            if own in found:
                found[own] += numbers
            else:
                found[own] = list(numbers)
    return found


def _concepts(data: bytes) -> Mapping[str, ConceptUse]:
    found = {}
    for line in gzip.decompress(data).decode().splitlines():
        name, unit, period, balance, ended, then, now = line.split("\t")
        found[name] = ConceptUse(unit, period, balance, bool(ended), int(then), int(now))
    return found


def _change(use: ConceptUse, companies: Header) -> float:
    """How much more often than then companies use a concept now, between a fiftieth and ten times."""
    if use.ended:
        return _LEAST_CHANGE
    before = (use.then + _THEN_PRIOR) / companies.companies_then
    after = (use.now + _NOW_PRIOR) / companies.companies_now
    return min(_MOST_CHANGE, max(_LEAST_CHANGE, after / before))


@cache
def embedded() -> CaptionTable:
    """Return the table that travels with the program."""
    room = files(__package__)
    return CaptionTable(
        room.joinpath("captions.tsv.gz").read_bytes(), room.joinpath("concepts.tsv.gz").read_bytes()
    )
