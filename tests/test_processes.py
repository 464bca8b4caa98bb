"""Many reports: work shared among processes, what a crash costs, and how much waits in memory."""

from __future__ import annotations

import gc
import os
from pathlib import Path

from linetag import audit
from linetag.bulk.audits import Task, audited
from linetag.bulk.processes import shared
from support.reports import report


def _square(number: int) -> int:
    return number * number


def _square_or_die(number: int) -> int:
    if number in (3, 17):
        os._exit(1)  # as the kernel ends a process that took all the memory
    return number * number


def _lost(number: int) -> int:
    return -number


def _noted(at: tuple[Path, int]) -> int:
    folder, number = at
    (folder / str(number)).touch()
    return number


def test_results_come_in_the_order_of_the_items() -> None:
    assert list(shared(_square, _lost, range(200), 2)) == [number * number for number in range(200)]
    assert list(shared(_square, _lost, range(3), 8)) == [0, 1, 4]


def test_a_process_that_dies_loses_its_own_item_only() -> None:
    found = list(shared(_square_or_die, _lost, range(40), 2))
    assert found == [-number if number in (3, 17) else number * number for number in range(40)]


def test_results_are_given_while_later_items_wait(tmp_path: Path) -> None:
    results = shared(_noted, lambda at: at[1], [(tmp_path, number) for number in range(1_000)], 2)
    assert next(results) == 0
    assert len(list(tmp_path.iterdir())) < 200
    del results  # ends the processes


def test_nothing_to_do_starts_no_process() -> None:
    assert list(shared(_square_or_die, _lost, [], 2)) == []


def test_an_audited_report_is_gone_at_once_from_memory(tmp_path: Path) -> None:
    """No cycles of references: a thousand reports would wait for the search for garbage."""
    (item,) = audit.work_items(report(tmp_path, "T=50@0 A=20@0 B=40@0"))
    task = Task((), ("1.0", "1.1"), "json", second_opinion=False)
    gc.disable()
    try:
        audited(task, item)
        gc.collect()
        audited(task, item)
        assert gc.collect() == 0
    finally:
        gc.enable()
