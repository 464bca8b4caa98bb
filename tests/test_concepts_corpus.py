"""Concepts for companies that were not learnt from: real statements, by a table that does not know them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal

import pytest

from linetag.propose.concepts import confidence, context, propose, ranking
from linetag.propose.concepts.author import counting, fitting
from linetag.propose.concepts.author.__main__ import KnownConcept, Tables, counted
from linetag.propose.concepts.author.corpus import KnownFiling, filings
from linetag.propose.concepts.captions import OWN
from linetag.propose.concepts.context import FilingContext, LineContext
from linetag.propose.concepts.votes import CaptionQuery
from support.shared import CORPUS, needs

STATEMENTS = CORPUS / "releases/statements.zip"
LABELS = CORPUS / "labels/labels-2009-2010.csv.gz"
FACE = ("BS", "IS", "CF")
LEFT = (0, 1)
"""The groups of companies that are judged and left out of the evidence, some 20 of 82."""
pytestmark = [needs(STATEMENTS, LABELS), pytest.mark.slow]


@pytest.fixture(scope="module")
def every() -> tuple[KnownFiling, ...]:
    return filings(STATEMENTS)


@pytest.fixture(scope="module")
def lines(every: tuple[KnownFiling, ...]) -> Sequence[KnownConcept]:
    """The face lines of the companies that are left out."""
    learnt = [one for one in every if fitting.group(one.company) not in LEFT]
    known = counted(CORPUS, learnt, counting.old(LABELS)).known(propose.embedded().known.weights)
    found = []
    for filing in every:
        if fitting.group(filing.company) in LEFT:
            ranked = ranking.rank(context.of_filing([one.statement for one in filing.statements]), known)
            for one, choices in zip(filing.statements, ranked, strict=True):
                pairs = zip(choices, one.concepts, strict=True)
                found += [
                    KnownConcept(filing, c, name) for c, name in pairs if name and one.statement.code in FACE
                ]
    return found


def names(line: KnownConcept) -> list[str]:
    return [one.concept for one in line.choice.candidates if one.concept != OWN]


def test_seven_of_ten_first_candidates_are_right_and_nine_of_ten_are_among_five(
    lines: Sequence[KnownConcept],
) -> None:
    standard = [line for line in lines if line.concept != OWN]
    assert len(standard) > 1000
    assert sum(names(line)[:1] == [line.concept] for line in standard) >= 0.70 * len(standard)
    assert sum(line.concept in names(line)[:5] for line in standard) >= 0.90 * len(standard)


def test_what_is_accepted_at_95_percent_is_right_as_often(lines: Sequence[KnownConcept]) -> None:
    knots = propose.embedded().knots
    firsts = [(line.choice.candidates[0], line.concept) for line in lines]
    accepted = [(o, c) for o, c in firsts if confidence.of_share(o.share, knots) >= Decimal("0.95")]
    assert len(accepted) >= 0.3 * len(lines)
    assert 0.92 <= sum(one.concept == concept for one, concept in accepted) / len(accepted) <= 0.99


def test_own_concepts_are_told_from_standard_ones(lines: Sequence[KnownConcept]) -> None:
    shares = [
        (next(o.share for o in line.choice.candidates if o.concept == OWN), line.concept) for line in lines
    ]
    own = [share for share, concept in shares if concept == OWN]
    other = sorted(share for share, concept in shares if concept != OWN)
    ranks = sum((bisect_left(other, share) + bisect_right(other, share)) / 2 for share in own)
    assert ranks / len(own) / len(other) >= 0.85


def test_captions_of_2009_and_2010_are_found_without_their_own_company(
    every: tuple[KnownFiling, ...],
) -> None:
    """A sample of (caption, concept) pairs; one company is taken off each pair before it is judged."""
    then = counting.old(LABELS)
    pairs = sorted(key for key, companies in then.items() if key[1] in FACE and companies > 1)[::60]
    less = then.copy()
    less.subtract(pairs)
    known = Tables(*counted(CORPUS, every, less)).known(propose.embedded().known.weights)
    right = five = total = 0
    for caption, code, zone, concept in pairs:
        unit = known.captions.table.concepts[concept].unit
        asked = LineContext(
            CaptionQuery(caption, code, zone, unit),
            (0, 0),
            is_total=False,
            is_negative=None,
            is_balance=code == "BS",
            same=(),
        )
        filing = FilingContext(2010, ((asked,),), frozenset(), is_whole=False)
        ((choice,),) = ranking.rank(filing, known)
        ranked = [one.concept for one in choice.candidates if one.concept != OWN]
        weight = then[caption, code, zone, concept]
        total += weight
        right += weight * (ranked[0] == concept)
        five += weight * (concept in ranked[:5])
    assert right >= 0.72 * total
    assert five >= 0.90 * total
