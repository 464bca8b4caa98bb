"""Editions of a taxonomy: which rows of the tables belong to one, and which one a filing is tagged with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from linetag import data, run
from linetag.filing.load import load
from linetag.reference.arelle import second_opinion
from linetag.report import folder as output
from linetag.taxonomy.author.build import build_editions, install
from linetag.taxonomy.author.show import show
from linetag.taxonomy.author.tables import AuthoredTaxonomy, read
from linetag.taxonomy.declarations import CONCEPT_COLUMNS
from linetag.taxonomy.package import open_package, write_package_zip
from support.taxonomy_tables import CONCEPTS, FILES, PACKAGE, write_tables

FIRST, LATER = "2020-12-31", "2024-12-31"
TWO = PACKAGE.replace("2020-12-31", "{version}").replace('["{version}"]', f'["{FIRST}", "{LATER}"]')


def with_editions(table: str, **rows: str) -> str:
    """The table with the columns since and until; `rows` are their values by a word of the row."""
    header, *lines = table.strip().split("\n")
    ends = [next((end for word, end in rows.items() if word in line), ",") for line in lines]
    return "\n".join(
        [f"{header},since,until", *(f"{line},{end}" for line, end in zip(lines, ends, strict=True))]
    )


def both(folder: Path, **changes: str) -> tuple[AuthoredTaxonomy, AuthoredTaxonomy]:
    source = write_tables(folder, package=TWO, **changes)
    (first, found), (later, more) = read(source), read(source, LATER)
    assert (found, more) == ((), ())
    assert first is not None
    assert later is not None
    return first, later


def names(taxonomy: AuthoredTaxonomy) -> set[str]:
    return {name.local for name in taxonomy.concepts}


def outline(taxonomy: AuthoredTaxonomy) -> list[tuple[str, str | None]]:
    """Each line of the statement with the line that it stands under."""
    (statement,) = taxonomy.statements
    lines = statement.outline
    return [
        (line.name.local, None if line.parent is None else lines[line.parent].name.local) for line in lines
    ]


def test_a_concept_belongs_to_the_editions_that_its_row_says(tmp_path: Path) -> None:
    more = f"{CONCEPTS}gaap,Token,monetary,instant,debit,item,Token,トークン,A token,トークン\n"
    changed = with_editions(more, Allowance=f",{FIRST}", Token=f"{LATER},")
    text = f"{FILES['outlines/POS.csv']}3,gaap:Token,,gaap:Assets,1\n"
    first, later = both(tmp_path, concepts=changed, outline=text)
    assert names(first) - names(later) == {"Allowance"}
    assert names(later) - names(first) == {"Token"}
    assert [name for name, _ in outline(first)][-3:] == ["Cash", "Allowance", "Assets"]
    assert [name for name, _ in outline(later)][-3:] == ["Cash", "Assets", "Token"]


def test_a_row_of_an_outline_belongs_to_an_edition_and_what_stood_under_it_moves_up(tmp_path: Path) -> None:
    text = (
        "depth,concept,label,total,weight,since,until\n"
        "0,gaap:Heading,,,,,\n"
        f"1,gaap:Cash,,gaap:Assets,1,,{FIRST}\n"
        "2,gaap:Allowance,negated,gaap:Assets,-1,,\n"
        "1,gaap:Assets,total,,,,\n"
    )
    first, later = both(tmp_path, outline=text)
    assert outline(first) == [
        ("Heading", None),
        ("Cash", "Heading"),
        ("Allowance", "Cash"),
        ("Assets", "Heading"),
    ]
    assert outline(later) == [("Heading", None), ("Allowance", "Heading"), ("Assets", "Heading")]


def test_a_statement_belongs_to_the_editions_that_its_row_says(tmp_path: Path) -> None:
    text = with_editions(FILES["statements-all.csv"], POS=f"{LATER},")
    first, later = both(tmp_path, statements=text)
    assert (len(first.statements), len(later.statements)) == (0, 1)


def test_an_edition_that_the_package_does_not_have(tmp_path: Path) -> None:
    source = write_tables(tmp_path, package=TWO, concepts=with_editions(CONCEPTS, Cash="2021-12-31,"))
    _, found = read(source)
    line = 1 + CONCEPTS.strip().split("\n").index(next(x for x in CONCEPTS.split("\n") if "Cash," in x))
    assert [(item.code, item.at and item.at.line) for item in found if item.code == "X704"] == [
        ("X704", line)
    ]
    assert [item.code for item in read(source, "2022-12-31")[1]] == ["X714"]
    assert [item.code for item in show(tmp_path, "POS", "2022-12-31")[1]] == ["X714"]


def test_a_package_without_editions(tmp_path: Path) -> None:
    source = write_tables(tmp_path, package=PACKAGE.replace('["2020-12-31"]', "[]"))
    assert [item.code for item in read(source)[1]] == ["X710"]


def test_each_edition_has_a_package_of_its_own(tmp_path: Path) -> None:
    write_tables(tmp_path / "tiny", package=TWO)
    editions, found = build_editions(tmp_path / "tiny")
    assert found == ()
    assert [folder.name for folder in editions] == ["tiny", f"tiny-{LATER}"]
    for folder, files in editions.items():
        install(folder, files)
        with open_package(folder) as (package, _):
            assert package is not None
            assert (package.version in folder.name) == (folder.name != "tiny")
    assert [write_package_zip(folder)[0] for folder in editions] == [f"tiny-{FIRST}.zip", f"tiny-{LATER}.zip"]


def test_no_edition_is_written_when_one_has_a_defect(tmp_path: Path) -> None:
    text = with_editions(CONCEPTS.replace("Cash,monetary", "Cash,money"), Cash=f"{LATER},")
    write_tables(tmp_path, package=TWO, concepts=text, outline="depth,concept,label,total,weight\n")
    files, found = build_editions(tmp_path)
    assert files == {}
    assert {item.code for item in found} == {"X704"}


# --- the edition of a filing ---------------------------------------------------------------------

RELEASE = """\
Small Company, results of the year.

Balance Sheets
(As of December 31, DATE)

|December 31, DATE
|Thousands of USD
Cash|1,200
Operating lease right-of-use assets|300
Total assets|1,500
Operating lease liabilities|290
Common stock|1,210
Total liabilities and equity|1,500
"""
SETTINGS = """\
[document]
title_en = "Small Company"
title_ja = "小会社"
prefix = "small"
namespace = "http://small.example/DATE1231"
stem = "small-DATE1231"
languages = ["en", "ja"]
[entity]
scheme = "http://www.sec.gov/CIK"
value = "0000000001"
[periods]
now = DATE-12-31
year = { start = DATE-01-01, end = DATE-12-31 }
[cover]
period = "year"
"dei:EntityRegistrantName" = "Small Company"
[[statement]]
code = "BS"
role = "http://small.example/role/BS"
title_en = "Balance sheet"
title_ja = "貸借対照表"
root = "gaap:StatementOfFinancialPositionAbstract"
[[table]]
name = "balance"
rows = "bs"
heading = ["Balance Sheets"]
holds = "Total assets"
columns = ["now USD"]
scale = 3
"""
MAPPING = """\
rows,section,label,lead,statement,concept,sign,at,members
bs,,Cash,,BS,gaap:CashAndCashEquivalentsAtCarryingValue,1,,
bs,,Operating lease right-of-use assets,,BS,gaap:OperatingLeaseRightOfUseAsset,1,,
bs,,Total assets,,BS,gaap:Assets,1,,
bs,,Operating lease liabilities,,BS,gaap:OperatingLeaseLiability,1,,
bs,,Common stock,,BS,gaap:CommonStockValue,1,,
bs,,Total liabilities and equity,,BS,gaap:LiabilitiesAndStockholdersEquity,1,,
"""
ROLLUP = """\
statement,parent,child,weight,order
BS,gaap:Assets,gaap:CashAndCashEquivalentsAtCarryingValue,1,1
BS,gaap:Assets,gaap:OperatingLeaseRightOfUseAsset,1,2
BS,gaap:LiabilitiesAndStockholdersEquity,gaap:OperatingLeaseLiability,1,1
BS,gaap:LiabilitiesAndStockholdersEquity,gaap:CommonStockValue,1,2
"""


def filing_folder(folder: Path, year: str = "2024", more: str = "") -> Path:
    written: Mapping[str, str] = {
        "filing.toml": SETTINGS.replace("DATE", year) + more,
        "release.txt": RELEASE.replace("DATE", year).replace("|", "\t"),
        "mapping.csv": MAPPING,
        "rollup.csv": ROLLUP,
        "extension.csv": f"{','.join(CONCEPT_COLUMNS)}\n",
    }
    path = folder / "small"
    path.mkdir()
    for name, text in written.items():
        (path / name).write_text(text, "utf-8")
    return path


def packages(folder: Path) -> set[str]:
    filing, found = load(folder)
    assert [item.code for item in found if item.severity == "error"] == []
    assert filing is not None
    assert [base.prefix for base in filing.bases] == ["gaap", "dei"]
    return {base.package for base in filing.bases}


@pytest.mark.parametrize(
    ("balance_sheet", "package"),
    [
        ("2011-12-31", "us-gaap-style"),
        ("2017-12-31", "us-gaap-style"),
        ("2018-01-01", "us-gaap-style-2025-01-31"),
        ("2025-06-30", "us-gaap-style-2025-01-31"),
    ],
)
def test_the_date_of_the_balance_sheet_chooses_the_edition(
    tmp_path: Path, balance_sheet: str, package: str
) -> None:
    folder = filing_folder(tmp_path, "2011")
    text = (folder / "filing.toml").read_text("utf-8")
    changed = text.replace("now = 2011-12-31", f"now = {balance_sheet}\nprior = 2010-12-31")
    (folder / "filing.toml").write_text(changed, "utf-8")
    assert packages(folder) == {package}


@pytest.mark.parametrize(("year", "edition"), [("2011", "2025-01-31"), ("2024", "2012-01-31")])
def test_the_settings_choose_another_edition(tmp_path: Path, year: str, edition: str) -> None:
    folder = filing_folder(tmp_path, year, f'[taxonomy]\nedition = "{edition}"\n')
    filing, _ = load(folder)
    assert filing is not None
    assert {base.namespace.rpartition("/")[2] for base in filing.bases} == {edition}


def test_an_unknown_edition_and_an_unknown_key(tmp_path: Path) -> None:
    folder = filing_folder(tmp_path, more='[taxonomy]\nedition = "2013-01-31"\nyear = 2013\n')
    _, found = load(folder)
    wrong = [(item.code, item.at.text.strip()) for item in found if item.at and item.code.startswith("F12")]
    assert wrong == [("F122", 'edition = "2013-01-31"'), ("F123", "year = 2013")]
    assert '"2012-01-31", "2025-01-31"' in next(item.hint for item in found if item.code == "F122")


def test_the_sample_names_its_edition_as_the_date_would() -> None:
    filing, _ = load(data.sample())
    assert filing is not None
    rows = [row for row in data.table("taxonomy", "editions.csv") if row["edition"] == "2012-01-31"]
    assert [(base.prefix, base.package, base.namespace, base.schema) for base in filing.bases] == [
        (row["prefix"], row["package"], row["namespace"], row["schema"]) for row in rows
    ]


@pytest.mark.slow
def test_arelle_accepts_a_filing_with_the_current_edition(tmp_path: Path) -> None:
    outcome = run.build(filing_folder(tmp_path))
    assert [str(item) for item in outcome.findings if item.severity == "error"] == []
    assert outcome.built is not None
    target, problems = output.write_folder(tmp_path / "output", "small", outcome.built.files)
    assert problems == ()
    (package,) = (target / "packages").iterdir()
    assert package.name == "us-gaap-style-2025-01-31.zip"
    assert second_opinion(target / "xbrl" / "small-20241231.xml", [package], "round-to-nearest") == ()
