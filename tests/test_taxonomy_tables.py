"""What is wrong in an author's tables is said with its file, line and column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linetag.model import QName
from linetag.taxonomy.author.tables import read
from linetag.taxonomy.declarations import declare, read_extension
from support.taxonomy_tables import CONCEPTS, FILES, GAAP, PACKAGE, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.findings import Finding

EXTENSION = "name,type,period,balance,kind,label_en,label_ja,documentation_en,documentation_ja\n"


def places(found: tuple[Finding, ...]) -> list[tuple[str, str, int, int]]:
    return [(f.code, f.at.path, f.at.line, f.at.column) for f in found if f.at]


def test_tables_without_a_defect_give_no_finding(tmp_path: Path) -> None:
    source, found = read(write_tables(tmp_path))
    assert found == ()
    assert source is not None
    assert len(source.concepts) == 10
    assert source.concepts[QName(GAAP, "Assets")].concept.balance == "debit"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("gaap,Cash,", "gaap,,", [("X701", 9, 6)]),
        ("gaap,Cash,", "gaap,Petty cash,", [("X702", 9, 6)]),
        ("gaap,Allowance,", "gaap,Cash,", [("X703", 10, 6)]),
        ("Cash,monetary,", "Cash,money,", [("X704", 9, 11)]),
        ("Cash,monetary,instant,", "Cash,monetary,moment,", [("X704", 9, 20)]),
        ("Cash,monetary,instant,debit,item", "Cash,monetary,instant,debit,thing", [("X704", 9, 34)]),
        ("Cash,monetary,instant,debit,", "Cash,monetary,instant,left,", [("X704", 9, 28)]),
        ("dei,Answer", "tei,Answer", [("X704", 11, 5)]),
        ("Cash,monetary,", "Cash,shares,", [("X705", 9, 26)]),
        ("PartMember,domain,", "PartMember,string,", [("X706", 6, 17)]),
        ("Axis,string,duration", "Axis,string,instant", [("X706", 4, 18)]),
        ("Axis,string,duration,,axis", "Axis,domain,duration,,item", [("X707", 4, 28)]),
        (",Cash,現金", ",Cash,", [("X708", 9, 44)]),
        ('"Notes & coins, < a bank",通貨', '"Notes, coins",', [("X708", 9, 62)]),
    ],
)
def test_a_concept_row_with_a_defect(
    tmp_path: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    assert old in CONCEPTS
    _, found = read(write_tables(tmp_path, concepts=CONCEPTS.replace(old, new)))
    in_table = [(code, line, column) for code, path, line, column in places(found) if "concepts" in path]
    assert in_table == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("3,gaap:Cash", "three,gaap:Cash", ("X720", 8, 1)),
        ("3,gaap:Cash", "5,gaap:Cash", ("X721", 8, 1)),
        ("gaap:Cash", "gaap:Csah", ("X722", 8, 3)),
        ("gaap:Cash,,", "gaap:Cash,total,", ("X723", 8, 13)),
        ("gaap:Assets,total", "gaap:Assets,totals", ("X704", 10, 15)),
        ("gaap:Cash,,gaap:Assets,1", "gaap:Cash,,gaap:Assets,", ("X724", 8, 26)),
        ("gaap:Cash,,gaap:Assets,1", "gaap:Cash,,gaap:Assets,2", ("X704", 8, 26)),
        ("3,gaap:Assets,total,,\n", "", ("X730", 8, 3)),
        ("3,gaap:Allowance,negated,gaap:Assets,-1", "4,gaap:Cash,,gaap:Assets,1", ("X731", 9, 3)),
        ("gaap:Cash,,gaap:Assets,1", "gaap:Cash,,gaap:Heading,1", ("X732", 8, 3)),
        ("gaap:Assets,-1", "gaap:Assets,1", ("X733", 9, 3)),
        ("3,gaap:Assets,total,,", "3,gaap:Assets,total,gaap:Cash,1", ("X734", 8, 3)),
        ("3,gaap:Allowance,negated,gaap:Assets,-1", "3,gaap:Cash,,,", ("X735", 9, 3)),
        ("4,gaap:PartMember", "2,gaap:PartMember", ("X736", 6, 3)),
        ("3,gaap:Domain,,,\n4,gaap:PartMember,,,\n", "", ("X737", 4, 3)),
    ],
)
def test_an_outline_row_with_a_defect(
    tmp_path: Path, old: str, new: str, expected: tuple[str, int, int]
) -> None:
    outline = FILES["outlines/POS.csv"]
    assert old in outline
    _, found = read(write_tables(tmp_path, outline=outline.replace(old, new)))
    code, line, column = expected
    assert (code, "outlines/POS.csv", line, column) in places(found)


def test_labels_statements_and_differences_refer_to_declared_names(tmp_path: Path) -> None:
    source = write_tables(
        tmp_path,
        labels="name,role,lang,text\ngaap:Nothing,total,en,Nil\ngaap:Cash,sum,fr,\n"
        "gaap:Cash,terse,en,Cash\ngaap:Cash,terse,en,Money\n",
        differences="name,what,theirs,ours,reason\ngaap:Nothing,type,a,b,because\ngaap:Cash,type,a,b,\n",
        statements=FILES["statements-all.csv"] + "POS,po s,http://tiny.example/r,Again,再\n",
    )
    (source / "outlines" / "LOST.csv").write_text("depth,concept,label,total,weight\n", "utf-8")
    _, found = read(source)
    assert set(places(found)) >= {
        ("X722", "labels-all.csv", 2, 1),
        ("X701", "labels-all.csv", 3, 18),
        ("X704", "labels-all.csv", 3, 11),
        ("X704", "labels-all.csv", 3, 15),
        ("X709", "labels-all.csv", 5, 1),
        ("X722", "differences-all.csv", 2, 1),
        ("X701", "differences-all.csv", 3, 20),
        ("X711", "statements-all.csv", 3, 1),
        ("X702", "statements-all.csv", 3, 5),
        ("X712", "outlines/LOST.csv", 1, 1),
    }


def test_a_package_description_that_is_no_toml_ends_the_reading(tmp_path: Path) -> None:
    source, found = read(write_tables(tmp_path, package=PACKAGE.replace("[name]", "[name")))
    assert source is None
    assert [f.code for f in found] == ["X710"]


def test_own_types_need_a_known_base(tmp_path: Path) -> None:
    types = "name,base,values,pattern,documentation_en\nyesNo,boolean,Yes|No,(,An answer\n"
    _, found = read(write_tables(tmp_path, types=types))
    assert places(found)[:2] == [("X704", "types.csv", 2, 7), ("X704", "types.csv", 2, 22)]


def test_an_extension_row_becomes_a_concept_with_labels(tmp_path: Path) -> None:
    path = tmp_path / "extension.csv"
    path.write_text(
        EXTENSION + "HostingRevenue,monetary,duration,credit,item,Hosting,ホスティング,Doc,説明\n"
    )
    rows, found = read_extension(path, "extension.csv")
    assert found == ()
    concept = declare(rows[0], "co", "http://co.example/20200101", "co-20200101.xsd")
    assert (concept.id, concept.type.local, concept.balance) == (
        "co_HostingRevenue",
        "monetaryItemType",
        "credit",
    )
    assert [(label.lang, label.text) for label in rows[0].texts] == [
        *(("en", "Hosting"), ("ja", "ホスティング")),
        *(("en", "Doc"), ("ja", "説明")),
    ]


def test_an_extension_may_lack_texts_but_not_the_english_label(tmp_path: Path) -> None:
    path = tmp_path / "extension.csv"
    path.write_text(
        EXTENSION
        + "First,monetary,duration,credit,item,First,,,\n"
        + 'Second,monetary,duration,credit,item,,"ラベル, 二",Doc,説明\n'
    )
    rows, found = read_extension(path, "extension.csv")
    assert [row.name for row in rows] == ["First"]
    assert [(f.severity, f.at.line, f.at.column) for f in found if f.at] == [
        *(("warning", 2, 43), ("warning", 2, 44), ("warning", 2, 45)),
        ("error", 3, 38),
    ]
