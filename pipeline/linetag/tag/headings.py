"""The spans of time in the lines above the tables, compared with each other and with the periods."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from linetag.filing.records import Filing
from linetag.findings import Finding, Severity, finding
from linetag.model import Duration, Origin
from linetag.release import dates
from linetag.release.records import Document, Table
from linetag.tag.locate import Located
from linetag.tag.spans import months_named, spans, whole_months


def contradictions(document: Document, located: Located, filing: Filing) -> Iterator[Finding]:
    """Report spans of dates that are not as long as the heading says, or not a period of the filing.

    Findings T315, T318 and T319: errors above a table that is tagged, notes above another.
    """
    left = {table.origin for _, table in (*located.left, *located.highlights)}
    known = frozenset((p.start, p.end) for p in filing.periods.values() if isinstance(p, Duration))
    seen: set[Origin] = set()
    for table in sorted(document.tables, key=lambda t: t.origin in left):
        severity: Severity = "note" if table.origin in left else "error"
        for line, found in _lines(table):
            if line not in seen:
                seen.add(line)
                yield from _line(line, found, known, severity)


def _lines(table: Table) -> Iterator[tuple[Origin, int]]:
    """The heading lines with a span of dates, each with the number of months named before it (0: none)."""
    said = 0
    for line in table.heading:
        if named := months_named(line.text):
            said = named[-1]
        if any(spans(line.text)):
            yield line, said
            said = 0


def _line(
    line: Origin, said: int, known: frozenset[tuple[date, date]], severity: Severity
) -> Iterator[Finding]:
    for start, end in spans(line.text):
        length = whole_months(start, end)
        if said and said != length:
            yield finding("T315", line, severity=severity, said=said, months=length, start=start, end=end)
        elif severity == "error" and (start, end) not in known:
            yield finding("T318", line, start=start, end=end)
        for other in dates.find(line.text):
            if other.value and other.value not in (start, end):
                yield finding("T319", line, severity=severity, day=other.value, start=start, end=end)
