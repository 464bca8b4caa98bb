"""The filer's schema and definition linkbase of the 2014 form (TSE.md A3).

The schema declares nothing: it names the exchange's taxonomy and the linkbase. The linkbase is
that of the form, cut down to the items that the document uses and what stands above them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from linetag.tanshin.form.records import Digest, DigestName, Form, FormRow
from linetag.xbrl.names import LINK, TSE_2014, XBRLDT, XBRLI, XLINK, XS, XSI
from linetag.xbrl.write.markup import document, element, opening

TAXONOMY = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed"
ELEMENTS = TSE_2014
ELEMENTS_SCHEMA = f"{ELEMENTS}/tse-ed-t-2014-01-12.xsd"
ROLES = f"{TAXONOMY}/o/rt/2014-01-12"
ROLES_SCHEMA = f"{ROLES}/tse-ed-rt-2014-01-12.xsd"
ROLE = "http://www.xbrl.tdnet.info/jp/tse/tdnet/role/"
PREFIX = "tse-ed-t"
LABELS = tuple(f"{ELEMENTS}/tse-ed-t-2014-01-12-lab{suffix}.xml" for suffix in ("", "-en"))

_DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"
_ARCROLES = ("all", "dimension-domain", "domain-member", "hypercube-dimension")
_LINKBASE = "http://www.w3.org/1999/xlink/properties/linkbase"

_Pairs = Sequence[tuple[str, str | None]]


def namespace(name: DigestName) -> str:
    """The target namespace of a filer's schema: ".../qc/edus/sm/37740/20121108337740"."""
    form = "/".join((name.form[:2], name.form[2:6], name.form[6:]))
    return f"http://www.xbrl.tdnet.info/jp/tse/tdnet/{form}/{name.code}/{name.number}"


def filer_schema(name: DigestName, stamp: str | None = None) -> str:
    """The text of `<stem>.xsd`; `stamp` is a comment at its top."""
    head: _Pairs = (
        (f"xmlns:{name.prefix}", namespace(name)),
        ("xmlns:xlink", XLINK),
        ("xmlns:link", LINK),
        ("xmlns:xbrldt", XBRLDT),
        ("xmlns:xbrli", XBRLI),
        ("attributeFormDefault", "unqualified"),
        ("elementFormDefault", "qualified"),
        ("targetNamespace", namespace(name)),
        ("xmlns", XS),
    )
    imports = ((ELEMENTS_SCHEMA, ELEMENTS), (ROLES_SCHEMA, ROLES))
    body = [
        element("import", (("schemaLocation", location), ("namespace", space))) for location, space in imports
    ]
    linkbases = [(label, "labelLinkbaseRef") for label in LABELS]
    linkbases.append((f"{name.stem}-def.xml", "definitionLinkbaseRef"))
    body += [opening("annotation"), opening("appinfo", depth=2)]
    for address, kind in linkbases:
        reference: _Pairs = (
            ("xlink:type", "simple"),
            ("xlink:href", address),
            ("xlink:role", f"http://www.xbrl.org/2003/role/{kind}"),
            ("xlink:arcrole", _LINKBASE),
        )
        body.append(element("link:linkbaseRef", reference, depth=3))
    body += ["    </appinfo>", "  </annotation>"]
    return document("schema", head, body, stamp)


def definitions(digest: Digest, form: Form, stamp: str | None = None) -> str:
    """The text of `<stem>-def.xml`: one link per section in use, in form order."""
    sections = {role: tuple(rows) for role, rows in used_sections(digest, form).items()}
    body = [
        element("roleRef", _reference(f"{ROLES_SCHEMA}#{role}", "roleURI", f"{ROLE}{role}"))
        for role in sorted(sections)
    ]
    for arcrole in _ARCROLES:
        address = f"http://www.xbrl.org/2005/xbrldt-2005.xsd#{arcrole}"
        body.append(element("arcroleRef", _reference(address, "arcroleURI", f"{_DIMENSIONS}{arcrole}")))
    for role, rows in sections.items():
        body.extend(_link(role, rows))
    head: _Pairs = (
        ("xmlns:xbrldt", XBRLDT),
        ("xmlns:xbrli", XBRLI),
        ("xmlns:xlink", XLINK),
        ("xmlns:xsi", XSI),
        ("xmlns", LINK),
    )
    return document("linkbase", head, body, stamp)


def used_sections(digest: Digest, form: Form) -> Mapping[str, Sequence[FormRow]]:
    """The rows of each section that the document uses: items, what stands above them, and the table.

    An element that stands in two sections belongs to those whose axes allow the members of a fact.
    """
    members: dict[str, set[frozenset[str]]] = {}
    for fact in digest.facts:
        members.setdefault(fact.element, set()).add(frozenset(fact.context.members))
    sections: dict[str, list[FormRow]] = {}
    for row in form.rows:
        sections.setdefault(row.role, []).append(row)
    used: dict[str, Sequence[FormRow]] = {}
    for role, rows in sections.items():
        items = {row.element for row in rows if any(fits(row, held) for held in members.get(row.element, ()))}
        if items:
            wanted = _with_ancestors(rows, items) | {row.element for row in rows if _is_table(row)}
            used[role] = tuple(row for row in rows if row.element in wanted)
    return used


def fits(row: FormRow, members: frozenset[str]) -> bool:
    """Whether a fact of these members stands in the section of a row: one of every axis, none beyond."""
    on_axes = [members & set(allowed) for _, allowed in row.axes]
    return all(len(found) == 1 for found in on_axes) and len(members) == len(row.axes)


def _with_ancestors(rows: Sequence[FormRow], items: set[str]) -> set[str]:
    parents = {row.element: row.parent for row in rows}
    wanted: set[str] = set()
    for item in items:
        at = item
        while at and at not in wanted:
            wanted.add(at)
            at = parents[at]
    return wanted


def _is_table(row: FormRow) -> bool:
    return row.abstract and row.element.endswith("Table")


def _reference(address: str, kind: str, uri: str) -> _Pairs:
    return (("xlink:type", "simple"), ("xlink:href", address), (kind, uri))


def _link(role: str, rows: Sequence[FormRow]) -> Iterator[str]:
    """One section as an extended link: locators by name, then the arcs in order."""
    arcs = tuple(_arcs(rows))
    yield opening("definitionLink", (("xlink:type", "extended"), ("xlink:role", f"{ROLE}{role}")))
    for name in sorted({end for _, source, target, _ in arcs for end in (source, target)}):
        label = f"{PREFIX}_{name}"
        place: _Pairs = (
            ("xlink:type", "locator"),
            ("xlink:href", f"{ELEMENTS_SCHEMA}#{label}"),
            ("xlink:label", label),
        )
        yield element("loc", place, depth=2)
    for arcrole, source, target, order in arcs:
        yield element("definitionArc", _arc(arcrole, source, target, order), depth=2)
    yield "  </definitionLink>"


def _arc(arcrole: str, source: str, target: str, order: int) -> _Pairs:
    hypercube = arcrole == "all"
    return (
        ("xlink:type", "arc"),
        ("xlink:from", f"{PREFIX}_{source}"),
        ("xlink:to", f"{PREFIX}_{target}"),
        ("xlink:arcrole", f"{_DIMENSIONS}{arcrole}"),
        ("xbrldt:contextElement", "scenario" if hypercube else None),
        ("xbrldt:closed", "true" if hypercube else None),
        ("order", str(order)),
    )


def _arcs(rows: Sequence[FormRow]) -> Iterator[tuple[str, str, str, int]]:
    """(arcrole, from, to, order): the hypercube with its axes and their members, then the tree."""
    counts: dict[str, int] = {}
    for row in rows:
        if not row.parent:
            continue
        counts[row.parent] = counts.get(row.parent, 0) + 1
        yield "all" if _is_table(row) else "domain-member", row.parent, row.element, counts[row.parent]
        if _is_table(row):
            for number, (axis, members) in enumerate(row.axes, 1):
                yield "hypercube-dimension", row.element, axis, number
                for place, member in enumerate(members, 1):
                    yield "dimension-domain", axis, member, place
