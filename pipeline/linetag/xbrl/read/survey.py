"""What makes a report differ from the Open Information Model, on which Calculations 1.1 is defined."""

from __future__ import annotations

from lxml import etree

from linetag.xbrl.names import XBRLDI, XBRLI
from linetag.xbrl.read.records import Totals

_NUMERATOR = f"{{{XBRLI}}}numerator"
_UNDIMENSIONAL = etree.XPath(
    "(descendant-or-self::x:context/x:scenario/*|descendant-or-self::x:context/x:entity/x:segment/*)"
    f"[namespace-uri() != '{XBRLDI}']",
    namespaces={"x": XBRLI},
)
_IMPRECISE = etree.XPath("descendant-or-self::*[@precision = 0]")


def survey(element: etree._Element, totals: Totals, data: bytes = b"precision numerator") -> None:
    """Note fractions, figures of precision 0, and segments that are no dimensions; `data` is the source."""
    if b"numerator" in data:
        totals.fractions = totals.fractions or next(element.iter(_NUMERATOR), None) is not None
    if b"precision" in data:
        totals.imprecise = totals.imprecise or bool(_IMPRECISE(element))
    totals.undimensional = totals.undimensional or bool(_UNDIMENSIONAL(element))
