"""The form of a full year and of a first quarter; what real documents state stands in our tables."""

from __future__ import annotations

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from linetag.model import Duration, Instant
from linetag.tanshin.form import legacy
from linetag.tanshin.form.conform import conform
from linetag.tanshin.form.facts import typed
from linetag.tanshin.form.fill import Filled, fill
from linetag.tanshin.form.legacy_instance import legacy_instance
from linetag.tanshin.form.records import FormContext
from linetag.tanshin.form.tables import in_quarter, load
from support.shared import TDNET, needs
from support.tanshin_case import specified
from support.tanshin_xml import IX
from support.tanshin_years import derived, full_year

if TYPE_CHECKING:
    from collections.abc import Iterator

LISTED = '[summary]\nlisted = ["TokyoStockExchange1stSection"]\n'


def filled(text: str) -> Filled:
    """The document of a small company's filing of a full year."""
    text = text.replace("[summary]\n", LISTED, 1)
    summary, _ = derived(text)
    document, found = fill(summary, specified(text))
    assert document is not None
    assert {item.severity for item in found} <= {"warning"}
    return document


def values(document: Filled, element: str) -> dict[str, object]:
    """The values of an element by the ids of its contexts, "Member" left out."""
    facts = (fact for fact in document.tanshin.facts if fact.concept.local == element)
    return {fact.context.replace("Member", ""): typed(fact) for fact in facts}


def test_the_periods_of_a_full_year() -> None:
    document = filled(full_year())
    assert document.tanshin.name.form == "acedussm"
    assert document.tanshin.periods == {
        "PriorYearDuration": Duration(date(2011, 4, 1), date(2012, 3, 31)),
        "PriorYearInstant": Instant(date(2012, 3, 31)),
        "CurrentYearDuration": Duration(date(2012, 4, 1), date(2013, 3, 31)),
        "CurrentYearInstant": Instant(date(2013, 3, 31)),
        "NextYearDuration": Duration(date(2013, 4, 1), date(2014, 3, 31)),
    }
    assert list(conform(document.tanshin, document.form)) == []


def test_the_figures_of_a_full_year() -> None:
    document = filled(full_year())
    assert values(document, "OperatingRevenuesUS") == {
        "CurrentYearDuration_Consolidated_Result": Decimal(4600000000),
        "PriorYearDuration_Consolidated_Result": Decimal(4000000000),
        "NextYearDuration_Consolidated_Forecast": Decimal(5000000000),
        "NextYearDuration_Consolidated_Upper": None,
        "NextYearDuration_Consolidated_Lower": None,
    }
    assert values(document, "CashAndEquivalentsEndOfPeriodUS") == {
        "CurrentYearInstant_Consolidated_Result": Decimal(1235000000),
        "PriorYearInstant_Consolidated_Result": Decimal(1000000000),
    }
    assert values(document, "ShareholdersEquityPerShareUS") == {
        "CurrentYearInstant_Consolidated_Result": Decimal("4050.00"),
        "PriorYearInstant_Consolidated_Result": Decimal("3800.00"),
    }
    assert values(document, "FiscalYearEnd") == {"CurrentYearInstant": date(2013, 3, 31)}
    assert values(document, "QuarterlyPeriod") == {}


def test_the_dividends_of_a_full_year() -> None:
    document = filled(full_year())
    dividends = values(document, "DividendPerShare")
    schedules = ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual")
    assert [dividends[f"CurrentYearDuration_{s}_NonConsolidated_Result"] for s in schedules] == [
        None,
        Decimal("10.00"),
        None,
        Decimal("12.00"),
        Decimal("22.00"),
    ]
    assert dividends["NextYearDuration_YearEnd_NonConsolidated_Forecast"] == Decimal("11.00")
    assert dividends["NextYearDuration_YearEnd_NonConsolidated_Upper"] is None
    assert "CurrentYearDuration_YearEnd_NonConsolidated_Forecast" not in dividends
    assert values(document, "TotalDividendPaidAnnual") == {
        "PriorYearDuration_Annual_NonConsolidated_Result": None,
        "CurrentYearDuration_Annual_NonConsolidated_Result": Decimal(22000000),
    }
    assert values(document, "PayoutRatioUS") == {
        "PriorYearDuration_Annual_Consolidated_Result": Decimal("0.067"),
        "CurrentYearDuration_Annual_Consolidated_Result": Decimal("0.063"),
        "NextYearDuration_Annual_Consolidated_Forecast": Decimal("0.055"),
    }


def test_a_full_year_in_the_2007_form() -> None:
    root = etree.fromstring(legacy_instance(filled(full_year()).tanshin).encode())
    contexts = [str(node.get("id")) for node in root.iter("{http://www.xbrl.org/2003/instance}context")]
    assert contexts == [
        "PriorYearConsolidatedDuration",
        "PriorYearConsolidatedInstant",
        "CurrentYearConsolidatedDuration",
        "CurrentYearConsolidatedInstant",
        "NextYearConsolidatedDuration",
    ]
    facts = {(etree.QName(node).localname, node.get("contextRef")): node.text for node in root}
    assert facts["ForecastOperatingRevenuesUS", "NextYearConsolidatedDuration"] == "5000000000"
    assert facts["ResultDividendPerShareAnnual", "CurrentYearConsolidatedDuration"] == "22.00"
    assert facts["FiscalYearEnd", "CurrentYearConsolidatedInstant"] == "2013-03-31"


# --- what real documents state ------------------------------------------------------------------------


def real_facts() -> Iterator[tuple[str, str, str, FormContext]]:
    """(document, form, element, context) of every fact of the real summaries, in the terms of 2014."""
    for path in sorted(TDNET.glob("*.xbrl")):
        code = path.name.split("-")[1]
        for node in etree.parse(path).getroot():
            if node.get("contextRef"):
                pair = legacy.modern(etree.QName(node).localname, str(node.get("contextRef")), code)
                assert pair is not None
                yield path.stem, code, *pair
    for name, content in real_inline():
        for node in etree.fromstring(content).iter(f"{IX}nonFraction", f"{IX}nonNumeric"):
            period, *members = str(node.get("contextRef")).split("_")
            element = str(node.get("name")).partition(":")[2]
            yield name, name.split("-")[1], element, FormContext(period, tuple(members))


def real_inline() -> Iterator[tuple[str, bytes]]:
    for path in sorted(TDNET.glob("*-ixbrl.htm")):
        yield path.name, path.read_bytes()
    for path in sorted(TDNET.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in archive.namelist():
                if "/Summary/" in member and member.endswith("-ixbrl.htm"):
                    yield Path(member).name, archive.read(member)


@needs(TDNET)
def test_items_of_real_documents_stand_in_the_contexts_that_our_tables_give_them() -> None:
    strange = set()
    known = 0
    for document, code, element, context in real_facts():
        places = load("acedussm" if code.startswith("a") else "qcedussm").places(element)
        if not places or ("edus" not in code and not any(row.filling.key for row in places)):
            continue  # of Japanese GAAP or IFRS, or the exchange of Osaka
        known += 1
        ids = {in_quarter(c, n).id for row in places for c in row.filling.contexts for n in (1, 2, 3)}
        if context.id not in ids:
            strange.add((document.split("-")[2], element, context.id))
    assert known > 800
    # Forecasts of the first nine months, all of them nil, which today's form no longer asks for.
    assert {context for _, _, context in strange} == {
        f"CurrentAccumulatedQ3Duration_ConsolidatedMember_{member}Member"
        for member in ("Forecast", "Upper", "Lower")
    }
    assert {code for code, _, _ in strange} == {"94320"}
