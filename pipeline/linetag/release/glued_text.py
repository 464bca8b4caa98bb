"""Lines as one text in which every word, figure and date stands apart, each with its place in the lines.

A table that was pasted into a paragraph has lost the borders of its cells: "December 31, 2024Current
assets:Cash$ 5,170". A mark is put between the pieces that the letters show to have been cells of their own.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from linetag.model import Origin
from linetag.release import characters

BORDER = "\x1f"
"""The mark between pieces of text that were cells of their own: white space to regular expressions."""

_GLUE = re.compile(
    r"""(?<=[a-z]{4})(?=[A-Z][a-z]{2})                # equity|Total
    | (?<=[0-9)%—–])(?=[A-Z][a-z]|[A-Z]{3})           # 2024|Revenue, (200)|Other
    | (?<=\s-)(?=[A-Z][a-z]{2})                       # - -|Lease
    | (?<=[0-9])(?=[a-z]{4})                          # 2024|diluted
    | (?<=[a-z]{2})(?=\(?[$¥€£]?[0-9])                # outstanding|25,704,310
    | (?<=[A-Z]{4})(?=\(?[$¥€£]?[0-9])                # ASSETS|15,924
    | (?<=[a-z]{2}\.)(?=\(?[$¥€£]?[0-9])              # Inc.|1,361
    | (?<=[A-Za-z)])(?=[$¥€£])                        # equivalents|$ 7
    | (?<=[A-Za-z]{4})(?=\((?:[a-z]+\s|[A-Z][a-z]+[)\s])) # Information|(amounts in, OPERATIONS|(Unaudited)
    | (?<=\))(?=[A-Za-z(])                            # (Unaudited)|(In thousands)
    | (?<=[A-Za-z]\.)(?=[A-Z][A-Za-z]{3})             # INC.|BALANCE SHEETS
    | (?<=[A-Z]{4})(?=(?:CONDENSED|CONSOLIDATED)\b)    # SUBSIDIARIES|CONSOLIDATED
    | (?<=:)(?=[A-Z])                                 # Current assets:|Cash""",
    re.VERBOSE,
)
_YEARS = re.compile(r"(?<![0-9,.])(?:(?:19|20)[0-9]{2}){2,}(?![0-9,.])")
_YEAR_LENGTH = 4
_CELLS = re.compile(rf"{BORDER}|\n|[ ]{{3,}}")


@dataclass(frozen=True, slots=True)
class GluedText:
    """The text of lines, folded (`characters.fold`), with borders between glued pieces.

    `offsets` are the places of its characters in the lines joined by line feeds, `starts` those of the lines.
    """

    text: str
    lines: tuple[Origin, ...]
    offsets: tuple[int, ...]
    starts: tuple[int, ...]

    def at(self, start: int, end: int) -> Origin:
        """Return the place of text[start:end], its text as printed with white space folded."""
        piece = self.text[start:end]
        start, end = start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
        first = self.offsets[min(start, len(self.offsets) - 1)]
        last = self.offsets[end - 1] + 1 if end > start else first
        index, stop = self._line(first), self._line(max(first, last - 1)) + 1
        printed = [
            line.text[max(first - begin, 0) : max(last - begin, 0)]
            for line, begin in zip(self.lines[index:stop], self.starts[index:stop], strict=True)
        ]
        line = self.lines[index]
        return line._replace(
            column=line.column + first - self.starts[index], text=" ".join(" ".join(printed).split())
        )

    def cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the pieces of text[start:end] that borders, lines and wide space separate."""
        position = start
        for match in (*_CELLS.finditer(self.text, start, end), None):
            stop = match.start() if match else end
            if self.text[position:stop].strip():
                yield position, stop
            position = match.end() if match else end

    def _line(self, offset: int) -> int:
        return bisect.bisect_right(self.starts, offset) - 1


def glued(lines: Sequence[Origin]) -> GluedText:
    """Return the lines, each with its text as printed, as one text."""
    joined = characters.fold("\n".join(line.text for line in lines))
    borders = {match.start() for match in _GLUE.finditer(joined)}
    for match in _YEARS.finditer(joined):
        borders.update(range(match.start() + _YEAR_LENGTH, match.end(), _YEAR_LENGTH))
    pieces: list[str] = []
    offsets: list[int] = []
    position = 0
    for border in (*sorted(borders), len(joined)):
        pieces += [joined[position:border], BORDER]
        offsets += [*range(position, border), border]
        position = border
    starts = accumulate((len(line.text) + 1 for line in lines[:-1]), initial=0)
    return GluedText("".join(pieces), tuple(lines), tuple(offsets), tuple(starts))
