"""Facts of a summary in either form: as lists made by hand state them, and as the files do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from linetag.tanshin.form.facts import unit_of
from linetag.tanshin.form.legacy_instance import padded

if TYPE_CHECKING:
    from linetag.model import Fact


class Expected(NamedTuple):
    """A fact as its file states it; `value` is "nil" for none."""

    element: str
    context: str
    value: str
    unit: str
    decimals: str


# Contexts by what they are about: the half year and its end, the one before, the two fiscal years.
PERIODS = {
    "half": "CurrentAccumulatedQ2Duration",
    "now": "CurrentAccumulatedQ2Instant",
    "prior-half": "PriorAccumulatedQ2Duration",
    "prior-end": "PriorYearInstant",
    "prior-year": "PriorYearDuration",
    "year": "CurrentYearDuration",
    "year-end": "CurrentYearInstant",
}
_MEMBERS = {
    "C": "ConsolidatedMember",
    "N": "NonConsolidatedMember",
    "result": "ResultMember",
    "forecast": "ForecastMember",
    "upper": "UpperMember",
    "lower": "LowerMember",
    "1Q": "FirstQuarterMember",
    "2Q": "SecondQuarterMember",
    "3Q": "ThirdQuarterMember",
    "end": "YearEndMember",
    "total": "AnnualMember",
}
_DECIMALS = {"JPY": "-6", "Pure": "3", "JPYPerShares": "2", "Shares": "0", "NumberOfCompanies": "0"}


def expected_2014(text: str, periods: Mapping[str, str] = PERIODS) -> set[Expected]:
    """The facts of the 2014 form."""

    def context(about: str) -> str:
        period, *members = about.split()
        return "_".join((periods[period], *(_MEMBERS[member] for member in members)))

    return {_line(line, context, "") for line in _lines(text)}


def expected_2007(text: str, periods: Mapping[str, str] = PERIODS) -> set[Expected]:
    """The facts of the 2007 form."""

    def context(about: str) -> str:
        period = periods[about]
        kind = "Instant" if period.endswith("Instant") else "Duration"
        return f"{period.removesuffix(kind)}Consolidated{kind}"

    return {_line(line, context, "tse-t-") for line in _lines(text)}


def _lines(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(set(lines)) == len(lines)
    return lines


def _line(line: str, context_of: Callable[[str], str], prefix: str) -> Expected:
    element, about, value, *rest = line.split(" | ")
    unit, _, decimals = (rest[0] if rest else "").partition(" ")
    decimals = decimals or _DECIMALS.get(unit, "")
    return Expected(f"{prefix}{element}", context_of(about), value, unit, "" if value == "nil" else decimals)


def modern_facts(facts: Iterable[Fact]) -> list[Expected]:
    """The facts of a document of the 2014 form as its file states them."""
    return [
        Expected(
            fact.concept.local,
            fact.context,
            _text(fact),
            unit_of(fact),
            "" if fact.decimals is None else str(fact.decimals),
        )
        for fact in facts
    ]


def _text(fact: Fact) -> str:
    if isinstance(fact.value, Decimal):
        return f"{padded(fact.value, fact.decimals):f}"
    return "nil" if fact.value is None else fact.value


def legacy_facts(content: bytes) -> list[Expected]:
    """The facts that an instance of the 2007 form states."""
    nil = "{http://www.w3.org/2001/XMLSchema-instance}nil"
    return [
        Expected(
            f"{element.prefix}:{etree.QName(element).localname}",
            str(element.get("contextRef")),
            "nil" if element.get(nil) == "true" else str(element.text),
            element.get("unitRef", ""),
            element.get("decimals", ""),
        )
        for element in etree.fromstring(content)
        if element.get("contextRef")
    ]
