"""Labels: amounts and dates inside captions, comparison, dates in all spellings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linetag.model import Origin
from linetag.release import captions, dates
from linetag.release.records import PrintedUnit

_MARCH, _SEPTEMBER = date(2012, 3, 31), date(2012, 9, 30)


def _read(text: str) -> captions.Caption:
    caption, findings = captions.read(Origin("r.txt", 10, 1, text))
    assert findings == ()
    return caption


def test_amounts_of_one_lead_and_as_many_dates_are_pairs() -> None:
    caption = _read(
        "Receivables, net of allowance for bad debts of JPY 107,919 thousand and JPY105,762 thousand"
        " at March 31, 2012 and september 30, 2012, respectively"
    )
    assert caption.label == "Receivables, net of allowance for bad debts of … and … at … and …, respectively"
    first, second = caption.amounts
    assert (first.lead, second.lead) == ("allowance for bad debts of",) * 2
    assert (first.value, first.unit, first.dates) == (Decimal(107919), PrintedUnit("JPY", 3), (_MARCH,))
    assert (second.value, second.unit, second.dates) == (
        Decimal(105762),
        PrintedUnit("JPY", 3),
        (_SEPTEMBER,),
    )
    assert (first.origin.column, first.origin.text) == (48, "JPY 107,919 thousand")
    assert (second.origin.column, second.origin.text) == (73, "JPY105,762 thousand")


def test_a_single_amount_of_a_lead_has_all_the_dates_at_the_end() -> None:
    caption = _read(
        "Common-stock—authorized, 75,520,000 shares; issued and outstanding, 41,295,600 shares"
        " at March 31, 2012 and September 30, 2012"
    )
    assert caption.label == "Common-stock—authorized, …; issued and outstanding, … at … and …"
    assert [(item.lead, item.value, item.unit, item.dates) for item in caption.amounts] == [
        ("authorized", Decimal(75520000), PrintedUnit("shares"), (_MARCH, _SEPTEMBER)),
        ("issued and outstanding", Decimal(41295600), PrintedUnit("shares"), (_MARCH, _SEPTEMBER)),
    ]


def test_a_caption_that_begins_with_its_lead() -> None:
    caption = _read("Treasury stock—758,800 shares held by us at March 31, 2012 and 2011, respectively")
    assert caption.label == "Treasury stock—… held by us at … and …, respectively"
    (amount,) = caption.amounts
    assert (amount.lead, amount.dates) == ("Treasury stock", (_MARCH, date(2011, 3, 31)))


def test_each_date_governs_the_amounts_before_it() -> None:
    caption = _read(
        "Goods, less reserve of ¥5 million at March 31, 2012 and ¥7 million at September 30, 2012"
    )
    assert [(item.lead, item.dates) for item in caption.amounts] == [
        ("less reserve of", (_MARCH,)),
        ("less reserve of", (_SEPTEMBER,)),
    ]


def test_a_date_at_the_head_governs_what_no_other_does() -> None:
    caption = _read("At March 31, 2012: pledged, US$3 million")
    assert [(item.lead, item.dates) for item in caption.amounts] == [("pledged", (_MARCH,))]


def test_amounts_that_do_not_match_the_dates_have_none() -> None:
    caption = _read("Bonds of JPY 1 million, JPY 2 million and JPY 3 million at March 31, 2012 and 2011")
    assert [(item.lead, item.dates) for item in caption.amounts] == [("Bonds of", ())] * 3


@pytest.mark.parametrize(
    "text",
    [
        "IP Service (1Gbps-)",
        "IP Service (100Mbps-999Mbps)",
        "Split of 1:200",
        "Net income for 1H11",
        "BASIC NUMBER OF SHARES (shares)",
        "Six Months Ended September 30, 2012:",
        "NET INCOME PER SHARE (JPY / U.S. Dollars / JPY)",
    ],
)
def test_figures_without_a_unit_are_no_amounts_and_the_label_stays_as_printed(text: str) -> None:
    assert _read(text) == captions.Caption(text, ())


def test_a_broken_amount_is_a_finding_and_the_label_is_still_recognised() -> None:
    text = "Other, net of allowance of JPY 10,73 thousand at March 31, 2012"
    caption, (finding,) = captions.read(Origin("r.txt", 10, 5, text))
    assert caption == captions.Caption("Other, net of allowance of … at …", ())
    assert (finding.code, finding.severity) == ("R107", "error")
    assert finding.at == Origin("r.txt", 10, 32, "JPY 10,73 thousand")
    assert "thousands separators" in finding.hint


def test_a_date_in_no_calendar_is_a_finding() -> None:
    caption, (finding,) = captions.read(Origin("r.txt", 10, 1, "As of September 31, 2012:"))
    assert caption.label == "As of September 31, 2012:"
    assert (finding.code, finding.at) == ("R108", Origin("r.txt", 10, 7, "September 31, 2012"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Service ⁵", "Service"),
        ("Mobile Service ^₄", "Mobile Service"),
        ("Depreciation and  Amortization ⁷", "Depreciation and Amortization"),
        ("<u>Others</u>", "Others"),
        ("**Total**", "Total"),
        (r"R\&D", "R&D"),
        ("A\u00a0B", "A B"),
    ],
)
def test_labels_lose_marks_and_nothing_else(text: str, label: str) -> None:
    assert _read(text).label == label


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Other —net", "other-net"),
        ("Other expense — net", "Other expense–NET"),
        ("Shareholders’ equity", "SHAREHOLDERS' EQUITY"),
        ("“Plan” assets", '"plan"  assets'),
        ("allowance of ...", "allowance of …"),
    ],
)
def test_labels_are_compared_without_case_dashes_quotes_and_spacing(one: str, other: str) -> None:
    assert captions.normal(one) == captions.normal(other)


def test_a_trailing_colon_counts_when_labels_are_compared() -> None:
    assert captions.normal("Revenues:") == "revenues:"


@pytest.mark.parametrize(
    "text",
    [
        "September 30, 2012",
        "september 30,2012",
        "SEPT. 30, 2012",
        "Sep 30 2012",
        "30 September 2012",
        "30th Sept., 2012",
        "2012-09-30",
        "2012/9/30",
        "2012年9月30日",
    ],
)
def test_dates_in_all_spellings(text: str) -> None:
    (found,) = dates.find(f"as of {text}.")
    assert (found.value, found.start, found.end) == (_SEPTEMBER, 6, 6 + len(text))


@pytest.mark.parametrize(
    "text", ["tember 30, 2012", "September 3", "MonthSeptember 30, 2011September 3", "2012-09/30", "FY2012"]
)
def test_pieces_of_dates_are_no_dates(text: str) -> None:
    assert dates.find(text) == ()


@pytest.mark.parametrize(
    ("printed", "caption"),
    [
        (
            "Common stock, $.01 par value; 1,900 shares authorized",
            "Common stock, $… par value; … shares authorized",
        ),
        ("Treasury stock, at June 30, 2023 (6/30/23)", "Treasury stock, at June …, … (…)"),
        ("Cash  and\u00a0equivalents", "Cash and equivalents"),
        ("1株当たり四半期純利益 12円", "1株当たり四半期純利益 …円"),
    ],
)
def test_a_caption_without_its_figures_keeps_all_words(printed: str, caption: str) -> None:
    assert captions.without_figures(printed) == caption


@pytest.mark.parametrize(
    ("text", "value", "scale"), [("$12.9B", "12.9", 9), ("$350M", "350", 6), ("US$2K", "2", 3)]
)
def test_letters_after_an_amount_are_its_scale(text: str, value: str, scale: int) -> None:
    (amount,) = _read(f"Revenue down {text} from Q2 2022").amounts
    assert (amount.origin.text, amount.value, amount.unit) == (
        text,
        Decimal(value),
        PrintedUnit("USD", scale),
    )
