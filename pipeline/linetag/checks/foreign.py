"""The failing sums of somebody else's report as relations, each once, with those that they touch."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import islice

from linetag.calc import Calculation, Calculations
from linetag.checks import words
from linetag.checks.relation import Relation
from linetag.model import Aspects, Fact, Label, Mode, QName, Taxonomy
from linetag.taxonomy.dts import Dts
from linetag.xbrl.names import STANDARD_LABEL
from linetag.xbrl.read.report import Instance

# Explaining more root causes than this helps nobody; the results hold every failure.
MOST_EXPLAINED = 200
_MOST_NEIGHBOURS = 2_000
_LONGEST = 100

_Key = tuple[str, tuple[tuple[str, Decimal], ...]]


@dataclass(frozen=True)
class Foreign:
    """The figures of failing sums, with their places; see `case.Figures`."""

    instance: Instance
    facts: Mapping[str, Fact]
    settled: Mapping[str, Decimal] = field(default_factory=dict)
    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy({}, {}))

    @property
    def figures(self) -> Mapping[str, Fact]:
        """The facts that take part; in tuples, several may have one concept and context."""
        return self.facts

    @cached_property
    def values(self) -> Mapping[str, Decimal]:
        """What the figures are: fact id → value."""
        return {key: fact.value for key, fact in self.facts.items() if isinstance(fact.value, Decimal)}

    @cached_property
    def _by_aspects(self) -> Mapping[Aspects, Sequence[Fact]]:
        wanted = {id(fact.aspects) for fact in self.facts.values()}  # shared by the facts of a context
        found: dict[Aspects, list[Fact]] = defaultdict(list)
        for fact in self.instance.figures():
            if id(fact.aspects) in wanted:
                found[fact.aspects].append(fact)
        return found

    def beside(self, total: Fact) -> Iterator[Fact]:
        """Every figure of the same context and unit."""
        return iter(self._by_aspects.get(total.aspects, ()))

    def placed(self, fact: Fact) -> Fact:
        """The fact with its place."""
        return self.instance.located(fact)


@dataclass(frozen=True, slots=True)
class Failures:
    """The distinct failing sums, face statements first, and what is needed to explain them."""

    relations: tuple[Relation, ...]
    neighbours: tuple[Relation, ...]
    case: Foreign
    left_out: int


def failures(
    instance: Instance, dts: Dts, calculations: Calculations, modes: Sequence[Mode]
) -> Failures | None:
    """The failing sums of a report; None when every sum holds, which costs next to nothing."""
    failing = [
        c
        for c in calculations.results
        if c.verdict == "inconsistent" and c.mode in modes and not c.reason and is_printable(c)
    ]
    if not failing:
        return None
    worst: dict[tuple[str, QName, int], Calculation] = {}
    for calculation in failing:
        place = calculation.role, calculation.total, id(calculation.facts[0])
        first = worst.get(place)
        if first is None or _RANK[calculation.mode] < _RANK[first.mode]:
            worst[place] = calculation
    distinct: dict[_Key, list[Calculation]] = defaultdict(list)
    for calculation in worst.values():
        distinct[_key(calculation)].append(calculation)
    ranked = sorted(distinct.values(), key=lambda same: _rank(same[0], dts.roles))
    shown = ranked[:MOST_EXPLAINED]
    touched = {part.id for same in shown for part in _facts(same[0])}
    near = (
        c
        for c in calculations.results
        if c.verdict == "consistent"
        and c.mode == "1.1"
        and not touched.isdisjoint([facts[0].id for facts in c.sets])
        and is_printable(c)
        and _key(c) not in distinct
    )
    beside = list(islice(near, _MOST_NEIGHBOURS))
    facts = {fact.id: fact for c in (*(same[0] for same in shown), *beside) for fact in _facts(c)}
    facts.update({key: instance.located(facts[key]) for key in touched})
    labels = dts.labels({fact.concept for fact in facts.values()})
    named = {name: (Label(STANDARD_LABEL, "en", f"{text} [{name}]"),) for name, text in labels.items()}
    case = Foreign(instance, facts, taxonomy=Taxonomy({}, named))
    return Failures(
        tuple(_gathered(_relation(same, dts, facts) for same in shown)),
        tuple(_relation([c], dts, facts) for c in _once(beside)),
        case,
        len(ranked) - len(shown),
    )


def _gathered(relations: Iterable[Relation]) -> Iterator[Relation]:
    """One relation for all contexts in which a total fails for want of the same parts."""
    groups: dict[object, list[Relation]] = defaultdict(list)
    for number, relation in enumerate(relations):
        key = (relation.code, relation.networks, relation.total.concept, relation.missing)
        groups[key if relation.missing else number].append(relation)
    for first, *others in groups.values():
        yield first._replace(alike=tuple(words.where(other.total.aspects) for other in others))


def is_printable(calculation: Calculation) -> bool:
    """Whether its figures are short enough for a person, and for a search for slips."""
    facts = [(fact.value, fact.decimals or 0) for fact in _facts(calculation)]
    return all(
        abs(value.adjusted()) < _LONGEST
        and len(value.as_tuple().digits) < _LONGEST
        and abs(decimals) < _LONGEST
        for value, decimals in facts
        if isinstance(value, Decimal)
    )


_RANK: Mapping[Mode, int] = {"1.1": 0, "1.1-truncation": 1, "1.0": 2}
_CODES: Mapping[Mode, tuple[str, str]] = {
    "1.1": ("C402", "C402"),
    "1.1-truncation": ("C403", "C403"),
    "1.0": ("C402", "C401"),
}


def _once(calculations: Iterable[Calculation]) -> Iterable[Calculation]:
    return {_key(calculation): calculation for calculation in calculations}.values()


def _facts(calculation: Calculation) -> Iterator[Fact]:
    """One fact for the total and for each contributor."""
    return map(_best, calculation.sets)


def _best(facts: Sequence[Fact]) -> Fact:
    if len(facts) == 1:
        return facts[0]
    return next((fact for fact in facts if isinstance(fact.value, Decimal)), facts[0])


def _key(calculation: Calculation) -> _Key:
    parts = ((_best(part.facts).id, part.weight) for part in calculation.contributors)
    return _best(calculation.facts).id, tuple(sorted(parts))


def _rank(calculation: Calculation, roles: Mapping[str, str]) -> tuple[bool, bool, int, int]:
    """Face statements first, the whole entity before its slices, then the order of the documents."""
    face = "statement" in roles.get(calculation.role, calculation.role).lower()
    first = calculation.facts[0]
    return (
        not face,
        bool(calculation.aspects.members or calculation.aspects.typed),
        first.document,
        first.line,
    )


def _relation(same: Sequence[Calculation], dts: Dts, facts: Mapping[str, Fact]) -> Relation:
    first = same[0]
    code, minor = _CODES[first.mode]
    if first.verdict == "consistent":
        minor = ""  # within its slack
    if (first.aspects.members or first.aspects.typed) and first.missing and code == "C402":
        code = "C406"
    weights = {
        arc.target: arc.weight
        for network in dts.networks
        if first.missing and network.role == first.role
        for arc in network.arcs
        if arc.source == first.total and arc.weight
    }
    return Relation(
        code,
        minor,
        str(first.total),
        facts[_best(first.facts).id],
        tuple((facts[_best(part.facts).id], part.weight) for part in first.contributors if part.weight),
        first.slack or _slack(first),
        missing=tuple((name, weights[name]) for name in first.missing if name in weights),
        networks=tuple(dict.fromkeys(dts.roles.get(c.role, c.role) for c in same)),
    )


def _slack(calculation: Calculation) -> Decimal:
    """What rounding may explain, for a sum that was checked under XBRL 2.1 only."""
    stated = [(Decimal(1), _best(calculation.facts).decimals)]
    stated += [(abs(part.weight), part.decimals) for part in calculation.contributors]
    return sum(
        (weight * Decimal(5).scaleb(-decimals - 1) for weight, decimals in stated if decimals is not None),
        Decimal(0),
    )
