"""Lines at the edges of pages: what a browser prints there belongs to no table and dates nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from linetag.model import Instant
from linetag.propose.recognise import recognise
from linetag.release.text import read

ROWS = [("Cash and cash equivalents", "1,200", "1,100"), ("Total current assets", "1,500", "1,350")]
MORE = [("Goodwill", "300", "250"), ("Total assets", "1,800", "1,600"), ("Total liabilities", "900", "800")]


def printed(rows: list[tuple[str, str, str]]) -> str:
    return "".join(f"{caption:40}{now:>10}{then:>10}\n" for caption, now, then in rows)


def pages(head: str, foot: str) -> str:
    header = f"{'':40}{'June 30,':>10}{'Dec. 31,':>10}\n{'':40}{'2023':>10}{'2022':>10}\n"
    title = "Consolidated Balance Sheets\n(In thousands of U.S. dollars)\n"
    first = f"{head}\n{title}\n{header}{printed(ROWS)}{foot}"
    return f"{first} 1/2\n\f{head}\n{printed(MORE)}{foot} 2/2\n"


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("12/1/26, 5:48 AM          Fairview Corp.", "file:///home/me/page.html"),
        ("2026/12/01 17:48          Fairview Corp.", "https://example.com/10-q.htm"),
    ],
)
def test_what_a_browser_prints_at_the_edges_of_pages(tmp_path: Path, head: str, foot: str) -> None:
    path = tmp_path / "release.txt"
    path.write_text(pages(head, foot), "utf-8")
    document, findings = read(path)
    assert document is not None
    assert [len(table.rows) for table in document.tables] == [5]
    assert not any(line.text.strip().startswith(head[:8]) for line in document.tables[0].heading)
    reading, _ = recognise(document)
    [statement] = reading.statements
    assert [column.period for column in statement.tables[0].columns] == [
        Instant(date(2023, 6, 30)),
        Instant(date(2022, 12, 31)),
    ]
    assert findings == ()
