"""The tagged facts and the filer's statements → the cells of the summary (TSE.md C2).

A cell is derived or stated, never copied from the summary that the release prints; what is
neither is a dash with a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from linetag.filing.summary import SECTIONS, SummarySpec, texts
from linetag.findings import Finding, finding
from linetag.model import Entity, Period, Report
from linetag.tanshin.document import document_cells
from linetag.tanshin.implied import implied
from linetag.tanshin.items import derived, disagreement, proofs
from linetag.tanshin.stated import dividends, forecasts
from linetag.tieout import highlights as highlight_tables
from linetag.tieout.cells import CellSource, MissingFact, Summary, SummaryCell
from linetag.tieout.sources import UNSTATED, Lookup, Sources


def derive(
    spec: SummarySpec, report: Report, entity: Entity, periods: Mapping[str, Period]
) -> tuple[Summary, tuple[Finding, ...]]:
    """All cells of the form.

    `periods` are those of `filing.toml` by name. Findings S601 (a key that names no cell), S605
    (a row that names no period), S606 (a statement about a derived figure), S610 (no such fact)
    and S611 (a per-share figure that is not the quotient it must be).
    """
    sources = Sources(spec, Lookup(report, entity), periods)
    cells = (
        *_words(spec, "cover"),
        *document_cells(spec, periods),
        *(cell for section in SECTIONS for cell in _section(section, sources)),
        *_words(spec, "notes"),
    )
    highlights = tuple(cell for table in spec.highlights for cell in highlight_tables.cells(table, sources))
    summary = Summary(cells, periods, highlights)
    proved = tuple(proofs(summary, sources))
    disagreements = (disagreement(*proof) for proof in proved)
    found = (
        *_unknown_rows(spec, periods),
        *_not_reported((*cells, *(quotient for _, _, quotient in proved)), highlights, sources),
        *(problem for problem in disagreements if problem),
        *_misplaced(spec, summary),
    )
    return replace(summary, implied=tuple(implied(summary, spec))), found


def _section(section: str, sources: Sources) -> Iterator[SummaryCell]:
    """The cells of a section; the forecasts follow the dividends."""
    if section == "dividends":
        yield from dividends(sources)
        yield from forecasts(sources)
        return
    for item in sources.spec.of(section):
        yield from derived(item, sources)


def _unknown_rows(spec: SummarySpec, periods: Mapping[str, Period]) -> Iterator[Finding]:
    known = ", ".join(periods)
    for key, row in spec.rows.unusable(periods):
        yield finding("S605", spec.origin, where=f"summary.rows.{key}", row=row, known=known)
    for item in spec.items:
        for row in item.periods:
            if row not in periods:
                where = f"the item {item.section}.{item.key}"
                yield finding("S605", item.origin, where=where, row=row, known=known)
    for table in spec.highlights:
        for row in dict.fromkeys(column.period for column in table.columns):
            if row not in periods:
                yield finding("S605", table.origin, where=f"the table {table.name}", row=row, known=known)


def _not_reported(
    cells: Iterable[SummaryCell], highlights: Iterable[SummaryCell], sources: Sources
) -> Iterator[Finding]:
    """Yield S610, once, for each fact that is not reported, unless the filing does not name its period.

    A cell of the form needs no fact where the filer states it; the row of a highlight table names its
    concepts for all its columns.
    """
    rows = {period: name for name, period in reversed(tuple(sources.periods.items()))}
    first: dict[tuple[str, Period], tuple[str, MissingFact]] = {}
    for cell in (*(cell for cell in cells if cell.key not in sources.spec.stated), *highlights):
        for fact in cell.source.missing:
            first.setdefault((fact.concept, fact.period), (cell.key, fact))
    for (concept, period), (key, fact) in first.items():
        if period in rows:
            yield finding("S610", fact.origin, concept=concept, row=rows[period], key=key)


def _misplaced(spec: SummarySpec, summary: Summary) -> Iterator[Finding]:
    """Keys that name no cell, and statements about figures that the facts prove."""
    known = {cell.key: cell for cell in (*summary.cells, *summary.highlights)}
    named = [(key, stated.origin) for key, stated in spec.stated.items()]
    named += [(key, decision.origin) for key, decision in spec.decisions.items()]
    named += [(key, origin) for key, (_, origin) in spec.lines.items()]
    for table in spec.tables:
        key_of, section = summary.printed_key, table.section
        keys = {c: [key_of(section, c, row) for row in table.rows] for c in table.columns if c}
        named += [(keys[column][0], table.origin) for column in keys if not known.keys() & set(keys[column])]
        rows = {row: [key_of(section, c, row) for c in table.columns if c] for row in table.rows}
        named += [(rows[row][0], table.origin) for row in rows if not known.keys() & set(rows[row])]
    for key, origin in dict(named).items():
        if key not in known:
            yield finding("S601", origin, key=key)
        elif key in spec.stated and known[key].status == "derived":
            yield finding(
                "S606", origin, related=known[key].source.origins, facts=known[key].source.facts, key=key
            )


def _words(spec: SummarySpec, section: str) -> Iterator[SummaryCell]:
    """The cells that are words, dates and booleans: as stated, or empty."""
    source = CellSource("as stated in filing.toml")
    values = spec.cover if section == "cover" else spec.notes
    for item, kind, _ in texts(section):
        value = values.get(item)
        if value is None:
            yield SummaryCell(section, item, "", kind, None, "unavailable", reason=UNSTATED)
        else:
            yield SummaryCell(section, item, "", kind, value, "stated", source=source)
