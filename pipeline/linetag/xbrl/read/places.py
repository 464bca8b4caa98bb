"""Where facts stand in the source: looked up only for what is shown."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from linetag.model import Fact, Origin

# How far before the end of a start tag, whose line the parser knows, it may begin.
_LONGEST_TAG = 4_096
_LONGEST_TEXT = 200


@dataclass(slots=True)
class Documents:
    """The documents of a report: shown paths, and their bytes."""

    paths: tuple[str, ...]
    data: tuple[bytes, ...]
    _starts: dict[int, list[int]] = field(default_factory=dict)

    def lines(self, path: str) -> Sequence[str]:
        """The lines of a document, for excerpts."""
        if path not in self.paths:
            return ()
        return self.data[self.paths.index(path)].decode("utf-8", errors="replace").splitlines()

    def located(self, fact: Fact) -> Fact:
        """The fact with its place as its origin."""
        if fact.origins:
            return fact
        return replace(
            fact, origins=(self.place(fact.document, fact.line, fact.id, fact.context, fact.concept.local),)
        )

    def place(self, document: int, line: int, id_: str = "", context: str = "", local: str = "") -> Origin:
        """The value of the fact whose start tag ends on the line, or the beginning of the line."""
        path, data, starts = self.paths[document], self.data[document], self._lines(document)
        if not 0 < line < len(starts):
            return Origin(path, max(line, 1), 1)
        begin, end = starts[line - 1], starts[line]
        tag = self._tag(data[max(0, begin - _LONGEST_TAG) : end], end - begin, id_, context, local)
        if tag is None:
            return Origin(path, line, 1)
        first, stop = (max(0, begin - _LONGEST_TAG) + offset for offset in tag)
        text = data[stop : max(data.find(b"<", stop), stop)]
        value = text.strip()
        at = stop + len(text) - len(text.lstrip()) if value else first
        row = bisect_right(starts, at)
        column = len(data[starts[row - 1] : at].decode("utf-8", errors="replace")) + 1
        printed = value.decode("utf-8", errors="replace").partition("\n")[0]
        return Origin(path, row, column, printed[:_LONGEST_TEXT])

    def _tag(self, data: bytes, size: int, id_: str, context: str, local: str) -> tuple[int, int] | None:
        """Where the start tag that has the id, or name and context, begins and, in the last line, ends."""
        searches = [(b"id", id_)] if not id_.startswith("#") else []
        for attribute, value in (*searches, (b"contextRef", context)):
            quoted = re.escape(value.encode("utf-8", errors="replace"))
            for match in re.finditer(
                rb"<[^<>]*\s" + attribute + rb"\s*=\s*[\"']" + quoted + rb"[\"'][^<>]*>", data
            ):
                right = attribute == b"id" or local.encode("utf-8", errors="replace") in match[0]
                if value and right and match.end() > len(data) - size:
                    return match.start(), match.end()
        return None

    def _lines(self, document: int) -> list[int]:
        """Where each line starts, and at last where the document ends."""
        starts = self._starts.get(document)
        if starts is None:
            data = self.data[document]
            starts = [0, *(match.end() for match in re.finditer(b"\n", data)), len(data)]
            self._starts[document] = starts
        return starts
