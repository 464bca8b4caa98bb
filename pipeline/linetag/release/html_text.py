"""The text of a cell of HTML as a browser shows it, line by line, and how it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from linetag.release import characters
from linetag.release.html_style import BLOCKS, bold, hidden, indent, raised, rules


class ShownText(NamedTuple):
    """The text of an element, lines apart, with its indent (1/100 pt), weight and the rules around it."""

    text: str
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False


def shown(element: HtmlElement) -> ShownText:
    """Return what the element shows; its own `display: none` does not count, that of its content does."""
    run = _TextSoFar()
    if len(element) == 0:
        run.start(element)
        return run.result()
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        if inner is not element and event == "start" and hidden(inner):
            walker.skip_subtree()
        elif event == "start":
            run.start(inner)
        elif inner is not element:
            run.end(inner)
    return run.result()


@dataclass(slots=True)
class _TextSoFar:
    """The text read so far."""

    pieces: list[str] = field(default_factory=list)
    indent: int = 0
    heavy: list[HtmlElement] = field(default_factory=list)
    printed: bool = False
    light: bool = False
    above: bool = False
    below: bool = False

    def start(self, element: HtmlElement) -> None:
        style = element.get("style") or ""
        if style and not self.printed:
            self.indent += indent(style)
        if "border" in style:
            above, below = rules(style)
            self.above, self.below = self.above or above, self.below or below
        if element.tag == "hr":
            self.above, self.below = self.above or not self.printed, self.below or self.printed
        if bold(element):
            self.heavy.append(element)
        if element.tag == "br":
            self.pieces.append("\n")
        elif element.tag in BLOCKS:
            self.end_line()
        if element.text:
            self.add(characters.raised(element.text) if raised(element) else element.text)

    def end(self, element: HtmlElement) -> None:
        if self.heavy and self.heavy[-1] is element:
            self.heavy.pop()
        if element.tag in BLOCKS:
            self.end_line()
        if element.tail:
            self.add(element.tail)

    def add(self, text: str) -> None:
        self.pieces.append(text.replace("\n", " "))
        if text.strip():
            self.printed = True
            self.light = self.light or not self.heavy

    def end_line(self) -> None:
        """End the line, unless nothing stands in it."""
        if self.pieces and not self.pieces[-1].endswith("\n"):
            self.pieces.append("\n")

    def result(self) -> ShownText:
        heavy = self.printed and not self.light
        return ShownText("".join(self.pieces), self.indent, heavy, self.above, self.below)
