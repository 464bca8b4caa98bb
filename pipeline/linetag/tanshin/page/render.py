"""A page → bytes.

One template makes the inline document and the pages that people read: they differ in how pieces are
written and in what stands before the page.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from linetag import data
from linetag.filing.summary import Language
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.records import Piece, SummaryPage
from linetag.xbrl.write.markup import escape

if TYPE_CHECKING:
    from jinja2 import Template


@dataclass(frozen=True, slots=True)
class PageDocument:
    """What a document has of its own.

    How it opens and what stands at the head of its body (both are markup), how its pieces are
    written, what it is stamped with, and its footnotes {title, intro, notes: [{mark, text}]}.
    """

    opening: str
    pieces: Callable[[Iterable[Piece]], str]
    header: str = ""
    stamp: str = ""
    footnotes: Mapping[str, Any] | None = None


def as_text(pieces: Iterable[Piece]) -> str:
    """Pieces as they are printed."""
    return "".join(escape(piece.text) for piece in pieces)


@cache
def wording(lang: Language) -> Mapping[str, Any]:
    """The fixed words of the form in a language."""
    words = tomllib.loads((data.folder("templates") / "summary.toml").read_text("utf-8"))
    own: Mapping[str, Any] = words[lang]
    return own


def render(page: SummaryPage, language: PageLanguage, document: PageDocument) -> str:
    """The document; equal pages give equal characters."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja, see below

    def markup(pieces: Sequence[Piece]) -> Markup:
        return Markup(document.pieces(pieces))  # noqa: S704 - both writers escape what they are given

    return _template().render(
        page=page,
        lang=language.lang,
        words=language.words,
        opening=Markup(document.opening),  # noqa: S704 - written by us, attributes escaped
        header=Markup(document.header),  # noqa: S704 - as above
        stamp=document.stamp,
        footnotes=document.footnotes,
        shown=markup,
    )


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - slow, and only needed here

    environment = Environment(
        loader=FileSystemLoader(data.folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("summary.html.j2")
