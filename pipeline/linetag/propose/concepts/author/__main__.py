"""Make the data of this room: `python -m linetag.propose.concepts.author ../shared/corpus` (five minutes).

It counts the captions of all companies of the corpus, fits the weights of the traits and calibrates the
confidence, both on companies that are left out of the evidence, and prints how right the first candidate and
the first five are for these. `--leave TICKER,…` leaves companies out of everything.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from linetag.propose.concepts import context, ranking
from linetag.propose.concepts.author import calibration, counting, fitting, uses
from linetag.propose.concepts.author.corpus import KnownFiling, filings
from linetag.propose.concepts.author.counting import Key
from linetag.propose.concepts.captions import OWN, CaptionTable
from linetag.propose.concepts.index import CaptionIndex
from linetag.propose.concepts.neighbours import Neighbours
from linetag.propose.concepts.neighbours import table as neighbour_table
from linetag.propose.concepts.ranking import Knowledge, LineChoice, Weights

_ROOM = Path(__file__).parents[1]
_FACE = ("BS", "IS", "CF")


class Tables(NamedTuple):
    """The counted tables as they travel."""

    captions: bytes
    concepts: bytes
    neighbours: bytes

    def known(self, weights: Weights) -> Knowledge:
        """Return the tables as the ranking uses them."""
        index = CaptionIndex(CaptionTable(self.captions, self.concepts))
        return Knowledge(index, Neighbours(self.neighbours), weights)


class KnownConcept(NamedTuple):
    """A line of a filing with its candidates and the concept that was filed."""

    filing: KnownFiling
    choice: LineChoice
    concept: str


def counted(corpus: Path, found: Sequence[KnownFiling], then: Counter[Key]) -> Tables:
    """Return the tables that are counted from filings and from the labels of 2009 and 2010."""
    counts = counting.counted(found, then)
    traits = uses.table(counts, corpus / "labels/tags-2009-2010.csv.gz", found)
    return Tables(counting.table(counts), traits, neighbour_table(counting.following(found)))


def chosen(
    tables: Sequence[Tables], found: Sequence[KnownFiling], weights: Sequence[Weights]
) -> list[KnownConcept]:
    """Return the lines of all filings, each ranked by the tables and weights that do not know its company."""
    lines = []
    for number in range(fitting.GROUPS):
        known = tables[number].known(weights[number])
        for filing in found:
            if fitting.group(filing.company) == number:
                ranked = ranking.rank(context.of_filing([one.statement for one in filing.statements]), known)
                for one, choices in zip(filing.statements, ranked, strict=True):
                    pairs = zip(choices, one.concepts, strict=True)
                    lines += [KnownConcept(filing, choice, concept) for choice, concept in pairs if concept]
    return lines


def fit(lines: Sequence[KnownConcept], without: int | None = None) -> Weights:
    """Return the weights fitted to lines, without those of a group."""
    counts = Counter(line.filing.company for line in lines)
    found = [
        example
        for line in lines
        if fitting.group(line.filing.company) != without
        for example in fitting.examples([(line.choice, line.concept)], counts[line.filing.company])
    ]
    return fitting.fitted(found)


def main(arguments: Sequence[str]) -> int:
    """Write the data and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--leave", default="", help="companies to leave out, as their file names begin")
    parser.add_argument("--room", type=Path, default=_ROOM, help="where the data is written")
    options = parser.parse_args(arguments)
    leave = set(options.leave.split(","))
    every = filings(options.corpus / "releases/statements.zip")
    out = {one.company for one in every if one.key.partition("_")[0] in leave}
    found = [one for one in every if one.company not in out]
    then = counting.old(options.corpus / "labels/labels-2009-2010.csv.gz")
    groups = [
        counted(options.corpus, [one for one in found if fitting.group(one.company) != number], then)
        for number in range(fitting.GROUPS)
    ]
    first = chosen(groups, found, [fitting.START] * fitting.GROUPS)
    print(f"unfitted: {_measured(first)}")
    fitted = [fit(first, number) for number in range(fitting.GROUPS)]
    second = chosen(groups, found, fitted)
    print(f"fitted on other companies: {_measured(second)}")
    _write(options.room, counted(options.corpus, found, then), fit(first), _outcomes(second))
    return 0


def _write(room: Path, tables: Tables, weights: Weights, outcomes: Sequence[calibration.Outcome]) -> None:
    for name, data in tables._asdict().items():
        (room / f"{name}.tsv.gz").write_bytes(data)
        print(f"{name}.tsv.gz: {len(data)} bytes")
    rows = (f"{name},{value:.4f}\n" for name, value in sorted(weights.items()))
    (room / "weights.csv").write_text("trait,weight\n" + "".join(rows), "utf-8")
    knots = (f"{share},{confidence}\n" for share, confidence in calibration.knots(outcomes))
    (room / "confidence.csv").write_text("share,confidence\n" + "".join(knots), "utf-8")


def _outcomes(lines: Sequence[KnownConcept]) -> list[calibration.Outcome]:
    firsts = [
        (line.choice.candidates[0], line) for line in lines if line.choice.context.line.statement in _FACE
    ]
    return [calibration.Outcome(first.share, first.concept == line.concept) for first, line in firsts]


def _measured(lines: Sequence[KnownConcept]) -> str:
    """How often the first candidate, or one of five, is right on face lines with a standard concept."""
    face = [one for one in lines if one.choice.context.line.statement in _FACE and one.concept != OWN]
    names = [[each.concept for each in one.choice.candidates if each.concept != OWN] for one in face]
    pairs = list(zip(names, face, strict=True))
    first = sum(its[:1] == [one.concept] for its, one in pairs)
    five = sum(one.concept in its[:5] for its, one in pairs)
    return f"{len(face)} lines, first {first / len(face):.3f}, among five {five / len(face):.3f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
