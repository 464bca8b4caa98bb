"""A stand-in for the exchange's taxonomy, made of our tables, where the published one is not at hand.

It declares every element of the three forms with its type, period type and balance, the sections'
roles and the labels, under the addresses of the published taxonomy (as a taxonomy package with a
catalogue): enough that an XBRL processor validates a filer's document, dimensions included, as it
would with the published files. What no form of ours has is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from linetag.tanshin.form.records import FormRow
from linetag.tanshin.form.schema import ELEMENTS, PREFIX, ROLE, ROLES, TAXONOMY
from linetag.tanshin.form.tables import FORMS, load
from linetag.taxonomy.package import CATALOG, CATALOG_FILE, META, TP
from linetag.taxonomy.package_zip import stored_zip
from linetag.xbrl.names import LINK, NON_NUMERIC, NUMERIC, SCHEMAS, XBRLDT, XBRLI, XLINK, XS
from linetag.xbrl.write.markup import document, element, opening

NAME = "tse-ed-2014-01-12-standin"

_BASE = "http://www.xbrl.tdnet.info/"
_TYPES = f"{TAXONOMY}/o/types/2014-01-12"
_TYPES_SCHEMA = f"{_TYPES}/tse-ed-types-2014-01-12.xsd"
_SCHEMA = f"{ELEMENTS}/tse-ed-t-2014-01-12.xsd"
_ROLES_SCHEMA = f"{ROLES}/tse-ed-rt-2014-01-12.xsd"
_STANDARD = "http://www.xbrl.org/2003/role/label"
_QUARTERLY = "http://www.xbrl.tdnet.info/jp/tse/tdnet/role/Quarterly/label"
_OWN_TYPES = {
    "percentage1ItemType": "xbrli:pureItemType",
    "percentage2ItemType": "xbrli:pureItemType",
    "numberOfCompaniesItemType": "xbrli:nonNegativeIntegerItemType",
}
_HEAD: Sequence[tuple[str, str]] = (
    ("xmlns", XS),
    ("xmlns:link", LINK),
    ("xmlns:xlink", XLINK),
    ("xmlns:xbrli", XBRLI),
    ("xmlns:xbrldt", XBRLDT),
    ("xmlns:num", NUMERIC),
    ("xmlns:nonnum", NON_NUMERIC),
    ("xmlns:tse-ed-types", _TYPES),
    (f"xmlns:{PREFIX}", ELEMENTS),
    ("elementFormDefault", "qualified"),
)


@cache
def standin_package() -> tuple[str, bytes]:
    """(name of the zip, bytes) of the taxonomy package; the same bytes on every machine."""
    rows = {row.element: row for code in FORMS for row in load(code).rows}
    addressed = {
        _SCHEMA: document("schema", (*_HEAD, ("targetNamespace", ELEMENTS)), _elements(rows), None),
        _TYPES_SCHEMA: document("schema", (*_HEAD, ("targetNamespace", _TYPES)), _types(), None),
        _ROLES_SCHEMA: document("schema", (*_HEAD, ("targetNamespace", ROLES)), _roles(), None),
        f"{ELEMENTS}/tse-ed-t-2014-01-12-lab.xml": _labels(rows.values(), "ja"),
        f"{ELEMENTS}/tse-ed-t-2014-01-12-lab-en.xml": _labels(rows.values(), "en"),
    }
    texts = {
        META: _meta(),
        CATALOG_FILE: _catalog(),
        **{address.removeprefix(_BASE): text for address, text in addressed.items()},
    }
    return f"{NAME}.zip", stored_zip({f"{NAME}/{name}": text.encode() for name, text in texts.items()})


def _meta() -> str:
    names = (
        element("tp:identifier", text=f"http://linetag.example/{NAME}"),
        element(
            "tp:name", text="Stand-in for the TSE earnings digest taxonomy of 2014-01-12, made by linetag"
        ),
        element("tp:version", text="2014-01-12"),
        opening("tp:entryPoints"),
        opening("tp:entryPoint", depth=2),
        element("tp:name", text="Elements", depth=3),
        element("tp:entryPointDocument", (("href", _SCHEMA),), depth=3),
        "    </tp:entryPoint>",
        "  </tp:entryPoints>",
    )
    return document("tp:taxonomyPackage", (("xml:lang", "en"), ("xmlns:tp", TP)), names, None)


def _catalog() -> str:
    pair = (("uriStartString", f"{_BASE}taxonomy/"), ("rewritePrefix", "../taxonomy/"))
    return document("catalog", (("xmlns", CATALOG),), (element("rewriteURI", pair),), None)


def _import(namespace: str, location: str) -> str:
    return element("import", (("namespace", namespace), ("schemaLocation", location)))


def _elements(rows: Mapping[str, FormRow]) -> Iterator[str]:
    for namespace in (XBRLI, XBRLDT, NUMERIC, NON_NUMERIC):
        yield _import(namespace, SCHEMAS[namespace])
    yield _import(_TYPES, _TYPES_SCHEMA)
    for row in rows.values():
        hypercube = row.abstract and row.element.endswith("Table")
        group = "xbrldt:hypercubeItem" if hypercube else "xbrli:item"
        yield _element(row.element, row.type, group, row.period, row.balance, abstract=row.abstract)
    pairs = {pair for row in rows.values() for pair in row.axes}
    for axis in sorted({axis for axis, _ in pairs}):
        yield _element(axis, "xbrli:stringItemType", "xbrldt:dimensionItem")
    for member in sorted({member for _, members in pairs for member in members}):
        yield _element(member, "nonnum:domainItemType", "xbrli:item")


def _element(  # noqa: PLR0913 - the attributes of a declaration
    name: str, type_: str, group: str, period: str = "duration", balance: str = "", *, abstract: bool = True
) -> str:
    pairs = (
        ("name", name),
        ("id", f"{PREFIX}_{name}"),
        ("type", type_),
        ("substitutionGroup", group),
        ("abstract", "true" if abstract else None),
        ("nillable", "true"),
        ("xbrli:balance", balance or None),
        ("xbrli:periodType", period),
    )
    return element("element", pairs)


def _types() -> Iterator[str]:
    yield _import(XBRLI, SCHEMAS[XBRLI])
    for name, base in _OWN_TYPES.items():
        yield opening("complexType", (("name", name),))
        yield opening("simpleContent", depth=2)
        yield opening("restriction", (("base", base),), depth=3)
        yield element("attributeGroup", (("ref", "xbrli:numericItemAttrs"),), depth=4)
        yield "      </restriction>"
        yield "    </simpleContent>"
        yield "  </complexType>"


def _roles() -> Iterator[str]:
    yield opening("annotation")
    yield opening("appinfo", depth=2)
    sections = {row.role: row.label_en for code in FORMS for row in reversed(load(code).rows)}
    for role, label in sections.items():
        yield from _role(role, f"{ROLE}{role}", label, "link:definitionLink")
    yield from _role("Role_QuarterlyLabel", _QUARTERLY, "Label in quarterly documents", "link:label")
    yield "    </appinfo>"
    yield "  </annotation>"


def _role(name: str, uri: str, definition: str, used_on: str) -> Iterator[str]:
    yield opening("link:roleType", (("roleURI", uri), ("id", name)), depth=3)
    yield element("link:definition", text=definition, depth=4)
    yield element("link:usedOn", text=used_on, depth=4)
    yield "      </link:roleType>"


def _labels(rows: Iterable[FormRow], lang: str) -> str:
    body = [
        element(
            "roleRef",
            (
                ("roleURI", _QUARTERLY),
                ("xlink:type", "simple"),
                ("xlink:href", f"{_ROLES_SCHEMA}#Role_QuarterlyLabel"),
            ),
        ),
        opening(
            "labelLink", (("xlink:type", "extended"), ("xlink:role", "http://www.xbrl.org/2003/role/link"))
        ),
    ]
    for row in rows:
        body.extend(_labelled(row, lang))
    head = (("xmlns", LINK), ("xmlns:xlink", XLINK))
    return document("linkbase", head, (*body, "  </labelLink>"), None)


def _labelled(row: FormRow, lang: str) -> Iterator[str]:
    """The locator of an element, its labels and their arcs."""
    name = row.element
    locator = (
        ("xlink:type", "locator"),
        ("xlink:href", f"{_SCHEMA.rpartition('/')[2]}#{PREFIX}_{name}"),
        ("xlink:label", name),
    )
    yield element("loc", locator, depth=2)
    texts = {_STANDARD: row.label_en if lang == "en" else row.label_ja}
    if lang == "ja" and row.label_ja_quarterly != row.label_ja:
        texts[_QUARTERLY] = row.label_ja_quarterly
    for role, text in texts.items():
        resource = (
            ("xlink:type", "resource"),
            ("xlink:label", f"label_{name}"),
            ("xlink:role", role),
            ("xml:lang", lang),
        )
        yield element("label", resource, text=text, depth=2)
    arc = (
        ("xlink:type", "arc"),
        ("xlink:arcrole", "http://www.xbrl.org/2003/arcrole/concept-label"),
        ("xlink:from", name),
        ("xlink:to", f"label_{name}"),
    )
    yield element("labelArc", arc, depth=2)
