"""The header of a table and the lines above it, compared with what `filing.toml` declares."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import pairwise

from linetag.filing.records import ColumnSpec, Filing, TableSpec
from linetag.findings import Finding, Severity, Words, finding
from linetag.model import Duration, Instant, Origin, Period
from linetag.release import dates, units
from linetag.release.captions import normal
from linetag.release.dates import months_named, spans, whole_months, years_named
from linetag.release.records import Column, Document, PrintedUnit, Table
from linetag.tag.limits import HEADING_LINES
from linetag.wording import position


def header(spec: TableSpec, table: Table, filing: Filing) -> Iterator[Finding]:
    """Compare a table with its entry: number of columns, their units, dates and lengths, dates above it.

    Findings T310 to T313, T316, T317 and T326.
    """
    if len(table.columns) != len(spec.columns):
        counts: Words = {"printed": len(table.columns), "declared": len(spec.columns)}
        yield finding("T310", table.origin, related=(spec.origin,), table=spec.name, **counts)
        return
    for number, (column, declared) in enumerate(zip(table.columns, spec.columns, strict=True), 1):
        values: Words = {"table": spec.name, "column": number, "header": column.text}
        yield from _unit(spec, column, declared, values)
        yield from _period(spec, column, declared, filing, values)
    for row in table.rows:
        if any(cell.kind != "blank" for cell in row.cells) and len(row.cells) < len(table.columns):
            fields: Words = {"printed": len(row.cells), "declared": len(table.columns)}
            yield finding("T316", row.origin, related=(table.origin,), label=row.label, **fields)
    yield from _twice(table)
    yield from _heading(spec, table, filing)


def _twice(table: Table) -> Iterator[Finding]:
    """A row that is printed twice in a row: the repetition can change the section of other rows."""
    printed = [(normal(row.label), *(cell.origin.text for cell in row.cells)) for row in table.rows]
    for (above, row), (before, now) in zip(pairwise(table.rows), pairwise(printed), strict=True):
        if before == now and any(now[1:]):
            first = above.origin
            yield finding("T326", row.origin, related=(first,), label=row.label, place=position(first))


def _unit(spec: TableSpec, column: Column, declared: ColumnSpec, values: Words) -> Iterator[Finding]:
    unit = column.unit
    if unit and (unit.name, unit.scale) != (declared.currency, spec.scale):
        read, wanted = units.words(unit), units.words(PrintedUnit(declared.currency, spec.scale))
        at = column.unit_origin or column.origin
        yield finding("T311", at, related=(spec.origin,), read=read, wanted=wanted, **values)


def _period(
    spec: TableSpec, column: Column, declared: ColumnSpec, filing: Filing, values: Words
) -> Iterator[Finding]:
    """A complete date in a header must belong to the column's period.

    Years of dates that are split over columns, and numbers of months, may stand in the header of a
    neighbour: they must belong to some column.
    """
    period = filing.periods[declared.period]
    periods = [filing.periods[c.period] for c in spec.columns]
    read = ", ".join(day.isoformat() for day in column.dates)
    if not column.dates:
        unknown = years_named(column.text) - {day.year for p in periods for day in ends(p)}
        read = ", ".join(str(year) for year in sorted(unknown))
    if read and not set(column.dates) & set(ends(period)):
        values = {**values, "read": read, "period": declared.period}
        yield finding("T312", column.origin, related=(spec.origin,), **values)
    yield from _lengths(column.text, column.origin, spec, periods)


def _lengths(text: str, at: Origin, spec: TableSpec, periods: Sequence[Period]) -> Iterator[Finding]:
    lengths = {whole_months(p.start, p.end) for p in periods if isinstance(p, Duration)}
    for said in months_named(text):
        if lengths and said not in lengths:
            wanted = " or ".join(str(length) for length in sorted(lengths))
            values: Words = {"table": spec.name, "header": text, "said": said, "months": wanted}
            yield finding("T317", at, related=(spec.origin,), **values)


def _heading(spec: TableSpec, table: Table, filing: Filing) -> Iterator[Finding]:
    periods = [filing.periods[column.period] for column in spec.columns]
    declared = {day for period in periods for day in ends(period)}
    for line in table.heading[-HEADING_LINES:]:
        if not line.text.startswith("("):  # "(As of ...)", "(For The Six Months Ended ...)": not prose
            continue
        for read in dates.find(line.text):
            if (day := read.value) and day not in declared:
                known = ", ".join(sorted(d.isoformat() for d in declared))
                yield finding(
                    "T313", line, related=(spec.origin,), table=spec.name, day=day.isoformat(), known=known
                )
        yield from _lengths(line.text, line, spec, periods)


def ends(period: Period) -> tuple[date, ...]:
    """Return the dates that may name a period: the day of an instant, the ends of a duration."""
    return (period.on,) if isinstance(period, Instant) else (period.start, period.end)


def contradictions(document: Document, untagged: Collection[Origin], filing: Filing) -> Iterator[Finding]:
    """Report spans of dates that are not as long as the heading says, or not a period of the filing.

    Findings T315, T318 and T319: errors above a table that is tagged, notes above one of the `untagged`.
    """
    known = frozenset((p.start, p.end) for p in filing.periods.values() if isinstance(p, Duration))
    seen: set[Origin] = set()
    for table in sorted(document.tables, key=lambda t: t.origin in untagged):
        severity: Severity = "note" if table.origin in untagged else "error"
        for line, found in _lines_with_spans(table):
            if line not in seen:
                seen.add(line)
                yield from _span(line, found, known, severity)


def _lines_with_spans(table: Table) -> Iterator[tuple[Origin, int]]:
    """The heading lines with a span of dates, each with the number of months named before it (0: none)."""
    said = 0
    for line in table.heading:
        if named := months_named(line.text):
            said = named[-1]
        if any(spans(line.text)):
            yield line, said
            said = 0


def _span(
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
