"""The build of the embedded sample, and of the original release where that is at hand."""

from __future__ import annotations

import csv
import io
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from linetag import data, run
from linetag.calc import Calculations
from linetag.findings import Finding
from linetag.model import Fact
from linetag.report.result import Built, Result
from linetag.tanshin.form.fill import Filled
from support.readback import read_back
from support.shared import SHARED, needs

ROOT = Path(__file__).parents[2]
ORIGINAL = SHARED / "release" / "iij-2012q2-release.txt"
ONE_OF_EACH = pytest.mark.parametrize(
    "which",
    ["sample", pytest.param("original", marks=needs(ORIGINAL))],
)


@dataclass(frozen=True)
class Written:
    """A build as its reader finds it: the release, the written files, the facts read back by id."""

    text: str
    built: Built
    calculations: Calculations
    findings: tuple[Finding, ...]
    facts: dict[str, Fact]
    ledger: tuple[dict[str, str], ...]

    def cells(self, line: int, column: int) -> list[dict[str, str]]:
        """The ledger's rows for a place of the release."""
        place = str(line), str(column)
        return [row for row in self.ledger if (row["line"], row["column"]) == place]

    def fact(self, row: dict[str, str]) -> Fact:
        """The one fact of a row of the ledger."""
        (name,) = row["facts"].split()
        return self.facts[name]


@cache
def written(which: str) -> Written:
    release = ORIGINAL if which == "original" else None
    result = run.build(data.sample(), release)
    assert result.built is not None
    files = result.built.files
    facts = read_back(files["xbrl/iij-20120930.xml"])
    ledger = csv.DictReader(io.StringIO(files["ledger.csv"].decode(), newline=""))
    by_id = {fact.id: fact for fact in facts}
    assert len(by_id) == len(facts), "two facts of one id"
    text = (release or data.sample() / "release.txt").read_text("utf-8")
    return Written(text, result.built, result.calculations, result.findings, by_id, tuple(ledger))


def iij() -> Filled:
    filled = written("sample").built.filled
    assert filled is not None
    return filled


def altered(folder: Path, file: str, old: str, new: str) -> Result:
    copy = folder / "filing"
    shutil.copytree(data.sample(), copy)
    text = (copy / file).read_text("utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), "utf-8")
    return run.build(copy)
