"""Classic instances: XBRL 2.1 section 4. Footnote links, roleRefs and arcroleRefs are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from sys import intern
from typing import Any, Literal

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin, QName
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import LINK, XBRLI, XLINK, XML, XSI
from linetag.xbrl.read.contexts import declared, resolver
from linetag.xbrl.read.places import Documents
from linetag.xbrl.read.records import Reference, Row, Totals
from linetag.xbrl.read.report import Instance, fraction
from linetag.xbrl.read.survey import survey
from linetag.xbrl.xml import LARGE, Unreadable, children, parse

ROOT = f"{{{XBRLI}}}xbrl"
_CONTEXT, _UNIT = f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit"
_NUMERATOR, _DENOMINATOR = f"{{{XBRLI}}}numerator", f"{{{XBRLI}}}denominator"
_SCHEMA_REF, _LINKBASE_REF = f"{{{LINK}}}schemaRef", f"{{{LINK}}}linkbaseRef"
_HREF, _ROLE, _BASE, _NIL = f"{{{XLINK}}}href", f"{{{XLINK}}}role", f"{{{XML}}}base", f"{{{XSI}}}nil"
_OWN = (f"{{{XBRLI}}}", f"{{{LINK}}}")
_TRUE = ("true", "1")


def read_instance(data: bytes, path: str, address: str) -> tuple[Instance | None, tuple[Finding, ...]]:
    """The report in an instance document; without one, the reason (X750, X751, X901).

    A large document is read in pieces, and only its facts are kept.
    """
    rows = InstanceRows(path)
    if len(data) > LARGE:
        try:
            rows.store(children(data, path, ROOT))
        except Unreadable as error:
            return None, (error.found,)
    else:
        root, found = parse(data, path)
        if root is None:
            return None, found
        if root.tag == ROOT:
            rows.hold(root)
    if rows.root is None:
        return None, (finding("X901", Origin(path, 1, 1), path=path),)
    base = join(address, rows.root.get(_BASE, ""))
    resolve = resolver(declared(data))
    references = tuple(references_of(rows.references, base, path))
    namespaces = {prefix: uri for prefix, uri in rows.root.nsmap.items() if prefix}
    return Instance(Documents((path,), (data,)), references, namespaces, rows, resolve), ()


def references_of(elements: Iterable[etree._Element], base: str, path: str) -> Iterator[Reference]:
    """The schemas and linkbases that link:schemaRef and link:linkbaseRef elements name."""
    for element in elements:
        href = element.get(_HREF)
        if href:
            address = join(join(base, element.get(_BASE, "")), href.strip())
            kind: Literal["schema", "linkbase"] = "schema" if element.tag == _SCHEMA_REF else "linkbase"
            yield Reference(address, kind, element.get(_ROLE, ""), Origin(path, element.sourceline or 1, 1))


class InstanceRows:
    """The facts of one instance, walked in its tree, or stored where that would be too large."""

    def __init__(self, path: str) -> None:
        """Of the document that is shown as `path`; `hold` or `store` gives it the facts."""
        self.root: etree._Element | None = None
        self.contexts: dict[str, etree._Element] = {}
        self.units: dict[str, etree._Element] = {}
        self.references: list[etree._Element] = []
        self.totals = Totals()
        self._path = path
        self._stored: list[Row] | None = None
        self._findings: dict[tuple[str, str], Finding] = {}

    def hold(self, root: etree._Element) -> None:
        """Walk this tree whenever facts are asked for."""
        self.root = root
        self.references.extend(root.iterchildren(_SCHEMA_REF, _LINKBASE_REF))
        survey(root, self.totals)

    def store(self, elements: Iterator[etree._Element]) -> None:
        """Take the facts of elements that do not stay; raises `Unreadable`."""
        self._stored = list(self._walk(self._kept(elements), None))

    def walk(self, wanted: Mapping[str, QName] | None) -> Iterator[Row]:
        """The facts in document order; only those of the wanted names (Clark notation) if given."""
        if self._stored is not None:
            if wanted is None:
                return iter(self._stored)
            names = frozenset(wanted.values())
            return (row for row in self._stored if row.concept in names)
        self.totals.facts = self.totals.tuples = 0
        return self._walk(self.root if self.root is not None else (), wanted)

    def release(self) -> None:
        """Give back what was stored: nobody will walk again."""
        if self._stored is not None:
            self._stored = []

    def findings(self) -> tuple[Finding, ...]:
        """Contexts and units whose id was taken."""
        return tuple(self._findings.values())

    def _kept(self, elements: Iterator[etree._Element]) -> Iterator[etree._Element]:
        """Keep what facts refer to."""
        for element in elements:
            if self.root is None:
                self.root = element.getparent()
            if element.tag in (_SCHEMA_REF, _LINKBASE_REF):
                self.references.append(element)
            if element.get("contextRef") is None or len(element) or element.get("precision") is not None:
                survey(element, self.totals)
            yield element

    def _walk(self, elements: Iterable[Any], wanted: Mapping[str, QName] | None) -> Iterator[Row]:
        totals = self.totals
        names: dict[str, QName] = {}
        facts = totals.facts
        for element in elements:
            context = element.get("contextRef")
            if context is not None:
                facts += 1
                tag = element.tag
                name = wanted.get(tag) if wanted is not None else names.get(tag) or _named(element, names)
                if name is not None:
                    yield _row(element, name, context, facts, ())
            elif element.tag == _CONTEXT:
                self._take(element, self.contexts, "X904")
            elif element.tag == _UNIT:
                self._take(element, self.units, "X905")
            elif not element.tag.startswith(_OWN):
                totals.facts = facts
                yield from self._tuple(element, wanted, names)
                facts = totals.facts
        totals.facts = facts

    def _tuple(
        self, top: etree._Element, wanted: Mapping[str, QName] | None, names: dict[str, QName]
    ) -> Iterator[Row]:
        """The facts inside a tuple, XBRL 2.1 section 4.9; however deep, without recursion."""
        totals = self.totals
        path: list[int] = []
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if element.get("contextRef") is not None:
                if event == "start":
                    totals.facts += 1
                    name = wanted.get(str(element.tag)) if wanted is not None else _named(element, names)
                    if name is not None:
                        context = element.get("contextRef", "")
                        yield _row(element, name, context, totals.facts, tuple(path))
            elif str(element.tag).startswith(_OWN):
                continue  # part of a fraction
            elif event == "start":
                totals.tuples += 1
                path.append(totals.tuples)
            else:
                path.pop()

    def _take(self, element: etree._Element, known: dict[str, etree._Element], code: str) -> None:
        name = element.get("id", "")
        if known.setdefault(name, element) is not element and (code, name) not in self._findings:
            at = Origin(self._path, element.sourceline or 1, 1)
            first = Origin(self._path, known[name].sourceline or 1, 1)
            self._findings[code, name] = finding(code, at, related=(first,), name=name)


def _named(element: etree._Element, names: dict[str, QName]) -> QName:
    tag = str(element.tag)
    namespace, _, local = tag.rpartition("}")
    name = names[tag] = QName(namespace[1:], local, element.prefix or "")
    return name


def _fraction(element: etree._Element) -> str:
    """A fraction item, XBRL 2.1 section 5.1.1.1, as "1/3": no decimal number stands for it."""
    terms = (element.findtext(tag) or "" for tag in (_NUMERATOR, _DENOMINATOR))
    return fraction(*terms)


def _row(element: Any, name: QName, context: str, number: int, tuples: tuple[int, ...]) -> Row:  # noqa: ANN401 - an element; the type of its attributes would be asked for at each
    get = element.get
    text = element.text
    if not text or text.isspace():
        text = None if get(_NIL, "").strip() in _TRUE else _fraction(element) if len(element) else text or ""
    id_ = get("id") or f"#{number}"
    line = element.sourceline or 0
    # a million facts share a few of these texts; interned, each is held once
    unit, decimals, precision = get("unitRef"), get("decimals"), get("precision")
    if unit is not None:
        unit = intern(unit)
    if decimals is not None:
        decimals = intern(decimals)
    return Row(name, id_, intern(context), unit, decimals, precision, text, 0, line, tuples)
