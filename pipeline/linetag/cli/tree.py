"""`linetag tree`: the calculation trees of a report."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from linetag.cli.shown import show

if TYPE_CHECKING:
    from linetag.model import Mode


@click.command(short_help="Show the calculation trees of a report, with verdicts.")
@click.argument("report", type=click.Path(path_type=Path))
@click.option("--role", default="", help="Only link roles whose address or definition contains this.")
@click.option("--period", default="", help="Only periods that contain this, such as 2012-09-30.")
@click.option("--depth", type=click.IntRange(min=0), default=50, help="How many levels of parts to show.")
@click.option("--all", "everything", is_flag=True, help="Trees that hold as well; else only those that fail.")
@click.option("--lang", default="en", show_default=True, help="The language of the labels.")
@click.option(
    "--calc",
    type=click.Choice(["1.0", "1.1", "1.1-truncation"]),
    default="1.1",
    show_default=True,
    help="By which rule to judge.",
)
@click.option(
    "--taxonomy-package",
    "packages",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A taxonomy package, zip or folder. Repeatable.",
)
def tree(  # noqa: PLR0913 - the options of a command
    *,
    report: Path,
    role: str,
    period: str,
    depth: int,
    lang: str,
    calc: str,
    packages: tuple[Path, ...],
    everything: bool,
) -> None:
    """Show the calculation trees of a report: label, figure, weight, verdict, difference.

    REPORT is an instance, an inline report, or a folder or zip that holds one. A line starts with the
    weight of the part; ✓ holds, ✗ fails, ? could not be checked.
    """
    from linetag import audit
    from linetag.report.tree import Choice
    from linetag.report.tree import tree as trees

    choice = Choice(role, period, depth, everything, cast("Mode", calc))
    status = 0
    with audit.library(packages) as (library, found):
        show(found)
        for read in audit.read(report, library):
            audited = audit.check(read, (choice.mode,), labels=lang)
            counts = audited.calculations.counts().get(choice.mode, {})
            hold, fail = (counts.get(verdict, 0) for verdict in ("consistent", "inconsistent"))
            click.echo(f"{audited.path}: {hold} sums hold, {fail} fail\n")
            for line in trees(audited, choice):
                click.secho(line, fg="red" if "✗" in line else None)
            if not audited.readable:
                show(audited.findings)
                status = 2
            elif counts.get("inconsistent"):
                status = max(status, 1)
    sys.exit(2 if found else status)
