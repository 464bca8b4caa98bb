"""A submission to TDnet: a summary and the statements that are attached to it (TSE.md A2)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from linetag.xbrl.files import Files
from linetag.xbrl.read.inline import read_inline
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.sources import Source, open_files, sources


def statements(summary: Source) -> tuple[Instance, ...]:
    """The statements attached to the summary in the same submission; none where it was given alone."""
    folder = posixpath.dirname(summary.documents[0])
    if posixpath.basename(folder) != "Summary":
        return ()
    attached = f"{posixpath.dirname(folder)}/Attachment/"
    with _whole(summary.files, attached) as files:
        reports = sources(files, files.name)[0] if _has(files, attached) else ()
        own = (report for report in reports if report.inline and report.documents[0].startswith(attached))
        return tuple(instance for report in own for instance in _read(files, report))


def _has(files: Files, folder: str) -> bool:
    return any(address.startswith(folder) for address in files.addresses)


@contextmanager
def _whole(files: Files, folder: str) -> Iterator[Files]:
    """All files of the submission; a report in a folder was opened with its own documents only."""
    path = Path(files.name)
    if _has(files, folder) or not path.is_dir():
        yield files
        return
    with open_files(path) as (opened, _):
        yield opened or files


def _read(files: Files, report: Source) -> tuple[Instance, ...]:
    documents = [(files.read(address), files.shown(address), address) for address in report.documents]
    readable = [(data, shown, address) for data, shown, address in documents if data is not None]
    return read_inline(readable)[0] if len(readable) == len(documents) else ()
