"""Letters of a page of a PDF → its lines: words by gaps, lines by baselines, rules between them."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple

from linetag.model import Origin
from linetag.release import characters, page_lines
from linetag.release.page_lines import DrawnRule, PageLine, Word
from linetag.release.pdfium import DrawnLine, Letter

_GAP, _BACK, _STEP = 30, 50, 25
"""The gap before a new word, how far letters of a word may overlap, and how far the baselines of a line may
differ, in hundredths of the height of letters."""

_NARROW_GAP, _TWICE = 12, 15
"""The gap that divides words where a blank is; programs assume blanks where letters only move closer; and
how far the second printing of a bold letter may be moved, in hundredths of the height of letters."""

_LIGATURE = "ft"
"""Letters that come twice in a ligature, where both have the same place: "ff", "tt"."""

_SMALL, _RAISED = 80, 65
_LEVEL, _JOINED_RULES, _DOUBLE = 100, 300, 400


class _Run(NamedTuple):
    """Letters of one word."""

    letters: tuple[Letter, ...]

    @property
    def text(self) -> str:
        return "".join(letter.text for letter in self.letters)

    @property
    def left(self) -> int:
        return self.letters[0].left

    @property
    def right(self) -> int:
        return self.letters[-1].right

    @property
    def em(self) -> int:
        return max(letter.em for letter in self.letters)

    @property
    def baseline(self) -> int:
        return self.letters[0].baseline


def lines(letters: Sequence[Letter], drawn: Sequence[DrawnLine], at: Origin) -> list[PageLine]:
    """Return the lines of a page; `at` is the page. Text that is turned follows the other text."""
    turns = Counter(letter.turn for letter in letters if letter.em)
    found: list[PageLine] = []
    for turn, _ in turns.most_common():
        rows = _rows(list(_runs(letters, turn)))
        printed = [
            _page_line(row, at._replace(line=number)) for number, row in enumerate(rows, len(found) + 1)
        ]
        found += _with_rules([line for line in printed if line.fields], [] if turn else _rules(drawn))
    return found


# --- words ----------------------------------------------------------------------------------------


def _runs(letters: Iterable[Letter], turn: int) -> Iterator[_Run]:
    """The words of the text that is turned so; letters printed twice for weight are taken once."""
    seen: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    word: list[Letter] = []
    blank = False
    for letter, after in pairwise((*letters, None)):
        if letter is None or not letter.em:
            blank = True
            continue
        least = _NARROW_GAP if blank else _GAP
        if word and (letter.turn != turn or _is_apart(word[-1], letter, after, least)):
            yield _Run(tuple(word))
            word = []
        blank = False
        if letter.turn == turn:
            places = seen[letter.text, 100 * letter.baseline // letter.em // _STEP]
            twice = any(100 * abs(place - letter.left) < _TWICE * letter.em for place in places[-8:])
            if not twice or (word and letter.text in _LIGATURE and _is_same_place(word[-1], letter)):
                places.append(letter.left)
                word.append(letter)
    if word:
        yield _Run(tuple(word))


def _is_apart(before: Letter, letter: Letter, after: Letter | None, least: int) -> bool:
    """Whether a letter begins a new word: on another level, behind a gap, or behind a lone small one.

    `least` is the gap that divides words; where a blank is printed or assumed, a small one does.
    """
    if _is_same_place(before, letter):
        return False  # two letters of a ligature
    gap, em = letter.left - before.right, max(before.em, letter.em)
    level = (
        100 * abs(letter.baseline - before.baseline) <= _STEP * em and 100 * before.em > _SMALL * letter.em
    )
    if not level or not -_BACK * em < 100 * gap < least * em:
        return True
    if 100 * gap < _NARROW_GAP * em or not (before.text.isalpha() and letter.text.isalpha()):
        return False
    return after is not None and after.em > 0 and 3 * (after.left - letter.right) < gap


def _is_same_place(first: Letter, second: Letter) -> bool:
    return (first.left, first.right, first.baseline) == (second.left, second.right, second.baseline)


# --- lines ----------------------------------------------------------------------------------------


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """The words in lines, from left to right; raised marks stand in the line of the word before them."""
    usual = median_low(run.em for run in runs)
    large = [run for run in runs if 100 * run.em >= _SMALL * usual]
    small = [run for run in runs if 100 * run.em < _SMALL * usual]
    levels = _levels(large)
    baselines = [row[0].baseline for row in levels]
    lowered = []
    for run in small:
        after = bisect.bisect_right(baselines, run.baseline)
        row = levels[after] if after < len(levels) else []
        lowered.append(_lowered(run, row[0].baseline) if row and _is_raised(run, row) else run)
    return [_joined(sorted(row, key=lambda run: run.left)) for row in _levels([*large, *lowered])]


def _joined(row: Iterable[_Run]) -> list[_Run]:
    """The words of a line, those that are printed as two pieces whole: "de" and "velopment"."""
    found: list[_Run] = []
    for run in row:
        before = found[-1] if found else None
        if before and _is_rest(before, run):
            found[-1] = _Run((*before.letters, *run.letters))
        else:
            found.append(run)
    return found


def _is_rest(first: _Run, second: _Run) -> bool:
    """Whether two pieces are one word: letters of one size on one level without a gap."""
    letters = first.letters[-1].text.isalpha() and second.letters[0].text.isalpha()
    same = first.em == second.em and first.baseline == second.baseline
    return letters and same and 100 * abs(second.left - first.right) < _NARROW_GAP * first.em


def _levels(runs: Iterable[_Run]) -> list[list[_Run]]:
    """The words in lines from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if rows and 100 * (run.baseline - rows[-1][0].baseline) <= _STEP * max(run.em, rows[-1][0].em):
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _is_raised(run: _Run, row: Sequence[_Run]) -> bool:
    """Whether a small word stands a little above a line, directly behind one of its words."""
    em = row[0].em
    near = 100 * (row[0].baseline - run.baseline) <= _RAISED * em
    return near and any(100 * abs(run.left - word.right) <= _GAP * em for word in row)


def _lowered(run: _Run, baseline: int) -> _Run:
    """A raised mark on the baseline of its line, its digits those of a superscript."""
    text = characters.raised(run.text)
    return _Run(
        tuple(
            letter._replace(text=mark, baseline=baseline)
            for letter, mark in zip(run.letters, text, strict=True)
        )
    )


def _page_line(row: Sequence[_Run], at: Origin) -> PageLine:
    text = " ".join(run.text for run in row)
    words: list[Word] = []
    column = 1
    for run in row:
        digits = [letter.right for letter in run.letters if letter.text.isdigit()]
        bold = all(letter.bold for letter in run.letters)
        origin = at._replace(column=column, text=run.text)
        words.append(Word(origin, run.left, run.right, digits[-1] if digits else run.right, bold))
        column += len(run.text) + 1
    return page_lines.line(at._replace(text=text), words, row[0].baseline, median_low(run.em for run in row))


# --- rules ----------------------------------------------------------------------------------------


def _rules(drawn: Sequence[DrawnLine]) -> list[tuple[int, DrawnRule]]:
    """The rules from top to bottom, each with its place; pieces on a level are one, two close ones double."""
    whole: list[DrawnLine] = []
    for line in sorted(drawn, key=lambda line: (line.top // _LEVEL, line.left)):
        last = whole[-1] if whole else None
        if last and last.top // _LEVEL == line.top // _LEVEL and line.left - last.right <= _JOINED_RULES:
            whole[-1] = last._replace(right=max(last.right, line.right))
        else:
            whole.append(line)
    double = {
        first
        for line, after in pairwise(sorted(whole, key=lambda line: (line.left, line.top)))
        if after.top - line.top <= _DOUBLE and line.left < after.right and after.left < line.right
        for first in (line, after)
    }
    return [(line.top, DrawnRule(line.left, line.right, line in double)) for line in whole]


def _with_rules(lines: Sequence[PageLine], rules: Sequence[tuple[int, DrawnRule]]) -> Iterator[PageLine]:
    """The lines with the rules between them and the lines above."""
    index = 0
    for line in lines:
        over: list[DrawnRule] = []
        while index < len(rules) and rules[index][0] < line.top:
            over.append(rules[index][1])
            index += 1
        yield line._replace(rules=tuple(over))
