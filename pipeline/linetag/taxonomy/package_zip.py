"""Taxonomy packages as zips, the same bytes on every machine."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from linetag.taxonomy.package import open_package


def write_package_zip(folder: Path) -> tuple[str, bytes]:
    """A package folder as (name of the zip, bytes): the published files, not the author's tables.

    Equal files give equal bytes on every machine: fixed dates, fixed order, and nothing deflated,
    since compression libraries differ.
    """
    with open_package(folder) as (package, _):
        version = package.version if package else ""
    top = f"{folder.resolve().name}-{version}" if version else folder.resolve().name
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.relative_to(folder).parts[0] in ("META-INF", version)
    }
    return f"{top}.zip", stored_zip({f"{top}/{name}": content for name, content in files.items()})


def stored_zip(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by path: fixed dates, ordered by path, nothing deflated."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
