"""A small filing folder, as `linetag init` proposes it for the statements of a company, and its build."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from linetag import initial, run
from linetag.model import Fact
from linetag.report.result import Result
from support.printed_statements import STATEMENTS, html

SETTINGS = """\
[company]
name = "Harrowgate Instruments, Inc."
id = "0000012345"
prefix = "hgi"
web = "harrowgate.example"
"""


def page(*changes: tuple[str, str]) -> str:
    """The statements as a page, with each (old, new) replaced once."""
    text = html(STATEMENTS)
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} must stand in the page"
        text = text.replace(old, new, 1)
    return text


def proposed(folder: Path, text: str | None = None, settings: str = SETTINGS) -> Path:
    """Write the proposal for a page into `folder`/filing, its settings completed."""
    filing = folder / "filing"
    assert initial.write(_made(page() if text is None else text), filing) == ()
    (filing / "filing.toml").write_text(settings, "utf-8")
    return filing


@cache
def _made(text: str) -> initial.ProposedFolder:
    """The proposal for a page; each is made once."""
    with TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(text, "utf-8")
        made, _ = initial.propose(source)
    assert made is not None
    return made


def rows(filing: Path) -> list[dict[str, str]]:
    """The rows of `lines.csv`."""
    return list(csv.DictReader(io.StringIO((filing / "lines.csv").read_text("utf-8-sig"), newline="")))


def rewrite(filing: Path, found: Sequence[Mapping[str, str]]) -> None:
    """Write the rows of `lines.csv`."""
    written = io.StringIO(newline="")
    table = csv.DictWriter(written, list(found[0]))
    table.writeheader()
    table.writerows(found)
    (filing / "lines.csv").write_text(written.getvalue(), "utf-8")


def changed(filing: Path, line: str, **values: str) -> None:
    """Change the first row whose caption is `line`."""
    found = rows(filing)
    row = next(row for row in found if row["caption"] == line)
    row.update(values)
    rewrite(filing, found)


def built(filing: Path) -> Result:
    return run.build(filing)


def codes(result: Result) -> list[str]:
    """The codes of errors and warnings, in the order of the findings."""
    return [item.code for item in result.findings if item.severity != "note"]


def facts(result: Result, local: str) -> dict[str, Fact]:
    """The facts of a concept by the end of their ids."""
    assert result.built is not None
    return {
        fact.id.partition(f"_{local}_")[2]: fact
        for fact in result.built.report.facts
        if fact.concept.local == local
    }
