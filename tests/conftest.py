"""How the tests run: as into a pipe, with a fast loop, and with a count of what `../shared` would add."""

from __future__ import annotations

import gc
import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.shared import ABSENT

# A machine with other work to do makes examples slowly; that is no defect of a test.
settings.register_profile("linetag", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", settings.get_profile("linetag"), max_examples=25)

# As the program does: at the threshold of 700 the collector walks what builds leave in caches repeatedly,
# which takes a tenth of the time.
gc.set_threshold(100_000)
# A terminal's width would change what the program prints.
os.environ.pop("COLUMNS", None)

# Modules that take five seconds or more; a slow test of another module is marked `slow` itself.
SLOW = frozenset(
    {
        "test_altered_filings",
        "test_alterations",
        "test_alterations_told",
        "test_arelle",
        "test_base_packages",
        "test_build",
        "test_calc_arelle",
        "test_calc_properties",
        "test_cli_process",
        "test_compose",
        "test_conformance",
        "test_corpus_arelle",
        "test_diagnosis",
        "test_tanshin_submission",
        "test_facts_arelle",
        "test_filing",
        "test_filing_years",
        "test_findings",
        "test_form_documents",
        "test_fuzz_reports",
        "test_hostile_releases",
        "test_hostile_reports",
        "test_init_command",
        "test_inline_hostile",
        "test_nasty_input",
        "test_no_network",
        "test_package",
        "test_pages_browser",
        "test_processes",
        "test_promises",
        "test_reference",
        "test_settings_hints",
        "test_taxonomy_arelle",
        "test_taxonomy_us_gaap",
        "test_time_and_type",
    }
)


@pytest.fixture
def quick_builds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read and check only: for tests that build the sample many times."""
    from support.alterations import shorten_builds  # noqa: PLC0415 - the program, for these tests only

    shorten_builds(monkeypatch)


def pytest_configure(config: pytest.Config) -> None:
    """Draw fewer examples in the fast loop; each has its own at every run of the whole suite."""
    settings.load_profile("fast" if config.option.markexpr == "fast" else "linetag")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave slow modules unread in the fast loop: what they prepare takes seconds."""
    return True if config.option.markexpr == "fast" and collection_path.stem in SLOW else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as `fast` whatever is not slow, and begin with the slow modules, so that no process ends late.

    `pytest -m fast` is the loop of development.
    """
    items.sort(key=lambda item: item.path.stem not in SLOW)
    for item in items:
        if item.path.stem not in SLOW and not item.get_closest_marker("slow"):
            item.add_marker(pytest.mark.fast)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Count the skips by their reason, those for want of `../shared` together."""
    reasons: Counter[str] = Counter()
    for report in terminalreporter.stats.get("skipped", ()):
        text = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else ""
        reasons[f"{ABSENT} beside the checkout" if text.startswith(ABSENT) else text] += 1
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"skipped {count}: {reason}")
