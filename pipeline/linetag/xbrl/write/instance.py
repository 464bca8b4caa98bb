"""Write the facts: an XBRL 2.1 instance."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from linetag.findings import Finding, finding
from linetag.model import Fact, QName, Report, Taxonomy
from linetag.xbrl.names import LINK, SCHEMAS, XBRLDI, XBRLI, XLINK, XSI, numeric
from linetag.xbrl.write.contexts import Resources, resources
from linetag.xbrl.write.markup import Prefixes, document, element, illegal, is_ncname
from linetag.xbrl.write.target import InstanceTarget, WriteTarget, writable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def instance(report: Report, taxonomy: Taxonomy, target: WriteTarget) -> tuple[str, tuple[Finding, ...]]:
    """The instance with every fact that can be written, in the order of the report.

    A fact that XML or the taxonomy cannot hold is left out and is a finding (X801, X802, X803,
    X804): nothing is changed to make it fit.
    """
    counts = Counter(fact.id for fact in report.facts)
    facts, findings = writable(report.facts, lambda fact: _faults(fact, taxonomy, counts))
    written = InstanceTarget(target.schema, target.wanted, stamp=target.stamp)
    return document_of(facts, written), tuple(findings)


def _faults(fact: Fact, taxonomy: Taxonomy, counts: Counter[str]) -> Iterator[Finding]:
    """Why the fact cannot be written."""
    at = fact.origins[0] if fact.origins else None
    if counts[fact.id] > 1 or not is_ncname(fact.id):
        why = "it is given to more than one fact" if counts[fact.id] > 1 else "it is not an XML name"
        yield finding("X804", at, facts=(fact.id,), fact=fact.id, concept=fact.concept, why=why)
    names = (fact.concept, *(name for pair in fact.aspects.members for name in pair))
    for name in dict.fromkeys(names):
        if name not in taxonomy.concepts:
            yield finding("X802", at, facts=(fact.id,), what=f"fact {fact.id}", concept=name)
    entity = fact.aspects.entity
    for what, text in (("value", fact.value), ("entity", entity.scheme), ("entity", entity.value)):
        character = illegal(text) if isinstance(text, str) else None
        if character:
            what_of = f"the {what} of fact {fact.id}"
            yield finding("X801", at, facts=(fact.id,), what=what_of, character=character)
    why = _misfit(fact, taxonomy)
    if why:
        yield finding("X803", at, facts=(fact.id,), fact=fact.id, concept=fact.concept, why=why)


def _misfit(fact: Fact, taxonomy: Taxonomy) -> str:
    """How value, unit and type of the fact contradict each other; empty when they do not."""
    concept = taxonomy.concepts.get(fact.concept)
    is_number = numeric(concept.type) if concept else None
    unit = fact.aspects.unit
    if isinstance(fact.value, Decimal) and not fact.value.is_finite():
        return f"{fact.value} is not a number that can be filed"
    if isinstance(fact.value, Decimal) and unit is None:
        return "a number needs a unit"
    if isinstance(fact.value, str) and unit is not None:
        return "a text cannot have a unit"
    if concept and is_number is not None and is_number is not (unit is not None):
        return f"type {concept.type} {'needs' if is_number else 'cannot have'} a unit"
    return ""


def document_of(facts: Sequence[Fact], target: InstanceTarget) -> str:
    """The text of an instance with exactly these facts, whatever they state: XBRL 2.1 section 4."""
    prefixes = Prefixes(target.prefixes, (XBRLI, LINK, XLINK, *target.declared))
    refers = resources(facts, target)
    schema_ref = (("xlink:type", "simple"), ("xlink:href", target.schema))
    body = [
        element("link:schemaRef", schema_ref),
        *refers.lines(prefixes, target.container),
        *(_fact(fact, refers, prefixes, target) for fact in facts),
    ]
    location = None
    if any(context.members for _, context in refers.contexts):
        prefixes(QName(XSI, "schemaLocation"))
        location = f"{XBRLDI} {SCHEMAS[XBRLDI]}"
    head = [*prefixes.declarations(), ("xsi:schemaLocation", location)]
    return document("xbrli:xbrl", head, body, target.stamp)


def _fact(fact: Fact, refers: Resources, prefixes: Prefixes, target: InstanceTarget) -> str:
    """XBRL 2.1 section 4.6; a nil fact keeps its unit and has no decimals."""
    decimals = None
    if isinstance(fact.value, Decimal):
        decimals = "INF" if fact.decimals is None else str(fact.decimals)
    if fact.value is None:
        prefixes(QName(XSI, "nil"))
    pairs = (
        ("id", fact.id if target.fact_ids else None),
        ("contextRef", refers.context(fact)),
        ("unitRef", refers.unit(fact)),
        ("decimals", decimals),
        ("xsi:nil", "true" if fact.value is None else None),
    )
    value = f"{fact.value:f}" if isinstance(fact.value, Decimal) else fact.value
    return element(prefixes(fact.concept), pairs, text=value)
