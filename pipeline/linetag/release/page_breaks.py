"""Lines of a PDF that the end of a page cuts in two: programs that print pages leave a part on either page.

The upper halves of the letters stand at the end of one page and the lower halves at the top of the next, and
what has only one half ("," or "—") stands on one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from linetag.release.pdfium import Letter, Page

_SAME = 80
_BLANK, _LEVEL, _CLOSE = 15, 30, 20
_BLANK_LETTER = Letter(" ", 0, 0, 0, 0, bold=False, turn=0)


def mended(pages: Iterable[tuple[int, Page]]) -> Iterator[tuple[int, Page]]:
    """Return the pages with their numbers, lines that are cut in two whole on the first of their pages."""
    before: tuple[int, Page] | None = None
    for number, page in pages:
        now = page
        if before is not None:
            first, now = _mended(before[1], page)
            yield before[0], first
        before = (number, now)
    if before is not None:
        yield before


def _mended(first: Page, second: Page) -> tuple[Page, Page]:
    last, top = _line(first.letters, last=True), _line(second.letters, last=False)
    if not last or not top or not _is_same(last, top):
        return first, second
    baseline = last[0].baseline
    lower = [letter._replace(baseline=baseline) for letter in top if not _is_in(letter, last)]
    whole = _with_blanks(sorted([*last, *lower], key=lambda letter: letter.left))
    upper = tuple(letter for letter in first.letters if letter not in set(last))
    rest = tuple(letter for letter in second.letters if letter not in set(top))
    return first._replace(letters=(*upper, *whole)), second._replace(letters=rest)


def _line(letters: Sequence[Letter], *, last: bool) -> list[Letter]:
    """The letters of the first or last line of a page."""
    printed = [letter for letter in letters if letter.em and not letter.turn]
    if not printed:
        return []
    edge = max(printed, key=lambda letter: letter.baseline if last else -letter.baseline)
    return [letter for letter in printed if 100 * abs(letter.baseline - edge.baseline) <= _LEVEL * edge.em]


def _is_same(last: Sequence[Letter], top: Sequence[Letter]) -> bool:
    same = sum(_is_in(letter, last) for letter in top)
    fewer = min(len(last), len(top))
    return 100 * same >= _SAME * fewer


def _is_in(letter: Letter, line: Iterable[Letter]) -> bool:
    return any(
        other.text == letter.text and 100 * abs(other.left - letter.left) <= _CLOSE * letter.em
        for other in line
    )


def _with_blanks(line: Iterable[Letter]) -> Iterator[Letter]:
    """The letters of a line, blanks in its gaps and around it."""
    before: Letter | None = None
    for letter in line:
        if before is None or 100 * (letter.left - before.right) > _BLANK * letter.em:
            yield _BLANK_LETTER
        yield letter
        before = letter
    yield _BLANK_LETTER
