"""What makes a report differ from the Open Information Model, on which Calculations 1.1 is defined."""

from __future__ import annotations

from lxml import etree

from linetag.xbrl.names import XBRLDI, XBRLI
from linetag.xbrl.read.records import Totals

_NUMERATOR = f"{{{XBRLI}}}numerator"
# From an element that holds contexts, or from a context.
_CONTENT = "(x:context|self::x:context)/x:{}/*[namespace-uri() != $dimensions]"
_UNDIMENSIONAL = etree.XPath(
    f"{_CONTENT.format('scenario')}|{_CONTENT.format('entity/x:segment')}", namespaces={"x": XBRLI}
)
_IMPRECISE = etree.XPath("boolean((*|self::*)[@precision = 0])")


def survey(element: etree._Element, totals: Totals) -> None:
    """Note fractions, figures of precision 0, and segments that are no dimensions, of what it holds."""
    totals.fractions = totals.fractions or next(element.iter(_NUMERATOR), None) is not None
    totals.imprecise = totals.imprecise or bool(_IMPRECISE(element))
    totals.undimensional = totals.undimensional or bool(_UNDIMENSIONAL(element, dimensions=XBRLDI))
