"""Accepted findings: ids that stay the same from run to run, and the CSV file that lists them."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linetag.findings import Finding, finding
from linetag.model import Origin

if TYPE_CHECKING:
    from linetag.report.result import Result

COLUMNS = ("id", "report", "severity", "code", "message", "reason")
_DIGITS = 10


class BaselineEntry(NamedTuple):
    """A row of the file: a finding by its id, what it is for a reader, and why it is accepted."""

    id: str
    report: str
    severity: str
    code: str
    message: str
    reason: str = ""


def identified(result: Result, accepted: AbstractSet[str] = frozenset()) -> Result:
    """Return a result whose findings have ids, and are marked as accepted where the id is among these.

    An id follows from the name of the report, the code and the message, with its figures: it survives other
    lines, other findings and another folder, and it changes when the figures do.
    """
    if not result.findings:
        return result
    from hashlib import sha256  # noqa: PLC0415 - it takes as long as reading a small report

    name, folder = posixpath.basename(result.path), posixpath.dirname(result.path)
    seen: Counter[str] = Counter()
    found: list[Finding] = []
    for item in result.findings:
        message = item.message.replace(f"{folder}/", "") if folder else item.message
        text = f"{name}\n{item.code}\n{message}"
        seen[text] += 1
        if seen[text] > 1:
            text = f"{text}\n{seen[text]}"
        id_ = sha256(text.encode(errors="backslashreplace")).hexdigest()[:_DIGITS]
        found.append(item._replace(id=id_, accepted=id_ in accepted))
    return result._replace(findings=tuple(found))


def entries(result: Result) -> tuple[BaselineEntry, ...]:
    """Return the errors and warnings of a result with ids as rows of the file."""
    name = posixpath.basename(result.path)
    return tuple(
        BaselineEntry(item.id, name, item.severity, item.code, item.message)
        for item in result.findings
        if item.severity != "note"
    )


def read_baseline(path: Path) -> tuple[Mapping[str, BaselineEntry], tuple[Finding, ...]]:
    """Return the accepted findings of a file by their ids; findings where it cannot be read (F101-F114)."""
    from linetag.inputs.tables import read_table  # noqa: PLC0415 - only who has accepted findings pays for it

    rows, found = read_table(path, str(path), COLUMNS)
    known = (BaselineEntry(*(row[column] for column in COLUMNS)) for row in rows)
    return {entry.id: entry for entry in known}, found


def write_baseline(
    path: Path, found: Iterable[BaselineEntry], before: Mapping[str, BaselineEntry]
) -> tuple[Finding, ...]:
    """Write the rows into a file, with the reasons that were given before; a finding where that fails."""
    import csv  # noqa: PLC0415 - only who writes accepted findings pays for it
    import io  # noqa: PLC0415

    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(COLUMNS)
    for entry in found:
        reason = before[entry.id].reason if entry.id in before else ""
        table.writerow(entry._replace(reason=reason))
    try:
        path.write_text(written.getvalue(), "utf-8", errors="backslashreplace", newline="")
    except OSError as error:
        return (finding("O903", Origin(str(path), 1, 1), path=path, why=error.strerror or str(error)),)
    return ()


def lost(before: Mapping[str, BaselineEntry], found: Sequence[BaselineEntry]) -> Sequence[BaselineEntry]:
    """Return the accepted findings that this run has not found again."""
    again = {entry.id for entry in found}
    return [entry for entry in before.values() if entry.id not in again]
