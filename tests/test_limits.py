"""Limits of reading XBRL, each from both sides where a document of that size is cheap to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag.model import QName
from linetag.taxonomy import limits as taxonomy_limits
from linetag.taxonomy.document import TaxonomyDocument
from linetag.xbrl import limits
from linetag.xbrl.transformations import format_of
from linetag.xbrl.xml import parse
from support.reports import change, codes, fraction, inline, only, read, report, text

REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"


def test_sizes_that_are_too_large_to_be_tried() -> None:
    mega, giga = 1024**2, 1024**3
    assert (512 * mega, 3 * giga, giga) == (limits.MAX_BYTES, limits.MAX_TREE, limits.MAX_TOTAL)
    assert (6 * mega, 64 * mega) == (limits.LARGE, limits.MAX_INSTANCE_TREE)
    assert (20_000, 20_000, 16 * mega) == (limits.MAX_FILES, limits.MAX_ZIPS, limits.SUSPICIOUS_BYTES)
    assert (taxonomy_limits.MAX_DOCUMENTS, taxonomy_limits.MAX_RELATIONS) == (20_000, 3_000_000)
    root, found = parse(bytes(limits.MAX_BYTES + 1), "a.xml")
    assert (root, [item.code for item in found]) == (None, ["X974"])


@pytest.mark.parametrize(("over", "expected"), [(-1_000, []), (0, ["X970"])])
def test_what_stands_before_the_root(tmp_path: Path, over: int, expected: list[str]) -> None:
    path = report(tmp_path)
    change(path, "<xbrl", f"<!--{'x' * (limits.MAX_PROLOGUE + over)}--><xbrl")
    assert codes(only(path)) == expected


@pytest.mark.parametrize(
    ("scale", "expected"), [(1_000, []), (-1_000, []), (1_001, ["X945"]), (-1_001, ["X945"])]
)
def test_the_scale_of_a_figure(tmp_path: Path, scale: int, expected: list[str]) -> None:
    path = inline(tmp_path, fraction("T", "5", f'decimals="INF" scale="{scale}"'))
    assert [code for code in codes(only(path)) if code == "X945"] == expected


@pytest.mark.parametrize(("length", "expected"), [(100_000, []), (100_001, ["X944"])])
def test_the_length_of_a_figure(tmp_path: Path, length: int, expected: list[str]) -> None:
    path = inline(tmp_path, fraction("T", "1" * length, 'decimals="INF"'))
    assert [code for code in codes(only(path)) if code == "X944"] == expected


@pytest.mark.parametrize(
    ("written", "meant"), [("99999", 99_999), ("-99999", -99_999), ("100000", 100_000), ("9999999", 100_000)]
)
def test_decimals(tmp_path: Path, written: str, meant: int) -> None:
    path = report(tmp_path)
    change(path, 'decimals="0"', f'decimals="{written}"')
    assert read(path).figures()[0].decimals == meant


@pytest.mark.parametrize(("depth", "expected"), [(100, []), (101, ["X948"])])
def test_tuples_in_tuples(tmp_path: Path, depth: int, expected: list[str]) -> None:
    opening = "".join(f'<ix:tuple name="c:U" order="1" tupleID="t{i}">' for i in range(depth))
    member = fraction("T", "5", 'decimals="0" order="1"')
    path = inline(tmp_path, f"{opening}{member}{'</ix:tuple>' * depth}")
    assert [code for code in codes(only(path)) if code == "X948"] == expected


@pytest.mark.parametrize(("depth", "expected"), [(5, []), (6, ["X952"])])
def test_texts_in_texts(tmp_path: Path, depth: int, expected: list[str]) -> None:
    body = "x" * 100_000
    for _ in range(depth):
        body = text("N", body)
    path = inline(tmp_path, fraction("T", "5") + body)
    own = read(path)
    own.facts()
    assert [item.code for item in own.findings() if item.code == "X952"] == expected


@pytest.mark.parametrize(
    ("registry", "name", "printed", "filler", "longest"),
    [
        (REGISTRY, "num-unit-decimal", "10{}5", "円", 999),
        (REGISTRY, "date-day-month-year", "31{}12.2012", ".", 200),
        (SEC, "numwordsen", "one{}hundred", " ", 399),
    ],
)
def test_the_length_of_a_text_with_a_format(
    registry: str, name: str, printed: str, filler: str, longest: int
) -> None:
    form = format_of(QName(registry, name))
    assert form is not None
    for length, fits in ((longest, True), (longest + 1, False)):
        whole = printed.format(filler * (length - len(printed) + 2))
        assert len(whole) == length
        assert (form.convert(whole) is not None) == fits


SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="n" xmlns="n">
<xs:attribute name="a" type="t0"/><xs:element name="E"/>{}</xs:schema>"""


def schema(types: int) -> TaxonomyDocument:
    names = [*(f"t{i}" for i in range(1, types)), "xs:integer"]
    derived = (
        f'<xs:simpleType name="t{i}"><xs:restriction base="{base}"/></xs:simpleType>'
        for i, base in enumerate(names)
    )
    return TaxonomyDocument("a.xsd", SCHEMA.format("".join(derived)).encode(), "a.xsd")


def test_types_that_derive_from_each_other() -> None:
    most = taxonomy_limits.MAX_DERIVATIONS
    assert most == 8
    assert schema(most - 1).attribute_types == {"{n}a": "integer"}
    assert schema(most).attribute_types == {}


def test_the_number_of_a_child_in_a_pointer() -> None:
    document = schema(1)
    assert document.name("element(/1/0000002)") == QName("n", "E")
    assert document.name("element(/1/00000002)") is None
