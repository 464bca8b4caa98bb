"""The commands. Results go to stdout, messages to stderr; imports wait until they are needed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag import __version__
from linetag.cli.check import check
from linetag.cli.shown import show
from linetag.cli.tree import tree

if TYPE_CHECKING:
    from linetag.run import Built, Outcome


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="linetag %(version)s")
def cli() -> None:
    """Turn a results release into a checked XBRL filing and TSE summary; audit anybody's XBRL report.

    Exit status: 0 clean, 1 findings of severity error, 2 wrong usage or unreadable input.
    """


cli.add_command(check)
cli.add_command(tree)


@cli.command()
@click.argument("filing", required=False, type=click.Path(path_type=Path))
@click.option(
    "--release", type=click.Path(path_type=Path), help="Read this release instead of the folder's own."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("output"),
    show_default=True,
    help="Where the result goes: OUT/<filing name>/, replaced as a whole.",
)
@click.option("--force", is_flag=True, help="Write in spite of errors; the files are stamped so.")
@click.option("--strict", is_flag=True, help="Let warnings count as errors in the exit status.")
def build(filing: Path | None, release: Path | None, out: Path, *, force: bool, strict: bool) -> None:
    """Turn a release into a checked filing.

    FILING is a filing folder; without it the embedded sample is built.
    """
    from linetag import data, output, run

    outcome = run.build(filing or data.sample(), release, force=force)
    show(outcome.findings, outcome.sources)
    if outcome.built is None:
        _say("nothing written: the input could not be read", outcome)
        sys.exit(2)
    written = not outcome.errors or force
    status = 1 if outcome.errors or (strict and _warnings(outcome)) else 0
    for line in _account(outcome.built):
        click.echo(line)
    if not written:
        _say("nothing written: mend the errors above, or use --force", outcome)
        sys.exit(1)
    target, problems = output.write_folder(out, outcome.built.filing.name, outcome.built.files)
    if problems:
        show(problems)
        sys.exit(2)
    click.echo(f"wrote    {click.format_filename(target)}/ ({len(outcome.built.files)} files)")
    _say("done", outcome)
    sys.exit(status)


@cli.command()
@click.argument("code")
def explain(code: str) -> None:
    """Say what a finding means, why it matters and how to mend it. CODE is one such as T320."""
    from linetag.findings import catalogue

    entry = catalogue().get(code.upper())
    if entry is None:
        known = " ".join(catalogue())
        raise click.BadParameter(f"there is no finding {code}. There are: {known}")
    click.secho(f"{entry.code} ({entry.severity}): {entry.title}", bold=True)
    if entry.standard:
        click.echo(f"known elsewhere as {entry.standard}")
    for title, text in (
        ("What it means", entry.means),
        ("Why it matters", entry.matters),
        ("How to mend it", entry.mend),
    ):
        click.secho(f"\n{title}", bold=True)
        click.echo(click.wrap_text(text.strip(), width=88, preserve_paragraphs=True))


@cli.group()
def taxonomy() -> None:
    """Work on the embedded base taxonomy."""


@taxonomy.command("build")
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False, exists=True))
def taxonomy_build(folder: Path | None) -> None:
    """Write the XBRL files of the taxonomy in FOLDER from the tables under its source/."""
    from linetag import data, run
    from linetag.findings import ordered
    from linetag.taxonomy.build import build as build_taxonomy
    from linetag.taxonomy.build import install

    folder = folder or data.folder("taxonomy") / "us-gaap-style"
    files, found = build_taxonomy(folder / "source")
    outcome = run.Outcome(None, ordered(found), {})
    show(outcome.findings, outcome.sources)
    if outcome.errors:
        _say("nothing written: mend the errors above", outcome)
        sys.exit(1)
    install(folder, files)
    click.echo(f"wrote {len(files)} files to {click.format_filename(folder)}")


@taxonomy.command("show")
@click.argument("code", required=False)
def taxonomy_show(code: str | None) -> None:
    """Show the outline of a statement (CODE such as BS), or the list of statements."""
    from linetag import data
    from linetag.taxonomy.show import show

    lines, found = show(data.folder("taxonomy") / "us-gaap-style", code)
    for line in lines:
        click.echo(line)
    if found:
        for item in found:
            click.echo(item.message, err=True)
        sys.exit(2)


def _account(built: Built) -> Iterator[str]:
    """What was read, tagged and checked, in one line each."""
    figures = built.counts
    path, tables = click.format_filename(built.document.path), len(built.document.tables)
    yield f"read     {path}: {tables} tables, {sum(figures.values())} figures"
    yield (
        f"tagged   {figures['tagged']} figures as {len(built.report.facts)} facts; "
        f"{figures['tied']} tied to the summary, {figures['left']} left on purpose, "
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


def _say(text: str, outcome: Outcome) -> None:
    notes = len(outcome.findings) - outcome.errors - _warnings(outcome)
    click.echo(f"{text} ({outcome.errors} errors, {_warnings(outcome)} warnings, {notes} notes)", err=True)


def main() -> None:
    """Run the command line; a broken program says so in one line and asks for a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a release may hold what the terminal's encoding lacks
            stream.reconfigure(errors="replace")
    try:
        cli(prog_name="linetag")
    except Exception as error:  # noqa: BLE001 - the one place where a broken program is caught
        click.echo(f"linetag: internal error: {type(error).__name__}: {error}", err=True)
        click.echo(
            "This is a fault of linetag, not of your input; please report it with the command.", err=True
        )
        sys.exit(2)
