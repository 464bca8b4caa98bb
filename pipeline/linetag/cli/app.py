"""The program `linetag` as a group of click commands; a command's module is imported when it is called."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

import click

from linetag import __version__
from linetag.cli.help import Group
from linetag.cli.options import COMPLETION

# The commands in the order of the help; each is the module of its name.
COMMANDS = ("init", "build", "read", "suggest", "check", "tree", "explain", "taxonomy", "completion")


class Program(Group):
    """The group of all commands, which imports the module of a command when the command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - as click declares it
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = import_module(f"linetag.cli.{cmd_name}").command
        return found


@click.group(
    cls=Program,
    examples={
        "linetag init release.html": "propose a filing for a company's release, to be reviewed and built",
        "linetag build": "build the sample that comes with linetag into ./output",
        "linetag read release.html": "see the statements of a release as linetag understands them",
        'linetag suggest "Trade receivables, net"': "see which concepts companies use for a caption",
        "linetag check filing.zip": "audit the reports of a filing",
        "linetag tree filing.zip": "see the calculation trees that fail",
        "linetag explain C402": "read what a finding means",
    },
    epilog="Exit status: 0 clean, 1 findings of severity error, 2 wrong usage or unreadable input.",
)
@click.version_option(__version__, message="%(prog)s %(version)s", help="Show the version and exit.")
def program() -> None:
    """Turn a results release into a checked XBRL filing and TSE summary, or audit any XBRL report."""


def run(arguments: Sequence[str]) -> int:
    """Run a command line, the name of the program left out, and return its exit status.

    Help and wrong usage end here too: 0 after help, 2 after a message on wrong usage.
    """
    if COMPLETION in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(program, {}, "linetag", COMPLETION, os.environ[COMPLETION])
    try:
        with program.make_context("linetag", list(arguments)) as context:
            status: int = program.invoke(context)
            return status
    except click.exceptions.Exit as left:
        return left.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
