"""Inline XBRL 1.0 and 1.1: the facts of a set of documents, one report for each target.

Out of scope: whether the documents are valid XHTML, footnotes and relationships, and the markup of
escaped texts, whose text alone is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin, QName
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import INLINE_1_0, INLINE_1_1, LINK, XBRLI, XML, XSI
from linetag.xbrl.read.contexts import Malformed, Resolve, declared, resolver
from linetag.xbrl.read.formats import format_of
from linetag.xbrl.read.instance import references_of
from linetag.xbrl.read.places import Documents
from linetag.xbrl.read.records import Pair, Reference, Row, Totals
from linetag.xbrl.read.report import EXACT, Instance, fraction, number
from linetag.xbrl.xml import parse

_SPACES = (INLINE_1_1, INLINE_1_0)
_NON_FRACTION, _NON_NUMERIC, _TUPLE, _CONTINUATION, _EXCLUDE, _REFERENCES = (
    tuple(f"{{{space}}}{name}" for space in _SPACES)
    for name in ("nonFraction", "nonNumeric", "tuple", "continuation", "exclude", "references")
)
_FRACTION, _NUMERATOR, _DENOMINATOR = (
    tuple(f"{{{space}}}{name}" for space in _SPACES) for name in ("fraction", "numerator", "denominator")
)
_FACTS = (*_NON_FRACTION, *_NON_NUMERIC, *_FRACTION, *_TUPLE)
_SCHEMA_REF, _LINKBASE_REF = f"{{{LINK}}}schemaRef", f"{{{LINK}}}linkbaseRef"
_CONTEXT, _UNIT = f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit"
_NIL, _BASE = f"{{{XSI}}}nil", f"{{{XML}}}base"
_MOST_SCALE = 1_000
# A text in more pieces than this is no text of a report.
_MOST_PIECES = 10_000


def read_inline(
    documents: Sequence[tuple[bytes, str, str]],
) -> tuple[tuple[Instance, ...], tuple[Finding, ...]]:
    """The reports in the documents of one set: (content, shown path, address) each.

    One for each target that has facts, that of facts without a target first. A document that
    cannot be parsed makes the whole set unreadable (X750, X751).
    """
    roots: list[etree._Element] = []
    for data, path, _ in documents:
        root, found = parse(data, path)
        if root is None:
            return (), found
        roots.append(root)
    paths = tuple(path for _, path, _ in documents)
    resolve = resolver(declared(*(data for data, _, _ in documents)))
    shared = _Shared(roots, paths, resolve)
    shared.take_stock()
    references = _references(roots, documents)
    namespaces = {p: uri for root in reversed(roots) for p, uri in root.nsmap.items() if p}
    source = Documents(paths, tuple(data for data, _, _ in documents))
    targets = sorted(shared.facts, key=lambda target: target or "") or [None]
    return tuple(
        Instance(source, tuple(references.get(t, ())), namespaces, _Target(shared, t), resolve)
        for t in targets
    ), ()


def _references(
    roots: Sequence[etree._Element], documents: Sequence[tuple[bytes, str, str]]
) -> Mapping[str | None, list[Reference]]:
    """The schemas and linkbases of each target, each once."""
    found: dict[str | None, dict[str, Reference]] = defaultdict(dict)
    for root, (_, path, address) in zip(roots, documents, strict=True):
        for node in root.iter(*_REFERENCES):
            base = join(address, node.get(_BASE, ""))
            for reference in references_of(node.iterchildren(_SCHEMA_REF, _LINKBASE_REF), base, path):
                found[node.get("target")].setdefault(reference.address, reference)
    return {target: list(own.values()) for target, own in found.items()}


@dataclass(slots=True)
class _Shared:
    """What all targets of a set share."""

    roots: Sequence[etree._Element]
    paths: Sequence[str]
    resolve: Resolve
    contexts: dict[str, etree._Element] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)
    facts: dict[str | None, list[tuple[etree._Element, int, int]]] = field(default_factory=dict)
    found: dict[tuple[str, str], Finding] = field(default_factory=dict)
    totals: Totals = field(default_factory=Totals)
    _continuations: dict[str, etree._Element] = field(default_factory=dict)
    _tuples: dict[str, etree._Element] = field(default_factory=dict)
    _numbers: dict[etree._Element, int] = field(default_factory=dict)

    def take_stock(self) -> None:
        """Facts by target, contexts, units, tuples, continuations."""
        for index, root in enumerate(self.roots):
            self._take_resources(root, index)
            for node in root.iter(*_CONTINUATION):
                self._continuations.setdefault(node.get("id", ""), node)
            place = 0
            for node in root.iter(*_FACTS):
                place += node.get("contextRef") is not None
                self.facts.setdefault(node.get("target"), []).append((node, index, place))
                if node.tag in _TUPLE:
                    self._numbers[node] = len(self._numbers) + 1
                    self._tuples.setdefault(node.get("tupleID", ""), node)
                elif node.tag in _FRACTION:
                    self.totals.fractions = True
                elif node.get("precision") == "0":
                    self.totals.imprecise = True

    def _take_resources(self, root: etree._Element, index: int) -> None:
        for node in root.iter(_CONTEXT):
            self._take(node, self.contexts, "X904", index)
        for node in root.iter(_UNIT):
            self._take(node, self.units, "X905", index)

    def _take(self, node: etree._Element, known: dict[str, etree._Element], code: str, index: int) -> None:
        name = node.get("id", "")
        if known.setdefault(name, node) is not node:
            self.tell(code, name, node, index, name=name)

    def tell(self, code: str, key: str, node: etree._Element, index: int, **values: Any) -> None:  # noqa: ANN401 - words
        """A finding once for each key."""
        if (code, key) not in self.found:
            at = Origin(self.paths[index], node.sourceline or 1, 1)
            self.found[code, key] = finding(code, at, **values)

    def tuples(self, node: etree._Element) -> tuple[int, ...]:
        """The tuples in which a fact stands, from the outermost: nested there, or by tupleRef."""
        if not self._numbers:
            return ()
        path: list[int] = []
        inner = self._parent(node)
        while inner is not None:
            tuple_ = self._numbers[inner]
            if tuple_ in path:
                break  # a ring of references
            path.append(tuple_)
            inner = self._parent(inner)
        return tuple(reversed(path))

    def _parent(self, node: etree._Element) -> etree._Element | None:
        reference = node.get("tupleRef")
        return self._tuples.get(reference) if reference else next(node.iterancestors(*_TUPLE), None)

    def text(self, node: etree._Element, index: int) -> str:
        """The text of a fact with its continuations, without what is excluded."""
        pieces: list[str] = []
        seen: set[str] = set()
        part: etree._Element | None = node
        while part is not None and len(pieces) < _MOST_PIECES:
            pieces.append(_content(part))
            following = part.get("continuedAt")
            if following is None:
                break
            part = self._continuations.get(following)
            if part is None or following in seen:
                self.tell("X942", following, node, index, name=following)
                break
            seen.add(following)
        return "".join(pieces)


def _content(node: etree._Element) -> str:
    if not len(node):
        return node.text or ""
    if next(node.iter(*_EXCLUDE), None) is None:
        return "".join(node.itertext())
    pieces = [node.text or ""]
    hidden = 0
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner is node:
            continue
        excluded = inner.tag in _EXCLUDE
        if event == "start":
            hidden += excluded
            pieces.append("" if hidden else inner.text or "")
        else:
            hidden -= excluded
            pieces.append("" if hidden else inner.tail or "")
    return "".join(pieces)


class _Target:
    """The facts of one target; see `records.Rows`."""

    def __init__(self, shared: _Shared, target: str | None) -> None:
        self._shared = shared
        self._facts = [pair for pair in shared.facts.get(target, ()) if pair[0].tag not in _TUPLE]
        self.contexts: Mapping[str, etree._Element] = shared.contexts
        self.units: Mapping[str, etree._Element] = shared.units
        own = shared.totals
        tuples = len(shared.facts.get(target, ())) - len(self._facts)
        self.totals = Totals(len(self._facts), tuples, own.fractions, own.imprecise)
        self._numbers: dict[Pair, int] = {}
        self.unmeasured: set[QName] = set()

    @property
    def pairs(self) -> Sequence[Pair]:
        """What the facts refer to."""
        return tuple(self._numbers)

    def findings(self) -> tuple[Finding, ...]:
        """What stands in the way of reading."""
        return tuple(self._shared.found.values())

    def rows(self, *, texts: bool) -> list[Row]:
        """The facts in document order: those that have a unit, or all."""
        return list(self._walk(texts=texts))

    def _walk(self, *, texts: bool) -> Iterator[Row]:
        shared = self._shared
        for node, index, place in self._facts:
            try:
                name = shared.resolve(node, node.get("name", ""))
            except Malformed as error:
                shared.tell("X941", node.get("name", ""), node, index, name=node.get("name"), why=error)
                continue
            pair = node.get("contextRef", ""), node.get("unitRef")
            known = pair in self._numbers
            number = self._numbers.setdefault(pair, len(self._numbers))
            if pair[1] is None:
                self.unmeasured.add(name)
                if known and not texts:
                    continue  # the first of each context stands for all, lest its loss goes unnoticed
            yield self._row(node, name, (index, place, number))

    def _row(self, node: etree._Element, name: QName, where: tuple[int, int, int]) -> Row:
        get = node.get
        index, place, pair = where
        text: str | None = None
        if get(_NIL, "").strip() not in ("true", "1"):
            if node.tag in _FRACTION:
                terms = [next(node.iter(*tags), None) for tags in (_NUMERATOR, _DENOMINATOR)]
                text = fraction(*("" if term is None else self._figure(term, index) for term in terms))
            elif node.tag in _NON_FRACTION:
                text = self._figure(node, index)
            else:
                text = self._shared.text(node, index)
                if get("format") is not None:
                    text = self._formatted(node, text)
        return (
            name,
            get("id") or f"#{index}.{place}",
            pair,
            get("decimals"),
            get("precision"),
            text,
            index,
            node.sourceline or 0,
            self._shared.tuples(node),
        )

    def _formatted(self, node: etree._Element, text: str) -> str:
        """A text in its format; as printed where no format is known or the text does not fit it."""
        try:
            convert = format_of(self._shared.resolve(node, node.get("format", "")))
        except Malformed:
            return text
        done = convert(text) if convert is not None else None
        return text if done is None else done

    def _figure(self, node: etree._Element, index: int) -> str:
        """A number as it is meant: format, then scale, then sign (Inline XBRL 1.1 section 10.1)."""
        text = value = self._shared.text(node, index)
        if (name := node.get("format")) is not None:
            try:
                convert = format_of(self._shared.resolve(node, name))
            except Malformed:
                convert = None
            done = convert(text) if convert is not None else None
            if done is None:
                self._shared.tell("X943", f"{name} {text}", node, index, format=name, text=text.strip())
                return text
            value = done
        figure = number(value)
        if figure is None or "e" in value.lower():  # an exponent could stand for endless digits
            self._shared.tell("X944", text, node, index, text=text.strip())
            return text if figure is None else ""
        scale = node.get("scale", "0").strip()
        if scale != "0":
            try:
                power = int(scale)
            except ValueError:
                power = _MOST_SCALE + 1
            if abs(power) > _MOST_SCALE:
                self._shared.tell("X945", scale, node, index, scale=scale)
                return text
            figure = figure.scaleb(power, EXACT)
        return f"{figure.copy_negate() if node.get('sign') == '-' else figure:f}"
