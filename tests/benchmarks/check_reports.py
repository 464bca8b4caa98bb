"""How fast reports are checked, beside Arelle and the XML parser: paired, alternating runs, and their ratios.

Every promise of speed is a row. Run it by hand, on a machine that does nothing else::

    python tests/benchmarks/check_reports.py                 all rows but the million facts
    python tests/benchmarks/check_reports.py parse cold      these rows
    python tests/benchmarks/check_reports.py million --rounds 1

`ours` and `theirs` are medians; the ratio is the median of the ratios of the pairs. Rows on real filings
need the folder `--corpus`. Where the base taxonomy is at hand, both sides are given it, unless the row
says otherwise. "Whole check" means: read, calculate, find causes, and write the JSON; "verdicts" are
what the three lines of the README give: read and calculate.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import synthetic_report
from lean_arelle import LeanArelle
from lxml import etree
from timing import ARELLE, LINETAG, Row, cold, cold_pairs, compiled, printed, row, warm

from linetag import audit
from linetag.report.result_json import report_json
from linetag.taxonomy.files import TaxonomyPackages

CORPUS = Path(__file__).parents[3] / "shared/corpus"
OPTIONS = ("--internetConnectivity", "offline", "--validate", "--calc", "round-to-nearest")
# Filings whose base taxonomy is in the corpus: of the others Arelle finds few facts and no sums.
BASED = ("aapl-10k-2010", "pg-10k-2010", "nflx-10q-2010q3")
FILINGS = (*BASED, "aapl-10k-2023", "tsla-10q-2024q2", "msft-10k-2015")
BASE = "taxonomy/us-gaap-2009.zip"
SMALL = 1  # facts, or the least that the generator makes


class Filing(NamedTuple):
    """An unpacked filing."""

    name: str
    instance: Path
    calculations: Path


class Bench(NamedTuple):
    """Where the rows find filings and put reports, and how many turns they take (0: what they think fit)."""

    corpus: Path
    folder: Path
    rounds: int

    @property
    def base(self) -> Path:
        """The base taxonomy of `BASED`."""
        return self.corpus / BASE

    def turns(self, usual: int) -> int:
        """As asked for, or as many as the row takes usually."""
        return self.rounds or usual

    def filing(self, name: str) -> Filing:
        """A filing of the corpus, unpacked once."""
        target = self.folder / name
        if not target.exists():
            with zipfile.ZipFile(self.corpus / f"sec/{name}.zip") as archive:
                archive.extractall(self.folder)
        files = list(target.glob("*.xml"))
        linkbase = next(path for path in files if path.stem.endswith("_cal"))
        instance = next(path for path in files if path.stem.endswith("_htm") or "_" not in path.stem)
        return Filing(name, instance, linkbase)


def checked(instance: Path, library: TaxonomyPackages) -> None:
    """The whole check."""
    for audited in audit.check_path(instance, library):
        report_json(audited)


def calculated(instance: Path, library: TaxonomyPackages) -> None:
    """Every calculation with its verdict, and nothing else."""
    for report in audit.read(instance, library):
        audit.calculate(report)


def parsed(filing: Filing) -> None:
    """What no reader of XML can undercut."""
    etree.parse(filing.instance)
    etree.parse(filing.calculations)


def _warm(bench: Bench, name: str, target: str, other: Callable[[Path], object]) -> Iterator[Row]:
    """Whole checks of the filings with a base taxonomy, beside what Arelle does with them, in one process."""
    with audit.library([bench.base]) as (library, _):
        pairs: list[tuple[float, float]] = []
        for filing in map(bench.filing, BASED):
            jobs: list[Callable[[], object]] = [
                partial(checked, filing.instance, library),
                partial(other, filing.instance),
            ]
            pairs += [(ours, theirs) for ours, theirs in warm(jobs, bench.turns(3))]
    yield row(f"whole check, warm, with base : {name}", pairs, target)


def session(bench: Bench) -> Iterator[Row]:
    """The documented way to use Arelle from a program."""
    from linetag.reference.arelle import second_opinion  # noqa: PLC0415 - Arelle takes a second to import

    other = partial(second_opinion, packages=[bench.base], calc="round-to-nearest")
    yield from _warm(bench, "Arelle Session", "≥ 100", other)


def lean(bench: Bench) -> Iterator[Row]:
    """The least of Arelle that finds the sums; without the base taxonomy it finds few facts."""
    yield from _warm(bench, "leanest Arelle", "≥ 15", LeanArelle([bench.base]).check)


def parse(bench: Bench) -> Iterator[Row]:
    """The XML parser alone, on the two files that a check cannot do without."""
    library = TaxonomyPackages()
    checks: list[tuple[float, float]] = []
    verdicts: list[tuple[float, float]] = []
    for filing in map(bench.filing, FILINGS):
        instance = filing.instance
        jobs = [
            partial(checked, instance, library),
            partial(calculated, instance, library),
            partial(parsed, filing),
        ]
        times = list(warm(jobs, bench.turns(15)))
        checks += [(whole, floor) for whole, _, floor in times]
        verdicts += [(bare, floor) for _, bare, floor in times]
        yield row(f"  {filing.name}", checks[-len(times) :], "", gain=False)
    yield row("whole check, warm : lxml.etree.parse (ours/theirs)", checks, "≤ 2.5", gain=False)
    yield row("verdicts, warm : lxml.etree.parse (ours/theirs)", verdicts, "≤ 2.5", gain=False)


def start(bench: Bench) -> Iterator[Row]:
    """A report so small that only the start counts."""
    instance = synthetic_report.write(SMALL, bench.folder / "small")
    bare = [sys.executable, "-c", "import lxml.etree"]
    pairs = cold_pairs([*LINETAG, "check", str(instance)], bare, bench.turns(15))
    seconds = [(ours.seconds, theirs.seconds) for ours, theirs in pairs]
    yield row("smallest check, cold : Python + lxml (ours/theirs)", seconds, "near 1", gain=False)


def process(bench: Bench) -> Iterator[Row]:
    """One filing, cold. linetag finds the same sums with and without the base taxonomy, Arelle only with."""
    instance = str(bench.filing("aapl-10k-2010").instance)
    theirs = [*ARELLE, "--file", instance, "--packages", str(bench.base), *OPTIONS]
    ours = [*LINETAG, "check", instance]
    given = [*ours, "--taxonomy-package", str(bench.base)]
    for name, command, target in (("no base", ours, "≥ 30"), ("with base", given, "")):
        pairs = cold_pairs(command, theirs, bench.turns(3))
        seconds = [(own.seconds, other.seconds) for own, other in pairs]
        yield row(f"one filing, cold, {name} : Arelle with base", seconds, target)


def build(bench: Bench) -> Iterator[Row]:
    """The sample from its release to the filing, beside Arelle on the result."""
    out = bench.folder / "built"
    ours = [*LINETAG, "build", "--out", str(out)]
    with compiled() as environment:
        cold(ours, environment)
    result = out / "iij-2012q2"
    packages = "|".join(map(str, sorted((result / "packages").glob("*.zip"))))
    theirs = [*ARELLE, "--file", str(result / "xbrl/iij-20120930.xml"), "--packages", packages, *OPTIONS]
    pairs = cold_pairs(ours, theirs, bench.turns(3))
    seconds = [(own.seconds, other.seconds) for own, other in pairs]
    yield row("read, tag, check and write : Arelle validates", seconds, "")


def _large(count: int, target: str, bench: Bench) -> Iterator[Row]:
    """One large report, cold: time and memory."""

    def commands(facts: int) -> tuple[list[str], list[str]]:
        instance = str(synthetic_report.write(facts, bench.folder / str(facts)))
        return [*LINETAG, "check", instance], [*ARELLE, "--file", instance, *OPTIONS]

    pairs = cold_pairs(*commands(count), bench.turns(1), commands(SMALL))
    yield row(f"{count:,} facts, cold : Arelle", [(a.seconds, b.seconds) for a, b in pairs], target)
    ours, others = (statistics.median(run.mebibytes for run in side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b.mebibytes / a.mebibytes for a, b in pairs)
    yield Row("  peak memory", f"{ours:.0f} MiB", f"{others:.0f} MiB", f"{ratio:.1f}", "≥ 2")


# What two processes at best can do: parse the two files of each filing that a check cannot do without.
PARSES = """
import multiprocessing, pathlib, sys
from lxml import etree

def parsed(folder):
    files = list(folder.glob("*.xml"))
    etree.parse(next(path for path in files if path.stem.endswith("_cal")))
    etree.parse(next(path for path in files if path.stem.endswith("_htm") or "_" not in path.stem))

with multiprocessing.Pool(2) as pool:
    pool.map(parsed, sorted(pathlib.Path(sys.argv[1]).iterdir()))
"""


def many(bench: Bench, count: int = 1_000) -> Iterator[Row]:
    """A thousand filings with all their linkbases, on two processes, beside the XML parser alone.

    Arelle would take about 20 minutes.
    """
    for number in range(count):
        source = bench.filing(FILINGS[number % len(FILINGS)]).instance.parent
        target = bench.folder / "many" / str(number)
        target.mkdir(parents=True)
        for path in source.iterdir():
            (target / path.name).hardlink_to(path)
    folder = str(bench.folder / "many")
    ours = [*LINETAG, "check", "--jobs", "2", "--format", "json", folder]
    theirs = [sys.executable, "-c", PARSES, folder]
    small = (
        [*LINETAG, "check", "--format", "json", f"{folder}/0"],
        [sys.executable, "-c", "import lxml.etree"],
    )
    runs = cold_pairs(ours, theirs, bench.turns(1), small)
    pairs = [(own.seconds, floor.seconds) for own, floor in runs]
    rate = count / statistics.median(seconds for seconds, _ in pairs)
    yield row(f"{count:,} filings ({rate:.0f}/s) : lxml.etree.parse", pairs, "≥ 110/s", gain=False)


ROWS: Mapping[str, Callable[[Bench], Iterator[Row]]] = {
    "start": start,
    "parse": parse,
    "session": session,
    "lean": lean,
    "cold": process,
    "build": build,
    "many": many,
    "100k": partial(_large, 100_000, "≥ 20"),
    "million": partial(_large, 1_000_000, "≥ 12"),
}
WITHOUT_CORPUS = ("start", "build", "100k", "million")


def main(arguments: Sequence[str]) -> None:
    """Measure the rows that are asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help=", ".join(ROWS))
    parser.add_argument("--rounds", type=int, default=0, help="turns of each pair (default: as fits the row)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="the folder with real filings")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.rows if name not in ROWS]:
        parser.error(f"there is no row {unknown[0]}; there are {', '.join(ROWS)}")
    printed(Row("", "ours", "theirs", "ratio", "target"))
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(options.corpus, Path(folder), options.rounds)
        for name in options.rows or [name for name in ROWS if name != "million"]:
            if name not in WITHOUT_CORPUS and not options.corpus.exists():
                printed(Row(f"{name}: no filings at {options.corpus}", "", "", "", ""))
                continue
            for line in ROWS[name](bench):
                printed(line)


if __name__ == "__main__":
    main(sys.argv[1:])
