"""Propose concepts for the lines of a release, or for one caption."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from linetag.propose.concepts import (
    at_hand,
    bare_totals,
    captions,
    confidence,
    context,
    neighbours,
    own,
    ranking,
    reasons,
    zones,
)
from linetag.propose.concepts.captions import OWN
from linetag.propose.concepts.context import FilingContext, LineContext
from linetag.propose.concepts.folding import folded
from linetag.propose.concepts.index import CaptionIndex
from linetag.propose.concepts.limits import MAX_PROPOSED
from linetag.propose.concepts.ranking import Knowledge, LineChoice
from linetag.propose.concepts.votes import CaptionQuery
from linetag.propose.records import ConceptCandidate, ConceptProposal, Evidence, Statement, StatementCode

_NONE_FITS = 0.5


class Embedded(NamedTuple):
    """What travels with the program: the knowledge of all companies, and the table of confidences."""

    known: Knowledge
    knots: tuple[tuple[float, float], ...]


@cache
def embedded() -> Embedded:
    """Return what travels with the program; reading it takes about a fifth of a second."""
    weights = {row["trait"]: float(row["weight"]) for row in _rows("weights.csv")}
    knots = tuple((float(row["share"]), float(row["confidence"])) for row in _rows("confidence.csv"))
    index = CaptionIndex(captions.embedded())
    return Embedded(Knowledge(index, neighbours.embedded(), weights), knots)


def of_statements(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements with proposals for each of their lines."""
    if not statements:
        return ()
    have = embedded()
    filing = context.of_filing([bare_totals.named(one) for one in statements])
    ranked = ranking.rank(filing, have.known)
    found = []
    for statement, choices in zip(statements, ranked, strict=True):
        balances = own.balances(statement)
        proposals = (
            _proposal(choice, filing, have, (line.caption, line.section, balances.get(number, "")))
            for number, (line, choice) in enumerate(zip(statement.lines, choices, strict=True))
        )
        found.append(statement._replace(proposals=tuple(proposals)))
    return tuple(found)


def of_caption(
    caption: str, statement: StatementCode | None = None, section: Sequence[str] = (), year: int = 0
) -> ConceptProposal:
    """Return the proposal for a caption alone; a statement and the headings above it make it surer.

    `year` is that of the balance sheet; 0 stands for today.
    """
    have = embedded()
    zone = zones.of_section(statement, section) if statement else ""
    line = CaptionQuery(folded(caption), statement or "", zone, "")
    balance = context.is_balance(statement, caption)
    alone = LineContext(line, (0, 0), is_total=False, is_negative=None, is_balance=balance, same=())
    filing = FilingContext(year, ((alone,),), frozenset(), is_whole=False)
    choice = ranking.rank(filing, have.known)[0][0]
    return _proposal(choice, filing, have, (caption, section, ""))


def preferring(proposal: ConceptProposal, learnt: ConceptCandidate | None, year: int = 0) -> ConceptProposal:
    """Return a proposal in which a candidate of the user's own reports comes first."""
    if learnt is None:
        return proposal
    absent = learnt.concept not in at_hand.names(at_hand.edition(year))
    others = (one for one in proposal.candidates if one.concept != learnt.concept)
    candidates = (learnt._replace(is_absent=absent), *others)[:MAX_PROPOSED]
    return proposal._replace(found="previous", candidates=candidates)


def _proposal(
    choice: LineChoice, filing: FilingContext, have: Embedded, printed: tuple[str, Sequence[str], str]
) -> ConceptProposal:
    table, weights = have.known.captions.table, have.known.weights
    there = at_hand.names(at_hand.edition(filing.year))
    best = [one for one in choice.candidates if one.concept != OWN][:MAX_PROPOSED]
    share = next(one.share for one in choice.candidates if one.concept == OWN)
    candidates = tuple(
        ConceptCandidate(
            one.concept,
            Evidence(
                reasons.of_candidate(one, choice, table, weights),
                None,
                confidence.of_share(one.share, have.knots),
            ),
            one.concept not in there,
        )
        for one in best
    )
    caption, section, balance = printed
    drafted = own.draft(choice.context, caption, section, balance, confidence.of_share(share, have.knots))
    none_fits = not best or share > _NONE_FITS
    return ConceptProposal(
        "none fits" if none_fits else reasons.found_by(best[0], table), candidates, drafted
    )


def _rows(name: str) -> list[Mapping[str, str]]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
