"""Each threshold of the checks and explanations, from both sides."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, starmap
from typing import TYPE_CHECKING

import pytest

from linetag.calc import Calculations, sets_of
from linetag.checks import explain, limits, near_slips, words
from linetag.checks.case import Case
from linetag.checks.explain import search
from linetag.checks.explain.rounding import grouped_by_rounding, looks_rounded
from linetag.checks.explain.search import find_causes
from linetag.checks.explain.surroundings import Amounts, SumSurroundings
from linetag.checks.networks import wrong_weights
from linetag.checks.relation import Relation, WeightedSum
from linetag.model import SUMMATION_2003, Arc, Aspects, Duration, Fact, Instant, Network, QName, Taxonomy
from support.figures import ENTITY, JPY, NOW, SHARES, START, USD, arc, checked, figure, tie
from support.reports import found, only, read, report

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.checks.explain.suspects import Suspect
    from linetag.findings import Finding


def fact(name: str, value: int, decimals: int | None = 0, on: Instant | Duration = NOW) -> Fact:
    return Fact(f"{name}.{on}", QName("urn:c", name, "c"), Aspects(ENTITY, on, JPY), Decimal(value), decimals)


def sum_of(total: Fact, *contributors: Fact, slack: str = "0") -> Relation:
    terms = tuple((one, Decimal(1)) for one in contributors)
    return Relation("sum", f"sum of {total.concept}", "C402", "", total, WeightedSum(terms, Decimal(slack)))


def suspected(*relations: Relation) -> list[Suspect]:
    return [suspect for cause in find_causes(relations) for suspect in cause.suspects]


def telling(*relations: Relation) -> set[tuple[str, str]]:
    return {(s.fact.concept.local, s.slip) for s in suspected(*relations) if s.is_telling}


# --- what is evidence -------------------------------------------------------------------------


@pytest.mark.parametrize(("value", "slip"), [(4, None), (5, "sign")])
def test_a_figure_tells_if_it_is_larger_than_four_times_what_rounding_explains(
    value: int, slip: str | None
) -> None:
    near = near_slips.near_slip(Decimal(value), Decimal(-value), Decimal(1), terms=3)
    assert limits.TELLING_SLACKS == 4
    assert (near and near[0]) == slip


@pytest.mark.parametrize(("terms", "slip"), [(9, "double"), (10, None)])
def test_one_of_many_terms_is_about_twice_of_what_is_wanted_by_chance(terms: int, slip: str | None) -> None:
    near = near_slips.near_slip(Decimal(40), Decimal("20.5"), Decimal(1), terms=terms)
    assert (near and near[0]) == slip
    exactly = near_slips.near_slip(Decimal(40), Decimal(20), Decimal(1), terms=1_000)
    assert exactly == ("double", Decimal(20))


@pytest.mark.parametrize(("off", "is_telling"), [(9, False), (10, True)])
def test_a_digit_tells_from_ten_units_on(off: int, is_telling: bool) -> None:  # noqa: FBT001 - a column
    total, one, other = fact("T", 5_520 + off), fact("A", 3_210), fact("B", 2_310)
    assert (("A", "digit") in telling(sum_of(total, one, other))) == is_telling


@pytest.mark.parametrize(("terms", "is_telling"), [(50, True), (51, False)])
def test_a_digit_tells_in_sums_of_up_to_fifty_figures(terms: int, is_telling: bool) -> None:  # noqa: FBT001 - a column
    others = [fact(f"C{n}", 10_000_019 + 7 * n) for n in range(terms - 2)]
    value = 3_217 + sum(int(one.value) for one in others if isinstance(one.value, Decimal))
    total = fact("T", value)
    assert (("A", "digit") in telling(sum_of(total, fact("A", 3_417), *others))) == is_telling


@pytest.mark.parametrize(("contributors", "slip"), [(1, False), (2, True)])
def test_a_sum_of_two_figures_does_not_hold_without_one(contributors: int, slip: bool) -> None:  # noqa: FBT001 - a column
    total = fact("T", 0 if contributors == 1 else 73_000)
    added = (fact("A", 9_411), fact("B", 73_000))[:contributors]
    assert (("A", "not added") in telling(sum_of(total, *added))) == slip


@pytest.mark.parametrize(("columns", "slip"), [(1, False), (2, True)])
def test_a_line_item_is_suspected_from_two_figures_on(columns: int, slip: bool) -> None:  # noqa: FBT001 - a column
    relations = [
        sum_of(fact("T", 7_000 + n, on=on), fact("A", -2_000 - n, on=on), fact("B", 5_000, on=on))
        for n, on in enumerate((START, NOW)[:columns])
    ]
    assert (("A", "line sign") in telling(*relations)) == slip
    assert limits.LEAST_OF_LINE == 2


@pytest.mark.parametrize(("relations", "is_agreed"), [(20, True), (21, False)])
def test_a_figure_of_many_long_sums_is_not_asked_what_they_agree_on(
    relations: int,
    is_agreed: bool,  # noqa: FBT001 - a column
) -> None:
    # the right value is neither one slip nor a multiple of the reported one
    many, wrong = [], fact("A", 7_351)
    for n in range(relations):
        others = [fact(f"C{n}.{m}", 1_000_003 + 11 * m + n) for m in range(limits.MOST_DIGIT_TERMS)]
        total = 4_896 + sum(int(one.value) for one in others if isinstance(one.value, Decimal))
        many.append(sum_of(fact(f"T{n}", total), wrong, *others))
    assert (("A", "agreed") in telling(*many)) == is_agreed


@pytest.mark.parametrize(("most", "is_searched"), [(3, True), (2, False)])
def test_a_search_ends_with_the_figures_that_it_may_look_at(
    most: int,
    is_searched: bool,  # noqa: FBT001 - a column
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert limits.MOST_TESTED == 100_000
    monkeypatch.setattr(search, "MOST_TESTED", most)
    (cause,) = find_causes([sum_of(fact("T", 98_765), fact("A", 31_415), fact("B", 27_182))])
    assert cause.is_searched == is_searched


# --- figures that are the difference ----------------------------------------------------------


def unadded(amount: int, difference: int, slack: str = "0", others: int = 0) -> bool:
    amounts = Amounts()
    for number in range(others + 1):
        amounts.add(fact(f"X{number}", amount if not number else 10**9 + number))
    return bool(amounts.unadded(Decimal(difference), Decimal(slack), fact("T", 1), ()))


def test_a_difference_of_fewer_than_a_hundred_units_is_found_by_chance() -> None:
    assert unadded(100, 100)
    assert not unadded(99, 99)
    assert unadded(150, 150, others=149)
    assert not unadded(150, 150, others=150)


def test_a_difference_of_four_times_the_slack_is_found_by_chance() -> None:
    assert unadded(1_001, 1_001, "250")
    assert not unadded(1_000, 1_000, "250")


def test_such_a_figure_may_be_three_units_off() -> None:
    assert unadded(10_003, 10_000, "5")
    assert not unadded(10_004, 10_000, "5")
    assert not unadded(10_003, 10_000, "2.5")


# --- rounding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("off", "few"), [(3, True), (4, False)])
def test_a_few_units_are_one_more_than_the_contributors(off: int, few: bool) -> None:  # noqa: FBT001 - a column
    assert looks_rounded(sum_of(fact("T", 5_000 + off), fact("A", 2_000), fact("B", 3_000))) == few


@pytest.mark.parametrize(("total", "few"), [(100, True), (99, False)])
def test_a_few_units_say_nothing_of_figures_of_less_than_a_hundred(total: int, few: bool) -> None:  # noqa: FBT001 - a column
    assert looks_rounded(sum_of(fact("T", total), fact("A", 50), fact("B", total - 52))) == few


MANY = " ".join(f"{total}=6@0 {a}=2@0 {b}=3@0" for total, a, b in ("TAB", "UCD", "VEF", "WGH", "XIJ"))


def test_from_four_sums_on_rounding_is_reported_once() -> None:
    def grouped(count: int, off: int = 1) -> set[str]:
        facts = [
            (figure(f"T{n}", f"{5 + off}"), figure(f"A{n}", "2"), figure(f"B{n}", "3")) for n in range(count)
        ]
        arcs = tuple(arc_ for n in range(count) for arc_ in arcs_of(n))
        result = checked(*(one for three in facts for one in three), arcs=arcs)
        return set(grouped_by_rounding(result.checked.failing)[0])

    assert limits.MANY == 4
    assert grouped(3) == set()
    assert grouped(4) == {"C417"}
    assert grouped(4, off=-1) == {"C416"}


@pytest.mark.parametrize(("cut_off", "code"), [(9, "C417"), (8, "C416")])
def test_figures_are_cut_off_if_nine_of_ten_sums_say_so(cut_off: int, code: str) -> None:
    totals = ["6"] * cut_off + ["4"]
    facts = [
        one
        for n, total in enumerate(totals)
        for one in (figure(f"T{n}", total), figure(f"A{n}", "2"), figure(f"B{n}", "3"))
    ]
    result = checked(*facts, arcs=tuple(arc_ for n in range(len(totals)) for arc_ in arcs_of(n)))
    assert code in grouped_by_rounding(result.checked.failing)[0]


@pytest.mark.parametrize(("telling_sums", "code"), [(3, "C417"), (2, "C416")])
def test_figures_are_cut_off_if_three_sums_hold_in_no_other_way(telling_sums: int, code: str) -> None:
    facts, arcs = [], []
    for n in range(4):
        if n < telling_sums:
            facts += [figure(f"T{n}", "6"), figure(f"A{n}", "2"), figure(f"B{n}", "3")]
            arcs += [*arcs_of(n)]
        else:  # with two figures deducted, a total that is one more or one less can be cut off as well
            facts += [figure(f"T{n}", "11"), figure(f"A{n}", "10"), figure(f"B{n}", "10")]
            facts += [figure(f"C{n}", "5"), figure(f"D{n}", "5")]
            arcs += [*arcs_of(n), arc(f"T{n}", f"C{n}", -1), arc(f"T{n}", f"D{n}", -1)]
    failing = checked(*facts, arcs=tuple(arcs)).checked.failing
    assert set(grouped_by_rounding(failing)[0]) == {code}


def arcs_of(number: int) -> tuple[Arc, Arc]:
    return arc(f"T{number}", f"A{number}"), arc(f"T{number}", f"B{number}")


@pytest.mark.parametrize(("rivals", "named"), [(4, True), (5, False)])
def test_up_to_four_figures_that_are_equally_likely_are_named(
    rivals: int,
    named: bool,  # noqa: FBT001 - a column
    tmp_path: Path,
) -> None:
    names = "ABCDE"[:rivals]
    stated = " ".join(f"{name}=300@0" for name in names)
    item = found(only(report(tmp_path, f"T={300 * (rivals - 2)}@0 {stated}", f"T={'+'.join(names)}")), "C402")
    assert item.hint.startswith("Any one of these would put it right: c:A") == named
    assert item.hint.startswith("No single figure explains it") != named


# --- words and counts -------------------------------------------------------------------------


def test_four_names_are_listed() -> None:
    assert words.listed(["a", "b", "c", "d"]) == "a, b, c, d"
    assert words.listed(["a", "b", "c", "d", "e"]) == "a, b, c, d and 1 more"


def test_many_duplicates_name_the_places_of_five(tmp_path: Path) -> None:
    for count, places in ((5, 10), (6, 10)):
        stated = " ".join(f"{name}=5@0 {name}=5@0" for name in "TABCDE"[:count])
        item = found(only(report(tmp_path, stated, "T=A")), "C412")
        assert 1 + len(item.related) == places


@pytest.mark.parametrize(("missing", "named"), [(50, True), (51, False)])
def test_up_to_fifty_missing_contributors_are_named(tmp_path: Path, missing: int, named: bool) -> None:  # noqa: FBT001 - a column
    names = "".join(chr(ord("一") + i) for i in range(missing))
    item = found(only(report(tmp_path, "T=98765@0 A=31415@0", f"T=A{names}")), "C402")
    assert ("have no figure here" in item.hint) == named
    assert (f"{missing} contributors to the sum are not reported here" in item.hint) != named


TWO = "T=98765@0 A=31415@0 B=27182@0 U=87654@0 C=10203@0 D=40506@0"


@pytest.mark.parametrize(("most", "left"), [(2, 0), (1, 1)])
def test_sums_that_are_not_searched_are_counted(
    most: int, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert limits.MOST_SEARCHED == 500
    monkeypatch.setattr(explain, "MOST_SEARCHED", most)
    stated = [(name, int(value)) for name, value in (one[:-2].split("=") for one in TWO.split())]
    facts = [figure(name, f"{value:,}") for name, value in stated]
    arcs = (arc("T", "A"), arc("T", "B"), arc("U", "C"), arc("U", "D"))
    found_codes = [code for code, *_ in checked(*facts, arcs=arcs).told]
    assert found_codes.count("C410") == left
    assert found_codes.count("C402") == most


@pytest.mark.parametrize(("causes", "left"), [(100, 0), (101, 1)])
def test_a_hundred_root_causes_are_explained(causes: int, left: int) -> None:
    facts, arcs = [], []
    for n in range(causes):
        facts += [figure(f"T{n}", f"{98_765 + n:,}"), figure(f"A{n}", "31,415"), figure(f"B{n}", "27,182")]
        arcs += [*arcs_of(n)]
    found_codes = [code for code, *_ in checked(*facts, arcs=tuple(arcs)).told]
    assert (found_codes.count("C402"), found_codes.count("C410")) == (100, left)


@pytest.mark.parametrize(("contributors", "places"), [(28, 29), (29, 30), (30, 30)])
def test_thirty_figures_of_a_sum_are_located(tmp_path: Path, contributors: int, places: int) -> None:
    names = "".join(chr(ord("一") + i) for i in range(contributors))
    stated = " ".join(f"{name}={1_000 + 37 * i}@0" for i, name in enumerate(names))
    item = found(only(report(tmp_path, f"T=987654@0 {stated}", f"T={'+'.join(names)}")), "C402")
    assert 1 + len(item.related) == places


@pytest.mark.parametrize(("contributors", "shown"), [(6, True), (7, False)])
def test_up_to_six_figures_are_added_up_in_the_message(
    tmp_path: Path,
    contributors: int,
    shown: bool,  # noqa: FBT001 - a column
) -> None:
    names = "ABCDEFG"[:contributors]
    stated = " ".join(f"{name}=1000@0" for name in names)
    item = found(only(report(tmp_path, f"T=98765@0 {stated}", f"T={'+'.join(names)}")), "C402")
    start = f"its {contributors} contributors add up to {'1,000 + ' if shown else f'{contributors},000 ('}"
    assert start in item.message


def weights_of(folder: Path, *networks: Network) -> list[Finding]:
    """The findings on the weights of networks, as of a report that was read."""
    case = Case(
        (), sets_of(()), Taxonomy({}, {}, networks), Calculations((), {}), instance=read(report(folder))
    )
    return list(wrong_weights(case))


@pytest.mark.parametrize(("wrong", "left"), [(100, 0), (101, 1)])
def test_a_hundred_wrong_weights_are_reported_one_by_one(tmp_path: Path, wrong: int, left: int) -> None:
    arcs = tuple(arc("T", f"A{n}", 0) for n in range(wrong))
    reported = [item.code for item in weights_of(tmp_path, Network("urn:role", SUMMATION_2003, arcs))]
    assert (reported.count("C421"), reported.count("C420")) == (100, left)


@pytest.mark.parametrize(("roles", "end"), [(3, "urn:1; urn:2; urn:3"), (4, "urn:3 and 1 more")])
def test_three_roles_of_a_wrong_weight_are_named(tmp_path: Path, roles: int, end: str) -> None:
    networks = [Network(f"urn:{n + 1}", SUMMATION_2003, (arc("T", "A", 0),)) for n in range(roles)]
    (item,) = weights_of(tmp_path, *networks)
    assert item.message.endswith(end)


@pytest.mark.parametrize(("between", "is_found"), [(9_999, True), (10_000, False)])
def test_contributors_are_followed_down_to_ten_thousand_concepts(between: int, is_found: bool) -> None:  # noqa: FBT001 - a column
    total, one, other = fact("T", 5), fact("A", 2), fact("X", 2)
    chain = (other.concept, *(QName("urn:c", f"C{n}", "c") for n in range(between)), one.concept)
    network = Network("urn:role", SUMMATION_2003, tuple(starmap(Arc, pairwise(chain))))
    relation = sum_of(total, one, other)._replace(roles=("urn:role",))
    case = Case((), sets_of(()), Taxonomy({}, {}, (network,)), Calculations((), {}))
    above = SumSurroundings([relation], case).total_above(one.concept, relation)
    assert above == (other.concept if is_found else None)


@pytest.mark.parametrize(("followers", "counted"), [(6, False), (7, True)])
def test_six_relations_that_a_figure_explains_are_named(followers: int, counted: bool) -> None:  # noqa: FBT001 - a column
    wrong, arcs, facts = figure("A", "52"), [], []
    for n in range(followers + 1):
        facts += [figure(f"T{n}", f"{53_000 + n:,}"), figure(f"B{n}", f"{1_000 + n:,}")]
        arcs += [arc(f"T{n}", "A"), arc(f"T{n}", f"B{n}")]
    (item,) = checked(wrong, *facts, arcs=tuple(arcs)).findings
    assert item.hint.count("sum of") == 6
    assert (f"explains {followers} others: " in item.hint) == counted


# --- ties and translations --------------------------------------------------------------------


@pytest.mark.parametrize(("count", "is_doubted"), [(8, False), (9, True)])
def test_a_rate_is_doubted_from_nine_figures_on(count: int, is_doubted: bool) -> None:  # noqa: FBT001 - a column
    facts = [
        figure(f"Item{n}", f"{value:,}", line=n, unit=unit)
        for n in range(1, count + 1)
        for value, unit in ((80_000 * n, JPY), (1_000 * n, USD))
    ]
    result = checked(*facts, rate="90")
    assert ("K506" in {code for code, *_ in result.told}) == is_doubted


@pytest.mark.parametrize("term", ["0*gaap:Shares", "-0.0*gaap:Shares"])
def test_a_tie_with_the_weight_0_is_a_finding(term: str) -> None:
    facts = (figure("Ads", "1,000", unit=SHARES), figure("Shares", "500", line=2, unit=SHARES))
    result = checked(*facts, ties=(tie("nothing", "gaap:Ads", term),))
    assert f'the tie "nothing" has the term "gaap:Ads, {term}"' in [f.message for f in result.findings]
    assert result.names == []
