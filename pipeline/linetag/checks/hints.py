"""What the figures of a failing sum say of the reason, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.checks import slips, words
from linetag.checks.causes import Cause, Correction
from linetag.checks.elsewhere import MOST_MISSING, Elsewhere, Missing, with_more_members
from linetag.checks.failing import Failure, cut_off, is_slice
from linetag.model import Aspects, Fact, QName

_MOST_NAMED = 4
_MOST_ALIKE = 6
# Units of the last digit beyond what rounding explains that still look like it.
_FEW = 1
_BOTH = 2


class Told(NamedTuple):
    """Failures told in one finding: the first with its cause, what it upsets, and where it is alike."""

    cause: Cause
    first: Failure
    upset: Sequence[Failure]
    alike: Sequence[Failure]


def hint(told: Told, elsewhere: Elsewhere, roles: Mapping[str, str]) -> str:
    """The hint of the finding on these failures."""
    return " ".join(
        (
            *(_rounding(told.first) if told.first.by_rounding else _reason(told, elsewhere)),
            *_others(told),
            _role(told.first, roles),
        )
    )


def _rounding(failure: Failure) -> Iterator[str]:
    """How much of what rounding may do the difference is."""
    one = abs(failure.gap) / failure.units
    most = words.number(failure.slack / one)
    yield f"A matter of rounding: {words.number(failure.units)} of the {most} units of the last digit"
    yield f"that {len(failure.parts) + 1} rounded figures can make;"
    yield "nothing needs to change if they are printed so."


def _reason(told: Told, elsewhere: Elsewhere) -> Iterator[str]:
    failure, cause = told.first, told.cause
    if looks_rounded(failure):
        why = "cut off instead of rounded" if cut_off(failure) else "less exact than their decimals say"
        yield f"The difference is {words.number(failure.units)} units of the last digit:"
        yield f"a last digit may be wrong, or the figures are {why}."
        return
    found = [
        sentence for sentence in (*_corrected(told, elsewhere), *_lacking(failure, elsewhere)) if sentence
    ]
    if not cause.corrections:
        found.extend(_beside(failure, elsewhere))
    if not cause.searched:
        found.append("It has too many figures to search for the one that is wrong.")
    yield from found or [
        "No single figure explains it: compare each with its source, and the parts with the statement."
    ]


def looks_rounded(failure: Failure) -> bool:
    """Whether a failure beyond rounding is one of a few units all the same, as of figures cut off."""
    largest = max(abs(value) for value in (failure.reported, *(part.value for part in failure.parts)))
    few = failure.units <= len(failure.parts) + _FEW
    return few and not failure.calculation.missing_count and largest >= 100 * abs(failure.gap) / failure.units


# --- another figure ---------------------------------------------------------------------------


def _corrected(told: Told, elsewhere: Elsewhere) -> Iterator[str]:
    corrections = told.cause.corrections
    if not corrections:
        return
    kind = corrections[0].kind
    if kind == "extra":
        yield from (_extra(c, told.first, elsewhere) for c in corrections[:1])
        return
    named = "; or ".join(_figure(correction, told) for correction in corrections)
    if kind in ("sign", "weight"):
        yield f"The sum holds with the other sign of {named}."
        if kind == "weight":
            yield "Other sums hold with it as it is: look at the weight of the relationship."
        elif told.alike:
            yield "As it is so more than once, look at the weight of the relationship, too."
    else:
        count = len(told.upset) + 1
        sums = (
            "the sum holds"
            if count == 1
            else "both sums hold"
            if count == _BOTH
            else f"all {count:,} sums hold"
        )
        yield f"With {named}, {sums}{_slip(corrections[0])}."


def _figure(correction: Correction, told: Told) -> str:
    """A figure as it is and, unless only its sign is another, as it should be."""
    fact, _, right, kind, stated, _ = correction
    total = told.first.total
    name = f"{fact.concept} ({words.amount(stated, total)}{_line(fact, total)})"
    return name if kind in ("sign", "weight") else f"{words.amount(right, total)} for {name}"


def _slip(correction: Correction) -> str:
    if correction.kind == "scale":
        power = abs((correction.right / correction.stated).adjusted())
        return f": it is off by a factor of {_FACTORS[power]}"
    return f": {text}" if (text := slips.words(correction.kind)) else ""


_FACTORS = {3: "a thousand", 6: "a million", 9: "a billion"}


def _extra(correction: Correction, failure: Failure, elsewhere: Elsewhere) -> str:
    """Why a part without which the sum holds may be counted twice."""
    fact = correction.fact
    value = words.amount(correction.value, failure.total)
    name = f"{fact.concept} ({value}{_line(fact, failure.total)})"
    if other := elsewhere.inside(fact.concept, failure):
        return f"{name} is counted twice: it is a part of {other} as well, which the sum adds."
    if parts := elsewhere.made_of(fact.concept, failure):
        listed = _listed(list(map(str, parts)))
        return f"{name} is counted twice: it is the total of {listed}, which the sum adds as well."
    same = [p.fact for p in failure.parts if abs(p.value) == abs(correction.value) and p.fact is not fact]
    if same:
        why = f"{same[0].concept} has the same amount, which may be counted twice"
        return f"The sum holds without {name}, and {why}."
    return f"The sum holds without {name}: it may be counted twice, or belong to another sum."


def _line(fact: Fact, total: Fact) -> str:
    """Where a figure stands; in another document than the total only that."""
    if not fact.line:
        return ""
    return f", line {fact.line}" if fact.document == total.document else ", in another document"


def _beside(failure: Failure, elsewhere: Elsewhere) -> Iterator[str]:
    """A figure of the same context that is the difference, and no part of the sum."""
    found = elsewhere.left_out(failure)
    if found:
        named = " and ".join(f"{fact.concept}{_line(fact, failure.total)}" for fact in found[:2])
        value = words.amount(abs(failure.gap), failure.total)
        report = "reports" if len(found) == 1 else "report each"
        yield f"The difference of {value} is just what {named} {report}, which the calculation does not add."


# --- parts that are not reported --------------------------------------------------------------


def _lacking(failure: Failure, elsewhere: Elsewhere) -> Iterator[str]:
    count = failure.calculation.missing_count
    if count > MOST_MISSING:
        yield f"{count} parts of the sum are not reported {_here(failure)}."
        return
    missing = elsewhere.missing(failure)
    for part in missing:
        found = _found(part, failure, elsewhere.facts(part.concept))
        if found:
            value = words.amount(part.needed, failure.total)
            yield f"{part.concept} is not reported {_here(failure)}; {value} would put it right, {found}."
            return
    if len(missing) == 1:
        (part,) = missing
        value = words.amount(part.needed, failure.total)
        partly = _partly(failure, elsewhere.facts(part.concept))
        yield f"{part.concept} is not reported {_here(failure)}{partly}; {value} would put it right."
    elif missing:
        named = _listed([str(part.concept) for part in missing])
        yield f"Not reported {_here(failure)}: {named}."
    if is_slice(failure.calculation) and missing:
        whole = [part for part in missing if _of_the_whole(failure, elsewhere.facts(part.concept))]
        if whole:
            named = _listed([str(part.concept) for part in whole])
            yield (
                "All of this is reported for the whole entity."
                if len(whole) == len(missing)
                else f"Reported for the whole entity: {named}."
            )
    elif missing and all(_at_other_times(failure, elsewhere.facts(part.concept)) for part in missing):
        yield f"{'It is' if len(missing) == 1 else 'All are'} reported for other periods; this one may belong"
        yield "to a table of fewer lines, such as quarterly data or changes in equity."


def _here(failure: Failure) -> str:
    return "for these members" if is_slice(failure.calculation) else "for this period"


def _found(part: Missing, failure: Failure, facts: Sequence[Fact]) -> str:
    """Where the value that is needed is reported, by one fact or by the members of a dimension."""
    aspects = failure.total.aspects
    if abs(part.needed) <= _TELLING * part.near:
        return ""
    for axis, members in _by_axis(facts, aspects).items():
        if len(members) > 1 and abs(_sum(members) - part.needed) <= part.near * len(members):
            return f"which is what its members on {axis} make ({_listed([m.local for m in members])})"
    for fact in facts:
        if abs(_value(fact) - part.needed) <= part.near and fact.aspects.unit == aspects.unit:
            return f"which is reported for {words.where(fact.aspects)}{_line(fact, failure.total)}"
    return ""


def _partly(failure: Failure, facts: Sequence[Fact]) -> str:
    """By which members a part is reported that is not reported for the whole."""
    for axis, members in _by_axis(facts, failure.total.aspects).items():
        amount = words.amount(_sum(members), failure.total)
        named = _listed([member.local for member in members])
        return f" as a whole, only by members on {axis} ({named}), which make {amount}"
    return ""


def _by_axis(facts: Sequence[Fact], aspects: Aspects) -> Mapping[QName, Mapping[QName, Fact]]:
    """Axis -> member -> fact, for those that have one member more than the aspects."""
    found: dict[QName, dict[QName, Fact]] = {}
    for axis, fact in with_more_members(facts, aspects):
        found.setdefault(axis, {})[dict(fact.aspects.members)[axis]] = fact
    return found


def _sum(members: Mapping[QName, Fact]) -> Decimal:
    return sum(map(_value, members.values()), Decimal(0))


_TELLING = 4


def _value(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)


def _of_the_whole(failure: Failure, facts: Sequence[Fact]) -> bool:
    """Whether a part that a slice lacks is reported for the whole entity."""
    whole = failure.total.aspects._replace(members=(), typed=(), other=())
    return any(fact.aspects == whole for fact in facts)


def _at_other_times(failure: Failure, facts: Sequence[Fact]) -> bool:
    """Whether a part is reported for other periods, though not for that of the sum."""
    own = failure.total.aspects
    others = (fact.aspects for fact in facts if fact.aspects.period != own.period)
    return any(aspects._replace(period=own.period) == own for aspects in others)


# --- others -----------------------------------------------------------------------------------


def _others(told: Told) -> Iterator[str]:
    """What the same cause upsets, and where the sum fails alike."""
    if told.upset:
        names = [f"{f.total.concept} ({words.where(f.total.aspects)})" for f in told.upset]
        yield f"It also upsets: {_listed(names, '; ')}."
    if told.alike:
        places = [f"{words.where(f.total.aspects)} ({_gap(f, told.first)})" for f in told.alike]
        yield f"The same in: {_listed(places, '; ', _MOST_ALIKE)}."


def _gap(failure: Failure, first: Failure) -> str:
    return words.amount(failure.gap, first.total)


def _role(failure: Failure, roles: Mapping[str, str]) -> str:
    return f"Calculation: {_listed([roles.get(role) or role for role in failure.roles], '; ')}."


def _listed(names: Sequence[str], between: str = ", ", most: int = _MOST_NAMED) -> str:
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return between.join(names[:most]) + more
