"""Commands and groups whose help has arguments and examples, in colour on a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from linetag.cli.terminal import styled

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
# Headings, and what is typed: what two spaces follow, or an option or example that fills its line.
_STYLES = {r"(?m)^(Usage:|[A-Z]\w+:$)": "bold", r"(?m)^  (\S+( \S+)*(?=  )|(-|linetag ).*$)": "cyan"}


class Command(click.Command):
    """A command whose help has a line for each argument, and examples of its use."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - what click's own command takes
        arguments: Mapping[str, str] | None = None,
        examples: Mapping[str, str] | None = None,
        **more: Any,  # noqa: ANN401
    ) -> None:
        """Take the text of each argument by its metavar, and what each example does by its command line."""
        super().__init__(*args, **{"context_settings": _SETTINGS, **more})
        self.arguments, self.examples = arguments or {}, examples or {}

    def get_help(self, ctx: click.Context) -> str:
        """Return the help, styled where it goes to a terminal."""
        return styled(super().get_help(ctx), _STYLES)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the arguments in front of the options."""
        _section("Arguments", self.arguments, formatter)
        super().format_options(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples in front of the last paragraph."""
        _section("Examples", self.examples, formatter)
        super().format_epilog(ctx, formatter)


class Group(Command, click.Group):
    """A group of commands that shows its help where no command is named, and suggests the one meant."""

    command_class = Command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Show the help on stderr, with status 2, where there is nothing to parse."""
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is named, or suggest one of a similar name."""
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(args[0], known, n=1)
            meant = f" Did you mean {near[0]}?" if near else ""
            ctx.fail(f"There is no command {args[0]}.{meant}")
        return super().resolve_command(ctx, args)


def _section(title: str, rows: Mapping[str, str], formatter: click.HelpFormatter) -> None:
    if rows:
        with formatter.section(title):
            formatter.write_dl(tuple(rows.items()))
