"""A folder with `lines.csv` and its release: the filing that they make, and what does not go together."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from linetag import data, initial
from linetag.findings import Finding
from linetag.model import Instant, Origin
from linetag.report.result import Result
from support.small_folder import SETTINGS, built, changed, codes, facts, page, proposed, rewrite, rows


@pytest.fixture
def filing(tmp_path: Path) -> Path:
    return proposed(tmp_path)


def place(item: Finding) -> Origin:
    assert item.at is not None
    return item.at


def the(result: Result, code: str) -> Finding:
    (found,) = (item for item in result.findings if item.code == code)
    return found


# --- facts ----------------------------------------------------------------------------------------


def test_periods_units_and_scales_are_those_of_the_release(filing: Path) -> None:
    result = built(filing)
    inventory = facts(result, "InventoryNet")
    assert {key: (one.value, one.decimals) for key, one in inventory.items()} == {
        "20120930_USD": (Decimal(19_446_000), -3),
        "20111231_USD": (Decimal(18_203_000), -3),
    }
    shares = facts(result, "WeightedAverageNumberOfSharesOutstandingBasic")
    assert {one.value for one in shares.values()} == {19_253_000, 18_770_000}
    (basic,) = (one for key, one in facts(result, "EarningsPerShareBasic").items() if "2012" in key)
    assert (basic.value, basic.decimals) == (Decimal("0.36"), 2)


def test_a_dash_is_nil_and_an_amount_in_a_caption_is_a_fact(filing: Path) -> None:
    result = built(filing)
    assert facts(result, "ShortTermInvestments")["20120930_USD"].value is None
    allowance = facts(result, "AllowanceForDoubtfulAccountsReceivableCurrent")
    assert allowance["20120930_USD"].value == 512_000
    assert allowance["20120930_USD"].id.startswith("BSP_")


def test_signs_follow_from_sums_and_balances(filing: Path) -> None:
    result = built(filing)
    interest = facts(result, "InterestExpense")  # printed (1,038), added to income
    assert {one.value for one in interest.values()} == {1_038_000, 1_172_000}
    payments = facts(result, "PaymentsToAcquirePropertyPlantAndEquipment")  # printed in parentheses
    assert all(isinstance(one.value, Decimal) and one.value > 0 for one in payments.values())
    income = facts(result, "NetIncomeLoss")  # in two statements
    assert {one.value for one in income.values()} == {6_931_000, 4_317_000}


def test_a_sign_that_is_written_counts(filing: Path) -> None:
    changed(filing, "Other liabilities", sign="-1")
    result = built(filing)
    assert facts(result, "OtherLiabilitiesNoncurrent")["20120930_USD"].value == -4_163_000
    assert "F154" in [item.code for item in result.findings]  # the balances forbid the sum with this sign


def test_cash_at_the_ends_of_a_period_is_an_instant(filing: Path) -> None:
    cash = facts(built(filing), "CashAndCashEquivalentsAtCarryingValue")
    assert all(isinstance(one.aspects.period, Instant) for one in cash.values())
    assert set(cash) == {"20120930_USD", "20111231_USD", "20110930_USD", "20101231_USD"}


def test_headings_are_those_of_the_base_or_own(filing: Path) -> None:
    result = built(filing)
    assert result.built is not None
    written = result.built.files["xbrl/hgi-20120930_pre.xml"].decode()
    assert "AssetsCurrentAbstract" in written
    assert "hgi_StockholdersEquityAbstract" not in written
    schema = result.built.files["xbrl/hgi-20120930.xsd"].decode()
    assert 'name="NetIncomePerShareAbstract"' in schema


def test_what_was_derived_stands_in_the_output(filing: Path) -> None:
    result = built(filing)
    assert result.built is not None
    content = json.loads(result.built.files["derived.json"])
    assert [one["code"] for one in content["statements"]] == ["BS", "IS", "CF"]


def test_names_follow_from_company_and_balance_sheet(filing: Path) -> None:
    result = built(filing)
    assert result.built is not None
    document = result.built.filing.document
    assert (document.namespace, document.stem) == ("http://harrowgate.example/20120930", "hgi-20120930")
    (cik,) = facts(result, "EntityRegistrantName").values()
    assert cik.value == "Harrowgate Instruments, Inc."
    assert result.built.filing.entity.scheme == "http://www.sec.gov/CIK"


@pytest.mark.parametrize(
    ("identifier", "scheme", "value"),
    [
        ("3774", "http://www.tse.or.jp/sicc", "37740"),
        ("130A", "http://www.tse.or.jp/sicc", "130A0"),
        ("37740", "http://www.tse.or.jp/sicc", "37740"),
        ("529900T8BM49AURSDO55", "http://standards.iso.org/iso/17442", "529900T8BM49AURSDO55"),
    ],
)
def test_an_identifier_says_its_scheme(filing: Path, identifier: str, scheme: str, value: str) -> None:
    (filing / "filing.toml").write_text(SETTINGS.replace("0000012345", identifier), "utf-8")
    result = built(filing)
    assert result.built is not None
    assert (result.built.filing.entity.scheme, result.built.filing.entity.value) == (scheme, value)


# --- what does not go together ---------------------------------------------------------------------


def test_open_rows_are_counted_once(filing: Path) -> None:
    found = rows(filing)
    for row in found[1:]:
        row["ok"] = "yes"
    rewrite(filing, found)
    item = the(built(filing), "F153")
    assert item.message.startswith("1 of 59 rows are open: 0 have no concept")
    assert (place(item).path, place(item).line) == ("lines.csv", 2)
    found[0]["ok"] = "yes"
    rewrite(filing, found)
    assert codes(built(filing)) == []


def test_a_row_that_means_no_line(filing: Path) -> None:
    changed(filing, "Inventories", caption="Inventory, net")
    result = built(filing)
    assert set(codes(result)) == {"F151", "F152", "F153"}
    orphan = the(result, "F151")
    assert (place(orphan).path, place(orphan).line) == ("lines.csv", 6)
    bare = the(result, "F152")
    assert (place(bare).path, place(bare).text) == ("release.html", "19,446")
    assert "BS,ASSETS > Current assets:,Inventories,, followed by the concept" in bare.hint.replace(
        '","', ","
    )


def test_a_caption_that_is_nearly_right_is_named(filing: Path) -> None:
    changed(filing, "Accrued expenses", caption="Acrued expenses")
    hint = the(built(filing), "F151").hint
    section = "LIABILITIES AND STOCKHOLDERS' EQUITY > Current liabilities:"
    assert hint == f'The release has section, caption and at as "{section}", "Accrued expenses", "".'


def test_a_row_twice(filing: Path) -> None:
    found = rows(filing)
    rewrite(filing, [*found, found[4]])
    item = the(built(filing), "F150")
    assert (place(item).line, [other.line for other in item.related]) == (61, [6])


@pytest.mark.parametrize(
    ("column", "value"), [("statement", "XX"), ("sign", "+"), ("ok", "maybe"), ("members", "axis")]
)
def test_a_value_that_no_column_knows(filing: Path, column: str, value: str) -> None:
    changed(filing, "Inventories", **{column: value})
    result = built(filing)
    item = the(result, "F130")
    assert (place(item).path, place(item).line, place(item).text) == ("lines.csv", 6, value)


def test_a_line_left_untagged_on_purpose(filing: Path) -> None:
    changed(filing, "Net income", concept="-", ok="yes")
    changed(filing, "Goodwill", concept="-", ok="yes")
    result = built(filing)
    assert codes(result) == ["F153"]
    sums = [item for item in result.findings if item.code == "F154"]
    assert 'of "Total assets" is not written as a calculation: "Goodwill" is not tagged' in sums[0].message
    assert result.built is not None
    (left, _) = (one for one in result.built.entries if one.label == "Goodwill")
    assert (left.status, left.reason) == ("left", "lines.csv leaves the line untagged")


def test_two_lines_with_one_concept_contradict(filing: Path) -> None:
    changed(filing, "Goodwill", concept="gaap:InventoryNet")
    result = built(filing)
    item = next(item for item in result.findings if item.code == "T350")
    assert item.hint.startswith("Lines 6 and 9 of lines.csv give both line items the same concept.")


def test_a_concept_that_is_no_name(filing: Path) -> None:
    changed(filing, "Goodwill", concept="gaap:Goodwil")
    item = the(built(filing), "T360")
    assert (place(item).line, item.hint) == (9, "Did you mean gaap:Goodwill?")


def test_concepts_of_another_unit_or_period(filing: Path) -> None:
    changed(filing, "Goodwill", concept="gaap:CommonStockSharesIssued")
    changed(filing, "Inventories", concept="gaap:CostOfRevenue")
    found = codes(built(filing))
    assert {"T341", "T342"} <= set(found)


def test_a_decision_by_the_address_of_its_line(filing: Path) -> None:
    decision = """
[[decision]]
statement = "BS"
section = "ASSETS"
caption = "Goodwill"
column = "2012-09-30 USD"
printed = "12,650"
file = "12,651"
reason = "because"
"""
    (filing / "filing.toml").write_text(SETTINGS + decision, "utf-8")
    result = built(filing)
    assert facts(result, "Goodwill")["20120930_USD"].value == 12_651_000
    assert facts(result, "Goodwill")["20111231_USD"].value == 12_650_000
    (filing / "filing.toml").write_text(SETTINGS + decision.replace("2012-09-30", "2013-09-30"), "utf-8")
    item = the(built(filing), "F157")
    assert (place(item).path, place(item).line) == ("filing.toml", 7)


def test_a_currency_that_nothing_names(tmp_path: Path) -> None:
    result = built(proposed(tmp_path, page().replace("$", "")))
    found = [item for item in result.findings if item.code == "F155"]
    assert len(found) == 6  # once for each column
    assert found[0].message == 'column 1 ("September 30, 2012") has no currency that the release states'
    assert place(found[0]).part.number == 1


def test_tables_that_nobody_explains(tmp_path: Path) -> None:
    more = (
        "<p>Orders</p><table><tr><td>North</td><td>1,200</td></tr><tr><td>South</td><td>300</td></tr></table>"
    )
    filing = proposed(tmp_path, page(("</body>", f"{more}</body>")))
    item = the(built(filing), "F156")
    assert item.message.startswith("1 table is neither a statement nor anything else that is known, and left")
    (filing / "filing.toml").write_text(
        f'{SETTINGS}\n[[left]]\nheading = ["Orders"]\nreason = "operating figures"\n', "utf-8"
    )
    result = built(filing)
    assert "F156" not in codes(result)
    assert result.built is not None
    assert "operating figures" in {one.reason for one in result.built.entries}


@pytest.mark.parametrize("names", [(), ("release.html", "release.txt")])
def test_not_one_release(filing: Path, names: tuple[str, ...]) -> None:
    (filing / "release.html").unlink()
    for name in names:
        (filing / name).write_text(page(), "utf-8")
    item = the(built(filing), "F158")
    assert (", ".join(names) or "none") in item.message


def test_one_figure_per_share_is_wrong(tmp_path: Path) -> None:
    result = built(proposed(tmp_path, page(("0.36", "0.46"))))
    assert codes(result) == ["K503", "F153"]
    assert place(the(result, "K503")).text == "$0.46"


def test_figures_per_share_of_another_income(tmp_path: Path) -> None:
    result = built(proposed(tmp_path, page(("0.36", "0.34"), ("0.23", "0.21"))))
    assert codes(result) == ["F153", "K507"]
    item = the(result, "K507")
    assert "does not hold in 2 of 2 periods and units" in item.message
    assert (place(item).text, [other.text for other in item.related]) == ("$0.34", ["$0.21"])


# --- settings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('id = "0000012345"', 'id = "12"', "F122", 3),
        ('id = "0000012345"\n', "", "F121", 1),
        ('prefix = "hgi"', 'prefix = "1 2"', "F122", 4),
        ('web = "harrowgate.example"', 'web = "http://x"', "F122", 5),
        ('web = "harrowgate.example"', 'web = "harrowgate.example"\nlanguages = ["fr"]', "F122", 6),
        ('prefix = "hgi"', 'prefix = "hgi"\nprefics = "x"', "F123", 5),
        ("[company]", "[company", "F120", 1),
    ],
)
def test_one_wrong_setting_is_one_finding(filing: Path, old: str, new: str, code: str, line: int) -> None:
    (filing / "filing.toml").write_text(SETTINGS.replace(old, new), "utf-8")
    result = built(filing)
    item = the(result, code)
    assert (place(item).path, place(item).line) == ("filing.toml", line)
    assert [one for one in codes(result) if one != "F153"] == [code]


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_what_a_spreadsheet_saves_is_read(filing: Path, delimiter: str) -> None:
    expected = facts(built(filing), "InventoryNet")
    text = "\r\n".join(delimiter.join(_quoted(value) for value in row.values()) for row in rows(filing))
    header = delimiter.join(rows(filing)[0])
    (filing / "lines.csv").write_text(f"\ufeff{header}\r\n{text}\r\n", "utf-8", newline="")
    assert facts(built(filing), "InventoryNet") == expected


def _quoted(text: str) -> str:
    escaped = text.replace('"', '""')
    return f'"{escaped}"'


# --- overrides -------------------------------------------------------------------------------------


def test_names_and_titles_that_are_written_replace_those_that_follow(filing: Path) -> None:
    more = """languages = ["en", "ja"]
[document]
namespace = "http://other.example/x"
stem = "other"
title_ja = "題"
calculation = "2023"
[[statement]]
code = "BS"
title_ja = "連結貸借対照表"
"""
    (filing / "filing.toml").write_text(SETTINGS + more, "utf-8")
    result = built(filing)
    assert result.built is not None
    document = result.built.filing.document
    assert (document.namespace, document.stem, document.calculation) == (
        "http://other.example/x",
        "other",
        "2023",
    )
    assert document.titles == {"en": "Harrowgate Instruments, Inc.", "ja": "題"}
    titles = {one.code: one.titles for one in result.built.filing.statements}
    assert titles["BS"] == {"en": "CONSOLIDATED BALANCE SHEETS", "ja": "連結貸借対照表"}
    assert "xbrl/other_lab-ja.xml" in result.built.files


def test_a_convenience_translation_is_filed_where_a_rate_is_stated(tmp_path: Path) -> None:
    filing = tmp_path / "iij"
    made, _ = initial.propose(data.sample() / "release.txt")
    assert made is not None
    assert initial.write(made, filing) == ()
    (filing / "filing.toml").write_text(SETTINGS, "utf-8")
    yen = built(filing)
    assert yen.built is not None
    assert {one.aspects.unit.numerators[0].local for one in yen.built.report.facts if one.aspects.unit} == {
        "JPY",
        "shares",
    }
    reasons = {one.reason.partition(":")[0] for one in yen.built.entries if one.status == "left"}
    assert "the column is not filed (convenience)" in reasons
    rate = '[exchange]\nfrom = "JPY"\nto = "USD"\nrate = "77.92"\nstated = "JPY77.92 per US"\n'
    (filing / "filing.toml").write_text(SETTINGS + rate, "utf-8")
    both = built(filing)
    found = [item for item in both.findings if item.severity == "error"]
    assert [(item.code, place(item).line) for item in found] == [("T350", 524)]  # it contradicts itself there
    assert both.built is not None
    hold, total = both.built.ties
    assert hold == total > 200


def test_a_wrong_figure_is_reported_once(tmp_path: Path) -> None:
    result = built(proposed(tmp_path, page(("19,446", "19,546"))))
    assert codes(result) == ["C402", "F153"]
    item = the(result, "C402")
    assert "(difference" in item.message
    assert "19,546" in {where.text for where in (place(item), *item.related)}


def test_percentages_beside_the_figures_are_left(tmp_path: Path) -> None:
    text = """<p>CONSOLIDATED STATEMENTS OF INCOME</p><p>(In thousands)</p><table>
<tr><td></td><td colspan="2">Year ended December 31, 2012</td><td>% of sales</td></tr>
<tr><td>Net sales</td><td>$</td><td>9,600</td><td>100.0%</td></tr>
<tr><td>Cost of sales</td><td></td><td>(4,200)</td><td>43.8%</td></tr>
<tr><td>Gross profit</td><td></td><td>5,400</td><td>56.3%</td></tr>
<tr><td>Selling expenses</td><td></td><td>(1,400)</td><td>14.6%</td></tr>
<tr><td>Operating income</td><td></td><td>4,000</td><td>41.7%</td></tr>
<tr><td>Income taxes</td><td></td><td>(1,000)</td><td>10.4%</td></tr>
<tr><td>Net income</td><td>$</td><td>3,000</td><td>31.3%</td></tr></table>"""
    filing = proposed(tmp_path, text)
    assert all(row["concept"] for row in rows(filing))
    result = built(filing)
    assert result.built is not None
    (left,) = {one.reason.partition(":")[0] for one in result.built.entries if one.status == "left"}
    assert left == "the column is not filed (percent)"
