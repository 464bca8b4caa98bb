"""Many failures: each is told, and the work grows with them and no faster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest

from linetag.checks.explain.search import find_causes
from linetag.checks.relation import Relation
from linetag.model import Fact, Instant, Unit
from support.figures import JPY, START, USD, figure
from support.relations import THOUSAND, row, sum_of, summed, translated


def column(rows: int, measure: Unit) -> tuple[list[Relation], list[Fact]]:
    """Pairs of yen and dollars, each with a sum, all of them off."""
    facts: list[Fact] = []
    relations: list[Relation] = []
    for line in range(1, rows + 1):
        yen, dollars = row(f"Item{line}", Decimal(1000 + 37 * line), line)
        part, other = row(f"Part{line}", Decimal(1000 + 37 * line), rows + line)
        wrong = {JPY: yen, USD: dollars}[measure]
        assert isinstance(wrong.value, Decimal)
        changed = wrong._replace(value=wrong.value * 7)
        yen, dollars = (changed if fact is wrong else fact for fact in (yen, dollars))
        facts += (yen, dollars, part, other)
        relations += (sum_of(yen, part), sum_of(dollars, other), translated(yen, dollars))
    return relations, facts


@pytest.mark.parametrize("measure", [JPY, USD], ids=["yen", "dollars"])
def test_a_whole_column_that_is_wrong_is_told_row_by_row(measure: Unit) -> None:
    relations, facts = column(60, measure)

    causes = find_causes(relations, facts)

    assert len(causes) == 60
    assert {len(cause.relations) for cause in causes} == {2}
    assert {cause.suspects[0].fact.aspects.unit for cause in causes} == {measure}


def test_columns_that_are_swapped_as_a_whole_are_told_as_swapped() -> None:
    # The yen of two dates stand in each other's column; the sums within each column still hold.
    now, before = figure("Item", "700"), figure("Item", "900", column=2, period=START)
    dollars = figure("Item", "11", column=3, unit=USD)
    parts = [fact._replace(id=f"Part of {fact.id}", origins=()) for fact in (now, before, dollars)]
    sums = [sum_of(fact, part) for fact, part in zip((now, before, dollars), parts, strict=True)]

    (cause,) = find_causes([*sums, translated(now, dollars)], (now, before, dollars, *parts))

    assert cause.is_sure
    assert [(s.fact.id, s.slip, s.partner and s.partner.id) for s in cause.suspects] == [
        (now.id, "swapped", before.id)
    ]


def periods(count: int) -> tuple[list[Relation], list[Fact]]:
    """A sum of two line items in so many periods, none of which adds up, each by another amount."""
    facts: list[Fact] = []
    relations: list[Relation] = []
    for number in range(count):
        on = Instant(date(2000, 1, 1) + timedelta(days=number))
        three = [figure(name, "1", line=number + 1, period=on) for name in ("Total", "One", "Other")]
        values = (Decimal(5_000 + 31 * number), Decimal(1_000), Decimal(2_000))
        three = [fact._replace(value=v * THOUSAND) for fact, v in zip(three, values, strict=True)]
        facts += three
        relations.append(summed("Total", three, [1, 1]))
    return relations, facts


def evaluated(
    make: Callable[[int], tuple[list[Relation], list[Fact]]], rows: int, patch: pytest.MonkeyPatch
) -> int:
    """How often a relation is evaluated for so many rows."""
    count = 0
    verdict = Relation.verdict

    def counted(self: Relation, difference: Decimal | None) -> str:
        nonlocal count
        count += 1
        return verdict(self, difference)

    with patch.context() as patched:
        patched.setattr(Relation, "verdict", counted)
        find_causes(*make(rows))
    assert count > rows
    return count


@pytest.mark.parametrize("make", [lambda n: column(n, JPY), lambda n: column(n, USD)], ids=["yen", "dollars"])
def test_the_work_grows_with_the_failures_and_no_faster(
    make: Callable[[int], tuple[list[Relation], list[Fact]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    work = [evaluated(make, rows, monkeypatch) for rows in (30, 60, 120)]
    assert work[1] <= 2 * work[0]
    assert work[2] <= 2 * work[1]


def test_the_work_grows_with_the_periods_of_a_line_item_and_no_faster(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few, more, many = (evaluated(periods, count, monkeypatch) for count in (30, 60, 120))
    assert many - more <= 2 * (more - few)
