"""Headings that contradict themselves: "(3 months)" above "from April 1 to September 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from linetag.findings import Finding, Severity, finding
from linetag.model import Document, Origin, Table
from linetag.release import dates
from linetag.tag.locate import Located

_MONTHS = re.compile(r"\b(\d{1,2}|three|six|nine|twelve)[ -]months?\b", re.IGNORECASE)
_NUMBERS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}
_JOINS = re.compile(r"^\W*(?:to|through|until|-|–)\W*$", re.IGNORECASE)


def contradictions(document: Document, located: Located) -> Iterator[Finding]:
    """Spans of dates that are not as many months long as the heading says.

    An error above a table that is tagged; above one that is left or only compared, a note.
    """
    tagged = {table.origin for _, table in located.tagged}
    seen: set[Origin] = set()
    for table in sorted(document.tables, key=lambda t: t.origin not in tagged):
        for line, said, months, span in _spans(table):
            if line not in seen and said != months:
                seen.add(line)
                start, end = span
                severity: Severity = "error" if table.origin in tagged else "note"
                yield finding("T315", line, severity=severity, said=said, months=months, start=start, end=end)


def _spans(table: Table) -> Iterator[tuple[Origin, int, int, tuple[date, date]]]:
    """Each "D1 to D2" of the heading with the number of months last named before or in its line."""
    said: int | None = None
    for line in table.heading:
        if words := _MONTHS.search(line.text):
            said = _NUMBERS.get(words[1].casefold()) or int(words[1])
        found = dates.find(line.text)
        for first, second in pairwise(found):
            between = line.text[first.end : second.start]
            if said and first.value and second.value and _JOINS.match(between):
                yield line, said, _months(first.value, second.value), (first.value, second.value)
                said = None


def _months(start: date, end: date) -> int:
    """Whole calendar months from the start of one day to the end of the other."""
    after = end + timedelta(days=1)
    return (after.year - start.year) * 12 + after.month - start.month
