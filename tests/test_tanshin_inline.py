"""The inline document of the exchange's form: what is tagged and how, and read back."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from linetag.model import Fact, Period, Unit
from linetag.tanshin.form.facts import lexical, typed, unit_of
from linetag.tanshin.form.files import FOLDER, form_files
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.form.inline import inline
from linetag.tanshin.form.records import Form, Tanshin, context_of
from linetag.xbrl.read.inline import read_inline
from support.tanshin_documents import QUARTER, YEAR, a_fact, full_year, half_year, with_facts
from support.tanshin_xml import IX, NIL, tags, tree, written

XHTML = "{http://www.w3.org/1999/xhtml}"


def tag(root: etree._Element, element: str, context: str = "") -> etree._Element:
    """The one tag of an element whose context begins so."""
    found = [t for t in tags(root) if t.get("name") == f"tse-ed-t:{element}"]
    (one,) = (t for t in found if str(t.get("contextRef")).startswith(context))
    return one


def said(node: etree._Element) -> str:
    """The text of a tag and what stands around it in its parent."""
    parent = node.getparent()
    assert parent is not None
    return "".join(parent.itertext())


def seen(root: etree._Element) -> list[tuple[str, str, Mapping[str, str]]]:
    """Each fact's text, and the attributes that say how to read it."""
    plain = ("contextRef", "name", "unitRef", "decimals", "scale", "format", "sign")
    return [
        (str(t.get("name")), "".join(t.itertext()), {a: v for a in plain if (v := t.get(a)) is not None})
        for t in tags(root)
    ]


# --- how each kind of value is tagged -------------------------------------------------------------


def test_a_figure_in_millions() -> None:
    node = tag(written(half_year()), "OperatingRevenuesUS", "CurrentAccumulatedQ2")
    assert node.text == "51,109"
    assert dict(node.attrib) == {
        "contextRef": "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
        "name": "tse-ed-t:OperatingRevenuesUS",
        "unitRef": "JPY",
        "decimals": "-6",
        "format": "ixt:numdotdecimal",
        "scale": "6",
    }


def test_the_sign_of_a_decline_stands_before_the_tag_even_of_one_that_rounds_to_zero() -> None:
    node = tag(written(half_year()), "ChangeInIncomeBeforeIncomeTaxesUS", "CurrentAccumulatedQ2")
    assert (node.text, node.get("sign"), node.get("scale"), node.get("decimals")) == ("0.0", "-", "-2", "3")
    assert said(node) == "△0.0"
    assert node.getprevious() is None


def test_no_figure_is_an_empty_tag_and_a_dash_after_it() -> None:
    node = tag(written(half_year()), "DilutedNetIncomePerShareUS", "PriorAccumulatedQ2")
    assert dict(node.attrib) == {
        "contextRef": "PriorAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
        "name": "tse-ed-t:DilutedNetIncomePerShareUS",
        "unitRef": "JPYPerShares",
        NIL: "true",
    }
    assert node.text is None
    assert node.tail == "―"


def test_comprehensive_income_has_its_change_in_wide_parentheses() -> None:
    root = written(half_year())
    name = "ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest5US"
    assert said(tag(root, name, "Current")) == "1,469百万円"
    assert said(tag(root, f"ChangeIn{name}", "Current")) == "（△3.2％）"
    assert said(tag(root, f"ChangeIn{name}", "Prior")) == "（―％）"


def test_a_forecast_is_three_facts_of_which_the_unused_are_nil() -> None:
    root = written(half_year())
    cell = tag(root, "NetIncomeUS", "CurrentYearDuration_ConsolidatedMember_Forecast").getparent()
    assert cell is not None
    members = [str(t.get("contextRef")).rsplit("_", 1)[1] for t in tags(cell)]
    assert members == ["ForecastMember", "LowerMember", "UpperMember"]
    assert [t.get(NIL) for t in tags(cell)] == [None, "true", "true"]
    assert "".join(cell.itertext()) == "4,000"


def test_a_range_is_the_lower_and_the_upper_forecast() -> None:
    cell = tag(
        written(half_year()),
        "DividendPerShare",
        "CurrentYearDuration_YearEndMember_NonConsolidatedMember_Lower",
    )
    assert said(cell) == "8.00～9.50"
    none = tag(
        written(half_year()),
        "DividendPerShare",
        "CurrentYearDuration_ThirdQuarterMember_NonConsolidatedMember_Forecast",
    )
    assert said(none) == "―"


def test_days_are_of_the_era_until_reiwa_and_western_from_then_on() -> None:
    node = tag(written(half_year()), "FilingDate")
    assert (node.text, node.get("format")) == ("平成24年11月8日", "ixt:dateerayearmonthdayjp")
    facts = tuple(
        fact._replace(value="2024-08-09") if fact.concept.local == "FilingDate" else fact
        for fact in half_year().facts
    )
    root = written(with_facts(half_year(), facts))
    assert tag(root, "FilingDate").text == "2024年8月9日"
    assert {t.get("format") for t in tags(root) if "Date" in str(t.get("name"))} == {
        "ixt:dateyearmonthdaycjk"
    }
    assert "2013年3月期" in str(root.findtext(f".//{XHTML}title"))


def test_yes_and_no() -> None:
    root = written(half_year())
    yes = tag(root, "ChangesBasedOnRevisionsOfAccountingStandardUS")
    no = tag(root, "ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS")
    assert [(t.text, t.get("format")) for t in (yes, no)] == [
        ("有", "ixt:booleantrue"),
        ("無", "ixt:booleanfalse"),
    ]


def test_people_know_a_securities_code_by_four_digits() -> None:
    node = tag(written(half_year()), "SecuritiesCode")
    (hidden,) = node
    assert (node.text, hidden.text, hidden.get("class")) == ("3774", "0", "none")
    facts = tuple(
        fact._replace(value="25935") if fact.concept.local == "SecuritiesCode" else fact
        for fact in half_year().facts
    )
    preferred = tag(written(with_facts(half_year(), facts)), "SecuritiesCode")
    assert (preferred.text, len(preferred)) == ("25935", 0)


def test_exchanges_are_named_where_the_shares_are_listed() -> None:
    root = written(half_year())
    assert said(tag(root, "TokyoStockExchange")) == "東"
    nagoya = tag(root, "NagoyaStockExchange")
    assert (nagoya.text, nagoya.get("format")) == (None, "ixt:booleanfalse")


def test_what_the_page_does_not_show_is_hidden_as_the_real_documents_hide_it() -> None:
    (hidden,) = written(half_year()).iter(f"{IX}hidden")
    assert [(t.get("name"), t.text, t.get("format")) for t in tags(hidden)] == [
        ("tse-ed-t:TokyoStockExchange1stSection", None, "ixt:booleantrue"),
        ("tse-ed-t:TokyoStockExchange2ndSection", None, "ixt:booleanfalse"),
        ("tse-ed-t:GeneralBusiness", None, "ixt:booleantrue"),
        ("tse-ed-t:SpecificBusiness", None, "ixt:booleanfalse"),
        ("tse-ed-t:FiscalYearEnd", "2013-03-31", None),
        ("tse-ed-t:QuarterlyPeriod", "2", None),
    ]


def test_a_fact_of_no_place_in_the_form_is_hidden_and_not_lost() -> None:
    stray = a_fact("OrdinaryIncome", context_of(half_year().facts[30]), Decimal(-5_000_000), "JPY", -6)
    root = written(with_facts(half_year(), (*half_year().facts, stray)))
    node = tag(root, "OrdinaryIncome")
    assert (node.text, node.get("sign"), node.get("scale")) == ("5", "-", "6")
    assert next(node.iterancestors(f"{IX}hidden"), None) is not None


def test_amounts_in_thousands_say_so() -> None:
    facts = tuple(
        fact._replace(value=Decimal(51_108_914_000), decimals=-3)
        if fact.concept.local == "TotalAssetsUS"
        else fact
        for fact in half_year().facts
    )
    root = written(with_facts(half_year(), facts))
    node = tag(root, "TotalAssetsUS", "Current")
    assert (node.text, node.get("scale")) == ("51,108,914", "3")
    assert "千円" in "".join(root.itertext())


# --- the document as a whole ----------------------------------------------------------------------


def test_the_document_opens_as_the_exchange_wants_it() -> None:
    text = inline(half_year(), QUARTER)
    assert text.startswith(
        '<?xml version="1.0" encoding="UTF-8"?>\n<html version="-//XBRL International//DTD XHTML'
    )
    assert "<!DOCTYPE" not in text
    root = tree(text)
    body = root.find(f"{XHTML}body")
    assert body is not None
    first = body[0]
    assert (first.get("style"), first[0].tag) == ("display:none", f"{IX}header")
    assert [part.tag for part in first[0]] == [f"{IX}hidden", f"{IX}references", f"{IX}resources"]
    (schema,) = root.iter("{http://www.xbrl.org/2003/linkbase}schemaRef")
    assert schema.get("{http://www.w3.org/1999/xlink}href") == "tse-qcedussm-37740-20121108337740.xsd"
    assert (
        root.nsmap["tse-qcedussm-37740"]
        == "http://www.xbrl.tdnet.info/jp/tse/tdnet/qc/edus/sm/37740/20121108337740"
    )


def test_nothing_is_fetched_and_no_tag_closes_itself_but_those_that_are_empty_in_html() -> None:
    text = inline(half_year(), QUARTER)
    assert re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|@import|url\(", text.split("</ix:header>")[1]) == []
    assert set(re.findall(r"<([A-Za-z:]+)[^<>]*/>", text)) <= {"meta", "col", "br", "img"}


def test_a_forced_document_says_so() -> None:
    document = inline(half_year(), QUARTER, errors=3)
    (stamp,) = (p for p in tree(document).iter(f"{XHTML}p") if p.get("class") == "stamp")
    assert stamp.text == "エラーが3件あるまま強制出力：提出不可"


def test_a_character_that_no_file_can_hold_is_told_and_the_file_is_not_written() -> None:
    facts = tuple(
        fact._replace(value="株式会社\x07例") if fact.concept.local == "CompanyName" else fact
        for fact in half_year().facts
    )
    files, found = form_files(Filled(with_facts(half_year(), facts), QUARTER))
    page = f"{FOLDER}/{half_year().name.stem}-ixbrl.htm"
    assert page not in files
    assert ("X801", True) in [(item.code, page in item.message) for item in found]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert inline(full_year(), YEAR) == inline(full_year(), YEAR)


# --- reading back ---------------------------------------------------------------------------------

Said = tuple[str, Period, frozenset[str], str, bool, str | None]


def meant(value: Decimal | str | None) -> str | None:
    if isinstance(value, Decimal):
        return f"{'-' if value.is_signed() else ''}{value.copy_abs().normalize():f}"
    return value


def facts_of(tanshin: Tanshin) -> Counter[tuple[object, ...]]:
    """Each fact by what it means."""
    return Counter(
        (
            fact.concept.local,
            tanshin.periods[context_of(fact).period],
            frozenset(context_of(fact).members),
            unit_of(fact),
            fact.decimals,
            meant(fact.value),
        )
        for fact in tanshin.facts
    )


_UNIT_NAMES = {
    "JPY": "JPY",
    "pure": "Pure",
    "shares": "Shares",
    "JPY/shares": "JPYPerShares",
    "nonNegativeInteger": "NumberOfCompanies",
}


def read(document: str) -> Counter[tuple[object, ...]]:
    """The facts of a document as our reader of inline reports reads them."""
    (report,), found = read_inline([(document.encode(), "x-ixbrl.htm", "x-ixbrl.htm")])
    assert found == ()
    facts = report.facts()
    return Counter(
        (
            fact.concept.local,
            fact.aspects.period,
            frozenset(str(member.local) for _, member in fact.aspects.members),
            _unit(fact.aspects.unit),
            fact.decimals,
            meant(fact.value),
        )
        for fact in facts
    )


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return ""
    sides = (unit.numerators, unit.denominators)
    return _UNIT_NAMES["/".join(part.local for side in sides for part in side)]


@pytest.mark.parametrize(("tanshin", "form"), [(half_year(), QUARTER), (full_year(), YEAR)])
def test_our_reader_reads_the_facts_back(tanshin: Tanshin, form: Form) -> None:
    assert read(inline(tanshin, form)) == facts_of(tanshin)


def test_a_figure_without_a_format_has_one_where_its_digits_are_grouped() -> None:
    tanshin = half_year()
    facts = [
        fact._replace(value=Decimal(1_000)) if fact.concept.local == "QuarterlyPeriod" else fact
        for fact in tanshin.facts
    ]
    changed = with_facts(tanshin, tuple(facts))
    assert changed != tanshin
    assert read(inline(changed, QUARTER)) == facts_of(changed)


_TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
)
_WORDS = st.one_of(
    _TEXTS,
    st.text("あ（注）△―<>&\"'\n\r\t 0]]>", max_size=400),
)
_NUMBERS = st.builds(
    lambda sign, digits, exponent: Decimal((sign, tuple(map(int, str(digits))), exponent)),
    st.integers(0, 1),
    st.integers(0, 10**18),
    st.integers(-8, 12),
)


def _changed(fact: Fact, draw: st.DrawFn) -> Fact:
    """The fact with another value of its kind, or nil."""
    if draw(st.integers(0, 5)) == 0:
        return fact._replace(value=None, decimals=None)
    if unit_of(fact):
        decimals = draw(st.sampled_from((-6, -3, 0, 2, 3, None)))
        return fact._replace(value=draw(_NUMBERS), decimals=decimals)
    if isinstance(typed(fact), bool):
        return fact._replace(value=lexical(draw(st.booleans())))
    if isinstance(typed(fact), date):
        return fact._replace(value=lexical(draw(st.dates(date(1880, 1, 1), date(2099, 12, 31)))))
    return fact._replace(value=draw(_WORDS))


@st.composite
def _documents(draw: st.DrawFn) -> tuple[Tanshin, Form]:
    tanshin, form = draw(st.sampled_from(((half_year(), QUARTER), (full_year(), YEAR))))
    facts = list(tanshin.facts)
    for index in draw(st.lists(st.integers(0, len(facts) - 1), max_size=25, unique=True)):
        facts[index] = _changed(facts[index], draw)
    dropped = draw(st.sets(st.integers(0, len(facts) - 1), max_size=20))
    kept = tuple(fact for index, fact in enumerate(facts) if index not in dropped)
    twice = tuple(fact._replace() for fact in draw(st.lists(st.sampled_from(kept), max_size=3)))
    return with_facts(tanshin, (*kept, *twice)), form


@pytest.mark.slow
@given(_documents())
@settings(deadline=None, max_examples=60)
def test_whatever_the_values_the_facts_are_read_back(case: tuple[Tanshin, Form]) -> None:
    tanshin, form = case
    assert read(inline(tanshin, form)) == facts_of(tanshin)
