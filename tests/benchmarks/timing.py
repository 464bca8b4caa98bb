"""What the benchmarks share: paired, alternating timings, and a table of their medians."""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

LINETAG = (sys.executable, "-c", "from linetag.cli import main; main()")
ARELLE = (sys.executable, "-m", "arelle.CntlrCmdLine")
PAIRS = 5


def corpus() -> Path:
    """The folder with real filings: the argument, or the one beside the checkout."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    return Path(given[0]) if given else Path(__file__).parents[3] / "shared/corpus"


def warm(jobs: Sequence[Callable[[], object]], rounds: int = 15) -> list[list[float]]:
    """Seconds of each job, in turns, in this process."""
    times: list[list[float]] = [[] for _ in jobs]
    for _ in range(rounds):
        for job, own in zip(jobs, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            job()
            own.append(time.perf_counter() - start)
    return times


# Runs a command from a small process, so that the memory of this one is not counted.
_LAUNCHER = (
    "import resource, subprocess, sys, time; start = time.perf_counter(); "
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False); "
    "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
)


def cold(command: Sequence[str]) -> tuple[float, float]:
    """Seconds and peak memory (MiB) of a process; its exit status does not matter."""
    told = subprocess.run([sys.executable, "-c", _LAUNCHER, *command], capture_output=True, check=True)
    seconds, mebibytes = map(float, told.stdout.split())
    return seconds, mebibytes


def cold_pairs(commands: Sequence[Sequence[str]], pairs: int = PAIRS) -> list[list[tuple[float, float]]]:
    """Each command as a process of its own, in turns."""
    runs: list[list[tuple[float, float]]] = [[] for _ in commands]
    for _ in range(pairs):
        for command, own in zip(commands, runs, strict=True):
            own.append(cold(command))
    return runs


def ratio(others: Sequence[float], ours: Sequence[float]) -> float:
    """How many times as long the others take: the median of the pairs."""
    return statistics.median(other / own for other, own in zip(others, ours, strict=True))


def row(name: str, *cells: str) -> None:
    print(f"{name:44}" + "".join(f"{cell:>14}" for cell in cells), flush=True)


def ms(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.1f} ms"
