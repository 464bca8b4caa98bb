"""Arguments of the commands: what argparse does, with errors that help."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

# Of help and usage: on every terminal alike, which need not be asked for its width.
_WIDTH = 78


class Parser(ArgumentParser):
    """The parser of one command, or of none; `about` is the docstring of its module."""

    def __init__(self, name: str, about: str, *, usage: str | None = None, epilog: str = "") -> None:
        """With the name as it is typed."""
        super().__init__(
            name,
            usage=usage,
            description=about.strip(),
            epilog=epilog,
            formatter_class=partial(RawDescriptionHelpFormatter, width=_WIDTH),
            allow_abbrev=False,
        )

    def take_packages(self) -> None:
        """An option for taxonomy packages, `packages`."""
        self.add_argument(
            "--taxonomy-package",
            dest="packages",
            action="append",
            default=[],
            type=Path,
            metavar="PACKAGE",
            help="A taxonomy package, zip or folder, in which to look for schemas and linkbases. Repeatable.",
        )

    def parse(self, arguments: Sequence[str]) -> Namespace:
        """The options, which may stand between the other arguments; exits with 2 on wrong usage."""
        options, unknown = self.parse_known_intermixed_args(_without_dashes(arguments))
        if unknown:
            kind = "option" if unknown[0].startswith("-") else "argument"
            name = unknown[0].partition("=")[0]
            self.error(f"there is no {kind} {name}{suggestion(name, self._option_string_actions)}")
        return options

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and exit with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"\n{self.prog}: {message}\nTry '{self.prog} --help' for help.\n")


def _without_dashes(arguments: Sequence[str]) -> Sequence[str]:
    """The arguments, those after "--" so that none is taken for an option: they are names of files."""
    if "--" not in arguments:
        return arguments
    at = arguments.index("--")
    return [*arguments[:at], *(f"./{a}" if a.startswith("-") else a for a in arguments[at + 1 :])]


def suggestion(word: str, known: Iterable[str]) -> str:
    """What may have been meant, to be added to a message; "" if nothing is like it."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""


def count(least: int) -> Callable[[str], int]:
    """The type of a whole number that is not less."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or int(text) < least:
            raise ArgumentTypeError(f"{text!r} is no whole number of at least {least}")
        return int(text)

    return read


def folder(text: str) -> Path:
    """The type of a folder that exists."""
    if not Path(text).is_dir():
        raise ArgumentTypeError(f"there is no folder {text}")
    return Path(text)


def no_file(text: str) -> Path:
    """The type of a folder that exists or can be made."""
    if Path(text).exists() and not Path(text).is_dir():
        raise ArgumentTypeError(f"{text} is no folder")
    return Path(text)
