"""Show the outline of a statement of the base taxonomy, or the list of statements."""

from __future__ import annotations

import sys
from argparse import Namespace

from linetag.cli.parser import Parser


def declare(parser: Parser) -> None:
    """The arguments of the command."""
    parser.add_argument(
        "code", nargs="?", metavar="CODE", help="A statement, such as BS; without it all are listed."
    )


def run(options: Namespace) -> int:
    """Print it; the exit status."""
    from linetag import data
    from linetag.taxonomy.author.show import show

    lines, found = show(data.folder("taxonomy") / "us-gaap-style", options.code)
    for line in lines:
        print(line)
    for item in found:
        print(item.message, file=sys.stderr)
    return 2 if found else 0
