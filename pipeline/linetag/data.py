"""Where the data that travels with the program is: taxonomies, templates, samples."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The folder "taxonomy" or "templates": inside an installed wheel, or of the checkout."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


def table(room: str, name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a CSV file in a folder, such as ("taxonomy", "tse/items.csv").

    The files are ours: one that cannot be read means a broken installation, and raises.
    """
    with (folder(room) / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def embedded_taxonomy() -> Path:
    """Return the folder of the embedded base taxonomy: its first edition, and the tables of all editions."""
    return folder("taxonomy") / "us-gaap-style"


def sample(name: str = "iij-2012q2") -> Path:
    """The embedded filing folder."""
    return _PACKAGE / "samples" / name
