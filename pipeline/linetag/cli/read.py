"""`linetag read`: the statements of a release as they are understood."""

from __future__ import annotations

from pathlib import Path

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import columns, show, styled

_FORMATS = ".html, .txt, .pdf, .docx, .xlsx or .csv"
# A title, a total that does not add up, and what was read of places and reasons.
_STYLES = {
    r"(?m)^\S.*$": "bold",
    r"(?m)^.* !$|^ +off by .*$": "red",
    "[✓≈]": "green",
    r"(?m)^ +-[- ]*$|^  (\S+:\d+:\d+|\S+: (table|page|paragraph) \d+.*|\d+ % sure: .*)$": "dim",
}


@click.command(
    cls=Command,
    arguments={"RELEASE": f"A results release or a page of statements: {_FORMATS}."},
    examples={
        "linetag read release.html": "the statements as understood, with their totals and open questions",
        "linetag read release.html --concepts": "also the concept proposed for each line",
        "linetag read release.pdf --format json > derived.json": "the same for a program to read",
    },
)
@click.argument("release", type=options.PATH, metavar="RELEASE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    metavar="text|json",
    default="text",
    help="Text for a person (the default) or JSON (derived.json) for a program.",
)
@click.option(
    "--concepts",
    is_flag=True,
    help="Also show the concept proposed for each line, with its confidence; JSON always has them.",
)
@options.strict
def command(*, release: Path, form: str, concepts: bool, strict: bool) -> int:
    """Show the statements of a results release as they are understood, without any settings.

    Each statement has its columns (period and currency), its lines in the scale of the statement, and its
    sums, found from the figures of all columns. A total has a mark: ✓ adds up, ≈ adds up within rounding,
    ! does not add up. Concepts are proposed from what other companies use for the same captions and from
    the whole filing; those with a confidence of 0.95 or more are sure. What is in doubt is listed at the
    end, with its place and what to do.

    The output is as wide as the terminal, 100 columns in a pipe, or as wide as COLUMNS says.
    """
    from linetag.findings import ordered
    from linetag.propose.reading import read_statements, with_concepts
    from linetag.release.read import read

    document, findings = read(release)
    if document is None:
        show(findings, err=form == "json")
        return 2
    reading, questions = read_statements(document)
    found = ordered((*findings, *questions))
    if concepts or form == "json":
        reading = with_concepts(reading)
    if form == "json":
        from linetag.report.derived_json import derived_json

        click.echo(derived_json(reading), nl=False)
    else:
        from linetag.report.reading_text import reading_text, summary

        text = "".join(f"{line}\n" for line in reading_text(reading, columns(), concepts=concepts))
        click.echo(styled(text, _STYLES), nl=False)
        print(summary(reading, document.path), end="\n\n" if found else "\n")
    show(found, {document.path: document.lines}, err=form == "json")
    return int(any(one.severity == "error" or (strict and one.severity == "warning") for one in found))
