"""The one way into a release: its content, then the suffix of its name, decide which reader reads it."""

from __future__ import annotations

import re
from pathlib import Path

from linetag.findings import Finding
from linetag.release.records import Document

# A page says what it is near its beginning. The <TABLE> of old text filings is no HTML, a cell of it is.
_HTML = re.compile(rb"<(!doctype\s+html|html|head|body|td|div|p)\b", re.IGNORECASE)
_HTML_SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
_SEPARATED_SUFFIXES = frozenset({".csv", ".tsv"})
_LOOKED_AT = 65_536
_PDF, _MARK_WITHIN = b"%PDF-", 1024


def read(path: Path, name: str | None = None) -> tuple[Document | None, tuple[Finding, ...]]:
    """Return the release at `path`, or None if it cannot be read at all, with the findings of its reader.

    `name` is the path that places show; by default it is `path`. Files without any of the known forms are
    read as text, whose reader says what is wrong with them.
    """
    beginning = _beginning(path)
    if _PDF in beginning[:_MARK_WITHIN] or path.suffix.lower() == ".pdf":
        from linetag.release import pdf  # noqa: PLC0415 - text does not wait for the library of PDF

        return pdf.read(path, name)
    if path.suffix.lower() in _HTML_SUFFIXES or _HTML.search(beginning):
        from linetag.release import html  # noqa: PLC0415 - text does not wait for the parser of HTML

        return html.read(path, name)
    if beginning.startswith(b"PK"):
        from linetag.release import docx, xlsx  # noqa: PLC0415 - as above

        return docx.read(path, name) if path.suffix == ".docx" else xlsx.read(path, name)
    if path.suffix.lower() in _SEPARATED_SUFFIXES:
        from linetag.release import delimited  # noqa: PLC0415 - as above

        return delimited.read(path, name)
    from linetag.release import text  # noqa: PLC0415 - as above

    return text.read(path, name)


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a regular file, nothing of any other: the reader reports those."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_LOOKED_AT).replace(b"\0", b"")  # so that UTF-16 is seen as well
    except (OSError, ValueError):
        return b""
