"""Real pages of `../shared`: how much of their statements is understood, and that no table is lost."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from linetag.propose.reading import read_statements
from linetag.propose.records import ReleaseReading
from linetag.release.read import read
from linetag.release.records import Document
from linetag.report.derived_json import derived_json
from support.shared import CORPUS, SHARED, half, needs

STATEMENTS = CORPUS / "releases/statements.zip"
PAGES = CORPUS / "releases/pages.zip"
SCORE = SHARED / "tools/score_read.py"
# Statement pages of each half of the companies; the rules were tuned on those of half a.
SAMPLED = 6


def understood(path: Path) -> tuple[Document, ReleaseReading]:
    document, _ = read(path)
    assert document is not None
    reading, _ = read_statements(document)
    return document, reading


def listed(reading: ReleaseReading) -> list[Any]:
    """Every table of a reading, those of statements and the others."""
    own = [part.table for statement in reading.statements for part in statement.tables]
    return [*own, *(other.table for other in reading.other)]


@cache
def scored(part: str, folder: Path) -> Counter[str]:
    """The counts of `score_read.py` over some pages of one half."""
    spec = spec_from_file_location("score_read", SCORE)
    assert spec is not None
    assert spec.loader is not None
    tool = module_from_spec(spec)
    spec.loader.exec_module(tool)
    counts: Counter[str] = Counter()
    with ZipFile(STATEMENTS) as archive:
        answers = [n for n in archive.namelist() if n.startswith("html/") and n.endswith(".json")]
        names = [Path(n).name for n in answers if half(Path(n).name) == part]
        content = {name: json.loads(archive.read(f"html/{name}")) for name in names}
        for name in sorted(names, key=lambda name: (not has_sums(content[name]), name))[:SAMPLED]:
            page = folder / Path(name).with_suffix(".html").name
            page.write_bytes(gzip.decompress(archive.read(f"html/{Path(name).stem}.html.gz")))
            derived = json.loads(derived_json(understood(page)[1]))
            tool.score(content[name], derived, counts, defaultdict(list))
    return counts


def has_sums(answer: Mapping[str, Any]) -> bool:
    """Whether the answers of a page have the calculations that the company filed; most have not."""
    return any(statement.get("calc") for statement in answer["statements"])


@needs(STATEMENTS, SCORE)
@pytest.mark.slow
@pytest.mark.parametrize("part", ["a", "b"])
@pytest.mark.parametrize(
    ("found", "of", "least"),
    [
        ("statements found", "statements", 0.98),
        ("periods found", "periods", 0.98),
        ("lines found", "lines", 0.99),
        ("cells found", "cells", 0.99),
        ("arcs right", "arcs", 0.96),
        ("arcs right", "arcs derived", 0.98),
    ],
)
def test_statement_pages_are_understood(
    part: str, found: str, of: str, least: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    counts = scored(part, tmp_path_factory.getbasetemp())
    assert counts[found] >= least * counts[of] > 0


def names_of_pages() -> list[str]:
    if not PAGES.exists():
        return []
    with ZipFile(PAGES) as archive:
        return [name for name in archive.namelist() if not name.startswith("10q/")]


@needs(PAGES)
@pytest.mark.slow
@pytest.mark.parametrize("name", names_of_pages())
def test_no_table_of_a_page_as_found_is_lost(name: str, tmp_path: Path) -> None:
    with ZipFile(PAGES) as archive:
        document, reading = understood(Path(archive.extract(name, tmp_path)))
    tables = listed(reading)
    assert [table.origin for table in document.tables if table not in tables] == []
    assert bool(reading.statements) == (not name.startswith("8k/"))  # an announcement without statements
    for statement in reading.statements:
        for line in statement.lines:
            assert all(cell.column < len(statement.tables[cell.table].columns) for cell in line.cells)
