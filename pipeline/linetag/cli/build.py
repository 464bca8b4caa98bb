"""Turn a release into a checked filing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from linetag.cli.parser import Parser, no_file
from linetag.cli.terminal import show

if TYPE_CHECKING:
    from linetag.run import Built, Outcome


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "filing",
        nargs="?",
        type=Path,
        metavar="FILING",
        help="A filing folder; without it the embedded sample is built.",
    )
    parser.add_argument(
        "--release", type=Path, metavar="FILE", help="Read this release instead of the folder's own."
    )
    parser.add_argument(
        "--out",
        type=no_file,
        default=Path("output"),
        metavar="FOLDER",
        help="Where the result goes: FOLDER/<filing name>/, replaced as a whole (default: output).",
    )
    parser.add_argument(
        "--force", action="store_true", help="Write in spite of errors; the files are stamped so."
    )
    parser.add_argument(
        "--strict", action="store_true", help="Let warnings count as errors in the exit status."
    )


def run(options: Namespace) -> int:
    """Build the filing, if it may be; the exit status."""
    from linetag import data
    from linetag import run as stages
    from linetag.report import folder as output

    outcome = stages.build(options.filing or data.sample(), options.release, force=options.force)
    show(outcome.findings, outcome.sources)
    if outcome.built is None:
        say("nothing written: the input could not be read", outcome)
        return 2
    for line in _account(outcome.built):
        print(line)
    if outcome.errors and not options.force:
        say("nothing written: mend the errors above, or use --force", outcome)
        return 1
    target, problems = output.write_folder(options.out, outcome.built.filing.name, outcome.built.files)
    if problems:
        show(problems)
        return 2
    print(f"wrote    {target}/ ({len(outcome.built.files)} files)")
    say("done", outcome)
    return 1 if outcome.errors or (options.strict and _warnings(outcome)) else 0


def _account(built: Built) -> Iterator[str]:
    """What was read, tagged and checked, in one line each."""
    figures, document = built.counts, built.document
    yield f"read     {document.path}: {len(document.tables)} tables, {sum(figures.values())} figures"
    yield (
        f"tagged   {figures['tagged']} figures as {len(built.report.facts)} facts; "
        f"{figures['tied']} tied to facts and to each other, {figures['left']} left on purpose, "
        f"{figures['reported']} reported"
    )
    rules = {"1.1": "Calculations 1.1, which allows for rounding", "1.0": "XBRL 2.1, which does not"}
    for mode, counts in sorted(built.calculations.counts().items(), reverse=True):
        verdicts = {word: counts[word] for word in ("consistent", "inconsistent", "unchecked")}
        words = ", ".join(f"{count} {word}" for word, count in verdicts.items())
        yield f"checked  {sum(verdicts.values())} sums: {words} under {rules[mode]}"
    hold, total = built.ties
    yield f"checked  {total} ties between statements, periods and currencies: {hold} hold"


def _warnings(outcome: Outcome) -> int:
    return sum(item.severity == "warning" for item in outcome.findings)


def say(text: str, outcome: Outcome) -> None:
    """What came of it, and the findings counted, on stderr."""
    notes = len(outcome.findings) - outcome.errors - _warnings(outcome)
    sys.stdout.flush()
    print(f"{text} ({outcome.errors} errors, {_warnings(outcome)} warnings, {notes} notes)", file=sys.stderr)
