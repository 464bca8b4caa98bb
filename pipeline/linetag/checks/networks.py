"""What XBRL 2.1 and Calculations 1.1 require of calculation networks: their weights, arcs and concepts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from linetag.checks import words
from linetag.checks.limits import MOST_ROLES, MOST_WEIGHTS
from linetag.findings import Finding, Severity, Words, finding
from linetag.model import Arc, Network, Origin, QName, Taxonomy

if TYPE_CHECKING:
    from linetag.checks.case import Case


class _WrongWeight(NamedTuple):
    """The relationships between two concepts that have one wrong weight."""

    total: QName
    contributor: QName
    weight: str


def wrong_weights(case: Case) -> Iterator[Finding]:
    """Yield each relationship of an audited report with a wrong weight, once for all its roles.

    It is compared with the balances (section 5.1.1.2, table 6) only where the schemas of both concepts
    are at hand: those of a base taxonomy that is absent state no balance. Those of a build are checked
    when it extends its bases.
    """
    if case.instance is None:
        return
    taxonomy = case.taxonomy
    balances = _balances(taxonomy)
    found = _wrong(taxonomy.networks, balances)
    definitions = taxonomy.definitions() if found else {}
    for wrong, arcs in list(found.items())[:MOST_WEIGHTS]:
        at = [Origin(arc.path, arc.line, 1) for arc in arcs.values()]
        yield _finding(wrong, at, [definitions.get(role, role) for role in arcs], balances)
    if len(found) > MOST_WEIGHTS:
        yield finding("C420", count=len(found) - MOST_WEIGHTS)


def _finding(
    wrong: _WrongWeight, at: Sequence[Origin], roles: Sequence[str], balances: Mapping[QName, str]
) -> Finding:
    more = f" and {len(roles) - MOST_ROLES} more" if len(roles) > MOST_ROLES else ""
    values: Words = {"total": wrong.total, "contributor": wrong.contributor, "weight": wrong.weight}
    values["role"] = "; ".join(roles[:MOST_ROLES]) + more
    code = "C421"
    if wrong.weight != "0":
        one, other = balances[wrong.total], balances[wrong.contributor]
        sign = "positive" if one == other else "negative"
        values |= {"total_balance": one, "contributor_balance": other, "sign": sign}
        code = "C419"
    return finding(code, at[0], related=dict.fromkeys(at[1:]), **values)


def _balances(taxonomy: Taxonomy) -> Mapping[QName, str]:
    """Return the balance of each concept that has one and whose schema is at hand."""
    ends = dict.fromkeys(end for network in taxonomy.networks for arc in network.arcs for end in arc[:2])
    concepts = ((name, taxonomy.concepts.get(name)) for name in ends)
    return {name: concept.balance for name, concept in concepts if concept and concept.balance}


def _wrong(
    networks: Sequence[Network], balances: Mapping[QName, str]
) -> Mapping[_WrongWeight, Mapping[str, Arc]]:
    """Return the wrong relationships with the roles in which they stand and the first arc in each."""
    found: dict[_WrongWeight, dict[str, Arc]] = {}
    for network in networks:
        for arc in network.arcs:
            if arc.weight is None:
                continue
            one, other = balances.get(arc.source), balances.get(arc.target)
            if not arc.weight or (one and other and (one == other) != (arc.weight > 0)):
                wrong = _WrongWeight(arc.source, arc.target, words.number(arc.weight) if arc.weight else "0")
                found.setdefault(wrong, {}).setdefault(network.role, arc)
    return found


def preconditions(case: Case) -> Iterator[Finding]:
    """Yield what an audited report has that keeps its sums, or some, from being checked under 1.1."""
    instance = case.instance
    if instance is None or set(case.calculations.not_bound) <= {"1.0"}:
        return
    at = Origin(instance.documents.paths[0], 1, 1)
    if instance.incompatible:
        # verdicts under XBRL 2.1 are as good, and a report without calculations misses none
        wanted = case.taxonomy.networks and "1.0" not in case.calculations.not_bound
        severity: Severity = "warning" if wanted else "note"
        yield finding("C408", at, severity=severity, why=instance.incompatible)
    if instance.has_tuples:
        yield finding("C409", at)
    concepts: set[QName] = set()
    for network in case.taxonomy.networks:
        pairs = Counter((arc.source, arc.target) for arc in network.arcs)
        concepts.update(concept for pair in pairs for concept in pair)
        for (total, contributor), count in pairs.items():
            if count > 1:
                names: Words = {"total": total, "contributor": contributor, "role": network.role}
                yield finding("C414", at, count=count, **names)
    misplaced = concepts.intersection(instance.without_unit)
    texts = {f.concept: f for f in instance.facts() if f.concept in misplaced} if misplaced else {}
    for concept, fact in texts.items():
        yield finding("C415", case.places(fact)[0], facts=(fact.id,), concept=concept)
