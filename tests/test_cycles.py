"""Which summations lie on a cycle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.taxonomy.cycles import on_cycles


def arcs(text: str) -> list[tuple[str, str]]:
    return [(arc[0], arc[1]) for arc in text.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("AB AC BD CD", ""),
        ("AA AB", "AA"),
        ("AB BA", "AB BA"),
        ("AB BC CB CD", "BC CB"),
        ("AB BA BC CD DC", "AB BA CD DC"),
    ],
)
def test_arcs_on_cycles(text: str, expected: str) -> None:
    assert on_cycles(arcs(text)) == set(arcs(expected))


def test_a_deep_chain_and_a_long_ring() -> None:
    chain = [(number, number + 1) for number in range(20_000)]
    assert on_cycles(chain) == set()
    assert on_cycles([*chain, (20_000, 0)]) == {*chain, (20_000, 0)}


def reaches(start: int, end: int, pairs: list[tuple[int, int]]) -> bool:
    found = {start}
    for _ in pairs:
        found |= {target for source, target in pairs if source in found}
    return end in found


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=15))
def test_an_arc_is_on_a_cycle_if_its_target_leads_back(pairs: list[tuple[int, int]]) -> None:
    assert on_cycles(pairs) == {(a, b) for a, b in pairs if reaches(b, a, pairs)}
