"""Formats: what each reads and what it refuses, by tables, and against Arelle's transformations."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linetag.model import QName
from linetag.xbrl.transformations import Format, format_of
from linetag.xbrl.transformations.tables import languages, rows
from support.arelle_facts import formats, transformed

REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"
VERSIONS = ("2010-04-20", "2011-07-31", "2015-02-26", "2020-02-12", "2022-02-16")
SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"


def format_named(registry: str, name: str) -> Format:
    found = format_of(QName(registry, name))
    assert found is not None
    return found


def converted(version: str, name: str, text: str) -> str | None:
    return format_named(SEC if version == "sec" else REGISTRY + version, name).convert(text)


@pytest.mark.parametrize(
    ("version", "name", "text", "value"),
    [
        ("2010-04-20", "numcommadot", "1,234.50", "1234.50"),
        ("2010-04-20", "numcommadot", "1234", None),
        ("2010-04-20", "numcomma", "1234,5", "1234.5"),
        ("2010-04-20", "numcomma", "1.234,5", None),
        ("2010-04-20", "numdotcomma", "1.234,5", "1234.5"),
        ("2010-04-20", "numspacedot", "1\u00a0234.5", "1234.5"),
        ("2010-04-20", "numspacecomma", "1 234,5", "1234.5"),
        ("2010-04-20", "numdash", " - ", "0"),
        ("2010-04-20", "numdash", "—", None),
        ("2010-04-20", "zerodash", "-", "unknown"),
        ("2011-07-31", "numdotdecimal", "1 234", "1234"),
        ("2011-07-31", "numdotdecimal", "1234567.0", "1234567.0"),
        ("2011-07-31", "numdotdecimal", "12,34", None),
        ("2011-07-31", "numdotdecimal", ".5", None),
        ("2011-07-31", "numdotdecimal", "(5)", None),
        ("2011-07-31", "numdotdecimal", "１２３", None),
        ("2011-07-31", "numcommadecimal", "1.234\n567,8", "1234567.8"),
        ("2011-07-31", "numunitdecimal", "10円5銭", "10.05"),
        ("2011-07-31", "numunitdecimal", "１，２３４円５０銭", "1234.50"),
        ("2011-07-31", "numunitdecimal", "1.2 3", None),
        ("2011-07-31", "numunitdecimal", "10", None),
        ("2011-07-31", "zerodash", "—", "0"),
        ("2011-07-31", "zerodash", "- -", None),
        ("2011-07-31", "numdotdecimalin", "1", "unknown"),
        ("2015-02-26", "numdotdecimalin", "1,23,456.7", "123456.7"),
        ("2015-02-26", "numdotdecimalin", "123,456", None),
        ("2015-02-26", "numunitdecimalin", "1,23,456 rupees 5 paise", "123456.05"),
        ("2020-02-12", "num-comma-decimal", "1 234,5", "1234.5"),
        ("2020-02-12", "num-comma-decimal", "1,2,3", None),
        ("2020-02-12", "num-dot-decimal", ".5", "0.5"),
        ("2020-02-12", "num-dot-decimal", "1,2,3.4 5", "123.45"),
        ("2020-02-12", "num-dot-decimal", " , ", None),
        ("2020-02-12", "num-dot-decimal", "", None),
        ("2020-02-12", "num-dot-decimal", ".\u00a0", None),
        ("2020-02-12", "num-dot-decimal", "1'234", None),
        ("2020-02-12", "num-unit-decimal", "1.2 3", "12.03"),
        ("2020-02-12", "num-unit-decimal", ", yen 5", None),
        ("2020-02-12", "fixed-zero", "nil", "0"),
        ("2020-02-12", "fixed-empty", "anything", ""),
        ("2020-02-12", "fixed-false", "anything", "false"),
        ("2022-02-16", "num-dot-decimal-apos", "1'234.5", "1234.5"),
        ("2022-02-16", "num-comma-decimal-apos", "1’234,5", "1234.5"),
        ("2022-02-16", "num-unit-decimal-apos", "1'234 Fr. 5 Rp.", "1234.05"),
    ],
)
def test_numbers(version: str, name: str, text: str, value: str | None) -> None:
    if value == "unknown":
        assert format_of(QName(REGISTRY + version, name)) is None
    else:
        assert converted(version, name, text) == value


@pytest.mark.parametrize(
    ("version", "name", "text", "value"),
    [
        ("2010-04-20", "datelongus", "March 31, 2013", "2013-03-31"),
        ("2010-04-20", "datelongus", "Mar 31, 2013", None),
        ("2010-04-20", "dateshortuk", "31 Mar 13", "2013-03-31"),
        ("2010-04-20", "dateslasheu", "31/3/13", "2013-03-31"),
        ("2010-04-20", "dateslasheu", "3/31/13", None),
        ("2010-04-20", "datelongmonthdayus", "May 1", "--05-01"),
        ("2010-04-20", "dateshortmonthdayus", "Jul 4th", "--07-04"),
        ("2011-07-31", "datedaymonthyear", "31.12.2012", "2012-12-31"),
        ("2011-07-31", "datedaymonthyear", "1.1.99999", None),
        ("2011-07-31", "datedaymonth", "29-2", "--02-29"),
        ("2011-07-31", "datedaymonthyearen", "1 June 2012", "2012-06-01"),
        ("2011-07-31", "datedaymonthyearen", "1 juin 2012", None),
        ("2011-07-31", "datedaymonthyearen", "1 june 2012", None),
        ("2011-07-31", "datemonthdayyearen", "JUNE 30 / 2012", "2012-06-30"),
        ("2011-07-31", "dateyearmonthen", "2012 Sep", "2012-09"),
        ("2011-07-31", "dateyearmonthcjk", "二〇一二年", None),
        ("2011-07-31", "dateyearmonthcjk", "２０１２年９月", "2012-09"),
        ("2015-02-26", "dateyearmonthdaycjk", "2014年3月31日", "2014-03-31"),
        ("2015-02-26", "dateyearmonthdaycjk", "2014年2月29日", None),
        ("2011-07-31", "dateerayearmonthdayjp", "平成２６年３月３１日", "2014-03-31"),
        ("2011-07-31", "dateerayearmonthdayjp", "令和元年5月1日", "2019-05-01"),
        ("2011-07-31", "dateerayearmonthdayjp", " 令 6 年 5 月\u300010 日 ", "2024-05-10"),
        ("2011-07-31", "dateerayearmonthdayjp", "昭和64年1月7日", "1989-01-07"),
        ("2011-07-31", "dateerayearmonthdayjp", "大化元年1月7日", None),
        ("2011-07-31", "dateerayearmonthjp", "令和元年5月", "2019-05"),
        ("2011-07-31", "dateerayearmonthjp", "令和元年13月", None),
        ("2015-02-26", "datedaymonthyeardk", "1. oktober 2012", "2012-10-01"),
        ("2015-02-26", "datedaymonthyearin", "३१ मार्च २०१२", "2012-03-31"),
        ("2020-02-12", "date-month-day", "12-31", "--12-31"),
        ("2020-02-12", "date-month-day", "31-12", None),
        ("2020-02-12", "date-day-month-year", "३१.३.२०१२", "2012-03-31"),
        ("2020-02-12", "date-year-month-day", "２０１４年３月３１日", "2014-03-31"),
        ("2020-02-12", "date-jpn-era-year-month-day", "令和6年2月29日", "2024-02-29"),
        ("2020-02-12", "date-day-monthroman-year", "1 XI 2012", "2012-11-01"),
        ("2020-02-12", "date-day-monthname-year-fr", "1er juillet 2012", "2012-07-01"),
        ("2020-02-12", "date-day-monthname-year-es", "31 de diciembre de 2012", "2012-12-31"),
        ("2020-02-12", "date-day-monthname-year-cs", "1. července 2012", "2012-07-01"),
        ("2020-02-12", "date-monthname-year-cs", "červen 2012", "2012-06"),
        ("2020-02-12", "date-day-monthname-year-el", "31 Μαρτίου 2012", "2012-03-31"),
        ("2020-02-12", "date-year-monthname-day-hu", "2012. március 15", "2012-03-15"),
        ("2020-02-12", "date-day-monthname-sv", "6 juni", "--06-06"),
        ("2022-02-16", "date-day-monthname-year-cy", "1 Mawrth 2012", "2012-03-01"),
    ],
)
def test_dates(version: str, name: str, text: str, value: str | None) -> None:
    assert converted(version, name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("numwordsen", "Two hundred and five thousand", "205000"),
        ("numwordsen", "eighteen million, three hundred thousand and fifty-one", "18300051"),
        ("numwordsen", "nineteen hundred forty\u2011four", "1944"),
        ("numwordsen", "one\u00a0hundred", "100"),
        ("numwordsen", "\u00a0one hundred", None),
        ("numwordsen", "none", "0"),
        ("numwordsen", "No", "0"),
        ("numwordsen", "zero", "0"),
        ("numwordsen", "zero hundred", None),
        ("numwordsen", "twenty twenty", None),
        ("numwordsen", "twenty eleven", None),
        ("numwordsen", "one two", None),
        ("numwordsen", "hundred", None),
        ("numwordsen", "one thousand two million", None),
        ("numwordsen", "one million one million", None),
        ("numwordsen", "fifty_one", None),
        ("numwordsen", "fiftyone", None),
        ("numwordsen", "four gazillion", None),
        ("numwordsen", "many", None),
        ("numwordsen", "and", None),
        ("numwordsen", "", None),
        ("numwordsen", "one " * 200, None),
        ("numinf", "∞", "INF"),
        ("numneginf", "minus", "-INF"),
        ("numnan", "n/a", "NaN"),
        ("durwordsen", "seven days", "P7D"),
        ("durwordsen", "twelve years, six months and four days", "P12Y6M4D"),
        ("durwordsen", "twelve\u2013years", "P12Y"),
        ("durwordsen", "10 years", "P10Y"),
        ("durwordsen", "no days", "P0D"),
        ("durwordsen", "twelveyears", None),
        ("durwordsen", "about four days", None),
        ("durwordsen", "four", None),
        ("durwordsen", "", None),
        ("duryear", "7.3", "P7Y3M18D"),
        ("duryear", " -7 ", "-P7Y"),
        ("duryear", "0", "P0Y"),
        ("duryear", "0.5", "P6M"),
        ("duryear", "seven", None),
        ("durmonth", "7.3", "P7M9D"),
        ("durweek", "7.3", "P51D"),
        ("durday", "7.5", "P7DT12H"),
        ("durday", "12,345", None),
        ("durhour", "7.3", "PT7H"),
        ("durhour", "-0", "PT0H"),
        ("boolballotbox", " ☒ ", "true"),
        ("boolballotbox", "☐", "false"),
        ("boolballotbox", "X", None),
        ("yesnoballotbox", "☑", "Yes"),
        ("datequarterend", "3rd quarter, 1999", "1999-09-30"),
        ("datequarterend", "Last quarter 1999", "1999-12-31"),
        ("datequarterend", "Q3'1999", "1999-09-30"),
        ("datequarterend", "1999 1st quarter-end", "1999-03-31"),
        ("datequarterend", "1999, Q5", None),
        ("stateprovnameen", "new\u00a0york", "NY"),
        ("stateprovnameen", "Virgin Islands, U.S.", "VI"),
        ("stateprovnameen", "Greenland", None),
        ("stateprovnameen", "\u00a0New York", None),
        ("exchnameen", "The Nasdaq Stock Market LLC", "NASDAQ"),
        ("exchnameen", "NYSE Arca, Inc.", "NYSEArca"),
        ("exchnameen", "New York Stock Exchange", "NYSE"),
        ("exchnameen", "Cboe BZX Exchange, Inc", "CboeBZX"),
        ("exchnameen", "NYSE Inc.", None),
        ("entityfilercategoryen", "Large accelerated filer", "Large Accelerated Filer"),
        ("entityfilercategoryen", "Non-accelerated filer", "Non-accelerated Filer"),
        ("entityfilercategoryen", "Filer", None),
    ],
)
def test_formats_of_the_sec(name: str, text: str, value: str | None) -> None:
    assert converted("sec", name, text) == value


def test_what_is_left_as_it_is_printed_is_marked() -> None:
    for registry, name in ((SEC, "countrynameen"), (REGISTRY + "2015-02-26", "calindaymonthyear")):
        found = format_named(registry, name)
        assert (found.kind, found.convert("Endor")) == ("as printed", "Endor")


def test_the_table_has_each_format_of_each_registry() -> None:
    table = {
        (row["namespace"], own["format"])
        for row in rows("registries")
        for own in rows("formats")
        if row["registry"] in own["registries"].split()
    }
    spaces = {row["namespace"] for row in rows("registries")} - {SEC}
    known = {(space, name) for space, own in formats().items() if space in spaces for name in own}
    unknown = REGISTRY + "2015-02-26", "calinmonthyear"  # to Arelle
    assert {(space, name) for space, name in table if space != SEC} == known | {unknown}
    assert len(table) - len(known) == 1 + 18  # those of the SEC
    assert all(format_of(QName(space, name)) for space, name in table)


def test_every_format_that_arelle_knows_is_known() -> None:
    known = formats()
    assert {REGISTRY + version for version in VERSIONS} <= set(known)
    for version in VERSIONS:
        for name in known[REGISTRY + version]:
            assert format_of(QName(REGISTRY + version, name)) is not None


@given(st.decimals(min_value=0, max_value=10**21, places=2, allow_nan=False), st.sampled_from(VERSIONS[1:]))
def test_numbers_come_back_as_they_were_written(value: Decimal, version: str) -> None:
    new = version >= "2020"
    for name, text in (
        ("num-dot-decimal" if new else "numdotdecimal", f"{value:,.2f}"),
        ("num-comma-decimal" if new else "numcommadecimal", f"{value:,.2f}".translate({44: ".", 46: ","})),
    ):
        done = converted(version, name, text)
        assert done is not None
        assert Decimal(done) == value


# --- against Arelle -------------------------------------------------------------------------------

LANGUAGES = {code: own for code, own in languages().items() if code not in ("hi", "roman")}
HINDI = languages()["hi"].words()
ROMAN = [numeral for word in languages()["roman"].words() for numeral in (word, word.upper())]
# The orders of parts that may have months of their own.
ORDERS = ("dmy", "my")
WORDS = sorted(
    {
        f"{word}{end}"
        for language in LANGUAGES.values()
        for order in ORDERS
        for word in language.months(order)
        for end in ("", "o", ".", "embre")
    }
    | set(HINDI)
    | set(ROMAN)
)
GAPS = (" ", ". ", "/", "-", ", ", "\u00a0", " de ", "年", "月", "日", "'", ",", ".", "円", "　", "\n")
NUMBERS = st.one_of(
    st.integers(0, 40).map(str),
    st.integers(0, 9999).map("{:02}".format),
    st.sampled_from(["1", "12", "31", "2012", "1,234.5", "1.234,50", "１２", "०३", "元", "平成", "令"]),
)
PIECES = st.one_of(NUMBERS, st.sampled_from(GAPS), st.sampled_from(WORDS))
TEXTS = st.one_of(
    st.lists(PIECES, max_size=7).map("".join),
    st.tuples(*[NUMBERS, st.sampled_from(GAPS)] * 3).map("".join),
    st.text("0123456789,.' \u00a0-", max_size=14),
)


def shaped(name: str) -> st.SearchStrategy[str]:
    """Texts that look like those of the format: the parts of its dates in order, months in its language."""
    order = re.findall("era|day|month|year", name)
    if not order:
        order = ["month", "day", "year"] if name.endswith("us") else ["day", "month", "year"]
    language = LANGUAGES.get(name[-2:].replace("dk", "da"), LANGUAGES["en"])
    months = {month for order in ORDERS for month in language.months(order)}
    months |= {month.title() for month in months}
    names: st.SearchStrategy[str] = st.sampled_from(sorted(months | set(HINDI)))
    if "roman" in name:
        names = st.sampled_from(sorted(ROMAN))
    plain = language is LANGUAGES["en"]
    ends = st.sampled_from(["", "", "", ".", "a", "ber"] if plain else ["", ".", "a", "ber", "ardenlas"])
    figures = st.integers(0, 13).map(str) | st.sampled_from(["０９", "०९"])
    word = not plain or re.search("monthname|roman|long|short|en$", name)
    month = st.tuples(names, ends).map("".join) if word else figures
    parts = {
        "era": st.sampled_from(["令和", "平", "昭和", "明治", "大化"]),
        "day": st.integers(0, 32).map(str) | st.sampled_from(["05", "1st", "３１", "०९"]),
        "month": month,
        "year": st.sampled_from(["2012", "99", "2000", "7", "0000", "２０１２", "२०१२", "元", "123"]),
    }
    marks = {"era": "", "day": "日", "month": "月", "year": "年"}
    japanese = name.endswith(("jp", "cjk")) or "jpn" in name
    gap = st.sampled_from((" ", ", ", "/", ".")) | st.sampled_from(GAPS)
    pieces = [
        st.tuples(parts[part], st.just(marks[part]) if japanese else gap).map("".join) for part in order
    ]
    whole = st.tuples(*pieces).map("".join)
    return whole if japanese else whole.map(lambda text: text.rstrip("".join(GAPS[:-1])))


def real(value: str | None) -> str | None:
    """A date only if a calendar has it: Arelle leaves that to the validation that follows."""
    if value is None or value.count("-") < 1:
        return value
    try:
        date.fromisoformat({2: value, 1: f"{value}-01", 3: f"2000{value[1:]}"}[value.count("-")])
    except (ValueError, KeyError):
        return None
    return value


# Arelle reads Danish and Swedish by a rule of its own; by the registries 4 and 5 a name may have any
# ending of six characters. Its pattern of a Polish day ends in a stray "s". Greek capitals that look
# Latin are in the registries; we take their small letters as well.
# Its Hindi patterns and its table spell November and December differently, so that it refuses both.
REFUSED = ("नवंबर", "दिसंबर")
DIFFERENT = ("-da", "-sv", "dk", "date-day-monthname-pl", "-el")


@pytest.mark.slow
@pytest.mark.parametrize("version", VERSIONS)
@settings(
    max_examples=1_500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_texts_are_read_as_by_arelle(version: str, data: st.DataObject) -> None:
    names = [n for n in formats()[REGISTRY + version] if not n.endswith(DIFFERENT)]
    name = data.draw(st.sampled_from(names))
    text = data.draw(st.one_of(TEXTS, shaped(name)))
    found = format_named(REGISTRY + version, name)
    if found.kind == "as printed" or any(month in text for month in REFUSED):
        return
    ours, theirs = found.convert(text), transformed(REGISTRY + version, name, text)
    if found.kind == "number":
        assert (ours and Decimal(ours)) == (theirs and Decimal(theirs))
    else:
        assert ours == real(theirs)
