"""The IIJ filing before Arelle: accepted but for the one named sum; a wrong total is reported."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from linetag import data, run
from linetag.reference.arelle import Calc, Remark, second_opinion
from linetag.report import folder as output

ASSETS = "BS_Assets_20120930_JPY"
OPERATING = "CF_NetCashProvidedByUsedInOperatingActivities_20120701-20120930_USD"
INCONSISTENT_10 = "xbrl.5.2.5.2:calcInconsistency"
INCONSISTENT_11 = "calc11e:inconsistentCalculationUsingRounding"


# The arcs that `filing.toml` asks for, Arelle's mode, and the code of a sum that does not hold.
RUNS = pytest.mark.parametrize(
    ("arcs", "calc", "code"),
    [
        ("2003", "xbrl21", INCONSISTENT_10),
        ("2003", "round-to-nearest", INCONSISTENT_11),
        ("2023", "round-to-nearest", INCONSISTENT_11),
    ],
)


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The written filing, with the arcs of XBRL 2.1 and with those of Calculations 1.1."""
    return {arcs: write(tmp_path_factory.mktemp(arcs), arcs) for arcs in ("2003", "2023")}


def write(folder: Path, arcs: str) -> Path:
    source = folder / "iij-2012q2"
    shutil.copytree(data.sample(), source)
    settings = (source / "filing.toml").read_text("utf-8")
    settings = settings.replace('calculation = "2003"', f'calculation = "{arcs}"')
    (source / "filing.toml").write_text(settings, "utf-8")
    built = run.build(source).built
    assert built is not None
    target, problems = output.write_folder(folder / "output", built.filing.name, built.files)
    assert problems == ()
    return target


def opinion(folder: Path, calc: Calc) -> tuple[Remark, ...]:
    (package,) = (folder / "packages").glob("us-gaap-style-*.zip")
    return second_opinion(folder / "xbrl" / "iij-20120930.xml", [package], calc)


@RUNS
def test_arelle_accepts_the_filing_but_for_the_one_named_sum(
    filings: dict[str, Path], arcs: str, calc: Calc, code: str
) -> None:
    remarks = opinion(filings[arcs], calc)

    if calc != "xbrl21":
        assert remarks == ()
        return
    (remark,) = remarks
    assert (remark.code, remark.severity) == (code, "inconsistency")
    assert any(ref.endswith(f"#{OPERATING}") for ref in remark.refs)
    assert "32,674,000" in remark.message
    assert "32,673,000" in remark.message


@RUNS
def test_arelle_reports_a_wrong_total(
    filings: dict[str, Path], tmp_path: Path, arcs: str, calc: Calc, code: str
) -> None:
    """Total assets in yen at the end of the period are ten million too high."""
    copy = tmp_path / "copy"
    shutil.copytree(filings[arcs], copy)
    instance = copy / "xbrl" / "iij-20120930.xml"
    text = instance.read_text("utf-8")
    wrong = re.sub(rf'(<gaap:Assets id="{ASSETS}"[^>]*>)75723183000<', r"\g<1>75733183000<", text)
    assert wrong != text
    instance.write_text(wrong, "utf-8")

    remarks = opinion(copy, calc)

    heads = [[name for name in (OPERATING, ASSETS) if named(remark, name)] for remark in remarks]
    assert sorted(heads) == ([[ASSETS], [OPERATING]] if calc == "xbrl21" else [[ASSETS]])
    assert {(remark.code, remark.severity) for remark in remarks} == {(code, "inconsistency")}


def named(remark: Remark, fact: str) -> bool:
    return any(ref.endswith(f"#{fact}") for ref in remark.refs)
