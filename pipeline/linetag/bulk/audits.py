"""Audits of many reports in this process or in several: each result as text or JSON, and its tally."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from linetag import audit
from linetag.audit import WorkItem
from linetag.findings import Finding
from linetag.model import Mode
from linetag.report.audit_text import report_text
from linetag.report.baseline import BaselineEntry, entries, identified
from linetag.report.overview import OverviewRow, overview_row
from linetag.report.result import Result, Tally
from linetag.taxonomy.files import TaxonomyPackages


class AuditedReport(NamedTuple):
    """The rendered text of a report with its tally, its row of the overview, and what may be accepted."""

    text: str
    tally: Tally
    row: OverviewRow
    found: tuple[BaselineEntry, ...]


Done = list[AuditedReport]

# What stays open as long as the process.
_OPEN = ExitStack()


class Task(NamedTuple):
    """How to audit reports and render them: `form` is "text" or "json"; `width` and `verbose` are for text.

    `accepted` are the ids of findings that a baseline accepts.
    """

    packages: tuple[Path, ...]
    modes: tuple[Mode, ...]
    form: str
    second_opinion: bool
    width: int | None = None
    verbose: bool = False
    accepted: frozenset[str] = frozenset()


def audited(task: Task, item: WorkItem) -> Done:
    """Return the reports of an item, audited and rendered."""
    found: Done = []
    try:
        with audit.collector_paused():
            for report in audit.read_work_item(item, _library(task.packages, os.getpid())[0]):
                result = audit.check(report, task.modes)
                if task.form == "text":
                    result = audit.labelled(report, result, "en")
                if task.second_opinion:
                    result = audit.with_second_opinion(report, result, task.packages)
                found.append(_done(task, result))
    except Exception as error:  # noqa: BLE001 - a fault of linetag on one report does not lose the others
        found += _failed(task, item, f"{type(error).__name__}: {error}")
    return found


def _failed(task: Task, item: WorkItem, error: str) -> Done:
    return [_done(task, audit.crashed(item, error))]


def _done(task: Task, result: Result) -> AuditedReport:
    own = identified(result, task.accepted)
    return AuditedReport(_text(task, own), own.tally, overview_row(own), entries(own))


def _text(task: Task, result: Result) -> str:
    if task.form == "json":
        from linetag.report.result_json import report_json  # noqa: PLC0415 - text needs none of it

        return report_json(result)
    return "".join(f"{line}\n" for line in report_text(result, task.width, verbose=task.verbose))


def unopened(packages: tuple[Path, ...]) -> tuple[Finding, ...]:
    """Return the findings on taxonomy packages that cannot be opened."""
    return _library(packages, os.getpid())[1]


@cache
def _library(packages: tuple[Path, ...], process: int) -> tuple[TaxonomyPackages, tuple[Finding, ...]]:  # noqa: ARG001
    """Return the packages, open as long as the process lasts; two processes must not share an open file."""
    return _OPEN.enter_context(audit.library(packages))


def all_of(task: Task, items: Sequence[WorkItem], jobs: int) -> Iterator[Done]:
    """Yield the results of all items in their order; `jobs` is the number of processes."""
    jobs = min(jobs, len(items))
    if jobs < 2:  # noqa: PLR2004 - one process is this one
        yield from map(partial(audited, task), items)
        return
    from linetag.bulk.processes import shared  # noqa: PLC0415 - 20 ms that one process saves

    crashed = partial(_failed, task, error="the process that audited it ran out of memory or crashed")
    yield from shared(partial(audited, task), crashed, items, jobs)
