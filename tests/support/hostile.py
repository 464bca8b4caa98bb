"""Checks of hostile reports: in this process for its results, in a process of its own for time and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from linetag import audit
from linetag.findings import catalogue
from linetag.report.audit_text import report_text
from linetag.report.result_json import report_json

SECONDS = 60
MEMORY = 3 * 1024**3


def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of JSON, whose keys have to be unique."""
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


def examine(path: Path) -> None:
    """Audit a report in every mode and write what is found, which has to be of the catalogue."""
    for audited in audit.check_path(path, modes=("1.0", "1.1", "1.1-truncation")):
        assert {item.code for item in audited.findings} <= set(catalogue())
        assert audited.readable or audited.findings
        content = json.loads(report_json(audited), object_pairs_hook=once, parse_constant=pytest.fail)
        assert len(content["results"]) == len(audited.calculations.results)
        assert len(content["findings"]) == len(audited.findings)
        assert list(report_text(audited))


def check(path: Path, seconds: int = SECONDS) -> tuple[int, list[str]]:
    """Run the command with bounds on time and memory: its exit status and the codes it found."""

    def bound() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    command = [sys.executable, "-c", "from linetag.cli import main; main()", "check", "--format", "json"]
    done = subprocess.run(
        [*command, str(path)], capture_output=True, text=True, check=False, preexec_fn=bound, timeout=SECONDS
    )
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr, done.stderr
    reports = json.loads(done.stdout)["reports"]
    return done.returncode, [item["code"] for report in reports for item in report["findings"]]
