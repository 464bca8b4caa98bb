"""Tables → package → `Taxonomy`: what the author wrote comes back, from the folder and from the zip."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from linetag.model import Label, QName
from linetag.taxonomy.author.build import build, install
from linetag.taxonomy.author.show import show
from linetag.taxonomy.load import load
from linetag.taxonomy.package import open_package, write_package_zip
from linetag.xbrl import names
from support.taxonomy_tables import BASE, CONCEPTS, GAAP, ROLE, write_tables

if TYPE_CHECKING:
    from pathlib import Path

CORE = f"{BASE}tiny-2020-12-31.xsd"
ENTRY = f"{BASE}tiny-pos-2020-12-31.xsd"


def installed(tmp_path: Path) -> Path:
    files, found = build(write_tables(tmp_path / "tiny"))
    assert found == ()
    install(tmp_path / "tiny", files)
    return tmp_path / "tiny"


def test_the_package_has_the_files_of_a_package(tmp_path: Path) -> None:
    files, _ = build(write_tables(tmp_path))
    assert list(files) == [
        "2020-12-31/tiny-2020-12-31.xsd",
        "2020-12-31/tiny-2020-12-31_lab-ja.xml",
        "2020-12-31/tiny-2020-12-31_lab.xml",
        "2020-12-31/tiny-all-2020-12-31.xsd",
        "2020-12-31/tiny-dei-2020-12-31.xsd",
        "2020-12-31/tiny-dei-2020-12-31_lab-ja.xml",
        "2020-12-31/tiny-dei-2020-12-31_lab.xml",
        "2020-12-31/tiny-pos-2020-12-31.xsd",
        "2020-12-31/tiny-pos-2020-12-31_cal.xml",
        "2020-12-31/tiny-pos-2020-12-31_def.xml",
        "2020-12-31/tiny-pos-2020-12-31_pre.xml",
        "2020-12-31/tiny-types-2020-12-31.xsd",
        "META-INF/catalog.xml",
        "META-INF/taxonomyPackage.xml",
    ]


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, _ = build(write_tables(tmp_path / "one"))
    backwards = "\n".join([*CONCEPTS.split("\n")[:2], *reversed(CONCEPTS.strip().split("\n")[1:]), ""])
    second, _ = build(write_tables(tmp_path / "two", concepts=backwards))
    assert first == second


def test_nothing_is_built_from_tables_with_an_error(tmp_path: Path) -> None:
    files, found = build(write_tables(tmp_path, concepts=CONCEPTS.replace("Cash,monetary", "Cash,money")))
    assert files == {}
    assert next(f.code for f in found if f.severity == "error") == "X704"


def test_the_core_schema_brings_concepts_and_labels_but_no_networks(tmp_path: Path) -> None:
    taxonomy, found = load(installed(tmp_path), (CORE,))
    assert found == ()
    assert taxonomy.networks == ()
    cash = taxonomy.concepts[QName(GAAP, "Cash")]
    assert (cash.id, cash.schema, cash.period, cash.balance) == ("gaap_Cash", CORE, "instant", "debit")
    assert cash.name.prefix == "gaap"
    assert cash.type == QName(names.XBRLI, "monetaryItemType")
    assert {c.name.local: c.substitution for c in taxonomy.concepts.values() if c.substitution != "item"} == {
        "Table": "hypercube",
        "Axis": "dimension",
    }
    assert set(taxonomy.labels[QName(GAAP, "Assets")]) == {
        Label(names.STANDARD_LABEL, "en", "Assets"),
        Label(names.STANDARD_LABEL, "ja", "資産"),
        Label(names.DOCUMENTATION, "en", "What is owned"),
        Label(names.DOCUMENTATION, "ja", "保有するもの"),
        Label(names.TOTAL_LABEL, "en", "Total assets"),
        Label(names.TOTAL_LABEL, "ja", "資産合計"),
    }
    assert Label(names.DOCUMENTATION, "en", "Notes & coins, < a bank") in taxonomy.labels[cash.name]


def test_the_entry_point_brings_the_networks_of_the_outline(tmp_path: Path) -> None:
    taxonomy, found = load(installed(tmp_path), (ENTRY,))
    assert found == ()
    assert taxonomy.roles == {ROLE: {"en": "Position"}}
    arcs = {
        network.arcrole: [(a.source.local, a.target.local, int(a.order)) for a in network.arcs]
        for network in taxonomy.networks
    }
    assert arcs == {
        names.PARENT_CHILD: [
            *(("Heading", "Table", 1), ("Table", "Axis", 1), ("Axis", "Domain", 1)),
            *(("Domain", "PartMember", 1), ("Table", "Items", 2)),
            *(("Items", "Cash", 1), ("Items", "Allowance", 2), ("Items", "Assets", 3)),
        ],
        names.SUMMATION_2003: [("Assets", "Cash", 1), ("Assets", "Allowance", 2)],
        names.HYPERCUBE_DIMENSION: [("Table", "Axis", 1)],
        names.DIMENSION_DOMAIN: [("Axis", "Domain", 1)],
        names.DIMENSION_DEFAULT: [("Axis", "Domain", 1)],
        names.DOMAIN_MEMBER: [
            ("Domain", "PartMember", 1),
            *(("Items", "Cash", 1), ("Items", "Allowance", 2), ("Items", "Assets", 3)),
        ],
        names.ALL: [("Items", "Table", 1)],
    }
    every = {
        (network.arcrole, arc.target.local): arc for network in taxonomy.networks for arc in network.arcs
    }
    assert every[names.SUMMATION_2003, "Allowance"].weight == -1
    assert every[names.PARENT_CHILD, "Assets"].preferred_label == names.TOTAL_LABEL
    assert set(every[names.ALL, "Table"].attributes) == {
        ("xbrldt:closed", "true"),
        ("xbrldt:contextElement", "segment"),
    }


def test_the_zip_holds_one_folder_and_no_tables_and_loads_the_same(tmp_path: Path) -> None:
    folder = installed(tmp_path)
    name, content = write_package_zip(folder)
    assert name == "tiny-2020-12-31.zip"
    assert write_package_zip(folder) == (name, content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inside = archive.namelist()
    assert {entry.split("/")[0] for entry in inside} == {"tiny-2020-12-31"}
    assert not [entry for entry in inside if "source" in entry]
    (tmp_path / name).write_bytes(content)
    assert load(tmp_path / name, (ENTRY,)) == load(folder, (ENTRY,))


def test_the_package_describes_its_entry_points(tmp_path: Path) -> None:
    with open_package(installed(tmp_path)) as (package, found):
        assert found == ()
        assert package is not None
        assert package.version == "2020-12-31"
        assert package.entry_points == (f"{BASE}tiny-all-2020-12-31.xsd", ENTRY)
        assert all(package.fetch(url) for url in package.entry_points)


def test_an_install_removes_what_is_no_longer_built(tmp_path: Path) -> None:
    folder = installed(tmp_path)
    (folder / "2020-12-31" / "tiny-old-2020-12-31.xsd").write_text("<old/>")
    files, _ = build(folder / "source")
    install(folder, files)
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert {name for name in there if not name.startswith("source/")} == set(files)


def test_a_statement_is_shown_as_its_outline(tmp_path: Path) -> None:
    folder = installed(tmp_path)
    lines, found = show(folder, "pos")
    assert found == ()
    assert [" ".join(line.split()) for line in lines[3:]] == [
        "Heading gaap:Heading abstract",
        "Table gaap:Table table",
        "Axis gaap:Axis axis",
        "Domain gaap:Domain domain",
        "Part gaap:PartMember member",
        "Items gaap:Items lineitems",
        "Cash gaap:Cash debit + gaap:Assets",
        "Less allowance gaap:Allowance credit - gaap:Assets",
        "Total assets gaap:Assets debit",
    ]
    assert show(folder)[0] == ("POS  Position (9 lines)",)
    assert [f.code for f in show(folder, "XYZ")[1]] == ["X713"]
