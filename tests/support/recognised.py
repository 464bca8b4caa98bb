"""A release of tables that are drawn as text, and what is recognised in it."""

from __future__ import annotations

from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from linetag.findings import Finding
from linetag.propose.recognise import recognise
from linetag.propose.records import ReleaseReading, Statement, StatementLine, StatementTable
from linetag.release import read
from linetag.wording import period


class Recognised(NamedTuple):
    """The reading of a release and its findings."""

    reading: ReleaseReading
    findings: tuple[Finding, ...]

    def statement(self, code: str) -> Statement:
        return next(one for one in self.reading.statements if one.code == code)

    def codes(self) -> list[str]:
        return [one.code for one in self.reading.statements]

    def others(self) -> list[str]:
        return [one.what for one in self.reading.other]

    def found(self, code: str) -> list[Finding]:
        return [one for one in self.findings if one.code == code]


def recognised(text: str) -> Recognised:
    """What is recognised in a page of the blocks of `text`, which blank lines separate.

    A block with " | " in it is a table with a row for each line; the lines of any other are paragraphs.
    Origin.part numbers the blocks and paragraphs, Origin.line the rows of a table.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "release.html"
        path.write_text("".join(map(_block, text.split("\n\n"))), "utf-8")
        document, _ = read.read(path, "release.html")
    assert document is not None
    return Recognised(*recognise(document))


def _block(text: str) -> str:
    lines = text.strip("\n").splitlines()
    if not any(" | " in line for line in lines):
        return "".join(f"<p>{escape(line)}</p>" for line in lines)
    rows = ("".join(f"<td>{escape(cell.strip())}</td>" for cell in f" {line}".split(" | ")) for line in lines)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def columns(table: StatementTable) -> list[str]:
    """Each column in words: "2023-01-01/2023-03-31 USD 3", and its role if it is not as reported."""
    return [
        " ".join(
            [period(c.period).replace(" to ", "/") if c.period else "?", c.currency or "?", str(c.scale)]
            + ([c.role] if c.role != "reported" else [])
        )
        for c in table.columns
    ]


def values(line: StatementLine) -> list[str]:
    return ["-" if cell.value is None else f"{cell.value.normalize():f}" for cell in line.cells]


def lines(statement: Statement) -> dict[str, list[str]]:
    """The values of each line by its caption and, where it has one, its `at`."""
    return {f"{one.caption} {one.at}".strip(): values(one) for one in statement.lines}
