"""Audit XBRL reports: every calculation with its verdict, and for each failure the reason.

Of a summary for the Tokyo Stock Exchange (kessan tanshin) the growth, ratios, amounts per share, dividends
and periods are recomputed, and compared with the statements submitted with it.

Nothing is fetched from the network: what is not at hand is said to be missing.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linetag.cli.parser import Parser, count
from linetag.cli.terminal import progress, show
from linetag.wording import counted

if TYPE_CHECKING:
    from linetag.model import Mode
    from linetag.report.check_text import Tally

_MODES: Mapping[str, tuple[Mode, ...]] = {
    "1.0": ("1.0",),
    "1.1": ("1.1",),
    "1.1-truncation": ("1.1-truncation",),
    "both": ("1.0", "1.1"),
    "all": ("1.0", "1.1", "1.1-truncation"),
}


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "reports",
        nargs="+",
        type=Path,
        metavar="REPORT",
        help="An instance, an inline report, a folder or a zip, as filed; several reports may lie in one.",
    )
    parser.take_packages()
    parser.add_argument(
        "--jobs", type=count(1), default=1, metavar="N", help="Processes to use (default: 1)."
    )
    parser.add_argument(
        "--calc",
        choices=list(_MODES),
        default="both",
        help="XBRL 2.1 (1.0), Calculations 1.1, both (the default), 1.1 for truncated figures, or all three.",
    )
    parser.add_argument(
        "--format", choices=["text", "json"], default="text", help="For a person (the default) or a program."
    )
    parser.add_argument(
        "--strict", action="store_true", help="Let warnings count as errors in the exit status."
    )
    parser.add_argument(
        "--second-opinion", action="store_true", help="Run Arelle on each report, and list where it differs."
    )


def run(options: Namespace) -> int:
    """Audit the reports; the exit status."""
    from linetag import audit
    from linetag.cli.audits import Task, all_of, unopened

    packages = tuple(options.packages)
    found = unopened(packages)
    if found:
        show(found)
        return 2
    items = [item for path in options.reports for item in audit.items(path)]
    task = Task(packages, _MODES[options.calc], options.format, options.second_opinion)
    tallies: list[Tally] = []

    def pieces() -> Iterator[str]:
        for done in progress(all_of(task, items, options.jobs), len(items)):
            for text, tally in done:
                tallies.append(tally)
                yield text

    for piece in _document(pieces()) if options.format == "json" else pieces():
        sys.stdout.write(piece)
    sys.stdout.flush()
    errors, warnings, notes = (sum(getattr(t, n) for t in tallies) for n in ("errors", "warnings", "notes"))
    said = [counted(errors, "error", "errors"), counted(warnings, "warning", "warnings")]
    said.append(counted(notes, "note", "notes"))
    print(f"{counted(len(tallies), 'report', 'reports')}: {', '.join(said)}", file=sys.stderr)
    if not all(tally.readable for tally in tallies):
        return 2
    return 1 if errors or (options.strict and warnings) else 0


def _document(reports: Iterator[str]) -> Iterator[str]:
    from linetag.report import check_json

    return check_json.document(reports)
