"""The script that measures the promises of speed works; how fast anything is, no test says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent / "benchmarks/check_reports.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(SCRIPT), *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_smallest_row_is_measured() -> None:
    done = run("start", "--rounds", "1")
    assert (done.returncode, done.stderr) == (0, "")
    head, line = done.stdout.splitlines()
    assert head.split() == ["ours", "theirs", "ratio", "target"]
    name, figures = line[:52].strip(), line[52:].split()
    assert name == "smallest check, cold : Python + lxml (ours/theirs)"
    ours, ms, theirs, _, ratio, *target = figures
    assert (ms, target) == ("ms", ["near", "1"])
    assert abs(float(ours) / float(theirs) - float(ratio)) < 0.1  # of one pair, as printed


def test_rows_on_real_filings_say_so_when_there_are_none(tmp_path: Path) -> None:
    done = run("parse", "--corpus", str(tmp_path / "gone"))
    assert done.stdout.splitlines()[1] == f"parse: no filings at {tmp_path / 'gone'}"


def test_a_row_that_is_none_is_refused() -> None:
    done = run("prase")
    assert done.returncode == 2
    assert "there is no row prase; there are start, parse" in done.stderr
