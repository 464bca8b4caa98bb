"""Inline XBRL 1.0 and 1.1: the facts of a set of documents, one report for each target.

Out of scope: whether the documents are valid XHTML, footnotes and relationships, and the markup of
escaped texts, whose text alone is taken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from html.entities import name2codepoint

from lxml import etree

from linetag.findings import Finding
from linetag.model import Origin, QName
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import BASE, LINKBASE_REF, SCHEMA_REF
from linetag.xbrl.read.contexts import Malformed, Resolve, declared, resolver
from linetag.xbrl.read.inline_elements import InlineElement, InlineElements, InlineFindings, UnknownTuples
from linetag.xbrl.read.instance import is_nil, references_of
from linetag.xbrl.read.places import Documents
from linetag.xbrl.read.records import AspectIds, FactCounts, FactRow, Reference
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.values import Values
from linetag.xbrl.xml import parse

# A reference to a character by the name that HTML gives it; XML itself knows five of them.
_CHARACTER = re.compile(rb"&([A-Za-z][A-Za-z0-9]*);")
_OF_XML = (b"amp", b"lt", b"gt", b"quot", b"apos")
_HEAD = 4_096
_NAME = re.compile(r"[^\W\d][\w.-]*:[^\W\d][\w.-]*")


def read_inline(
    documents: Sequence[tuple[bytes, str, str]],
) -> tuple[tuple[Instance, ...], tuple[Finding, ...]]:
    """The reports in the documents of one set: (content, shown path, address) each.

    One for each target that has facts, that of facts without a target first. A document that
    cannot be parsed makes the whole set unreadable (X750, X751).
    """
    roots: list[etree._Element] = []
    for data, path, _ in documents:
        root, found = parse(_without_names(data), path)
        if root is None:
            return (), found
        roots.append(root)
    source = Documents(tuple(path for _, path, _ in documents), tuple(data for data, _, _ in documents))
    resolve, resolvers = _resolvers(roots, declared(*source.data))
    namespaces = {p: uri for root in reversed(roots) for p, uri in root.nsmap.items() if p}
    elements = InlineElements(roots, source)
    references = _references(elements, documents)
    targets = sorted(elements.facts, key=lambda target: target or "") or [None]
    return tuple(
        Instance(
            source,
            tuple(references.get(target, {}).values()),
            namespaces,
            TargetRows(elements, target, resolvers, bare=target not in references),
            resolve,
        )
        for target in targets
    ), ()


def _without_names(data: bytes) -> bytes:
    """A document whose DTD is that of HTML, with the numbers of characters in place of their names."""
    if b"<!DOCTYPE" not in data[:_HEAD]:
        return data

    def numbered(match: re.Match[bytes]) -> bytes:
        number = None if match[1] in _OF_XML else name2codepoint.get(match[1].decode("ascii"))
        return match[0] if number is None else b"&#%d;" % number

    return _CHARACTER.sub(numbered, data)


def _resolvers(
    roots: Sequence[etree._Element], spaces: Mapping[str, str | None]
) -> tuple[Resolve, Sequence[Resolve]]:
    """A resolver of names in any document, and one for each: documents declare prefixes of their own."""
    scopes = [root.nsmap for root in roots]
    known = [{p: uri for p, uri in spaces.items() if uri and scope.get(p) == uri} for scope in scopes]
    shared = {p: uri for p, uri in known[0].items() if all(p in one for one in known)}
    return resolver(shared), [resolver(one) for one in known]


def _references(
    elements: InlineElements, documents: Sequence[tuple[bytes, str, str]]
) -> Mapping[str | None, dict[str, Reference]]:
    """The schemas and linkbases of each target by their addresses."""
    found: dict[str | None, dict[str, Reference]] = defaultdict(dict)
    for element in elements.references:
        _, path, base = documents[element.document]
        for node in reversed((element.node, *element.node.iterancestors())):
            base = join(base, node.get(BASE, ""))
        own = found[element.node.get("target") or None]
        for reference in references_of(element.node.iterchildren(SCHEMA_REF, LINKBASE_REF), base, path):
            own.setdefault(reference.address, reference)
    return found


class TargetRows:
    """The facts of one target; see `records.FactRows`."""

    def __init__(
        self, elements: InlineElements, target: str | None, resolvers: Sequence[Resolve], *, bare: bool
    ) -> None:
        """`bare` if no ix:references has the target."""
        self.values_are_judged = True
        self._elements = elements
        self._facts: Sequence[InlineElement] = elements.facts.get(target, ())
        self._resolvers = resolvers
        self._problems = InlineFindings(elements.problems.documents)
        self._values = Values(elements, resolvers, self._problems)
        self._proper: set[str] = set()
        self._numbers: dict[AspectIds, int] = {}
        self.contexts: Mapping[str, etree._Element] = {}
        self.units: Mapping[str, etree._Element] = {name: unit.node for name, unit in elements.units.items()}
        self.without_unit: set[QName] = set()
        self.totals = FactCounts(
            len(self._facts),
            elements.tuples[target],
            fractions=target in elements.fractions,
            imprecise=target in elements.imprecise,
        )
        if bare and self._facts:
            self._problems.add("X951", "", self._facts[0], target=target or "")

    @property
    def pairs(self) -> Sequence[AspectIds]:
        """What the facts refer to."""
        return tuple(self._numbers)

    def findings(self) -> tuple[Finding, ...]:
        """Return the defects found while reading, the same whether texts are asked for or not."""
        return (*self._elements.problems.found.values(), *self._problems.found.values())

    def rows(self, *, texts: bool) -> list[FactRow]:
        """The facts in document order: those that have a unit, or all."""
        self._values.begin()
        members: dict[tuple[int, str], FactRow] = {}
        rows: list[FactRow] = []
        for element in self._facts:
            row = self._row(element, texts=texts)
            if row is not None and (not row[-1] or self._member(element, row, members)):
                rows.append(row)
        known = self._elements.contexts
        self.contexts = {name: known[name].node for name, _ in self._numbers if name in known}
        return rows

    def at(self, context: str) -> Origin:
        """Where a context stands."""
        element = self._elements.contexts[context]
        return Origin(self._problems.documents.paths[element.document], element.node.sourceline or 1, 1)

    def _row(self, element: InlineElement, *, texts: bool) -> FactRow | None:
        """The fact at an element; None for one that is not asked for or not readable."""
        node, document, id_, kind, attributes = element
        get = attributes.get
        name = self._name(element)
        context = get("contextRef")
        if name is None:
            return None
        if context is None:
            self._lacks(element, "contextRef")
            return None
        unit = get("unitRef") if kind != "nonNumeric" else None
        if unit is None:
            self.without_unit.add(name)
            if kind != "nonNumeric":
                self._lacks(element, "unitRef")
                return None
        try:
            path = self._elements.path(node)
        except UnknownTuples as error:
            self._problems.add("X948", id_, element, name=name, why=error)
            return None
        nil = is_nil(node)
        text: str | None = None
        if kind == "nonNumeric":
            text = None if nil else self._values.text(element, wanted=texts)
        elif not nil:
            text = (
                self._values.figure(element, node, attributes)
                if kind == "nonFraction"
                else self._values.fraction(element)
            )
        pair = context, unit
        number = self._numbers.get(pair)
        if number is None:
            number = self._numbers[pair] = len(self._numbers)
        elif unit is None and not texts:
            return None  # the first of each context stands for all, so that a missing context is noticed
        line = node.sourceline or 0
        return name, id_, number, get("decimals"), get("precision"), text, document, line, path

    def _lacks(self, element: InlineElement, what: str) -> None:
        self._problems.add("X947", f"{element.id} {what}", element, element=f"ix:{element.kind}", lacks=what)

    def _name(self, element: InlineElement) -> QName | None:
        written = element.attributes.get("name", "")
        try:
            if written in self._proper or _NAME.fullmatch(written.strip()):
                self._proper.add(written)
                return self._resolvers[element.document](element.node, written)
            why = "it is no name with a prefix" if written.strip() else "there is none"
        except Malformed as error:
            why = str(error)
        self._problems.add("X941", written, element, name=written, why=why)
        return None

    def _member(self, element: InlineElement, row: FactRow, members: dict[tuple[int, str], FactRow]) -> bool:
        """Whether it is a fact of its own in its tuple: one of the order of another is that other again."""
        order = element.attributes.get("order", "").strip()
        first = members.setdefault((row[-1][-1], order), row) if order else row
        if first is not row and _said(first) != _said(row):
            why = f"another member of its tuple has the order {order}"
            self._problems.add("X948", element.id, element, name=row[0], why=why)
        return first is row


def _said(row: FactRow) -> tuple[object, ...]:
    """What a row says, white space in its text aside."""
    name, _, pair, decimals, precision, text, _, _, path = row
    return name, pair, decimals, precision, None if text is None else " ".join(text.split()), path
