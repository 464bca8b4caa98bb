"""Taxonomy packages as zips, the same bytes on every machine."""

from __future__ import annotations

from pathlib import Path

from linetag.taxonomy.package import open_package
from linetag.xbrl.write.package import stored_zip


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
