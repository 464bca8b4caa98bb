"""The inline document of the 2014 form, which is itself the Japanese page (TSE.md A4).

A number is tagged where it is printed. Its sign, a dash and parentheses stand outside the tag; a nil
fact is an empty tag; a fact that the page does not show is in the hidden part of the header.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from linetag.model import Fact
from linetag.tanshin.form.facts import UNITS, typed
from linetag.tanshin.form.names import PREFIX
from linetag.tanshin.form.records import Form, FormRow, Tanshin
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.language import PageLanguage, digits, scale_of
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.records import Piece
from linetag.tanshin.page.render import PageDocument, render, wording
from linetag.xbrl.names import (
    INLINE_1_0,
    ISO4217,
    LINK,
    NON_NUMERIC,
    NUMERIC,
    TSE_2014,
    XBRLDI,
    XBRLI,
    XLINK,
    XS,
    XSI,
)
from linetag.xbrl.write import InstanceTarget
from linetag.xbrl.write.inline import InlineDocument
from linetag.xbrl.write.markup import attributes, escape

_XHTML = "http://www.w3.org/1999/xhtml"
_TRANSFORMATIONS = "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"
_VERSION = "-//XBRL International//DTD XHTML Inline XBRL 1.0//EN"
_PREFIXES = {INLINE_1_0: "ix", _TRANSFORMATIONS: "ixt", XS: "xsd", TSE_2014: PREFIX}
_STANDARDS = (XSI, LINK, XLINK, XBRLI, XBRLDI, ISO4217, NUMERIC, NON_NUMERIC)


def inline(tanshin: Tanshin, form: Form, errors: int = 0) -> str:
    """The document, with each of its facts once; with `errors` it is stamped as forced."""
    language = PageLanguage("ja", form, Calendar.of(tanshin, "ja"), wording("ja"))
    shown = page(tanshin, language)
    prefixes = {**_PREFIXES, tanshin.name.namespace: tanshin.name.prefix}
    target = InstanceTarget(
        schema=f"{tanshin.name.stem}.xsd",
        prefixes=prefixes,
        declared=(*prefixes, *_STANDARDS),
        units=tuple(UNITS.items()),
        container="scenario",
        fact_ids=False,
    )
    written = InlineDocument.of(tanshin.facts, target)
    hidden = (_hidden(fact, form.row_of(fact), written) for fact in shown.left)
    header = ('<div class="none" style="display:none">', *written.header(hidden), "</div>")
    names = written.prefixes.declarations()
    html = attributes((("version", _VERSION), ("xmlns", _XHTML), *names, ("xml:lang", "ja")))
    document = PageDocument(
        opening=f'<?xml version="1.0" encoding="UTF-8"?>\n<html{html}>',
        header="\n".join(header),
        pieces=lambda pieces: "".join(_piece(piece, written) for piece in pieces),
        stamp=language.phrase("stamp", errors=errors) if errors else "",
    )
    return render(shown, language, document)


def _piece(piece: Piece, document: InlineDocument) -> str:
    """A piece of the page as markup: a fact in its tag."""
    if piece.fact is None:
        return escape(piece.text)
    hidden = f'<span class="none">{escape(piece.hidden)}</span>' if piece.hidden else ""
    content = f"{escape(piece.text)}{hidden}"
    transformation = _transformation(piece.fact, piece.row, piece.text)
    return document.tag(piece.fact, content, transformation, scale_of(piece.fact, piece.row))


def _transformation(fact: Fact, row: FormRow | None, text: str) -> str | None:
    """The format that reads a text; that of a day depends on how the text names the year."""
    value = typed(fact)
    if isinstance(value, bool):
        return "ixt:booleantrue" if value else "ixt:booleanfalse"
    if isinstance(value, date):
        return "ixt:dateyearmonthdaycjk" if text[:1].isdigit() else "ixt:dateerayearmonthdayjp"
    if isinstance(value, Decimal):
        as_printed = row is not None and not row.figure.transformations and "," not in text
        return None if as_printed else "ixt:numdotdecimal"
    return None


def _hidden(fact: Fact, row: FormRow | None, document: InlineDocument) -> str:
    """A fact as a processor reads it: a day as 2013-03-31, yes and no by their format."""
    value = typed(fact)
    if value is None or isinstance(value, bool):
        return document.tag(fact, "", _transformation(fact, row, ""))
    if isinstance(value, Decimal):
        scale = scale_of(fact, row)
        text = digits(value, fact.decimals, scale)
        return document.tag(fact, text, _transformation(fact, row, text), scale)
    return document.tag(fact, escape(str(fact.value)), None)
