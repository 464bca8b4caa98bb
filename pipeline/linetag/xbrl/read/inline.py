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
from linetag.xbrl.names import LINK, XML, XSI
from linetag.xbrl.read.contexts import Malformed, Resolve, declared, resolver
from linetag.xbrl.read.instance import references_of
from linetag.xbrl.read.marks import Lost, Mark, Marks, Told
from linetag.xbrl.read.places import Documents
from linetag.xbrl.read.records import Pair, Reference, Row, Totals
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.values import Values
from linetag.xbrl.xml import parse

_SCHEMA_REF, _LINKBASE_REF = f"{{{LINK}}}schemaRef", f"{{{LINK}}}linkbaseRef"
_NIL, _BASE = f"{{{XSI}}}nil", f"{{{XML}}}base"
_TRUE = ("true", "1")
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
    marks = Marks(roots, source)
    references = _references(marks, documents)
    targets = sorted(marks.facts, key=lambda target: target or "") or [None]
    return tuple(
        Instance(
            source,
            tuple(references.get(target, {}).values()),
            namespaces,
            _Target(marks, target, resolvers, bare=target not in references),
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
    marks: Marks, documents: Sequence[tuple[bytes, str, str]]
) -> Mapping[str | None, dict[str, Reference]]:
    """The schemas and linkbases of each target by their addresses."""
    found: dict[str | None, dict[str, Reference]] = defaultdict(dict)
    for mark in marks.references:
        _, path, base = documents[mark.document]
        for node in reversed((mark.node, *mark.node.iterancestors())):
            base = join(base, node.get(_BASE, ""))
        own = found[mark.node.get("target") or None]
        for reference in references_of(mark.node.iterchildren(_SCHEMA_REF, _LINKBASE_REF), base, path):
            own.setdefault(reference.address, reference)
    return found


class _Target:
    """The facts of one target; see `records.Rows`."""

    def __init__(self, marks: Marks, target: str | None, resolvers: Sequence[Resolve], *, bare: bool) -> None:
        """`bare` if no ix:references has the target."""
        self._marks = marks
        self._facts: Sequence[Mark] = marks.facts.get(target, ())
        self._resolvers = resolvers
        self._told = Told(marks.told.documents)
        self._values = Values(marks, resolvers, self._told)
        self._proper: set[str] = set()
        self._numbers: dict[Pair, int] = {}
        self.contexts: Mapping[str, etree._Element] = {}
        self.units: Mapping[str, etree._Element] = {name: unit.node for name, unit in marks.units.items()}
        self.unmeasured: set[QName] = set()
        self.totals = Totals(
            len(self._facts),
            marks.tuples[target],
            fractions=target in marks.fractions,
            imprecise=target in marks.imprecise,
        )
        if bare and self._facts:
            self._told.tell("X951", "", self._facts[0], target=target or "")

    @property
    def pairs(self) -> Sequence[Pair]:
        """What the facts refer to."""
        return tuple(self._numbers)

    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way of reading, told whether texts are asked for or not."""
        return (*self._marks.told.found.values(), *self._told.found.values())

    def rows(self, *, texts: bool) -> list[Row]:
        """The facts in document order: those that have a unit, or all."""
        self._values.begin()
        members: dict[tuple[int, str], Row] = {}
        rows: list[Row] = []
        for mark in self._facts:
            row = self._row(mark, texts=texts)
            if row is not None and (not row[-1] or self._member(mark, row, members)):
                rows.append(row)
        known = self._marks.contexts
        self.contexts = {name: known[name].node for name, _ in self._numbers if name in known}
        return rows

    def at(self, context: str) -> Origin:
        """Where a context stands."""
        mark = self._marks.contexts[context]
        return Origin(self._told.documents.paths[mark.document], mark.node.sourceline or 1, 1)

    def _row(self, mark: Mark, *, texts: bool) -> Row | None:
        """The fact at an element; None for one that is not asked for, or cannot be told."""
        node, document, id_, kind, attributes = mark
        get = attributes.get
        name = self._name(mark)
        context = get("contextRef")
        if name is None:
            return None
        if context is None:
            self._lacks(mark, "contextRef")
            return None
        unit = get("unitRef") if kind != "nonNumeric" else None
        if unit is None:
            self.unmeasured.add(name)
            if kind != "nonNumeric":
                self._lacks(mark, "unitRef")
                return None
        try:
            path = self._marks.path(node)
        except Lost as error:
            self._told.tell("X948", id_, mark, name=name, why=error)
            return None
        nil = get(_NIL, "").strip() in _TRUE
        text: str | None = None
        if kind == "nonNumeric":
            text = None if nil else self._values.text(mark, wanted=texts)
        elif not nil:
            text = (
                self._values.figure(mark, node, attributes)
                if kind == "nonFraction"
                else self._values.fraction(mark)
            )
        pair = context, unit
        number = self._numbers.get(pair)
        if number is None:
            number = self._numbers[pair] = len(self._numbers)
        elif unit is None and not texts:
            return None  # the first of each context stands for all, lest the loss of one goes unnoticed
        line = node.sourceline or 0
        return name, id_, number, get("decimals"), get("precision"), text, document, line, path

    def _lacks(self, mark: Mark, what: str) -> None:
        self._told.tell("X947", f"{mark.id} {what}", mark, element=f"ix:{mark.kind}", lacks=what)

    def _name(self, mark: Mark) -> QName | None:
        written = mark.attributes.get("name", "")
        try:
            if written in self._proper or _NAME.fullmatch(written.strip()):
                self._proper.add(written)
                return self._resolvers[mark.document](mark.node, written)
            why = "it is no name with a prefix" if written.strip() else "there is none"
        except Malformed as error:
            why = str(error)
        self._told.tell("X941", written, mark, name=written, why=why)
        return None

    def _member(self, mark: Mark, row: Row, members: dict[tuple[int, str], Row]) -> bool:
        """Whether it is a fact of its own in its tuple: one of the order of another is that other again."""
        order = mark.attributes.get("order", "").strip()
        first = members.setdefault((row[-1][-1], order), row) if order else row
        if first is not row and _said(first) != _said(row):
            why = f"another member of its tuple has the order {order}"
            self._told.tell("X948", mark.id, mark, name=row[0], why=why)
        return first is row


def _said(row: Row) -> tuple[object, ...]:
    """What a row says, white space in its text aside."""
    name, _, pair, decimals, precision, text, _, _, path = row
    return name, pair, decimals, precision, None if text is None else " ".join(text.split()), path
