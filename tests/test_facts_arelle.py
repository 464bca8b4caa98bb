"""Real reports, fact by fact as Arelle reads them: concept, context, unit, value, decimals.

Without its base taxonomy Arelle takes hardly any element of an instance for a fact; such instances
are compared with what a plain reading of the XML gives.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from linetag import audit
from linetag.model import Duration, Fact, Period, QName
from support.arelle_facts import TaggedFact, reported_facts, tagged_facts
from support.shared import CORPUS, needs

pytestmark = needs(CORPUS)

Said = tuple[object, ...]


def plain(text: str) -> str:
    """A text without markup and white space: we take no markup, Arelle keeps that of escaped texts."""
    return "".join(html.unescape(re.sub("<[^>]*>", "", text)).split())


def midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def period(found: Period) -> tuple[datetime | None, datetime]:
    """The start, and the midnight at the end."""
    if isinstance(found, Duration):
        return midnight(found.start), midnight(found.end + timedelta(days=1))
    return None, midnight(found.on + timedelta(days=1))


def pair(name: QName) -> tuple[str, str]:
    return name.namespace, name.local


def ours(fact: Fact) -> Said:
    aspects, unit = fact.aspects, fact.aspects.unit
    value = fact.value
    return (
        pair(fact.concept),
        (aspects.entity.scheme, aspects.entity.value),
        period(aspects.period),
        () if unit is None else (tuple(map(pair, unit.numerators)), tuple(map(pair, unit.denominators))),
        tuple(sorted((pair(axis), pair(member)) for axis, member in aspects.members)),
        None if value is None else value if isinstance(value, Decimal) else plain(value),
        fact.decimals,
    )


def theirs(fact: TaggedFact) -> Said:
    value: Decimal | str | None = None
    if not fact.nil:
        assert fact.value is not None
        value = Decimal(fact.value) if fact.unit else plain(fact.value)
    stated = fact.decimals is not None and fact.decimals != "INF" and not fact.nil
    decimals = int(fact.decimals or 0) if stated else None
    return fact.concept, fact.entity, fact.period, fact.unit, fact.members, value, decimals


def compare(documents: list[Path], facts: tuple[Fact, ...]) -> int:
    """That both read the same; how many facts Arelle cannot read, since it lacks the SEC's formats."""
    read = tagged_facts(documents)
    unread = {fact.concept for fact in read if fact.value is None}
    mine = Counter(ours(fact) for fact in facts if pair(fact.concept) not in unread)
    assert mine == Counter(theirs(fact) for fact in read if fact.concept not in unread)
    assert len(facts) == len(read)
    return len([fact for fact in read if fact.value is None])


@pytest.mark.parametrize("name", ["tse-acedussm-72030-20140311018771", "tse-qcedjpsm-46410-20140805346410"])
def test_summaries_of_the_exchange(name: str) -> None:
    path = CORPUS / f"tdnet/{name}-ixbrl.htm"
    (report,) = audit.read(path)
    assert report.instance is not None
    assert compare([path], report.instance.facts()) == 0


@pytest.mark.parametrize(
    ("archive", "unread"),
    [
        ("sec/pg-10k-2019-inline.zip", 33),
        ("tdnet/tdnet-47760-20240514.zip", 0),
        ("tdnet/tdnet-62690-20240514.zip", 0),
    ],
)
def test_whole_filings(archive: str, unread: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(CORPUS / archive) as opened:
        opened.extractall(tmp_path)
    lost = 0
    for report in audit.read(CORPUS / archive):
        assert report.source is not None
        assert report.instance is not None
        documents = [tmp_path / address.lstrip("/") for address in report.source.documents]
        lost += compare(documents, report.instance.facts())
    assert lost == unread


@pytest.mark.parametrize(
    ("name", "count"), [("pg-10k-2010", 1524), ("aapl-10k-2010", 1377), ("nflx-10q-2010q3", 303)]
)
def test_classic_filings_with_their_whole_taxonomy(name: str, count: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(CORPUS / f"sec/{name}.zip") as opened:
        opened.extractall(tmp_path)
    (instance,) = (path for path in tmp_path.rglob("*.xml") if "_" not in path.stem)
    (report,) = audit.read(instance)
    assert report.instance is not None
    facts, read = report.instance.facts(), reported_facts(instance, [CORPUS / "taxonomy/us-gaap-2009.zip"])
    assert Counter(map(ours, facts)) == Counter(map(theirs, read))
    assert len(facts) == count


def bare_instances(folder: Path) -> list[Path]:
    """The instances whose base taxonomy is not to be had, unpacked."""
    for name in ("aapl-10k-2023", "tsla-10q-2024q2", "msft-10k-2015", "nflx-10k-2023"):
        with zipfile.ZipFile(CORPUS / f"sec/{name}.zip") as opened:
            opened.extractall(folder)
    unpacked = (path for path in folder.rglob("*.xml") if path.stem.endswith("_htm") or "_" not in path.stem)
    return [*sorted(unpacked), *sorted((CORPUS / "tdnet").glob("*.xbrl"))]


def test_instances_without_a_taxonomy_are_what_their_xml_says(tmp_path: Path) -> None:
    instances = bare_instances(tmp_path)
    assert len(instances) == 7
    for path in instances:
        (report,) = audit.read(path)
        assert report.instance is not None
        root = etree.parse(path).getroot()
        contexts = {node.get("id"): node for node in root.iter("{*}context")}
        units = {node.get("id"): node for node in root.iter("{*}unit")}
        nodes = [node for node in root.iter("{*}*") if node.get("contextRef")]
        expected = [
            (
                tagged(node),
                *described(contexts[node.get("contextRef")]),
                measured(units.get(node.get("unitRef"))),
            )
            for node in nodes
        ]
        assert [
            (written(fact), *settled(fact), counted(fact)) for fact in report.instance.facts()
        ] == expected


def tagged(node: etree._Element) -> Said:
    """Name, value and decimals of an element."""
    nil = node.get("{http://www.w3.org/2001/XMLSchema-instance}nil") in ("true", "1")
    text = node.text or ""
    value = None if nil else Decimal(text) if node.get("unitRef") else text
    stated = node.get("decimals")
    return node.tag, value, None if nil or stated in (None, "INF") else int(stated or "")


def written(fact: Fact) -> Said:
    return f"{{{fact.concept.namespace}}}{fact.concept.local}", fact.value, fact.decimals


def described(context: etree._Element) -> Said:
    """Identifier, dates and members of a context."""
    dates = [context.findtext(f".//{{*}}{name}") for name in ("instant", "startDate", "endDate")]
    members = [
        (expanded(node, node.get("dimension", "")), expanded(node, node.text or ""))
        for node in context.iter("{*}explicitMember")
    ]
    typed = [
        (expanded(node, node.get("dimension", "")), f"<{inner.tag!s}>{inner.text}</>")
        for node in context.iter("{*}typedMember")
        for inner in node
    ]
    return (
        context.findtext(".//{*}identifier"),
        [day.strip() for day in dates if day],
        *(sorted(members), sorted(typed)),
    )


def settled(fact: Fact) -> Said:
    entity, period, _, members, typed, other = fact.aspects
    assert other == ()
    return (
        entity.value,
        [day.isoformat() for day in period],
        sorted((pair(axis), pair(member)) for axis, member in members),
        sorted((pair(axis), content) for axis, content in typed),
    )


def expanded(node: etree._Element, text: str) -> tuple[str, str]:
    prefix, _, name = text.strip().rpartition(":")
    return node.nsmap[prefix or None], name


def measured(unit: etree._Element | None) -> list[tuple[str, str]]:
    return [] if unit is None else [expanded(node, node.text or "") for node in unit.iter("{*}measure")]


def counted(fact: Fact) -> list[tuple[str, str]]:
    unit = fact.aspects.unit
    return [] if unit is None else list(map(pair, (*unit.numerators, *unit.denominators)))
