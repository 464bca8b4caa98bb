"""The forms' tables against the exchange's published taxonomy, and the names of the 2007 form."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from linetag.tanshin.form import legacy
from linetag.tanshin.form.records import FormContext
from linetag.tanshin.form.tables import FORMS, expanded, load
from support.shared import PUBLISHED, TDNET, needs
from support.tanshin_xml import LINK, XBRLI, XLINK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = "tse-ed-2014-01-12/taxonomy/jp/tse/tdnet/ed"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"
LEGACY = sorted(TDNET.glob("*.xbrl"))

published = needs(PUBLISHED)


def document(name: str) -> etree._Element:
    """A file of the published taxonomy."""
    with zipfile.ZipFile(PUBLISHED) as archive:
        return etree.fromstring(archive.read(f"{FOLDER}/{name}"))


def labels(suffix: str) -> Mapping[tuple[str, str], str]:
    """(element, end of the label role) → label, of one language."""
    found: dict[tuple[str, str], str] = {}
    for link in document(f"t/2014-01-12/tse-ed-t-2014-01-12-lab{suffix}.xml").iter(f"{LINK}labelLink"):
        locators = {loc.get(f"{XLINK}label"): href(loc) for loc in link.iter(f"{LINK}loc")}
        resources = {label.get(f"{XLINK}label"): label for label in link.iter(f"{LINK}label")}
        for arc in link.iter(f"{LINK}labelArc"):
            label = resources[arc.get(f"{XLINK}to")]
            role = str(label.get(f"{XLINK}role")).rpartition("/role/")[2]
            found[locators[arc.get(f"{XLINK}from")], role] = label.text or ""
    return found


def href(locator: etree._Element) -> str:
    """The element that a locator points to."""
    return str(locator.get(f"{XLINK}href")).rpartition("#tse-ed-t_")[2]


def arcs(code: str) -> Iterator[tuple[str, str, str, str, float, Mapping[str, str]]]:
    """(role, kind, source, target, order, attributes) of the definition linkbase of a form."""
    for link in document(f"r/2014-01-12/tse-{code}-2014-01-12-def.xml").iter(f"{LINK}definitionLink"):
        role = str(link.get(f"{XLINK}role")).rpartition("/Role_std_")[2]
        locators = {loc.get(f"{XLINK}label"): href(loc) for loc in link.iter(f"{LINK}loc")}
        for arc in link.iter(f"{LINK}definitionArc"):
            kind = str(arc.get(f"{XLINK}arcrole")).rpartition("/")[2]
            ends = (locators[arc.get(f"{XLINK}from")], locators[arc.get(f"{XLINK}to")])
            attributes = {str(name): str(value) for name, value in arc.attrib.items()}
            yield f"Role{role}", kind, *ends, float(arc.get("order", "1")), attributes


@published
@pytest.mark.parametrize("code", FORMS)
def test_names_types_and_periods_are_those_published(code: str) -> None:
    declared = {e.get("name"): e for e in document("t/2014-01-12/tse-ed-t-2014-01-12.xsd") if e.get("name")}
    assert all(element.get("nillable") == "true" for element in declared.values())
    for row in load(code).rows:
        element = declared[row.element]
        stated = (str(row.concept.type), row.concept.period, row.concept.balance or "")
        names = ("type", f"{XBRLI}periodType", f"{XBRLI}balance")
        assert stated == tuple(element.get(name) or "" for name in names), row.element
        assert row.concept.abstract == (element.get("abstract") == "true"), row.element


@published
@pytest.mark.parametrize("code", FORMS)
def test_labels_are_those_published(code: str) -> None:
    english, japanese = labels("-en"), labels("")
    for row in load(code).rows:
        plain = japanese[row.element, "label"]
        assert (row.labels.en, row.labels.ja) == (english[row.element, "label"], plain)
        assert row.labels.ja_quarterly == japanese.get((row.element, "Quarterly/label"), plain)
        assert row.labels.ja_interim == japanese.get((row.element, "Interim/label"), plain)


@published
@pytest.mark.parametrize("code", FORMS)
def test_each_section_is_the_tree_published_in_its_order(code: str) -> None:
    children: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for role, kind, source, target, order, _ in arcs(code):
        if kind in ("all", "domain-member"):
            children.setdefault((role, source), []).append((order, target))

    def below(role: str, parent: str) -> Iterator[tuple[str, str]]:
        for _, element in sorted(children.get((role, parent), [])):
            yield parent, element
            yield from below(role, element)

    sections: dict[str, list[tuple[str, str]]] = {}
    for row in load(code).rows:
        sections.setdefault(row.role, []).append((row.parent, row.element))
    assert sections.keys() == {role for role, _ in children}
    for role, rows in sections.items():
        (above, heading), *rest = rows
        assert above == ""
        assert rest == list(below(role, heading)), role


@published
@pytest.mark.parametrize("code", FORMS)
def test_hypercubes_axes_and_members_are_those_published(code: str) -> None:
    axes: dict[str, list[tuple[float, str]]] = {}
    members: dict[tuple[str, str], list[tuple[float, str]]] = {}
    for role, kind, source, target, order, attributes in arcs(code):
        if kind == "all":
            assert (attributes[f"{XBRLDT}contextElement"], attributes[f"{XBRLDT}closed"]) == (
                "scenario",
                "true",
            )
        elif kind == "hypercube-dimension":
            axes.setdefault(role, []).append((order, target))
        elif kind == "dimension-domain":
            members.setdefault((role, source), []).append((order, target))
    for row in load(code).rows:
        expected = [
            (axis, tuple(member for _, member in sorted(members[row.role, axis])))
            for _, axis in sorted(axes.get(row.role, []))
        ]
        assert list(row.axes) == expected, row.role


@pytest.mark.parametrize("code", FORMS)
def test_every_context_has_one_member_of_each_axis_and_the_period_of_its_item(code: str) -> None:
    for row in load(code).rows:
        for context in row.filling.contexts:
            assert context.period.lower().endswith(row.concept.period), row.element
            allowed = [set(context.members) & set(members) for _, members in row.axes]
            assert [len(found) for found in allowed] == [1] * len(row.axes), row.element
            assert len(context.members) == len(row.axes), row.element


@pytest.mark.parametrize("code", FORMS)
def test_figures_have_a_unit_and_words_have_none(code: str) -> None:
    units = {
        "xbrli:monetaryItemType": ("JPY", -6, 6),
        "tse-ed-types:percentage1ItemType": ("Pure", 3, -2),
        "num:perShareItemType": ("JPYPerShares", 2, 0),
        "xbrli:sharesItemType": ("Shares", 0, 0),
        "tse-ed-types:numberOfCompaniesItemType": ("NumberOfCompanies", 0, 0),
        "xbrli:nonNegativeIntegerItemType": ("Pure", 0, 0),
        "tse-ed-types:percentage2ItemType": ("Pure", None, -2),
    }
    for row in load(code).rows:
        stated = (row.unit, row.figure.decimals, row.figure.scale)
        expected = (
            ("", None, None) if row.concept.abstract else units.get(str(row.concept.type), ("", None, None))
        )
        assert stated == expected, row.element


def test_editions_part_the_items_of_2014_and_2024() -> None:
    first, latest = ({row.element for row in load("qcedussm", edition).rows} for edition in ("2014", "2024"))
    assert {
        "TokyoStockExchange1stSection",
        "QuarterlyStatementFilingDateAsPlanned",
        "SupplementalMaterialOfQuarterlyResults",
        "ExpressionOfImplementationStatusOfQuarterlyReviewProcedures",
    } <= first - latest
    assert {
        "TokyoStockExchangePrime",
        "SupplementalMaterialOfResults",
        "SignificantChangesInTheScopeOfConsolidationDuringThePeriodUS",
    } <= latest - first
    markets = {row.element for row in load("qcedussm", "2022").rows}
    assert "TokyoStockExchangePrime" in markets
    assert "TokyoStockExchange1stSection" not in markets
    assert "QuarterlyStatementFilingDateAsPlanned" in markets


@published
@pytest.mark.parametrize("code", FORMS)
def test_every_revenue_heading_of_the_form_fills_from_the_revenues(code: str) -> None:
    headings = {row.element for row in load(code).rows if row.filling.key == "results.revenues"}
    assert headings == {
        "NetSalesUS",
        "OperatingRevenuesUS",
        "OperatingRevenuesSpecificUS",
        "NetSalesAndOperatingRevenuesUS",
        "GrossRevenuesUS",
        "RevenuesUS",
        "TotalRevenuesUS",
    }
    growth = {row.element for row in load(code).rows if row.filling.key == "results.revenues.growth"}
    assert growth == {f"ChangeIn{heading}" for heading in headings}


def test_braces_stand_for_each_of_their_texts() -> None:
    assert list(expanded("a{b,c}d{e,f}")) == ["abde", "abdf", "acde", "acdf"]
    assert list(expanded("plain")) == ["plain"]


# --- names of the 2007 form -------------------------------------------------------------------------

NAMES = {
    ("ForecastUpperNetIncomeUS", "CurrentYearConsolidatedDuration"): (
        "NetIncomeUS",
        "CurrentYearDuration_ConsolidatedMember_UpperMember",
    ),
    ("ChangeForecastLowerNetIncomeUS", "CurrentYearConsolidatedDuration"): (
        "ChangeInNetIncomeUS",
        "CurrentYearDuration_ConsolidatedMember_LowerMember",
    ),
    ("ResultDividendPerShare1stQuarter", "CurrentYearConsolidatedDuration"): (
        "DividendPerShare",
        "CurrentYearDuration_FirstQuarterMember_NonConsolidatedMember_ResultMember",
    ),
    ("ForecastDividendPerShareAnnual", "CurrentYearConsolidatedDuration"): (
        "DividendPerShare",
        "CurrentYearDuration_AnnualMember_NonConsolidatedMember_ForecastMember",
    ),
    ("DilutedNetIncomePerShareUS2", "CurrentAccumulatedQ2ConsolidatedDuration"): (
        "DilutedNetIncomePerShare2US",
        "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
    ),
    ("NoteToConsolidatedForecasts", "CurrentYearConsolidatedDuration"): (
        "NoteToForecasts",
        "CurrentYearDuration_ConsolidatedMember_ForecastMember",
    ),
    ("NoteToFractionProcessingMethod", "CurrentAccumulatedQ2ConsolidatedDuration"): (
        "NoteToFractionProcessingMethod",
        "CurrentAccumulatedQ2Instant",
    ),
    ("FiscalYearEnd", "CurrentAccumulatedQ2ConsolidatedInstant"): ("FiscalYearEnd", "CurrentYearInstant"),
    ("AverageNumberOfShares", "PriorAccumulatedQ2ConsolidatedDuration"): (
        "AverageNumberOfShares",
        "PriorAccumulatedQ2Duration_NonConsolidatedMember_ResultMember",
    ),
    ("OsakaStockExchange", "CurrentAccumulatedQ2ConsolidatedInstant"): (
        "OsakaStockExchange",
        "CurrentAccumulatedQ2Instant",
    ),
}


@pytest.mark.parametrize(("old", "new"), NAMES.items())
def test_names_of_2007_and_2014_translate_into_each_other(old: tuple[str, str], new: tuple[str, str]) -> None:
    translated = legacy.modern(*old, "qcedussm")
    assert translated is not None
    assert (translated[0], translated[1].id) == new
    back = legacy.legacy(*translated, "CurrentAccumulatedQ2", "qcedussm")
    assert back is not None
    assert (back.element, back.context) == old


@pytest.mark.parametrize("element", ["TokyoStockExchangePROMarket", "TokyoStockExchangePrime"])
def test_what_the_2007_form_does_not_have_gets_no_name(element: str) -> None:
    context = FormContext("CurrentAccumulatedQ2Instant")
    assert legacy.legacy(element, context, "CurrentAccumulatedQ2", "qcedussm") is None


def test_a_context_id_of_another_kind_is_not_translated() -> None:
    assert legacy.modern("NetIncomeUS", "c-1", "qcedussm") is None


def test_the_figures_of_the_company_alone_stay_apart_in_a_full_year() -> None:
    element, context = "NetSales", "CurrentYearNonConsolidatedDuration"
    translated = legacy.modern(element, context, "acedussm")
    assert translated == (
        "NetSales",
        FormContext("CurrentYearDuration", ("NonConsolidatedMember", "ResultMember")),
    )
    back = legacy.legacy(*translated, "CurrentYear", "acedussm")
    assert back is not None
    assert back.context == context


def test_the_jasdaq_market_of_tokyo_came_in_july_2013() -> None:
    (name,) = (name for name in legacy.names() if name.element == "TokyoStockExchangeJASDAQ")
    assert name.since == date(2013, 7, 16)


@needs(TDNET)
@pytest.mark.parametrize("path", LEGACY, ids=lambda path: path.stem)
def test_real_facts_of_2007_keep_their_names_there_and_back(path: Path) -> None:
    code = path.name.split("-")[1]
    root = etree.parse(path).getroot()
    facts = [element for element in root if element.get("contextRef")]
    names = [(str(fact.prefix), etree.QName(fact).localname, str(fact.get("contextRef"))) for fact in facts]
    document = next(context for _, name, context in names if name == "DocumentName")
    translated = [legacy.modern(name, context, code) for _, name, context in names]
    assert len(set(translated)) == len(facts) > 100
    back = [
        legacy.legacy(*pair, document.removesuffix("ConsolidatedInstant"), code)
        for pair in translated
        if pair
    ]
    assert [(b.prefix, b.element, b.context) for b in back if b] == names
