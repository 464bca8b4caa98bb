"""Say what a finding means, why it matters and how to mend it."""

from __future__ import annotations

import sys
from argparse import Namespace

from linetag.cli.parser import Parser
from linetag.cli.terminal import styled

_WIDTH = 88


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument("code", metavar="CODE", help="The code of a finding, such as T320.")


def run(options: Namespace) -> int:
    """Print the entry of the catalogue; the exit status."""
    from textwrap import fill

    from linetag.findings import catalogue

    entry = catalogue().get(options.code.upper())
    if entry is None:
        print(f"linetag explain: there is no finding {options.code}. There are:", file=sys.stderr)
        print(fill(" ".join(catalogue()), _WIDTH), file=sys.stderr)
        return 2
    print(styled(f"{entry.code} ({entry.severity}): {entry.title}", "bold"))
    if entry.standard:
        print(f"known elsewhere as {entry.standard}")
    for title, text in (
        ("What it means", entry.means),
        ("Why it matters", entry.matters),
        ("How to mend it", entry.mend),
    ):
        print(f"\n{styled(title, 'bold')}")
        print(
            "\n\n".join(
                fill(" ".join(part.split()), _WIDTH, break_on_hyphens=False) for part in text.split("\n\n")
            )
        )
    return 0
