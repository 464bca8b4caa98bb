"""Which tables are which statement, of which parts, and what belongs to no statement."""

from __future__ import annotations

import pytest

from support.recognised import columns, lines, recognised

BALANCE_SHEET = """\
Harrowgate Instruments, Inc.
CONSOLIDATED BALANCE SHEETS
(In thousands, except share and per share data)

 | June 30, 2023 | December 31, 2022
ASSETS
Cash and cash equivalents | $ 1,200 | $ 1,000
Inventories | 300 | 250
Total assets | $ 1,500 | $ 1,250
LIABILITIES AND STOCKHOLDERS' EQUITY
Accounts payable | $ 400 | $ 350
Retained earnings | 1,100 | 900
Total liabilities and stockholders' equity | $ 1,500 | $ 1,250
"""
INCOME = """\
{title}
(In thousands, except share and per share data)

 | {months} Months Ended June 30, 2023 | {months} Months Ended June 30, 2022
Revenue | $ 900 | $ 800
Cost of revenue | 400 | 350
Income before income taxes | 500 | 450
Provision for income taxes | 100 | 90
Net income | $ 400 | $ 360
Net income per share | $ 0.40 | $ 0.36
Weighted average shares outstanding | 1,000,000 | 1,000,000
"""
CASH_FLOWS = """\
CONSOLIDATED STATEMENTS OF CASH FLOWS
(In thousands)

 | Six Months Ended June 30, 2023 | Six Months Ended June 30, 2022
Net income | $ 400 | $ 360
Net cash provided by operating activities | 350 | 300
Net cash used in investing activities | (100) | (80)
Net cash used in financing activities | (50) | (20)
Net increase in cash | 200 | 200
Cash, beginning of period | 1,000 | 800
Cash, end of period | $ 1,200 | $ 1,000
"""
PROSE = (
    "Revenue grew because more instruments were sold in all regions, and prices rose by about two percent.\n"
)
OPERATIONS = "CONSOLIDATED STATEMENTS OF OPERATIONS"


def income(title: str = OPERATIONS, months: str = "Six") -> str:
    return INCOME.format(title=title, months=months)


def release(*tables: str) -> str:
    return f"\n{PROSE}\n".join(tables)


def test_the_three_statements_of_a_release() -> None:
    found = recognised(release(BALANCE_SHEET, income(), CASH_FLOWS))
    assert found.codes() == ["BS", "IS", "CF"]
    half = ["2023-01-01/2023-06-30 USD 3", "2022-01-01/2022-06-30 USD 3"]
    assert [columns(one.tables[0]) for one in found.reading.statements] == [
        ["2023-06-30 USD 3", "2022-12-31 USD 3"],
        half,
        half,
    ]
    assert [one.title for one in found.reading.statements] == [
        "CONSOLIDATED BALANCE SHEETS",
        OPERATIONS,
        "CONSOLIDATED STATEMENTS OF CASH FLOWS",
    ]
    assert found.findings == ()


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Condensed Consolidated Balance Sheet (Unaudited)", "BS"),
        ("STATEMENTS OF CONSOLIDATED FINANCIAL CONDITION", "BS"),
        ("Consolidated Statement of Financial Position", "BS"),
        ("貸借対照表", "BS"),
    ],
)
def test_names_of_a_balance_sheet(heading: str, code: str) -> None:
    assert recognised(BALANCE_SHEET.replace("CONSOLIDATED BALANCE SHEETS", heading)).codes() == [code]


@pytest.mark.parametrize(
    "heading",
    [
        "CONDENSED CONSOLIDATED INCOME STATEMENTS",
        "Statement of Consolidated Earnings",
        "CONSOLIDATED STATEMENTS OF OPERATIONS AND COMPREHENSIVE INCOME (LOSS)",
        "Consolidated Statements of Comprehensive Loss",  # it has revenue: the income statement as well
        "Consolidated Results of Operations",
        "四半期連結損益計算書",
    ],
)
def test_names_of_an_income_statement(heading: str) -> None:
    assert recognised(income(heading)).codes() == ["IS"]


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Reconciliation of GAAP to Non-GAAP Financial Measures", "reconciliation"),
        ("Pro Forma Consolidated Balance Sheets", "pro forma"),
        ("Condensed Balance Sheets (Parent Company Only)", "parent only"),
        ("Condensed Consolidating Balance Sheet", "consolidating"),
        ("(Exact name of registrant as specified in its charter)", "cover"),
    ],
)
def test_a_qualified_title_is_no_statement(heading: str, what: str) -> None:
    found = recognised(BALANCE_SHEET.replace("CONSOLIDATED BALANCE SHEETS", heading))
    assert found.codes() == []
    assert found.others() == [what]


def test_a_sentence_that_mentions_a_statement_is_no_title() -> None:
    sentence = "The amounts in the consolidated balance sheets are as follows:"
    table = f"{sentence}\n\n | June 30, 2023\nTrade receivables, gross | 12\nAllowance | (2)\nNet | 10\n"
    assert recognised(table).codes() == []


def test_the_most_complete_table_is_the_statement() -> None:
    short = (
        f"{OPERATIONS}\n\n | Year Ended June 30, 2023\nNet revenue | 5\nGross profit | 2\nNet income | 1\n"
    )
    found = recognised(release(short, income()))
    assert len(found.statement("IS").tables) == 1
    assert len(found.statement("IS").lines) == 7
    assert found.others() == ["repeated"]


def test_a_statement_over_two_tables() -> None:
    head, foot = BALANCE_SHEET.split("LIABILITIES AND")
    titled = (
        "CONSOLIDATED BALANCE SHEETS (continued)\n\n | June 30, 2023 | December 31, 2022\nLIABILITIES AND"
    )
    found = recognised(f"{head}\n3\n\n{titled}{foot}")
    assert [table.name for table in found.statement("BS").tables] == ["part 1", "part 2"]
    assert len(found.statement("BS").lines) == 6


def test_a_statement_printed_for_the_half_and_for_the_quarter() -> None:
    found = recognised(release(income(months="Six"), income(months="Three")))
    statement = found.statement("IS")
    assert [table.name for table in statement.tables] == ["half", "quarter"]
    assert lines(statement)["Revenue"] == ["900000", "800000", "900000", "800000"]
    assert {cell.table for cell in statement.lines[0].cells} == {0, 1}


def test_a_table_that_holds_two_statements() -> None:
    rows = CASH_FLOWS.replace(
        "(In thousands)\n\n | Six Months Ended June 30, 2023 | Six Months Ended June 30, 2022\n", ""
    )
    found = recognised(income() + rows)
    assert found.codes() == ["IS", "CF"]
    assert len(found.statement("IS").lines) == 7


def test_titles_and_captions_that_contradict_each_other() -> None:
    found = recognised(CASH_FLOWS.replace("STATEMENTS OF CASH FLOWS", "BALANCE SHEETS"))
    assert found.codes() == ["CF"]
    [question] = found.found("P103")
    assert question.at is not None
    assert (question.at.line, question.at.text) == (1, "CONSOLIDATED BALANCE SHEETS")


def test_a_statement_without_a_title() -> None:
    found = recognised(BALANCE_SHEET.replace("CONSOLIDATED BALANCE SHEETS", ""))
    assert found.codes() == ["BS"]
    assert [one.code for one in found.findings] == ["P110"]


def test_no_table_is_lost() -> None:
    page = "Index\n\n | Page\nItem 1. Financial Statements | 3\nItem 2. Discussion | 12\n"
    found = recognised(release(page, income()))
    assert found.others() == ["contents"]


def test_a_summary_is_the_statement_where_nothing_else_is() -> None:
    summary = "Selected Consolidated Statements of Operations"
    assert recognised(income(summary)).codes() == ["IS"]
    found = recognised(release(income(), income(summary)))
    assert len(found.statement("IS").tables) == 1
    assert found.others() == ["highlights"]


def test_tables_of_notes_and_of_the_discussion() -> None:
    table = "{}\n\n | June 30, 2023\nComputers | 12\nFurniture | 30\n"
    notes, discussion = (
        table.format("Notes to Consolidated Financial Statements"),
        table.format("Management's Discussion"),
    )
    assert recognised(release(BALANCE_SHEET, notes, table.format("Equipment"), discussion)).others() == [
        "note",
        "note",
        "discussion",
    ]


def test_a_table_of_percentages_is_no_statement() -> None:
    shares = (
        income().replace("$ ", "").replace("00 |", "0% |").replace("00\n", "0%\n").replace("60\n", "6%\n")
    )
    assert recognised(shares.replace("50\n", "5%\n").replace("90\n", "9%\n")).others() == ["percentages"]


def test_a_caption_with_a_slip_is_the_same_line_in_the_other_printing() -> None:
    slip = income(months="Three").replace("Provision for income taxes", "Provision of income taxes")
    statement = recognised(release(income(), slip)).statement("IS")
    assert [len(line.cells) for line in statement.lines] == [4] * 7
    other = income(months="Three").replace("Provision for income taxes", "Interest expense")
    statement = recognised(release(income(), other)).statement("IS")
    assert [len(line.cells) for line in statement.lines] == [4, 4, 4, 2, 2, 4, 4, 4]


def test_a_caption_that_names_another_direction_is_the_same_line_in_the_other_printing() -> None:
    loss = income(months="Three").replace("Net income", "Net income (loss)")
    statement = recognised(release(income(), loss)).statement("IS")
    assert [len(line.cells) for line in statement.lines] == [4] * 7
    tax = income(months="Three").replace("Provision for income taxes", "Income taxes")
    statement = recognised(release(income(), tax)).statement("IS")
    assert [len(line.cells) for line in statement.lines] == [4, 4, 4, 2, 2, 4, 4, 4]


def test_statements_whose_columns_are_swapped() -> None:
    swapped = CASH_FLOWS.replace("$ 400 | $ 360", "$ 360 | $ 400")
    [question] = recognised(release(income(), swapped)).findings
    assert question.code == "P112"
    assert [one.text for one in (question.at, *question.related) if one] == [
        "$ 400",
        "$ 360",
        "$ 360",
        "$ 400",
    ]


def test_statements_of_different_scales() -> None:
    [question] = recognised(release(income(), CASH_FLOWS.replace("thousands", "millions"))).findings
    assert question.code == "P113"
    assert [one.text for one in (question.at, *question.related) if one] == ["$ 400", "$ 400"]
    assert recognised(release(income(), CASH_FLOWS)).findings == ()
