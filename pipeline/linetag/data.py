"""Where the data that travels with the program is: taxonomies, templates, samples."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder "taxonomy" or "templates": inside an installed wheel, or of the checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def sample(name: str = "iij-2012q2") -> Path:
    """The embedded filing folder."""
    return _PACKAGE / "samples" / name
