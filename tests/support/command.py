"""Run a command of linetag in this process, as its users type it."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import NamedTuple

from linetag import cli


class Result(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def invoke(*arguments: object) -> Result:
    """What a command prints, and its exit status; an exception of the program is raised here."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        try:
            status = cli.run([str(argument) for argument in arguments])
        except SystemExit as left:
            status = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    return Result(status, out.getvalue(), err.getvalue())
