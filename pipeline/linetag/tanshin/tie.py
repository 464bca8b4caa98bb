"""The tie-out: every cell of the summary against the release's own summary (TSE.md, Tie-out).

Differences are findings; a decision in `filing.toml` settles one, names what is filed, and is
itself reported when it no longer fits the release or settles nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from linetag.findings import Finding, Words, finding
from linetag.ledger import Entry
from linetag.model import Origin
from linetag.release.records import Document
from linetag.tanshin import figures, printed
from linetag.tanshin.arithmetic import disagreements
from linetag.tanshin.compare import difference, unproved
from linetag.tanshin.lines import contradicted, find
from linetag.tanshin.spec import Decision, SummarySpec
from linetag.tanshin.summary import Summary, SummaryCell


def tie(
    summary: Summary, spec: SummarySpec, document: Document
) -> tuple[Summary, tuple[Entry, ...], tuple[Finding, ...]]:
    """The summary as it is filed, a ledger entry for every figure of its tables, and the findings.

    Findings S612 to S615, S620 to S626, S630 to S638 and S640 to S643.
    """
    reading = printed.read(summary, spec, document)
    found = list(reading.found)
    differences: dict[str, list[Finding]] = defaultdict(list)
    for cell in summary.cells:
        if (at := reading.printed.get(cell.key)) and (wrong := difference(cell, at)):
            differences[cell.key].append(wrong)
        elif cell.key not in spec.decisions and (note := unproved(cell, at)):
            found.append(note)
    for key, wrong in disagreements(summary, spec, reading.printed):
        differences[key].append(wrong)
    found.extend(_not_printed(summary, spec, reading))
    lines, line_findings = find(spec, document)
    found.extend(line_findings)
    found.extend(contradicted(summary, spec))
    cells = tuple(
        _settled(
            _located(cell, reading, lines), spec.decisions.get(cell.key), differences.get(cell.key, ()), found
        )
        for cell in summary.cells
    )
    return replace(summary, cells=cells), tuple(reading.entries), tuple(found)


def _located(cell: SummaryCell, reading: printed.Reading, lines: Mapping[str, Origin]) -> SummaryCell:
    at = reading.printed.get(cell.key)
    if at is None:
        return replace(cell, printed=lines[cell.key]) if cell.key in lines else cell
    return replace(cell, printed=at.origin, released=at.value)


def _not_printed(summary: Summary, spec: SummarySpec, reading: printed.Reading) -> Iterator[Finding]:
    """Figures of ours that the release's summary leaves out, though its table is there."""
    places = {
        f"{table.section}.{column}@{row}": table.origin
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


def _settled(
    cell: SummaryCell, decision: Decision | None, differences: Iterable[Finding], found: list[Finding]
) -> SummaryCell:
    """The cell as filed: a decision that fits replaces its differences by the note S640."""
    differences = tuple(differences)
    if decision is None:
        found.extend(differences)
        return cell
    values: Words = {
        "key": cell.key,
        "printed": figures.shown(cell.released, cell.kind),
        "decided": figures.shown(decision.printed, cell.kind),
        "file": figures.shown(decision.file, cell.kind),
        "value": figures.shown(cell.figure, cell.kind),
        "reason": decision.reason.en,
    }
    related = tuple(place for place in (cell.printed, *cell.origins) if place)
    if cell.printed is None or cell.released != decision.printed:
        found.extend(
            (finding("S641", decision.origin, related=related, facts=cell.facts, **values), *differences)
        )
        return cell
    if not differences:
        found.append(finding("S642", decision.origin, related=related, facts=cell.facts, **values))
        return cell
    if decision.file not in (cell.figure, cell.released, None):
        found.extend(
            (finding("S643", decision.origin, related=related, facts=cell.facts, **values), *differences)
        )
        return cell
    places = (decision.origin, *(place for wrong in differences for place in wrong.related))
    values["what"] = "; ".join(wrong.message for wrong in differences)
    found.append(finding("S640", cell.printed, related=dict.fromkeys(places), facts=cell.facts, **values))
    proved = cell.proved and decision.file == cell.figure
    return replace(cell, value=decision.file, proved=proved, decision=decision)
