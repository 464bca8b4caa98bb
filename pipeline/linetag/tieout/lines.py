"""The lines of the release behind stated words, dates and yes/no answers (`[summary.lines]`)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from datetime import date

from linetag.filing.summary import SummarySpec
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release import dates
from linetag.release.records import Document
from linetag.tieout.cells import Summary, Value

_YES_OR_NO = re.compile(r"\b(yes|no|none)\b[^a-z]*(?:\(.*\))?$", re.IGNORECASE)


def find(spec: SummarySpec, document: Document) -> tuple[Mapping[str, Origin], tuple[Finding, ...]]:
    """Return where the release prints the words of each key; words that are not printed are S637.

    The same words given for two keys stand for two lines, in their order.
    """
    places: dict[str, Origin] = {}
    found: list[Finding] = []
    for key, (words, origin) in spec.lines.items():
        place = next((at for at in _occurrences(words, document) if at not in places.values()), None)
        if place:
            places[key] = place
            continue
        similar = _most_similar(words, document)
        at, related = (similar, (origin,)) if similar else (origin, ())
        found.append(finding("S637", at, related=related, key=key, words=words, path=document.path))
    return places, tuple(found)


def _occurrences(words: str, document: Document) -> Iterator[Origin]:
    for at in document.texts():
        if words and (column := at.text.find(words)) >= 0:
            in_file = not at.part.kind  # in other parts of a file, columns count cells
            yield at._replace(column=column + 1 if in_file else at.column, text=words)


def _most_similar(words: str, document: Document) -> Origin | None:
    """The line that the words were probably copied from before it changed."""
    lines = {at.text: at for at in document.texts() if len(at.text) < 2 * len(words) + 40}
    close = difflib.get_close_matches(words, lines, n=1, cutoff=0.75)
    return lines[close[0]] if close else None


def contradicted(summary: Summary, spec: SummarySpec) -> Iterator[Finding]:
    """Yield S638 for each stated date or yes/no that the words of its line contradict."""
    for key, (words, origin) in spec.lines.items():
        cell = summary.cell(key)
        if cell is not None and (read := _contrary(cell.value, words)):
            yield finding("S638", origin, key=key, words=words, read=read)


def _contrary(value: Value, words: str) -> str:
    """What the words say if that is not the value; "" where they agree or say nothing about it."""
    if isinstance(value, bool):
        said = _YES_OR_NO.search(words)
        return said[1] if said and (said[1].casefold() == "yes") != value else ""
    days = [day.value for day in dates.find(words) if day.value]
    return days[0].isoformat() if isinstance(value, date) and days and value not in days else ""
