"""Real inline reports, fact by fact as Arelle reads them: concept, context, unit, value, decimals."""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from linetag import audit
from linetag.model import Duration, Fact, Period, QName
from linetag.reference import TaggedFact, tagged_facts

CORPUS = Path(__file__).parents[2] / "shared/corpus"

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="no corpus beside the checkout")

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
