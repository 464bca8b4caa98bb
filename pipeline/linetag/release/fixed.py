"""Text in which columns are made of blanks: the tables of releases on wires and of old filings.

<TABLE>                                 marks of SGML are left out, <PAGE> begins a page
<CAPTION>
                      2005       2004
                   ---------  ---------   dashes are rules
<S>                <C>        <C>
Net sales ......   $   1,204  $   1,187   dot leaders are left out
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from linetag.model import Origin
from linetag.release import characters, layout, page_lines
from linetag.release.grids import Grid
from linetag.release.page_lines import PageLine, Word

_LETTER, _EM, _LINE = 60, 100, 120
"""The width of a letter, the height of letters, and the distance of lines."""

_WORD = re.compile(r"[^\s\f]+")
_PAGE = re.compile(r"\s*<PAGE>.*|.*\f.*", re.IGNORECASE)
_MARK = re.compile(r"</?(?:TABLE|CAPTION|S|C|FN|F[0-9]{1,2}|PAGE|PRE)>", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9][^0-9]*$")


def pieces(lines: Sequence[Origin]) -> Iterator[Origin | Grid]:
    """Return the lines of text, and the grids of the tables among them without their headings, in order."""
    printed = {line.line: line for line in lines}
    for part in layout.parts(list(page_lines.ruled(_page_lines(lines)))):
        yield printed[part.at.line] if isinstance(part, PageLine) else part


def _page_lines(lines: Iterable[Origin]) -> Iterator[PageLine]:
    page = 1
    for line in lines:
        page += _PAGE.match(line.text) is not None
        text = _MARK.sub(lambda match: " " * len(match[0]), characters.fold(line.text).expandtabs())
        words = [_word(line, match) for match in _WORD.finditer(text)]
        if fields := page_lines.fields(words, _EM):
            yield PageLine(line, fields, line.line * _LINE, _EM, page)


def _word(line: Origin, match: re.Match[str]) -> Word:
    text = match[0]
    digit = _DIGIT.search(text)
    end = match.start() + digit.start() + 1 if digit else match.end()
    origin = line._replace(column=line.column + match.start(), text=text)
    return Word(origin, _LETTER * match.start(), _LETTER * match.end(), _LETTER * end)
