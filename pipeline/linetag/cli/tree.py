"""`linetag tree`: the calculation trees of a report with their figures."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import columns, show, styled

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.model import Mode
    from linetag.report.result import Result
    from linetag.report.tree import TreeSelection

# The line that explains the marks starts with the first of them.
_STYLES = {"[✓≈]": "green", "[–·]": "dim", r"(?m)^(?!✓).*✗.*": "red"}


@click.command(
    cls=Command,
    arguments={"REPORT": "An instance, an inline report, or a folder or zip with any number of reports."},
    examples={
        "linetag tree filing.zip": "the sums that fail, with the way down to them",
        'linetag tree filing.zip --all --role "balance sheet" --depth 1': "the top of the balance sheet",
    },
)
@click.argument("report", type=options.PATH, metavar="REPORT")
@click.option("--role", default="", help="Only link roles whose address or definition contains this text.")
@click.option("--period", default="", help="Only periods that contain this text, such as 2012-09-30.")
@click.option(
    "--depth", type=click.IntRange(0), default=50, metavar="N", help="How many levels to show (default: 50)."
)
@click.option(
    "--all", "everything", is_flag=True, help="Show the trees that hold as well as those that fail."
)
@click.option("--lang", default="en", help="The language of the labels (default: en).")
@options.calc("1.1")
@options.packages
def command(
    *,
    report: Path,
    role: str,
    period: str,
    depth: int,
    everything: bool,
    lang: str,
    calc: Mode,
    packages: tuple[Path, ...],
) -> int:
    """Show the calculation trees of a report with their figures.

    Concepts are rows, and periods are columns. A row starts with the weight of the contributor. A total has
    a mark: ✓ holds, ≈ holds within rounding, ✗ fails, · could not be checked. "–" stands for a contributor
    that is not reported.

    The output is as wide as the terminal, 100 columns in a pipe, or as wide as COLUMNS says.
    """
    from linetag import audit
    from linetag.report.tree import TreeSelection, nothing_like

    choice = TreeSelection(role, period, depth, everything, calc, columns())
    status, seen, missed = 0, 0, 0
    with audit.library(packages) as (library, found):
        show(found)
        for read in audit.read(report, library):
            result = audit.check(read, (choice.mode,), labels=lang)
            known = nothing_like(result, choice)
            seen, missed = seen + 1, missed + bool(known)
            # names taken from ids (X761) change no tree
            unread = [item for item in read.findings if item.severity != "note" and item.code != "X761"]
            _print(result, choice, known, unread)
            if not result.readable:
                status = 2
            elif result.calculations.counts().get(choice.mode, {}).get("inconsistent"):
                status = max(status, 1)
    return 2 if found or missed == seen else status


def _print(result: Result, choice: TreeSelection, known: Sequence[str], unread: Sequence[Finding]) -> None:
    """Print the counts of a report, what could not be read of it, and its trees or the `known` roles."""
    from linetag.report.tree import tree
    from linetag.wording import counted

    counts = result.calculations.counts().get(choice.mode, {})
    hold, fail, open_ = (counts.get(verdict, 0) for verdict in ("consistent", "inconsistent", "unchecked"))
    said = [counted(hold, "sum holds", "sums hold"), counted(fail, "fails", "fail")]
    said += [f"{open_:,} could not be checked"] if open_ else []
    print(f"{result.path}: {', '.join(said)}")
    show(unread, result.sources)
    if known:
        print("linetag tree:", *known, sep="\n", file=sys.stderr)
    elif result.readable:
        click.echo(styled("".join(f"{line}\n" for line in tree(result, choice)), _STYLES), nl=False)
    print()
