"""The engine on the table of cases that decide whether an engine is right, and on what binds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from linetag.calc import REASONS, Calculation, calculate
from linetag.findings import catalogue
from linetag.model import (
    SUMMATION_2003,
    SUMMATION_2023,
    Arc,
    Aspects,
    Duration,
    Entity,
    Fact,
    Instant,
    Network,
    QName,
    Unit,
)
from linetag.xbrl import names
from support.written_sums import ENTITY, HERE, JPY, MODES, ROLE, facts, name, network, these


def outcome(calculation: Calculation) -> str:
    return calculation.reason or calculation.verdict


def outcomes(stated: str, sum_: str) -> tuple[str, ...]:
    found = calculate(facts(stated), [network(sum_)], MODES)
    return tuple(
        "not bound"
        if found.not_bound[mode]
        else " ".join(outcome(calculation) for calculation in found.in_mode(mode))
        for mode in MODES
    )


GOOD, BAD, FREE = "consistent", "inconsistent", "not bound"
DOUBLE, EXCESS = "disallowed duplicates", "excess digits"


@pytest.mark.parametrize(
    ("stated", "sum_", "expected"),
    [
        ("T=6@0 A=2@0 B=3@0", "T=A+B", (BAD, GOOD, GOOD)),
        ("T=9@0 A=2@0 B=3@0 C=1@0", "T=A+B+C", (BAD, BAD, BAD)),
        ("T=9@0 A=6@0", "T=A+B", (BAD, BAD, BAD)),
        ("T=9@0", "T=A+B", (FREE, FREE, FREE)),
        ("T=nil A=2@0 B=3@0", "T=A+B", (FREE, FREE, FREE)),
        ("T=9@0 A=nil B=nil", "T=A+B", (FREE, FREE, FREE)),
        ("T=5@0 T=5@0 A=1@0 B=3@0", "T=A+B", ("duplicate total", GOOD, GOOD)),
        ("T=5000@-3 T=5100@-2 A=4000@-3", "T=A", ("duplicate total", BAD, BAD)),
        ("T=5@0 T=7@0 A=5@0", "T=A", ("duplicate total", DOUBLE, DOUBLE)),
        ("T=nil T=5@0 A=5@0", "T=A", ("duplicate total", DOUBLE, DOUBLE)),
        ("T=5.6 A=2@0 B=3@0", "T=A+B", (BAD, GOOD, GOOD)),
        ("T=1234@-3 A=1000@-3", "T=A", (GOOD, EXCESS, EXCESS)),
        ("T=1000@-3 A=1234@-3", "T=A", (GOOD, EXCESS, EXCESS)),
        ("T=100000@-3 A=0@-6 B=99000@-3", "T=A+B", (BAD, GOOD, GOOD)),
        ("T=-6 A=5@0", "T=-A", (BAD, BAD, BAD)),
        ("T=7 A=2@0 B=3@0", "T=A+B", (BAD, BAD, BAD)),
        # the slack grows with the contributors
        ("T=8@0 A=2@0 B=3@0 C=1@0", "T=A+B+C", (BAD, GOOD, GOOD)),
        # XBRL 2.1 conformance suite, 397 V-11, V-12, V-26, V-27, V-30 and 320 V-20, V-31 to V-35
        ("T=nil T=1 A=10 B=2", "T=A+B", ("duplicate total", DOUBLE, DOUBLE)),
        ("T=5 A=1 A=1 B=2", "T=A+B", ("duplicate contributor", BAD, BAD)),
        ("T=0.08@0 A=0.5 B=-0.5", "T=A+B", (GOOD, EXCESS, EXCESS)),
        ("T=0.8@0 A=0.5 B=-0.5", "T=A+B", (BAD, EXCESS, EXCESS)),
        ("T=1 A=0.5@0 B=0.5@0", "T=A+B", (BAD, EXCESS, EXCESS)),
        ("T=0@1 A=1.234@2 B=-1.223@2", "T=A+B", (GOOD, EXCESS, EXCESS)),
        ("T=-26.5@0 A=-24@0 B=-51@0", "T=A+0.05B", (BAD, EXCESS, EXCESS)),
        ("T=2.8@1 A=2.85@1", "T=A", (GOOD, EXCESS, EXCESS)),
        ("T=2.9@1 A=2.85@1", "T=A", (BAD, EXCESS, EXCESS)),
        # touching figures at the same decimals contradict each other
        ("T=5@0 T=6@0 A=5@0", "T=A", ("duplicate total", DOUBLE, DOUBLE)),
        # an exact copy at the end of a range: rounding closes that end, truncation opens it
        ("T=5000@-3 T=5500 A=5500", "T=A", ("duplicate total", GOOD, GOOD)),
        ("T=5000@-3 T=6000 A=6000", "T=A", ("duplicate total", DOUBLE, DOUBLE)),
        ("T=2@0 A=1@0", "T=A", (BAD, GOOD, BAD)),
        ("T=4@0 A=5@0", "T=A", (BAD, GOOD, BAD)),
        ("T=0@0 A=-1@0", "T=A", (BAD, GOOD, BAD)),
        ("T=0@0 A=1 B=1", "T=A-B", (GOOD, GOOD, GOOD)),
        # all copies nil: absent, and nothing to block
        ("T=3@0 A=nil A=nil B=3@0", "T=A+B", (GOOD, GOOD, GOOD)),
        ("T=3@0 A=nil A=1@0 B=2@0", "T=A+B", ("duplicate contributor", DOUBLE, DOUBLE)),
        ("T=1 A=NaN", "T=A", ("not a number",) * 3),
        ("T=Infinity A=1", "T=A", ("not a number",) * 3),
        ("T=1E+30000 A=1", "T=A", ("too many digits",) * 3),
        ("T=1 A=1@1000000000", "T=A", ("too many digits",) * 3),
        ("T=1 A=1E-999999999999", "T=A", ("too many digits",) * 3),
    ],
)
def test_each_case_has_its_outcome_in_each_mode(stated: str, sum_: str, expected: tuple[str, ...]) -> None:
    assert outcomes(stated, sum_) == expected


@pytest.mark.parametrize("sum_", ["T=A+B", "T=B+A"])
def test_a_duplicate_goes_before_precision_0_whatever_the_order(sum_: str) -> None:
    unknown = Fact("p", name("A"), HERE, Decimal(1), unstated="precision 0")
    (found,) = calculate([*facts("T=3 B=2 B=2"), unknown], [network(sum_)], ["1.0"]).results
    assert (found.verdict, found.reason) == ("unchecked", "duplicate contributor")
    (found,) = calculate([*facts("T=3 B=2"), unknown], [network(sum_)], ["1.0"]).results
    assert (found.verdict, found.reason) == ("inconsistent", "precision 0")


def test_a_result_says_what_was_compared() -> None:
    found = calculate(facts("T=8@0 A=2@0 C=1@0 B=nil"), [network("T=A-B+2C+D")])
    (old, new) = found.results
    assert these(old.mode, old.reported, old.computed, old.difference, old.slack) == ("1.0", 8, 4, 4, 0)
    assert these(new.mode, new.reported, new.computed, new.difference, new.slack) == ("1.1", 8, 4, 4, 2)
    assert [these(c.concept.local, c.weight, c.value, c.decimals) for c in new.contributors] == [
        ("A", 1, 2, 0),
        ("C", 2, 1, 0),
    ]
    assert [concept.local for concept in new.missing] == ["D"]
    assert (new.role, new.total, new.aspects) == (ROLE, name("T"), HERE)
    assert new.facts[0].id == "f0"


def test_in_1_0_the_rounded_figures_are_the_result() -> None:
    (found,) = calculate(facts("T=1234@-3 A=1600@-3 B=-700@-3"), [network("T=A+B")], ["1.0"]).results
    assert these(found.reported, found.computed, found.difference) == (1000, 1000, 0)
    assert [str(part.value) for part in found.contributors] == ["2000", "-1000"]


def test_the_most_precise_duplicate_stands_for_the_total() -> None:
    (found,) = calculate(facts("T=5000@-3 T=5100@-2 A=5000@-2"), [network("T=A")], ["1.1"]).results
    assert these(found.reported, found.difference, found.slack, found.verdict) == (
        5100,
        100,
        100,
        "consistent",
    )


def test_a_2023_network_is_for_1_1_only() -> None:
    found = calculate(facts("T=5 A=5"), [network("T=A", SUMMATION_2023)], MODES)
    assert [result.mode for result in found.results] == ["1.1", "1.1-truncation"]
    assert dict(found.not_bound) == {"1.0": 0, "1.1": 0, "1.1-truncation": 0}


def test_each_arcrole_is_a_network_of_its_own() -> None:
    both = [network("T=A"), network("T=B", SUMMATION_2023)]
    found = calculate(facts("T=5 A=2 B=3"), both)
    assert [these(result.mode, result.computed) for result in found.results] == [
        ("1.0", 2),
        ("1.1", 2),
        ("1.1", 3),
    ]


def test_other_networks_are_passed_over() -> None:
    presentation = network("T=A", "http://www.xbrl.org/2003/arcrole/parent-child")
    assert calculate(facts("T=5 A=2"), [presentation]).results == ()


def test_context_and_unit_bind_by_content() -> None:
    usd = Aspects(ENTITY, Instant(date(2012, 9, 30)), Unit((QName("iso", "USD"),)))
    later = Aspects(ENTITY, Instant(date(2013, 3, 31)), JPY)
    period = Aspects(ENTITY, Duration(date(2012, 4, 1), date(2012, 9, 30)), JPY)
    member = Aspects(ENTITY, HERE.period, JPY, ((name("Axis"), name("Member")),))
    parts = [fact for aspects in (usd, later, period, member) for fact in facts("A=1", aspects)]
    found = calculate([*facts("T=5"), *parts], [network("T=A")], ["1.1"])
    assert found.results == ()
    assert found.not_bound == {"1.1": 5}


def test_equal_aspects_need_not_be_the_same_object() -> None:
    copy = Aspects(Entity(ENTITY.scheme, ENTITY.value), Instant(date(2012, 9, 30)), Unit(JPY.numerators))
    (found,) = calculate([*facts("T=5"), *facts("A=5", copy)], [network("T=A")], ["1.1"]).results
    assert found.verdict == "consistent"


def test_the_order_of_measures_in_a_unit_does_not_matter() -> None:
    one, other = QName("m", "kW"), QName("m", "h")
    there = Aspects(ENTITY, HERE.period, Unit((one, other)))
    back = Aspects(ENTITY, HERE.period, Unit((other, one)))
    inverse = Aspects(ENTITY, HERE.period, Unit((one,), (other,)))
    stated = [*facts("T=5", there), *facts("A=5", back), *facts("A=1", inverse)]
    (found,) = calculate(stated, [network("T=A")], ["1.0"]).results
    assert (found.verdict, found.aspects) == ("consistent", there)


def test_facts_from_a_generator_do_not_mix_their_contexts() -> None:
    def stated() -> list[Fact]:
        # aspects that live only as long as their fact is looked at
        return [
            fact
            for year in range(2000, 2050)
            for fact in facts("T=5 A=5", Aspects(ENTITY, Instant(date(year, 1, 1)), JPY))
        ]

    found = calculate((fact for fact in stated()), [network("T=A")], ["1.1"])
    assert found.counts()["1.1"]["consistent"] == 50


def test_text_values_of_a_total_or_contributor_block_the_sum() -> None:
    text = Fact("t", name("A"), HERE, "abc")
    for stated in ([*facts("T=1"), text], [Fact("t", name("T"), HERE, "abc"), *facts("A=1")]):
        (found,) = calculate(stated, [network("T=A")], ["1.1"]).results
        assert (found.verdict, found.reason) == ("unchecked", "not a number")


@pytest.mark.parametrize("weight", [None, Decimal("NaN"), Decimal("Infinity")])
def test_an_arc_without_a_usable_weight_blocks_the_sum(weight: Decimal | None) -> None:
    arcs = (Arc(name("T"), name("A"), Decimal(1), weight),)
    (found,) = calculate(facts("T=1 A=1"), [Network(ROLE, SUMMATION_2003, arcs)], ["1.1"]).results
    assert found.reason == "no weight"
    assert found.faulty == ()


def test_what_blocked_a_sum_is_named() -> None:
    (found,) = calculate(facts("T=1 A=5@0 A=7@0 B=2"), [network("T=A+B")], ["1.1"]).results
    assert [[fact.id for fact in facts_] for facts_ in found.faulty] == [["f1", "f2"]]
    assert these(found.reported, found.slack) == (1, 0)


def test_totals_come_from_the_roots_down_then_by_their_facts() -> None:
    # the arcs stand in the file from the bottom up
    arcs = [("C", "E", 1), ("B", "D", 1), ("A", "C", 2), ("A", "B", 1), ("R", "S", 1)]
    tree = Network(
        ROLE,
        SUMMATION_2003,
        tuple(Arc(name(t), name(c), Decimal(o), Decimal(1)) for t, c, o in arcs),
    )
    later = Aspects(ENTITY, Instant(date(2013, 3, 31)), JPY)
    stated = [*facts("E=1 D=1 C=1 B=1 A=2 R=1 S=1", later), *facts("E=1 D=1 C=1 B=1 A=2 R=1 S=1")]
    found = calculate(stated, [tree], ["1.1", "1.0"])
    order = [(result.total.local, result.aspects is later, result.mode) for result in found.results]
    assert order == [
        (total, first, mode) for total in "ARBC" for first in (True, False) for mode in ("1.1", "1.0")
    ]
    assert [c.concept.local for c in found.results[0].contributors] == ["B", "C"]


def test_cycles_and_loops_end() -> None:
    arcs = [("A", "B"), ("B", "A"), ("C", "C")]
    ring = Network(ROLE, SUMMATION_2003, tuple(Arc(name(t), name(c), weight=Decimal(1)) for t, c in arcs))
    found = calculate(facts("A=1 B=1 C=1"), [ring], ["1.1"])
    assert [result.total.local for result in found.results] == ["A", "B", "C"]


def test_two_arcs_to_one_contributor_both_count_and_it_is_missing_once() -> None:
    arcs = tuple(
        Arc(name("T"), name(c), Decimal(o), Decimal(1)) for c, o in [("A", 1), ("A", 2), ("B", 3), ("B", 4)]
    )
    (found,) = calculate(facts("T=2 A=1"), [Network(ROLE, SUMMATION_2003, arcs)], ["1.1"]).results
    assert these(found.computed, [concept.local for concept in found.missing]) == (2, ["B"])


def test_counts_hold_every_verdict_and_what_was_not_bound() -> None:
    slice_ = Aspects(ENTITY, HERE.period, JPY, ((name("Axis"), name("Member")),))
    stated = [*facts("T=6@0 A=2@0 B=3@0"), *facts("A=1", slice_)]
    assert calculate(stated, [network("T=A+B")]).counts() == {
        "1.0": {"consistent": 0, "inconsistent": 1, "unchecked": 0, "not_bound": 1},
        "1.1": {"consistent": 1, "inconsistent": 0, "unchecked": 0, "not_bound": 1},
    }


@pytest.mark.slow
def test_many_contexts_times_many_arcs_are_no_matter() -> None:
    slices = [Aspects(ENTITY, HERE.period, JPY, ((name("Axis"), name(f"M{i}")),)) for i in range(20_000)]
    parts = [name(f"P{i}") for i in range(20_000)]
    stated = [
        fact
        for i, (slice_, part) in enumerate(zip(slices, parts, strict=True))
        for fact in (
            Fact(f"t{i}", name("T"), slice_, Decimal(1), 0),
            Fact(f"p{i}", part, slice_, Decimal(1), 0),
        )
    ]
    wide = Network(ROLE, SUMMATION_2003, tuple(Arc(name("T"), part, weight=Decimal(1)) for part in parts))
    found = calculate(stated, [wide], ["1.1"])
    assert found.counts()["1.1"]["consistent"] == 20_000
    assert len(found.results[0].missing) == 19_999
    assert {result.missing_count for result in found.results} == {19_999}
    assert found.results[7].contributors[0].concept == parts[7]


def test_sums_inside_tuples_that_are_not_bound_are_counted_each() -> None:
    stated = [
        *(Fact(f"t{i}", name("T"), HERE, Decimal(1), 0, tuples=(i,)) for i in (1, 2, 3)),
        Fact("a", name("A"), HERE, Decimal(1), 0, tuples=(2,)),
    ]
    found = calculate(stated, [network("T=A")])
    assert found.counts()["1.0"] == {"consistent": 1, "inconsistent": 0, "unchecked": 0, "not_bound": 2}
    assert found.counts()["1.1"] == {"consistent": 0, "inconsistent": 0, "unchecked": 0, "not_bound": 0}


def test_a_sum_of_long_numbers_is_exact() -> None:
    long = "1" + "0" * 9_999
    (found,) = calculate(facts(f"T={long[:-1]}2 A={long} B=1"), [network("T=A+B")], ["1.1"]).results
    assert these(found.verdict, found.difference) == ("inconsistent", 1)


def test_every_reason_is_explained() -> None:
    means = catalogue()["C407"].means
    assert [reason for reason in REASONS if f"\n{reason}:" not in means] == []


def test_the_catalogue_words_the_family() -> None:
    figures = ("reported", "difference", "contributors", "missing", "sum", "slack")
    sum_ = dict.fromkeys(("total", "period", "unit", *figures), "x")
    fact = dict.fromkeys(("concept", "period", "unit", "figures"), "x")
    blocked = dict.fromkeys(("total", "period", "unit", "mode", "reason"), "x")
    for code, values in {
        **dict.fromkeys(("C401", "C402", "C406"), sum_),
        **dict.fromkeys(("C404", "C405"), fact),
        "C407": blocked,
    }.items():
        entry = catalogue()[code]
        assert "{" not in entry.message.format(**values) + entry.hint.format(**values)


def test_the_engine_follows_the_arcroles_that_the_program_writes() -> None:
    # The engine stands alone, so it has these two names of its own.
    assert (SUMMATION_2003, SUMMATION_2023) == (names.SUMMATION_2003, names.SUMMATION_2023)


@pytest.mark.parametrize(
    ("stated", "sum_", "missing"),
    [
        ("T=5@0 A=5@0", "T=A+B+C", "BC"),
        ("T=5@0 A=5@0 B=nil", "T=A+B+C", "C"),
        ("T=5@0 A=5@0", "T=A+B-2B+C", "BC"),
        ("T=5@0 A=2@0 A=2@0", "T=A+2A+B", "B"),
        ("T=5@0 A=5@0", "T=A", ""),
    ],
)
def test_parts_that_are_not_reported_are_named_and_counted_once(stated: str, sum_: str, missing: str) -> None:
    for result in calculate(facts(stated), [network(sum_)]).results:
        assert [concept.local for concept in result.missing] == list(missing)
        assert result.missing_count == len(missing)
