"""The build of the IIJ filing as a whole: what becomes of every figure, and the files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator

import pytest

from linetag import data, run
from support.iij import ONE_OF_EACH, ORIGINAL, ROOT, Written, written
from support.shared import needs

STEM = "iij-20120930"
XBRL = [f"xbrl/{STEM}{ending}" for ending in (".xml", ".xsd")] + [
    f"xbrl/{STEM}_{part}.xml" for part in ("cal", "def", "lab", "lab-ja", "pre")
]
NUMBER = "qcedussm-37740-20121108337740"
TANSHIN = [
    *(f"tanshin/summary.{ending}" for ending in ("en.html", "ja.html", "json")),
    *(f"tanshin/XBRLData/Summary/tse-{NUMBER}{ending}" for ending in (".xsd", "-def.xml", "-ixbrl.htm")),
    f"tanshin/tse-{NUMBER}.zip",
    f"tanshin/tdnet-{NUMBER}.xbrl",
]


@pytest.fixture
def build(which: str) -> Written:
    return written(which)


# --- the ledger -------------------------------------------------------------------------------

FIGURE = re.compile(r"^(\(?[\d,]+(\.\d+)?\)?|[-_—])$")
# Column heads that look like figures, by the beginning of their line: debris of the conversion.
HEADS = ("-\t\t\t\t", "\t-\t\t", "\t2011\t2412\t", "\tTotal Rever\t")


def printed(text: str) -> Iterator[tuple[int, int, str]]:
    """Every figure that stands alone between tabs: line, column, characters."""
    for number, line in enumerate(text.split("\n"), 1):
        if "\t" not in line or line.startswith(HEADS):
            continue
        column = 1
        for field in line.split("\t"):
            if FIGURE.match(field.strip()):
                yield number, column + len(field) - len(field.lstrip()), field.strip()
            column += len(field) + 1


@ONE_OF_EACH
def test_every_figure_between_tabs_is_in_the_ledger_once(build: Written) -> None:
    entered = Counter((int(row["line"]), int(row["column"]), row["printed"]) for row in build.ledger)
    figures = list(printed(build.text))

    assert len(figures) > 990
    assert [figure for figure in figures if entered[figure] != 1] == []
    assert max(entered.values()) == 1


@ONE_OF_EACH
def test_read_is_tagged_and_tied_and_left_and_reported(build: Written) -> None:
    statuses = Counter(row["status"] for row in build.ledger if row["printed"])

    assert statuses == {"tagged": 712, "tied": 316, "left": 1}
    assert build.built.statuses == {**statuses, "reported": 0}
    assert [row for row in build.ledger if row["status"] == "left" and not row["reason"]] == []
    assert [row for row in build.ledger if bool(row["facts"]) != (row["status"] in {"tagged", "tied"})] == []


@ONE_OF_EACH
def test_the_ledger_says_which_relations_cover_a_figure(build: Written) -> None:
    bare = [row for row in build.ledger if row["status"] == "tagged" and row["covered"] == "no"]

    assert all((row["covered"] == "yes") == bool(row["relations"]) for row in build.ledger)
    (note,) = (item for item in build.findings if item.code == "K510")
    assert note.message.startswith(f"{len(bare)} of 712 ")
    (total,) = (row for row in build.ledger if row["printed"] == "75,723,183" and row["section"] == "ASSETS")
    assert total["relations"].startswith("sum of Assets; total assets = total liabilities and equity")


# --- the files --------------------------------------------------------------------------------


def test_the_files_are_named_as_promised() -> None:
    packages = [f"packages/{name}.zip" for name in ("us-gaap-style-2012-01-31", "tse-ed-2014-01-12-standin")]
    assert sorted(written("sample").built.files) == sorted(
        (*XBRL, *TANSHIN, *packages, "findings.json", "ledger.csv")
    )


def test_two_builds_give_the_same_bytes() -> None:
    script = (
        "import hashlib\nfrom linetag import data, run\nbuilt = run.build(data.sample()).built\n"
        "print({name: hashlib.sha256(content).hexdigest() for name, content in built.files.items()})"
    )
    settings = ({"PYTHONHASHSEED": "1", "TZ": "UTC"}, {"PYTHONHASHSEED": "2", "TZ": "JST-9"})
    first, second = (
        subprocess.run(
            [sys.executable, "-c", script], env={**os.environ, **setting}, capture_output=True, check=True
        ).stdout
        for setting in settings
    )
    assert first == second
    again = run.build(data.sample()).built
    assert again is not None
    assert again.files == written("sample").built.files


@needs(ORIGINAL)
def test_sample_and_original_release_give_the_same_filing() -> None:
    sample, original = written("sample").built.files, written("original").built.files

    assert {name: sample[name] for name in (*XBRL, *TANSHIN)} == {
        name: original[name] for name in (*XBRL, *TANSHIN)
    }
    assert sorted(sample) == sorted(original)
    assert [item.code for item in written("original").findings if item.severity != "note"] == []


def test_the_committed_output_is_a_fresh_build() -> None:
    folder = ROOT / "output" / "iij-2012q2"
    committed = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    fresh = written("sample").built.files

    stale = sorted(name for name in {*fresh, *committed} if fresh.get(name) != committed.get(name))
    assert stale == [], "run: linetag build"


def test_findings_of_the_sample_are_notes_with_places() -> None:
    content = json.loads(written("sample").built.files["findings.json"])

    assert (content["counts"]["error"], content["counts"]["warning"], content["forced"]) == (0, 0, False)
    assert {item["severity"] for item in content["findings"]} == {"note"}
    assert [item for item in content["findings"] if item["at"] is None] == []
    assert content["counts"]["note"] == len(content["findings"]) == len(written("sample").findings)


def test_no_machine_path_is_written() -> None:
    folder = str(ROOT).encode()
    assert [name for name, content in written("sample").built.files.items() if folder in content] == []
