"""Run a command of linetag in this process, as its users type it."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from typing import NamedTuple

from linetag.cli.app import run


class Result(NamedTuple):
    exit_code: int
    stdout: str
    stderr: str


def invoke(*arguments: object) -> Result:
    """What a command prints, and its exit status; an exception of the program is raised here."""
    with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
        status = run([str(argument) for argument in arguments])
    return Result(status, out.getvalue(), err.getvalue())
