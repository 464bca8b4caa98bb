"""The default items of the summary, and how a filing changes them or lists its own."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from linetag import data
from linetag.filing.items import items
from linetag.filing.summary import SummaryItem, SummarySpec, Wording
from linetag.findings import Finding
from linetag.inputs.toml import TomlTable
from linetag.model import Duration, Period
from linetag.tanshin.form.tables import FORMS, load
from linetag.taxonomy.load import load as load_taxonomy
from support.tanshin_case import FILING, PERIODS, parse, specified

START, END = FILING.index("[[summary.item]]"), FILING.index("[[summary.stated]]")
QUARTERLY = [
    *("results.revenues", "results.operating-income", "results.income-before-tax", "results.net-income"),
    *("comprehensive.income", "per-share.eps", "per-share.diluted-eps"),
    *("position.assets", "position.equity", "position.shareholders-equity", "position.equity-ratio"),
    *("shares.issued", "shares.treasury", "shares.average"),
]
OF_YEAR = [
    *("returns.equity", "returns.assets", "returns.revenues", "equity-method.income"),
    "position.equity-per-share",
    *("cash-flows.operating", "cash-flows.investing", "cash-flows.financing", "cash-flows.cash"),
    *("dividends.paid", "dividends.payout-ratio", "dividends.equity-ratio"),
]


def filing(changes: str = "", listed: str = "") -> str:
    """The settings of the small company with the default items, changed; or with items that it lists."""
    section = f"[summary.items]\n{changes}" if changes else ""
    return f"{FILING[:START]}{listed}{section}{FILING[END:]}"


def keyed(spec: SummarySpec) -> dict[str, SummaryItem]:
    return {f"{item.section}.{item.key}": item for item in spec.items}


def of_period(current: Period, *, standard: str = "us-gaap") -> tuple[SummaryItem, ...]:
    """The default items of a report whose current period is this one."""
    root = TomlTable({"standard": standard}, "summary", {"": specified().origin}, [])
    return items(root, specified(), {**PERIODS, "half": current})


def test_a_quarter_has_the_items_of_its_form_in_form_order() -> None:
    spec = specified(filing())
    assert list(keyed(spec)) == QUARTERLY
    eps = keyed(spec)["per-share.eps"]
    assert eps.label.ja == "基本的1株当たり当社株主に帰属する四半期純利益"
    assert eps.forecast == Wording(eps.label.en, "基本的1株当たり当社株主に帰属する当期純利益")
    assert (eps.kind, eps.concept, eps.periods) == (
        "per-share",
        "gaap:EarningsPerShareBasic",
        ("half", "prior-half"),
    )
    assert keyed(spec)["shares.average"].periods == ("half", "prior-half")
    assert keyed(spec)["shares.issued"].periods == ("now", "prior-end")
    assert eps.origin == spec.origin


def test_a_full_year_has_more_items() -> None:
    year = {f"{i.section}.{i.key}": i for i in of_period(Duration(date(2012, 4, 1), date(2013, 3, 31)))}
    assert set(year) == {*QUARTERLY, *OF_YEAR}
    assert year["results.net-income"].label.ja == "当社株主に帰属する当期純利益"
    assert year["dividends.paid"].kind == "millions"
    assert year["position.equity-per-share"].kind == "per-share"
    assert year["cash-flows.cash"].periods == ("now", "prior-end")
    assert year["returns.equity"].quotient == ("gaap:NetIncomeLoss", "gaap:StockholdersEquity@average")


@pytest.mark.parametrize(
    ("end", "words"), [(date(2023, 9, 30), "四半期純利益"), (date(2024, 9, 30), "中間純利益")]
)
def test_a_half_year_is_interim_from_2024_on(end: date, words: str) -> None:
    half = of_period(Duration(date(end.year, 4, 1), end))
    assert half[3].label.ja == f"当社株主に帰属する{words}"


def test_what_a_change_does_not_name_stays() -> None:
    usual = keyed(specified(filing()))["results.net-income"]
    text = filing('"results.net-income" = { label = { en = "Net income attributable to Example" } }\n')
    changed = keyed(specified(text))["results.net-income"]
    label = Wording("Net income attributable to Example", usual.label.ja)
    forecast = Wording(label.en, "当社株主に帰属する当期純利益")
    assert changed == replace(usual, label=label, forecast=forecast, origin=changed.origin)
    assert text.splitlines()[changed.origin.line - 1].startswith('"results.net-income"')


def test_the_caption_of_the_forecast_follows_the_item() -> None:
    text = filing('"results.revenues" = { label = { en = "Total revenues", ja = "営業収益" } }\n')
    assert keyed(specified(text))["results.revenues"].forecast == Wording("Total revenues", "営業収益")


def test_items_and_forecasts_are_left_out() -> None:
    text = filing('"per-share.diluted-eps" = false\n"per-share.eps" = { forecast = false }\n')
    spec = specified(text)
    assert list(keyed(spec)) == [key for key in QUARTERLY if key != "per-share.diluted-eps"]
    assert keyed(spec)["per-share.eps"].forecast is None


def test_items_that_a_filing_lists_are_all_it_has() -> None:
    listed = (
        '[[summary.item]]\nsection = "position"\nkey = "assets"\nconcept = "gaap:Assets"\nlabel = "Assets"\n'
    )
    assert list(keyed(specified(filing(listed=listed)))) == ["position.assets"]


def refused(text: str) -> Finding:
    spec, found = parse(text)
    assert spec is None
    return found[0]


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ('"results.profit" = { label = "Profit" }', "F123", "results.revenues"),
        ('"results.revenues" = "Sales"', "F122", "a table"),
        ('"results.revenues" = { lable = "Sales" }', "F123", "label"),
        ('"per-share.eps" = { quotient = ["gaap:NetIncomeLoss"] }', "F122", "two concepts"),
        ('"position.assets" = { forecast = "Assets" }', "F122", "results"),
    ],
)
def test_a_wrong_change_is_a_finding_at_its_line(changes: str, code: str, words: str) -> None:
    text = filing(changes + "\n")
    problem = refused(text)
    assert problem.at is not None
    assert (problem.code, text.splitlines()[problem.at.line - 1]) == (code, changes)
    assert words in f"{problem.message} {problem.hint}"


def test_changes_and_listed_items_exclude_each_other() -> None:
    text = filing('"results.revenues" = false\n', FILING[START:END])
    assert refused(text).code == "F123"


def test_an_unknown_standard() -> None:
    assert refused(filing().replace("[summary]\n", '[summary]\nstandard = "j-gaap"\n')).code == "F122"


# --- the table itself -----------------------------------------------------------------------------

ROWS = data.table("taxonomy", "tse/items.csv")


def plain(label: str) -> str:
    return "".join(unicodedata.normalize("NFKC", label).split())


@pytest.mark.parametrize("code", FORMS)
def test_every_caption_is_a_heading_of_its_form(code: str) -> None:
    form = load(code)
    for row in ROWS:
        if row["report"] and code != "acedussm":
            continue
        key = f"{row['section']}.{row['key']}"
        headings = {
            (plain(r.labels.ja), plain(r.labels.ja_quarterly), plain(r.labels.ja_interim))
            for r in form.rows
            if r.filling.key == key
        }
        labels = (row["label_ja"], row["label_ja_quarterly"], row["label_ja_interim"])
        assert tuple(plain(label or row["label_ja"]) for label in labels) in headings, key


def test_every_concept_is_declared_by_the_embedded_taxonomy() -> None:
    schema = "http://linetag.example/us-gaap-style/2012-01-31/us-gaap-style-2012-01-31.xsd"
    taxonomy, _ = load_taxonomy(data.folder("taxonomy") / "us-gaap-style", (schema,))
    declared = {f"gaap:{name.local}" for name in taxonomy.concepts}
    named = {
        name.removesuffix("@average")
        for row in ROWS
        for column in ("concept", "quotient", "siblings")
        for name in row[column].split()
    }
    assert named <= declared
