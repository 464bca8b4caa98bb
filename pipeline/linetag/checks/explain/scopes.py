"""Which statement a sum belongs to: the consolidated or the single one, that of a quarter or of a year.

A calculation of the one applies, by the rules of XBRL, to every context in which its total is reported, those
of the other statement included. There it fails, although no figure is wrong.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from linetag.checks.limits import FEW_LINES
from linetag.model import FOREVER, Aspects, Duration, Instant

if TYPE_CHECKING:
    from linetag.calc import Calculation
    from linetag.checks.case import Case
    from linetag.checks.relation import Relation
    from linetag.model import QName

_SINGLE = re.compile(
    r"\bnon[ -]?consolidated|\bunconsolidated (?:balance|income|financial|statement)"
    r"|\bparent(?=[ -]only| company|$)|\bregistrant\b|\bcompany only"
    r"|\bseparate (?:financial )?statements?|\bstandalone\b|個別|単体",
    re.IGNORECASE,
)
_CONSOLIDATED = re.compile(r"\bconsolidated\b|連結", re.IGNORECASE)
_TO_DATE = re.compile(r"\byear to (?:quarter(?: end)?|date)\b|\bytd\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquarter(?:ly)?\b", re.IGNORECASE)
_HALF = re.compile(r"\bsemi[ -]?annual|\bhalf[ -]?year", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|[_-]+")
# What a quarter or half of a year may last, in days.
_DAYS = {"quarter": (80, 100), "half of a year": (170, 190), "year to date": (80, 380)}


class Scope(NamedTuple):
    """Which entity and period a statement or a context is of, as far as its name or its members say."""

    entity: str = ""
    period: str = ""


class SumOfOtherScope(NamedTuple):
    """A failing sum of a role of another scope; it holds in the role `own`, or fails there as well."""

    relation: Relation
    role: str
    own: str
    holds: bool


@cache
def scope_of_name(name: str) -> Scope:
    """Return the scope that the definition or the address of a role states.

    >>> scope_of_name("http://example.com/role/rol_QuarterlyConsolidatedBalanceSheet")
    Scope(entity='consolidated', period='quarter')
    """
    text = _spaced(name)
    entity = "single" if _SINGLE.search(text) else "consolidated" if _CONSOLIDATED.search(text) else ""
    if _TO_DATE.search(text):
        return Scope(entity, "year to date")
    return Scope(
        entity, "quarter" if _QUARTER.search(text) else "half of a year" if _HALF.search(text) else ""
    )


def is_single(name: str) -> bool:
    """Whether a member, or what a scenario says, stands for the entity without its subsidiaries.

    >>> is_single("NonConsolidatedMember"), is_single("EuropeMember")
    (True, False)
    """
    return _SINGLE.search(_spaced(name).removesuffix(" Member")) is not None


class Scopes:
    """The roles and contexts of a report with their scopes, for its failing sums."""

    def __init__(self, failing: Sequence[Relation], case: Case) -> None:
        """Find in which roles the totals of failing sums have a verdict for the same figures."""
        self._case = case
        self._verdicts: dict[tuple[QName, int], dict[str, list[Calculation]]] = defaultdict(
            lambda: defaultdict(list)
        )
        wanted = {own.calculation.total for own in failing if own.calculation is not None}
        roles = {own.calculation.role for own in failing if own.calculation is not None}
        for one in case.calculations.results:
            if one.total in wanted and one.verdict != "unchecked":
                self._verdicts[one.total, one.candidate.number][one.role].append(one)
            roles.add(one.role)
        self._names = {role: case.role(role) for role in roles}
        self._words = {role: _words(name) for role, name in self._names.items()}
        self._coverage: dict[str, tuple[Mapping[int, int], Mapping[bool, int]]] = {}

    # --- scopes -------------------------------------------------------------------------------

    def of_role(self, role: str) -> Scope:
        """Return the scope of a role.

        A name that does not state the entity is that of the single statements where another name is the same
        but for the word "consolidated".
        """
        own = scope_of_name(self._names[role])
        if own.entity:
            return own
        twins = (name for name in self._names if self._words[name] == self._words[role])
        named = {scope_of_name(self._names[twin]).entity for twin in twins}
        return own._replace(entity="single" if "consolidated" in named else "")

    @staticmethod
    def of_context(aspects: Aspects) -> Scope:
        """Return the scope of a context: without a member of such an axis it is the consolidated entity."""
        return Scope("single" if any(map(is_single, _stated(aspects))) else "consolidated")

    def fits(self, role: str, aspects: Aspects) -> bool:
        """Whether nothing that a role is named for contradicts the context."""
        scope = self.of_role(role)
        days = _days(aspects)
        low, high = _DAYS.get(scope.period, (0, days)) if days else (0, 0)
        return scope.entity in ("", self.of_context(aspects).entity) and low <= days <= high

    def is_named_for(self, role: str, aspects: Aspects) -> bool:
        """Whether a role is that of the entity of a context by its name, and nothing else contradicts."""
        return bool(self.of_role(role).entity) and self.fits(role, aspects)

    def is_own_statement(self, relation: Relation) -> bool:
        """Whether the members of a total only say which entity it is of, that of the statement."""
        aspects = relation.total.aspects
        is_slice = bool(aspects.typed) or not all(map(is_single, _stated(aspects)))
        return not is_slice and any(self.is_named_for(role, aspects) for role in relation.roles)

    # --- failing sums -------------------------------------------------------------------------

    def of_other_scope(self, relation: Relation) -> SumOfOtherScope | None:
        """Return a sum that fails in a role of another scope, with the role of its own scope.

        Its own role is one that does not contradict its context and in which the total is a sum as well:
        of the other entity or period by the names of both roles; or, where the role has few lines for this
        context, the role in which nothing of the sum is missing. There is none for a face statement in which
        the context has all its lines, whatever note holds.
        """
        calculation = relation.calculation
        if calculation is None:
            return None
        role, aspects = calculation.role, calculation.aspects
        others = self._verdicts[calculation.total, calculation.candidate.number]
        found: list[SumOfOtherScope] = []
        for other, verdicts in others.items():
            if other == role or not self.fits(other, aspects):
                continue
            holds = all(one.verdict == "consistent" for one in verdicts)
            is_twin = self._words[other] == self._words[role]
            differs = self.of_role(other) != self.of_role(role)
            is_of_other_name = differs and (is_twin or not self.fits(role, aspects))
            whole = not any(one.missing_count for one in verdicts)
            is_of_few_lines = holds and whole and self.has_few_lines(relation)
            if is_of_other_name or is_of_few_lines:
                found.append(SumOfOtherScope(relation, role, other, holds))
        return max(found, key=lambda one: (self.is_named_for(one.own, aspects), one.holds), default=None)

    def separated(
        self, failing: Sequence[Relation]
    ) -> tuple[Sequence[Relation], Sequence[Sequence[SumOfOtherScope]]]:
        """Return the sums that fail in a role of their own scope, and those that hold there by both roles.

        What fails in a role of another scope and in its own is returned with the latter only. The members of
        a total that fails in the statement of its own entity make no slice of it.
        """
        own: list[Relation] = []
        others: dict[tuple[str, str], list[SumOfOtherScope]] = defaultdict(list)
        for relation in failing:
            found = self.of_other_scope(relation)
            if found is None:
                is_own = relation.code == "C406" and self.is_own_statement(relation)
                own.append(relation._replace(code="C402") if is_own else relation)
            elif found.holds:
                others[found.role, found.own].append(found)
        return own, tuple(others.values())

    def reason(self, found: SumOfOtherScope) -> str:
        """Return why the role of a sum does not apply to its context, in words."""
        scope, own = self.of_role(found.role), self.of_context(found.relation.total.aspects)
        if scope.entity not in ("", own.entity):
            return f"it is that of the {scope.entity} statements, and these are {own.entity} figures"
        if scope.period not in ("", self.of_role(found.own).period):
            return f"it is that of a {scope.period}"
        return "it has many lines that are not reported for these periods or members"

    def has_few_lines(self, relation: Relation) -> bool:
        """Whether a sum of an audit lacks contributors, as the context lacks most lines that others have."""
        calculation = relation.calculation
        if calculation is None or not calculation.missing_count or self._case.instance is None:
            return False
        counts, most = self._covered(calculation.role)
        kind = isinstance(calculation.aspects.period, Instant)
        own = counts.get(calculation.candidate.number)  # None for a total in a tuple
        return own is not None and own < FEW_LINES * most[kind]

    def _covered(self, role: str) -> tuple[Mapping[int, int], Mapping[bool, int]]:
        """Return how many concepts of the role each context has figures of, and the most that one has.

        Contexts are given by the number of their aspects, the most for periods and for instants (True).
        """
        if role not in self._coverage:
            networks = (one for one in self._case.taxonomy.networks if one.role == role)
            arcs = (arc for network in networks for arc in network.arcs)
            counts: Counter[int] = Counter()
            aspects: dict[int, Aspects] = {}
            for concept in dict.fromkeys(end for arc in arcs for end in arc[:2]):
                for number, same in self._case.sets.columns.get(concept, {}).items():
                    counts[number] += 1
                    aspects[number] = (same[0] if isinstance(same, list) else same).aspects
            most = {True: 0, False: 0}
            for number, count in counts.items():
                kind = isinstance(aspects[number].period, Instant)
                most[kind] = max(most[kind], count)
            self._coverage[role] = counts, most
        return self._coverage[role]


def _stated(aspects: Aspects) -> Sequence[str]:
    """Return the members of a context and what else its segment and scenario say."""
    return (*(member.local for _, member in aspects.members), *aspects.other)


def _spaced(name: str) -> str:
    """Return the definition of a role, or the end of its address, with spaces between its words."""
    return _CAMEL.sub(" ", name.rsplit("/", 1)[-1] if "://" in name else name)


def _words(name: str) -> frozenset[str]:
    """Return the words of a role without those that state its scope."""
    text = _spaced(name)
    for stated in (_SINGLE, _CONSOLIDATED, _TO_DATE, _QUARTER, _HALF):
        text = stated.sub(" ", text)
    return frozenset(re.findall(r"[^\W\d]+", text.lower()))


def _days(aspects: Aspects) -> int:
    """Return how long the period of a context lasts, 0 for an instant."""
    period = aspects.period
    return (period.end - period.start).days + 1 if isinstance(period, Duration) and period != FOREVER else 0
