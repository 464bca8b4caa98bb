"""`linetag explain`: what a finding means, why it matters, how to correct it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from linetag.cli.help import Command
from linetag.cli.terminal import columns, styled

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_WIDTH = 88


def _codes(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a code; shells that can do so show the title next to it."""
    from click.shell_completion import CompletionItem

    from linetag.findings import catalogue

    start = incomplete.upper()
    return [CompletionItem(c, help=e.title) for c, e in catalogue().items() if c.startswith(start)]


@click.command(
    cls=Command,
    arguments={"CODE": "The code of a finding, such as T320; in upper or lower case."},
    examples={"linetag explain C402": "why a sum that does not hold is an error"},
)
@click.argument("code", metavar="CODE", shell_complete=_codes)
def command(code: str) -> int:
    """Explain a finding: what it means and what to do about it."""
    from textwrap import fill

    from linetag.findings import catalogue, explanation

    width = min(columns(), _WIDTH) if sys.stdout.isatty() else _WIDTH
    try:
        entry = explanation(code.upper())
    except KeyError:
        known = [one for one in catalogue() if one[:1] == code[:1].upper()] or list(catalogue())
        print(f"linetag explain: there is no finding {code}. Choose from these codes:", file=sys.stderr)
        print(fill(" ".join(known), width), file=sys.stderr)
        return 2
    standard = f"\nIn other validators: {entry.standard}" if entry.standard else ""
    sections = {"What it means": entry.means, "Why it matters": entry.matters, "How to mend it": entry.mend}
    text = [f"{entry.code} ({entry.severity}): {entry.title}{standard}"]
    for title, paragraphs in sections.items():
        folded = [fill(" ".join(p.split()), width, break_on_hyphens=False) for p in paragraphs.split("\n\n")]
        text.append("\n\n".join((f"{title}\n{folded[0]}", *folded[1:])))
    click.echo(styled("\n\n".join(text), {rf"(?m)\A.*|^({'|'.join(sections)})$": "bold"}))
    return 0
