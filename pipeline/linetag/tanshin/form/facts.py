"""Facts of a summary: how they are made, the units of the forms, and values of every type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from linetag.model import FOREVER, Aspects, Entity, Fact, Origin, Period, QName, Unit
from linetag.tanshin.form.names import named
from linetag.tanshin.form.records import FormContext, Tanshin, context_of
from linetag.tanshin.form.taxonomy import members, taxonomy
from linetag.xbrl.names import ISO4217, PURE, SHARES, TSE_2014, XS

SCHEME = "http://www.tse.or.jp/sicc"
_YEN = QName(ISO4217, "JPY", "iso4217")
UNITS: Mapping[str, Unit] = {
    "JPY": Unit((_YEN,)),
    "Pure": Unit((PURE,)),
    "Shares": Unit((SHARES,)),
    "JPYPerShares": Unit((_YEN,), (SHARES,)),
    "NumberOfCompanies": Unit((QName(XS, "nonNegativeInteger", "xsd"),)),
}
"""The five units of the forms by their ids. Documents declare them all."""

FormValue = Decimal | str | date | bool | None
"""What a fact states, by the type of its concept."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def form_fact(  # noqa: PLR0913 - what a fact of the form is made of
    element: str,
    context: FormContext,
    value: FormValue,
    unit: str = "",
    decimals: int | None = None,
    *,
    code: str,
    periods: Mapping[str, Period],
) -> Fact:
    """A fact of an element of the 2014 form; its id says both: "NetIncomeUS.CurrentYearDuration_...".

    `unit` is an id in `UNITS`, `code` the securities code of the filer.
    """
    return Fact(
        id=f"{element}.{context.id}",
        concept=named(element),
        aspects=Aspects(
            entity=Entity(SCHEME, code),
            period=periods.get(context.period, FOREVER),
            unit=UNITS[unit] if unit else None,
            members=members(context.members),
        ),
        value=lexical(value),
        decimals=decimals,
        context=context.id,
    )


def unit_of(fact: Fact) -> str:
    """The id that the form gives to the unit of a fact; "" without a unit and for a unit of no form."""
    return unit_id(fact.aspects.unit)


@cache
def unit_id(unit: Unit | None) -> str:
    """The id in `UNITS` of a unit with the same local names, whatever the namespaces; "" if there is none."""
    return next((key for key, known in UNITS.items() if unit and _local(known) == _local(unit)), "")


def _local(unit: Unit) -> tuple[list[str], list[str]]:
    return [one.local for one in unit.numerators], [one.local for one in unit.denominators]


def lexical(value: FormValue) -> Decimal | str | None:
    """A value as a fact holds it: a day as "2012-11-08", yes and no as "true" and "false"."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def typed(fact: Fact) -> FormValue:
    """The value of a fact by the type of its concept; a text that is not of that type stays a text.

    A text of an element that our tables do not have is taken for what it looks like.
    """
    value = fact.value
    if not isinstance(value, str) or fact.aspects.unit is not None or fact.concept.namespace != TSE_2014:
        return value
    concept = taxonomy().concepts.get(fact.concept)
    text = value.strip()
    if concept is None:
        item_type = "booleanItemType" if value in ("true", "false") else "dateItemType"
    else:
        item_type = concept.type.local
    if item_type == "booleanItemType" and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    if item_type == "dateItemType" and _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return value
    return value


def document_name(tanshin: Tanshin) -> str:
    """The name of the period that the document is about: "CurrentAccumulatedQ2"."""
    cover = ("DocumentName", "SecuritiesCode", "FilingDate", "CompanyName")
    found = (context_of(fact).period for fact in tanshin.facts if fact.concept.local in cover)
    return next(found, "CurrentYearInstant").removesuffix("Instant")


def element_of(fact: Fact) -> str:
    """What a finding calls the concept: the element of a form, or the qualified name of another taxonomy."""
    return fact.concept.local if fact.concept.namespace == TSE_2014 else str(fact.concept)


def origin_of(fact: Fact) -> Origin | None:
    """The place that the fact was read from; None for a fact of our own."""
    return next(iter(fact.origins), None)
