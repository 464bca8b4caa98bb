"""The commands. Results go to stdout, messages to stderr; a command is imported when it is called.

A command is a module with `declare(parser)`, its arguments, and `run(options)`, which returns the exit
status. argparse, because a short check spends no time on loading it.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import SUPPRESS
from collections.abc import Mapping, Sequence
from importlib import import_module
from io import TextIOWrapper
from types import ModuleType
from typing import NoReturn

from linetag import __version__
from linetag.cli.parser import Parser, suggestion

# What is typed → (module, summary).
COMMANDS: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("build",): ("build", "Turn a release into a checked filing."),
    ("check",): ("check", "Audit XBRL reports, each sum with its verdict and the reason."),
    ("explain",): ("explain", "Say what a finding means, why it matters and how to mend it."),
    ("taxonomy", "build"): ("taxonomy_build", "Write the XBRL files of the base taxonomy from its tables."),
    ("taxonomy", "show"): ("taxonomy_show", "Show the outline of a statement of the base taxonomy."),
    ("tree",): ("tree", "Show the calculation trees of a report, with verdicts."),
}
_ABOUT = """\
Turn a results release into a checked XBRL filing and TSE summary; audit anybody's XBRL report."""
_EXIT = "Exit status: 0 clean, 1 findings of severity error, 2 wrong usage or unreadable input."
# What is imported stays, and so do facts: the usual threshold, 700, has all looked through again and again.
_SELDOM = 1_000_000
INTERRUPTED, PIPE_CLOSED = 130, 141  # as the shell tells of a program that SIGINT or SIGPIPE ended


def run(arguments: Sequence[str]) -> int:
    """Run the command line; the exit status. Raises `SystemExit` after help and on wrong usage."""
    for length in (2, 1):
        words = tuple(arguments[:length])
        if words in COMMANDS:
            module = command(words)
            parser = Parser(" ".join(("linetag", *words)), module.__doc__ or "")
            module.declare(parser)
            status: int = module.run(parser.parse(arguments[length:]))
            return status
    group = tuple(arguments[:1]) if any(words[:1] == tuple(arguments[:1]) for words in COMMANDS) else ()
    return _overview(group, arguments[len(group) :])


def command(words: tuple[str, ...]) -> ModuleType:
    """The module of a command."""
    return import_module(f"linetag.cli.{COMMANDS[words][0]}")


def _overview(group: tuple[str, ...], rest: Sequence[str]) -> NoReturn:
    """What there is, to whoever asked for it or named no command."""
    own = {" ".join(w[len(group) :]): about for w, (_, about) in COMMANDS.items() if w[: len(group)] == group}
    listed = "\n".join(f"  {name:<16}{about}" for name, about in own.items())
    name = " ".join(("linetag", *group))
    epilog = f"'{name} COMMAND --help' says more of a command.\n{_EXIT}"
    usage = f"{name} [-h] [--version] COMMAND ..."
    parser = Parser(name, f"{_ABOUT}\n\ncommands:\n{listed}", usage=usage, epilog=epilog)
    parser.add_argument("--version", action="version", version=f"linetag {__version__}", help="the version")
    parser.add_argument("command", nargs="?", help=SUPPRESS)
    named = parser.parse(rest).command
    if named is None:
        parser.print_help(sys.stderr)
        parser.exit(2)
    parser.error(f"there is no command {named}{suggestion(named, own)}")


def main() -> None:
    """Run the command line; a broken program says so in one line and asks for a report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a release may hold what the terminal's encoding lacks
            stream.reconfigure(errors="replace")
    gc.set_threshold(_SELDOM)
    status = _guarded(sys.argv[1:])
    gc.freeze()  # nor is there a need to take everything apart at the end
    sys.exit(status)


def _guarded(arguments: Sequence[str]) -> int:
    try:
        status = run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("linetag: interrupted", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on: that is no fault
        return PIPE_CLOSED
    except Exception as error:  # noqa: BLE001 - the one place where a broken program is caught
        print(f"linetag: internal error: {type(error).__name__}: {error}", file=sys.stderr)
        print(
            "This is a fault of linetag, not of your input; please report it with the command.",
            file=sys.stderr,
        )
        return 2
    return status
