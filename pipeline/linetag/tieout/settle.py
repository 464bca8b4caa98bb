"""Decisions of `filing.toml` on cells that differ from what the release prints."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from linetag.calc import figures
from linetag.filing.summary import SummaryDecision
from linetag.findings import Finding, Words, finding
from linetag.tieout.cells import SummaryCell


def settled(
    cell: SummaryCell, decision: SummaryDecision | None, differences: Iterable[Finding], found: list[Finding]
) -> SummaryCell:
    """The cell as filed: a decision that fits replaces its differences by the note S640.

    Findings S640 to S643; the differences themselves where no decision settles them.
    """
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
