"""`linetag check`: audit XBRL reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import coloured, progress, show, text_width

if TYPE_CHECKING:
    from linetag.audit import WorkItem
    from linetag.bulk.audits import AuditedReport, Task
    from linetag.findings import Finding
    from linetag.model import Mode
    from linetag.report.baseline import BaselineEntry
    from linetag.report.result import Tally

_SEVERAL: Mapping[str, tuple[Mode, ...]] = {"both": ("1.0", "1.1"), "all": ("1.0", "1.1", "1.1-truncation")}


@click.command(
    cls=Command,
    arguments={
        "REPORT...": "An instance, an inline report, a folder or a zip, each with any number of reports."
    },
    examples={
        "linetag check filing.zip": "every sum of a filing, and the reason for each that fails",
        "linetag check filing.zip --taxonomy-package us-gaap-2023.zip": "with its base taxonomy",
        "linetag check filings/ --jobs 4 --format json > checked.json": "many filings, for a program to read",
        "linetag check filings/ --write-baseline accepted.csv": "accept what there is today",
        "linetag check filings/ --baseline accepted.csv": "show and count only what is new",
    },
)
@click.argument("reports", nargs=-1, required=True, type=options.PATH, metavar="REPORT...")
@options.packages
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Processes to use (default: 1).")
@options.calc("both", {"both": "1.0 and 1.1", "all": "all three"})
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    metavar="text|json",
    default="text",
    help="Text for a person (the default) or JSON for a program.",
)
@options.strict
@click.option(
    "--verbose", is_flag=True, help="Show notes as well, and each finding with its source line and places."
)
@click.option(
    "--baseline",
    type=options.PATH,
    metavar="FILE",
    help="Accepted findings: those in this CSV file do not count in the exit status, and are not shown.",
)
@click.option(
    "--write-baseline",
    type=options.PATH,
    metavar="FILE",
    help="Write the errors and warnings of this run into a file for --baseline, and keep its reasons.",
)
@click.option(
    "--second-opinion", is_flag=True, help="Run Arelle on each report as well, and list where it differs."
)
def command(
    *,
    reports: tuple[Path, ...],
    packages: tuple[Path, ...],
    jobs: int,
    calc: Mode | Literal["both", "all"],
    form: str,
    strict: bool,
    verbose: bool,
    baseline: Path | None,
    write_baseline: Path | None,
    second_opinion: bool,
) -> int:
    """Audit XBRL reports: every calculation with its verdict.

    For each failure the reason is given, as far as the figures of the report show it.

    In a summary for the Tokyo Stock Exchange (kessan tanshin), growth, ratios, amounts per share, dividends
    and periods are recomputed and compared with the statements submitted with it.

    Nothing is fetched from the network: schemas and linkbases that are not at hand are reported as missing.
    """
    from linetag import audit
    from linetag.bulk.audits import Task, unopened

    known, found = _accepted(baseline)
    if found := (*unopened(packages), *found):
        show(found)
        return 2
    items = [item for path in reports for item in audit.work_items(path)]
    modes = _SEVERAL.get(calc) or (cast("Mode", calc),)
    task = Task(packages, modes, form, second_opinion, text_width(), verbose, frozenset(known))
    audited = _printed(task, items, jobs)
    status = _status([one.tally for one in audited], strict=strict)
    return max(status, _baselines(audited, known, write_baseline))


def _printed(task: Task, items: Sequence[WorkItem], jobs: int) -> Sequence[AuditedReport]:
    """Audit the items, print each report as soon as it is done, and return what they come to."""
    from linetag.bulk.audits import all_of
    from linetag.report.overview import overview

    audited: list[AuditedReport] = []

    def pieces() -> Iterator[str]:
        for done in progress(all_of(task, items, jobs), len(items)):
            for one in done:
                audited.append(one._replace(text=""))
                yield one.text

    shown: Iterator[str] = map(coloured, pieces())
    if task.form == "json":
        from linetag.report.result_json import document

        shown = document(pieces())
    for piece in shown:
        click.echo(piece, nl=False)
    if task.form == "text" and len(audited) > 1:
        click.echo("".join(f"{line}\n" for line in overview([one.row for one in audited], text_width())))
    return audited


def _accepted(path: Path | None) -> tuple[Mapping[str, BaselineEntry], tuple[Finding, ...]]:
    """Return the accepted findings of a file by their ids, none without a file."""
    if path is None:
        return {}, ()
    from linetag.report.baseline import read_baseline

    return read_baseline(path)


def _baselines(
    audited: Sequence[AuditedReport], before: Mapping[str, BaselineEntry], target: Path | None
) -> int:
    """Say which accepted findings were not found again, write those of this run, and return the status."""
    from linetag.report.baseline import lost, write_baseline
    from linetag.wording import counted

    entries = [entry for one in audited for entry in one.found]
    if gone := lost(before, entries):
        count = counted(len(gone), "accepted finding was", "accepted findings were")
        print(f"{count} not found again; the first is {gone[0].code} of {gone[0].report}", file=sys.stderr)
    if target is None:
        return 0
    problems = write_baseline(target, entries, before)
    show(problems, err=True)
    if problems:
        return 2
    print(f"wrote {counted(len(entries), 'finding', 'findings')} to {target}", file=sys.stderr)
    return 0


def _status(tallies: list[Tally], *, strict: bool) -> int:
    """Print the findings counted, and return the exit status."""
    from linetag.report.result_text import tallied
    from linetag.wording import counted

    print(f"{counted(len(tallies), 'report', 'reports')}: {tallied(tallies)}", file=sys.stderr)
    if not all(tally.readable for tally in tallies):
        return 2
    return int(any(tally.errors or (strict and tally.warnings) for tally in tallies))
