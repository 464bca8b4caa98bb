"""The lines of a document, found when they are needed: few are, and a document may be large."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import overload

_BLOCK = 1 << 13
# The bytes of UTF-8 that begin no character.
_CONTINUING = bytes(range(0x80, 0xC0))
# So many lines are kept as text: the next excerpt is likely to show the same ones.
_KEPT = 4


class Lines(Sequence[str]):
    """Lines as text, and where they start; line breaks are counted by block, once."""

    def __init__(self, data: bytes) -> None:
        """Of a document in UTF-8; what is not stands as U+FFFD."""
        self._data = data
        counts = (data.count(b"\n", at, at + _BLOCK) for at in range(0, len(data), _BLOCK))
        self._breaks = [0, *accumulate(counts)]
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        """How many there are, the last of which may be empty."""
        return self._breaks[-1] + 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        """The text of a line, counted from 0."""
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        return self._text(range(len(self))[index])

    def _text(self, index: int) -> str:
        found = self._texts.get(index)
        if found is None:
            if len(self._texts) == _KEPT:
                self._texts.clear()
            line = self._data[self.start(index + 1) : self.start(index + 2) - 1]
            found = self._texts[index] = line.decode("utf-8", "replace")
        return found

    def start(self, number: int) -> int:
        """The offset at which a line begins, counted from 1; one past the end for the line after the last."""
        if number > len(self):
            return len(self._data) + 1
        before = number - 1  # line breaks
        if before <= 0:
            return 0
        block = bisect_left(self._breaks, before) - 1
        end = min((block + 1) * _BLOCK, len(self._data))
        rest = self._data[block * _BLOCK : end].split(b"\n", before - self._breaks[block])[-1]
        return end - len(rest)

    def column(self, at: int) -> int:
        """The number of the character, from 1, that begins at an offset, on its line."""
        start = self.start(self.number(at))
        first, last = start // _BLOCK + 1, at // _BLOCK
        if first > last:
            return self._length(start, at) + 1
        between = self._lengths[last] - self._lengths[first]
        return self._length(start, first * _BLOCK) + between + self._length(last * _BLOCK, at) + 1

    @cached_property
    def _lengths(self) -> list[int]:
        """The characters before each block, counted when one line is longer than a block."""
        ends = range(_BLOCK, len(self._data) + _BLOCK, _BLOCK)
        return [0, *accumulate(self._length(end - _BLOCK, end) for end in ends)]

    def _length(self, start: int, end: int) -> int:
        """How many characters begin between two offsets."""
        return len(self._data[start:end].translate(None, _CONTINUING))

    def number(self, at: int) -> int:
        """The number of the line, from 1, on which the byte at an offset stands."""
        block = at // _BLOCK
        return self._breaks[block] + self._data.count(b"\n", block * _BLOCK, at) + 1
