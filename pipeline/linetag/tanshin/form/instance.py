"""The document of the 2007 form: a plain XBRL 2.1 instance (TSE.md B).

Contexts, units and attributes are those of real files; facts stand in the order of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linetag.model import Duration, Instant, Period
from linetag.tanshin.form.legacy import LegacyPlace, legacy, names
from linetag.tanshin.form.records import Digest, DigestName, FormContext, FormFact, FormValue
from linetag.xbrl.names import ISO4217, LINK, TSE_2007, TSE_2007_QUARTERLY, XBRLI, XLINK, XS, XSI
from linetag.xbrl.write.markup import document, element, opening

NAMESPACES = {
    "tse-t-ed": TSE_2007,
    "tse-t-hi": TSE_2007_QUARTERLY,
    "tse-oe-ed": "http://www.xbrl.tdnet.info/jp/br/tdnet/o/ed/oe/2007-06-30",
}
SCHEME = "http://www.tse.or.jp/sicc"

UNITS = {
    "JPY": "iso4217:JPY",
    "Pure": "xbrli:pure",
    "Shares": "xbrli:shares",
    "JPYPerShares": "",
    "NumberOfCompanies": "xsd:nonNegativeInteger",
}
"""The five units of the forms and their measures; yen per share is a quotient. Documents declare them all."""

_OMITTED_WHEN_NIL = "DividendPayableDateAsPlanned"
_ORDER = ("Prior", "Current", "Next")


@dataclass(frozen=True, slots=True)
class _Placed:
    place: LegacyPlace
    fact: FormFact


def legacy_instance(digest: Digest, stamp: str | None = None) -> str:
    """The text of `tdnet-….xbrl`; `stamp` is a comment at its top."""
    placed = tuple(_placed(digest))
    periods = _periods(digest, placed)
    name = digest.name
    body = [element("link:schemaRef", (("xlink:type", "simple"), ("xlink:href", f"{name.legacy_stem}.xsd")))]
    contexts = {one.place.context: one.place for one in placed}
    for context in sorted(contexts.values(), key=_context_order):
        body.extend(_context(context, periods[context.period], name.code))
    body.extend(line for id_, measure in UNITS.items() for line in unit(id_, measure))
    body.extend(_fact(one) for one in placed)
    return document("xbrli:xbrl", _head(name), body, stamp)


def _head(name: DigestName) -> Sequence[tuple[str, str]]:
    prefix = f"tdnet-{name.form}-{name.code}"
    form = "/".join((name.form[:2], name.form[2:6], name.form[6:]))
    filer = f"http://www.xbrl.tdnet.info/jp/br/tdnet/{form}/{name.code}/{name.number}"
    spaces = {
        prefix: filer,
        "link": LINK,
        "tse-oe-ed": NAMESPACES["tse-oe-ed"],
        "tse-t-hi": NAMESPACES["tse-t-hi"],
        "xsi": XSI,
        "xbrli": XBRLI,
        "iso4217": ISO4217,
        "xsd": XS,
        "tse-t-ed": NAMESPACES["tse-t-ed"],
        "xlink": XLINK,
    }
    return [(f"xmlns:{prefix}", space) for prefix, space in spaces.items()]


def _placed(digest: Digest) -> Iterator[_Placed]:
    """The facts under their names of 2007; what that form does not have is left out."""
    period = document_name(digest)
    dates = (fact.value for fact in digest.facts if fact.element == "FilingDate")
    filed = next((value for value in dates if isinstance(value, date)), date.max)
    early = {name.modern for name in names() if name.since and filed < name.since}
    for fact in _with_closed_exchanges(digest.facts, FormContext(f"{period}Instant")):
        place = legacy(fact.element, fact.context, period, digest.name.form)
        omitted = fact.element in early or (fact.element == _OMITTED_WHEN_NIL and fact.value is None)
        if place and not omitted:
            yield _Placed(place, fact)


def _with_closed_exchanges(facts: Sequence[FormFact], cover: FormContext) -> Iterator[FormFact]:
    """The facts, and a no for each exchange that only the 2007 form lists, below those of Tokyo."""
    there = {fact.element for fact in facts}
    for fact in facts:
        yield fact
        if fact.element == "TokyoStockExchangeOthers":
            for name in names():
                if name.modern is None and name.element not in there:
                    yield FormFact(name.element, cover, value=False)


def document_name(digest: Digest) -> str:
    """The name of the period that the document is about: "CurrentAccumulatedQ2"."""
    cover = ("DocumentName", "SecuritiesCode", "FilingDate", "CompanyName")
    found = (fact.context.period for fact in digest.facts if fact.element in cover)
    return next(found, "CurrentYearInstant").removesuffix("Instant")


def _periods(digest: Digest, placed: Sequence[_Placed]) -> dict[str, Period]:
    """The dates of every period in use; an instant of a cover may have moved to a duration."""
    periods = dict(digest.periods)
    for one in placed:
        name = one.place.period
        if name not in periods:
            periods[name] = periods[f"{name.removesuffix('Duration')}Instant"]
    return periods


def _context_order(place: LegacyPlace) -> tuple[int, bool, str, bool, bool]:
    """Prior before current, quarters before years, durations before instants."""
    word = next((index for index, word in enumerate(_ORDER) if place.period.startswith(word)), len(_ORDER))
    instant = place.period.endswith("Instant")
    name = place.period.removesuffix("Instant").removesuffix("Duration")
    return word, name.endswith("Year"), name, place.alone, instant


def _context(place: LegacyPlace, period: Period, code: str) -> Iterator[str]:
    yield opening("xbrli:context", (("id", place.context),))
    yield opening("xbrli:entity", depth=2)
    yield element("xbrli:identifier", (("scheme", SCHEME),), text=code, depth=3)
    yield "    </xbrli:entity>"
    yield opening("xbrli:period", depth=2)
    if isinstance(period, Duration):
        yield element("xbrli:startDate", text=period.start.isoformat(), depth=3)
        yield element("xbrli:endDate", text=period.end.isoformat(), depth=3)
    elif isinstance(period, Instant):
        yield element("xbrli:instant", text=period.on.isoformat(), depth=3)
    yield "    </xbrli:period>"
    if place.alone:
        yield opening("xbrli:scenario", depth=2)
        yield element("tse-oe-ed:NonConsolidated", depth=3)
        yield "    </xbrli:scenario>"
    yield "  </xbrli:context>"


def unit(name: str, measure: str) -> Iterator[str]:
    """The lines of one of `UNITS`."""
    yield opening("xbrli:unit", (("id", name),))
    if measure:
        yield element("xbrli:measure", text=measure, depth=2)
    else:
        yield opening("xbrli:divide", depth=2)
        for part, of in (("unitNumerator", "iso4217:JPY"), ("unitDenominator", "xbrli:shares")):
            yield opening(f"xbrli:{part}", depth=3)
            yield element("xbrli:measure", text=of, depth=4)
            yield f"      </xbrli:{part}>"
        yield "    </xbrli:divide>"
    yield "  </xbrli:unit>"


def _fact(one: _Placed) -> str:
    fact = one.fact
    nil = fact.value is None
    pairs = (
        ("contextRef", one.place.context),
        ("unitRef", fact.unit or None),
        ("decimals", None if nil or fact.decimals is None else str(fact.decimals)),
        ("xsi:nil", "true" if nil else None),
    )
    text = None if nil else plain(fact.value, fact.decimals)
    return element(f"{one.place.prefix}:{one.place.element}", pairs, text=text)


def plain(value: FormValue, decimals: int | None) -> str:
    """A value as XBRL 2.1 writes it: "51109000000", "0.100", "2012-11-08", "true"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        _, _, exponent = value.as_tuple()
        places = max(decimals or 0, -exponent if isinstance(exponent, int) else 0, 0)
        return f"{value:.{places}f}"
    return value.isoformat() if isinstance(value, date) else str(value)
