"""The inline elements of a set of documents, gathered in one pass over each.

Facts by target, tuples, continuations, contexts, units and references, without names and values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, get_args

from lxml import etree

from linetag.findings import Finding, Severity, finding
from linetag.model import Origin
from linetag.xbrl.limits import MAX_TUPLES
from linetag.xbrl.names import INLINE_1_0, INLINE_1_1, XBRLI
from linetag.xbrl.read.places import Documents

Kind = Literal[
    "nonFraction",
    "nonNumeric",
    "fraction",
    "tuple",
    "continuation",
    "footnote",
    "exclude",
    "references",
    "context",
    "unit",
]
FACTS: frozenset[Kind] = frozenset(("nonFraction", "nonNumeric", "fraction"))
_RESOURCES: frozenset[Kind] = frozenset(("context", "unit"))


def tags(*names: str) -> tuple[str, ...]:
    """The elements of these names, of either version of Inline XBRL."""
    return tuple(f"{{{space}}}{name}" for space in (INLINE_1_1, INLINE_1_0) for name in names)


KINDS: Mapping[str, Kind] = {
    **{tag: kind for kind in get_args(Kind) if kind not in _RESOURCES for tag in tags(kind)},
    **{f"{{{XBRLI}}}{kind}": kind for kind in _RESOURCES},
}
_TUPLE = tags("tuple")
_IN_CHAIN = tags("nonNumeric", "continuation", "footnote")


class InlineElement(NamedTuple):
    """An element, the number of its document, and its id: unique in the report, never empty for a fact.

    The attributes are needed so often that they are taken out of the tree at once.
    """

    node: etree._Element
    document: int
    id: str
    kind: Kind
    attributes: Mapping[str, str]


class Chain(NamedTuple):
    """The continuations of a text, in order, and what is wrong with them, or ""; `at` is the last id."""

    parts: Sequence[etree._Element]
    fault: str
    at: str


class UnknownTuples(Exception):  # noqa: N818 - never leaves this package; its text is the reason
    """It is not known in which tuples an element stands."""


@dataclass(slots=True)
class InlineFindings:
    """Findings on inline elements, each once for its key; only for the first its place is looked up."""

    documents: Documents
    found: dict[tuple[str, str], Finding] = field(default_factory=dict)

    def add(
        self,
        code: str,
        key: str,
        element: InlineElement,
        /,
        severity: Severity | None = None,
        **values: Any,  # noqa: ANN401 - words
    ) -> None:
        """Add a finding at an element, unless there is one of this code and key."""
        if (code, key) not in self.found:
            self.found[code, key] = finding(code, self._place(element), severity=severity, **values)

    def _place(self, element: InlineElement) -> Origin:
        get, line = element.attributes.get, element.node.sourceline or 1
        context = get("contextRef")
        if context is None:
            return Origin(self.documents.paths[element.document], line, 1)
        local = get("name", "").strip().rpartition(":")[2]
        return self.documents.place(element.document, line, element.id, context, local)


class InlineElements:
    """The elements of a set of inline documents; of two with one id, the first counts."""

    def __init__(self, roots: Sequence[etree._Element], documents: Documents) -> None:
        """Walk each document once."""
        self.problems = InlineFindings(documents)
        self.facts: dict[str | None, list[InlineElement]] = {}
        self.tuples: Counter[str | None] = Counter()
        self.contexts: dict[str, InlineElement] = {}
        self.units: dict[str, InlineElement] = {}
        self.references: list[InlineElement] = []
        self.excluding = False
        self.fractions: set[str | None] = set()
        self.imprecise: set[str | None] = set()
        self._numbers: dict[etree._Element, int] = {}
        self._by_tuple_id: dict[str, etree._Element] = {}
        self._paths: dict[etree._Element, tuple[int, ...] | str] = {}
        self._ids: dict[str, InlineElement] = {}
        self._continuations: dict[str, InlineElement] = {}
        self._heads: list[InlineElement] = []
        for index, root in enumerate(roots):
            self._collect(root, index)
        self.chains = self._chained()

    def _collect(self, root: etree._Element, index: int) -> None:
        number = 0
        facts, ids = self.facts, self._ids
        kinds: Mapping[Any, Kind] = KINDS
        for node in root.iter(*KINDS):
            kind = kinds[node.tag]
            attributes = dict(node.items())
            get = attributes.get
            element = InlineElement(node, index, get("id", ""), kind, attributes)
            if kind in FACTS:
                number += get("contextRef") is not None
                if not element.id or (
                    ids.setdefault(element.id, element) is not element and not self._first(element)
                ):
                    element = element._replace(id=f"{element.id}#{index}.{number}")
                target = get("target") or None
                try:
                    facts[target].append(element)
                except KeyError:
                    facts[target] = [element]
                if kind != "nonFraction" or get("precision") is not None:
                    self._note(element, target)
            elif kind in _RESOURCES:
                self._take(element)
            elif kind == "exclude":
                self.excluding = True
            elif kind == "references":
                self.references.append(element)
                if element.id:
                    self._first(element)
            else:
                self._link(element)

    def _note(self, element: InlineElement, target: str | None) -> None:
        """What little facts have."""
        kind, get = element.kind, element.attributes.get
        if kind == "nonNumeric":
            if get("continuedAt") is not None:
                self._heads.append(element)
        elif kind == "fraction":
            self.fractions.add(target)
        elif not (get("precision") or "1").strip().strip("+0"):
            self.imprecise.add(target)

    def _first(self, element: InlineElement) -> bool:
        first = self._ids.setdefault(element.id, element)
        if first is not element:
            self.problems.add("X906", element.id, element, name=element.id)
        return first is element

    def _take(self, element: InlineElement) -> None:
        """A context or unit."""
        known, code = (self.contexts, "X904") if element.kind == "context" else (self.units, "X905")
        if known.setdefault(element.id, element) is not element:
            self.problems.add(code, element.id, element, name=element.id)

    def _link(self, element: InlineElement) -> None:
        """What others refer to by its id: a tuple, a continuation; or a footnote, which may go on."""
        node, kind, get = element.node, element.kind, element.attributes.get
        if element.id:
            self._first(element)
        if kind == "tuple":
            target = get("target") or None
            self.tuples[target] += 1
            self._numbers[node] = len(self._numbers) + 1
            name = get("tupleID")
            if name is not None and self._by_tuple_id.setdefault(name.strip(), node) is not node:
                self.problems.add("X906", f"tuple {name}", element, name=name)
        elif kind == "continuation":
            self._continuations.setdefault(element.id.strip(), element)
        elif get("continuedAt") is not None:
            self._heads.append(element)

    # --- continuations ----------------------------------------------------------------------------

    def _chained(self) -> Mapping[etree._Element, Chain]:
        """The continuations of each text that has any: Inline XBRL 1.1 section 4.1.2."""
        taken: dict[etree._Element, etree._Element] = {}
        chains = {head.node: self._chain(head.node, taken) for head in self._heads}
        for name, element in self._continuations.items():
            if element.node not in taken:
                self.problems.add("X953", name, element, name=name)
        return chains

    def _chain(self, head: etree._Element, taken: dict[etree._Element, etree._Element]) -> Chain:
        parts: list[etree._Element] = []
        at = head.get("continuedAt")
        while at is not None:
            name = at.strip()
            following = self._continuations.get(name)
            if following is None:
                return Chain(parts, "there is no such continuation", name)
            part = following.node
            if part in taken:
                why = "it has been there before" if taken[part] is head else "another text goes on there"
                return Chain(parts, why, name)
            taken[part] = head
            if any(outer is head or taken.get(outer) is head for outer in part.iterancestors(*_IN_CHAIN)):
                return Chain(parts, "that is a part of it already", name)
            parts.append(part)
            at = part.get("continuedAt")
        return Chain(parts, "", "")

    # --- tuples -----------------------------------------------------------------------------------

    def path(self, node: etree._Element) -> tuple[int, ...]:
        """The tuples in which an element stands, from the outermost: nested there, or by tupleRef.

        Raises `UnknownTuples` with the reason where that is not known.
        """
        if not self._numbers and node.get("tupleRef") is None:
            return ()
        way: dict[etree._Element, None] = {}
        holder = self._holder(node)
        while holder is not None and holder not in self._paths:
            if holder in way:
                raise UnknownTuples(self._fail(way, "the tuples in which it stands contain each other"))
            way[holder] = None
            try:
                holder = self._holder(holder)
            except UnknownTuples as error:
                raise UnknownTuples(self._fail(way, str(error))) from None
        path = self._paths[holder] if holder is not None else ()
        for tuple_ in reversed(way):
            if isinstance(path, tuple):
                path = (*path, self._numbers[tuple_])
                if len(path) > MAX_TUPLES:
                    path = f"it stands in more than {MAX_TUPLES} tuples"
            self._paths[tuple_] = path
        if isinstance(path, str):
            raise UnknownTuples(path)
        return path

    def _fail(self, way: Mapping[etree._Element, None], why: str) -> str:
        self._paths.update(dict.fromkeys(way, why))
        return why

    def _holder(self, node: etree._Element) -> etree._Element | None:
        """The innermost tuple; it has to have the same target."""
        name = node.get("tupleRef")
        if name is None:
            holder = next(node.iterancestors(*_TUPLE), None)
        else:
            holder = self._by_tuple_id.get(name.strip())
            if holder is None:
                raise UnknownTuples(f"there is no tuple {name.strip()!r}")
        if holder is not None and (holder.get("target") or None) != (node.get("target") or None):
            raise UnknownTuples("its tuple has another target")
        return holder
