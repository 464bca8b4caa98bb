"""Paragraphs of a Word document: their text as it is printed, and how (ECMA-376 part 1, section 17.3).

Tracked insertions are read and deletions left out, as if all changes were accepted; so is hidden text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from linetag.release import characters
from linetag.release.packages import attribute, is_on, local

_DELETED = frozenset({"del", "moveFrom"})
_NOT_PRINTED = frozenset(
    {*_DELETED, "pPr", "rPr", "instrText", "rt", "txbxContent", "Fallback", "annotation"}
)
_LETTERS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {"\uf0b7": "•", "\uf02d": "−", "\uf0be": "—"}
_TWENTIETHS = 5
"""Lengths are in twentieths of a point, indents in hundredths."""

_DEEPEST_STYLE = 20
_LONGEST_LENGTH = 6


class WordStyle(NamedTuple):
    """What a style, a paragraph or a run says of how it is printed; None where it says nothing."""

    indent: int | None = None
    bold: bool | None = None
    hidden: bool | None = None

    def over(self, below: WordStyle) -> WordStyle:
        """Return this style, with what it does not say taken from the one below it."""
        return WordStyle(
            below.indent if self.indent is None else self.indent,
            below.bold if self.bold is None else self.bold,
            below.hidden if self.hidden is None else self.hidden,
        )


class WordText(NamedTuple):
    """The text of a paragraph with its tabs and line breaks, and how it is printed.

    `hidden` counts characters that are not shown, `changed` says that there are tracked changes.
    """

    text: str
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False
    hidden: int = 0
    changed: bool = False


def styles(root: etree._Element | None) -> Mapping[str, WordStyle]:
    """Return the styles of a document by their identifiers, each with what it takes from others."""
    own: dict[str, tuple[WordStyle, str]] = {}
    for element in root if root is not None else ():
        if local(element) == "style":
            based = next((attribute(child, "val") for child in element if local(child) == "basedOn"), "")
            own[attribute(element, "styleId")] = (_style(element), based)
    found: dict[str, WordStyle] = {}
    for name, (style, based) in own.items():
        whole, below = style, based
        for _ in range(_DEEPEST_STYLE):
            if below not in own:
                break
            whole = whole.over(own[below][0])
            below = own[below][1]
        found[name] = whole
    return found


def shown(paragraph: etree._Element, known: Mapping[str, WordStyle]) -> WordText:
    """Return what a paragraph prints; text boxes in it are left to the caller."""
    properties = _inside(paragraph, "pPr")
    style = _style(paragraph).over(_named(properties, "pStyle", known))
    pieces: list[str] = []
    hidden, light = 0, False
    for run in _runs(paragraph):
        own = _inside(run, "rPr")
        look = _style(run).over(_named(own, "rStyle", known)).over(style)
        raised = any(local(item) == "vertAlign" and attribute(item, "val") == "superscript" for item in own)
        text = "".join(_letters(run))
        if look.hidden:
            hidden += len(text)
            continue
        light = light or (bool(text.strip()) and not look.bold)
        pieces.append(characters.raised(text) if raised else text)
    whole = "".join(pieces)
    rules = {local(edge) for item in properties if local(item) == "pBdr" for edge in item if _is_drawn(edge)}
    return WordText(
        whole,
        max(style.indent or 0, 0),
        bool(whole.strip()) and not light,
        "top" in rules,
        "bottom" in rules,
        hidden,
        any(local(element) in {"ins", *_DELETED} for element in paragraph),
    )


def borders(element: etree._Element) -> tuple[bool, bool]:
    """Return whether a cell has a rule above and one below it."""
    drawn = {
        local(edge)
        for item in _inside(element, "tcPr")
        if local(item) == "tcBorders"
        for edge in item
        if _is_drawn(edge)
    }
    return "top" in drawn, "bottom" in drawn


def _is_drawn(edge: etree._Element) -> bool:
    return attribute(edge, "val") not in {"", "nil", "none"}


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph in order, those in links, fields and content controls included."""
    walker = etree.iterwalk(paragraph, events=("start",))
    for _, element in walker:
        if local(element) in _NOT_PRINTED:
            walker.skip_subtree()
        elif local(element) == "r":
            yield element


def _letters(run: etree._Element) -> Iterator[str]:
    """The text of a run itself, not that of runs inside it."""
    for child in run:
        name = local(child)
        if name == "t":
            yield (child.text or "").replace("\n", " ")
        elif name == "sym":
            yield _symbol(attribute(child, "char"))
        elif name in _LETTERS and attribute(child, "type") not in {"page", "column"}:
            yield _LETTERS[name]


def _symbol(code: str) -> str:
    """The character of a symbol font; those that only the font knows are left out."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return _SYMBOLS.get(letter, "" if unicodedata.category(letter) in {"Co", "Cs"} else letter)


def _style(element: etree._Element) -> WordStyle:
    """What an element says of itself in its properties of paragraphs and runs."""
    indent: int | None = None
    for item in _inside(element, "pPr"):
        if local(item) == "ind":
            left = attribute(item, "start") or attribute(item, "left")
            first, hanging = attribute(item, "firstLine"), attribute(item, "hanging")
            indent = _TWENTIETHS * (_length(left) + _length(first) - _length(hanging))
    runs = list(_inside(element, "rPr")) if local(element) != "p" else []
    return WordStyle(indent, _switch(runs, "b"), _switch(runs, "vanish"))


def _switch(items: Iterable[etree._Element], name: str) -> bool | None:
    """Whether a property is switched on; None if it is not mentioned."""
    named = [item for item in items if local(item) == name]
    return is_on(named, name) if named else None


def _named(properties: Iterable[etree._Element], kind: str, known: Mapping[str, WordStyle]) -> WordStyle:
    name = next((attribute(item, "val") for item in properties if local(item) == kind), "")
    return known.get(name, WordStyle())


def _length(text: str) -> int:
    digits = text.removeprefix("-").partition(".")[0]
    if not (digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_LENGTH):
        return 0
    return -int(digits) if text.startswith("-") else int(digits)


def _inside(element: etree._Element, name: str) -> Iterable[etree._Element]:
    """The children of the first child with this name."""
    return next((child for child in element if local(child) == name), ())
