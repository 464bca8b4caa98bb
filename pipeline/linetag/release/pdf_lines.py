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

_TWICE = 15
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
    for letter in letters:
        if word and (not letter.em or letter.turn != turn or _is_apart(word[-1], letter)):
            yield _Run(tuple(word))
            word = []
        if letter.em and letter.turn == turn:
            places = seen[letter.text, 100 * letter.baseline // letter.em // _STEP]
            if not any(100 * abs(place - letter.left) < _TWICE * letter.em for place in places[-8:]):
                places.append(letter.left)
                word.append(letter)
    if word:
        yield _Run(tuple(word))


def _is_apart(before: Letter, letter: Letter) -> bool:
    gap, em = letter.left - before.right, max(before.em, letter.em)
    level = (
        100 * abs(letter.baseline - before.baseline) <= _STEP * em and 100 * before.em > _SMALL * letter.em
    )
    return not level or not -_BACK * em < 100 * gap < _GAP * em


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
    return [sorted(row, key=lambda run: run.left) for row in _levels([*large, *lowered])]


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
    em = median_low(run.em for run in row)
    return PageLine(at._replace(text=text), page_lines.fields(words, em), row[0].baseline, em, at.part.number)


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
