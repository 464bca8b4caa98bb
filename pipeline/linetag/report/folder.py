"""The output folder: written whole or not at all.

The files are written to a new folder; then the old one is renamed away, the new one renamed into its place,
and the old one removed. A run that was interrupted between these steps is finished by the next one. Only a
folder that linetag wrote (as its `findings.json` says) is ever replaced.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from linetag.findings import Finding, finding
from linetag.model import Origin

GENERATOR = "linetag"
MARKER = "findings.json"


def write_folder(out: Path, name: str, files: Mapping[str, bytes]) -> tuple[Path, tuple[Finding, ...]]:
    """Replace `out`/`name` by these files (relative name → content); findings if that is impossible."""
    target = out / name
    at = Origin(str(target), 1, 1)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _locked(out):
            _finish_interrupted(out, name)
            if not _ours(target):
                return target, (finding("O901", at, path=target),)
            try:
                for relative, content in files.items():
                    _write(_aside(out, name, "new"), relative, content)
                _swap(out, name)
            except OSError:
                _roll_back(out, name)
                raise
    except OSError as error:
        return target, (finding("O902", at, path=target, why=error.strerror or str(error)),)
    return target, ()


def _aside(out: Path, name: str, what: str) -> Path:
    return out / f".{name}.{what}"


def _write(folder: Path, relative: str, content: bytes) -> None:
    parts = PurePosixPath(relative)
    if parts.is_absolute() or ".." in parts.parts:
        raise ValueError(f"a file outside the output folder: {relative}")
    path = folder / parts
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _swap(out: Path, name: str) -> None:
    target, old = out / name, _aside(out, name, "old")
    if target.exists():
        target.rename(old)
    _aside(out, name, "new").rename(target)
    shutil.rmtree(old, ignore_errors=True)


def _roll_back(out: Path, name: str) -> None:
    """Put the previous result back as far as the system allows; otherwise the next run does it."""
    target, old = out / name, _aside(out, name, "old")
    with suppress(OSError):
        if old.exists() and not target.exists():
            old.rename(target)
    shutil.rmtree(_aside(out, name, "new"), ignore_errors=True)


def _finish_interrupted(out: Path, name: str) -> None:
    """Bring the folder into one of its two whole states after a run that was killed.

    The old folder is renamed away only when the new one is complete: so where it is away and
    nothing is in its place, the new one is complete too.
    """
    target, new, old = out / name, _aside(out, name, "new"), _aside(out, name, "old")
    if old.exists() and not target.exists():
        (new if new.exists() else old).rename(target)
    for leftover in (new, old):
        if leftover.is_dir() and not leftover.is_symlink():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)


def _ours(target: Path) -> bool:
    """Whether the folder may be replaced: it is not there, empty, or written by linetag."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return False
    if not target.exists() or not any(target.iterdir()):
        return True
    try:
        marker = json.loads((target / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(marker, dict) and str(marker.get("generator", "")).split(" ")[0] == GENERATOR


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Let one run at a time write into the folder, on systems that have such locks."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
