"""The inline document of the 2014 form, which is itself the Japanese page (TSE.md A4).

Inline XBRL 1.0: what is printed is tagged where it stands. A sign, a dash and parentheses stand outside
the tag; a nil fact is an empty tag; what the page does not show is in the hidden part of the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache

from linetag.model import Instant, Period
from linetag.tanshin.form.instance import SCHEME, UNITS, unit
from linetag.tanshin.form.records import Digest, Form, FormContext, FormFact, FormRow
from linetag.tanshin.form.schema import ELEMENTS, PREFIX, namespace
from linetag.tanshin.form.tables import FORMS, load
from linetag.tanshin.page.facts import place
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.periods import Calendar
from linetag.tanshin.page.records import Piece
from linetag.tanshin.page.render import PageDocument, render, wording
from linetag.tanshin.page.speech import Speech, digits, scale_of
from linetag.xbrl.names import INLINE_1_0, ISO4217, LINK, NON_NUMERIC, NUMERIC, XBRLDI, XBRLI, XLINK, XS, XSI
from linetag.xbrl.write.markup import attributes, escape

_XHTML = "http://www.w3.org/1999/xhtml"
_TRANSFORMATIONS = "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31"
_VERSION = "-//XBRL International//DTD XHTML Inline XBRL 1.0//EN"

_NAMESPACES = (
    ("xmlns", _XHTML),
    ("xmlns:ix", INLINE_1_0),
    ("xmlns:ixt", _TRANSFORMATIONS),
    ("xmlns:xsi", XSI),
    ("xmlns:link", LINK),
    ("xmlns:xlink", XLINK),
    ("xmlns:xbrli", XBRLI),
    ("xmlns:xbrldi", XBRLDI),
    ("xmlns:iso4217", ISO4217),
    ("xmlns:xsd", XS),
    ("xmlns:num", NUMERIC),
    ("xmlns:nonnum", NON_NUMERIC),
    (f"xmlns:{PREFIX}", ELEMENTS),
)


def inline(digest: Digest, form: Form, errors: int = 0) -> str:
    """The document, with every fact of it once; with `errors` it is stamped as forced."""
    speech = Speech("ja", form, Calendar.of(digest, "ja"), wording("ja"))
    shown = page(digest, speech)
    html = attributes(
        (
            ("version", _VERSION),
            *_NAMESPACES,
            (f"xmlns:{digest.name.prefix}", namespace(digest.name)),
            ("xml:lang", "ja"),
        )
    )
    document = PageDocument(
        opening=f'<?xml version="1.0" encoding="UTF-8"?>\n<html{html}>',
        header="\n".join(_header(digest, form, shown.left)),
        pieces=_tagged,
        stamp=speech.say("stamp", errors=errors) if errors else "",
    )
    return render(shown, speech, document)


# --- tags ----------------------------------------------------------------------------------------


def _tagged(pieces: Iterable[Piece]) -> str:
    """Pieces as markup: those that are facts in their tags."""
    return "".join(_tag(piece) if piece.fact else escape(piece.text) for piece in pieces)


def _tag(piece: Piece) -> str:
    if piece.fact is None:
        return escape(piece.text)
    unseen = f'<span class="none">{escape(piece.unseen)}</span>' if piece.unseen else ""
    return _element(piece.fact, piece.row, f"{escape(piece.text)}{unseen}", _format(piece))


def _element(fact: FormFact, row: FormRow | None, content: str, form: str | None) -> str:
    """The tag of a fact; where it is nil, with nothing in it and without what says how to read it."""
    nil = fact.value is None
    kind = "nonFraction" if fact.unit else "nonNumeric"
    given: list[tuple[str, str | None]] = [
        ("contextRef", fact.context.id),
        ("name", f"{PREFIX}:{fact.element}"),
    ]
    if fact.unit:
        given.append(("unitRef", fact.unit))
    if nil:
        given.append(("xsi:nil", "true"))
    elif fact.unit:
        value = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
        given += [
            ("decimals", "INF" if fact.decimals is None else str(fact.decimals)),
            ("format", form),
            ("scale", str(scale_of(fact, row))),
            ("sign", "-" if value.is_signed() else None),
        ]
    else:
        given.append(("format", form))
    return f"<ix:{kind}{attributes(given)}>{content}</ix:{kind}>"


def _format(piece: Piece) -> str | None:
    """The transformation that reads the text of a piece: of a date, by the way in which it names the year."""
    fact, row = piece.fact, piece.row
    if fact is None or isinstance(fact.value, str):
        return None
    if isinstance(fact.value, bool):
        return "ixt:booleantrue" if fact.value else "ixt:booleanfalse"
    if isinstance(fact.value, date):
        return "ixt:dateyearmonthdaycjk" if piece.text[:1].isdigit() else "ixt:dateerayearmonthdayjp"
    plain = row is not None and not row.format and "," not in piece.text
    return None if plain else "ixt:numdotdecimal"


# --- the header ----------------------------------------------------------------------------------


def _header(digest: Digest, form: Form, left: Sequence[FormFact]) -> Iterator[str]:
    """What is not shown: hidden facts, the schema, contexts and units."""
    yield '<div class="none" style="display:none">'
    yield "<ix:header>"
    if left:
        yield "<ix:hidden>"
        yield from (_hidden(fact, place(fact, form)) for fact in left)
        yield "</ix:hidden>"
    schema = (("xlink:type", "simple"), ("xlink:href", f"{digest.name.stem}.xsd"))
    yield f"<ix:references><link:schemaRef{attributes(schema)}></link:schemaRef></ix:references>"
    yield "<ix:resources>"
    axes = _axes()
    for context in dict.fromkeys(fact.context for fact in digest.facts):
        period = digest.periods.get(context.period)
        if period is not None:
            yield _context(context, digest.name.code, period, axes)
    for name, measure in UNITS.items():
        yield from unit(name, measure)
    yield "</ix:resources>"
    yield "</ix:header>"
    yield "</div>"


def _hidden(fact: FormFact, row: FormRow | None) -> str:
    """A fact as a processor reads it: a day as 2013-03-31, yes and no by their format."""
    value = fact.value
    if value is None or isinstance(value, bool):
        return _element(fact, row, "", _format(Piece("", fact, row)) if value is not None else None)
    if isinstance(value, Decimal):
        text = digits(value, fact.decimals, scale_of(fact, row))
        return _element(fact, row, text, _format(Piece(text, fact, row)))
    return _element(fact, row, escape(value.isoformat() if isinstance(value, date) else value), None)


@cache
def _axes() -> Mapping[str, str]:
    """The axis of each member."""
    rows = (row for code in FORMS for row in load(code).rows)
    return {member: axis for row in rows for axis, members in row.axes for member in members}


def _context(context: FormContext, code: str, period: Period, axes: Mapping[str, str]) -> str:
    entity = f'<xbrli:identifier scheme="{SCHEME}">{escape(code)}</xbrli:identifier>'
    if isinstance(period, Instant):
        days = f"<xbrli:instant>{period.on}</xbrli:instant>"
    else:
        days = f"<xbrli:startDate>{period.start}</xbrli:startDate><xbrli:endDate>{period.end}</xbrli:endDate>"
    names = ((f"{PREFIX}:{axes[member]}", f"{PREFIX}:{member}") for member in context.members)
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in names
    )
    scenario = f"<xbrli:scenario>{members}</xbrli:scenario>" if members else ""
    return (
        f"<xbrli:context{attributes([('id', context.id)])}><xbrli:entity>{entity}</xbrli:entity>"
        f"<xbrli:period>{days}</xbrli:period>{scenario}</xbrli:context>"
    )
