"""Concepts proposed for a line, as text for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from linetag.propose.records import ConceptCandidate, ConceptProposal, Evidence, Statement
from linetag.report.terminal_text import clean, folded

BASE_PREFIX = "us-gaap"
"""The prefix of candidates; a filing may bind another one to the namespace of its base taxonomy."""

SURE = Decimal("0.95")
"""The confidence from which a candidate is shown without another one."""

_NONE_FITS = "no concept that companies use for such captions fits"
_Json = dict[str, Any]


def proposal_text(proposal: ConceptProposal, room: int) -> Iterator[str]:
    """Yield a line for each candidate, with its confidence and reason, and one for the draft."""
    for one in proposal.candidates:
        absent = " (not in the embedded taxonomy)" if one.is_absent else ""
        text = f"  {one.evidence.confidence:.2f}  {one.concept}{absent}: {one.evidence.reason}"
        yield from map(clean, folded(text, room, "        "))
    own = proposal.own
    what = ", ".join(part for part in (own.type, own.period, own.balance) if part)
    text = f"  {own.confidence:.2f}  none fits; an own concept would be {own.name} ({what})"
    yield from map(clean, folded(text, room, "        "))


def concept_lines(statement: Statement, room: int) -> Iterator[str]:
    """Yield the first candidate of each line with its confidence; where it is in doubt, the second, too."""
    for line, proposal in zip(statement.lines, statement.proposals, strict=True):
        ranked = [(one.evidence.confidence, one.concept) for one in proposal.candidates]
        own = (proposal.own.confidence, f"own concept {proposal.own.name}")
        ranked = [own, *ranked] if proposal.found == "none fits" else [*ranked, own]
        (confidence, concept), (_, second) = ranked[0], (*ranked, own)[1]
        doubt = "" if confidence >= SURE else f", or {second}"
        caption = " ".join(part for part in (line.caption, line.at if line.in_caption else "") if part)
        text = f"  {confidence:.2f}  {caption or '(total)'}: {concept}{doubt}"
        yield from map(clean, folded(text, room, "        "))


def sure(statements: Iterable[Statement]) -> int:
    """Return how many lines have a first candidate that is right in 95 of 100 cases."""
    return sum(
        proposal.found != "none fits" and proposal.candidates[0].evidence.confidence >= SURE
        for statement in statements
        for proposal in statement.proposals
    )


def proposal_json(proposal: ConceptProposal) -> _Json:
    """Return the concept that comes first, how it was found, all candidates, and the draft of an own one."""
    candidates = [_candidate(one) for one in proposal.candidates]
    draft = proposal.own
    own: _Json = {
        "concept": f"own:{draft.name}",
        **{key: getattr(draft, key) for key in ("type", "period", "balance", "label")},
        "confidence": float(draft.confidence),
    }
    if proposal.found == "none fits":
        first = {"concept": own["concept"], "confidence": own["confidence"], "reason": _NONE_FITS}
    else:
        first = {key: candidates[0][key] for key in ("concept", "confidence", "reason")}
    return {"found": proposal.found, **first, "candidates": candidates, "own": own}


def _candidate(one: ConceptCandidate) -> _Json:
    found = {"concept": f"{BASE_PREFIX}:{one.concept}", **believed(one.evidence)}
    return found | {"absent": True} if one.is_absent else found


def believed(evidence: Evidence) -> _Json:
    """Return why something is believed, and how firmly: a number above 0, at most 1."""
    return {"reason": evidence.reason, "confidence": float(round(evidence.confidence, 3))}
