"""`linetag completion`: the script with which a shell completes the command line."""

from __future__ import annotations

import click

from linetag.cli.help import Command
from linetag.cli.options import COMPLETION


@click.command(
    cls=Command,
    arguments={"SHELL": "bash, zsh or fish."},
    examples={
        "linetag completion bash >> ~/.bashrc": "complete commands in bash from the next session on",
        "linetag completion zsh >> ~/.zshrc": "the same for zsh",
        "linetag completion fish > ~/.config/fish/completions/linetag.fish": "the same for fish",
    },
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]), metavar="SHELL")
def command(shell: str) -> int:
    """Print the script that completes commands in your shell.

    It completes options, files, the codes of findings and the names of statements as well.
    """
    from click.shell_completion import get_completion_class

    program = click.get_current_context().find_root().command
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"this version of click completes nothing in {shell}")
    print(kind(program, {}, "linetag", COMPLETION).source())
    return 0
