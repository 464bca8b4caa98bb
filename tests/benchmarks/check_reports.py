"""How fast reports are checked, against Arelle and against the XML parser alone: paired ratios.

Run it by hand: python tests/benchmarks/check_reports.py [corpus folder] [--million]
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import synthetic_report
from lxml import etree
from timing import ARELLE, LINETAG, cold, cold_pairs, corpus, ms, ratio, row, warm

from linetag import audit

OPTIONS = ("--internetConnectivity", "offline", "--validate", "--calc", "round-to-nearest")
FILINGS = (
    "aapl-10k-2010",
    "pg-10k-2010",
    "nflx-10q-2010q3",
    "aapl-10k-2023",
    "tsla-10q-2024q2",
    "msft-10k-2015",
)


def unpacked(name: str, folder: Path) -> tuple[Path, Path]:
    """The instance and the calculation linkbase of a filing."""
    with zipfile.ZipFile(corpus() / f"sec/{name}.zip") as archive:
        archive.extractall(folder)
    files = list((folder / name).glob("*.xml"))
    linkbase = next(path for path in files if path.stem.endswith("_cal"))
    instance = next(path for path in files if path.stem.endswith("_htm") or "_" not in path.stem)
    return instance, linkbase


def parsed(*files: Path) -> None:
    for path in files:
        etree.parse(path)


def calculated(instance: Path) -> None:
    for report in audit.read(instance):
        audit.calculate(report)


def library(folder: Path) -> None:
    """Warm, in one process: parse, read and check, Arelle's session."""
    from linetag.reference import second_opinion  # noqa: PLC0415 - Arelle takes a second to import

    row("one filing, library, warm", "parse", "linetag", "of parse", "Arelle", "Arelle/linetag")
    for name in FILINGS:
        files = unpacked(name, folder)
        base = [corpus() / "taxonomy/us-gaap-2009.zip"] if name.endswith(("2010", "q3")) else []
        jobs: list[Callable[[], object]] = [
            partial(parsed, *files),
            partial(calculated, files[0]),
            partial(second_opinion, files[0], base, "round-to-nearest"),
        ]
        parse, own = warm(jobs[:2])
        (theirs,) = warm(jobs[2:], rounds=2)
        share = statistics.median(own) / statistics.median(parse)
        gain = statistics.median(theirs) / statistics.median(own)
        row(name, ms(parse), ms(own), f"{share:.2f}", ms(theirs), f"{gain:.0f}")


def process(folder: Path) -> None:
    """Cold processes with a base taxonomy at hand."""
    instance, _ = unpacked("aapl-10k-2010", folder)
    base = str(corpus() / "taxonomy/us-gaap-2009.zip")
    commands = [
        [sys.executable, "-c", "import lxml.etree"],
        [*LINETAG, "check", str(instance)],
        [*LINETAG, "check", str(instance), "--taxonomy-package", base],
        [*ARELLE, "--file", str(instance), "--packages", base, *OPTIONS],
    ]
    bare, own, based, theirs = cold_pairs(commands, 3)
    row("one filing, cold process", "seconds", "MiB", "Arelle/this")
    named = (
        ("python and lxml", bare),
        ("linetag check", own),
        ("with the base taxonomy", based),
        ("Arelle", theirs),
    )
    for name, runs in named:
        gain = ratio([seconds for seconds, _ in theirs], [seconds for seconds, _ in runs])
        row(
            name,
            f"{statistics.median(s for s, _ in runs):.2f}",
            f"{max(m for _, m in runs):.0f}",
            f"{gain:.0f}",
        )


def synthetic(folder: Path, count: int) -> None:
    """One large report, cold."""
    instance = synthetic_report.write(count, folder / str(count))
    own = cold([*LINETAG, "check", str(instance)])
    theirs = cold([*ARELLE, "--file", str(instance), *OPTIONS])
    row(f"{count:,} facts, cold", "seconds", "MiB")
    row("linetag check", f"{own[0]:.2f}", f"{own[1]:.0f}")
    row("Arelle", f"{theirs[0]:.2f}", f"{theirs[1]:.0f}")
    row("Arelle / linetag", f"{theirs[0] / own[0]:.1f}", f"{theirs[1] / own[1]:.1f}")


def many(folder: Path, count: int = 1_000) -> None:
    """A thousand filings on two processes."""
    for number in range(count):
        name = FILINGS[number % len(FILINGS)]
        target = folder / "many" / str(number)
        target.mkdir(parents=True)
        for path in (folder / name).iterdir():
            if not path.stem.endswith(("_lab", "_pre", "_def")):
                (target / path.name).hardlink_to(path)
    seconds, _ = cold([*LINETAG, "check", "--jobs", "2", "--format", "json", str(folder / "many")])
    row(f"{count:,} filings, 2 processes", f"{seconds:.1f} s", f"{count / seconds:.0f} a second")
    shutil.rmtree(folder / "many")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if corpus().exists():
            library(folder)
            process(folder)
            many(folder)
        else:
            print(f"no filings at {corpus()}: only synthetic reports")
        for count in (100_000, 1_000_000) if "--million" in sys.argv else (100_000,):
            synthetic(folder, count)


if __name__ == "__main__":
    main()
