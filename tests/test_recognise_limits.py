"""Limits of recognition, from both sides, and hostile tables that must not take long."""

from __future__ import annotations

from decimal import Decimal
from time import perf_counter

import pytest

from linetag.model import Origin
from linetag.propose import grouping, pairing, shares, vocabulary
from linetag.propose.candidates import of_table
from linetag.propose.columns import Surroundings
from linetag.propose.columns import of_table as columns_of
from linetag.propose.limits import (
    MAX_CANDIDATES,
    MAX_COMPARED_CAPTIONS,
    MAX_INCOMES,
    MAX_STATEMENT_ROWS,
)
from linetag.propose.recognise import recognise
from linetag.propose.records import StatementLine
from linetag.release.records import Cell, Column, Document, Row, Table
from support import understood


def row(number: int, label: str, figure: int = 1) -> Row:
    origin = Origin("r.txt", number, 1, label)
    return Row(origin, label, (), (Cell(origin, 1, "number", Decimal(figure)),))


def table(number: int, title: str, labels: list[str], header: str = "Year Ended June 30, 2023") -> Table:
    rows = tuple(row(number + place, label) for place, label in enumerate(labels, 1))
    piece = Origin("r.txt", number, 2, header)
    return Table(piece, (Origin("r.txt", number, 1, title),), (Column(piece, header, header=(piece,)),), rows)


INCOME = ["Revenue", "Cost of revenue", "Income before income taxes", "Income tax expense", "Net income"]


@pytest.mark.parametrize(("before", "seen"), [(MAX_STATEMENT_ROWS - 1, True), (MAX_STATEMENT_ROWS, False)])
def test_captions_far_down_are_not_looked_at(before: int, seen: bool) -> None:  # noqa: FBT001
    weights = vocabulary.of_table(table(1, "", ["Fairview"] * before + ["Total assets"])).weights
    assert (weights["BS"] > 0) is seen


@pytest.mark.parametrize(("between", "found"), [(MAX_CANDIDATES - 1, True), (MAX_CANDIDATES, False)])
def test_tables_behind_many_others_are_not_compared(between: int, found: bool) -> None:  # noqa: FBT001
    title = "Consolidated Statements of Operations"
    tables = [table(1, title, INCOME), *(table(20 * n, title, INCOME) for n in range(1, between + 1))]
    tables.append(table(9_000, title, INCOME, "Three Months Ended June 30, 2023"))
    candidates = [of_table(number, one) for number, one in enumerate(tables)]
    columns = {one.number: columns_of(one.table, "IS", Surroundings()) for one in candidates}
    assert (len(grouping.printings(candidates, candidates[0], columns)) == 2) is found


def lines(captions: list[str]) -> list[StatementLine]:
    return [understood.line(caption, "1") for caption in captions]


@pytest.mark.parametrize(("others", "paired"), [(9, True), (10, False)])
def test_too_many_captions_are_not_compared(others: int, paired: bool) -> None:  # noqa: FBT001
    assert MAX_COMPARED_CAPTIONS == 100
    first = lines(["Equity in net income of investees", *(f"First {n}" for n in range(others))])
    again = lines(["Equity in net income in investees", *(f"Again {n}" for n in range(9))])
    found = pairing.joined(first, again)
    assert (len(found[0].cells) == 2) is paired


@pytest.mark.parametrize(("before", "votes"), [(MAX_INCOMES - 1, True), (MAX_INCOMES, False)])
def test_only_so_many_incomes_are_compared(before: int, votes: bool) -> None:  # noqa: FBT001
    incomes = [understood.line("Net income", "777", scale=0) for _ in range(before)]
    found = [
        *incomes,
        understood.line("Net income", "5,000", scale=0),
        understood.line("Net income per share", "5", unit="USD/shares", scale=0),
        understood.line("Shares", "1,000", unit="shares", scale=0),
    ]
    tables = [understood.table(1, understood.column(1, "2022-07-01/2023-06-30"))]
    assert (shares.check(found, tables) == shares.SharesCheck(0, 1)) is votes


@pytest.mark.slow
def test_large_tables_do_not_take_long() -> None:
    labels = [*INCOME, "Balance at June 30, 2023", "Basic", "Total assets"] * 2_000
    titles = ["Consolidated Statements of Operations", "Consolidated Balance Sheets", "Statements of Equity"]
    tables = [table(20_000 * n, title, labels) for n, title in enumerate(titles, 1)]
    tables += [table(100_000 + 10 * n, titles[0], INCOME) for n in range(2_000)]
    start = perf_counter()
    recognise(Document("r.txt", (), tuple(tables)))
    assert perf_counter() - start < 20
