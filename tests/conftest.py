"""How the tests run: as into a pipe, with a fast loop, and with a count of what `../shared` would add."""

from __future__ import annotations

import os
from collections import Counter

import pytest

from support.shared import ABSENT

# A terminal's width would change what the program prints.
os.environ.pop("COLUMNS", None)

SLOW = frozenset({"test_promises"})


@pytest.fixture
def quick_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and check only: for tests that build the sample many times."""
    from support.alterations import shorten_builds  # noqa: PLC0415 - the program, for these tests only

    shorten_builds(monkeypatch)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `fast` whatever is not of a slow module: `pytest -m fast` is the loop of development."""
    for item in items:
        if item.path.stem not in SLOW:
            item.add_marker(pytest.mark.fast)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the skips by their reason, those for want of `../shared` together."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", ()):
        text = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
        reasons[f"{ABSENT} beside the checkout" if text.startswith(ABSENT) else text] += 1
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"skipped {count}: {reason}")
