"""Commands and groups whose help has arguments and examples."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from inspect import cleandoc
from typing import Any

import click

from linetag.cli.terminal import columns, styled

_WIDTH = 80
_WIDEST = 100
_NAMES = ["-h", "--help"]
# Headings, and what is typed: up to two spaces, or the whole line.
_STYLES = {r"(?m)^(Usage:|[A-Z]\w+:$)": "bold", r"(?m)^  \S+( \S+)*": "cyan"}


class Command(click.Command):
    """A command with a line of help for each argument, and examples of its use."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - what click's own command takes
        arguments: Mapping[str, str] | None = None,
        examples: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401
    ) -> None:
        """With the text of each argument by its metavar, and what each example does by its command line."""
        super().__init__(*args, **{"context_settings": {"help_option_names": _NAMES}, **more})
        self.arguments, self.examples = dict(arguments or {}), dict(examples or {})

    def get_help(self, ctx: click.Context) -> str:  # noqa: D102 - as click declares it
        sections = {"Arguments": tuple(self.arguments.items()), "Options": _options(self, ctx)}
        return _rendered(self, ctx, sections, self.examples)


class Group(click.Group):
    """A group of commands that shows its help where no command is named, and suggests the one meant."""

    command_class = Command

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - what click's own group takes
        examples: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401
    ) -> None:
        """With what each example does by its command line."""
        super().__init__(*args, **{"context_settings": {"help_option_names": _NAMES}, **more})
        self.examples = dict(examples or {})

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:  # noqa: D102 - as click declares it
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(  # noqa: D102 - as click declares it
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"There is no command {args[0]}.{meant}")
        return super().resolve_command(ctx, args)

    def summaries(self, ctx: click.Context) -> Sequence[tuple[str, str]]:
        """Return each command with what it does in one line."""
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        return [(name, own.get_short_help_str(_WIDEST)) for name, own in found if own is not None]

    def get_help(self, ctx: click.Context) -> str:  # noqa: D102 - as click declares it
        sections = {"Commands": self.summaries(ctx), "Options": _options(self, ctx)}
        return _rendered(self, ctx, sections, self.examples)


def _options(command: click.Command, ctx: click.Context) -> Sequence[tuple[str, str]]:
    options = [item for item in command.get_params(ctx) if isinstance(item, click.Option)]
    return [record for option in options if (record := option.get_help_record(ctx)) is not None]


def _rendered(
    command: click.Command,
    ctx: click.Context,
    sections: Mapping[str, Sequence[tuple[str, str]]],
    examples: Mapping[str, str],
) -> str:
    """Return the help: usage, the docstring, the sections, the examples and the epilog."""
    formatter = click.HelpFormatter(width=min(columns(), _WIDEST) if sys.stdout.isatty() else _WIDTH)
    usage = " ".join((ctx.command_path, *command.collect_usage_pieces(ctx)))
    formatter.write_text(f"Usage: {usage}")
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        formatter.write_paragraph()
        formatter.write_text(" ".join(paragraph.split()))
    for title, rows in {**sections, "Examples": tuple(examples.items())}.items():
        if rows:
            with formatter.section(title):
                formatter.write_dl(rows)
    if command.epilog:
        formatter.write_paragraph()
        formatter.write_text(command.epilog)
    return styled(formatter.getvalue().rstrip("\n"), _STYLES)
