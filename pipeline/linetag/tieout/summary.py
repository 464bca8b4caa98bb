"""The tie-out: every cell of the summary against the release's own summary (TSE.md, Tie-out).

Differences are findings; a decision in `filing.toml` settles one, names what is filed, and is
itself reported when it no longer fits the release or settles nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from linetag.calc import figures
from linetag.filing.summary import SummarySpec
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.release.records import Document
from linetag.tag.ledger import LedgerEntry
from linetag.tieout import printed
from linetag.tieout.cells import Summary, SummaryCell
from linetag.tieout.compare import difference, unproved
from linetag.tieout.disagreements import disagreements
from linetag.tieout.highlights import tie as highlight
from linetag.tieout.lines import contradicted, find
from linetag.tieout.settle import settled


def tie(
    summary: Summary, spec: SummarySpec, document: Document, tables: highlight.Located = ()
) -> tuple[Summary, tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """The summary as it is filed, a ledger entry for every figure of its tables, and the findings.

    `tables` are the highlight tables where the release has them. Findings S612 to S615, S620 to S626,
    S630 to S638, S640 to S643, and those of highlight tables.
    """
    reading = printed.read(summary, spec, document)
    found = list(reading.found)
    differences: dict[str, list[Finding]] = defaultdict(list)
    for cell in summary.cells:
        if (at := reading.printed.get(cell.key)) and (wrong := difference(cell, at)):
            differences[cell.key].append(wrong)
        elif cell.key not in spec.decisions and (note := unproved(cell, at)):
            found.append(note)
    by_key = {cell.key: cell for cell in summary.cells}
    found.extend(wrong for key, at in reading.again if (wrong := difference(by_key[key], at)))
    for key, wrong in disagreements(summary, reading.printed):
        differences[key].append(wrong)
    found.extend(_not_printed(summary, spec, reading))
    lines, line_findings = find(spec, document)
    found.extend(line_findings)
    found.extend(contradicted(summary, spec))
    cells = tuple(
        settled(
            _located(cell, reading, lines), spec.decisions.get(cell.key), differences.get(cell.key, ()), found
        )
        for cell in summary.cells
    )
    highlights, entries, highlight_found = highlight.tie(tables, summary.highlights, spec)
    tied = replace(summary, cells=cells, highlights=highlights)
    return tied, (*reading.entries, *entries), (*found, *highlight_found)


def _located(cell: SummaryCell, reading: printed.PrintedSummary, lines: Mapping[str, Origin]) -> SummaryCell:
    at = reading.printed.get(cell.key)
    if at is None:
        return replace(cell, printed=lines[cell.key]) if cell.key in lines else cell
    return replace(cell, printed=at.origin, released=at.value)


def _not_printed(summary: Summary, spec: SummarySpec, reading: printed.PrintedSummary) -> Iterator[Finding]:
    """Figures of ours that the release's summary leaves out, though its table is there."""
    places = {
        summary.printed_key(table.section, column, row): table.origin
        for table in spec.tables
        for column in table.columns
        for row in table.rows
    }
    for cell in summary.cells:
        if cell.figure is None or cell.kind == "count":
            continue
        if cell.key in reading.printed or cell.key in reading.lost:
            continue
        at = places.get(cell.key, spec.origin)
        value = figures.shown(cell.figure, cell.kind)
        yield finding("S636", at, related=cell.origins, facts=cell.facts, key=cell.key, value=value)
