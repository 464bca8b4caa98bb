"""Every entry point of the embedded taxonomy, in the eyes of an independent processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linetag import data
from linetag.taxonomy.author.build import build, install
from linetag.taxonomy.author.editions import package_folder
from linetag.taxonomy.author.tables import read
from linetag.taxonomy.package import open_package, write_package_zip
from support import arelle_facts as reference
from support.taxonomy_tables import BASE, write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.taxonomy.author.tables import AuthoredTaxonomy


def zipped(folder: Path, into: Path) -> Path:
    name, content = write_package_zip(folder)
    path = into / name
    path.write_bytes(content)
    return path


def core_schemas(source: AuthoredTaxonomy) -> list[str]:
    return [f"{source.settings.base}{schema.file}" for schema in source.settings.schemas]


def test_every_entry_point_loads_and_validates_without_a_remark(tmp_path: Path) -> None:
    folder = data.embedded_taxonomy()
    source, _ = read(folder / "source")
    assert source is not None
    with open_package(folder) as (package, _):
        assert package is not None
        entries = package.entry_points
    assert len(entries) == len(source.statements) + 1
    everything = [*entries, *core_schemas(source)]
    assert reference.loads(everything, [zipped(folder, tmp_path)]) == ()


def test_the_current_edition_loads_and_validates_without_a_remark(tmp_path: Path) -> None:
    source, _ = read(data.embedded_taxonomy() / "source", "2025-01-31")
    assert source is not None
    folder = package_folder(data.embedded_taxonomy(), source.settings.editions, "2025-01-31")
    everything = f"{source.settings.base}us-gaap-style-all-2025-01-31.xsd"  # it imports all other files
    assert reference.loads([everything], [zipped(folder, tmp_path)]) == ()


def test_the_other_processor_does_see_a_defect_in_a_linkbase(tmp_path: Path) -> None:
    files, _ = build(write_tables(tmp_path / "tiny"))
    name = "2020-12-31/tiny-pos-2020-12-31_cal.xml"
    broken = files[name].replace(b'weight="-1"', b'weight="1"')
    assert broken != files[name]
    install(tmp_path / "tiny", {**files, name: broken})
    entry = f"{BASE}tiny-pos-2020-12-31.xsd"
    remarks = reference.loads([entry], [zipped(tmp_path / "tiny", tmp_path)])
    assert [(remark.code, remark.severity) for remark in remarks] == [
        ("xbrl.5.1.1.2:balanceCalcWeightIllegalPositive", "error")
    ]
