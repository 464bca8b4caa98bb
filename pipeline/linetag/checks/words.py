"""How figures, periods and concepts are named in messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.checks.limits import MOST_NAMED, MOST_TERMS
from linetag.checks.relation import PRECISE, Values, WeightedSum
from linetag.model import Aspects, Fact
from linetag.wording import period, unit

if TYPE_CHECKING:
    from linetag.checks.derivations import Derived
    from linetag.findings import Words

_TAGS = re.compile(r"<[^>]*>")
_SCALES = {3: "thousand ", 6: "million ", 9: "billion "}


def number(value: Decimal) -> str:
    """Return the digits in groups of three, no exponent, no superfluous zeros behind the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, like: Fact) -> str:
    """Return the value as a release prints such a figure: in thousands when the fact is."""
    scale = -(like.decimals or 0)
    return number(PRECISE.scaleb(value, -scale)) if scale in _SCALES else number(value)


def figure(fact: Fact) -> str:
    """Return the value of a fact in full units."""
    return number(fact.value) if isinstance(fact.value, Decimal) else str(fact.value or "nil")


def stated(fact: Fact) -> str:
    """Return the value with the decimals: "1,234 with decimals -3"."""
    if fact.value is None:
        return "nil"
    known = "INF" if fact.decimals is None else fact.decimals
    return f"{figure(fact)} with {'no decimals' if fact.unstated else f'decimals {known}'}"


def joined(names: Sequence[str]) -> str:
    """Return names as a sentence lists them, such as "1.0", "1.0 and 1.1", "1.0, 1.1 and 1.1-truncation"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def added(formula: WeightedSum, values: Values) -> Sequence[tuple[Fact, Decimal]]:
    """Return the terms of a sum that are not zero, or all terms if every one is."""
    return [term for term in formula.terms if values[term[0].id]] or formula.terms


def weighted_sum(formula: WeightedSum, values: Values, computed: str, like: Fact | None = None) -> str:
    """Return the right-hand side with its value: "76,865 - 2 x 12,000 = 52,865"; of many terms the value.

    Each figure is in its own scale, or in that of the figure `like`. Terms of zero are left out.
    """
    shown, text = added(formula, values), ""
    if len(shown) > MOST_TERMS:
        return computed
    for fact, weight in shown:
        sign = "-" if (values[fact.id] < 0) != (weight < 0) else "+"
        factor = "" if abs(weight) == 1 else f"{number(abs(weight))} x "
        text += f" {sign} {factor}{amount(abs(values[fact.id]), like or fact)}"
    text = f"-{text.removeprefix(' - ')}" if text.startswith(" - ") else text.removeprefix(" + ") or "0"
    if formula.divisor is not None:
        text += f" / {number(values[formula.divisor.id])}"
    elif formula.rate != 1:
        text += f" / {number(formula.rate)}"
    return text if text == computed else f"{text} = {computed}"


def derived(formula: Derived, total: Fact, values: Values) -> Words:
    """Return what a finding names of a derivation that fails: the figure, what it should be, and by what."""
    named, shown = formula.figures.named, formula.figures.shown
    one, judged = formula.derivation("", total, values), formula.judge(total, values)
    low, high = (shown(end, total) for end in (one.low, one.high))
    operands = judged.alternative.operands if judged.alternative else ()
    return {
        "figure": named(total),
        "stated": shown(total.value, total),
        "derived": high if one.low in (None, one.high) else f"{low} to {high}",
        "parts": "; ".join(f"{named(fact)} {shown(fact.value, fact)}" for fact in operands),
    }


def listed(names: Sequence[str], between: str = ", ", most: int = MOST_NAMED) -> str:
    """Return the first names, and how many more there are."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more


def unit_of(like: Fact) -> str:
    """Return what `amount` counts: "thousand JPY", "JPY per share"."""
    return _SCALES.get(-(like.decimals or 0), "") + unit(like.aspects.unit)


def where(aspects: Aspects) -> str:
    """Return the period, and the members of a slice."""
    names = "".join(f", {member.local}" for _, member in aspects.members)
    names += "".join(f", {axis.local} {_TAGS.sub('', content)}" for axis, content in aspects.typed)
    return period(aspects.period) + names
