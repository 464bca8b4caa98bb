"""The failing sums of somebody else's report, each once, the face statements first."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.calc import Calculation, Calculations
from linetag.checks.relation import unit
from linetag.model import Fact, Mode

_LONGEST = 100
_GRAVER: Mapping[Mode, int] = {"1.1": 0, "1.1-truncation": 1, "1.0": 2}
# "104 - Statement - CONSOLIDATED BALANCE SHEETS" is how the SEC has roles defined.
_SORTED = re.compile(r"\S+ - (Document|Statement|Disclosure|Schedule) - ")
_FACE = re.compile(r"statement|balance ?sheet|financial ?position|cash ?flow", re.IGNORECASE)


class Part(NamedTuple):
    """A contributor: its fact, its weight, and the value that took part."""

    fact: Fact
    weight: Decimal
    value: Decimal


class Failure(NamedTuple):
    """A sum that fails: its figures, once for all modes and roles in which they make it.

    `gap` is reported - computed and `slack` what rounding may explain of it, in full units.
    """

    calculation: Calculation
    code: str
    total: Fact
    parts: tuple[Part, ...]
    reported: Decimal
    computed: Decimal
    gap: Decimal
    slack: Decimal
    roles: tuple[str, ...]

    @property
    def units(self) -> Decimal:
        """The gap in units of the last digit that all its figures have."""
        stated = [unit(fact) for fact in self.facts if fact.decimals is not None]
        return abs(self.gap) / max(stated, default=Decimal(1))

    @property
    def facts(self) -> Iterator[Fact]:
        """The total, then its parts."""
        yield self.total
        for part in self.parts:
            yield part.fact

    @property
    def rounding(self) -> Decimal:
        """What rounding explains, whatever rule refuses the sum."""
        return rounding(self.total, self.parts)

    @property
    def by_rounding(self) -> bool:
        """Whether rounding explains it: only XBRL 2.1 refuses it."""
        return self.code == "C401"


def failing(
    calculations: Calculations, roles: Mapping[str, str]
) -> tuple[Sequence[Failure], Sequence[Calculation]]:
    """The distinct failures in the order in which to tell them, and sums of endless figures.

    `roles` are the definitions of the link roles.
    """
    gravest: dict[int, Calculation] = {}
    for calculation in calculations.results:
        if calculation.verdict == "inconsistent" and not calculation.reason:
            other = gravest.setdefault(id(calculation.candidate), calculation)
            if _GRAVER[calculation.mode] < _GRAVER[other.mode]:
                gravest[id(calculation.candidate)] = calculation
    alike: dict[object, list[Failure]] = {}
    endless: list[Calculation] = []
    for calculation in gravest.values():
        if not is_printable(calculation):
            endless.append(calculation)
            continue
        found = failure_of(calculation)
        key = id(found.total), tuple(sorted((id(part.fact), part.weight) for part in found.parts))
        alike.setdefault(key, []).append(found)
    once = [_merged(same, roles) for same in alike.values()]
    return sorted(once, key=lambda failure: _rank(failure, roles)), endless


def holding(calculations: Calculations, failures: Iterable[Failure]) -> Mapping[str, Sequence[Calculation]]:
    """The sums that hold in the contexts of failing ones, by the ids of the figures of the latter."""
    wanted = {fact.id for failure in failures for fact in failure.facts}
    contexts = {failure.calculation.candidate.number for failure in failures}
    mode = next((mode for mode in _GRAVER if mode in calculations.not_bound), "1.1")
    found: dict[str, list[Calculation]] = defaultdict(list)
    for calculation in calculations.results:
        if (
            calculation.candidate.number in contexts
            and calculation.mode == mode
            and calculation.verdict == "consistent"
        ):
            for facts in calculation.sets:
                name = best(facts).id
                if name in wanted:
                    found[name].append(calculation)
    return found


def _merged(same: Sequence[Failure], roles: Mapping[str, str]) -> Failure:
    """One failure for those of the same figures: the gravest, in the role that comes first."""
    ranked = sorted(same, key=lambda failure: (_GRAVER[failure.calculation.mode], _rank(failure, roles)))
    return ranked[0]._replace(roles=tuple(dict.fromkeys(role for f in ranked for role in f.roles)))


def is_printable(calculation: Calculation) -> bool:
    """Whether its figures are short enough for a person, and for a search for slips."""
    return all(
        abs(value.adjusted()) < _LONGEST and len(str(value)) < _LONGEST and abs(fact.decimals or 0) < _LONGEST
        for facts in calculation.sets
        for fact in facts
        if isinstance(value := fact.value, Decimal)
    )


def failure_of(calculation: Calculation) -> Failure:
    """A calculation as a failure, whatever its verdict."""
    parts = tuple(
        Part(best(part.facts), part.weight, part.value) for part in calculation.contributors if part.weight
    )
    total = best(calculation.facts)
    reported, computed, gap, slack = calculation.amounts
    if calculation.mode == "1.0":
        slack = rounding(total, parts)
    if calculation.mode == "1.0" and abs(gap) <= slack:
        code = "C401"
    elif is_slice(calculation) and calculation.missing_count:
        code = "C406"
    else:
        code = "C403" if calculation.mode == "1.1-truncation" else "C402"
    return Failure(calculation, code, total, parts, reported, computed, gap, slack, (calculation.role,))


def best(facts: Sequence[Fact]) -> Fact:
    """Of the facts of one concept and context the first that has a figure."""
    if len(facts) == 1:
        return facts[0]
    return next((fact for fact in facts if isinstance(fact.value, Decimal)), facts[0])


def is_slice(calculation: Calculation) -> bool:
    """Whether the sum is that of a part of the entity, such as a segment."""
    aspects = calculation.aspects
    return bool(aspects.members or aspects.typed or aspects.other)


def rounding(total: Fact, parts: Iterable[Part]) -> Decimal:
    """What rounding may explain: half a unit of each figure (Calculations 1.1)."""
    stated = [(Decimal(1), total.decimals), *((abs(part.weight), part.fact.decimals) for part in parts)]
    return sum(
        (weight * Decimal(5).scaleb(-decimals - 1) for weight, decimals in stated if decimals is not None),
        Decimal(0),
    )


def _rank(failure: Failure, roles: Mapping[str, str]) -> tuple[bool, bool, int, int]:
    """Face statements first, the whole entity before its slices, then the order of the documents."""
    named = (roles.get(role) or role for role in failure.roles)
    total = failure.total
    return (
        not any(map(is_face, named)),
        is_slice(failure.calculation),
        total.document,
        total.line,
    )


def is_face(role: str) -> bool:
    """Whether a role is that of a face statement, by its definition or else its address."""
    kind = _SORTED.match(role)
    return kind[1] == "Statement" if kind else _FACE.search(role) is not None


def cut_off(failure: Failure, *, mirrored: bool = False) -> bool:
    """Whether the sum holds if its figures are cut off after their decimals (Calculations 1.1).

    `mirrored` asks the same of a total that is as far from the sum of its parts on the other side:
    what holds both ways says nothing of how the figures were made.
    """
    reported = failure.computed - failure.gap if mirrored else failure.reported
    low, high = _span(reported, failure.total.decimals)
    least = most = Decimal(0)
    for fact, weight, value in failure.parts:
        ends = [weight * end for end in _span(value, fact.decimals)]
        least, most = least + min(ends), most + max(ends)
    return least < low < most if low == high else max(low, least) < min(high, most)


def _span(value: Decimal, decimals: int | None) -> tuple[Decimal, Decimal]:
    if decimals is None:
        return value, value
    one = Decimal(1).scaleb(-decimals)
    return (value if value > 0 else value - one), (value if value < 0 else value + one)
