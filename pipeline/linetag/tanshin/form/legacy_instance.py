"""The facts of a summary under the names of the 2007 form, as an XBRL 2.1 instance (TSE.md B).

Contexts, units and attributes are those of real files; facts stand in the order of the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from linetag.model import Aspects, Fact, Period, QName
from linetag.tanshin.form.facts import UNITS, document_name, form_fact, typed
from linetag.tanshin.form.legacy import LegacyPlace, legacy, names
from linetag.tanshin.form.period_names import base, rank
from linetag.tanshin.form.records import FormContext, Tanshin, context_of
from linetag.xbrl.names import ISO4217, TSE_2007, TSE_2007_QUARTERLY, XS, XSI
from linetag.xbrl.write import InstanceTarget
from linetag.xbrl.write.instance import document_of

NAMESPACES = {
    "tse-t-ed": TSE_2007,
    "tse-t-hi": TSE_2007_QUARTERLY,
    "tse-oe-ed": "http://www.xbrl.tdnet.info/jp/br/tdnet/o/ed/oe/2007-06-30",
}
_ALONE = f'scenario <tse-oe-ed:NonConsolidated xmlns:tse-oe-ed="{NAMESPACES["tse-oe-ed"]}"/>'
_OMITTED_WHEN_NIL = "DividendPayableDateAsPlanned"


def legacy_instance(tanshin: Tanshin, stamp: str | None = None) -> str:
    """The text of `tdnet-….xbrl`; `stamp` is a comment at its top."""
    name = tanshin.name
    filer = f"http://www.xbrl.tdnet.info/jp/br/tdnet/{name.path}"
    spaces = {NAMESPACES[prefix]: prefix for prefix in NAMESPACES} | {filer: name.legacy_prefix, XS: "xsd"}
    placed = tuple(_placed(tanshin))
    places = {place.context: place for place, _ in placed}
    target = InstanceTarget(
        schema=f"{name.legacy_stem}.xsd",
        prefixes=spaces,
        declared=(*spaces, XSI, ISO4217),
        contexts=tuple(sorted(places, key=lambda context: _context_order(places[context]))),
        units=tuple(UNITS.items()),
        container="scenario",
        fact_ids=False,
        stamp=stamp,
    )
    return document_of([_fact(place, fact, tanshin.periods) for place, fact in placed], target)


def _fact(place: LegacyPlace, fact: Fact, periods: Mapping[str, Period]) -> Fact:
    """The fact as the 2007 form states it."""
    aspects = Aspects(
        entity=fact.aspects.entity,
        period=_period(place.period, periods),
        unit=fact.aspects.unit,
        other=(_ALONE,) if place.alone else (),
    )
    value = fact.value
    return fact._replace(
        concept=QName(NAMESPACES[place.prefix], place.element, place.prefix),
        aspects=aspects,
        value=padded(value, fact.decimals) if isinstance(value, Decimal) else value,
        context=place.context,
    )


def padded(value: Decimal, decimals: int | None) -> Decimal:
    """A number with as many digits after the point as `decimals` promises, or more: 0.100, 98.60."""
    _, _, exponent = value.as_tuple()
    digits = max(decimals or 0, -exponent if isinstance(exponent, int) else 0, 0)
    return Decimal(f"{value:.{digits}f}")


def _placed(tanshin: Tanshin) -> Iterator[tuple[LegacyPlace, Fact]]:
    """The facts with their places of 2007; a fact that that form does not have is left out."""
    period = document_name(tanshin)
    dates = (typed(fact) for fact in tanshin.facts if fact.concept.local == "FilingDate")
    filed = next((value for value in dates if isinstance(value, date)), date.max)
    early = {name.modern for name in names() if name.since and filed < name.since}
    for fact in _with_closed_exchanges(tanshin, FormContext(f"{period}Instant")):
        element = fact.concept.local
        place = legacy(element, context_of(fact), period, tanshin.name.form)
        omitted = element in early or (element == _OMITTED_WHEN_NIL and fact.value is None)
        if place and not omitted:
            yield place, fact


def _with_closed_exchanges(tanshin: Tanshin, cover: FormContext) -> Iterator[Fact]:
    """The facts, and a no for each exchange that only the 2007 form lists, below those of Tokyo."""
    present = {fact.concept.local for fact in tanshin.facts}
    for fact in tanshin.facts:
        yield fact
        if fact.concept.local == "TokyoStockExchangeOthers":
            for name in names():
                if name.modern is None and name.element not in present:
                    code = fact.aspects.entity.value
                    yield form_fact(name.element, cover, value=False, code=code, periods=tanshin.periods)


def _period(name: str, periods: Mapping[str, Period]) -> Period:
    """What a name stands for; an item of the cover may have moved from an instant to a duration."""
    return periods[name] if name in periods else periods[f"{name.removesuffix('Duration')}Instant"]


def _context_order(place: LegacyPlace) -> tuple[int, bool, str, bool, bool]:
    """Prior before current, quarters before years, durations before instants."""
    name = base(place.period)
    return rank(name), name.endswith("Year"), name, place.alone, place.period.endswith("Instant")
