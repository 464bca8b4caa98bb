"""What the page calls periods and items, and how it prints values, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from linetag.filing.summary import Language
from linetag.model import Duration, Instant, Period, Report
from linetag.tanshin.form import tables
from linetag.tanshin.form.records import FormContext, Tanshin, TanshinName
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.language import PageLanguage, digits, scale_of
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.records import Flag, Heading, Items, PageTable, Text
from linetag.tanshin.page.render import wording
from support.tanshin_documents import QUARTER, YEAR, a_fact, full_year, half_year, with_facts

HALF_YEAR = tables.load("scedussy", "2024")
FORMS = {form.code: form for form in (QUARTER, YEAR, HALF_YEAR)}


def periods(quarter: int) -> Tanshin:
    """A document of a quarter of the fiscal year 2024 with nothing in it."""
    ends = {1: date(2024, 6, 30), 2: date(2024, 9, 30), 3: date(2024, 12, 31)}
    named: dict[str, Period] = {
        f"CurrentAccumulatedQ{quarter}Duration": Duration(date(2024, 4, 1), ends[quarter]),
        f"CurrentAccumulatedQ{quarter}Instant": Instant(ends[quarter]),
        "CurrentYearDuration": Duration(date(2024, 4, 1), date(2025, 3, 31)),
        "PriorYearInstant": Instant(date(2024, 3, 31)),
    }
    return Tanshin(TanshinName("qcedussm", "37740", "20241108337740"), named, Report(()))


def language(tanshin: Tanshin, lang: Language = "ja") -> PageLanguage:
    return PageLanguage(lang, FORMS[tanshin.name.form], Calendar.of(tanshin, lang), wording(lang))


def half_of_2024() -> Tanshin:
    return periods(2)._replace(name=TanshinName("scedussy", "37740", "20241108337740"))


# --- periods --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tanshin", "name", "ja", "en"),
    [
        (
            half_year(),
            "CurrentAccumulatedQ2Duration",
            "25年3月期第2四半期",
            "Six months ended September 30, 2012",
        ),
        (half_year(), "CurrentAccumulatedQ2Instant", "25年3月期第2四半期", "As of September 30, 2012"),
        (
            half_year(),
            "PriorAccumulatedQ2Duration",
            "24年3月期第2四半期",
            "Six months ended September 30, 2011",
        ),
        (half_year(), "PriorYearInstant", "24年3月期", "As of March 31, 2012"),
        (half_year(), "CurrentYear", "25年3月期", "Fiscal year ending March 31, 2013"),
        (full_year(), "CurrentYear", "25年3月期", "Fiscal year ended March 31, 2013"),
        (full_year(), "NextYear", "26年3月期", "Fiscal year ending March 31, 2014"),
        (periods(3), "CurrentAccumulatedQ3", "2025年3月期第3四半期", "Nine months ended December 31, 2024"),
        (half_of_2024(), "CurrentAccumulatedQ2", "2025年3月期中間期", "Six months ended September 30, 2024"),
        # no such period in the document: its fiscal year follows from that of the document
        (periods(1), "NextYear", "2026年3月期", "Fiscal year ending March 31, 2026"),
        (periods(1), "Something", "Something", "Something"),
    ],
)
def test_captions_of_rows(tanshin: Tanshin, name: str, ja: str, en: str) -> None:
    assert Calendar.of(tanshin, "ja").row(name) == ja
    assert Calendar.of(tanshin, "en").row(name) == en


def test_the_short_captions_beside_numbers_of_shares() -> None:
    names = ("CurrentAccumulatedQ2Instant", "PriorYearInstant")
    assert [Calendar.of(half_year(), "ja").brief(name) for name in names] == ["25年3月期2Q", "24年3月期"]
    assert Calendar.of(half_of_2024(), "ja").brief(names[0]) == "2025年3月期中間期"


@pytest.mark.parametrize(
    ("end", "year"), [(date(2013, 12, 31), "平成25年12月期"), (date(2012, 2, 29), "平成24年2月期")]
)
def test_a_fiscal_year_is_named_after_the_month_it_ends_in(end: date, year: str) -> None:
    name = TanshinName("acedussm", "99990", "1")
    calendar = Calendar.of(Tanshin(name, {"CurrentYearInstant": Instant(end)}, Report(())), "ja")
    assert calendar.fiscal_year("CurrentYear") == year
    assert calendar.fiscal_year("PriorYear")[2:4] == f"{int(year[2:4]) - 1}"


# --- items ----------------------------------------------------------------------------------------


def test_an_item_is_called_as_in_documents_of_its_length() -> None:
    called = {
        code: PageLanguage("ja", form, Calendar.of(half_year(), "ja"), wording("ja")).label(
            form.places("NetIncomeUS")[0]
        )
        for code, form in FORMS.items()
    }
    assert called == {
        "qcedussm": "当社株主に帰属する四半期純利益",
        "scedussy": "当社株主に帰属する中間純利益",
        "acedussm": "当社株主に帰属する当期純利益",
    }


def test_the_filers_captions_and_words_come_first() -> None:
    plain = language(half_year(), "en")
    row = QUARTER.places("NetIncomeUS")[0]
    fact = a_fact("NetIncomeUS", FormContext("X"), Decimal(1), "JPY", -6)
    company = next(fact for fact in half_year().facts if fact.concept.local == "CompanyName")
    own = replace(
        plain,
        captions={"results.net-income": "Net income of IIJ"},
        texts={"cover.company": "IIJ Inc."},
        cells={fact.id: "results.net-income@half", company.id: "cover.company"},
    )
    assert plain.label(row, (fact,)) == "Net income attributable to owners of parent"
    assert own.label(row, (fact,)) == "Net income of IIJ"
    assert own.value(company, QUARTER.places("CompanyName")[0])[0].text == "IIJ Inc."


# --- values ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "scale", "text"),
    [
        ("51109000000", -6, 6, "51,109"),
        ("0.083", 3, -2, "8.3"),
        ("-0.000", 3, -2, "0.0"),
        ("1758.75", 2, 0, "1,758.75"),
        ("8", 2, 0, "8.00"),
        ("51108914000", -6, 6, "51,108.914"),
        ("0.08312", 3, -2, "8.312"),
        ("1E+9", -6, 6, "1,000"),
        (
            "12345678901234567890123456789012345000000",
            -6,
            6,
            "12,345,678,901,234,567,890,123,456,789,012,345",
        ),
        ("0.5", None, 0, "0.5"),
    ],
)
def test_figures_keep_every_digit(value: str, decimals: int | None, scale: int, text: str) -> None:
    assert digits(Decimal(value), decimals, scale) == text


def test_figures_of_no_row_are_printed_as_their_unit_is() -> None:
    facts = [a_fact("X", FormContext("Y"), Decimal(1), unit, 0) for unit in ("JPY", "Pure", "Shares")]
    assert [scale_of(fact, None) for fact in facts] == [6, 0, 0]
    assert scale_of(facts[1]._replace(decimals=3), None) == -2


@pytest.mark.parametrize(
    ("forecast", "lower", "upper", "ja", "en"),
    [
        ("107000", None, None, "107,000", "107,000"),
        (None, "100000", "110000", "100,000～110,000", "100,000 to 110,000"),
        (None, "-500", "500", "△500～500", "(500) to 500"),
        (None, "100000", None, "100,000～", "100,000 to "),
        ("105000", "100000", "110000", "105,000（100,000～110,000）", "105,000 (100,000 to 110,000)"),
        (None, None, None, "―", "–"),
    ],
)
def test_forecasts_and_their_bounds(
    forecast: str | None, lower: str | None, upper: str | None, ja: str, en: str
) -> None:
    values = {"Upper": upper, "Forecast": forecast, "Lower": lower}
    facts = [
        a_fact(
            "NetIncomeUS",
            FormContext("CurrentYearDuration", ("ConsolidatedMember", f"{member}Member")),
            None if value is None else Decimal(value) * 1_000_000,
            "JPY",
            None if value is None else -6,
        )
        for member, value in values.items()
    ]
    row = QUARTER.places("NetIncomeUS")[0]
    expected: dict[Language, str] = {"ja": ja, "en": en}
    for lang, text in expected.items():
        pieces = language(half_year(), lang).forecast(facts, row)
        assert "".join(piece.text for piece in pieces) == text
        assert len([piece for piece in pieces if piece.fact]) == 3


# --- the order of a page --------------------------------------------------------------------------


def outline(tanshin: Tanshin, lang: Language = "ja") -> list[str]:
    """The blocks of a page by their first words."""
    lines: list[str] = []
    for block in page(tanshin, language(tanshin, lang)).blocks:
        if isinstance(block, Heading):
            lines.append("".join(piece.text for piece in block.pieces))
        elif isinstance(block, PageTable):
            lines.append(
                " | ".join(head.text for row in block.head for head in row if head.kind == "caption")
            )
        elif isinstance(block, Flag):
            lines.append(f"{block.label} {''.join(piece.text for piece in block.pieces)}".strip())
        elif isinstance(block, Items):
            lines.append(block.label)
        elif isinstance(block, Text):
            lines.append("".join(piece.text for piece in block.pieces)[:12])
    return lines


def test_a_quarter_is_laid_out_in_the_order_of_the_form() -> None:
    assert outline(half_year()) == [
        "1．平成25年3月期第2四半期の連結業績（平成24年4月1日～平成24年9月30日）",
        "(1) 連結経営成績（累計）",
        "営業収益 | 営業利益 | 税引前四半期純利益 | 当社株主に帰属する四半期純利益",
        "（注）当社株主に帰属する四半期包括利益",
        "基本的1株当たり当社株主に帰属する四半期純利益 | 希薄化後1株当たり当社株主に帰属する四半期純利益",
        "（注）1株を200株に分",
        "(2) 連結財政状態",
        "総資産 | 資本合計（純資産） | 株主資本 | 株主資本比率",
        "2．配当の状況",
        "第1四半期末 | 第2四半期末 | 第3四半期末 | 期末 | 合計",
        "（注）直近に公表されている配当予想からの修正の有無 無",
        "（注）期末配当予想は分割",
        "3．平成25年3月期の連結業績予想（平成24年4月1日～平成25年3月31日）",
        (
            "営業収益 | 営業利益 | 税引前当期純利益 | 当社株主に帰属する当期純利益 | "
            "基本的1株当たり当社株主に帰属する当期純利益"
        ),
        "（注）直近に公表されている業績予想からの修正の有無 無",
        "※ 注記事項",
        "(1) 当四半期連結累計期間における重要な子会社の異動（連結範囲の変更を伴う特定子会社の異動） 無",
        "(2) 簡便な会計処理及び特有の会計処理の適用 ―",
        "(3) 会計方針の変更",
        "① 会計基準等の改正に伴う会計方針の変更 有",
        "② ①以外の会計方針の変更 無",
        "(4) 発行済株式数（普通株式）",
        "※ 業績予想の適切な利用に関する説明、その他特記事項",
        "業績予想は、本資料の発表",
    ]


def test_what_a_full_year_has_beside_is_laid_out_by_the_same_code() -> None:
    lines = outline(full_year())
    for line in (
        "1．平成25年3月期の連結業績（平成24年4月1日～平成25年3月31日）",
        "（参考）持分法投資損益",
        "(3) 連結キャッシュ・フローの状況",
        (
            "配当金総額（合計） | 配当性向（連結） | 株主資本配当率（連結） | "
            "第1四半期末 | 第2四半期末 | 第3四半期末 | 期末 | 合計"
        ),
        "(1) 期中における重要な子会社の異動（連結範囲の変更を伴う特定子会社の異動） 有",
        "新規 1社（社名）株式会社例、除外 ―社（社名）―",
        "※ 監査手続の実施状況に関する表示",
    ):
        assert line in lines
    assert not [line for line in lines if "四半期連結" in line or "修正の有無" in line]


def test_notes_are_numbered_by_what_there_is() -> None:
    facts = tuple(
        fact for fact in half_year().facts if not fact.concept.local.startswith("ApplyingOfSimplified")
    )
    lines = outline(with_facts(half_year(), facts))
    assert [line[:9] for line in lines if line.startswith("(")][2:] == [
        "(1) 当四半期連",
        "(2) 会計方針の",
        "(3) 発行済株式",
    ]


def test_a_document_with_nothing_in_it_is_a_page() -> None:
    empty = Tanshin(TanshinName("qcedussm", "37740", "20121108337740"), {}, Report(()))
    assert outline(empty) == []
