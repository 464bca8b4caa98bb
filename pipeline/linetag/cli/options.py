"""Options and kinds of arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

_Command = TypeVar("_Command", bound=Callable[..., Any])

# A path is taken as it is given: what cannot be read there is a finding, and no wrong usage.
PATH = click.Path(path_type=Path, readable=False)
FOLDER = click.Path(path_type=Path, readable=False, file_okay=False)
EXISTING_FOLDER = click.Path(path_type=Path, readable=False, file_okay=False, exists=True)

# The shell asks for completions of the command line by setting this variable.
COMPLETION = "_LINETAG_COMPLETE"

packages = click.option(
    "--taxonomy-package",
    "packages",
    multiple=True,
    type=PATH,
    metavar="PACKAGE",
    help="A taxonomy package (zip or folder) in which to look for schemas and linkbases. Repeatable.",
)
strict = click.option("--strict", is_flag=True, help="Let warnings count as errors in the exit status.")

_RULES = {"1.0": "XBRL 2.1", "1.1": "Calculations 1.1", "1.1-truncation": "1.1 for truncated figures"}


def calc(default: str, several: Mapping[str, str] | None = None) -> Callable[[_Command], _Command]:
    """Return the option `--calc`, which chooses a rule for sums, or `several` (name and meaning)."""
    rules = {**_RULES, **(several or {})}
    explained = ", ".join(f"{name} ({meaning})" for name, meaning in rules.items())
    return click.option(
        "--calc",
        type=click.Choice(list(rules)),
        default=default,
        metavar="RULES",
        help=f"By which rules to judge sums: {explained}. Default: {default}.",
    )
