"""Options and kinds of arguments that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

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
