"""The sample's release: its sums are those of the roll-ups that a person wrote."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from linetag import data
from linetag.findings import Finding
from linetag.propose.reading import read_statements
from linetag.propose.records import Statement
from linetag.release import text
from support.shared import SHARED, needs

SAMPLE = data.sample()
RELEASE = SHARED / "release/iij-2012q2-release.txt"
RELEASES = [
    pytest.param(SAMPLE / "release.txt", id="sample"),
    pytest.param(RELEASE, id="original", marks=needs(RELEASE)),
]
STATEMENTS = {"CFS": "CF"}
"""The notes to the cash flows, which are printed below them."""

Arc = tuple[str, str]
Names = tuple[frozenset[str], frozenset[str]]


@cache
def wanted() -> frozenset[Arc]:
    """Parent and child of each roll-up."""
    with (SAMPLE / "rollup.csv").open(encoding="utf-8") as file:
        return frozenset((row["parent"], row["child"]) for row in csv.DictReader(file))


@cache
def concepts() -> dict[tuple[str, str, str], frozenset[str]]:
    """The concepts of a caption in its statement and section: a segment has two, of revenue and of income."""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    with (SAMPLE / "mapping.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            code = STATEMENTS.get(row["statement"], row["statement"])
            if not row["lead"]:
                found[code, row["section"], row["label"]].add(row["concept"])
    return {key: frozenset(names) for key, names in found.items()}


@cache
def understood(path: Path) -> tuple[tuple[Statement, ...], tuple[Finding, ...]]:
    document, _ = text.read(path, "release.txt")
    assert document is not None
    reading, findings = read_statements(document)
    return reading.statements, findings


def arcs(statements: tuple[Statement, ...]) -> Iterator[Names]:
    """The concepts that the two lines of each arc may have."""
    for statement in statements:
        lines = [
            concepts().get(
                (statement.code, " > ".join(line.row.section), line.row.label), frozenset([line.caption])
            )
            for line in statement.lines
        ]
        for one in statement.sums:
            yield from ((lines[one.total], lines[part.line]) for part in one.contributors)


def meant(names: Names) -> set[Arc]:
    parents, children = names
    return {(parent, child) for parent in parents for child in children} & wanted()


@pytest.mark.parametrize("path", RELEASES)
def test_the_roll_ups_are_found(path: Path) -> None:
    found = [meant(names) for names in arcs(understood(path)[0])]
    right = set[Arc]().union(*found)
    assert len(right) >= 0.95 * len(wanted()), sorted(wanted() - right)
    assert found.count(set()) <= 0.05 * len(found)


@pytest.mark.parametrize("path", RELEASES)
def test_every_sum_of_the_sample_holds(path: Path) -> None:
    statements, findings = understood(path)
    assert [one for one in findings if one.code in ("P140", "P141", "P142")] == []
    for statement in statements:
        assert all(one.evidence.reason for one in statement.sums)
