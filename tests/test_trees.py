"""The sums of small statements: which lines add up to which total, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.propose import trees
from linetag.propose.records import DerivedSum, StatementCode
from support.drawn_statements import drawn, sums_by_caption

CASES: Mapping[str, tuple[str, Mapping[str, Sequence[str]]]] = {
    "nested totals, one of them without a caption": (
        """
Cash | 100 | 90
Receivables | 50 | 45
= | 150 | 135
Land | 70 | 75
=Total assets | 220 | 210
        """,
        {"(unlabelled)": ["Cash", "Receivables"], "Total assets": ["(unlabelled)", "Land"]},
    ),
    "costs printed positive": (
        """
Revenue | 1,000 | 900
Cost of revenue | 612 | 571
=Gross profit | 388 | 329
Research | 121 | 117
Marketing | 96 | 88
=Total operating expenses | 217 | 205
=Operating income | 171 | 124
        """,
        {
            "Gross profit": ["Revenue", "-Cost of revenue"],
            "Total operating expenses": ["Research", "Marketing"],
            "Operating income": ["Gross profit", "-Total operating expenses"],
        },
    ),
    "gross less allowance": (
        """
Loans | 5,210 | 4,987
Less allowance | 113 | 104
=Net loans | 5,097 | 4,883
        """,
        {"Net loans": ["Loans", "-Less allowance"]},
    ),
    "a tax that is a benefit in one period": (
        """
Income before income taxes | 392 | (1,025)
Income tax expense (benefit) | 137 | (120)
=Net income (loss) | 255 | (905)
        """,
        {"Net income (loss)": ["Income before income taxes", "-Income tax expense (benefit)"]},
    ),
    "a remark among the lines": (
        """
Short-term debt | 310 | 290
Of which secured | 120 | 110
Long-term debt | 744 | 731
=Total debt | 1,054 | 1,021
        """,
        {"Total debt": ["Short-term debt", "Long-term debt"]},
    ),
    "dashes": (
        """
Purchases | (381) | (402)
Acquisitions | - | -
Sales | 129 | -
=Net cash used in investing | (252) | (402)
        """,
        {"Net cash used in investing": ["Purchases", "Acquisitions", "Sales"]},
    ),
    "a total above its lines": (
        """
Revenue | 1,013 | 907
  Products | 611 | 560
  Services | 402 | 347
Other income | 57 | 61
        """,
        {"Revenue": ["Products", "Services"]},
    ),
    "a total above the section that it names": (
        """
Networks | 46,893 | 50,310
Networks
Customers | 46,645 | 50,026
Intersegment | 248 | 284
        """,
        {"Networks": ["Customers", "Intersegment"]},
    ),
    "gross and net in a section of that name": (
        """
Property | 59,145 | 58,055
Property
Less: Accumulated depreciation | 38,743 | 37,613
=Net property | 20,402 | 20,442
        """,
        {"Net property": ["Property", "-Less: Accumulated depreciation"]},
    ),
    "a column that says nothing of a line": (
        """
Dividends | - | (31)
Repurchases | (515) | (422)
Proceeds | 92 | 77
=Net cash used | (423) | (376)
        """,
        {"Net cash used": ["Dividends", "Repurchases", "Proceeds"]},
    ),
    "rounding": (
        """
A | 33 | 41
B | 33 | 18
C | 33 | 22
=Total | 100 | 81
        """,
        {"Total": ["A", "B", "C"]},
    ),
    "a discount between the lines": (
        """
Sales | 9,310 | 8,204
Discounts | 412 | 377
Fees | 1,055 | 990
=Net sales | 9,953 | 8,817
        """,
        {"Net sales": ["Sales", "-Discounts", "Fees"]},
    ),
    "interest deducted behind other income": (
        """
=Operating income | 4,120 | 3,977
Interest expense | 318 | 309
Other income | 77 | 62
=Income before income taxes | 3,879 | 3,730
Income taxes | 951 | 902
=Net income | 2,928 | 2,828
        """,
        {
            "Income before income taxes": ["Operating income", "-Interest expense", "Other income"],
            "Net income": ["Income before income taxes", "-Income taxes"],
        },
    ),
    "net income and what others have of it": (
        """
=Net income | 2,928 | 2,828
Less: net income attributable to noncontrolling interests | 131 | 117
=Net income attributable to the company | 2,797 | 2,711
        """,
        {
            "Net income attributable to the company": [
                "Net income",
                "-Less: net income attributable to noncontrolling interests",
            ]
        },
    ),
    "cash, whose balances are no flows": (
        """
=Net cash provided by operating activities | 5,120 | 4,411
=Net cash used in investing activities | (2,310) | (1,988)
=Net cash used in financing activities | (1,377) | (1,602)
Effect of exchange rates | 18 | (43)
=Net increase in cash | 1,451 | 778
Cash at beginning of period | 3,006 | 2,228
Cash at end of period | 4,457 | 3,006
        """,
        {
            "Net increase in cash": [
                "Net cash provided by operating activities",
                "Net cash used in investing activities",
                "Net cash used in financing activities",
                "Effect of exchange rates",
            ]
        },
    ),
    "a line without figures": (
        """
Debt | 7,510 | 7,204
Commitments and contingencies | |
Equity | 2,418 | 2,371
=Total liabilities and equity | 9,928 | 9,575
        """,
        {"Total liabilities and equity": ["Debt", "Equity"]},
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_sums_are_found(name: str) -> None:
    text, expected = CASES[name]
    found = drawn(text, "CF" if "Cash at" in text else "IS")
    assert sums_by_caption(found) == {total: list(parts) for total, parts in expected.items()}
    assert [one.code for one in trees.sums(found)[1]] == (["P143"] if "(unlabelled)" in expected else [])


def test_two_sides_of_a_balance_sheet_do_not_mix() -> None:
    text = (
        "Cash | 120 | 110\nLand | 80 | 95\n=Total assets | 200 | 205\nDebt | 75 | 90\nEquity | 125 | 115\n"
        "=Total liabilities and equity | 200 | 205"
    )
    assert sums_by_caption(drawn(text, "BS")) == {
        "Total assets": ["Cash", "Land"],
        "Total liabilities and equity": ["Debt", "Equity"],
    }


def test_amounts_per_share_add_up_to_nothing() -> None:
    text = "Continuing | 0.21 | 0.18\nDiscontinued | 0.04 | 0.02\n=Net income per share | 0.25 | 0.20"
    assert sums_by_caption(drawn(text, unit="USD/shares")) == {}


@pytest.mark.parametrize(
    ("total", "figures", "found"),
    [
        ("Diluted", "1,203 | 1,150", True),
        ("Diluted", "1,204 | 1,150", False),
        ("Total", "1,203 | 1,150", False),
    ],
)
def test_shares_add_up_to_diluted_ones_exactly(total: str, figures: str, *, found: bool) -> None:
    text = f"Basic | 1,157 | 1,121\nDilutive options | 46 | 29\n{total} | {figures}"
    expected = {total: ["Basic", "Dilutive options"]} if found else {}
    assert sums_by_caption(drawn(text, unit="shares")) == expected


def test_segments_are_not_added_over() -> None:
    text = """
Networks | 46,893 | 50,310
  Customers | 46,645 | 50,026
  Intersegment | 248 | 284
Machines | 1,020 | 998
=Consolidated total | 47,913 | 51,308
    """
    assert sums_by_caption(drawn(text, "SEG")) == {"Networks": ["Customers", "Intersegment"]}
    assert trees.sums(drawn(text, "SEG"))[1] == ()


@pytest.mark.parametrize("code", ["EQ", "DEI"])
def test_statements_without_sums(code: StatementCode) -> None:
    assert trees.sums(drawn("A | 1 | 2\nB | 3 | 4\n=Total | 4 | 6", code)) == ((), ())


def evidence(text: str) -> DerivedSum:
    [found], _ = trees.sums(drawn(text))
    return found


def test_a_sum_says_why_it_is_believed() -> None:
    found = evidence("Revenue | 1,000 | 900\nCost of revenue | 612 | 571\n=Gross profit | 388 | 329")
    assert found.evidence.reason == (
        "2 lines add up to it in every column, 1 of them deducted; its caption is that of a total;"
        " a rule stands above it"
    )
    assert (found.columns, found.evidence.confidence) == (2, Decimal("0.99"))
    weak = evidence("Interest | 3\nFees | 4\nTotal | 7")
    assert weak.evidence.confidence < Decimal("0.99")
    rivals = evidence("A | 5\nB | (5)\nC | 7\nD | 3\nTotal | 10")
    assert "the next best sum, of 2 lines, holds in every column" in rivals.evidence.reason
    assert rivals.evidence.confidence < Decimal("0.9")


# --- random trees ---------------------------------------------------------------------------------

AMOUNTS = st.integers(1_000, 9_999_999)


@st.composite
def trees_of_lines(draw: st.DrawFn) -> tuple[str, dict[str, list[str]]]:
    """A statement of sections with a total each and a grand total, in two columns, and its sums."""
    rows: list[str] = []
    expected: dict[str, list[str]] = {}
    grand = [0, 0]
    for section in range(draw(st.integers(1, 3))):
        names = [f"Line {section}{number}" for number in range(draw(st.integers(2, 5)))]
        figures = [(draw(AMOUNTS), draw(AMOUNTS)) for _ in names]
        rows += [f"{name} | {one:,} | {two:,}" for name, (one, two) in zip(names, figures, strict=True)]
        own = [sum(pair[place] for pair in figures) for place in (0, 1)]
        rows.append(f"=Total of {section} | {own[0]:,} | {own[1]:,}")
        expected[f"Total of {section}"] = names
        grand = [grand[0] + own[0], grand[1] + own[1]]
    if len(expected) > 1:
        rows.append(f"=Grand total | {grand[0]:,} | {grand[1]:,}")
        expected["Grand total"] = [f"Total of {number}" for number in range(len(expected))]
    return "\n".join(rows), expected


@given(trees_of_lines())
def test_random_trees_are_found(case: tuple[str, dict[str, list[str]]]) -> None:
    text, expected = case
    assert sums_by_caption(drawn(text)) == expected
