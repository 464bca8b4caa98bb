"""A report as read → the summary that it is, in either form: the inverse of the writers (TSE.md A4, B).

The names of the contexts decide, as in the exchange's system; the members of the 2014 form stand in
the names as well, and are taken from the dimensions. Items of any accounting standard are read, under
their own names where our tables do not have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from linetag.model import Aspects, Duration, Fact, Instant, Period, Report
from linetag.tanshin.form import legacy
from linetag.tanshin.form.facts import lexical, typed
from linetag.tanshin.form.names import SCHEDULE, named
from linetag.tanshin.form.period_names import parsed
from linetag.tanshin.form.records import FormContext, Tanshin, TanshinName
from linetag.tanshin.form.taxonomy import members
from linetag.xbrl.names import TSE_2007, TSE_2007_QUARTERLY, TSE_2014
from linetag.xbrl.read.report import Instance

_FILER = re.compile(
    r"http://www\.xbrl\.tdnet\.info/jp/(?:tse|br)/tdnet/(\w{2})/(\w{4})/(s[my])/(\w{5})/(\w+)"
)
_SCOPE = ("ConsolidatedMember", "NonConsolidatedMember")
_REVISION = ("CurrentMember", "PreviousMember")
# A number that is longer, or farther from one, than this is no figure of a company.
_LONGEST = 60
_FAR = 2200
_SPACES = {TSE_2014, TSE_2007, TSE_2007_QUARTERLY}


class ReadTanshin(NamedTuple):
    """A report as a summary, and the facts of it that stand in no context of the forms."""

    tanshin: Tanshin
    strays: tuple[Fact, ...]


def is_summary(instance: Instance) -> bool:
    """Whether a report has facts of the form."""
    return any(fact.concept.namespace in _SPACES for fact in instance.facts())


def read(instance: Instance) -> ReadTanshin | None:
    """The summary that a report is; None for any other report."""
    facts = [fact for fact in instance.facts() if fact.concept.namespace in _SPACES]
    if not facts:
        return None
    name = _name(instance.namespaces.values(), facts)
    places = [(fact, _place(fact, name.form)) for fact in facts]
    periods: dict[str, Period] = {}
    for fact, place in places:
        if place is not None and _is_own(place[1].period, fact):
            periods.setdefault(place[1].period, fact.aspects.period)
    used = {place[1].period for _, place in places if place is not None}
    ends = {name: end for name in sorted(used - periods.keys()) if (end := _end(name, periods))}
    periods |= ends
    found = tuple(_fact(fact, *place, periods, instance) for fact, place in places if place is not None)
    strays = tuple(fact for fact, place in places if place is None)
    return ReadTanshin(Tanshin(name, periods, Report(found)), strays)


def _fact(
    fact: Fact, element: str, context: FormContext, periods: Mapping[str, Period], instance: Instance
) -> Fact:
    """A fact in the terms of the 2014 form; its id and its place are those of the document."""
    aspects = fact.aspects
    if fact.concept.namespace != TSE_2014:
        aspects = Aspects(aspects.entity, aspects.period, aspects.unit, members(context.members))
    renamed = fact._replace(
        concept=named(element),
        aspects=aspects._replace(period=periods.get(context.period, aspects.period)),
        decimals=None if fact.value is None else fact.decimals,
        origins=instance.located(fact).origins[:1],
        context=context.id,
    )
    if isinstance(fact.value, Decimal):
        return renamed if is_figure(fact.value) else renamed._replace(value=f"{fact.value:.3E}")
    return renamed._replace(value=lexical(typed(renamed)))


def _is_own(name: str, fact: Fact) -> bool:
    """Whether the name of a period is that of the fact's own, and not one that the cover was moved to."""
    kind = "Duration" if isinstance(fact.aspects.period, Duration) else "Instant"
    return name.endswith(kind) and fact.context.startswith(name.removesuffix(kind))


def _end(name: str, periods: Mapping[str, Period]) -> Period | None:
    """The last day of a period of which only the duration is stated."""
    span = periods.get(f"{name.removesuffix('Instant')}Duration")
    return Instant(span.end) if isinstance(span, Duration) else None


def _name(spaces: Iterable[str], facts: Iterable[Fact]) -> TanshinName:
    """By the filer's namespace; without one a form of US GAAP, of a year where the cover is of one."""
    found = next((match for space in spaces if (match := _FILER.fullmatch(space))), None)
    if found:
        return TanshinName(f"{found[1]}{found[2]}{found[3]}", found[4], found[5])
    cover = [fact for fact in facts if fact.concept.local in ("DocumentName", "FilingDate", "SecuritiesCode")]
    annual = any(fact.context.startswith("CurrentYear") for fact in cover)
    return TanshinName("acedussm" if annual else "qcedussm", "", "")


def _place(fact: Fact, form: str) -> tuple[str, FormContext] | None:
    """The element and context in the terms of the 2014 form; None in a context that no form has."""
    if fact.concept.namespace != TSE_2014:
        place = legacy.modern(fact.concept.local, fact.context, form)
    else:
        members = tuple(member.local for _, member in fact.aspects.members)
        period = fact.context.partition("_")[0]
        place = fact.concept.local, FormContext(period, tuple(sorted(members, key=_rank)))
    name = place and parsed(place[1].period)
    return place if name and name.kind and _is_dated(fact.aspects.period) else None


def _is_dated(period: Period) -> bool:
    """Whether a period is one of whole days that a company can report on."""
    return all(not isinstance(day, datetime) and 1900 < day.year < _FAR for day in period)  # noqa: PLR2004


def _rank(member: str) -> tuple[int, int]:
    """The order of members in a context's id: schedule, scope, current or previous, result or forecast."""
    if member in SCHEDULE:
        return 0, SCHEDULE.index(member)
    return (1 if member in _SCOPE else 2 if member in _REVISION else 3), 0


def is_figure(value: Decimal) -> bool:
    """Whether a number is of a length that a form can print."""
    return abs(value.adjusted()) < _LONGEST and len(value.as_tuple().digits) < _LONGEST
