"""Audits of many reports, in this process or in several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from linetag import audit
from linetag.audit import Item
from linetag.model import Mode
from linetag.report.audited import Audited
from linetag.report.check_text import Tally, report_text, tally
from linetag.taxonomy.documents import Library

# The finished text of each report of an item, and what it came to.
Done = list[tuple[str, Tally]]

# What stays open as long as the process.
_OPEN = ExitStack()
# Results come back in pieces of so many reports at most.
_CHUNK = 16


class Task(NamedTuple):
    """How to audit a report; `form` is "text" or "json"."""

    packages: tuple[Path, ...]
    modes: tuple[Mode, ...]
    form: str
    second_opinion: bool


def audited(task: Task, item: Item) -> Done:
    """Audit the reports of an item."""
    found: Done = []
    try:
        with audit.no_garbage():
            for report in audit.read_item(item, _library(task.packages)):
                result = audit.check(report, task.modes)
                if task.second_opinion:
                    result = audit.compared(report, result, task.packages)
                found.append((_text(task, result), tally(result)))
    except Exception as error:  # noqa: BLE001 - a fault of linetag on one report does not lose the others
        result = audit.failed(item, f"{type(error).__name__}: {error}")
        found.append((_text(task, result), tally(result)))
    return found


def _text(task: Task, result: Audited) -> str:
    if task.form == "json":
        from linetag.report.check_json import report_json

        return report_json(result)
    return "".join(f"{line}\n" for line in report_text(result))


@cache
def _library(packages: tuple[Path, ...]) -> Library:
    """The packages of this process, open as long as it lasts."""
    return _OPEN.enter_context(audit.library(packages))[0]


def all_of(task: Task, items: Sequence[Item], jobs: int) -> Iterator[Done]:
    """The results of all items, in their order."""
    if jobs == 1 or len(items) == 1:
        yield from map(partial(audited, task), items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(min(jobs, len(items))) as pool:
        yield from pool.map(
            partial(audited, task), items, chunksize=max(1, min(_CHUNK, len(items) // (4 * jobs)))
        )
