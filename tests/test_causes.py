"""The causes of failing sums of real filings, as a person judged each.

`support/causes.json` holds of each finding its code, severity, total, line and kind of cause, and no text of
a filing. It is written by `python tests/test_causes.py`, and a person judges each difference before it is
committed. "none" stands for a sum of which nothing is known; no other kind is in it that was judged wrong.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from linetag import audit
from support.shared import CORPUS, needs

PINNED = Path(__file__).parent / "support" / "causes.json"
REPORTS = [
    *sorted((CORPUS / "sec-pairs").glob("*.zip")),
    *sorted((CORPUS / "sec").glob("*.zip")),
    *sorted((CORPUS / "edinet").glob("*.zip")),
]
# What a hint says of each kind, the most telling first.
KINDS = {
    "weight": "opposite weight",
    "sign": "its sign is reversed|opposite sign",
    "instead": "nstead of ",
    "total": "^The contributors add up to",
    "without": "^The sum holds without|is counted twice",
    "twice": "listed twice",
    "elsewhere": "With (?:it|both|all) the sum holds",
    "renamed": "which the sum does not add, is exactly",
    "added": "exactly the difference",
    "few lines": "fewer lines",
    "lone": "no other contributor",
    "rounding": "units of the last digit|^Rounding|looks rounded",
    "digit": "digit",
    "missing": "no figure|not reported",
    "scope": "does not apply to these figures",
    "none": "^No single figure",
}
Cause = list[str | int]


def unpacked(path: Path, folder: Path) -> Path:
    """A filing with its taxonomy zip beside the instance unpacked, which the schemaRef points into."""
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    for taxonomy in folder.glob("*_taxonomy_*.zip"):
        with zipfile.ZipFile(taxonomy) as archive:
            archive.extractall(folder / "taxonomy")
        (instance,) = folder.glob("*_instance_*.xml")
        text = instance.read_text("utf-8").replace(f"./{taxonomy.name}/", "./taxonomy/")
        instance.write_text(text, "utf-8")
        return instance
    return path


def causes(path: Path, folder: Path) -> list[Cause]:
    """Of each finding on failing sums its code, severity, total, line and kind."""
    found: list[Cause] = []
    for result in audit.check_path(unpacked(path, folder)):
        for item in result.findings:
            if item.code in ("C401", "C402", "C406", "C424"):
                kind = next((k for k, words in KINDS.items() if re.search(words, item.hint)), "?")
                line = item.at.line if item.at else 0
                found.append([item.code, item.severity, item.message.split()[0], line, kind])
    return found


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def pinned() -> dict[str, list[Cause]]:
    found: dict[str, list[Cause]] = json.loads(PINNED.read_text("utf-8"))
    return found


@pytest.mark.slow
@needs(CORPUS)
@pytest.mark.parametrize("path", REPORTS, ids=name)
def test_the_causes_are_those_that_a_person_found(path: Path, tmp_path: Path) -> None:
    assert causes(path, tmp_path) == pinned()[name(path)]


def test_nine_in_ten_failures_have_a_cause() -> None:
    kinds = Counter(cause[4] for found in pinned().values() for cause in found)
    assert "?" not in kinds
    assert kinds["none"] <= 0.1 * sum(kinds.values())


def pin() -> None:
    content: dict[str, list[Cause]] = {}
    for path in REPORTS:
        with tempfile.TemporaryDirectory() as folder:
            content[name(path)] = causes(path, Path(folder))
    lines = [
        f"{json.dumps(key)}: [\n" + ",\n".join(f"  {json.dumps(one)}" for one in found) + "\n]"
        for key, found in content.items()
    ]
    PINNED.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    pin()
