"""How figures, periods and concepts are named in messages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from linetag.checks.relation import EXACT
from linetag.model import Aspects, Fact, QName, Taxonomy
from linetag.wording import period, unit
from linetag.xbrl.names import STANDARD_LABEL

# More figures of one sum than this are not read.
_MOST_TERMS = 20
_TAGS = re.compile(r"<[^>]*>")
_SCALES = {3: "thousand ", 6: "million ", 9: "billion "}


def label(concept: QName, taxonomy: Taxonomy) -> str:
    """The English standard label, or the name."""
    for text in taxonomy.labels.get(concept, ()):
        if text.role == STANDARD_LABEL and text.lang == "en":
            return text.text
    return str(concept)


def number(value: Decimal) -> str:
    """Digits in groups of three, no exponent, no superfluous zeros behind the point."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount(value: Decimal, like: Fact) -> str:
    """The value as a release prints such a figure: in thousands when the fact is."""
    scale = -(like.decimals or 0)
    return number(EXACT.scaleb(value, -scale)) if scale in _SCALES else number(value)


def figure(fact: Fact) -> str:
    """The value of a fact in full units."""
    return number(fact.value) if isinstance(fact.value, Decimal) else str(fact.value or "nil")


def stated(fact: Fact) -> str:
    """The value with the decimals: "1,234 with decimals -3"."""
    if fact.value is None:
        return "nil"
    decimals = (
        "no decimals" if fact.unstated else f"decimals {'INF' if fact.decimals is None else fact.decimals}"
    )
    return f"{figure(fact)} with {decimals}"


def joined(names: Sequence[str]) -> str:
    """Such as "1.0", "1.0 and 1.1", "1.0, 1.1 and 1.1-truncation"."""
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def sum_of(terms: Sequence[tuple[Decimal, Decimal]], computed: Decimal, like: Fact) -> str:
    """Figures times weights and what they make: "5 + 6 - 2 x 3 = 5"; one figure alone is just that."""
    text = ""
    for value, weight in terms[:_MOST_TERMS]:
        sign = "-" if (value < 0) != (weight < 0) else "+"
        factor = "" if abs(weight) == 1 else f"{number(abs(weight))} x "
        joint = f" {sign} " if text else sign.strip("+")
        text += f"{joint}{factor}{amount(abs(value), like)}"
    if len(terms) > _MOST_TERMS:
        text += f" + … ({len(terms)} figures)"
    result = amount(computed, like)
    return f"{text} = {result}" if text and text != result else result


def measure(like: Fact) -> str:
    """What `amount` counts: "thousand JPY", "JPY per share"."""
    return _SCALES.get(-(like.decimals or 0), "") + unit(like.aspects.unit)


def where(aspects: Aspects) -> str:
    """The period, and the members of a slice."""
    names = "".join(f", {member.local}" for _, member in aspects.members)
    names += "".join(f", {axis.local} {_TAGS.sub('', content)}" for axis, content in aspects.typed)
    return period(aspects.period) + names
