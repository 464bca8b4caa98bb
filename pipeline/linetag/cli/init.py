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
        "linetag init q2.html --out myfiling --update": "propose anew, and keep the rows that are confirmed",
    },
)
@click.argument("release", type=options.PATH, metavar="RELEASE")
@click.option(
    "--out",
    type=options.PATH,
    metavar="FOLDER",
    help="The folder to write; it must not exist (default: the name of the release without its suffix).",
)
@click.option(
    "--learn",
    type=options.PATH,
    metavar="FILE",
    help="Captions of your own reports, as `linetag suggest --learn FILE --report REPORT` keeps them.",
)
@click.option(
    "--update", is_flag=True, help="Keep the confirmed rows of a folder, and propose the rest anew."
)
def command(*, release: Path, out: Path | None, learn: Path | None, update: bool) -> int:
    """Propose a filing folder for a results release.

    The folder holds filing.toml (the company), lines.csv (a row for each line item, to be confirmed in a
    spreadsheet), extension.csv (own concepts, where none of the taxonomy fits), and a copy of the release.
    """
    from linetag import initial
    from linetag.findings import ordered

    proposed, findings = initial.propose(release, learn)
    show(ordered(findings), proposed.sources if proposed is not None else {})
    if proposed is None:
        return 2
    folder = out or Path(release.name.split(".")[0])
    tables, problems = initial.update(proposed, folder) if update else (None, initial.write(proposed, folder))
    if problems:
        show(problems)
        return 2
    if tables is not None:
        gone = f"{tables.vanished} mean no line of the release"
        print(f"kept     {tables.kept} confirmed rows; {tables.added} are new, {gone}")
    for line in initial.account(proposed, folder, text_width()):
        print(line)
    return int(any(item.severity == "error" for item in findings))
