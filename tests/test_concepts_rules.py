"""Near-synonyms decided by the whole filing: one caption, two filings, two concepts, each with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from linetag.propose.concepts import propose
from linetag.propose.records import ConceptCandidate, Statement, StatementLine
from support.understood import column, line, statement, table

BALANCE_DATE, YEAR = "2023-12-31", "2023-01-01/2023-12-31"


def sheet(*lines: StatementLine) -> Statement:
    return statement("BS", [table(0, column(1, BALANCE_DATE))], lines)


def income(*lines: StatementLine) -> Statement:
    return statement("IS", [table(1, column(1, YEAR))], lines)


def flows(*lines: StatementLine) -> Statement:
    return statement("CF", [table(2, column(1, YEAR))], lines)


def first(statements: Sequence[Statement], caption: str, code: str) -> ConceptCandidate:
    """The first candidate of the line with a caption."""
    (found,) = (one for one in propose.of_statements(statements) if one.code == code)
    number = next(i for i, one in enumerate(found.lines) if one.caption == caption)
    return found.proposals[number].candidates[0]


ASSETS = (
    line("Cash and cash equivalents", "100", section=["Current assets:"]),
    line("Total current assets", "900"),
    line("Total assets", "2,000"),
)
CLAIMS = (line("Total current liabilities", "500"), line("Total liabilities", "800"))
EQUITY = (
    line("Total stockholders' equity", "1,200"),
    line("Total liabilities and stockholders' equity", "2,000"),
)
NONCONTROLLING = line("Noncontrolling interests", "60")
TAX = (line("Income before income taxes", "300"), line("Income tax expense", "90"))
NET = line("Net income", "210")
OF_OTHERS = line("Net income attributable to noncontrolling interests", "10")
OPERATING = (line("Net income", "210"), line("Net cash provided by operating activities", "400"))
INVESTING = (line("Net cash used in investing activities", "(150)"),)
FINANCING = (line("Net cash used in financing activities", "(50)"),)
CHANGE = line("Net increase in cash and cash equivalents", "200")


class Case(NamedTuple):
    """A caption in a statement of a filing, the concept for which it decides, and words of the reason."""

    statements: tuple[Statement, ...]
    code: str
    caption: str
    concept: str
    reason: str


PLAIN = sheet(*ASSETS, *CLAIMS, *EQUITY)
CONSOLIDATED = sheet(*ASSETS, *CLAIMS, NONCONTROLLING, *EQUITY)
RESTRICTED_CASH = "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
WITH_OTHERS = "IncludingPortionAttributableToNoncontrollingInterest"
BEGIN = "Cash and cash equivalents at beginning of year"
PAYABLE = line("Accounts payable", "300")
UNCLASSIFIED = sheet(
    line("Cash and cash equivalents", "100"), line("Total assets", "2,000"), PAYABLE,
    line("Total liabilities", "800"), *EQUITY,
)  # fmt: skip
CASES = {
    "net income, noncontrolling interests": Case(
        (CONSOLIDATED, income(*TAX, NET, OF_OTHERS)), "IS", "Net income", "ProfitLoss", "noncontrolling"
    ),
    "net income, none": Case(
        (PLAIN, income(*TAX, NET)), "IS", "Net income", "NetIncomeLoss", "no row of noncontrolling"
    ),
    "equity, noncontrolling interests": Case(
        (CONSOLIDATED,),
        "BS", "Total stockholders' equity", f"StockholdersEquity{WITH_OTHERS}", "noncontrolling",
    ),
    "equity, none": Case(
        (PLAIN,), "BS", "Total stockholders' equity", "StockholdersEquity", "no row of noncontrolling"
    ),
    "payables, classified": Case(
        (sheet(*ASSETS, PAYABLE, *CLAIMS, *EQUITY),),
        "BS", "Accounts payable", "AccountsPayableCurrent", "current",
    ),
    "payables, not classified": Case(
        (UNCLASSIFIED,), "BS", "Accounts payable", "AccountsPayableCurrentAndNoncurrent", "current"
    ),
    "cash of the balance sheet": Case(
        (PLAIN, flows(*OPERATING, *INVESTING, *FINANCING, CHANGE)),
        "BS", "Cash and cash equivalents", "CashAndCashEquivalentsAtCarryingValue", "used for this",
    ),
    "cash of the cash flows": Case(
        (PLAIN, flows(*OPERATING, *INVESTING, *FINANCING, CHANGE, line(BEGIN, "50"),
                      line("Cash, cash equivalents and restricted cash at end of year", "250"))),
        "CF", BEGIN, RESTRICTED_CASH, "restricted",
    ),
    "basic shares": Case(
        (income(*TAX, NET, line("Basic", "200", unit="shares", section=["Weighted average shares:"])),),
        "IS", "Basic", "WeightedAverageNumberOfSharesOutstandingBasic", "unit",
    ),
    "basic per share": Case(
        (income(*TAX, NET, line("Basic", "1.05", unit="USD/shares", scale=0, section=["Per share:"])),),
        "IS", "Basic", "EarningsPerShareBasic", "unit",
    ),
    "investments bought": Case(
        (flows(*OPERATING, line("Marketable securities", "(80)"), *INVESTING, *FINANCING),),
        "CF", "Marketable securities", "PaymentsToAcquireMarketableSecurities", "which way",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_filing_decides_between_near_synonyms(case: Case) -> None:
    found = first(case.statements, case.caption, case.code)
    assert found.concept == case.concept
    assert case.reason in found.evidence.reason
