"""Work divided among processes: results in the order of the items, and none lost to a process that dies."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

# Items travel in chunks, none so large that a process waits for another at the end.
_CHUNK = 16
# So many chunks for each process are on their way at a time: results wait in memory for their turn.
_AHEAD = 3


def shared(
    work: Callable[[_Item], _Result], lost: Callable[[_Item], _Result], items: Sequence[_Item], jobs: int
) -> Iterator[_Result]:
    """Yield `work(item)` for each item, or `lost(item)` where its process died (no memory, a crash).

    On Linux processes are forked: they have everything that was imported before, and start at once.
    """
    size = max(1, min(_CHUNK, len(items) // (4 * jobs)))
    ahead = _AHEAD * jobs
    place = 0
    while place < len(items):
        chunks = [items[start : start + size] for start in range(place, len(items), size)]
        try:
            for result in _together(work, chunks, jobs, ahead):
                place += 1
                yield result
        except BrokenProcessPool:
            # one of the chunks under way is to blame: each of their items gets a process of its own
            for item in items[place : place + size * ahead]:
                place += 1
                yield _alone(work, lost, item)


def _together(
    work: Callable[[_Item], _Result], chunks: Sequence[Sequence[_Item]], jobs: int, ahead: int
) -> Iterator[_Result]:
    pool = _pool(jobs)
    waiting: deque[Future[list[_Result]]] = deque()
    try:
        for chunk in chunks:
            waiting.append(pool.submit(_each, work, chunk))
            if len(waiting) == ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _each(work: Callable[[_Item], _Result], chunk: Sequence[_Item]) -> list[_Result]:
    return [work(item) for item in chunk]


def _alone(work: Callable[[_Item], _Result], lost: Callable[[_Item], _Result], item: _Item) -> _Result:
    with _pool(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _pool(jobs: int) -> ProcessPoolExecutor:
    method = "fork" if sys.platform == "linux" else "spawn"
    return ProcessPoolExecutor(jobs, multiprocessing.get_context(method), _prepare)


def _prepare() -> None:
    """End at once at Ctrl-C, which reaches every process of a terminal; the first process reports it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
