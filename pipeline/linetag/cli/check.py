"""`linetag check`: audit XBRL reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import coloured, progress, show, text_width

if TYPE_CHECKING:
    from linetag.model import Mode
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
    second_opinion: bool,
) -> int:
    """Audit XBRL reports: every calculation with its verdict.

    For each failure the reason is given, as far as the figures of the report show it.

    In a summary for the Tokyo Stock Exchange (kessan tanshin), growth, ratios, amounts per share, dividends
    and periods are recomputed and compared with the statements submitted with it.

    Nothing is fetched from the network: schemas and linkbases that are not at hand are reported as missing.
    """
    from linetag import audit
    from linetag.bulk.audits import Task, all_of, unopened

    found = unopened(packages)
    if found:
        show(found)
        return 2
    items = [item for path in reports for item in audit.work_items(path)]
    task = Task(
        packages, _SEVERAL.get(calc) or (cast("Mode", calc),), form, second_opinion, text_width(), verbose
    )
    tallies: list[Tally] = []

    def pieces() -> Iterator[str]:
        for done in progress(all_of(task, items, jobs), len(items)):
            for text, tally in done:
                tallies.append(tally)
                yield text

    shown: Iterator[str] = map(coloured, pieces())
    if form == "json":
        from linetag.report.result_json import document

        shown = document(pieces())
    for piece in shown:
        click.echo(piece, nl=False)
    return _status(tallies, strict=strict)


def _status(tallies: list[Tally], *, strict: bool) -> int:
    """Print the findings counted, and return the exit status."""
    from linetag.report.result_text import tallied
    from linetag.wording import counted

    print(f"{counted(len(tallies), 'report', 'reports')}: {tallied(tallies)}", file=sys.stderr)
    if not all(tally.readable for tally in tallies):
        return 2
    return int(any(tally.errors or (strict and tally.warnings) for tally in tallies))
