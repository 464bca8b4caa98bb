"""The sample's release, whose settings are the answer: tables, periods, currencies and scales."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from linetag import data
from linetag.filing.load import load
from linetag.filing.records import Filing, TableSpec
from linetag.propose.recognise import recognise
from linetag.propose.records import Statement, StatementTable
from linetag.release import text
from linetag.release.records import Document, Table
from linetag.tag.locate import locate
from support.shared import SHARED, needs

SAMPLE = data.sample()
RELEASE = SHARED / "release/iij-2012q2-release.txt"
NAMES = (
    *("bs-assets", "bs-liabilities", "is-half", "eps-half", "ci-half", "cf-half", "cf-half-financing"),
    *("segment-revenue", "segment-profit", "is-quarter", "eps-quarter", "cf-quarter", "cf-quarter-financing"),
)
CODES = {"bs": "BS", "is": "IS", "eps": "IS", "ci": "CI", "cf": "CF", "segment": "SEG"}


@cache
def understood(path: Path) -> tuple[Filing, dict[str, tuple[TableSpec, Table]], tuple[Statement, ...]]:
    """The settings of the sample, the table that each of them means, and the recognised statements."""
    filing, _ = load(SAMPLE)
    document, _ = text.read(path, "release.txt")
    assert filing is not None
    assert document is not None
    located, _ = locate(document, filing)
    reading, _ = recognise(document)
    return filing, {spec.name: (spec, table) for spec, table in located.tagged}, reading.statements


def recognised(path: Path, name: str) -> tuple[Statement, StatementTable, int]:
    _, specs, statements = understood(path)
    origin = specs[name][1].origin
    return next(
        (statement, table, index)
        for statement in statements
        for index, table in enumerate(statement.tables)
        if table.table.origin == origin
    )


PATHS = [SAMPLE / "release.txt", pytest.param(RELEASE, marks=needs(RELEASE))]


@pytest.mark.parametrize("path", PATHS, ids=["sample", "release"])
@pytest.mark.parametrize("name", NAMES)
def test_a_table_has_its_statement_and_columns(path: Path, name: str) -> None:
    filing, specs, _ = understood(path)
    statement, table, _ = recognised(path, name)
    assert statement.code == CODES[name.partition("-")[0]]
    expected = [(filing.periods[column.period], column.currency) for column in specs[name][0].columns]
    assert [(column.period, column.currency) for column in table.columns] == expected
    translated = ["convenience" if column.currency == "USD" else "reported" for column in table.columns]
    assert [column.role for column in table.columns] == translated


@pytest.mark.parametrize("path", PATHS, ids=["sample", "release"])
@pytest.mark.parametrize("name", NAMES)
def test_the_lines_of_a_table_have_its_scale(path: Path, name: str) -> None:
    _, specs, _ = understood(path)
    statement, _, index = recognised(path, name)
    own = [line for line in statement.lines if any(cell.table == index for cell in line.cells)]
    assert {line.scale for line in own if not line.in_caption} == {specs[name][0].scale}


def test_no_table_of_the_sample_is_lost() -> None:
    document, _ = text.read(SAMPLE / "release.txt", "release.txt")
    assert isinstance(document, Document)
    reading, findings = recognise(document)
    listed = [table.table for statement in reading.statements for table in statement.tables]
    listed += [other.table for other in reading.other]
    assert sorted(table.origin for table in listed) == [table.origin for table in document.tables]
    assert findings == ()
