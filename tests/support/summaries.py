"""Submitted summaries, ours and real ones, and what the audit finds in them."""

from __future__ import annotations

import re
from pathlib import Path

from linetag import audit
from linetag.checks.derivations import Derivations
from linetag.findings import Finding
from linetag.report.result import Result
from support.iij import ROOT
from support.shared import TDNET, needs

OURS = ROOT / "output/iij-2012q2/tanshin"


OURS_2014 = OURS / "XBRLData/Summary/tse-qcedussm-37740-20121108337740-ixbrl.htm"
OURS_2007 = OURS / "tdnet-qcedussm-37740-20121108337740.xbrl"


real = needs(TDNET)
NOW, BEFORE = "CurrentAccumulatedQ2Consolidated", "PriorAccumulatedQ2Consolidated"


def audited(path: Path) -> Result:
    (found,) = (one for one in audit.check_path(path) if one.summary is not None)
    return found


def summary(path: Path) -> Derivations:
    found = audited(path).summary
    assert found is not None
    return found


def told(path: Path) -> list[Finding]:
    """What the audit finds in a summary's figures."""
    return [item for item in audited(path).findings if item.code.startswith("S7")]


def altered(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """Our document of the 2007 form with other values: (element, context without Consolidated, value)."""
    text = OURS_2007.read_text("utf-8")
    for element, context, value in changes:
        pattern = rf'(<[\w-]+:{element} contextRef="{context}"[^>]*>)[^<]*(</)'
        text, count = re.subn(pattern, rf"\g<1>{value}\g<2>", text)
        assert count == 1, element
    path = tmp_path / OURS_2007.name
    path.write_text(text, "utf-8")
    return path
