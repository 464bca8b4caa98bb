"""The figures of a summary as read: found by element and context, with the interval that each stands for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from linetag import wording
from linetag.calc import intervals
from linetag.calc.figures import Rounding
from linetag.calc.intervals import Interval
from linetag.checks.derivations import bounded_decimals
from linetag.checks.relation import PRECISE
from linetag.model import Fact
from linetag.tanshin.form.facts import document_name, element_of, unit_of
from linetag.tanshin.form.records import FormContext, Tanshin, context_of

_SCALES = {"JPY": (-6, " million"), "Pure": (2, "%")}
_DECIMALS = {"Pure": 1, "JPYPerShares": 2}
_MEMBERS: Mapping[str, str] = {
    "ConsolidatedMember": "",
    "ResultMember": "",
    "NonConsolidatedMember": "company alone",
    "ForecastMember": "forecast",
    "UpperMember": "upper forecast",
    "LowerMember": "lower forecast",
    "FirstQuarterMember": "first quarter",
    "SecondQuarterMember": "second quarter",
    "ThirdQuarterMember": "third quarter",
    "YearEndMember": "year end",
    "AnnualMember": "annual",
}
"""How a finding names the member of a figure; that of the consolidated result needs no name."""


class SummaryFigures:
    """The facts of a summary by element and context; how the form names, rounds and prints them."""

    def __init__(self, tanshin: Tanshin) -> None:
        """With all its facts; `facts` are those of each element and context once, `document` its period."""
        self.periods = tanshin.periods
        self._facts: dict[tuple[str, FormContext], list[Fact]] = defaultdict(list)
        for fact in tanshin.facts:
            self._facts[element_of(fact), context_of(fact)].append(fact)
        self.facts = tuple(facts[0] for facts in self._facts.values())
        self.document = document_name(tanshin)
        notes = (f.value for f in tanshin.facts if element_of(f) == "NoteToFractionProcessingMethod")
        self._methods = methods(next((note for note in notes if isinstance(note, str)), ""))

    def fact(self, element: str, context: FormContext) -> Fact | None:
        """Return the fact of an element in a context, nil or not."""
        return next(iter(self._facts.get((element, context), ())), None)

    def is_ambiguous(self, fact: Fact) -> bool:
        """Whether the document states the figure with several values."""
        return len({one.value for one in self._facts.get((element_of(fact), context_of(fact)), ())}) > 1

    def item(self, fact: Fact) -> str:
        """Return the name of the concept in the form of 2014."""
        return element_of(fact)

    def named(self, fact: Fact) -> str:
        """Return a name such as "NetIncomeUS (2012-04-01 to 2013-03-31, forecast)"."""
        context = context_of(fact)
        period = self.periods.get(context.period)
        members = [_MEMBERS.get(member, member.removesuffix("Member")) for member in context.members]
        where = (wording.period(period) if period else context.period, *filter(None, members))
        return f"{element_of(fact)} ({', '.join(where)})"

    def shown(self, value: object, like: Fact) -> str:
        """Return a value as the form prints it: in millions, in percent."""
        if not isinstance(value, Decimal):
            return "nil" if value is None else str(value)
        scale, unit = _SCALES.get(unit_of(like), (0, ""))
        return f"{PRECISE.scaleb(value, scale):,.{_DECIMALS.get(unit_of(like), 0)}f}{unit}"

    def interval(self, fact: Fact, value: Decimal | None) -> Interval | None:
        """Return the interval of the amounts that are stated as `value`; None for a dash and for words."""
        if value is None:
            return None
        if fact.decimals is None or element_of(fact) == "DividendPerShare" or unit_of(fact) == "Shares":
            return intervals.exactly(value)
        one = Decimal(1).scaleb(-bounded_decimals(fact))
        if unit_of(fact) == "JPY":
            scope = next((m for m in context_of(fact).members if m in self._methods), "")
            return intervals.unrounded(value, one, self._methods.get(scope))
        return intervals.unrounded(value, one, "half-up" if unit_of(fact) == "Pure" else None)


_WORDS: tuple[tuple[Rounding, str], ...] = (("half-up", r"四捨五入"), ("down", r"切り?捨"))
_SCOPES = {"ConsolidatedMember": "連結", "NonConsolidatedMember": "個別|単体|単独"}


def methods(note: str) -> Mapping[str, Rounding]:
    """The method by which amounts of a scope are rounded, "" for all others.

    "（連結業績は百万円未満四捨五入、個別業績は百万円未満切捨て）" states one for each.
    """
    found: dict[str, Rounding] = {}
    for clause in re.split(r"[、，,。]", note):
        stated = [method for method, words in _WORDS if re.search(words, clause)]
        if len(stated) != 1:
            continue
        named = [scope for scope, words in _SCOPES.items() if re.search(words, clause)]
        for scope in named or ("", *_SCOPES):
            if found.get(scope, stated[0]) != stated[0]:
                return {}
            found[scope] = stated[0]
    return found
