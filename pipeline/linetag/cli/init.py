"""`linetag init`: propose a filing folder for a release."""

from __future__ import annotations

from pathlib import Path

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import show, text_width


@click.command(
    cls=Command,
    arguments={"RELEASE": "A results release: .html, .txt, .pdf, .docx, .xlsx or .csv."},
    examples={
        "linetag init release.html": "propose a filing in ./release/",
        "linetag init release.html --out myfiling": "propose it in ./myfiling/",
    },
)
@click.argument("release", type=options.PATH, metavar="RELEASE")
@click.option(
    "--out",
    type=options.PATH,
    metavar="FOLDER",
    help="The folder to write; it must not exist (default: the name of the release without its suffix).",
)
def command(*, release: Path, out: Path | None) -> int:
    """Propose a filing folder for a release: settings, and a concept for every line of its statements.

    The folder holds filing.toml (the company), lines.csv (a row for each line item, to be confirmed in a
    spreadsheet), extension.csv (own concepts, where none of the taxonomy fits), and a copy of the release.
    """
    from linetag import initial
    from linetag.findings import ordered

    proposed, findings = initial.propose(release)
    show(ordered(findings), proposed.sources if proposed is not None else {})
    if proposed is None:
        return 2
    folder = out or Path(release.name.split(".")[0])
    problems = initial.write(proposed, folder)
    if problems:
        show(problems)
        return 2
    for line in initial.account(proposed, folder, text_width()):
        print(line)
    return 0
