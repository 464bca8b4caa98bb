"""Packages and XML files that should not be trusted, and packages that are not complete."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from linetag.taxonomy.load import load
from linetag.taxonomy.package import open_package
from linetag.xbrl.xml import parse

if TYPE_CHECKING:
    from pathlib import Path

URL = "http://some.example/t/"
META = (
    '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package">'
    "<tp:identifier>http://some.example/t</tp:identifier></tp:taxonomyPackage>"
)
CATALOG = (
    '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
    f'<rewriteURI uriStartString="{URL}" rewritePrefix="../files/"/>'
    f'<rewriteURI uriStartString="{URL}new/" rewritePrefix="../newer/"/></catalog>'
)
SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="{url}{name}"
  xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:t="{url}{name}" xmlns:xlink="http://www.w3.org/1999/xlink">
<xs:annotation><xs:appinfo>{refs}</xs:appinfo></xs:annotation>{body}</xs:schema>"""
ITEM = (
    '<xs:element name="{0}" id="{0}" type="xbrli:monetaryItemType" substitutionGroup="{1}"'
    ' xbrli:periodType="instant"/>'
)
LINKBASE = """<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink">
<link:calculationLink xlink:type="extended" xlink:role="http://some.example/role">{}</link:calculationLink>
</link:linkbase>"""
LOC = '<link:loc xlink:type="locator" xlink:href="a.xsd#{0}" xlink:label="{0}"/>'
ARC = (
    '<link:calculationArc xlink:type="arc" xlink:from="{}" xlink:to="{}" {} '
    'xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"/>'
)
REF = '<link:linkbaseRef xlink:type="simple" xlink:href="{}"/>'


def write_zip(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def package(tmp_path: Path, **files: str) -> Path:
    named = {f"t/files/{name.replace('_', '.')}": text for name, text in files.items()}
    everything = {"t/META-INF/taxonomyPackage.xml": META, "t/META-INF/catalog.xml": CATALOG, **named}
    return write_zip(tmp_path / "t.zip", everything)


def schema(name: str = "a", refs: str = "", body: str = "") -> str:
    return SCHEMA.format(url=URL, name=name, refs=refs, body=body)


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"t/../../evil.xsd": "<a/>"}, "X753"),
        ({"/etc/evil.xsd": "<a/>"}, "X753"),
        ({"t\\..\\..\\evil.xsd": "<a/>"}, "X753"),
        ({"t\\a.xsd": "<a/>"}, "X755"),
        ({"C:/evil.xsd": "<a/>"}, "X753"),
        ({".": "<a/>"}, "X753"),
        ({"one/a.xsd": "<a/>", "two/b.xsd": "<a/>"}, "X755"),
        ({"t/META-INF/taxonomyPackage.xml": META}, "X755"),
        ({"t/META-INF/taxonomyPackage.xml": META, "t/META-INF/catalog.xml": "<catalog"}, "X750"),
    ],
)
def test_a_zip_that_is_no_package(tmp_path: Path, files: dict[str, str], code: str) -> None:
    with open_package(write_zip(tmp_path / "bad.zip", files)) as (opened, found):
        assert opened is None
        assert [f.code for f in found] == [code]


def test_a_file_that_is_no_zip_and_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("no zip")
    for name in ("text.zip", "absent.zip"):
        taxonomy, found = load(tmp_path / name, (URL,))
        assert (taxonomy.concepts, [f.code for f in found]) == ({}, ["X752"])


@pytest.mark.parametrize(("place", "byte"), [(6, 99), (9, 8)], ids=["version", "encoding"])
def test_a_zip_with_an_impossible_directory(tmp_path: Path, place: int, byte: int) -> None:
    path = write_zip(tmp_path / "bad.zip", {"t/\u00e9": ""})
    data = bytearray(path.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + place] = byte
    data[data.index(b"t/", entry) + 2] = 0xFF
    path.write_bytes(data)
    with open_package(path) as (opened, found):
        assert (opened, [f.code for f in found]) == (None, ["X752"])


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_damaged_member_is_as_if_it_were_not_there(tmp_path: Path, method: int) -> None:
    path = tmp_path / "bad.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("t/META-INF/taxonomyPackage.xml", META * 20)
    data = bytearray(path.read_bytes())
    start = 30 + len("t/META-INF/taxonomyPackage.xml")
    data[start : start + 12] = b"\xff" * 12
    path.write_bytes(data)
    with open_package(path) as (opened, found):
        assert (opened, [f.code for f in found]) == (None, ["X755"])


def test_a_zip_beyond_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linetag.xbrl.limits.MAX_TOTAL", 100)
    with open_package(package(tmp_path)) as (opened, found):
        assert opened is None
        assert [f.code for f in found] == ["X754"]


def test_the_longest_rewrite_wins_and_no_url_leaves_the_package(tmp_path: Path) -> None:
    folder = tmp_path / "t"
    for name, text in {
        "META-INF/taxonomyPackage.xml": META,
        "META-INF/catalog.xml": CATALOG,
        "files/a.xsd": "old",
        "newer/a.xsd": "new",
        "../secret.txt": "secret",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    with open_package(folder) as (opened, _):
        assert opened is not None
        assert opened.fetch(f"{URL}a.xsd") == b"old"
        assert opened.fetch(f"{URL}new/a.xsd") == b"new"
        assert opened.fetch(f"{URL}../../secret.txt") is None
        assert opened.fetch("http://other.example/a.xsd") is None


def test_a_schema_that_the_package_lacks(tmp_path: Path) -> None:
    _, found = load(package(tmp_path), (f"{URL}a.xsd",))
    assert [f.code for f in found] == ["X756"]


def test_a_broken_schema_is_found_at_its_place(tmp_path: Path) -> None:
    _, found = load(package(tmp_path, a_xsd="<xs:schema>\n </wrong>"), (f"{URL}a.xsd",))
    assert [(f.code, f.at.path, f.at.line) for f in found if f.at] == [("X750", f"{URL}a.xsd", 1)]


def test_files_outside_are_named_and_not_fetched(tmp_path: Path) -> None:
    imports = '<xs:import namespace="x" schemaLocation="{}"/>'
    body = imports.format("http://elsewhere.example/x.xsd") + imports.format(
        "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"
    )
    _, found = load(package(tmp_path, a_xsd=schema(body=body)), (f"{URL}a.xsd",))
    assert [(f.code, f.severity) for f in found] == [("X757", "note")]
    assert "http://elsewhere.example/x.xsd" in found[0].message


def test_substitution_through_other_elements(tmp_path: Path) -> None:
    body = (
        ITEM.format("Head", "xbrli:item")
        + ITEM.format("Item", "t:Head")
        + ITEM.format("Tuple", "xbrli:tuple")
        + ITEM.format("Round", "t:Round")
    )
    taxonomy, _ = load(package(tmp_path, a_xsd=schema(body=body)), (f"{URL}a.xsd",))
    assert [name.local for name in taxonomy.concepts] == ["Head", "Item"]


def test_prohibition_priority_and_defects_of_arcs(tmp_path: Path) -> None:
    items = "".join(ITEM.format(name, "xbrli:item") for name in ("Total", "A", "B", "C"))
    locs = "".join(LOC.format(name) for name in ("Total", "A", "B", "C", "Lost"))
    arcs = (
        ARC.format("Total", "A", 'weight="1" order="1"')
        + ARC.format("Total", "A", 'weight="1" order="1.0" use="prohibited"')
        + ARC.format("Total", "B", 'weight="1" use="prohibited" priority="1"')
        + ARC.format("Total", "B", 'weight="1" priority="2"')
        + ARC.format("Total", "C", 'weight="one"')
        + ARC.format("Total", "Lost", 'weight="1"')
    )
    folder = package(
        tmp_path,
        a_xsd=schema(refs=REF.format("cal.xml"), body=items),
        cal_xml=LINKBASE.format(locs + arcs),
    )
    taxonomy, found = load(folder, (f"{URL}a.xsd",))
    (network,) = taxonomy.networks
    assert [arc.target.local for arc in network.arcs] == ["B"]
    assert [(f.code, f.at.path) for f in found if f.at] == [
        ("X759", f"{URL}cal.xml"),
        ("X758", f"{URL}cal.xml"),
    ]


LABELS = """<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase"
  xmlns:xlink="http://www.w3.org/1999/xlink">{}</link:linkbase>"""
LINK = '<link:{0}Link xlink:type="extended" xlink:role="http://some.example/{1}">{2}</link:{0}Link>'
RESOURCE = '<link:{0} id="{1}" xlink:type="resource" xlink:label="{1}">{1}</link:{0}>'
TO = (
    '<link:{0}Arc xlink:type="arc" xlink:from="A" xlink:to="{1}" {2}'
    ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-{0}"/>'
)
PLACE = '<link:loc xlink:type="locator" xlink:href="lab.xml#{0}" xlink:label="{0}"/>'


def test_resources_are_prohibited_role_by_role(tmp_path: Path) -> None:
    locs = LOC.format("A") + PLACE.format("one") + PLACE.format("two") + PLACE.format("ref")
    prohibited = 'use="prohibited" priority="1"'
    folder = package(
        tmp_path,
        a_xsd=schema(refs=REF.format("lab.xml"), body=ITEM.format("A", "xbrli:item")),
        lab_xml=LABELS.format(
            LINK.format(
                "label",
                "a",
                LOC.format("A") + RESOURCE.format("label", "one") + TO.format("label", "one", ""),
            )
            + LINK.format(
                "label",
                "a",
                LOC.format("A") + RESOURCE.format("label", "two") + TO.format("label", "two", ""),
            )
            + LINK.format("label", "a", locs + TO.format("label", "one", prohibited))
            + LINK.format("label", "b", locs + TO.format("label", "two", prohibited))
            + LINK.format("reference", "a", locs + TO.format("reference", "ref", prohibited))
        ),
    )
    taxonomy, found = load(folder, (f"{URL}a.xsd",))
    assert found == ()
    assert [label.text for labels in taxonomy.labels.values() for label in labels] == ["two"]


@pytest.mark.parametrize("numbers", ['order="NaN"', 'weight="sNaN"', 'weight="1e9"', 'order="1_0"'])
def test_what_is_no_decimal_of_xml_schema_is_no_number(tmp_path: Path, numbers: str) -> None:
    items = "".join(ITEM.format(name, "xbrli:item") for name in ("Total", "A"))
    arcs = LOC.format("Total") + LOC.format("A") + ARC.format("Total", "A", numbers)
    folder = package(
        tmp_path, a_xsd=schema(refs=REF.format("cal.xml"), body=items), cal_xml=LINKBASE.format(arcs)
    )
    taxonomy, found = load(folder, (f"{URL}a.xsd",))
    assert (taxonomy.networks, [f.code for f in found]) == ((), ["X759"])


def test_entities_are_not_read() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y "&x;&x;">]><a>&y;</a>'
    outside = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'
    for data in (bomb, outside):
        root, found = parse(data, "a.xml")
        assert root is None
        assert [f.code for f in found] == ["X751"]


def test_a_document_type_without_entities_is_no_defect() -> None:
    root, found = parse(b'<!DOCTYPE html PUBLIC "-//W3C//DTD" "http://no.example/x.dtd"><html/>', "a.htm")
    assert found == ()
    assert root is not None
    assert root.tag == "html"


def test_a_syntax_error_has_its_line_and_column() -> None:
    root, found = parse(b"<a>\n  <b></c>\n</a>", "a.xml")
    assert root is None
    assert [(f.code, f.at.line) for f in found if f.at] == [("X750", 2)]


def test_a_document_beyond_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linetag.xbrl.limits.MAX_BYTES", 3)
    assert [f.code for f in parse(b"<a></a>", "a.xml")[1]] == ["X974"]


def test_a_rewrite_prefix_may_lead_into_the_folder_of_the_catalogue(tmp_path: Path) -> None:
    catalog = CATALOG.replace('"../files/"', '"files/"')
    files = {"taxonomyPackage.xml": META, "catalog.xml": catalog, "files/a.xsd": "<a/>"}
    path = write_zip(tmp_path / "t.zip", {f"t/META-INF/{name}": text for name, text in files.items()})
    with open_package(path) as (opened, _):
        assert opened is not None
        assert opened.fetch(f"{URL}a.xsd") == b"<a/>"
