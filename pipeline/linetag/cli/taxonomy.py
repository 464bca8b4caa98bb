"""`linetag taxonomy`: build the embedded base taxonomy from its tables, or show its statements."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag.cli.help import Group
from linetag.cli.options import EXISTING_FOLDER
from linetag.cli.terminal import show as show_findings

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


@click.group(
    "taxonomy",
    cls=Group,
    examples={
        "linetag taxonomy show": "list the statements",
        "linetag taxonomy show BS": "show the outline of the balance sheet",
        "linetag taxonomy show BSK --edition 2025-01-31": "that of banks, which the newer edition has",
    },
)
def command() -> None:
    """Build or show the embedded base taxonomy."""


@command.command(arguments={"FOLDER": "The taxonomy, with its tables in source/. Default: the embedded one."})
@click.argument("folder", required=False, type=EXISTING_FOLDER, metavar="[FOLDER]")
def build(folder: Path | None) -> int:
    """Write the XBRL files of a base taxonomy from its tables."""
    from linetag import data
    from linetag.cli.build import say
    from linetag.findings import ordered
    from linetag.report.result import Result
    from linetag.taxonomy.author.build import build_editions, install

    target = folder or data.embedded_taxonomy()
    editions, found = build_editions(target)
    result = Result(str(target), ordered(found))
    show_findings(result.findings)
    if result.tally.errors:
        say("nothing written: correct the errors above", result.tally)
        return 1
    for package, files in editions.items():
        install(package, files)
        print(f"wrote {len(files)} files to {package}")
    return 0


def _statements(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the code of a statement; each line of the list starts with one."""
    from click.shell_completion import CompletionItem

    lines = [line.partition(" ") for line in _shown(None, None)[0]]
    start = incomplete.upper()
    return [CompletionItem(code, help=rest.strip()) for code, _, rest in lines if code.startswith(start)]


@command.command(arguments={"CODE": "A statement, such as BS; without it the statements are listed."})
@click.argument("code", required=False, metavar="[CODE]", shell_complete=_statements)
@click.option("--edition", metavar="VERSION", help="The edition to show. Default: the first, 2012-01-31.")
def show(code: str | None, edition: str | None) -> int:
    """Show a statement of the base taxonomy, or list its statements."""
    lines, problems = _shown(code, edition)
    for line in lines:
        print(line)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 2 if problems else 0


def _shown(code: str | None, edition: str | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from linetag import data
    from linetag.taxonomy.author.show import show as outline

    lines, found = outline(data.embedded_taxonomy(), code, edition)
    return lines, tuple(item.message for item in found)
