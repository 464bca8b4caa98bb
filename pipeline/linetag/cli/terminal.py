"""Findings, styles and progress: plain text in a pipe, colours and a progress bar on a terminal.

Styled text goes through `click.echo`, which translates it for consoles of Windows.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from linetag.findings import Finding

_T = TypeVar("_T")

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_PIPED = 100
_NARROWEST = 40
_MOST_DIGITS = 4


def is_styled(stream: TextIO) -> bool:
    """Return whether styles are shown: on a terminal without NO_COLOR (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def styled(text: str, styles: Mapping[str, str]) -> str:
    """Return the text with what each pattern matches in its style, or as it is where no styles are shown."""
    if not is_styled(sys.stdout):
        return text
    from rich.console import Console
    from rich.text import Text

    drawn = Text(text)
    for pattern, style in styles.items():
        drawn.highlight_regex(pattern, style)
    console = Console()
    with console.capture() as captured:
        console.print(drawn, soft_wrap=True, end="")
    return captured.get()


def show(
    findings: Sequence[Finding], sources: Mapping[str, Sequence[str]] | None = None, *, err: bool = False
) -> None:
    """Print each finding with place, source line, caret and hint; `sources` are the lines of the files.

    They go to stderr with `err`, for commands whose stdout is for a program.
    """
    from linetag.report.finding_text import render

    lines = render(findings, sources or {}, None if err else text_width())
    click.echo(
        coloured("".join(f"{line}\n" for line in lines), sys.stderr if err else None), nl=False, err=err
    )


def coloured(text: str, stream: TextIO | None = None) -> str:
    """Return text with findings in it, each severity in its colour where the stream (stdout) shows colours.

    Without rich, which a `check` of a small report would wait for.
    """
    if not is_styled(stream or sys.stdout):
        return text
    return re.sub(
        r"^(error|warning|note)(?= [A-Z]\d{3}: )",
        lambda found: click.style(found[0], fg=_COLOURS[found[0]], bold=True),
        text,
        flags=re.MULTILINE,
    )


def text_width() -> int | None:
    """Return the columns in which a terminal folds text, or None in a pipe, where lines stay whole."""
    return columns() if sys.stdout.isatty() else None


def columns() -> int:
    """Return how wide the output may be: what COLUMNS says, else the terminal, else 100."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isascii() and stated.isdecimal():
        found = int(stated[:_MOST_DIGITS])
    else:
        found = os.get_terminal_size(sys.stdout.fileno()).columns if sys.stdout.isatty() else _PIPED
    return max(found, _NARROWEST)


def progress(done: Iterator[_T], count: int) -> Iterator[_T]:
    """Yield what is done, with a progress bar on stderr unless the results show on the terminal."""
    if count == 1 or sys.stdout.isatty() or not sys.stderr.isatty():
        yield from done
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

    parts = ("checking", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*parts, console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("checking", total=count)
        for item in done:
            yield item
            bar.advance(task)
