"""Names and addresses of the exchange's taxonomy of 2014 (TSE.md A3)."""

from __future__ import annotations

from linetag.model import Concept, QName
from linetag.xbrl.names import NON_NUMERIC, NUMERIC, TSE_2014, XBRLI

PREFIX = "tse-ed-t"
VERSION = "2014-01-12"
_TAXONOMY = "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed"
ELEMENTS_SCHEMA = f"{TSE_2014}/tse-ed-t-{VERSION}.xsd"
ROLES = f"{_TAXONOMY}/o/rt/{VERSION}"
ROLES_SCHEMA = f"{ROLES}/tse-ed-rt-{VERSION}.xsd"
TYPES = f"{_TAXONOMY}/o/types/{VERSION}"
TYPES_SCHEMA = f"{TYPES}/tse-ed-types-{VERSION}.xsd"
LABELS = tuple(f"{TSE_2014}/tse-ed-t-{VERSION}-lab{suffix}.xml" for suffix in ("", "-en"))
ROLE = "http://www.xbrl.tdnet.info/jp/tse/tdnet/role/"
COVER = "RoleDocumentEntityInformation"  # the role of the cover in the tables of the form
QUARTERLY_LABEL = f"{ROLE}Quarterly/label"

SCHEDULE = tuple(
    f"{name}Member" for name in ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual")
)
"""The members of dividends by date of record, in order."""
FORECASTS = frozenset(("ForecastMember", "UpperMember", "LowerMember"))

_TYPE_NAMESPACES = {"xbrli": XBRLI, "num": NUMERIC, "nonnum": NON_NUMERIC, "tse-ed-types": TYPES}


def named(element: str) -> QName:
    """The name of an element of the 2014 taxonomy."""
    return QName(TSE_2014, element, PREFIX)


def declared(element: str, item_type: str) -> Concept:
    """The declaration of an abstract element over a duration; `item_type` is "xbrli:stringItemType"."""
    prefix, _, local = item_type.partition(":")
    return Concept(
        name=named(element),
        id=f"{PREFIX}_{element}",
        schema=ELEMENTS_SCHEMA,
        type=QName(_TYPE_NAMESPACES[prefix], local, prefix),
        period="duration",
        abstract=True,
    )
