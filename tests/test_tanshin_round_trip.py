"""Read a summary, derive what can be derived, write it by our writers, read it again: the same facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from linetag import audit
from linetag.tanshin.form.facts import unit_of
from linetag.tanshin.form.inline import inline
from linetag.tanshin.form.legacy_instance import legacy_instance
from linetag.tanshin.form.read import ReadTanshin, read
from linetag.tanshin.form.records import Tanshin
from linetag.tanshin.form.tables import load
from linetag.xbrl.read.report import Instance
from support.shared import TDNET, skip_without
from support.summaries import OURS_2007, OURS_2014
from support.tanshin_documents import with_facts
from support.tanshin_verified import verified

REAL = (
    "tdnet-47760-20240514.zip",
    "tdnet-62690-20240514.zip",
    "tdnet-qcedjpsm-43680-20121101343680.xbrl",
    "tdnet-qcedussm-72030-20130717093034.xbrl",
    "tdnet-qcedussm-94320-20130805394320.xbrl",
    "tse-acedussm-72030-20140311018771-ixbrl.htm",
    "tse-qcedjpsm-46410-20140805346410-ixbrl.htm",
)
PATHS = (*(TDNET / name for name in REAL), OURS_2014, OURS_2007)
TABLES = {"a": "acedussm", "q": "qcedussm", "s": "scedussy"}
Said = Counter[tuple[object, ...]]


def document(path: Path) -> tuple[Instance, ReadTanshin]:
    skip_without(path)
    for report in audit.read(path):
        found = read(report.instance) if report.instance else None
        if report.instance and found:
            report.instance.facts()
            return report.instance, found
    raise AssertionError(path)


def said(tanshin: Tanshin) -> Said:
    """Every fact in the terms of the 2014 form."""
    return Counter((f.concept.local, f.context, str(f.value), unit_of(f), f.decimals) for f in tanshin.facts)


def filed(instance: Instance) -> Said:
    """Every fact as its own form states it."""
    return Counter(
        (f.concept, f.context, str(f.value), f.aspects, f.decimals if f.value is not None else None)
        for f in instance.facts()
    )


def derived(found: ReadTanshin, instance: Instance) -> tuple[Tanshin, int]:
    """The tanshin with every figure derived from the others that only one figure holds for, and how many."""
    derivations, _ = verified(found, instance)
    certain = {
        (one.item, one.context): one.low
        for one in derivations.all
        if one.verdict == "holds" and one.low is not None and one.low == one.high
    }
    facts = []
    for fact in found.tanshin.facts:
        value = certain.get((fact.concept.local, fact.context))
        if value is None:
            facts.append(fact)
            continue
        # a fall that rounds to nothing keeps its sign on the form, which an interval does not know
        assert isinstance(fact.value, Decimal)
        value = value or value.copy_sign(fact.value)
        facts.append(fact._replace(value=value))
    return with_facts(found.tanshin, facts), len(certain)


def as_2014(tanshin: Tanshin) -> tuple[str, str]:
    return f"{tanshin.name.stem}-ixbrl.htm", inline(tanshin, load(TABLES[tanshin.name.form[0]]))


def as_2007(tanshin: Tanshin) -> tuple[str, str]:
    return f"{tanshin.name.legacy_stem}.xbrl", legacy_instance(tanshin)


def again(
    tanshin: Tanshin, write: Callable[[Tanshin], tuple[str, str]], folder: Path
) -> tuple[Instance, ReadTanshin]:
    name, text = write(tanshin)
    (folder / name).write_text(text, "utf-8")
    return document(folder / name)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_any_summary_is_written_in_the_2014_form_and_read_again(path: Path, tmp_path: Path) -> None:
    first, found = document(path)
    tanshin, count = derived(found, first)
    assert count
    assert said(tanshin) == said(found.tanshin)
    written, read_again = again(tanshin, as_2014, tmp_path)
    assert said(read_again.tanshin) == said(found.tanshin)
    assert read_again.tanshin.name == found.tanshin.name
    assert {
        name: found.tanshin.periods[name] for name in read_again.tanshin.periods
    } == read_again.tanshin.periods
    assert verified(read_again, written)[0].counts() == verified(found, first)[0].counts()
    if path.suffix != ".xbrl":
        assert filed(written) == filed(first)


@pytest.mark.parametrize("path", [p for p in PATHS if p.suffix == ".xbrl"], ids=lambda path: path.name)
def test_a_summary_of_the_2007_form_is_written_and_read_again(path: Path, tmp_path: Path) -> None:
    first, found = document(path)
    tanshin, _ = derived(found, first)
    written, read_again = again(tanshin, as_2007, tmp_path)
    assert filed(written) == filed(first)
    assert said(read_again.tanshin) == said(found.tanshin)


COVERS = {
    "OsakaStockExchange",
    "OsakaStockExchange1stSection",
    "OsakaStockExchange2ndSection",
    "OsakaStockExchangeJASDAQ",
    "OsakaStockExchangeOthers",
    "TokyoStockExchangeJASDAQ",
    "TokyoStockExchangePROMarket",
    "TokyoStockExchangePrime",
    "TokyoStockExchangeStandard",
    "TokyoStockExchangeGrowth",
    "DividendPayableDateAsPlanned",
}
"""What only one form states: markets that closed or opened between them, a date left out where nil."""


@pytest.mark.parametrize(
    "path", [p for p in PATHS if p.suffix != ".xbrl" and "62690" not in p.name], ids=lambda path: path.name
)
def test_a_summary_of_the_2014_form_says_the_same_in_the_2007_form(path: Path, tmp_path: Path) -> None:
    """But for the markets on the cover; items of IFRS have no names of 2007 in our table."""
    _, found = document(path)
    _, read_again = again(found.tanshin, as_2007, tmp_path)
    one, other = said(found.tanshin), said(read_again.tanshin)
    assert {str(key[0]) for key in (one - other) + (other - one)} <= COVERS
