"""The first folder of a filing: a release → a proposal that a person reviews, written whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from linetag.compose.addresses import TAGGED
from linetag.compose.draft import draft
from linetag.compose.update import UpdatedTables, updated
from linetag.findings import Finding, finding
from linetag.model import Origin
from linetag.propose.concepts import learnt
from linetag.propose.concepts.learnt import LearntPair
from linetag.propose.reading import read_statements, with_concepts
from linetag.propose.records import ReleaseReading, Statement
from linetag.release.read import read
from linetag.report.derived_json import derived_json
from linetag.report.proposals import SURE, sure
from linetag.report.reading_text import NAMES
from linetag.report.terminal_text import folded
from linetag.wording import counted


class ProposedFolder(NamedTuple):
    """The files of a folder by name, and what they come from."""

    files: Mapping[str, bytes]
    company: str
    reading: ReleaseReading
    sources: Mapping[str, tuple[str, ...]]


def propose(release: Path, learn: Path | None = None) -> tuple[ProposedFolder | None, tuple[Finding, ...]]:
    """Return the proposal for a release, or None where it has no statement. Findings of its reading.

    `learn` is a file of captions of the user's own reports (`linetag suggest --learn`), which come first.
    """
    pairs, learn_found = _learnt(learn)
    if learn_found:
        return None, learn_found
    document, findings = read(release)
    if document is None:
        return None, findings
    reading, questions = read_statements(document)
    findings = (*findings, *questions)
    if not any(statement.code in TAGGED for statement in reading.statements):
        return None, findings
    reading = learnt.preferred(with_concepts(reading), pairs)
    drafted = draft(document, reading)
    files = {name: text.encode() for name, text in drafted.files.items()}
    files["derived.json"] = derived_json(reading).encode()
    files[f"release{_suffix(release)}"] = release.read_bytes()
    return ProposedFolder(files, drafted.company, reading, {document.path: document.lines}), findings


def _learnt(path: Path | None) -> tuple[tuple[LearntPair, ...], tuple[Finding, ...]]:
    """The captions of the user's own reports; a file that is not there is a finding (F101)."""
    if path is None:
        return (), ()
    if not path.exists():
        return (), (finding("F101", Origin(str(path), 1, 1), path=path, why="it does not exist"),)
    return learnt.read(path)


def _suffix(release: Path) -> str:
    """The suffix of the copy: ".html", or ".html.gz"."""
    packed = release.suffix.lower() == ".gz"
    return "".join(release.suffixes[-2:] if packed else release.suffixes[-1:]).lower()


def write(proposed: ProposedFolder, folder: Path) -> tuple[Finding, ...]:
    """Write the folder, which must not exist; a finding (F190, F191) where that is impossible."""
    at = Origin(str(folder), 1, 1)
    try:
        if folder.is_symlink() or folder.exists():
            return (finding("F190", at, path=folder),)
        folder.parent.mkdir(parents=True, exist_ok=True)
        _write(proposed.files, {}, folder)
    except (OSError, ValueError) as error:  # ValueError: the path holds a NUL
        return (finding("F191", at, path=folder, why=getattr(error, "strerror", None) or str(error)),)
    return ()


def update(proposed: ProposedFolder, folder: Path) -> tuple[UpdatedTables | None, tuple[Finding, ...]]:
    """Put a new proposal into a folder that exists, and keep what a person has confirmed in it.

    `filing.toml` and whatever else is there stay; the release and `derived.json` are those of the proposal.
    Findings F100, F191, and those of its tables; then nothing is written.
    """
    at = Origin(str(folder), 1, 1)
    if not folder.is_dir() or folder.is_symlink():
        return None, (finding("F100", at, path=folder),)
    texts = {name: content.decode() for name, content in proposed.files.items() if name.endswith(".csv")}
    tables, found = updated(folder, texts["lines.csv"], texts.get("extension.csv", ""))
    if tables is None:
        return None, found
    files = {name: content for name, content in proposed.files.items() if name != "filing.toml"}
    files["lines.csv"] = tables.lines.encode()
    if tables.extension:
        files["extension.csv"] = tables.extension.encode()
    try:
        kept = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith("release.")
        }
        _write(files, kept, folder)
    except OSError as error:
        return None, (finding("F191", at, path=folder, why=error.strerror or str(error)),)
    return tables, ()


def _write(files: Mapping[str, bytes], kept: Mapping[str, bytes], folder: Path) -> None:
    """Write all files into a new folder, and put it into the place of the old one."""
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    old = new.with_suffix(".old")
    try:
        for name, content in {**kept, **files}.items():
            (new / name).write_bytes(content)
        new.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError:
        if old.exists() and not folder.exists():
            old.rename(folder)
        shutil.rmtree(new, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def account(proposed: ProposedFolder, folder: Path, room: int | None) -> Iterator[str]:
    """Yield what was found: a line for each statement, what to look at first, and the next commands."""
    for statement in proposed.reading.statements:
        if statement.code in TAGGED:
            yield f"{NAMES[statement.code]:22}{_found(statement)}"
    left = [NAMES[one.code].lower() for one in proposed.reading.statements if one.code not in TAGGED]
    if left:
        yield from folded(f"{'Not tagged yet':22}{', '.join(left)}", room, " " * 22)
    yield f"wrote    {folder}/ ({len(proposed.files)} files)"
    yield ""
    yield "Next:"
    named = proposed.company or "no name was found"
    yield from folded(
        f"  1. Complete {folder}/filing.toml: the company ({named}), its identifier and domain.",
        room,
        "     ",
    )
    least = f"confidence below {SURE}"
    yield from folded(
        f"  2. Open {folder}/lines.csv in a spreadsheet: look at the rows with a {least} first, correct"
        ' their concepts, and write "yes" in the column ok.',
        room,
        "     ",
    )
    yield f"  3. linetag build {folder}"


def _found(statement: Statement) -> str:
    lines = counted(len(statement.lines), "line", "lines")
    totals = counted(len(statement.sums), "total adds up", "totals add up")
    certain = sure((statement,))
    return f"{lines}, {totals}, {certain} of {len(statement.lines)} concepts sure"
