"""Show the calculation trees of a report: a row for each concept, a column for each period.

A row starts with the weight of the part; totals have a mark: ✓ holds, ≈ holds within rounding,
✗ fails, · could not be checked. "–" is a part that is not reported. As wide as the terminal,
else 100 columns, or as COLUMNS says.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from linetag.cli.parser import Parser, count
from linetag.cli.terminal import columns, show, styled

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.report.audited import Audited
    from linetag.report.tree import TreeSelection


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "report",
        type=Path,
        metavar="REPORT",
        help="An instance, an inline report, or a folder or zip that holds one.",
    )
    parser.add_argument(
        "--role", default="", help="Only link roles whose address or definition contains this."
    )
    parser.add_argument("--period", default="", help="Only periods that contain this, such as 2012-09-30.")
    parser.add_argument(
        "--depth", type=count(0), default=50, help="How many levels of parts to show (default: 50)."
    )
    parser.add_argument(
        "--all", action="store_true", help="Trees that hold as well; else only those that fail."
    )
    parser.add_argument("--lang", default="en", help="The language of the labels (default: en).")
    parser.add_argument(
        "--calc",
        choices=["1.0", "1.1", "1.1-truncation"],
        default="1.1",
        help="By which rule to judge (default: 1.1).",
    )
    parser.take_packages()


def run(options: Namespace) -> int:
    """Print the trees; the exit status."""
    from linetag import audit
    from linetag.report.tree import TreeSelection, nothing_like

    choice = TreeSelection(options.role, options.period, options.depth, options.all, options.calc, columns())
    status, seen, missed = 0, 0, 0
    with audit.library(options.packages) as (library, found):
        show(found)
        for read in audit.read(options.report, library):
            audited = audit.check(read, (choice.mode,), labels=options.lang)
            none = nothing_like(audited, choice)
            seen, missed = seen + 1, missed + bool(none)
            _print(audited, choice, none, _missed(read.findings))
            if not audited.readable:
                status = 2
            elif audited.calculations.counts().get(choice.mode, {}).get("inconsistent"):
                status = max(status, 1)
    return 2 if found or missed == seen else status


def _missed(findings: Sequence[Finding]) -> Sequence[Finding]:
    """What could not be read or reached; names taken from ids (X761) leave the trees as they are."""
    return [item for item in findings if item.severity != "note" and item.code != "X761"]


def _print(audited: Audited, choice: TreeSelection, none: Sequence[str], told: Sequence[Finding]) -> None:
    """The account of a report, what was missed in reading it, and its trees."""
    from linetag.report.tree import LEGEND, tree
    from linetag.wording import counted

    counts = audited.calculations.counts().get(choice.mode, {})
    hold, fail, open_ = (counts.get(verdict, 0) for verdict in ("consistent", "inconsistent", "unchecked"))
    said = [counted(hold, "sum holds", "sums hold"), counted(fail, "fails", "fail")]
    said += [f"{open_:,} could not be checked"] if open_ else []
    print(f"{audited.path}: {', '.join(said)}")
    show(told, audited.sources)
    if none:
        print("linetag tree:", *none, sep="\n", file=sys.stderr)
    elif audited.readable:
        for line in tree(audited, choice):
            print(styled(line, "red") if "✗" in line and line != LEGEND else line)
    print()
