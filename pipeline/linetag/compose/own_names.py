"""Own concepts for the lines that no concept of the taxonomy fits: drafts for `extension.csv`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import count

from linetag.compose.assign import Figures, contradict
from linetag.compose.signs import period_of
from linetag.model import Instant
from linetag.propose.records import OwnConcept, Statement

_WORD = re.compile(r"[A-Za-z0-9]+")
_MOST_WORDS = 8


class OwnNames:
    """The own concepts that lines need: lines with different figures have different ones."""

    def __init__(self) -> None:
        """Begin without any."""
        self.rows: list[tuple[str, ...]] = []
        self._taken: dict[str, tuple[OwnConcept, Figures]] = {}

    def add(self, statement: Statement, number: int, figures: Figures) -> str:
        """Return the name of the concept that is drafted for a line, and keep its row."""
        own = _drafted(statement, number)
        for name in _names(own.name, statement.lines[number].section):
            if name not in self._taken:
                self._taken[name] = own, figures
                self.rows.append((name, own.type, own.period, own.balance, "item", own.label, "", "", ""))
                return name
            known, others = self._taken[name]
            if known._replace(confidence=own.confidence) == own and not contradict(others, figures):
                return name
        raise AssertionError  # there is always another number


def _drafted(statement: Statement, number: int) -> OwnConcept:
    """The draft for a line, with the period that its figures have, and a label where no caption gives one."""
    own = statement.proposals[number].own
    line = statement.lines[number]
    periods = {period_of(statement, line, index) for index in range(len(line.cells))} - {None}
    if periods:
        kinds = {isinstance(period, Instant) for period in periods}
        own = own._replace(period="instant" if kinds == {True} else "duration")
    if own.label:
        return own
    parts = next((one.contributors for one in statement.sums if one.total == number), ())
    before = next((statement.proposals[part.line].own for part in reversed(parts)), None)
    if before is None or not before.label:
        return own._replace(
            name=f"Unnamed{statement.code}", label=f"Line without a caption ({statement.code})"
        )
    return own._replace(name=f"SubtotalAfter{before.name}", label=f"Subtotal after {before.label}")


def _names(name: str, section: Sequence[str]) -> Iterator[str]:
    """Yield the names that a concept may have: its own, with that of its section, with a number."""
    yield name
    words = _WORD.findall(section[-1]) if section else []
    if words:
        name += "".join(word.capitalize() for word in words[:_MOST_WORDS])
        yield name
    yield from (f"{name}{number}" for number in count(2))
