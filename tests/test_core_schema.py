"""Packages of taxonomies: the schema of a family, its labels, and packages that refer to each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag.extension.bases import load_bases
from linetag.filing.records import Base
from linetag.model import Origin, QName
from linetag.taxonomy.core_schema import core_schema
from support.office_files import zipped

AT = Origin("filing.toml", 8, 1)
CATALOG = """<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
<rewriteURI uriStartString="http://x.example/2025/" rewritePrefix="../2025/"/></catalog>"""
META = """<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package" xml:lang="en">
<identifier>http://x.example/2025</identifier><version>2025</version></taxonomyPackage>"""
SCHEMA = '<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="{}"/>'


def package(folder: Path, **files: str) -> Path:
    parts: dict[str, str | bytes] = {
        "p/META-INF/catalog.xml": CATALOG,
        "p/META-INF/taxonomyPackage.xml": META,
    }
    parts |= {f"p/{name}": content for name, content in files.items()}
    path = folder / "p.zip"
    path.write_bytes(zipped(parts))
    return path


@pytest.mark.parametrize(
    ("name", "family", "found"),
    [
        ("2025/elts/us-gaap-2025.xsd", "us-gaap", True),
        ("2025/us-gaap-2025.xsd", "us-gaap", True),
        ("2025/elts/us-gaap-2025-01-31.xsd", "us-gaap", True),
        ("2025/elts/srt-2025.xsd", "srt", True),
        ("2025/elts/us-gaap-all-2025.xsd", "us-gaap", False),
        ("2025/elts/us-gaap-2025.xsd", "dei", False),
        ("elsewhere/us-gaap-2025.xsd", "us-gaap", False),  # no address leads there
    ],
)
def test_the_schema_of_a_family_is_found_by_its_name(
    tmp_path: Path, name: str, family: str, *, found: bool
) -> None:
    path = package(tmp_path, **{name: SCHEMA.format("http://x.example/ns")})
    core, findings = core_schema(path, family, Origin("filing.toml", 8, 1))
    if found:
        assert core is not None
        assert (core.namespace, core.address) == ("http://x.example/ns", f"http://x.example/{name}")
    else:
        assert (core, [item.code for item in findings]) == (None, ["F170"])


def test_the_latest_schema_and_the_labels_of_its_edition(tmp_path: Path) -> None:
    files = {
        "2025/elts/us-gaap-2024.xsd": SCHEMA.format("http://x.example/2024"),
        "2025/elts/us-gaap-2025.xsd": SCHEMA.format("http://x.example/2025"),
        "2025/elts/us-gaap-lab-2025.xml": "<linkbase/>",
        "2025/elts/us-gaap-lab-2024.xml": "<linkbase/>",
    }
    core, _ = core_schema(package(tmp_path, **files), "us-gaap", Origin("filing.toml", 8, 1))
    assert core is not None
    assert core.namespace == "http://x.example/2025"
    assert core.labels == ("http://x.example/2025/elts/us-gaap-lab-2025.xml",)


@pytest.mark.parametrize("content", ["<schema", "<other/>", '<!DOCTYPE x [<!ENTITY a "b">]><x/>'])
def test_a_schema_that_is_none(tmp_path: Path, content: str) -> None:
    path = package(tmp_path, **{"2025/us-gaap-2025.xsd": content})
    assert core_schema(path, "us-gaap", Origin("filing.toml", 8, 1))[0] is None


def test_packages_of_later_years_refer_to_each_other(tmp_path: Path) -> None:
    item = (
        '<xs:element name="{0}" id="{1}_{0}" type="{2}" substitutionGroup="xbrli:item" '
        'xbrli:periodType="instant"/>'
    )
    head = (
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"'
        ' xmlns:srt="http://fasb.org/srt/2025" targetNamespace="http://fasb.org/{0}/2025">{1}</xs:schema>'
    )
    imports = '<xs:import namespace="http://fasb.org/srt/2025" schemaLocation="http://x.example/srt/2025/elts/srt-2025.xsd"/>'
    label = (
        '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
        '<link:loc xlink:type="locator" xlink:href="us-gaap-2025.xsd#us-gaap_Assets" xlink:label="a"/>'
        '<link:label xlink:type="resource" xlink:label="b" xlink:role="http://www.xbrl.org/2003/role/label"'
        ' xml:lang="en-US">Assets, all</link:label>'
        '<link:labelArc xlink:type="arc" xlink:from="a" xlink:to="b"'
        ' xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"/></link:labelLink></link:linkbase>'
    )
    for name, files in {
        "us-gaap": {
            "2025/elts/us-gaap-2025.xsd": head.format(
                "us-gaap", imports + item.format("Assets", "us-gaap", "srt:amount")
            ),
            "2025/elts/us-gaap-lab-2025.xml": label,
        },
        "srt": {
            "2025/elts/srt-2025.xsd": head.format(
                "srt",
                '<xs:complexType name="amount"><xs:simpleContent>'
                '<xs:extension base="xbrli:monetaryItemType"/></xs:simpleContent></xs:complexType>'
                + item.format("Other", "srt", "srt:amount"),
            )
        },
    }.items():
        made = package(tmp_path, **files)
        catalog = CATALOG.replace("http://x.example/2025/", f"http://x.example/{name}/2025/")
        content = {f"p/{path}": text for path, text in files.items()}
        made.rename(tmp_path / f"{name}.zip").write_bytes(
            zipped({"p/META-INF/catalog.xml": catalog, "p/META-INF/taxonomyPackage.xml": META, **content})
        )
    named = (Base("gaap", "us-gaap.zip", "", "", AT), Base("srt", "srt.zip", "", "", AT))
    both, findings = load_bases(named, tmp_path)
    assert findings == ()
    assets, other = (
        QName("http://fasb.org/us-gaap/2025", "Assets"),
        QName("http://fasb.org/srt/2025", "Other"),
    )
    assert set(both.taxonomy.concepts) == {assets, other}
    assert {str(name) for name in both.taxonomy.concepts} == {"gaap:Assets", "srt:Other"}
    assert [(one.lang, one.text) for one in both.taxonomy.labels[assets]] == [("en", "Assets, all")]
    alone, findings = load_bases(named[:1], tmp_path)
    assert set(alone.taxonomy.concepts) == {assets}
    assert [item.code for item in findings] == ["X757"]  # a note: the package of srt is not named


@pytest.mark.parametrize(
    "name", ["dei-lab-2025.xml", "dei-2025_lab.xsd", "dei-lab-2025.xsd", "dei-2025_lab.xml"]
)
def test_the_labels_of_a_package_by_their_names(tmp_path: Path, name: str) -> None:
    made = package(
        tmp_path, **{"2025/dei-2025.xsd": SCHEMA.format("http://x.example/ns"), f"2025/{name}": "<x/>"}
    )
    core, _ = core_schema(made, "dei", AT)
    assert core is not None
    assert core.labels == (f"http://x.example/2025/{name}",)
