"""Findings on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from linetag.findings import Finding

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def show(findings: Sequence[Finding], sources: Mapping[str, Sequence[str]] | None = None) -> None:
    """Each finding with place, source line, caret and hint; `sources` are the lines of the files."""
    from linetag.report.text import render

    for line in render(findings, sources or {}):
        click.echo(coloured(line))


def coloured(line: str) -> str:
    """A line of a finding, its severity in colour."""
    word, space, rest = line.partition(" ")
    return f"{click.style(word, fg=_COLOURS[word], bold=True)}{space}{rest}" if word in _COLOURS else line
