"""Show the calculation trees of a report: label, figure, weight, verdict, difference.

A line starts with the weight of the part; ✓ holds, ✗ fails, ? could not be checked.
"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from linetag.cli.parser import Parser, count
from linetag.cli.terminal import show, styled


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
    parser.add_argument(
        "--taxonomy-package",
        dest="packages",
        action="append",
        default=[],
        type=Path,
        metavar="PACKAGE",
        help="A taxonomy package, zip or folder. Repeatable.",
    )


def run(options: Namespace) -> int:
    """Print the trees; the exit status."""
    from linetag import audit
    from linetag.report.tree import Choice
    from linetag.report.tree import tree as trees

    choice = Choice(options.role, options.period, options.depth, options.all, options.calc)
    status = 0
    with audit.library(options.packages) as (library, found):
        show(found)
        for read in audit.read(options.report, library):
            audited = audit.check(read, (choice.mode,), labels=options.lang)
            counts = audited.calculations.counts().get(choice.mode, {})
            hold, fail = (counts.get(verdict, 0) for verdict in ("consistent", "inconsistent"))
            print(f"{audited.path}: {hold} sums hold, {fail} fail\n")
            for line in trees(audited, choice):
                print(styled(line, "red") if "✗" in line else line)
            if not audited.readable:
                show(audited.findings)
                status = 2
            elif counts.get("inconsistent"):
                status = max(status, 1)
    return 2 if found else status
