"""What ends a run from outside: streams that cannot be written, and faults of the program itself."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from linetag.cli.app import run

REFUSED, PIPE_CLOSED = 2, 141  # 141 is what a shell reports of a program that SIGPIPE ended
# What a write to a full or broken stream raises; the error of a file names the file as well.
_UNWRITABLE = {errno.ENOSPC, errno.EFBIG, errno.EIO, errno.EBADF, getattr(errno, "EDQUOT", errno.ENOSPC)}
# Records and facts live until the end: at the default threshold of 700 the collector walks them repeatedly.
_RARELY = 1_000_000


def guarded(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit status, whatever happens on the way."""
    if not _prepare_streams():
        _say("standard output is closed; redirect it to a file or to the null device instead")
        return REFUSED
    gc.set_threshold(_RARELY)
    try:
        status = run(arguments)
        sys.stdout.flush()
    except OSError as error:
        status = _refused(error)
    except Exception as error:  # noqa: BLE001 - the one place where a broken program is caught
        _say(f"internal error: {type(error).__name__}: {error}")
        _say("this is a fault of linetag, not of your input; please report it with the command")
        status = REFUSED
    gc.freeze()  # the process ends: there is no need to take every record apart
    return status


def _prepare_streams() -> bool:
    """Let both streams replace what their encoding lacks; return whether there is a stdout at all.

    Python sets a stream that was closed by the shell (`>&-`) to None; `print` then writes to the other one.
    """
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    return sys.stdout is not None


def _refused(error: OSError) -> int:
    """Say what the system refused; a reader that closed its end of a pipe needs no message."""
    if error.filename is not None:
        _say(f"{error.filename}: {error.strerror}")
        return REFUSED
    # Windows reports a closed pipe as an invalid argument
    closed = isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)
    if not closed and error.errno in _UNWRITABLE:
        _say(f"the output cannot be written: {error.strerror}")
    elif not closed:
        _say(f"the system refused to go on: {error.strerror or error}")
    _discard(sys.stdout)
    _discard(sys.stderr)
    return PIPE_CLOSED if closed else REFUSED


def _say(message: str) -> None:
    """Print a message on stderr, in which names of files give the terminal no orders."""
    shown = "".join(character if character.isprintable() else "?" for character in message)
    with suppress(OSError):  # stderr may be the stream that cannot be written
        print(f"linetag: {shown}", file=sys.stderr, flush=True)


def _discard(stream: TextIO) -> None:
    """Send what is still buffered to the null device: Python would complain about it at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
