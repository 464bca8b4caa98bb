"""What is in doubt of the sums of small statements: the findings P140 to P146, and where they point."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linetag.findings import Finding
from linetag.propose import trees
from support.drawn_statements import drawn

AMOUNTS = st.integers(1_000, 9_999_999)

FAILING = (
    "Cash | 4,310 | {}\nReceivables | 2,775 | 2,613\nInventories | 1,038 | {}\n=Total assets | 8,123 | {}"
)


def question(text: str) -> Finding:
    [found] = trees.sums(drawn(text))[1]
    return found


@pytest.mark.parametrize(
    ("cash", "inventories", "total", "place", "words"),
    [
        ("4,118", "(985)", "7,716", "(985)", "985 would put it right (its sign is reversed)"),
        (
            "4,181",
            "985",
            "7,716",
            "4,181",
            "4,118 would put it right (two neighbouring digits are swapped)",
        ),
        ("4,118,000", "985", "7,716", "4,118,000", "it is off by a factor of a thousand or a million"),
        ("-", "985", "7,716", "-", "4,118 would put it right (its figure may be lost)"),
    ],
)
def test_a_figure_that_a_slip_explains_is_pointed_at(
    cash: str, inventories: str, total: str, place: str, words: str
) -> None:
    found = question(FAILING.format(cash, inventories, total))
    assert (found.code, found.at and found.at.text) == ("P141", place)
    assert words in found.hint
    assert [one.text for one in found.related] == [total]
    assert "in the other columns they add up" in found.message


def test_a_failure_that_no_slip_explains_stands_at_the_total() -> None:
    found = question(FAILING.format("4,118", "985", "7,509"))
    assert (found.code, found.at and found.at.text) == ("P141", "7,509")
    assert [one.text for one in found.related] == ["4,118", "2,613", "985"]
    assert (
        '"Total assets" is printed as 7,509 in 2011-09-30, but its lines add up to 7,716, a difference of 207'
        in found.message
    )


def test_a_total_without_lines_is_asked_about() -> None:
    found = question("Cash | 4,310 | 4,118\nLand | 2,775 | 2,613\nTotal commitments | 91,877 | 87,310")
    assert (found.code, found.at and found.at.text) == ("P142", "Total commitments")


def test_two_sums_that_are_nearly_as_good() -> None:
    found = question("A | 5\nB | (5)\nC | 7\nD | 3\nTotal | 10")
    assert found.code == "P140"
    assert [one.text for one in found.related] == ["A", "B"]


def test_a_subtotal_that_breaks_two_sums_is_one_finding() -> None:
    text = """
Cash | 4,310 | 4,118
Receivables | 2,775 | 2,613
=Total current assets | 7,085 | 6,371
Land | 1,038 | 985
Buildings | 3,266 | 3,301
=Total assets | 11,389 | 11,017
    """
    found = question(text)
    assert (found.code, found.at and found.at.text) == ("P141", "6,371")
    assert [one.text for one in found.related] == ["11,017", "4,118", "2,613"]
    assert found.hint.startswith('Compare "Total current assets" with the original: 6,731 would put it right')


def test_a_sum_that_fails_in_two_of_three_columns_is_told_of_each() -> None:
    text = """
Cash | 4,310 | 4,118 | 3,977
Receivables | 2,775 | 2,613 | 2,519
Land | 1,038 | 985 | 1,004
=Total assets | 8,123 | 7,509 | 7,911
    """
    first, second = trees.sums(drawn(text))[1]
    assert [one.at and one.at.text for one in (first, second)] == ["7,509", "7,911"]
    assert first.message.endswith("a difference of 207; in 1 of 3 columns they add up")


def test_totals_without_captions_are_one_finding() -> None:
    text = """
Cash | 4,310 | 4,118
Receivables | 2,775 | 2,613
= | 7,085 | 6,731
Land | 1,038 | 985
Buildings | 3,266 | 3,301
= | 4,304 | 4,286
=Total assets | 11,389 | 11,017
    """
    found = question(text)
    assert (found.code, len(found.related)) == ("P143", 1)
    assert found.message == '2 lines without captions are totals: this one of "Cash" + "Receivables"'


def test_a_sign_that_the_caption_does_not_say() -> None:
    found = question("Revenue | 8,312 | 7,904\nProgramming | 3,117 | 3,004\n=Gross profit | 5,195 | 4,900")
    assert (found.code, found.at and found.at.text) == ("P144", "Programming")
    assert found.message == '"Programming" is printed without a sign and was deducted in "Gross profit"'


def test_a_total_that_repeats_its_only_line_is_no_question() -> None:
    text = """
Accounts payable | 5,955 | 8,153
Accrued liabilities | 5,450 | 5,972
=Total liabilities | 11,405 | 14,125
Minority interest | 305 | -
=Total minority interest | 305 | -
Common stock | 142,771 | 142,607
Retained earnings | 39,163 | 39,290
=Total equity | 181,934 | 181,897
=Total liabilities and equity | 193,644 | 196,022
    """
    assert trees.sums(drawn(text, "BS"))[1] == ()


def test_a_subtotal_that_is_deducted_is_no_question() -> None:
    text = """
Revenue | 8,312 | 7,904
Programming | 3,117 | 3,004
Studios | 1,066 | 1,203
=Total | 4,183 | 4,207
=Operating income | 4,129 | 3,697
    """
    assert trees.sums(drawn(text))[1] == ()


def test_a_line_that_is_left_out() -> None:
    text = """
Short-term debt | 31,017 | 29,054
Secured debt | 12,003 | 11,418
Long-term debt | 74,450 | 73,129
=Total debt | 105,467 | 102,183
    """
    found = question(text)
    assert (found.code, found.at and found.at.text) == ("P145", "Secured debt")


@given(st.lists(AMOUNTS, min_size=3, max_size=6), st.integers(0, 5), st.integers(1_000, 9_999_999))
def test_a_figure_with_the_other_sign_is_pointed_at(figures: list[int], place: int, other: int) -> None:
    place %= len(figures)
    assume(len({*figures, sum(figures)}) == len(figures) + 1)
    rows = [
        f"Line {number} | {other + number:,} | {f'({one:,})' if number == place else f'{one:,}'}"
        f" | {other + 7 * number:,}"
        for number, one in enumerate(figures)
    ]
    count = len(figures)
    steps = count * (count - 1) // 2
    total = f"=Total | {count * other + steps:,} | {sum(figures):,} | {count * other + 7 * steps:,}"
    found = question("\n".join([*rows, total]))
    assert found.code == "P141"
    assert f"({figures[place]:,})" in [one.text for one in (found.at, *found.related) if one is not None]
