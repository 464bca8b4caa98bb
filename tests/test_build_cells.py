"""Every figure of the statements against the written facts, one by one.

The release is read by `printed`, the instance by `readback`: the program's own readers take no
part. Only `ledger.csv`, which the program writes for its users, says which fact carries which cell.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from linetag.model import Duration, Fact, Unit
from support.iij import ONE_OF_EACH, Written, written
from support.printed import Printed, in_captions, statements

# What is filed otherwise than printed, by decisions of filing.toml: statement, caption, text → value.
DECIDED = {("CF3", "Equity in net income of equity method investees", "(644)"): Decimal(645_000)}
FIGURES = {"BS": 132, "IS": 122, "CI": 21, "CF": 160, "SEG": 24, "IS3": 122, "CF3": 120}


@pytest.fixture
def build(which: str) -> Written:
    return written(which)


@pytest.mark.slow
@ONE_OF_EACH
def test_the_reader_of_this_test_finds_every_figure(build: Written) -> None:
    cells = [cell for cell in statements(build.text) if not cell.blank]

    assert Counter(cell.statement for cell in cells) == FIGURES
    assert len(list(in_captions(build.text))) == 11
    tagged = [row for row in build.ledger if row["status"] == "tagged"]
    assert len(tagged) == sum(FIGURES.values()) + 11


@ONE_OF_EACH
def test_every_figure_of_the_statements_is_a_fact_that_says_the_same(build: Written) -> None:
    wrong = [
        (cell.line, cell.column, cell.text, meant, filed)
        for cell in statements(build.text)
        if not cell.blank
        for filed in [_filed(build, cell)]
        for meant in [_meant(cell)]
        if filed != meant
    ]

    assert wrong == []


def _meant(cell: Printed) -> tuple[object, ...]:
    value = None if cell.value is None else abs(cell.value)
    value = DECIDED.get((cell.statement, cell.caption, cell.text), value)
    return value, None if value is None else cell.decimals, cell.unit, cell.period


def _filed(build: Written, cell: Printed) -> tuple[object, ...]:
    """The fact of a cell, its sign set aside: what the concept means decides that."""
    (row,) = build.cells(cell.line, cell.column)
    assert (row["printed"], row["status"]) == (cell.text, "tagged")
    fact = build.fact(row)
    assert not isinstance(fact.value, str)
    value = None if fact.value is None else abs(fact.value)
    return value, fact.decimals, _unit(fact.aspects.unit), _period(fact)


def _unit(unit: Unit | None) -> str:
    assert unit is not None
    return "/".join(measure.local for measure in (*unit.numerators, *unit.denominators))


def _period(fact: Fact) -> tuple[str, ...]:
    period = fact.aspects.period
    days = (period.start, period.end) if isinstance(period, Duration) else (period.on,)
    return tuple(day.isoformat() for day in days)


@ONE_OF_EACH
def test_a_blank_is_no_fact(build: Written) -> None:
    blanks = [cell for cell in statements(build.text) if cell.blank]

    assert len(blanks) == 10
    for cell in blanks:
        rows = build.cells(cell.line, cell.column)
        assert [(row["status"], row["facts"]) for row in rows if not row["printed"]] == [("left", "")]


@ONE_OF_EACH
def test_amounts_in_captions_are_facts_at_both_dates(build: Written) -> None:
    for line, column, value, unit in in_captions(build.text):
        (row,) = build.cells(line, column)
        facts = [build.facts[name] for name in row["facts"].split()]
        # "issued and outstanding" counts treasury shares: decided, and told as T351.
        stated = [fact for fact in facts if fact.concept.local != "CommonStockSharesOutstanding"]
        assert {(fact.value, _unit(fact.aspects.unit)) for fact in stated} == {(value, unit)}
        days = [_period(fact) for fact in stated]
        if unit == "shares":
            assert days == [("2012-03-31",), ("2012-09-30",)]
        else:
            first = row is min(_same_line(build, row), key=lambda r: int(r["column"]))
            assert days == [("2012-03-31",) if first else ("2012-09-30",)]


def _same_line(build: Written, row: dict[str, str]) -> list[dict[str, str]]:
    return [r for r in build.ledger if r["line"] == row["line"] and r["figure_column"] == "caption"]


@ONE_OF_EACH
def test_every_fact_but_the_cover_has_a_cell(build: Written) -> None:
    cells = {name for row in build.ledger for name in row["facts"].split()}
    bare = {name for name in build.facts if name not in cells}

    assert {name.split("_")[0] for name in bare} == {"DEI"}
    assert len(bare) == len([fact for fact in build.facts.values() if fact.aspects.unit is None])


@ONE_OF_EACH
def test_a_row_has_one_concept_in_all_its_columns(build: Written) -> None:
    rows: dict[int, set[object]] = {}
    for cell in statements(build.text):
        if not cell.blank:
            fact = build.fact(build.cells(cell.line, cell.column)[0])
            rows.setdefault(cell.line, set()).add((fact.concept, fact.aspects.members))

    assert [line for line, named in rows.items() if len(named) > 1] == []


# Statement | beginning of the caption | as printed | thousands as filed | concept.
SIGNS = """
BS  | Accumulated deficit       | (9,337,889) | -9,337,889 | RetainedEarningsAccumulatedDeficit
BS  | Accumulated other         | (430)       | -430       | AccumulatedOtherComprehensiveIncomeLossNetOfTax
BS  | Treasury stock            | (392,079)   | 392,079    | TreasuryStockValue
BS  | Treasury stock            | (5,032)     | 5,032      | TreasuryStockValue
IS  | Interest expense          | (145,163)   | 145,163    | InterestExpense
IS  | Foreign exchange gains    | (641)       | -641       | ForeignCurrencyTransactionGainLossBeforeTax
IS  | Net gains on sales        | (170)       | -170       | GainLossOnSaleOfOtherInvestments
IS  | Losses on write-down      | (77,460)    | 77,460     | ImpairmentOfInvestments
IS  | Other expense             | (86,409)    | -86,409    | NonoperatingIncomeExpense
IS  | INCOME TAX EXPENSE        | 16,057      | 16,057     | IncomeTaxExpenseBenefit
IS  | LESS: NET LOSS            | 49,186      | -49,186    | NetIncomeLossAttributableToNoncontrollingInterest
IS  | LESS: NET LOSS            | (1,058)     | 1,058      | NetIncomeLossAttributableToNoncontrollingInterest
IS3 | LESS: NET LOSS            | 17,838      | -17,838    | NetIncomeLossAttributableToNoncontrollingInterest
CF  | Loss on disposal          | 2,315       | -2,315     | GainLossOnSaleOfPropertyPlantEquipment
CF  | Net gains on sales        | (13,565)    | 13,565     | GainLossOnSaleOfOtherInvestments
CF  | Impairment                | 19,788      | 19,788     | ImpairmentOfInvestments
CF  | Foreign exchange losses   | 36,218      | -36,218    | ForeignCurrencyTransactionGainLossUnrealized
CF  | Equity in net income      | (83,088)    | 83,088     | IncomeLossFromEquityMethodInvestments
CF  | Deferred income tax       | 124,330     | 124,330    | DeferredIncomeTaxExpenseBenefit
CF3 | Deferred income tax       | (27,279)    | -27,279    | DeferredIncomeTaxExpenseBenefit
CF  | Decrease in accounts rec  | 177,411     | -177,411   | IncreaseDecreaseInAccountsReceivable
CF3 | Increase in accounts rec  | (15,939)    | 15,939     | IncreaseDecreaseInAccountsReceivable
CF  | Increase in inventories | (21,613) | 21,613 | IncreaseDecreaseInInventoriesPrepaidExpensesAndOtherAssets
CF  | Increase (decrease) in ac | 301,591     | 301,591    | IncreaseDecreaseInAccountsPayable
CF  | Purchase of property      | (2,785,190) | 2,785,190  | PaymentsToAcquirePropertyPlantAndEquipment
CF  | Other                     | 60          | -60        | PaymentsForProceedsFromOtherInvestingActivities
CF  | Other                     | (516)       | 516        | PaymentsForProceedsFromOtherInvestingActivities
CF  | Net cash used in invest   | (39,194)    | -39,194    | NetCashProvidedByUsedInInvestingActivities
CF  | Repayments                | (1,010,000) | 1,010,000  | RepaymentsOfDebtMaturingInMoreThanThreeMonths
CF | Net dec | (4,280,000) | -4,280,000 | ProceedsFromRepaymentsOfShortTermDebtMaturingInThreeMonthsOrLess
CF  | Dividends paid            | (354,697)   | 354,697    | PaymentsOfDividends
CF  | NET DECREASE              | (23,952)    | -23,952    | CashAndCashEquivalentsPeriodIncreaseDecrease
SEG | Elimination               | 283,710     | -283,710   | SegmentReportingInformationRevenue
SEG | Elimination               | 80,369      | -80,369    | SegmentReportingInformationOperatingIncomeLoss
SEG | ATM operation             | (163,814)   | -163,814   | SegmentReportingInformationOperatingIncomeLoss
"""


@pytest.mark.parametrize("line", SIGNS.strip().splitlines())
def test_the_sign_is_what_the_concept_means(line: str) -> None:
    statement, caption, text, thousands, concept = (part.strip() for part in line.split("|"))
    build = written("sample")
    facts = [
        build.fact(build.cells(cell.line, cell.column)[0])
        for cell in statements(build.text)
        if (cell.statement, cell.text) == (statement, text) and cell.caption.startswith(caption)
    ]

    value = Decimal(thousands.replace(",", "")) * 1000
    assert {(fact.concept.local, fact.value) for fact in facts} == {(concept, value)}


def test_segments_and_eliminations_have_members_and_the_consolidated_rows_have_none() -> None:
    build = written("sample")
    members: dict[str, set[str]] = {}
    for cell in statements(build.text):
        if cell.statement == "SEG":
            fact = build.fact(build.cells(cell.line, cell.column)[0])
            named = " ".join(f"{axis.local}={member.local}" for axis, member in fact.aspects.members)
            members.setdefault(cell.caption, set()).add(named)

    network, atm = (
        f"StatementBusinessSegmentsAxis={business}Member"
        for business in ("NetworkServiceAndSystemsIntegrationBusiness", "ATMOperationBusiness")
    )
    assert members == {
        "Network service and systems integration business": {network},
        "ATM operation business": {atm},
        "Customers": {network, atm},
        "Intersegment": {network, atm},
        "Elimination": {"StatementBusinessSegmentsAxis=IntersegmentEliminationMember"},
        "Consolidated total": {""},
        "Consolidated operating income": {""},
    }
