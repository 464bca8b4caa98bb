"""Which slip of the pen makes one printed figure into another."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linetag.calc import slips
from linetag.checks import near_slips
from linetag.model import Origin
from support.figures import figure

THOUSAND = Decimal(1000)
amounts = st.integers(-(10**9), 10**9).filter(bool).map(lambda n: Decimal(n) * THOUSAND)
places = st.integers(0, 8)


@given(amounts)
def test_the_other_sign_is_a_slip(right: Decimal) -> None:
    assert slips.slip(-right, right) == "sign"


@given(amounts, st.sampled_from([3, 6, -3, -6]))
def test_thousands_for_units_or_millions_is_a_slip(right: Decimal, power: int) -> None:
    assert slips.slip(right.scaleb(power), right) == "scale"


@given(st.integers(1, 10**9), places, st.integers(1, 9))
def test_one_other_digit_is_a_slip(number: int, place: int, change: int) -> None:
    digits = str(number).zfill(9)
    place = min(place, 8)
    other = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assume(int(other))
    printed, right = Decimal(number), Decimal(other)
    assume(printed.scaleb(3) != right and right.scaleb(3) != printed)  # one digit alone may be a scale too

    assert slips.slip(printed, right) == "digit"
    assert slips.slip(-printed, -right) == "digit"


@given(st.integers(10, 10**9), places)
def test_two_neighbouring_digits_swapped_is_a_slip(number: int, place: int) -> None:
    digits = str(number)
    place %= len(digits) - 1
    other = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assume(digits[place] != digits[place + 1])

    assert slips.slip(Decimal(number), Decimal(other)) == "transposed digits"


@pytest.mark.parametrize(
    ("printed", "right", "slip"),
    [
        ("0", "1234", "lost"),
        ("0", "5", "lost"),
        ("1234", "0", "extra"),
        ("5", "0", "digit"),
        ("1234", "5678", "other"),
        ("-12", "13", "other"),
        ("49.51", "49.15", "transposed digits"),
        ("0.0000001", "0.0000002", "other"),
    ],
)
def test_other_slips(printed: str, right: str, slip: str) -> None:
    assert slips.slip(Decimal(printed), Decimal(right)) == slip


@given(amounts, amounts)
def test_every_pair_of_figures_has_one_slip_and_words_for_it(printed: Decimal, right: Decimal) -> None:
    assume(printed != right)

    assert slips.slip(printed, right) in near_slips.RANK
    assert isinstance(slips.words(slips.slip(printed, right)), str)


def test_the_right_figure_may_stand_at_another_place() -> None:
    fact = figure("Income", "19,748", line=232)
    other = Origin("release.txt", 282, 9, "(19,788)")
    fact = fact._replace(origins=(*fact.origins, other))

    assert near_slips.other_printing(fact, Decimal(19_788_000)) == other
    assert near_slips.other_printing(fact, Decimal(19_748_000)) is None


@pytest.mark.parametrize(
    ("right", "terms", "found"),
    [
        ("-98", 3, ("sign", "-100")),
        ("-97", 3, None),
        ("2", 3, ("not added", "0")),
        ("3", 3, None),
        ("48", 3, ("double", "50")),
        ("47", 3, None),
        ("48", 12, ("double", "50")),
        ("48", 13, None),
        ("99998", 3, ("scale", "100000")),
        ("99997", 3, None),
        ("100002", 3, ("scale", "100000")),
        ("100003", 3, None),
    ],
)
def test_a_slip_is_named_as_far_as_rounding_explains_the_rest(
    right: str, terms: int, found: tuple[str, str] | None
) -> None:
    expected = found and (found[0], Decimal(found[1]))

    assert near_slips.near_slip(Decimal(100), Decimal(right), Decimal(2), terms) == expected
