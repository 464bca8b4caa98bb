"""The names of the 2007 form ⇄ those of the 2014 form (TSE.md B).

The 2007 form puts into the name of an item what the 2014 form states with members: the forecast
"ForecastUpperNetIncomeUS" of "CurrentYearConsolidatedDuration" is NetIncomeUS of the members
Consolidated and Upper. Names without such a pattern are listed in `taxonomy/tse/2007.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from linetag import data
from linetag.tanshin.form.names import COVER, SCHEDULE
from linetag.tanshin.form.period_names import base, parsed
from linetag.tanshin.form.records import Form, FormContext
from linetag.tanshin.form.tables import in_quarter, load

_CONTEXT = re.compile(r"(?P<period>\w+?)(?P<scope>NonConsolidated|Consolidated)(?P<kind>Duration|Instant)")
_FORECAST = re.compile(r"(?P<change>Change)?Forecast(?P<bound>Upper|Lower)?(?P<base>.+)")
_DIVIDEND = re.compile(r"(?P<what>Result|Forecast|ForecastUpper|ForecastLower)DividendPerShare(?P<when>.+)")
_WHEN = dict(
    zip(SCHEDULE, ("1stQuarter", "2ndQuarter", "3rdQuarter", "FiscalYearEnd", "Annual"), strict=True)
)
_SCHEDULES = {name: member for member, name in _WHEN.items()}
_KINDS = {"ForecastMember": "Forecast", "UpperMember": "ForecastUpper", "LowerMember": "ForecastLower"}
# The overview of the company alone, in a consolidated summary.
_OVERVIEW = "Nonconsolidated"


@dataclass(frozen=True, slots=True)
class LegacyName:
    """What the 2007 form calls an item; `since` is the first filing date that has it.

    `modern` is its name in the 2014 form, None where that form has no such item.
    """

    prefix: str
    element: str
    modern: str | None
    instant: bool
    since: date | None


@cache
def names() -> tuple[LegacyName, ...]:
    """The items of the 2007 form but for forecasts and dividends, whose names follow a pattern."""
    return tuple(
        LegacyName(
            prefix=row["prefix"],
            element=row["element"],
            modern=None if row["element_2014"] == "-" else row["element_2014"] or row["element"],
            instant=row["period"] == "instant",
            since=date.fromisoformat(row["since"]) if row["since"] else None,
        )
        for row in data.table("taxonomy", "tse/2007.csv")
    )


@cache
def _by_modern() -> Mapping[str, LegacyName]:
    return {name.modern: name for name in names() if name.modern}


@cache
def _by_legacy() -> Mapping[str, LegacyName]:
    return {name.element: name for name in names()}


def form_of(code: str) -> Form:
    """The table with the places of the items of a form: those that all standards share, and US GAAP's."""
    return load("acedussm" if code.startswith("a") else "qcedussm")


# --- 2007 → 2014 ----------------------------------------------------------------------------------


def modern(element: str, context: str, code: str) -> tuple[str, FormContext] | None:
    """The element and context of the 2014 form; None for a context id that is not the exchange's.

    `element` is a local name, `context` the id of its context, `code` that of the form ("qcedussm").
    An item that the 2014 form does not know keeps its name.
    """
    parts = _CONTEXT.fullmatch(context)
    if parts is None:
        return None
    base, schedule, kind = _split(element)
    known = _by_legacy().get(base)
    if known and known.modern:
        base = known.modern
    period = parts["period"] + parts["kind"]
    scope = f"{parts['scope']}Member"
    place = _place(form_of(code), base, period, (schedule, scope, kind))
    if place is not None:
        return base, place
    if known and known.modern is None:
        return base, FormContext(period)
    return base, FormContext(period, tuple(m for m in (schedule, scope, kind or "ResultMember") if m))


def _split(element: str) -> tuple[str, str, str]:
    """The name without its forecast or schedule, and the members that these stand for."""
    dividend = _DIVIDEND.fullmatch(element)
    if dividend and (schedule := _SCHEDULES.get(dividend["when"])):
        kinds = {name: member for member, name in _KINDS.items()}
        return "DividendPerShare", schedule, kinds.get(dividend["what"], "ResultMember")
    if forecast := _FORECAST.fullmatch(element):
        change = "ChangeIn" if forecast["change"] else ""
        return f"{change}{forecast['base']}", "", f"{forecast['bound'] or 'Forecast'}Member"
    return element, "", ""


def _place(form: Form, element: str, period: str, members: tuple[str, str, str]) -> FormContext | None:
    """The context of the form that fits best: same scope, then same period, then a result.

    The form of US GAAP has some items in its overview of the company alone only, such as OperatingIncome.
    Under another standard they stand in the consolidated statements as well, and keep their scope.
    """
    schedule, scope, kind = members
    name = parsed(period)
    is_whole = scope == "ConsolidatedMember"
    options = [
        (row, in_quarter(context, name.quarter if name else 0))
        for row in form.places(element)
        if not (is_whole and _OVERVIEW in row.role)
        for context in row.filling.contexts
        if schedule in ("", *context.members)
        and (kind in context.members if kind else not {"UpperMember", "LowerMember"} & {*context.members})
    ]
    if not options:
        return None
    row, best = max(
        options,
        key=lambda option: (
            scope in option[1].members,
            option[1].period == period,
            "ResultMember" in option[1].members,
        ),
    )
    return best if row.role == COVER else FormContext(period, best.members)


# --- 2014 → 2007 ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LegacyPlace:
    """Where the 2007 form states a fact: a name with its prefix, and the id of a context."""

    prefix: str
    element: str
    period: str
    alone: bool

    @property
    def context(self) -> str:
        """The id that the exchange prescribes: "CurrentAccumulatedQ2ConsolidatedDuration"."""
        name, scope = base(self.period), "NonConsolidated" if self.alone else "Consolidated"
        return f"{name}{scope}{self.period.removeprefix(name)}"


def legacy(element: str, context: FormContext, document: str, code: str) -> LegacyPlace | None:
    """Where the 2007 form of a code has a fact of the 2014 form; None if it has no such item.

    `document` is the period of the document, "CurrentAccumulatedQ2": what the cover states stands
    in it. All of a consolidated document stands in consolidated contexts but the overview of the
    company alone.
    """
    places = form_of(code).places(element)
    known = _by_modern().get(element) or _by_legacy().get(element)
    if known is None and places:
        return None
    period = context.period
    if known and (known.modern is None or any(row.role == COVER for row in places)):
        period = f"{document}{'Instant' if known.instant else 'Duration'}"
    overview = not places or any(_OVERVIEW in row.role for row in places)
    return LegacyPlace(
        prefix=known.prefix if known else "tse-t-ed",
        element=_joined(
            known.element if known else element, context, numeric=all(row.unit for row in places)
        ),
        period=period,
        alone=code[1:2] == "n" or (overview and "NonConsolidatedMember" in context.members),
    )


def _joined(name: str, context: FormContext, *, numeric: bool) -> str:
    """The name of an item with its forecast and schedule: the inverse of `_split`.

    The forecast of a text has the same name as the text.
    """
    kind = next((_KINDS[member] for member in context.members if member in _KINDS), "")
    when = next((_WHEN[member] for member in context.members if member in _WHEN), "")
    if name == "DividendPerShare":
        return f"{kind or 'Result'}{name}{when}"
    if not (kind and numeric):
        return name
    return f"Change{kind}{name.removeprefix('ChangeIn')}" if name.startswith("ChangeIn") else f"{kind}{name}"
