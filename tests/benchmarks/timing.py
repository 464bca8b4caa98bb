"""What the benchmarks share: paired, alternating timings, and a table of their ratios."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

LINETAG = (sys.executable, "-c", "from linetag.cli import main; main()")
ARELLE = (sys.executable, "-m", "arelle.CntlrCmdLine")


class Run(NamedTuple):
    """One run of a process: seconds on the clock, and its peak memory in MiB."""

    seconds: float
    mebibytes: float


class Row(NamedTuple):
    """A line of the table: what is compared, the medians of both sides, and the median of the paired ratios.

    `target` is what PERFORMANCE asks of the ratio, or of our figure where there is no other.
    """

    name: str
    ours: str
    theirs: str
    ratio: str
    target: str


def warm(jobs: Sequence[Callable[[], object]], rounds: int) -> Iterator[tuple[float, ...]]:
    """Seconds of each job in this process, in turns; the first turn, which fills caches, does not count."""
    for number in range(rounds + 1):
        times = []
        for job in jobs:
            gc.collect()
            start = time.perf_counter()
            job()
            times.append(time.perf_counter() - start)
        if number:
            yield tuple(times)


# Runs a command from a small process, so that the memory of this one is not counted.
_LAUNCHER = (
    "import resource, subprocess, sys, time; start = time.perf_counter(); "
    "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False); "
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,"
    " done.returncode)"
)


@contextmanager
def compiled() -> Iterator[Mapping[str, str]]:
    """An environment in which both sides find their modules compiled, as after an installation."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        yield {**kept, "PYTHONPYCACHEPREFIX": folder}


def cold(command: Sequence[str], environment: Mapping[str, str]) -> Run:
    """A process from its start to its end. It may exit with 1, as `linetag check` does on findings."""
    told = subprocess.run(
        [sys.executable, "-c", _LAUNCHER, *command], capture_output=True, check=True, env=dict(environment)
    )
    seconds, mebibytes, status = told.stdout.split()
    if int(status) not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} exited with {int(status)}")
    return Run(float(seconds), float(mebibytes))


def cold_pairs(
    ours: Sequence[str],
    theirs: Sequence[str],
    rounds: int,
    first: tuple[Sequence[str], Sequence[str]] | None = None,
) -> list[tuple[Run, Run]]:
    """Both commands as processes of their own, in turns, after one that compiles: `first`, or themselves."""
    with compiled() as environment:
        for command in first or (ours, theirs):
            cold(command, environment)
        return [(cold(ours, environment), cold(theirs, environment)) for _ in range(rounds)]


def row(name: str, pairs: Sequence[tuple[float, float]], target: str, *, gain: bool = True) -> Row:
    """The seconds of (ours, theirs) as a line: theirs over ours if we gain by it, or ours over theirs."""
    ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(b / a if gain else a / b for a, b in pairs)
    return Row(name, time_of(ours), time_of(theirs), f"{ratio:.1f}", target)


def time_of(seconds: float) -> str:
    """In milliseconds up to a second."""
    return f"{seconds * 1000:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def printed(cells: Row) -> None:
    """A line of the table, at once: the next one may take minutes."""
    name, *rest = cells
    print((f"{name:52}" + "".join(f"{cell:>12}" for cell in rest)).rstrip(), flush=True)
