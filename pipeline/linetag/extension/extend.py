"""A filing's own taxonomy: extension concepts, and the networks that the filing owns.

Presentation follows the order of `mapping.csv` and its heading rows, calculation `rollup.csv`,
definition the members of the mapping. The base's own outlines are never bound to the facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal

from linetag.extension.labels import added_labels
from linetag.filing.names import unknown
from linetag.filing.records import Filing, MapRow, RollUp, StatementSpec
from linetag.findings import Finding, Words, finding
from linetag.model import Arc, Label, Network, QName, Taxonomy
from linetag.release.captions import normal
from linetag.taxonomy.cycles import on_cycles
from linetag.taxonomy.declarations import declare
from linetag.xbrl import names

# Resolves the names of the filing's tables.
Namer = Callable[[str], QName]


@dataclass(frozen=True, slots=True)
class Extended:
    """Base and extension in one `Taxonomy` whose networks are the filing's own.

    `added` are the labels that are written for concepts of the base.
    """

    taxonomy: Taxonomy
    added: Mapping[QName, tuple[Label, ...]]


def extend(
    base: Taxonomy, filing: Filing, unlinked: AbstractSet[QName] = frozenset()
) -> tuple[Extended, tuple[Finding, ...]]:
    """Return the base taxonomy with the concepts and networks of the filing. Findings T362, F133 to F135.

    `unlinked` are concepts of the base whose schema leads to no label.
    """
    concepts, labels = dict(base.concepts), dict(base.labels)
    for row in filing.extension:
        document = filing.document
        concept = declare(row, document.prefix, document.namespace, f"{document.stem}.xsd")
        concepts[concept.name] = concept
        labels[concept.name] = tuple(text for text in row.texts if text.lang in document.languages)
    name = filing.qname
    merged = Taxonomy(concepts, labels)
    found: list[Finding] = []
    networks: list[Network] = []
    parents = {(rollup.statement, rollup.parent) for rollup in filing.rollups}
    for statement in filing.statements:
        found.extend(_undeclared(statement, name, merged))
        arcs = tuple(_presentation(statement, filing, name, merged, parents))
        networks.append(Network(statement.role, names.PARENT_CHILD, arcs))
        summation, problems = _calculation(statement, filing, name, merged)
        found.extend(problems)
        networks.extend(summation)
        networks.extend(_definition(statement, filing, name))
    roles = {
        statement.role: {**statement.titles, "en": f"{number:04d} - {statement.titles['en']}"}
        for number, statement in enumerate(filing.statements, 1)
    }
    added = added_labels(networks, labels, filing, unlinked)
    for concept_name, extra in added.items():
        labels[concept_name] = (*labels.get(concept_name, ()), *extra)
    own = tuple(network for network in networks if network.arcs)
    return Extended(Taxonomy(concepts, labels, own, roles), added), tuple(found)


def _undeclared(statement: StatementSpec, name: Namer, taxonomy: Taxonomy) -> Iterator[Finding]:
    hypercube = (statement.table, statement.line_items, *statement.axes, *statement.axes.values())
    for concept in filter(None, (statement.root, *hypercube)):
        if name(concept) not in taxonomy.concepts:
            yield unknown("T362", concept, statement.origin, taxonomy)


def _presentation(
    statement: StatementSpec, filing: Filing, name: Namer, taxonomy: Taxonomy, parents: set[tuple[str, str]]
) -> Iterator[Arc]:
    """The arcs of a statement's outline; a line is under its heading once, even if printed often."""
    children: dict[QName, int] = defaultdict(int)
    seen: set[tuple[QName, QName, str | None]] = set()
    for source, target, preferred in _lines(statement, filing, name, taxonomy, parents):
        # In a hypercube one line stands for every member, whatever sign each is printed with.
        key = (source, target, None if statement.table else preferred)
        known = source in taxonomy.concepts and target in taxonomy.concepts
        if key not in seen and source != target and known:
            seen.add(key)
            children[source] += 1
            yield Arc(source, target, Decimal(children[source]), None, preferred)


def _lines(
    statement: StatementSpec, filing: Filing, name: Namer, taxonomy: Taxonomy, parents: set[tuple[str, str]]
) -> Iterator[tuple[QName, QName, str | None]]:
    root = name(statement.root)
    rows = [row for row in filing.mapping if row.statement == statement.code]
    headings = _headings(rows, name, taxonomy)
    if statement.table:
        yield from _hypercube_outline(statement, rows, name)
        root = name(statement.line_items)
    if not rows:
        yield from ((root, name(concept), None) for concept in filing.cover.values)
    for row in rows:
        section = normal(row.section[-1]) if row.section else ""
        parent = headings.get((row.rows, section), root)
        for concept in row.concepts:
            yield parent, name(concept), _preferred(row, (statement.code, concept) in parents)


def _headings(rows: Sequence[MapRow], name: Namer, taxonomy: Taxonomy) -> Mapping[tuple[str, str], QName]:
    """Heading rows (mapped to abstract concepts) by group and label."""
    headings = {}
    for row in rows:
        concept = taxonomy.concepts.get(name(row.concepts[0]))
        if concept is not None and concept.abstract:
            headings[row.rows, normal(row.label)] = concept.name
    return headings


def _hypercube_outline(
    statement: StatementSpec, rows: Sequence[MapRow], name: Namer
) -> Iterator[tuple[QName, QName, None]]:
    root, table = name(statement.root), name(statement.table)
    yield root, table, None
    for axis, domain in statement.axes.items():
        yield table, name(axis), None
        yield name(axis), name(domain), None
        yield from ((name(domain), member, None) for member in _members(rows, axis, name))
    yield table, name(statement.line_items), None


def _members(rows: Sequence[MapRow], axis: str, name: Namer) -> tuple[QName, ...]:
    used = (member for row in rows for row_axis, member in row.members if row_axis == axis)
    return tuple(dict.fromkeys(name(member) for member in used))


def _preferred(row: MapRow, total: bool) -> str | None:  # noqa: FBT001 - a private choice of one of six
    if row.at:
        return names.PERIOD_START_LABEL if row.at == "start" else names.PERIOD_END_LABEL
    if row.sign < 0:
        return names.NEGATED_TOTAL_LABEL if total else names.NEGATED_LABEL
    return names.TOTAL_LABEL if total else None


def _calculation(
    statement: StatementSpec, filing: Filing, name: Namer, taxonomy: Taxonomy
) -> tuple[tuple[Network, ...], tuple[Finding, ...]]:
    """The calculation network of a statement (XBRL 2.1 section 5.2.5.2), or none when it has no roll-ups.

    Findings T362 and F133 to F135; a row with a finding on its concepts adds no arc.
    """
    arcrole = names.SUMMATION_2003 if filing.document.calculation == "2003" else names.SUMMATION_2023
    found: list[Finding] = []
    arcs: list[Arc] = []
    rollups = [rollup for rollup in filing.rollups if rollup.statement == statement.code]
    for rollup in rollups:
        problems = _problems(rollup, name, taxonomy)
        found.extend(problems)
        if not problems:
            arcs.append(Arc(name(rollup.parent), name(rollup.child), rollup.order, rollup.weight))
    found.extend(_cycles(rollups))
    return ((Network(statement.role, arcrole, tuple(arcs)),) if arcs else ()), tuple(found)


def _problems(rollup: RollUp, name: Namer, taxonomy: Taxonomy) -> list[Finding]:
    pair = (rollup.parent, rollup.child)
    concepts = [taxonomy.concepts.get(name(text)) for text in pair]
    unusable = [
        text for text, concept in zip(pair, concepts, strict=True) if concept is None or concept.abstract
    ]
    if unusable:
        return [unknown("T362", text, rollup.origin, taxonomy) for text in unusable]
    parent, child = (concept for concept in concepts if concept is not None)
    values: Words = {"parent": rollup.parent, "child": rollup.child}
    found = []
    if parent.period != child.period:
        found.append(finding("F133", rollup.origin, periods=f"{parent.period}/{child.period}", **values))
    if parent.balance and child.balance and (parent.balance == child.balance) != (rollup.weight > 0):
        shown = f"{parent.balance}/{child.balance}"
        found.append(finding("F134", rollup.origin, weight=rollup.weight, balances=shown, **values))
    return found


def _cycles(rollups: Sequence[RollUp]) -> Iterator[Finding]:
    """Report totals that contribute to themselves, directly or through other totals."""
    wrong = on_cycles([(rollup.parent, rollup.child) for rollup in rollups])
    for rollup in rollups:
        if (rollup.parent, rollup.child) in wrong:
            yield finding("F135", rollup.origin, parent=rollup.parent, child=rollup.child)


def _definition(statement: StatementSpec, filing: Filing, name: Namer) -> Iterator[Network]:
    """A closed hypercube in the segment; each axis has its domain as default (Dimensions 1.0)."""
    if not statement.table:
        return
    rows = [row for row in filing.mapping if row.statement == statement.code]
    items, table = name(statement.line_items), name(statement.table)
    arcs: dict[str, list[Arc]] = defaultdict(list)
    arcs[names.ALL].append(Arc(items, table, attributes=names.CLOSED_IN_SEGMENT))
    for number, (axis, domain) in enumerate(statement.axes.items(), 1):
        order = Decimal(number)
        arcs[names.HYPERCUBE_DIMENSION].append(Arc(table, name(axis), order))
        arcs[names.DIMENSION_DOMAIN].append(Arc(name(axis), name(domain)))
        arcs[names.DIMENSION_DEFAULT].append(Arc(name(axis), name(domain)))
        for place, member in enumerate(_members(rows, axis, name), 1):
            arcs[names.DOMAIN_MEMBER].append(Arc(name(domain), member, Decimal(place)))
    concepts = dict.fromkeys(name(concept) for row in rows for concept in row.concepts)
    for place, concept in enumerate(concepts, 1):
        arcs[names.DOMAIN_MEMBER].append(Arc(items, concept, Decimal(place)))
    for arcrole, own in arcs.items():
        yield Network(statement.role, arcrole, tuple(own))
