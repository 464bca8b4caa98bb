"""Section paths from headings, capitals, colons and totals; input readable where it stands."""

from __future__ import annotations

import pytest

from linetag.release import sections

# A row with figures is written "label =", a heading "label"; indentation shows the path expected.
_BALANCE_SHEET = """
ASSETS
  CURRENT ASSETS:
    Cash =
    Total current assets =
  INVESTMENTS =
  OTHER ASSETS, net of allowance of … =
  Prepaid expenses —Noncurrent =
  TOTAL =
LIABILITIES AND SHAREHOLDERS' EQUITY
  CURRENT LIABILITIES:
    Accrued expenses =
    Total current liabilities =
  LONG-TERM BORROWINGS =
  Total Liabilities =
  COMMITMENTS AND CONTINGENCIES
  SHAREHOLDERS' EQUITY:
    Common-stock—authorized, … =
    Total Company shareholders' equity =
  NONCONTROLLING INTERESTS =
  Total equity =
  TOTAL =
"""
_INCOME = """
REVENUES:
  Network services:
    WAN services =
    Total =
  Systems integration:
    Systems construction =
    Total =
  Equipment sales =
  Total revenues =
COST AND EXPENSES:
  Cost of network services =
  Total cost =
  Sales and marketing =
  Total cost and expenses =
OPERATING INCOME =
OTHER INCOME (EXPENSE):
  Interest income =
  Other expense — net =
INCOME TAX EXPENSE =
NET INCOME PER SHARE
  BASIC NET INCOME PER SHARE =
"""
_CASH_FLOW = """
OPERATING ACTIVITIES:
  Net income =
  Adjustments to reconcile net income to net cash:
    Depreciation =
  Changes in operating assets and liabilities:
    Decrease in receivables =
  Net cash provided by operating activities =
INVESTING ACTIVITIES:
  Other =
  Net cash used in investing activities =
NET DECREASE IN CASH =
NONCASH ACTIVITIES:
  Retirement obligation =
  Acquisition of a company:
    Cash paid =
"""
_MIXED_CASE = """
Assets
  Current assets
    Cash =
    Total current assets =
  Noncurrent assets
    Land =
    Total noncurrent assets =
  Total assets =
Liabilities
  Loans =
"""
_CAPITALS_ONLY = """
CURRENT ASSETS:
  CASH =
  INVENTORIES =
  TOTAL CURRENT ASSETS =
LAND =
"""
_SMALL = """
Comprehensive income (loss):
  Pension plans =
  Total comprehensive income (loss) =
Less: noncontrolling interests =
"""
_ABBREVIATIONS = """
Connectivity:
  Under own brand =
  OEM =
  Others =
"""


@pytest.mark.parametrize(
    "outline", [_BALANCE_SHEET, _INCOME, _CASH_FLOW, _MIXED_CASE, _CAPITALS_ONLY, _SMALL, _ABBREVIATIONS]
)
def test_headings_and_totals_make_the_paths(outline: str) -> None:
    lines: list[sections.SectionLine] = []
    expected: list[tuple[str, ...]] = []
    path: tuple[str, ...] = ()
    for printed in outline.strip("\n").split("\n"):
        label = printed.strip().removesuffix(" =")
        depth = (len(printed) - len(printed.lstrip())) // 2
        path = (*path[:depth], label)
        lines.append(sections.SectionLine(label, printed.endswith(" =")))
        expected.append(path[:-1])
    assert list(sections.paths(lines)) == expected


def test_repeated_labels_are_told_apart_by_the_row_above() -> None:
    labels = (
        "Network business",
        "Customers",
        "Intersegment",
        "ATM business",
        "Customers",
        "Intersegment",
        "Total",
    )
    paths = sections.paths([sections.SectionLine(label, figures=True) for label in labels])
    network, atm = ("Network business",), ("ATM business",)
    assert paths == ((), network, network, (), atm, atm, ())


def test_rows_without_a_label_open_nothing() -> None:
    lines = [
        sections.SectionLine("-", figures=False),
        sections.SectionLine("", figures=True),
        sections.SectionLine("", figures=True),
    ]
    assert sections.paths(lines) == ((), (), ())


def test_a_blank_line_item_among_headings_with_colons_changes_nothing() -> None:
    labels = [("REVENUES", False), ("Sales:", False), ("Goods", True), ("Services", False), ("Rents", True)]
    paths = sections.paths([sections.SectionLine(label, figures) for label, figures in labels])
    assert paths[3] == paths[4] == ("REVENUES", "Sales:")
