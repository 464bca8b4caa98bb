"""`linetag check`: audit reports."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from linetag.cli.shown import show

if TYPE_CHECKING:
    from linetag.audit import Item
    from linetag.model import Mode
    from linetag.report.audited import Audited
    from linetag.report.check_text import Tally
    from linetag.taxonomy.documents import Library

Format = Literal["text", "json"]

# What stays open as long as the process.
_OPEN = ExitStack()

_MODES: dict[str, tuple[Mode, ...]] = {
    "1.0": ("1.0",),
    "1.1": ("1.1",),
    "1.1-truncation": ("1.1-truncation",),
    "both": ("1.0", "1.1"),
    "all": ("1.0", "1.1", "1.1-truncation"),
}


@click.command(short_help="Audit XBRL reports, each sum with its verdict and the reason.")
@click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--taxonomy-package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A taxonomy package, zip or folder, in which to look for schemas and linkbases. Repeatable.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes to use.")
@click.option(
    "--calc",
    type=click.Choice(list(_MODES)),
    default="both",
    show_default=True,
    help="XBRL 2.1 (1.0), Calculations 1.1, both, the latter for truncated figures, or all three.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Let warnings count as errors in the exit status.")
@click.option("--second-opinion", is_flag=True, help="Run Arelle on each report, and list where it differs.")
def check(  # noqa: PLR0913 - the options of a command
    reports: tuple[Path, ...],
    packages: tuple[Path, ...],
    jobs: int,
    calc: str,
    form: Format,
    *,
    strict: bool,
    second_opinion: bool,
) -> None:
    """Audit XBRL reports: every calculation with its verdict, and for each failure the reason.

    REPORTS are instances, inline reports, folders or zips, as filed; several reports may lie in one.
    Nothing is fetched from the network: what is not at hand is said to be missing.
    """
    from linetag import audit
    from linetag.report import check_json

    with audit.library(packages) as (_, found):
        if found:
            show(found)
            sys.exit(2)
    items = [item for path in reports for item in audit.items(path)]
    task = Task(packages, _MODES[calc], form, second_opinion=second_opinion)
    tallies: list[Tally] = []

    def pieces() -> Iterator[str]:
        for done in progress(task.all(items, jobs), len(items)):
            for text, tally in done:
                tallies.append(tally)
                yield text

    for piece in check_json.document(pieces()) if form == "json" else pieces():
        click.echo(piece, nl=False)
    errors, warnings, notes = (
        sum(getattr(t, name) for t in tallies) for name in ("errors", "warnings", "notes")
    )
    click.echo(f"{len(tallies)} reports: {errors} errors, {warnings} warnings, {notes} notes", err=True)
    unreadable = not all(tally.readable for tally in tallies)
    sys.exit(2 if unreadable else 1 if errors or (strict and warnings) else 0)


Done = list[tuple[str, "Tally"]]


@dataclass(frozen=True, slots=True)
class Task:
    """How to audit a report, in this process or in another."""

    packages: tuple[Path, ...]
    modes: tuple[Mode, ...]
    form: Format
    second_opinion: bool

    def all(self, items: Sequence[Item], jobs: int) -> Iterator[Done]:
        """The results of all items, in their order."""
        if jobs == 1 or len(items) == 1:
            yield from map(self, items)
            return
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(min(jobs, len(items))) as pool:
            yield from pool.map(self, items, chunksize=max(1, min(16, len(items) // (4 * jobs))))

    def __call__(self, item: Item) -> Done:
        """The finished text of each report of the item, and what it came to."""
        from linetag import audit
        from linetag.report.check_text import tally

        found: Done = []
        try:
            with audit.no_garbage():
                for report in audit.read_item(item, _library(self.packages)):
                    audited = audit.check(report, self.modes)
                    if self.second_opinion:
                        audited = audit.compared(report, audited, self.packages)
                    found.append((self._text(audited), tally(audited)))
        except Exception as error:  # noqa: BLE001 - a fault of linetag on one report does not lose the others
            audited = audit.failed(item, f"{type(error).__name__}: {error}")
            found.append((self._text(audited), tally(audited)))
        return found

    def _text(self, audited: Audited) -> str:
        from linetag.report.check_json import report_json
        from linetag.report.check_text import report_text

        if self.form == "json":
            return report_json(audited)
        return "".join(f"{line}\n" for line in report_text(audited))


@cache
def _library(packages: tuple[Path, ...]) -> Library:
    """The packages of this process, open as long as it lasts."""
    from linetag import audit

    return _OPEN.enter_context(audit.library(packages))[0]


def progress(done: Iterator[Done], count: int) -> Iterator[Done]:
    """A progress bar where the results do not show on the terminal by themselves."""
    if count == 1 or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from done
        return
    with click.progressbar(done, length=count, label="checking", file=sys.stderr) as bar:
        yield from bar
