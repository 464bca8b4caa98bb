"""The names that XBRL itself gives: namespaces, schema addresses, roles and arcroles.

Addresses are those that processors have built in, so that a filing loads without a network.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from linetag import model
from linetag.model import QName

if TYPE_CHECKING:
    from collections.abc import Mapping

XBRLI = "http://www.xbrl.org/2003/instance"
LINK = "http://www.xbrl.org/2003/linkbase"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XS = "http://www.w3.org/2001/XMLSchema"
XBRLDT = "http://xbrl.org/2005/xbrldt"
XBRLDI = "http://xbrl.org/2006/xbrldi"
ISO4217 = "http://www.xbrl.org/2003/iso4217"
INLINE_1_0 = "http://www.xbrl.org/2008/inlineXBRL"
INLINE_1_1 = "http://www.xbrl.org/2013/inlineXBRL"
NUMERIC = "http://www.xbrl.org/dtr/type/numeric"
NON_NUMERIC = "http://www.xbrl.org/dtr/type/non-numeric"
TP = "http://xbrl.org/2016/taxonomy-package"
CATALOG = "urn:oasis:names:tc:entity:xmlns:xml:catalog"

# Elements and attributes as lxml names them: what a report refers to, and where its addresses begin.
SCHEMA_REF, LINKBASE_REF = f"{{{LINK}}}schemaRef", f"{{{LINK}}}linkbaseRef"
HREF, ROLE, BASE = f"{{{XLINK}}}href", f"{{{XLINK}}}role", f"{{{XML}}}base"

# The two files of every taxonomy package, Taxonomy Packages 1.0 section 3.
PACKAGE_FILE = "META-INF/taxonomyPackage.xml"
CATALOG_FILE = "META-INF/catalog.xml"

# The items of the summary of the Tokyo Stock Exchange: of the form of 2014, and of that of 2007.
TSE_2014 = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"
TSE_2007 = "http://www.xbrl.tdnet.info/jp/br/tdnet/t/ed/2007-06-30"
TSE_2007_QUARTERLY = "http://www.xbrl.tdnet.info/jp/br/tdnet/t/hi/2007-06-30"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        XBRLI: "xbrli",
        LINK: "link",
        XLINK: "xlink",
        XSI: "xsi",
        XS: "xs",
        XBRLDT: "xbrldt",
        XBRLDI: "xbrldi",
        ISO4217: "iso4217",
        NUMERIC: "num",
        NON_NUMERIC: "nonnum",
    }
)

SCHEMAS: Mapping[str, str] = MappingProxyType(
    {
        XBRLI: "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd",
        LINK: "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd",
        XBRLDT: "http://www.xbrl.org/2005/xbrldt-2005.xsd",
        XBRLDI: "http://www.xbrl.org/2006/xbrldi-2006.xsd",
        NUMERIC: "http://www.xbrl.org/dtr/type/numeric-2009-12-16.xsd",
        NON_NUMERIC: "http://www.xbrl.org/dtr/type/nonNumeric-2009-12-16.xsd",
    }
)

SHARES = QName(XBRLI, "shares", "xbrli")
PURE = QName(XBRLI, "pure", "xbrli")

# Hosts of the schemas of the standards themselves, which are built in here.
STANDARD_HOSTS = frozenset(("www.xbrl.org", "xbrl.org", "www.w3.org"))

# EDINET keeps the labels of its taxonomies, generic ones too, in folders of this name ("EDINET taxonomy
# framework design", the folder structure); their linkbaseRefs state no role.
EDINET_LABELS = "http://disclosure.edinet-fsa.go.jp/taxonomy/", "/label/"

# What the xlink:role of a linkbaseRef begins with, XBRL 2.1 section 4.3.4: "calculationLinkbaseRef".
LINKBASE_ROLE = "http://www.xbrl.org/2003/role/"
LABEL_REF = f"{LINKBASE_ROLE}labelLinkbaseRef"
LINKBASE_ARCROLE = "http://www.w3.org/1999/xlink/properties/linkbase"
LINK_ROLE = "http://www.xbrl.org/2003/role/link"
PARENT_CHILD = "http://www.xbrl.org/2003/arcrole/parent-child"
SUMMATION_2003, SUMMATION_2023 = model.SUMMATION_2003, model.SUMMATION_2023
CONCEPT_LABEL = "http://www.xbrl.org/2003/arcrole/concept-label"
_DIMENSIONS = "http://xbrl.org/int/dim/arcrole/"
ALL = f"{_DIMENSIONS}all"
HYPERCUBE_DIMENSION = f"{_DIMENSIONS}hypercube-dimension"
DIMENSION_DOMAIN = f"{_DIMENSIONS}dimension-domain"
DOMAIN_MEMBER = f"{_DIMENSIONS}domain-member"
DIMENSION_DEFAULT = f"{_DIMENSIONS}dimension-default"
# The attributes of an `ALL` arc to a hypercube that is closed and whose members stand in the segment.
CLOSED_IN_SEGMENT = (("xbrldt:closed", "true"), ("xbrldt:contextElement", "segment"))

# Where the arcroles beyond XBRL 2.1 are declared: the href of their arcroleRef.
ARCROLE_DECLARATIONS: Mapping[str, str] = MappingProxyType(
    {
        SUMMATION_2023: "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item",
        **{
            f"{_DIMENSIONS}{name}": f"{SCHEMAS[XBRLDT]}#{name}"
            for name in (
                "all",
                "notAll",
                "hypercube-dimension",
                "dimension-domain",
                "domain-member",
                "dimension-default",
            )
        },
    }
)

STANDARD_LABEL = "http://www.xbrl.org/2003/role/label"
DOCUMENTATION = "http://www.xbrl.org/2003/role/documentation"
TOTAL_LABEL = "http://www.xbrl.org/2003/role/totalLabel"
PERIOD_START_LABEL = "http://www.xbrl.org/2003/role/periodStartLabel"
PERIOD_END_LABEL = "http://www.xbrl.org/2003/role/periodEndLabel"
NEGATED_LABEL = "http://www.xbrl.org/2009/role/negatedLabel"
NEGATED_TOTAL_LABEL = "http://www.xbrl.org/2009/role/negatedTotalLabel"

# XBRL 2.1 section 5.2.2.2.2; these need no roleRef.
STANDARD_LABEL_ROLES = frozenset(
    f"http://www.xbrl.org/2003/role/{name}"
    for name in (
        *("label", "terseLabel", "verboseLabel", "documentation", "totalLabel"),
        *("periodStartLabel", "periodEndLabel", "definitionGuidance", "disclosureGuidance"),
        *("presentationGuidance", "measurementGuidance", "commentaryGuidance", "exampleGuidance"),
        *("positiveLabel", "positiveTerseLabel", "positiveVerboseLabel"),
        *("negativeLabel", "negativeTerseLabel", "negativeVerboseLabel"),
        *("zeroLabel", "zeroTerseLabel", "zeroVerboseLabel"),
    )
)

_REGISTRY: Mapping[str, tuple[str, ...]] = {
    "negated": (
        *("negatedLabel", "negatedTotalLabel", "negatedTerseLabel", "negatedNetLabel"),
        *("negatedPeriodStartLabel", "negatedPeriodEndLabel"),
    ),
    "net": ("netLabel",),
    "positive": (
        *("positivePeriodStartLabel", "positivePeriodEndLabel"),
        *("positivePeriodStartTotalLabel", "positivePeriodEndTotalLabel"),
    ),
    "negative": (
        *("negativePeriodStartLabel", "negativePeriodEndLabel"),
        *("negativePeriodStartTotalLabel", "negativePeriodEndTotalLabel"),
    ),
    "deprecated": ("deprecatedLabel", "deprecatedDateLabel"),
}

# Label roles of the Link Role Registry, and the href of their roleRef.
LABEL_ROLE_DECLARATIONS: Mapping[str, str] = MappingProxyType(
    {
        f"http://www.xbrl.org/2009/role/{name}": f"http://www.xbrl.org/lrr/role/{file}-2009-12-16.xsd#{name}"
        for file, names in _REGISTRY.items()
        for name in names
    }
)

_NUMERIC_ITEMS = frozenset(
    f"{name}ItemType"
    for name in (
        *("monetary", "shares", "pure", "decimal", "float", "double", "integer", "nonPositiveInteger"),
        *("negativeInteger", "long", "int", "short", "byte", "nonNegativeInteger", "unsignedLong"),
        *("unsignedInt", "unsignedShort", "unsignedByte", "positiveInteger"),
    )
)


def numeric(item_type: QName) -> bool | None:
    """Whether facts of the type are numbers with a unit; None for a type of some other schema."""
    if item_type.namespace == XBRLI:
        return item_type.local in _NUMERIC_ITEMS
    return {NUMERIC: True, NON_NUMERIC: False}.get(item_type.namespace)
