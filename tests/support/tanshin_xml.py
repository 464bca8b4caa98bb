"""XML of the summary: namespaces as lxml writes them, and the tags of the inline document."""

from __future__ import annotations

from lxml import etree

from linetag.tanshin.form.inline import inline
from linetag.tanshin.form.records import Form, Tanshin
from support.tanshin_documents import QUARTER

IX = "{http://www.xbrl.org/2008/inlineXBRL}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XLINK = "{http://www.w3.org/1999/xlink}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"


def tree(document: str | bytes) -> etree._Element:
    return etree.fromstring(document.encode() if isinstance(document, str) else document)


def tags(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{IX}nonFraction", f"{IX}nonNumeric"))


def written(tanshin: Tanshin, form: Form = QUARTER) -> etree._Element:
    return tree(inline(tanshin, form))
