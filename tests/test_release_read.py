"""The way into a release: which reader reads a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag.release.read import read

PAGE = "<html><body><table><tr><td>Cash</td><td>12</td><td>3</td></tr></table></body></html>"
TABS = "Balance\n\t2012\t2011\nCash\t12\t3\n"


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("r.html", PAGE, "table"),
        ("r.txt", PAGE, "table"),
        ("r", PAGE.upper(), "table"),
        ("r.txt", TABS, ""),
        ("r.txt", f"<TABLE>\n<CAPTION>\n{TABS}</TABLE>\n", ""),
    ],
)
def test_the_content_decides_which_reader_reads_a_file(
    tmp_path: Path, name: str, content: str, kind: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    document, _ = read(path, "r")
    assert document is not None
    assert [table.origin.part.kind for table in document.tables] == [kind]
    assert document.path == "r"


def test_a_page_in_utf_16_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "r.txt"
    path.write_text(PAGE, "utf-16")
    document, _ = read(path)
    assert document is not None
    assert [table.origin.part.kind for table in document.tables] == ["table"]


@pytest.mark.parametrize("name", ["gone.txt", "gone.html", "nul\0.txt", "."])
def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path, name: str) -> None:
    document, findings = read(tmp_path / name)
    assert (document, [item.code for item in findings]) == (None, ["R101"])
