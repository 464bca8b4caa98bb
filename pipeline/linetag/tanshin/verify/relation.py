"""What must hold between figures of a summary, in one shape, and the judge of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple

from linetag import wording
from linetag.calc import formulas, intervals
from linetag.calc.formulas import Formula
from linetag.calc.intervals import Interval
from linetag.checks.derivations import Derivation, Kind, Part, Reason
from linetag.model import Fact
from linetag.tanshin.form.facts import document_name, element_of, origin_of, unit_of
from linetag.tanshin.form.records import FormContext, Tanshin, context_of
from linetag.tanshin.form.rounding import methods

Changed = Mapping[str, Decimal]
"""Other values than the document states, by ids of facts: to ask what would be."""

_DIVIDEND = "DividendPerShare"
_NEAR = Decimal("1.1")
_MEMBERS = {
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


class Way(NamedTuple):
    """One way to the figure: from these figures, by this formula."""

    parts: tuple[Fact, ...]
    formula: Formula


@dataclass(frozen=True, slots=True)
class Relation:
    """`stated` follows from the parts of one of the ways; without a way a figure is `missing`.

    `form`: it is that, at most that, near that (another number of shares may be behind it), or a growth.
    """

    kind: Kind
    code: str
    stated: Fact
    ways: tuple[Way, ...]
    form: Literal["equal", "at most", "near", "growth"] = "equal"

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact that takes part, the stated one first."""
        return tuple({f.id: f for f in (self.stated, *(p for way in self.ways for p in way.parts))}.values())


class Stated:
    """The figures of a tanshin by element and context, and between what they lie."""

    def __init__(self, tanshin: Tanshin) -> None:
        """With all its facts; `facts` are those of each element and context once, `document` its period."""
        self.tanshin = tanshin
        self._facts: dict[tuple[str, FormContext], list[Fact]] = defaultdict(list)
        for fact in tanshin.facts:
            self._facts[element_of(fact), context_of(fact)].append(fact)
        self.facts = tuple(facts[0] for facts in self._facts.values())
        self.document = document_name(tanshin)
        self._twice = {key for key, facts in self._facts.items() if len({fact.value for fact in facts}) > 1}
        notes = (f.value for f in tanshin.facts if element_of(f) == "NoteToFractionProcessingMethod")
        self._methods = methods(next((note for note in notes if isinstance(note, str)), ""))

    def fact(self, element: str, context: FormContext) -> Fact | None:
        """The fact of an element in a context, nil or not."""
        found = self._facts.get((element, context))
        return found[0] if found else None

    def any_of(self, elements: Iterable[str], context: FormContext) -> tuple[Fact, ...]:
        """The facts of those of the elements that are stated there."""
        return tuple(fact for element in elements if (fact := self.fact(element, context)))

    def where(self, context: FormContext) -> str:
        """The period, and what is said of a figure beside: a forecast, one of the company alone."""
        period = self.tanshin.periods.get(context.period)
        members = [_MEMBERS.get(member, member.removesuffix("Member")) for member in context.members]
        return ", ".join((wording.period(period) if period else context.period, *filter(None, members)))

    def named(self, fact: Fact) -> str:
        """A figure by its element and its period."""
        return f"{element_of(fact)} ({self.where(context_of(fact))})"

    def is_ambiguous(self, fact: Fact) -> bool:
        """Whether the document states it with several values."""
        return (element_of(fact), context_of(fact)) in self._twice

    def interval(self, fact: Fact, changed: Changed) -> Interval | None:
        """Between what the figure behind a fact lies; None where it is nil or no number."""
        value = changed.get(fact.id, fact.value)
        if not isinstance(value, Decimal):
            return None
        if fact.decimals is None or element_of(fact) == _DIVIDEND or unit_of(fact) == "Shares":
            return intervals.exactly(value)
        unit = Decimal(1).scaleb(-max(min(fact.decimals, 30), -30))
        if unit_of(fact) == "JPY":
            scope = next((m for m in context_of(fact).members if m in self._methods), "")
            return intervals.unrounded(value, unit, self._methods.get(scope))
        return intervals.unrounded(value, unit, "half-up" if unit_of(fact) == "Pure" else None)


def judge(relation: Relation, stated: Stated, changed: Changed | None = None) -> Derivation:
    """The verdict on a relation, with some figures changed or none."""
    changed = changed or {}
    if any(stated.is_ambiguous(fact) for fact in relation.facts):
        return _verdict(relation, "it is reported more than once")
    if relation.form == "growth":
        return _growth(relation, stated, changed)
    own = stated.interval(relation.stated, changed)
    if own is None:
        return _verdict(relation, "it is no figure")
    return _held(relation, own, stated, changed)


def _growth(relation: Relation, stated: Stated, changed: Changed) -> Derivation:
    """A growth by its own rules: a dash stands where growth says nothing (TSE.md C2)."""
    own = stated.interval(relation.stated, changed)
    amounts = [changed.get(f.id, f.value) for f in relation.ways[0].parts] if relation.ways else []
    current, prior = amounts if len(amounts) == 2 else (None, None)  # noqa: PLR2004 - a pair
    if not isinstance(current, Decimal) or not isinstance(prior, Decimal):
        return _verdict(relation, "a figure it derives from is not stated")
    _, nil = formulas.growth(current, prior)
    if own is None:
        if relation.stated.value is not None:
            return _verdict(relation, "it is no figure")
        return _verdict(relation, None if nil else "no growth is stated")
    if nil in ("prior-not-positive", "current-negative"):
        wrong = (current < 0) != (prior < 0) and _signless(relation, own, stated, changed)
        if isinstance(wrong, Interval):
            return _verdict(relation, None, relation.ways[0], wrong, fails=True)
        return _verdict(relation, "the form shows a dash")
    return _held(relation, own, stated, changed)


def _signless(relation: Relation, own: Interval, stated: Stated, changed: Changed) -> Interval | None:
    """The growth of the amounts without their signs, if it is the one stated: one sign is wrong then."""
    spans = [stated.interval(part, changed) for part in relation.ways[0].parts]
    sizes = [intervals.negative(span) if span.high < 0 else span for span in spans if span]
    growth = relation.ways[0].formula.between(sizes)
    return growth if growth is not None and own.overlaps(growth) else None


def _held(relation: Relation, own: Interval, stated: Stated, changed: Changed) -> Derivation:
    reason: Reason = "a figure it derives from is not stated"
    failed: tuple[Way, Interval] | None = None
    for way in relation.ways:
        parts = [stated.interval(part, changed) for part in way.parts]
        known = [part for part in parts if part is not None]
        if len(known) < len(parts):
            continue
        span = way.formula.between(known)
        if span is None:
            reason = "its divisor may be zero"
        elif _fits(relation, own, span):
            return _verdict(relation, None, way, span)
        elif relation.form == "near" and _near(own, span):
            reason = "it may rest on another number of shares"
        else:
            failed = failed or (way, span)
    if failed is None or reason == "it may rest on another number of shares":
        return _verdict(relation, reason)
    return _verdict(relation, None, *failed, fails=True)


def _fits(relation: Relation, own: Interval, span: Interval) -> bool:
    if relation.form == "at most":
        return own.low < span.high or (own.low == span.high and own.low_in and span.high_in)
    return own.overlaps(span)


def _near(own: Interval, span: Interval) -> bool:
    """Whether a figure may be the same with a number of shares that is a tenth more or less."""
    low, high = sorted((intervals.scaled(span, _NEAR), intervals.scaled(span, 1 / _NEAR)))
    return own.overlaps(Interval(min(low.low, high.low), max(low.high, high.high)))


def _verdict(
    relation: Relation,
    reason: Reason | None,
    way: Way | None = None,
    span: Interval | None = None,
    *,
    fails: bool = False,
) -> Derivation:
    fact = relation.stated
    way = way or (relation.ways[0] if relation.ways else None)
    low, high = _ends(fact, span, relation.form) if span else (None, None)
    return Derivation(
        kind=relation.kind,
        item=element_of(fact),
        context=fact.context,
        verdict="undecided" if reason else "fails" if fails else "holds",
        reason=reason,
        stated=fact.value if isinstance(fact.value, Decimal) else None,
        low=low,
        high=high,
        parts=tuple(
            Part(element_of(p), p.context, p.value if isinstance(p.value, Decimal) else None)
            for p in (way.parts if way else ())
        ),
        at=origin_of(fact),
    )


def _ends(fact: Fact, span: Interval, form: str) -> tuple[Decimal | None, Decimal]:
    """The least and the greatest figure that would hold, as the fact states figures."""
    low, high = span.printed(min(max(fact.decimals or 0, -30), 30))
    return (None if form == "at most" else low), high
