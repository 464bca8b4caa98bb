"""Decisions of `filing.toml` on cells that differ from what the release prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from linetag.calc import figures
from linetag.filing.summary import SummaryDecision
from linetag.findings import Finding, Words, finding
from linetag.tieout.cells import SummaryCell


def settled(
    cell: SummaryCell, decision: SummaryDecision | None, differences: Sequence[Finding]
) -> tuple[SummaryCell, tuple[Finding, ...]]:
    """Return the cell as filed, and what is left to report.

    A decision that fits replaces the differences by the note S640. One that does not is a finding: it
    is about another printed figure (S641), there is no difference (S642), or it files a third figure
    (S643).
    """
    if decision is None:
        return cell, tuple(differences)
    places = [place for place in (cell.printed, *cell.origins) if place]
    values: Words = {
        "key": cell.key,
        "printed": figures.shown(cell.released, cell.kind),
        "decided": figures.shown(decision.printed, cell.kind),
        "file": figures.shown(decision.file, cell.kind),
        "value": figures.shown(cell.figure, cell.kind),
        "reason": decision.reason.en,
        "what": "; ".join(wrong.message for wrong in differences),
    }
    if cell.printed is None or cell.released != decision.printed:
        code = "S641"
    elif not differences:
        code = "S642"
    elif decision.file not in (cell.figure, cell.released, None):
        code = "S643"
    else:
        related = dict.fromkeys((decision.origin, *(at for wrong in differences for at in wrong.related)))
        note = finding("S640", cell.printed, related=related, facts=cell.facts, **values)
        proved = cell.proved and decision.file == cell.figure
        return replace(cell, value=decision.file, proved=proved, decision=decision), (note,)
    unfit = finding(code, decision.origin, related=places, facts=cell.facts, **values)
    return cell, (unfit, *differences)
