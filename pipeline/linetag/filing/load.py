"""A filing folder → one frozen `Filing`, with every defect of its files as a finding."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from linetag.filing import company
from linetag.filing.company import WrittenFiling
from linetag.filing.line_items import read_mapping, read_rollups
from linetag.filing.lines import read_lines
from linetag.filing.names import repeated
from linetag.filing.records import Decision, Filing
from linetag.filing.settings import parse
from linetag.findings import Finding, finding
from linetag.inputs.tables import read_text
from linetag.model import Origin
from linetag.taxonomy.declarations import read_extension

if TYPE_CHECKING:
    from pathlib import Path


LINES = "lines.csv"

# These lose a whole file. Findings that follow from the loss would only hide its cause.
_UNREADABLE = frozenset(("F101", "F102", "F103", "F110", "F111", "F113", "F114"))


def load(folder: Path) -> tuple[Filing | None, tuple[Finding, ...]]:
    """Return the filing in `folder`, or None when one of its files cannot be read as what it is.

    Places are relative to the folder, so that messages and output do not depend on where it is.
    """
    if no_folder := _no_folder(folder):
        return None, (no_folder,)
    text, found = read_text(folder / "filing.toml", "filing.toml")
    filing, found = (None, found) if text is None else parse(text, "filing.toml", folder.resolve().name)
    mapping, mapping_found = read_mapping(folder / "mapping.csv", "mapping.csv")
    rollups, rollup_found = read_rollups(folder / "rollup.csv", "rollup.csv")
    extension, extension_found = read_extension(folder / "extension.csv", "extension.csv")
    everything = (*found, *mapping_found, *rollup_found, *extension_found)
    if filing is None:
        return None, everything
    filing = replace(filing, mapping=mapping, rollups=rollups, extension=extension)
    everything = (*everything, *_repeated(filing), *_references(filing))
    unreadable = any(item.code in _UNREADABLE for item in everything)
    return None if unreadable else filing, everything


def load_written(folder: Path) -> tuple[WrittenFiling | None, tuple[Finding, ...]]:
    """Return what a folder with `lines.csv` says, or None when one of its files cannot be read.

    `extension.csv` may be missing.
    """
    text, found = read_text(folder / "filing.toml", "filing.toml")
    written, found = (
        (None, found) if text is None else company.parse(text, "filing.toml", folder.resolve().name)
    )
    lines, line_found = read_lines(folder / LINES, LINES)
    own = folder / "extension.csv"
    labels = [f"label_{language}" for language in written.company.languages] if written else []
    extension, extension_found = read_extension(own, own.name, labels) if own.exists() else ((), ())
    everything = (*found, *line_found, *extension_found)
    if written is None or any(item.code in _UNREADABLE for item in everything):
        return None, everything
    return replace(written, lines=lines, extension=extension), everything


def has_lines(folder: Path) -> bool:
    """Whether a folder says with `lines.csv` which line has which concept."""
    try:
        return (folder / LINES).exists()
    except (OSError, ValueError):  # too long a name, or a NUL in the path
        return False


def release_in(folder: Path) -> tuple[Path | None, tuple[Finding, ...]]:
    """Return the release of a folder: its one file called "release" with any suffix. Findings F158."""
    files = sorted(path for path in folder.glob("release.*") if path.is_file())
    if len(files) == 1:
        return files[0], ()
    names = ", ".join(path.name for path in files) or "none"
    return None, (finding("F158", Origin(str(folder), 1, 1), path=folder, names=names),)


def _no_folder(folder: Path) -> Finding | None:
    start = Origin(str(folder), 1, 1)
    try:
        if stat.S_ISDIR(folder.stat().st_mode):
            return None
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError) as error:  # too long a name, no permission, or a NUL in the path
        return finding("F101", start, path=folder, why=getattr(error, "strerror", None) or str(error))
    return finding("F100", start, path=folder)


def _references(filing: Filing) -> Iterator[Finding]:
    """Names that one file uses and another must define."""
    codes = {statement.code for statement in filing.statements}
    groups = {table.rows for table in filing.release.tables}
    names = {table.name for table in filing.release.tables}
    used = (
        *((rollup.origin, "statement", rollup.statement, codes) for rollup in filing.rollups),
        *((row.origin, "statement", row.statement, codes) for row in filing.mapping),
        *((row.origin, "rows", row.rows, groups) for row in filing.mapping),
        *((decision.origin, "table", decision.table, names) for decision in filing.release.decisions),
    )
    for origin, what, name, known in used:
        if name not in known:
            yield finding("F132", origin, what=what, name=name, known=", ".join(sorted(known)))


def _repeated(filing: Filing) -> Iterator[Finding]:
    """Names that must be unique in `filing.toml` and are not."""
    named = (
        *((("the prefix", base.prefix), base.origin) for base in filing.bases),
        *((("the statement", statement.code), statement.origin) for statement in filing.statements),
        *((("the role", statement.role), statement.origin) for statement in filing.statements),
        *((("the table", table.name), table.origin) for table in filing.release.tables),
        *((("the decision on", _cell(decision)), decision.origin) for decision in filing.release.decisions),
    )
    for (what, name), origin, first in repeated(named):
        yield finding("F124", origin, related=(first,), what=what, name=name)


def _cell(decision: Decision) -> str:
    path = (decision.table, *decision.section, decision.label, decision.lead, decision.concept)
    return " > ".join(part for part in (*path, str(decision.column or "")) if part)
