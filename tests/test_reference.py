"""The second opinion: what we write, Arelle accepts; what we break on purpose, it reports."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from linetag.reference.arelle import Calc, second_opinion
from linetag.xbrl import names
from linetag.xbrl.write import write
from support import synthetic
from support.arelle_facts import loads

if TYPE_CHECKING:
    from linetag.model import Fact, Taxonomy

PIPELINE = Path(__file__).parents[1] / "pipeline"


def filing(folder: Path, taxonomy: Taxonomy, **changed: Fact) -> Path:
    """The synthetic filing with some facts replaced, `Cash=...` by the local name of the concept."""
    facts = tuple(changed.get(fact.concept.local, fact) for fact in synthetic.report().facts)
    files, findings = write(synthetic.report()._replace(facts=facts), taxonomy, synthetic.TARGET)
    assert findings == ()
    return synthetic.save(dict(files), folder)


@pytest.mark.parametrize("summation", [names.SUMMATION_2003, names.SUMMATION_2023])
@pytest.mark.parametrize("calc", ["xbrl21", "round-to-nearest", "truncation"])
def test_what_we_write_is_accepted_without_a_remark(tmp_path: Path, summation: str, calc: Calc) -> None:
    instance = filing(tmp_path, synthetic.taxonomy(summation))

    assert second_opinion(instance, calc=calc) == ()


@pytest.mark.parametrize(
    ("summation", "calc", "code"),
    [
        (names.SUMMATION_2003, "xbrl21", "xbrl.5.2.5.2:calcInconsistency"),
        (names.SUMMATION_2003, "round-to-nearest", "calc11e:inconsistentCalculationUsingRounding"),
        (names.SUMMATION_2023, "round-to-nearest", "calc11e:inconsistentCalculationUsingRounding"),
    ],
)
def test_a_wrong_total_is_reported_with_the_id_of_the_fact(
    tmp_path: Path, summation: str, calc: Calc, code: str
) -> None:
    wrong = synthetic.fact("Cash", Decimal(58_000))
    instance = filing(tmp_path, synthetic.taxonomy(summation), Cash=wrong)

    (remark,) = second_opinion(instance, calc=calc)

    assert (remark.code, remark.severity) == (code, "inconsistency")
    assert any(ref.endswith("co-20120930.xml#F.Assets.JPY") for ref in remark.refs)


def test_the_2023_arcs_are_silent_under_xbrl21(tmp_path: Path) -> None:
    instance = filing(
        tmp_path, synthetic.taxonomy(names.SUMMATION_2023), Cash=synthetic.fact("Cash", Decimal(58_000))
    )

    assert second_opinion(instance, calc="xbrl21") == ()


def test_a_member_outside_the_closed_hypercube_is_an_error(tmp_path: Path) -> None:
    stray = synthetic.fact("Revenue", Decimal(1), synthetic.JPY, synthetic.HALF, 0, "StrayMember")
    instance = filing(tmp_path, synthetic.taxonomy(), Title=stray)

    (remark,) = second_opinion(instance)

    assert (remark.code, remark.severity) == ("xbrldie:PrimaryItemDimensionallyInvalidError", "error")


def test_a_file_that_cannot_be_loaded_is_remarked_upon(tmp_path: Path) -> None:
    missing = second_opinion(tmp_path / "missing.xml")
    broken = tmp_path / "broken.xml"
    broken.write_text("<xbrli:xbrl", "utf-8")

    assert [remark.severity for remark in missing] == ["error"]
    assert {remark.severity for remark in second_opinion(broken)} == {"error"}


def test_a_base_taxonomy_is_found_in_its_package_only(tmp_path: Path) -> None:
    folder = "base"
    address = f"http://{folder}.example/co-20120930.xsd"
    package = tmp_path / "base.zip"
    files, _ = write(
        synthetic.report()._replace(facts=()),
        synthetic.taxonomy(),
        replace(synthetic.TARGET, languages=("en",)),
    )
    with ZipFile(package, "w") as archive:
        archive.writestr("base/META-INF/taxonomyPackage.xml", _PACKAGE)
        archive.writestr("base/META-INF/catalog.xml", _CATALOG)
        for name, data in files.items():
            archive.writestr(f"base/{folder}/{name}", data)

    assert loads([address], [package]) == ()
    assert [remark.severity for remark in loads([address])] == ["error"]


def test_an_opinion_prints_nothing_and_leaves_the_logger_as_it_was(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    second_opinion(tmp_path / "missing.xml")

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_arelle_is_imported_in_one_module_and_there_inside_a_function() -> None:
    where = {
        (path.relative_to(PIPELINE).as_posix(), getattr(node, "col_offset", 0) > 0)
        for path in sorted(PIPELINE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if any(name == "arelle" or name.startswith("arelle.") for name in _imported(node))
    }

    assert where == {("linetag/reference/arelle.py", True)}
    script = "import linetag.reference.arelle, sys; sys.exit('arelle' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []


_PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<tp:taxonomyPackage xml:lang="en" xmlns:tp="http://xbrl.org/2016/taxonomy-package">
  <tp:identifier>http://base.example/2012</tp:identifier>
  <tp:name>Base</tp:name>
  <tp:description>A base taxonomy made for a test</tp:description>
  <tp:version>1</tp:version>
</tp:taxonomyPackage>
"""
_CATALOG = """<?xml version="1.0" encoding="UTF-8"?>
<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">
  <rewriteURI uriStartString="http://base.example/" rewritePrefix="../base/"/>
</catalog>
"""
