"""The same statements in every format give the same statements, lines, columns, values and sums."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support import pdf_files, statement_files
from support.command import invoke
from support.printed_statements import STATEMENTS, PrintedStatement, fixed, html, pasted

Derived = Mapping[str, Any]


def _encoded(write: Callable[[Sequence[PrintedStatement]], str]) -> Callable[..., bytes]:
    return lambda statements: write(statements).encode()


WRITERS: Mapping[str, Callable[..., bytes]] = {
    "page.html": _encoded(html),
    "fixed.txt": _encoded(fixed),
    "pasted.txt": _encoded(pasted),
    "separated.csv": statement_files.csv,
    "book.xlsx": statement_files.xlsx,
    "document.docx": statement_files.docx,
    "pages.pdf": pdf_files.pdf,
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@pytest.fixture
def derived(folder: Path) -> Callable[[str], Derived]:
    return lambda name: _derived(folder, name)


@cache
def _derived(folder: Path, name: str) -> Derived:
    path = folder / name
    path.write_bytes(WRITERS[name](STATEMENTS))
    result = invoke("read", path, "--format", "json")
    assert result.exit_code == 0, result.stderr
    content: Derived = json.loads(result.stdout)
    return content


def statements(content: Derived) -> list[tuple[str, str]]:
    return [(one["code"], one["title"]) for one in content["statements"]]


def columns(content: Derived) -> list[list[tuple[str, str, int]]]:
    tables = (table for one in content["statements"] for table in one["tables"])
    return [[(c["period"], c["currency"], c["scale"]) for c in table["columns"]] for table in tables]


def lines(content: Derived) -> list[tuple[str, tuple[str, ...], str, str, int]]:
    return [
        (one["code"], tuple(address["section"]), address["caption"], line["unit"], line["scale"])
        for one in content["statements"]
        for line in one["lines"]
        for address in [line["address"]]
    ]


def values(content: Derived) -> list[list[Decimal | None]]:
    return [
        [None if cell["value"] is None else Decimal(cell["value"]) for cell in line["cells"]]
        for one in content["statements"]
        for line in one["lines"]
    ]


def sums(content: Derived) -> list[list[tuple[int, list[tuple[int, int]]]]]:
    return [
        sorted(
            (one["total"], sorted((part["line"], part["weight"]) for part in one["contributors"]))
            for one in statement["sums"]
        )
        for statement in content["statements"]
    ]


def test_the_page_is_understood_as_it_is_printed(derived: Callable[[str], Derived]) -> None:
    page = derived("page.html")
    assert [code for code, _ in statements(page)] == ["BS", "IS", "CF"]
    nine_months = [("2012-01-01/2012-09-30", "USD", 3), ("2011-01-01/2011-09-30", "USD", 3)]
    assert columns(page) == [[("2012-09-30", "USD", 3), ("2011-12-31", "USD", 3)], nine_months, nine_months]
    by_caption = {
        caption: value for (_, _, caption, _, _), value in zip(lines(page), values(page), strict=True)
    }
    assert by_caption["Short-term investments"] == [None, 2_500_000]
    assert by_caption["Accumulated other comprehensive loss"] == [-1_279_000, -1_152_000]
    units = {unit for code, section, _, unit, _ in lines(page) if "per share" in str(section)}
    assert units == {"USD/shares"}


def test_every_total_of_the_page_is_found(derived: Callable[[str], Derived]) -> None:
    page = derived("page.html")
    found = [
        (statement["code"], statement["lines"][one["total"]]["address"]["caption"], len(one["contributors"]))
        for statement in page["statements"]
        for one in statement["sums"]
    ]
    assert sorted(found) == sorted(
        [
            ("BS", "Total current assets", 4),
            ("BS", "Total assets", 4),
            ("BS", "Total current liabilities", 3),
            ("BS", "Total liabilities", 3),
            ("BS", "Total stockholders' equity", 3),
            ("BS", "Total liabilities and stockholders' equity", 2),
            ("IS", "", 2),
            ("IS", "Gross profit", 2),
            ("IS", "Total operating expenses", 3),
            ("IS", "Operating income", 2),
            ("IS", "Income before income taxes", 3),
            ("IS", "Net income", 2),
            ("CF", "Net cash provided by operating activities", 6),
            ("CF", "Net cash used in investing activities", 2),
            ("CF", "Net cash used in financing activities", 3),
            ("CF", "Net increase in cash and cash equivalents", 4),
        ]
    )


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"page.html"}))
@pytest.mark.parametrize("part", [statements, columns, lines, values, sums])
def test_the_formats_agree(
    name: str, part: Callable[[Derived], object], derived: Callable[[str], Derived]
) -> None:
    assert part(derived(name)) == part(derived("page.html"))
