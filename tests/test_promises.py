"""What users rely on: the JSON of `check`, version 1, and the verdicts and files as they were pinned.

`support/verdicts.json` is written by `python tests/test_promises.py`, and read again by a person before it
is committed: a difference means that a verdict has changed.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from linetag import audit
from linetag.data import sample
from linetag.report.result_json import report_json
from linetag.run import build
from support.shared import CORPUS, SHARED, needs

ROOT = Path(__file__).parents[1]
ORIGINAL = SHARED / "release" / "iij-2012q2-release.txt"
SUPPORT = Path(__file__).parent / "support"
PINNED = SUPPORT / "verdicts.json"
SCHEMA = json.loads((SUPPORT / "check-json-version-1.schema.json").read_text("utf-8"))
SUMMARY = "output/iij-2012q2/tanshin/tse-qcedussm-37740-20121108337740.zip"
FOLDERS = ("edinet", "kvk", "sec", "sec-pairs", "tdnet")
REPORTS = sorted(path for folder in FOLDERS for path in (CORPUS / folder).glob("*"))


def pinned() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(PINNED.read_text("utf-8"))
    return found


def digest(content: object) -> str:
    text = content if isinstance(content, bytes) else json.dumps(content, sort_keys=True).encode()
    return hashlib.sha256(text).hexdigest()[:16]


def verdicts(path: Path) -> list[dict[str, Any]]:
    """Of each report of a file: its facts, the counts, and a digest of all results and derivations."""
    reports = [json.loads(report_json(found)) for found in audit.check_path(path)]
    for derivation in (one for report in reports for one in report.get("summary", {}).get("derivations", ())):
        if derivation["at"]:
            del derivation["at"]["path"]  # it depends on where the corpus lies
    return [
        {
            "facts": report["facts"],
            "calculations": report["calculations"],
            "results": digest(report["results"]),
            "summary": report["summary"]["counts"] if "summary" in report else None,
            "derivations": digest(report.get("summary")),
        }
        for report in reports
    ]


def statements(release: Path | None) -> dict[str, str]:
    """A digest of each file of `xbrl/` that a release is built into."""
    built = build(sample(), release).built
    assert built is not None
    return {name: digest(content) for name, content in built.files.items() if name.startswith("xbrl/")}


@pytest.mark.parametrize("report", ["output/iij-2012q2/xbrl", SUMMARY])
def test_each_field_of_our_reports_is_of_version_1(report: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    reports = [json.loads(report_json(found)) for found in audit.check_path(ROOT / report)]
    assert reports
    assert any(report["results"] or report.get("summary", {}).get("derivations") for report in reports)
    jsonschema.validate({"version": 1, "reports": reports}, SCHEMA)


@needs(CORPUS)
@pytest.mark.parametrize(
    "report", ["sec/pg-10k-2010.zip", "edinet/edinet-x99001-2025.zip", "tdnet/tdnet-47760-20240514.zip"]
)
def test_each_field_of_a_real_report_is_of_version_1(report: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    found = audit.check_path(CORPUS / report, modes=("1.0", "1.1", "1.1-truncation"))
    reports = [json.loads(report_json(one)) for one in found]
    assert (
        any(finding["code"] in ("C402", "C424") for one in reports for finding in one["findings"])
        or "tdnet" in report
    )
    jsonschema.validate({"version": 1, "reports": reports}, SCHEMA)


@needs(CORPUS)
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_verdicts_on_real_reports_are_as_pinned(path: Path) -> None:
    assert verdicts(path) == pinned()["reports"][f"{path.parent.name}/{path.name}"]


@needs(CORPUS)
def test_every_real_report_is_pinned() -> None:
    assert {f"{path.parent.name}/{path.name}" for path in REPORTS} == set(pinned()["reports"])


def test_the_statements_of_the_sample_are_as_pinned() -> None:
    assert statements(None) == pinned()["sample"]


@needs(ORIGINAL)
def test_the_statements_of_the_original_release_are_as_pinned() -> None:
    assert statements(ORIGINAL) == pinned()["original"]


def pin() -> None:
    reports = {f"{path.parent.name}/{path.name}": verdicts(path) for path in REPORTS}
    content = {"reports": reports, "sample": statements(None), "original": statements(ORIGINAL)}
    PINNED.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    pin()
