"""A report as read → the digest that it is, whichever form it has: the inverse of the writers (TSE.md A4, B).

What the names of contexts say is what counts, as in the exchange's system; the members of the 2014
form stand in the names as well, and are taken from the dimensions. Items of any accounting standard
are read, under their own names where our tables do not have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from linetag.model import Duration, Fact, Instant, Period, Unit
from linetag.tanshin.form import legacy
from linetag.tanshin.form.instance import UNITS
from linetag.tanshin.form.records import Digest, DigestName, FormContext, FormFact, FormValue
from linetag.tanshin.form.tables import FORMS, load
from linetag.xbrl.names import TSE_2007, TSE_2007_QUARTERLY, TSE_2014
from linetag.xbrl.read.report import Instance

_FILER = re.compile(
    r"http://www\.xbrl\.tdnet\.info/jp/(?:tse|br)/tdnet/(\w{2})/(\w{4})/(s[my])/(\w{5})/(\w+)"
)
_PERIOD = re.compile(r"(?:Prior|Current|Next2?)(?:Year|AccumulatedQ[1-3])(?:Instant|Duration)")
_ORDER = ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual")
_SCHEDULE = {f"{name}Member": index for index, name in enumerate(_ORDER)}
_SCOPE = ("ConsolidatedMember", "NonConsolidatedMember")
_REVISION = ("CurrentMember", "PreviousMember")
# A figure that is longer or farther from one than this is none of a company's.
_LONGEST = 60
_FAR = 2200
_MEASURES = {measure.partition(":")[2]: name for name, measure in UNITS.items() if measure}


class ReadDigest(NamedTuple):
    """What a report says as a digest, and the facts of it that stand in no context of the forms."""

    digest: Digest
    strays: tuple[Fact, ...]


def read(instance: Instance) -> ReadDigest | None:
    """The digest that a report is; None for any other report."""
    facts = [fact for fact in instance.facts() if fact.concept.namespace in _SPACES]
    if not facts:
        return None
    name = _name(instance.namespaces.values(), facts)
    found: list[FormFact] = []
    strays: list[Fact] = []
    periods: dict[str, Period] = {}
    for fact in facts:
        place = _place(fact, name.form)
        if place is None:
            strays.append(fact)
            continue
        element, context = place
        if _is_own(context.period, fact):
            periods.setdefault(context.period, fact.aspects.period)
        origin = instance.located(fact).origins[0]
        unit = unit_of(fact.aspects.unit)
        value = _value(fact, element)
        decimals = None if value is None else fact.decimals
        found.append(FormFact(element, context, value, unit, decimals, origin=origin, id=fact.id))
    used = {fact.context.period for fact in found}
    ends = {name: end for name in sorted(used - periods.keys()) if (end := _end(name, periods))}
    return ReadDigest(Digest(name, {**periods, **ends}, tuple(found)), tuple(strays))


def _is_own(name: str, fact: Fact) -> bool:
    """Whether the name of a period is that of the fact's own, and not one that the cover was moved to."""
    kind = "Duration" if isinstance(fact.aspects.period, Duration) else "Instant"
    return name.endswith(kind) and fact.context.startswith(name.removesuffix(kind))


def _end(name: str, periods: Mapping[str, Period]) -> Period | None:
    """The last day of a period that is stated otherwise."""
    span = periods.get(f"{name.removesuffix('Instant')}Duration")
    return Instant(span.end) if isinstance(span, Duration) else None


_SPACES = {TSE_2014, TSE_2007, TSE_2007_QUARTERLY}


def _name(spaces: Iterable[str], facts: Iterable[Fact]) -> DigestName:
    """By the filer's namespace; without one a form of US GAAP, of a year where the cover is of one."""
    found = next((match for space in spaces if (match := _FILER.fullmatch(space))), None)
    if found:
        return DigestName(f"{found[1]}{found[2]}{found[3]}", found[4], found[5])
    cover = [fact for fact in facts if fact.concept.local in ("DocumentName", "FilingDate", "SecuritiesCode")]
    annual = any(fact.context.startswith("CurrentYear") for fact in cover)
    return DigestName("acedussm" if annual else "qcedussm", "", "")


def _place(fact: Fact, form: str) -> tuple[str, FormContext] | None:
    """The element and context in the terms of the 2014 form; None in a context that no form has."""
    if fact.concept.namespace != TSE_2014:
        place = legacy.modern(fact.concept.local, fact.context, form)
    else:
        members = tuple(member.local for _, member in fact.aspects.members)
        period = fact.context.partition("_")[0]
        place = fact.concept.local, FormContext(period, tuple(sorted(members, key=_rank)))
    known = place is not None and _PERIOD.fullmatch(place[1].period) and _is_dated(fact.aspects.period)
    return place if known else None


def _is_dated(period: Period) -> bool:
    """Whether a period is one of whole days that a company can report on."""
    return all(not isinstance(day, datetime) and 1900 < day.year < _FAR for day in period)  # noqa: PLR2004


def _rank(member: str) -> tuple[int, int]:
    """The order of members in a context's id: schedule, scope, current or previous, result or forecast."""
    if member in _SCHEDULE:
        return 0, _SCHEDULE[member]
    return (1 if member in _SCOPE else 2 if member in _REVISION else 3), 0


def unit_of(unit: Unit | None) -> str:
    """The id that the form gives to a unit, or "" where it has none such."""
    if unit is None:
        return ""
    names = "/".join(measure.local for measure in (*unit.numerators, *unit.denominators))
    return "JPYPerShares" if names == "JPY/shares" and unit.denominators else _MEASURES.get(names, "")


def _value(fact: Fact, element: str) -> FormValue:
    """The value by the type of its element; text where it is none of that type."""
    value = fact.value
    if isinstance(value, Decimal):
        return value if is_figure(value) else f"{value:.3E}"
    if value is None or fact.aspects.unit is not None:
        return value
    kind = _types().get(element, "")
    text = value.strip()
    if kind == "booleanItemType" and text in ("true", "false", "1", "0"):
        return text in ("true", "1")
    if kind == "dateItemType" and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return value
    return value


def is_figure(value: Decimal) -> bool:
    """Whether a number is of a length that a form can print."""
    return abs(value.adjusted()) < _LONGEST and len(value.as_tuple().digits) < _LONGEST


@cache
def _types() -> dict[str, str]:
    """The type of each element of the tables, without its prefix."""
    return {element: kind for form in FORMS for element, kind in _typed(form)}


def _typed(form: str) -> Iterator[tuple[str, str]]:
    return ((row.element, row.type.partition(":")[2]) for row in load(form).rows)
