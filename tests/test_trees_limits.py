"""Limits of the search for sums, from both sides, and hostile statements that must not take long."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from time import process_time

import pytest

from linetag.propose import amounts, limits, sum_candidates, sum_choice, trees
from linetag.propose.amounts import SumLine
from linetag.propose.records import Statement
from linetag.propose.sum_candidates import OpenLine, SumCandidate, Weights
from support.drawn_statements import drawn, sums_by_caption
from support.understood import column, line, statement, table

PRIMES = (7919, 104_729, 15_485_863)


def figure(number: int, column: int) -> int:
    """A figure that looks like chance: no few of them add up to another."""
    return (number + 3) ** 3 * PRIMES[column] % 99_991 + 1_000


def rows(count: int, start: int = 0) -> list[str]:
    return [
        f"Line {number} | {figure(number, 0)} | {figure(number, 1)}" for number in range(start, start + count)
    ]


def added(count: int, column: int, start: int = 0) -> int:
    return sum(figure(number, column) for number in range(start, start + count))


@pytest.mark.parametrize(("more", "found"), [(0, 1), (1, 0)])
def test_lines_far_above_a_total_are_given_up(more: int, found: int) -> None:
    count = limits.MAX_OPEN_LINES + more
    text = "\n".join([*rows(count), f"=Total | {added(count, 0)} | {added(count, 1)}"])
    sums, findings = trees.sums(drawn(text))
    assert len(sums) == found
    assert [one.code for one in findings] == ([] if found else ["P142", "P146"])


@pytest.mark.parametrize(("more", "found"), [(0, 1), (1, 0)])
def test_lines_below_a_total_are_counted(more: int, found: int) -> None:
    count = limits.MAX_LINES_BELOW + more
    text = [f"Revenue | {added(count, 0)} | {added(count, 1)}", *(f"  {row}" for row in rows(count))]
    assert len(sums_by_caption(drawn("\n".join(text)))) == found


@pytest.mark.parametrize(("more", "left_out"), [(0, ["Line 1"]), (1, [])])
def test_a_line_to_leave_out_is_looked_for_among_the_nearest_lines(more: int, left_out: list[str]) -> None:
    count = limits.MAX_SIGNED_LINES + more
    totals = [added(count, place) - figure(1, place) for place in (0, 1)]
    text = "\n".join([*rows(count), f"=Total | {totals[0]} | {totals[1]}"])
    parts = sums_by_caption(drawn(text))["Total"]
    assert [name for name in (f"Line {number}" for number in range(count)) if name not in parts] == left_out


@pytest.mark.parametrize(("more", "found"), [(0, 1), (1, 0)])
def test_two_lines_that_are_deducted_are_looked_for_among_the_nearest_lines(more: int, found: int) -> None:
    count = limits.MAX_PAIRED_LINES + more
    totals = [added(count, place) - 2 * figure(2, place) - 2 * figure(5, place) for place in (0, 1)]
    text = "\n".join([*rows(count), f"=Total | {totals[0]} | {totals[1]}"])
    assert len(sums_by_caption(drawn(text))) == found


def wide(count: int) -> Statement:
    """Three lines in so many columns, each with figures of its own."""
    columns = [column(number, f"{2000 + number}-12-31") for number in range(1, count + 1)]
    first = [f"{1_000 + 7 * number}" for number in range(count)]
    second = [f"{3_000 + 11 * number}" for number in range(count)]
    total = [f"{4_000 + 18 * number}" for number in range(count)]
    lines = [line("A", *first), line("B", *second), line("Total", *total)]
    return statement("IS", [table(1, *columns)], lines)


@pytest.mark.parametrize(("count", "used"), [(limits.MAX_SUM_COLUMNS, 0), (limits.MAX_SUM_COLUMNS + 1, 1)])
def test_so_many_columns_decide(count: int, used: int) -> None:
    [found], _ = trees.sums(wide(count))
    assert found.columns == count - used


def huge(exponent: int) -> Statement:
    found = line("A", "1", scale=0)
    cell = found.cells[0]._replace(value=Decimal(1).scaleb(exponent))
    return statement("IS", [table(1, column(1, "2012-09-30"))], [found._replace(cells=(cell,))])


@pytest.mark.parametrize(("exponent", "taken"), [(limits.MAX_EXPONENT, 1), (limits.MAX_EXPONENT + 1, 0)])
def test_amounts_of_absurd_size_take_no_part(exponent: int, taken: int) -> None:
    [group] = amounts.groups(huge(exponent))
    assert len([value for value in group.lines[0].values if value]) == taken


def ones(count: int) -> Statement:
    """A hostile statement: every line can be the sum of many others, and says that it is a total."""
    return drawn(
        "\n".join(f"Total {number} | {number % 3 + 1},000 | {number % 2 + 1},000" for number in range(count))
    )


def most(calls: Sequence[object]) -> int:
    """How often the most frequent of the values occurs."""
    return max(Counter(calls).values())


def test_so_many_sums_are_judged_for_a_total(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[object] = []
    judge = sum_candidates._judged  # noqa: SLF001 - to count what is bounded

    def counting(open_lines: Sequence[OpenLine], total: SumLine, weights: Weights) -> SumCandidate:
        judged.append((id(open_lines), total.number))
        return judge(open_lines, total, weights)

    monkeypatch.setattr(sum_candidates, "_judged", counting)
    kept = [OpenLine(one) for one in amounts.groups(ones(40))[0].lines]
    [*before, last] = kept
    sum_candidates.of_total(before, last.line)
    assert most(judged) == limits.MAX_JUDGED_SUMS


def test_so_many_trees_are_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[object] = []
    grow = sum_choice._grown  # noqa: SLF001 - to count what is bounded

    def counting(tree: sum_choice.Tree, line: SumLine) -> list[sum_choice.Tree]:
        followed.append(line.number)
        return grow(tree, line)

    monkeypatch.setattr(sum_choice, "_grown", counting)
    trees.sums(ones(40))
    assert most(followed) == limits.MAX_TREES


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"Total {n} | {n * 7919 % 9973} | {n * 104_729 % 9967}" for n in range(1_000)),
        "\n".join(f"Line {n} | {n % 3 + 1} | {n % 2 + 1}" for n in range(1_000)),
        "\n".join(f"{' ' * 2 * (n % 60)}Line {n} | 1 | 1" for n in range(1_000)),
        "\n".join(f"Line {n} | - | -" for n in range(1_000)),
    ],
    ids=["totals", "few figures", "indents", "dashes"],
)
def test_hostile_statements_are_bounded(text: str) -> None:
    hostile = drawn(text)
    started = process_time()
    trees.sums(hostile)
    assert process_time() - started < 20
