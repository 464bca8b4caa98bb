"""Write the XBRL files of a base taxonomy from the tables under its source/."""

from __future__ import annotations

from argparse import Namespace

from linetag.cli.parser import Parser, folder
from linetag.cli.terminal import show


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "folder", nargs="?", type=folder, metavar="FOLDER", help="The taxonomy; without it the embedded one."
    )


def run(options: Namespace) -> int:
    """Write the files, or say what is wrong with the tables; the exit status."""
    from linetag import data
    from linetag import run as stages
    from linetag.cli.build import say
    from linetag.findings import ordered
    from linetag.taxonomy.author.build import build, install

    target = options.folder or data.folder("taxonomy") / "us-gaap-style"
    files, found = build(target / "source")
    outcome = stages.Outcome(None, ordered(found), {})
    show(outcome.findings, outcome.sources)
    if outcome.errors:
        say("nothing written: mend the errors above", outcome)
        return 1
    install(target, files)
    print(f"wrote {len(files)} files to {target}")
    return 0
