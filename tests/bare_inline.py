"""A digest as the barest inline document that there is: every fact hidden, no page around it.

It shows what the schema, the linkbase and the facts are worth without the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from linetag.model import Duration
from linetag.tanshin.form.instance import plain
from linetag.tanshin.form.records import Digest, FormContext, FormFact
from linetag.tanshin.form.tables import load

_NAMESPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2008/inlineXBRL",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xsd": "http://www.w3.org/2001/XMLSchema",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "tse-ed-t": "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12",
}
_UNITS = {
    "JPY": "<xbrli:measure>iso4217:JPY</xbrli:measure>",
    "Pure": "<xbrli:measure>xbrli:pure</xbrli:measure>",
    "Shares": "<xbrli:measure>xbrli:shares</xbrli:measure>",
    "JPYPerShares": (
        "<xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unitNumerator>"
        "<xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator></xbrli:divide>"
    ),
    "NumberOfCompanies": "<xbrli:measure>xsd:nonNegativeInteger</xbrli:measure>",
}


def bare_inline(digest: Digest) -> str:
    """The text of an inline document."""
    spaces = "".join(f" xmlns{':' if p else ''}{p}={quoteattr(uri)}" for p, uri in _NAMESPACES.items())
    axes = {
        member: axis
        for row in load(digest.name.form).rows
        for axis, members in row.axes
        for member in members
    }
    contexts = dict.fromkeys(fact.context for fact in digest.facts)
    resources = [*(_context(context, digest, axes) for context in contexts), *_units()]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><html{spaces}><head><title>Facts</title></head><body>'
        '<div style="display:none"><ix:header><ix:hidden>'
        f"{''.join(_fact(fact) for fact in digest.facts)}</ix:hidden><ix:references>"
        f'<link:schemaRef xlink:type="simple" xlink:href="{digest.name.stem}.xsd"/></ix:references>'
        f"<ix:resources>{''.join(resources)}</ix:resources></ix:header></div><p>Facts</p></body></html>"
    )


def _context(context: FormContext, digest: Digest, axes: dict[str, str]) -> str:
    period = digest.periods[context.period]
    dates = (
        f"<xbrli:startDate>{period.start}</xbrli:startDate><xbrli:endDate>{period.end}</xbrli:endDate>"
        if isinstance(period, Duration)
        else f"<xbrli:instant>{period.on}</xbrli:instant>"
    )
    members = "".join(
        f'<xbrldi:explicitMember dimension="tse-ed-t:{axes[m]}">tse-ed-t:{m}</xbrldi:explicitMember>'
        for m in context.members
    )
    scenario = f"<xbrli:scenario>{members}</xbrli:scenario>" if members else ""
    return (
        f'<xbrli:context id="{context.id}"><xbrli:entity><xbrli:identifier scheme="http://www.tse.or.jp/sicc">'
        f"{digest.name.code}</xbrli:identifier></xbrli:entity><xbrli:period>{dates}</xbrli:period>{scenario}"
        "</xbrli:context>"
    )


def _units() -> Iterator[str]:
    for name, measures in _UNITS.items():
        yield f'<xbrli:unit id="{name}">{measures}</xbrli:unit>'


def _fact(fact: FormFact) -> str:
    head = f'name="tse-ed-t:{fact.element}" contextRef="{fact.context.id}"'
    kind = "nonFraction" if fact.unit else "nonNumeric"
    unit = f' unitRef="{fact.unit}"' if fact.unit else ""
    if fact.value is None:
        return f'<ix:{kind} {head}{unit} xsi:nil="true"/>'
    text = plain(fact.value, fact.decimals)
    sign = ' sign="-"' if fact.unit and text.startswith("-") else ""
    decimals = f' decimals="{fact.decimals}"' if fact.unit else ""
    return f"<ix:{kind} {head}{unit}{decimals}{sign}>{escape(text.lstrip('-') if sign else text)}</ix:{kind}>"
