"""Real pages of `../shared`: their sums hold, so that hardly any question is asked about them."""

from __future__ import annotations

import gzip
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest

from linetag.propose.reading import read_statements
from linetag.release.read import read
from support.shared import CORPUS, half, needs

STATEMENTS = CORPUS / "releases/statements.zip"
EVERY = 4
"""One of so many pages is read."""


@needs(STATEMENTS)
@pytest.mark.slow
def test_pages_whose_sums_hold_raise_few_questions(tmp_path: Path) -> None:
    asked: Counter[str] = Counter()
    sums = 0
    with ZipFile(STATEMENTS) as archive:
        pages = sorted(name for name in archive.namelist() if name.endswith(".html.gz"))
        names = [name for name in pages if half(Path(name).name) == "a"][::EVERY]
        for name in names:
            page = tmp_path / Path(name).stem
            page.write_bytes(gzip.decompress(archive.read(name)))
            document, _ = read(page)
            assert document is not None
            reading, findings = read_statements(document)
            asked += Counter(one.code for one in findings if "P140" <= one.code <= "P159")
            sums += sum(len(statement.sums) for statement in reading.statements)
    assert sums > 10 * len(names) > 0
    assert asked.total() <= 0.2 * len(names), asked
