"""The lines of the release that stand behind stated words, dates and yes/no (`[summary.lines]`)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from linetag.filing.summary import SummarySpec
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import dates
from linetag.release.records import Document
from linetag.tieout.cells import Summary, Value

_YES = re.compile(r"\b(yes|no|none)\b[^a-z]*(?:\(.*\))?$", re.IGNORECASE)


def find(spec: SummarySpec, document: Document) -> tuple[Mapping[str, Origin], Sequence[Finding]]:
    """Where the release prints the words; a line that is gone is told at the one most like it."""
    places: dict[str, Origin] = {}
    found: list[Finding] = []
    used: set[Origin] = set()
    for key, (words, origin) in spec.lines.items():
        place = next((at for at in _occurrences(words, document) if at not in used), None)
        if place is None:
            like = _most_like(words, document)
            at, related = (like, (origin,)) if like else (origin, ())
            found.append(finding("S637", at, related=related, key=key, words=words, path=document.path))
        else:
            places[key] = place
            used.add(place)  # words given twice stand for two lines, in their order
    return places, found


def _occurrences(words: str, document: Document) -> Iterator[Origin]:
    for number, line in enumerate(document.lines, 1):
        if words and (column := line.find(words)) >= 0:
            yield Origin(document.path, number, column + 1, words)


def _most_like(words: str, document: Document) -> Origin | None:
    """The line that the words were probably taken from before it changed."""
    lines = {line: number for number, line in enumerate(document.lines, 1) if len(line) < 2 * len(words) + 40}
    close = difflib.get_close_matches(words, lines, n=1, cutoff=0.75)
    return Origin(document.path, lines[close[0]], 1, close[0]) if close else None


def contradicted(summary: Summary, spec: SummarySpec) -> Iterator[Finding]:
    """Dates and yes/no that are stated otherwise than the words that they are said to rest on."""
    for key, (words, origin) in spec.lines.items():
        cell = summary.cell(key)
        if cell is not None and (read := _otherwise(cell.value, words)):
            yield finding("S638", origin, key=key, words=words, read=read)


def _otherwise(value: Value, words: str) -> str:
    """What the words say, where that is not the value; empty where they agree or do not tell."""
    if isinstance(value, bool):
        said = _YES.search(words)
        return said[1] if said and (said[1].casefold() == "yes") != value else ""
    days = [day.value for day in dates.find(words) if day.value]
    return days[0].isoformat() if isinstance(value, date) and days and value not in days else ""
