"""Builds of the release with one thing altered, and what they report that the release itself does not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from linetag import data, run
from linetag.extension.bases import Bases, load_bases
from linetag.findings import Finding
from support.iij import ORIGINAL, written

Row = dict[str, str]
REPRINTED = re.compile(r"printed in \d+ places")


@dataclass(frozen=True)
class AlteredBuild:
    """What a build of the altered release says that the build of the release itself does not."""

    findings: tuple[Finding, ...]
    path: str

    @property
    def codes(self) -> set[tuple[str, int]]:
        """Code and line of the findings that stand in the release."""
        return {(f.code, f.at.line) for f in self.findings if f.at and f.at.path == self.path}

    def at(self, line: int) -> bool:
        return any(told == line for _, told in self.codes)

    def names(self, line: int) -> bool:
        """Whether a finding leads to the line, although it stands at another."""
        return any(
            re.search(rf"\b{line}\b", f.hint) and any(o.line == line for o in f.related)
            for f in self.findings
        )

    def leads(self, line: int) -> bool:
        """Whether a finding stands at the line or has it among its related places."""
        places = (place for f in self.findings for place in (f.at, *f.related) if place)
        return any((place.path, place.line) == (self.path, line) for place in places)


def build(text: str, folder: Path, which: str = "sample") -> AlteredBuild:
    path = folder / "release.txt"
    path.write_text(text, "utf-8")
    known = {(f.code, f.message) for f in written(which).findings}
    outcome = run.build(data.sample(), path)
    new = (f for f in outcome.findings if f.severity != "note" and (f.code, f.message) not in known)
    return AlteredBuild(tuple(new), str(path))


def replaced(text: str, *cells: tuple[Row, str]) -> str:
    """The release with these figures of one line printed otherwise."""
    lines = text.splitlines()
    for row, printed in sorted(cells, key=lambda cell: -int(cell[0]["column"])):
        line, start = int(row["line"]) - 1, int(row["column"]) - 1
        old = lines[line]
        assert old.startswith(row["printed"], start)
        lines[line] = old[:start] + printed + old[start + len(row["printed"]) :]
    return "\n".join(lines) + "\n"


@cache
def _bases() -> tuple[Bases, tuple[Finding, ...]]:
    return load_bases(written("sample").built.filing.bases, data.sample())


def shorten_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make once what is the same in some two hundred builds, and write nothing."""
    for which in ("sample", *(["original"] if ORIGINAL.exists() else [])):
        written(which)
    bases = _bases()
    monkeypatch.setattr(run, "load_bases", lambda *_: bases)
    monkeypatch.setattr(run, "write", lambda *_: ({}, ()))
    monkeypatch.setattr(run, "pages", lambda *_: {})
    monkeypatch.setattr(run, "form_files", lambda *_: ({}, ()))


def digit(printed: str) -> str:
    """Another digit in the second place, or in the only one."""
    digits = [i for i, character in enumerate(printed) if character.isdigit()]
    place = digits[min(1, len(digits) - 1)]
    return f"{printed[:place]}{(int(printed[place]) + 4) % 10}{printed[place + 1 :]}"


def sign(printed: str) -> str:
    return printed[1:-1] if printed.startswith("(") else f"({printed})"


def scale(printed: str) -> str:
    return re.sub(r"(\d[\d,.]*)", r"\1,000", printed, count=1)


KINDS: tuple[Callable[[str], str], ...] = (digit, sign, scale)


def groups(which: str, status: str) -> Iterator[tuple[int, list[Row]]]:
    """The figures that the ledger calls covered, by table and column, numbered."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in written(which).ledger:
        if row["status"] == status and row["covered"] == "yes" and re.search(r"\d", row["printed"]):
            found[row["table"], row["figure_column"]].append(row)
    yield from enumerate(found.values())


def chosen(which: str, kind: Callable[[str], str]) -> list[Row]:
    """Two figures of every column of every tagged table, the kinds of alteration in turn."""
    return [
        group[(7 * number + 5 * turn) % len(group)]
        for number, group in groups(which, "tagged")
        for turn in (0, 1)
        if KINDS[(number + turn) % 3] is kind
    ]


def of(label: str, table: str, column: int) -> Row:
    """The figure of a row and a column of the sample."""
    (row,) = (
        row
        for row in written("sample").ledger
        if (row["table"], row["figure_column"]) == (table, str(column)) and row["label"].startswith(label)
    )
    return row


def said(told: AlteredBuild, line: int) -> str:
    """The hints of what is reported at a line."""
    return " ".join(f.hint for f in told.findings if f.at and f.at.line == line)


def alter(row: Row, printed: str, folder: Path) -> tuple[AlteredBuild, int]:
    return build(replaced(written("sample").text, (row, printed)), folder), int(row["line"])
