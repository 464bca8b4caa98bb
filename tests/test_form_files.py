"""The files of the 2014 form beside real ones: the zip, the schema, the linkbase, and the package."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from linetag.tanshin.form.files import form_files
from linetag.tanshin.form.package import taxonomy_package
from linetag.tanshin.form.tables import FORMS, load
from linetag.tanshin.form.taxonomy import used_sections
from linetag.taxonomy.package import open_package
from support.iij import iij
from support.shared import CORPUS, PUBLISHED, TDNET, needs
from support.tanshin_xml import LINK, XLINK

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = sorted(TDNET.glob("tdnet-*.zip"))


# --- the zip ---------------------------------------------------------------------------------------


def test_the_zip_is_what_tdnet_takes() -> None:
    files, _ = form_files(iij())
    with zipfile.ZipFile(io.BytesIO(files["tse-qcedussm-37740-20121108337740.zip"])) as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    stem = "XBRLData/Summary/tse-qcedussm-37740-20121108337740"
    assert packed == {f"{stem}{end}": files[f"{stem}{end}"] for end in (".xsd", "-def.xml", "-ixbrl.htm")}


# --- the schema and the linkbase beside real ones ---------------------------------------------------


def ours(suffix: str) -> etree._Element:
    files, _ = form_files(iij())
    (text,) = (content for name, content in files.items() if name.endswith(suffix))
    return etree.fromstring(text)


def theirs(archive: Path, suffix: str) -> etree._Element:
    with zipfile.ZipFile(archive) as opened:
        (name,) = (n for n in opened.namelist() if "/Summary/" in n and n.endswith(suffix))
        return etree.fromstring(opened.read(name))


def shape(root: etree._Element) -> set[tuple[str, tuple[str, ...], str]]:
    """Each kind of element with the names of its attributes and what it stands in."""
    return {
        (
            str(node.tag),
            tuple(sorted(str(name) for name in node.attrib)),
            str(parent.tag if parent is not None else ""),
        )
        for node in root.iter(etree.Element)
        for parent in (node.getparent(),)
    }


def neutral(text: str) -> str:
    """The names of a filer's files and namespaces without the filer and the standard."""
    for old in ("qcedussm", "qcedjpsm", "qcedifsm"):
        text = text.replace(old, "FORM")
    for old in ("edus", "edjp", "edif"):
        text = text.replace(f"/{old}/", "/GAAP/")
    for old in ("20121108337740", "20240514347760", "20240514362690", "37740", "47760", "62690"):
        text = text.replace(old, "FILER")
    return text


@needs(CORPUS)
@pytest.mark.parametrize("archive", REAL, ids=lambda path: path.stem)
def test_our_schema_is_a_real_one_with_other_names(archive: Path) -> None:
    mine, real = ours(".xsd"), theirs(archive, ".xsd")

    def content(root: etree._Element) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (str(node.tag), sorted((str(name), neutral(str(value))) for name, value in node.attrib.items()))
            for node in root.iter(etree.Element)
        ]

    assert content(mine) == content(real)
    spaces = [{neutral(str(p)): neutral(uri) for p, uri in root.nsmap.items()} for root in (mine, real)]
    assert spaces[0] == spaces[1]


@needs(CORPUS)
@pytest.mark.parametrize("archive", REAL, ids=lambda path: path.stem)
def test_our_linkbase_has_the_shape_of_a_real_one(archive: Path) -> None:
    mine, real = ours("-def.xml"), theirs(archive, "-def.xml")
    assert mine.nsmap == real.nsmap
    assert shape(mine) == shape(real)
    for root in (mine, real):
        roles = [str(node.get("roleURI")) for node in root.iter(f"{LINK}roleRef")]
        assert roles == sorted(roles)
        assert {str(link.get(f"{XLINK}role")) for link in root.iter(f"{LINK}definitionLink")} == set(roles)
    shared = {"RoleDocumentEntityInformation", "RoleQuarterlyDividends"}
    assert {role: hypercubes(mine, role) for role in shared} == {
        role: hypercubes(real, role) for role in shared
    }


def hypercubes(root: etree._Element, role: str) -> list[tuple[str, str, str, str]]:
    """The arcs of the hypercube of a section, its axes and members, with their order."""
    found = []
    for arc in arcs(root, role):
        kind = str(arc.get(f"{XLINK}arcrole")).rpartition("/")[2]
        if kind != "domain-member":
            ends = (str(arc.get(f"{XLINK}from")), str(arc.get(f"{XLINK}to")))
            found.append((kind, *ends, str(arc.get("order"))))
    return sorted(found)


def arcs(root: etree._Element, role: str) -> Iterator[etree._Element]:
    for link in root.iter(f"{LINK}definitionLink"):
        if str(link.get(f"{XLINK}role")).endswith(f"/{role}"):
            yield from link.iter(f"{LINK}definitionArc")


def test_the_linkbase_lists_what_the_document_uses_and_nothing_else() -> None:
    tanshin, form = iij().tanshin, iij().form
    sections = used_sections(tanshin, form)
    items = [
        (row.role, row.element) for rows in sections.values() for row in rows if not row.concept.abstract
    ]
    stated = {fact.concept.local for fact in tanshin.facts}
    assert {element for _, element in items} == stated
    assert "RoleNotesUSSignificantChangesScopeConsolidationDuringPeriod" not in sections
    forecasts = [row.element for row in sections["RoleQuarterlyForecasts"] if not row.concept.abstract]
    assert "OperatingRevenuesUS" in forecasts
    assert "DilutedNetIncomePerShareUS" not in forecasts
    order = [row.element for row in form.rows if row.role == "RoleQuarterlyForecasts"]
    assert forecasts == sorted(forecasts, key=order.index)


def test_every_arc_of_the_linkbase_hangs_below_a_heading() -> None:
    root = ours("-def.xml")
    for link in root.iter(f"{LINK}definitionLink"):
        sources, targets = set(), set()
        for arc in link.iter(f"{LINK}definitionArc"):
            sources.add(arc.get(f"{XLINK}from"))
            targets.add(arc.get(f"{XLINK}to"))
        (heading,) = sources - targets
        assert str(heading).endswith("Heading")
        located = {loc.get(f"{XLINK}label") for loc in link.iter(f"{LINK}loc")}
        assert located == sources | targets


# --- the package -----------------------------------------------------------------------------------


def test_the_package_is_a_taxonomy_package_under_the_exchanges_addresses(tmp_path: Path) -> None:
    name, content = taxonomy_package()
    path = tmp_path / name
    path.write_bytes(content)
    with open_package(path) as (package, found):
        assert found == ()
        assert package is not None
        schema = package.fetch(package.entry_points[0])
    assert schema is not None
    root = etree.fromstring(schema)
    assert root.get("targetNamespace") == "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"
    names = [element.get("name") for element in root if element.get("name")]
    assert len(names) == len(set(names))
    assert {row.element for code in FORMS for row in load(code).rows} <= set(names)


@needs(PUBLISHED)
def test_the_package_declares_as_the_published_taxonomy_does() -> None:
    name, content = taxonomy_package()
    path = "taxonomy/jp/tse/tdnet/ed/t/2014-01-12/tse-ed-t-2014-01-12.xsd"
    with zipfile.ZipFile(PUBLISHED) as archive:
        published = declared(archive.read(f"tse-ed-2014-01-12/{path}"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        ours_declared = declared(archive.read(f"{Path(name).stem}/{path}"))
    assert ours_declared.items() <= published.items()


def declared(schema: bytes) -> dict[str, tuple[tuple[str, str], ...]]:
    """Each declaration; what is not abstract may say so."""
    return {
        str(element.get("name")): tuple(
            sorted((str(k), str(v)) for k, v in element.attrib.items() if (k, v) != ("abstract", "false"))
        )
        for element in etree.fromstring(schema)
        if element.get("name")
    }
