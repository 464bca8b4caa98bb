"""Write a report of any size: python tests/benchmarks/synthetic_report.py FACTS FOLDER

A hundred concepts in twenty sums of four parts under one total, as many contexts as it takes, every
third of them with a dimension; one sum in a thousand is off by ten units.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

SPACE = "http://linetag.example/size"
SUMS, PARTS = 20, 4
CONCEPTS = 1 + SUMS * (1 + PARTS)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ARCROLE = "http://www.xbrl.org/2003/arcrole/summation-item"
LINKBASE = "http://www.w3.org/1999/xlink/properties/linkbase"
ROLE = "http://www.xbrl.org/2003/role/link"
SPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase"'
    f' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:s="{SPACE}"'
    ' xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:xbrldi="http://xbrl.org/2006/xbrldi"'
)


def tree() -> Iterator[tuple[str, str]]:
    """(total, part) by name."""
    for sum_ in range(SUMS):
        yield "Total", f"Sum{sum_}"
        for part in range(PARTS):
            yield f"Sum{sum_}", f"Part{sum_}x{part}"


def schema() -> str:
    names = ["Total", *(part for _, part in tree())]
    item = (
        'type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" xbrli:periodType="instant"'
        ' nillable="true"'
    )
    dimension = (
        '<xs:element name="Axis" id="s_Axis" abstract="true" type="xbrli:stringItemType"'
        ' substitutionGroup="xbrldt:dimensionItem" xbrli:periodType="instant"/>'
        + "".join(
            f'<xs:element name="M{i}" id="s_M{i}" abstract="true" type="xbrli:stringItemType"'
            ' substitutionGroup="xbrli:item" xbrli:periodType="instant"/>'
            for i in range(10)
        )
    )
    return (
        f'{HEAD}<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {SPACES} targetNamespace="{SPACE}"'
        ' xmlns:xbrldt="http://xbrl.org/2005/xbrldt" elementFormDefault="qualified">'
        "<xs:annotation><xs:appinfo>"
        f'<link:linkbaseRef xlink:type="simple" xlink:href="s_cal.xml" xlink:arcrole="{LINKBASE}"'
        ' xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef"/></xs:appinfo></xs:annotation>'
        '<xs:import namespace="http://www.xbrl.org/2003/instance"'
        ' schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
        '<xs:import namespace="http://xbrl.org/2005/xbrldt"'
        ' schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>'
        + "".join(f'<xs:element name="{name}" id="s_{name}" {item}/>' for name in names)
        + f"{dimension}</xs:schema>"
    )


def linkbase() -> str:
    names = ["Total", *(part for _, part in tree())]
    locs = "".join(
        f'<link:loc xlink:type="locator" xlink:label="{n}" xlink:href="s.xsd#s_{n}"/>' for n in names
    )
    arcs = "".join(
        f'<link:calculationArc xlink:type="arc" xlink:arcrole="{ARCROLE}" xlink:from="{total}"'
        f' xlink:to="{part}" order="{order}" weight="1"/>'
        for order, (total, part) in enumerate(tree(), 1)
    )
    link = (
        f'<link:calculationLink xlink:type="extended" xlink:role="{ROLE}">{locs}{arcs}</link:calculationLink>'
    )
    return f"{HEAD}<link:linkbase {SPACES}>{link}</link:linkbase>"


def context(number: int) -> str:
    member = f'<xbrldi:explicitMember dimension="s:Axis">s:M{number % 10}</xbrldi:explicitMember>'
    segment = f"<xbrli:segment>{member}</xbrli:segment>" if number % 3 == 0 else ""
    year, rest = divmod(number, 336)
    day = f"{1900 + year:04}-{rest // 28 + 1:02}-{rest % 28 + 1:02}"
    return (
        f'<xbrli:context id="c{number}"><xbrli:entity><xbrli:identifier scheme="http://linetag.example">1'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period><xbrli:instant>{day}</xbrli:instant>"
        "</xbrli:period></xbrli:context>\n"
    )


def figures(number: int) -> Iterator[tuple[str, int]]:
    """The facts of a context, in thousands; one sum in a thousand is wrong."""
    total = 0
    for sum_ in range(SUMS):
        parts = [(number * 31 + sum_ * 17 + part * 7) % 9_000 + 1 for part in range(PARTS)]
        yield from ((f"Part{sum_}x{part}", value) for part, value in enumerate(parts))
        wrong = 10 if (number * SUMS + sum_) % 1_000 == 999 else 0
        total += sum(parts) + wrong
        yield f"Sum{sum_}", sum(parts) + wrong
    yield "Total", total


def write(count: int, folder: Path) -> Path:
    """A report of at least that many facts; the path of its instance."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "s.xsd").write_text(schema(), "utf-8")
    (folder / "s_cal.xml").write_text(linkbase(), "utf-8")
    path = folder / "s.xml"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{HEAD}<xbrli:xbrl {SPACES}><link:schemaRef xlink:type="simple" xlink:href="s.xsd"/>\n')
        stream.write('<xbrli:unit id="u"><xbrli:measure>iso4217:JPY</xbrli:measure></xbrli:unit>\n')
        for number in range(-(-count // CONCEPTS)):
            stream.write(context(number))
            for position, (name, value) in enumerate(figures(number)):
                stream.write(
                    f'<s:{name} id="f{number}-{position}" contextRef="c{number}" unitRef="u" decimals="-3">'
                    f"{value}000</s:{name}>\n"
                )
        stream.write("</xbrli:xbrl>\n")
    return path


if __name__ == "__main__":
    print(write(int(sys.argv[1]), Path(sys.argv[2])))
