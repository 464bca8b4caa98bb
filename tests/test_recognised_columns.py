"""Periods, currencies, scales and roles of columns, and the questions on them."""

from __future__ import annotations

import re

import pytest

from linetag.wording import period
from support.recognised import Recognised, columns, lines, recognised, values

ROWS = """\
Revenue | 900 | 800
Cost of revenue | 400 | 350
Income before income taxes | 500 | 450
Provision for income taxes | 100 | 90
Net income | 400 | 360
"""


def income(header: str, above: str = "(In thousands of U.S. dollars)", rows: str = ROWS) -> Recognised:
    return recognised(f"CONSOLIDATED STATEMENTS OF OPERATIONS\n{above}\n\n{header}\n{rows}")


def printed(header: str, above: str = "(In thousands of U.S. dollars)", rows: str = ROWS) -> list[str]:
    return columns(income(header, above, rows).statement("IS").tables[0])


ENDS_OF_YEARS = " | Year Ended {} | Year Ended {}"
MAY = "2022-06-01/2023-05-31 2021-06-01/2022-05-31"


@pytest.mark.parametrize(
    ("header", "above", "periods"),
    [
        (ENDS_OF_YEARS.format("May 31, 2023", "May 31, 2022"), "", MAY),
        (" | Years Ended May 31,\n | 2023 | 2022", "", MAY),
        (" | 2023 | 2022", "Years Ended May 31, 2023 and 2022", MAY),
        (
            " | 2023 | 2022",
            "For the three months ended May 31,",
            "2023-03-01/2023-05-31 2022-03-01/2022-05-31",
        ),
        (" | 5/31/2023 | 5/31/2022", "Six Months Ended", "2022-12-01/2023-05-31 2021-12-01/2022-05-31"),
        (
            " | 2023 | 2022",
            "Years ended May 28, 2023 and May 29, 2022",
            "2022-05-30/2023-05-28 2021-05-31/2022-05-29",
        ),
        (
            " | 自 2023年5月1日 至 2023年5月31日 | 2022年5月31日",
            "1ヶ月",
            "2023-05-01/2023-05-31 2022-05-01/2022-05-31",
        ),
        (" | 2023年9月30日 | 2022年9月30日", "6ヶ月", "2023-04-01/2023-09-30 2022-04-01/2022-09-30"),
        # quarters and years of weeks
        (" | July 29, 2023 | July 30, 2022", "13 Weeks Ended", "2023-04-30/2023-07-29 2022-05-01/2022-07-30"),
        (" | Dec. 1, 2023 | Dec. 2, 2022", "Years Ended", "2022-12-03/2023-12-01 2021-12-04/2022-12-02"),
    ],
)
def test_periods(header: str, above: str, periods: str) -> None:
    found = printed(header, f"(In thousands of U.S. dollars)\n{above}")
    assert found == [f"{period} USD 3" for period in periods.split()]


def test_a_fiscal_year_ends_when_the_balance_sheet_does() -> None:
    balance_sheet = (
        "CONSOLIDATED BALANCE SHEETS\n(In millions)\n\n | February 3, 2024 | January 28, 2023\n"
        "Total assets | $ 5 | $ 4\nTotal liabilities and stockholders' equity | $ 5 | $ 4\n"
    )
    statement = (
        f"CONSOLIDATED STATEMENTS OF OPERATIONS\n(In millions)\n\n | Fiscal 2023 | Fiscal 2022\n{ROWS}"
    )
    found = recognised(f"{balance_sheet}\n\n{statement}")
    assert columns(found.statement("IS").tables[0]) == [
        "2023-01-29/2024-02-03 USD 6",
        "2022-01-30/2023-01-28 USD 6",
    ]


def test_columns_that_are_not_as_reported() -> None:
    rows = "".join(f"{row} | 12.5% | 6\n" for row in ROWS.splitlines())
    header = f"{ENDS_OF_YEARS.format('May 31, 2012 JPY', 'May 31, 2013 JPY')} | % change | May 31, 2013 USD"
    found = printed(header, "(millions)", rows)
    assert [one.split()[-1] for one in found] == ["6", "6", "percent", "convenience"]


def test_predecessor_and_successor() -> None:
    header = " | Successor July 22 to September 30, 2023 | Predecessor January 1 to July 21, 2023"
    assert printed(header) == [
        "2023-07-22/2023-09-30 USD 3",
        "2023-01-01/2023-07-21 USD 3 predecessor",
    ]


def test_a_comparative_column_as_restated_is_the_reported_one() -> None:
    header = " | Year Ended June 30, 2023 | Year Ended June 30, 2022 (As Restated)"
    assert [one.split()[-1] for one in printed(header)] == ["3", "3"]


def test_a_header_that_extraction_broke_takes_the_dates_of_the_heading() -> None:
    text = (
        "Consolidated Balance Sheets\n(As of March 31, 2012 and September 30, 2012)\n\n"
        " | As of March 31, 2012 | As of Sept | tember 30, 2012\n"
        " | Thousands of JPY | Thousands of U.S. Dollars | Thousands of JPY\n"
        "Total assets | 500 | 7 | 540\nTotal liabilities and equity | 500 | 7 | 540\n"
    )
    assert columns(recognised(text).statement("BS").tables[0]) == [
        "2012-03-31 JPY 3",
        "2012-09-30 USD 3 convenience",
        "2012-09-30 JPY 3",
    ]


YEARS = " | Year Ended June 30, 2023 | Year Ended June 30, 2022"
SHARES = ROWS + "Net income per share | $ 0.40 | $ 0.36\nWeighted average shares outstanding | {} | {}\n"


@pytest.mark.parametrize(
    ("above", "printed_shares", "shares"),
    [
        ("(In thousands, except share and per share data)", "1,000,000", "1000000"),
        ("(In thousands, except per share data)", "1,000", "1000000"),
        ("(Dollars in thousands, except per share data; shares in millions)", "1.0", "1000000"),
        ("($000, except per share)", "1,000,000", "1000000"),  # the figures decide
        (
            "(in thousands, except number of shares, which are in millions, and per-share data)",
            "1",
            "1000000",
        ),
    ],
)
def test_scales_of_shares(above: str, printed_shares: str, shares: str) -> None:
    found = income(YEARS, above, SHARES.format(printed_shares, printed_shares))
    assert lines(found.statement("IS"))["Weighted average shares outstanding"][0] == shares
    assert lines(found.statement("IS"))["Net income per share"][0] == "0.4"
    assert lines(found.statement("IS"))["Net income"][0] == "400000"


def test_the_scale_in_the_header_of_one_column_is_that_of_its_currency() -> None:
    header = " | （単位：千円） 2023年9月30日 | 2022年9月30日"
    assert [one.split()[-2:] for one in printed(header, "6ヶ月")] == [["JPY", "3"], ["JPY", "3"]]


def test_share_counts_are_not_printed_in_tenths() -> None:
    """The loss that the second row of "per share" amounts would make of its figures counts for nothing."""
    rows = (
        ROWS + "Net income per share | 0.04 | 0.04\nShares | 10,000 | 10,000\nper share | 10,000 | 10,000\n"
    )
    found = income(YEARS, "(In thousands)", rows)
    assert lines(found.statement("IS"))["Shares"][0] == "10000000"
    assert "P102" not in [one.code for one in found.findings]


def test_a_column_whose_figures_are_percentages_is_no_period() -> None:
    header = " | Quarter Ended June 30, 2023 | Three Month | Quarter Ended June 30, 2022 "
    rows = re.sub(r" \| (\d+)\n", r" | 12% | \1\n", ROWS)
    assert [one.split()[-1] for one in printed(header, rows=rows)] == ["3", "percent", "3"]


def test_share_counts_that_contradict_the_scale() -> None:
    above = "(In thousands, except share and per share data)"
    found = income(YEARS, above, SHARES.format("1,000", "1,000"))
    assert lines(found.statement("IS"))["Weighted average shares outstanding"] == ["1000000", "1000000"]
    [question] = found.found("P102")
    assert question.at is not None
    assert question.at.text == "(In thousands, except share and per share data)"
    assert [one.text for one in question.related] == ["Weighted average shares outstanding"]


def test_scales_that_contradict_each_other() -> None:
    header = " | Year Ended June 30, 2023 Millions of USD | Year Ended June 30, 2022 Millions of USD"
    found = income(header, "(In thousands)")
    assert columns(found.statement("IS").tables[0])[0] == "2022-07-01/2023-06-30 USD 6"
    [question] = found.found("P101")
    assert [one.text for one in question.related] == ["(In thousands)"]


def test_a_column_without_a_period() -> None:
    found = income(" | Fairview | Hillside")
    assert [one.message.split()[4] for one in found.found("P104")] == ["1", "2"]


def test_two_columns_of_one_period() -> None:
    [question] = income(" | Year Ended June 30, 2023 | Year Ended June 30, 2023").found("P105")
    assert "2022-07-01 to 2023-06-30" in question.message


def test_no_scale_and_no_currency() -> None:
    found = income(YEARS, "(Unaudited)")
    assert [one.code for one in found.findings] == ["P106", "P107"]
    assert [column.scale for column in found.statement("IS").tables[0].columns] == [0, 0]


def test_years_above_that_differ_from_the_header() -> None:
    found = income(YEARS, "(In thousands of U.S. dollars)\nFor the years ended June 30, 2020 and 2019")
    [question] = found.found("P108")
    assert question.at is not None
    assert question.at.text == "For the years ended June 30, 2020 and 2019"


def test_signs_that_contradict_the_header() -> None:
    found = income(YEARS, "(In thousands of euros)", ROWS.replace("900 | 800", "$ 900 | $ 800"))
    [question] = found.found("P109")
    assert "EUR" in question.message
    assert "USD" in question.message


def test_periods_without_a_length() -> None:
    [question] = income(" | June 30, 2023 | June 30, 2022").found("P111")
    assert "income statement" in question.message


BALANCE_SHEET = "CONSOLIDATED BALANCE SHEETS\n(In thousands, except per share data)\n\n"


def test_amounts_in_captions_are_lines() -> None:
    caption = (
        "Common stock, $0.01 par value; 5,000 shares authorized at June 30, 2023 and 2022;"
        " 1,200 and 1,100 shares issued at June 30, 2023 and 2022, respectively"
    )
    text = (
        f"{BALANCE_SHEET} | June 30, 2023 | June 30, 2022\n"
        f"Receivables, net of allowance of $12 and $14 | $ 500 | $ 400\nTotal assets | 512 | 411\n"
        f"{caption} | 12 | 11\nTotal liabilities and stockholders' equity | 512 | 411\n"
    )
    found = [line for line in recognised(text).statement("BS").lines if line.in_caption]
    assert [(line.at, line.unit, line.scale, values(line)) for line in found] == [
        ("allowance of", "USD", 3, ["12000", "14000"]),
        ("par value", "USD/shares", 0, ["0.01", "0.01"]),
        ("authorized", "shares", 3, ["5000000", "5000000"]),
        ("issued", "shares", 3, ["1200000", "1100000"]),
    ]


@pytest.mark.parametrize(
    ("above", "count", "scale"),
    [
        ("(In thousands, except per share data)", "10,000,000", 3),
        ("(In thousands, except per share data)", "10,000,001", 0),
        ("(Dollars in thousands)", "100,000", 3),
        ("(Dollars in thousands)", "100,001", 0),
        ("(In thousands, except share data)", "1", 0),
    ],
)
def test_scales_of_shares_in_captions(above: str, count: str, scale: int) -> None:
    text = (
        f"CONSOLIDATED BALANCE SHEETS\n{above}\n\n | June 30, 2023 | June 30, 2022\n"
        f"Total assets | $ 512 | $ 411\nCommon stock, {count} shares authorized | 12 | 11\n"
        "Total liabilities and stockholders' equity | 512 | 411\n"
    )
    [line] = [line for line in recognised(text).statement("BS").lines if line.in_caption]
    assert line.scale == scale


def test_balances_in_a_statement_of_cash_flows_are_instants() -> None:
    text = (
        "CONSOLIDATED STATEMENTS OF CASH FLOWS\n(In thousands)\n\n | Year Ended June 30, 2023\n"
        "Net cash provided by operating activities | $ 5\nCash paid at closing | (2)\n"
        "Net cash used in financing activities | (1)\nCash at beginning of year | 10\n"
        "Cash at end of year | 12\nRestricted cash | 2\nSupplement:\nCash paid for interest | 1\n"
    )
    found = [line.cells[0].period for line in recognised(text).statement("CF").lines]
    assert [period(one) if one else "" for one in found] == [
        "",
        "",
        "",
        "2022-06-30",
        "2023-06-30",
        "2023-06-30",
        "",
    ]


def test_balances_open_and_close_the_periods_of_changes_in_equity() -> None:
    text = (
        "CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY\n(In thousands)\n\n"
        " | Common Stock | Retained Earnings | Treasury Stock | Total Equity\n"
        "Balance at December 31, 2022 | $ 5 | $ 9 | $ (1) | $ 13\nNet income | - | 3 | - | 3\n"
        "Balance at March 31, 2023 | $ 5 | $ 12 | $ (1) | $ 16\nDividends | - | (2) | - | (2)\n"
        "Balance at June 30, 2023 | $ 5 | $ 10 | $ (1) | $ 14\n"
    )
    found = [line.cells[0].period for line in recognised(text).statement("EQ").lines]
    assert [period(one) if one else "" for one in found] == [
        "2022-12-31",
        "2023-01-01 to 2023-03-31",
        "2023-03-31",
        "2023-04-01 to 2023-06-30",
        "2023-06-30",
    ]
