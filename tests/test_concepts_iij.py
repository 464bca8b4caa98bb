"""The sample filing: how many of its own choices of concepts are proposed, none of them learnt."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Mapping

import pytest

from linetag import data
from linetag.propose.reading import read_statements, with_concepts
from linetag.release.read import read

FACE = ("BS", "IS", "CF")


def chosen() -> Mapping[tuple[str, str, str, str], set[str]]:
    """The concepts of each statement, section, label and lead of the sample's `mapping.csv`."""
    found: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    with (data.sample() / "mapping.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["members"]:
                found[row["statement"], row["section"], row["label"], row["lead"]].add(row["concept"])
    return found


@pytest.fixture(scope="module")
def counts() -> Counter[str]:
    """How many lines there are of each kind, and how many are first or among the five."""
    document, _ = read(data.sample() / "release.txt")
    assert document is not None
    reading = with_concepts(read_statements(document)[0])
    mapping, found = chosen(), Counter[str]()
    for statement in reading.statements:
        for line, proposal in zip(statement.lines, statement.proposals, strict=True):
            lead = line.at if line.in_caption else ""
            wanted = mapping.get((statement.code, " > ".join(line.row.section), line.row.label, lead), set())
            names = {one.partition(":")[2] for one in wanted if one.startswith("gaap:")}
            kind = "face" if statement.code in FACE and not line.in_caption else "other"
            if not names:
                found[f"{kind}, own"] += bool(wanted)
                continue
            ranked = [one.concept for one in proposal.candidates]
            found[kind] += 1
            found[f"{kind}, first"] += ranked[0] in names
            found[f"{kind}, among five"] += bool(names & set(ranked))
    return found


@pytest.mark.slow
def test_most_face_lines_have_the_chosen_concept_first(counts: Counter[str]) -> None:
    assert counts["face"] > 100
    assert counts["face, first"] >= 0.75 * counts["face"]


@pytest.mark.slow
def test_nearly_all_face_lines_have_it_among_five(counts: Counter[str]) -> None:
    assert counts["face, among five"] >= 0.9 * counts["face"]


def test_own_concepts_and_other_lines_are_counted_apart(counts: Counter[str]) -> None:
    assert counts["face, own"] > 0
    assert counts["other"] > 0
