"""Classic instances: XBRL 2.1 section 4. Footnote links, roleRefs and arcroleRefs are passed over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Literal

from lxml import etree

from linetag.findings import Finding, finding
from linetag.model import Origin, QName
from linetag.wording import counted
from linetag.xbrl import limits
from linetag.xbrl.hrefs import join
from linetag.xbrl.names import BASE, HREF, LINK, LINKBASE_REF, ROLE, SCHEMA_REF, XBRLI, XSI
from linetag.xbrl.read.contexts import declared, resolver
from linetag.xbrl.read.places import Documents
from linetag.xbrl.read.records import AspectIds, FactCounts, FactRow, Reference
from linetag.xbrl.read.report import Instance, fraction
from linetag.xbrl.xml import Unreadable, children, parse

ROOT = f"{{{XBRLI}}}xbrl"
_CONTEXT, _UNIT = f"{{{XBRLI}}}context", f"{{{XBRLI}}}unit"
_NUMERATOR, _DENOMINATOR = f"{{{XBRLI}}}numerator", f"{{{XBRLI}}}denominator"
_NIL = f"{{{XSI}}}nil"
_OWN = (f"{{{XBRLI}}}", f"{{{LINK}}}")


def read_instance(data: bytes, path: str, address: str) -> tuple[Instance | None, tuple[Finding, ...]]:
    """The report in an instance document; without one, the reason (X750, X751, X901).

    A large document is read in pieces, and only its facts are kept. Where a prefix stands for several
    namespaces the tree is kept as well, up to a size, since contexts lose what is declared around them.
    """
    rows = InstanceRows(data, path)
    spaces = declared(data)
    if len(data) > (limits.LARGE if None not in spaces.values() else limits.MAX_INSTANCE_TREE):
        try:
            rows.take(children(data, path, ROOT), texts=False)
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
    base = join(address, rows.root.get(BASE, ""))
    references = tuple(references_of(rows.references, base, path))
    namespaces = {prefix: uri for prefix, uri in rows.root.nsmap.items() if prefix}
    return Instance(Documents((path,), (data,)), references, namespaces, rows, resolver(spaces)), ()


def references_of(elements: Iterable[etree._Element], base: str, path: str) -> Iterator[Reference]:
    """The schemas and linkbases that link:schemaRef and link:linkbaseRef elements name."""
    for element in elements:
        href = element.get(HREF)
        if href:
            address = join(join(base, element.get(BASE, "")), href.strip())
            kind: Literal["schema", "linkbase"] = "schema" if element.tag == SCHEMA_REF else "linkbase"
            yield Reference(address, kind, element.get(ROLE, ""), Origin(path, element.sourceline or 1, 1))


class InstanceRows:
    """The facts of one instance; see `records.FactRows`. Its tree is kept unless that would be too large."""

    def __init__(self, data: bytes, path: str) -> None:
        """Of the document that is shown as `path`; `hold` or `take` gives it the facts."""
        self.values_are_judged = False
        self.root: etree._Element | None = None
        self.contexts: dict[str, etree._Element] = {}
        self.units: dict[str, etree._Element] = {}
        self.references: list[etree._Element] = []
        self.totals = FactCounts()
        self.without_unit: set[QName] = set()
        self._numbers: dict[AspectIds, int] = {}
        self._names: dict[str, QName] = {}
        self._data, self._path = data, path
        self._held = False
        self._taken: list[FactRow] | None = None
        self._findings: dict[tuple[str, str], Finding] = {}

    def hold(self, root: etree._Element) -> None:
        """Keep a tree."""
        self.root = root
        self._held = True
        self.references.extend(root.iterchildren(SCHEMA_REF, LINKBASE_REF))

    def take(self, pieces: Iterator[list[etree._Element]], *, texts: bool) -> None:
        """Take the facts of elements that do not stay; raises `Unreadable`."""
        self._taken = self._walked(self._rooted(pieces), texts=texts)

    @property
    def pairs(self) -> tuple[AspectIds, ...]:
        """What the facts refer to."""
        return tuple(self._numbers)

    def rows(self, *, texts: bool) -> list[FactRow]:
        """The facts in document order: those that have a unit, or all."""
        if self._held:
            return self._walked((self.root,) if self.root is not None else (), texts=texts)
        if self._taken is None or texts:  # once they are handed on, they are read again
            self.references.clear()
            self.take(children(self._data, self._path, ROOT), texts=texts)
        rows, self._taken = self._taken or [], None
        return rows

    def at(self, context: str) -> Origin:
        """Where a context stands."""
        return Origin(self._path, self.contexts[context].sourceline or 1, 1)

    def findings(self) -> tuple[Finding, ...]:
        """Contexts and units whose id was taken, and facts without a context or out of place."""
        # an attribute that was not met may be in a comment: only then it is worth the search
        if self._data.count(b"contextRef") > self.totals.facts:
            held = (self.root,) if self._held and self.root is not None else None
            self._report_misplaced(held or children(self._data, self._path, ROOT))
        return tuple(self._findings.values())

    def _report_misplaced(self, pieces: Iterable[Iterable[Any]]) -> None:
        """Facts inside of facts, contexts, units and links, where none may stand."""
        found = [
            (self._named(inner), inner.sourceline)
            for element in chain.from_iterable(pieces)
            if element.get("contextRef") is not None or str(element.tag).startswith(_OWN)
            for inner in element.iterdescendants("*")
            if inner.get("contextRef") is not None
        ]
        if found:
            name, line = found[0]
            at = Origin(self._path, line or 1, 1)
            self._findings["X909", ""] = finding(
                "X909", at, count=counted(len(found), "fact stands", "facts stand"), first=name
            )

    def _rooted(self, pieces: Iterator[list[etree._Element]]) -> Iterator[list[etree._Element]]:
        """Note the root, which has only what is being read."""
        for piece in pieces:
            if self.root is None:
                self.root = piece[0].getparent()
            yield piece

    def _walked(self, pieces: Iterable[Iterable[Any]], *, texts: bool) -> list[FactRow]:
        """One pass over the children of the root; a million facts go through this loop."""
        rows: list[FactRow] = []
        add = rows.append
        totals, names, numbers = self.totals, self._names, self._numbers
        texts_of: set[str] = set()
        count = totals.facts = totals.tuples = 0
        for element in chain.from_iterable(pieces):
            get = element.get
            context = get("contextRef")
            if context is None:
                totals.facts = count
                self._other(element, rows, texts=texts)
                count = totals.facts
                continue
            count += 1
            unit = get("unitRef")
            number = numbers.get((context, unit))
            if number is None:
                number = numbers[context, unit] = len(numbers)
            elif unit is None and not texts:
                # the first of each context stands for all, so that a missing context is noticed
                texts_of.add(element.tag)
                continue
            tag = element.tag
            if unit is None:
                texts_of.add(tag)
            text = element.text
            if text is None or text.isspace():
                text = _unwritten(element, text or "", totals)
            decimals = get("decimals")
            precision = None if decimals is not None else self._precision(get("precision"))
            name, line = names.get(tag) or self._named(element), element.sourceline
            add((name, get("id") or f"#{count}", number, decimals, precision, text, 0, line, ()))
        totals.facts = count
        self.without_unit.update(map(_qname, texts_of))
        return rows

    def _precision(self, stated: str | None) -> str | None:
        if stated is not None and stated.strip().strip("+0") == "":
            self.totals.imprecise = True
        return stated

    def _other(self, element: etree._Element, rows: list[FactRow], *, texts: bool) -> None:
        """A child of the root that is no fact."""
        tag = str(element.tag)
        if tag == _CONTEXT:
            self._keep(element, self.contexts, "X904")
        elif tag == _UNIT:
            self._keep(element, self.units, "X905")
        elif tag in (SCHEMA_REF, LINKBASE_REF):
            if not self._held:
                self.references.append(element)
        elif not tag.startswith(_OWN):
            rows.extend(self._tuple(element, texts=texts))

    def _tuple(self, top: etree._Element, *, texts: bool) -> Iterator[FactRow]:
        """The facts inside a tuple, XBRL 2.1 section 4.9; however deep, without recursion."""
        totals = self.totals
        path: list[int] = []
        for event, element in etree.iterwalk(top, events=("start", "end")):
            if element.get("contextRef") is not None:
                if event == "start":
                    totals.facts += 1
                    if element.get("unitRef") is None:
                        self.without_unit.add(self._named(element))
                    if texts or element.get("unitRef") is not None:
                        yield self._row(element, tuple(path))
            elif str(element.tag).startswith(_OWN):
                continue  # part of a fraction
            elif _lacks_context(element):
                self._report_orphan(element)
            elif event == "start":
                totals.tuples += 1
                path.append(totals.tuples)
            else:
                path.pop()

    def _row(self, element: etree._Element, path: tuple[int, ...]) -> FactRow:
        get, text = element.get, element.text
        pair = get("contextRef", ""), get("unitRef")
        if not text or text.isspace():
            text = _unwritten(element, text or "", self.totals)
        decimals = get("decimals")
        return (
            self._named(element),
            get("id") or f"#{self.totals.facts}",
            self._numbers.setdefault(pair, len(self._numbers)),
            decimals,
            None if decimals is not None else self._precision(get("precision")),
            text,
            0,
            element.sourceline or 0,
            path,
        )

    def _report_orphan(self, element: etree._Element) -> None:
        name = self._named(element)
        if ("X908", str(name)) not in self._findings:
            at = Origin(self._path, element.sourceline or 1, 1)
            self._findings["X908", str(name)] = finding("X908", at, concept=name)

    def _keep(self, element: etree._Element, known: dict[str, etree._Element], code: str) -> None:
        name = element.get("id", "")
        if known.setdefault(name, element) is not element and (code, name) not in self._findings:
            at = Origin(self._path, element.sourceline or 1, 1)
            first = Origin(self._path, known[name].sourceline or 1, 1)
            self._findings[code, name] = finding(code, at, related=(first,), name=name)

    def _named(self, element: etree._Element) -> QName:
        tag = str(element.tag)
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = _qname(tag).prefixed(element.prefix or "")
        return name


def _qname(tag: str) -> QName:
    namespace, _, local = tag.rpartition("}")
    return QName(namespace[1:], local)


def _lacks_context(element: etree._Element) -> bool:
    """Whether an element without contextRef is a fact all the same: a tuple has elements, and no text."""
    get = element.get
    return not len(element) and (
        bool((element.text or "").strip())
        or any(get(name) is not None for name in ("unitRef", "decimals", "precision"))
    )


def is_nil(element: etree._Element) -> bool:
    """Return whether a fact is nil: its xsi:nil is an xs:boolean that is true."""
    return element.get(_NIL, "").strip() in ("true", "1")


def _unwritten(element: etree._Element, text: str, totals: FactCounts) -> str | None:
    """The text of a fact without one of its own: nil, a fraction, or as it is."""
    if is_nil(element):
        return None
    if len(element) and any(element.findtext(tag) is not None for tag in (_NUMERATOR, _DENOMINATOR)):
        # a fraction item, XBRL 2.1 section 5.1.1.1, as "1/3": no decimal number stands for it
        totals.fractions = True
        return fraction(*(element.findtext(tag) or "" for tag in (_NUMERATOR, _DENOMINATOR)))
    return text
