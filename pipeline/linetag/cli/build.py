"""`linetag build`: turn a results release into a checked filing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import show, text_width

if TYPE_CHECKING:
    from linetag.report.result import Tally


@click.command(
    cls=Command,
    arguments={"FILING": "A filing folder. Without it, the sample that comes with linetag is built."},
    examples={
        "linetag build": "build the sample into ./output/iij-2012q2/",
        "linetag build myfiling --out /tmp/out": "build a filing of your own",
        "linetag build myfiling --release q3.txt": "build it from another release",
    },
)
@click.argument("filing", required=False, type=options.PATH, metavar="[FILING]")
@click.option(
    "--release", type=options.PATH, metavar="FILE", help="Read this release instead of the one in the folder."
)
@click.option(
    "--out",
    type=options.FOLDER,
    default="output",
    metavar="FOLDER",
    help="Where the result goes: FOLDER/<filing name>/ is replaced as a whole (default: output).",
)
@click.option("--force", is_flag=True, help="Write in spite of errors; every file is stamped accordingly.")
@options.strict
def command(*, filing: Path | None, release: Path | None, out: Path, force: bool, strict: bool) -> int:
    """Turn a results release into a checked XBRL filing.

    The summary for the Tokyo Stock Exchange (kessan tanshin) is built with it if the filing has one.
    """
    from linetag import data
    from linetag import run as stages
    from linetag.report.folder import write_folder
    from linetag.report.result_text import account

    result = stages.build(filing or data.sample(), release, force=force)
    show(result.findings, result.sources)
    built, tally = result.built, result.tally
    if built is None:
        say("nothing written: the input could not be read", tally)
        return 2
    for line in account(result, text_width()):
        print(line)
    if tally.errors and not force:
        say("nothing written: correct the errors above, or use --force", tally)
        return 1
    sys.stdout.flush()  # where the account cannot be written, nothing else is
    target, problems = write_folder(out, built.filing.name, built.files)
    if problems:
        show(problems)
        return 2
    print(f"wrote    {target}/ ({len(built.files)} files)")
    say("done", tally)
    return int(tally.errors > 0 or (strict and tally.warnings > 0))


def say(text: str, tally: Tally) -> None:
    """Print on stderr what came of a build, with its findings counted."""
    from linetag.report.result_text import tallied

    sys.stdout.flush()
    print(f"{text} ({tallied([tally])})", file=sys.stderr)
