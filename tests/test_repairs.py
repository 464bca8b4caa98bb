"""What else would make a failing sum hold, and when no repair is named: each kind from both sides."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from linetag import audit
from linetag.checks import limits
from linetag.checks.explain.names import similarity
from linetag.model import SUMMATION_2003, Arc, Duration, Fact, Instant, Network, QName
from support.reports import codes
from support.written_sums import HERE, ROLE, facts, name, network, write

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.findings import Finding
    from linetag.model import Aspects

BEFORE = HERE._replace(period=Instant(date(2011, 9, 30)))
YEAR = HERE._replace(period=Duration(date(2011, 10, 1), date(2012, 9, 30)))
AXIS, OTHER_AXIS = name("ProductAxis"), name("AreaAxis")


def of(member: str, axis: QName = AXIS, aspects: Aspects = HERE) -> Aspects:
    return aspects._replace(members=((axis, name(member)),))


def failures(folder: Path, stated: dict[Aspects, str], *sums: str) -> list[Finding]:
    """The findings on failing sums, of figures in several contexts and the sums of one role."""
    figures = [fact for aspects, text in stated.items() for fact in facts(text, aspects)]
    arcs = tuple(arc for sum_ in sums for arc in network(sum_).arcs)
    (result,) = audit.check_path(write(folder, figures, [Network(ROLE, SUMMATION_2003, arcs)]))
    return [item for item in result.findings if item.code in ("C402", "C406")]


def hint(folder: Path, stated: dict[Aspects, str], *sums: str) -> str:
    (item,) = failures(folder, stated, *sums)
    return item.hint.removesuffix(f" Calculation: {ROLE}.")


# --- a contributor that is reported elsewhere ---------------------------------------------------


def test_a_contributor_that_is_reported_by_members(tmp_path: Path) -> None:
    stated = {HERE: "T=9000@0 A=2755@0", of("X"): "B=5000@0", of("Y"): "B=1245@0"}
    assert hint(tmp_path, stated, "T=A+B") == (
        "c:B, which is a contributor as well, has no figure here, but figures for members on c:ProductAxis"
        " (X, Y), which add up to 6,245. With it the sum holds."
    )


def test_members_that_make_another_sum_are_only_named(tmp_path: Path) -> None:
    stated = {HERE: "T=9000@0 A=2755@0", of("X"): "B=5000@0", of("Y"): "B=1111@0"}
    assert hint(tmp_path, stated, "T=A+B") == (
        "c:B, which is a contributor as well, has no figure here as a whole, only by members on c:ProductAxis"
        " (X, Y), which add up to 6,111."
    )


def test_two_contributors_that_are_reported_for_members_each(tmp_path: Path) -> None:
    stated = {HERE: "T=112832@0 A=102189@0", of("X"): "B=5541@0", of("Y"): "C=5102@0"}
    text = hint(tmp_path, stated, "T=A+B+C")
    assert (
        "c:B, which is a contributor as well, has no figure here, but one of 5,541 for 2012-09-30, X" in text
    )
    assert (
        "c:C, which is a contributor as well, has no figure here, but one of 5,102 for 2012-09-30, Y" in text
    )
    assert text.endswith("With both the sum holds.")


def test_a_contributor_of_an_instant_of_the_same_day(tmp_path: Path) -> None:
    stated = {YEAR: "T=9000@0 A=2755@0", HERE: "B=6245@0"}
    assert (
        "c:B, which is a contributor as well, has no figure here, but one of 6,245 at that instant"
        in hint(tmp_path, stated, "T=A+B")
    )


def test_another_day_is_no_evidence(tmp_path: Path) -> None:
    stated = {HERE: "T=9000@0 A=2755@0", BEFORE: "B=6245@0 T=6245@0"}
    assert hint(tmp_path, stated, "T=A+B") == "c:B, which is a contributor as well, has no figure here."


def test_a_missing_contributor_alone_is_called_missing(tmp_path: Path) -> None:
    text = hint(tmp_path, {HERE: "T=9000@0 A=2755@0"}, "T=A+B")
    assert text == "c:B, which is a contributor as well, has no figure here."


def arcs_of(*names: str) -> Network:
    total, *others = map(name, names)
    return Network(ROLE, SUMMATION_2003, tuple(Arc(total, other, weight=Decimal(1)) for other in others))


def named(**values: int) -> list[Fact]:
    pairs = values.items()
    return [Fact("", name(local), HERE, Decimal(value), 0) for local, value in pairs]


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ("CashUsedInInvesting1", "c:CashUsedInInvesting1 (line 1), which the sum does not add, is exactly"),
        (
            "Zebra",
            "c:CashUsedInInvesting, which is a contributor as well, has no figure here. c:Zebra (line 1) is",
        ),
    ],
)
def test_a_figure_with_a_similar_name_takes_the_place_of_a_missing_one(
    tmp_path: Path, other: str, said: str
) -> None:
    tree = arcs_of("CashChange", "CashFromOperating", "CashUsedInInvesting")
    others = Network(ROLE + "2", SUMMATION_2003, (Arc(name("U"), name(other), weight=Decimal(1)),))
    figures = named(CashChange=24_423, CashFromOperating=23_882, **{other: 541})
    (result,) = audit.check_path(write(tmp_path, figures, [tree, others]))
    (item,) = (item for item in result.findings if item.code == "C402")
    assert said in item.hint


# --- the tree ---------------------------------------------------------------------------------


WEIGHTS = "T=90871@0 A=50120@0 B=-20333@0 C=-30471@0 D=10053@0"


def test_several_weights_that_are_wrong(tmp_path: Path) -> None:
    stated = {HERE: WEIGHTS, BEFORE: "T=49947@0 A=30001@0 B=-10444@0 C=-20517@0 D=11015@0"}
    assert hint(tmp_path, stated, "T=A+B+C-D") == (
        "The sum holds with the opposite weights of c:B (line 1) and c:C (line 1)."
        " The sum fails in the same way for: 2011-09-30, JPY (61,922)."
    )


def test_wrong_weights_are_one_cause_though_a_year_lacks_one_of_the_contributors(tmp_path: Path) -> None:
    stated = {HERE: f"{WEIGHTS} E=0@0", BEFORE: "T=60391@0 A=30001@0 B=-20888@0 E=-3711@0 D=-5791@0"}
    (item,) = failures(tmp_path, stated, "T=A+B+C-D+E")
    assert "the opposite weights of c:B (line 1) and c:C (line 1)" in item.hint
    assert "The sum fails in the same way for: 2011-09-30" in item.hint


def test_weights_by_which_another_year_holds_are_right(tmp_path: Path) -> None:
    stated = {HERE: WEIGHTS, BEFORE: "T=-11975@0 A=30001@0 B=-10444@0 C=-20517@0 D=11015@0"}
    assert "opposite weight" not in hint(tmp_path, stated, "T=A+B+C-D")


def test_a_contributor_that_is_listed_twice(tmp_path: Path) -> None:
    text = hint(tmp_path, {HERE: "T=9000@0 A=2755@0 B=6245@0"}, "T=A+B", "T=B")
    assert text == "c:B (line 1), 6,245, is listed twice and should count once. With it the sum holds."


def test_what_is_listed_twice_is_named_where_something_else_is_missing(tmp_path: Path) -> None:
    text = hint(tmp_path, {HERE: "T=9000@0 A=2755@0 B=5245@0"}, "T=A+B+C", "T=B")
    assert text.startswith("c:B is listed twice by this calculation. c:C, which is a contributor as well,")


def test_the_contributors_of_another_total(tmp_path: Path) -> None:
    stated = {HERE: "T=90871@0 A=2755@0 B=5245@0 X=8000@0"}
    text = hint(tmp_path, stated, "T=A+B", "Z=X")
    assert text == "The contributors add up to c:X (line 1), 8,000, and not to c:T."


def test_a_copy_of_a_lone_contributor_is_no_evidence(tmp_path: Path) -> None:
    text = hint(tmp_path, {HERE: "T=90871@0 A=8000@0 X=8000@0"}, "T=A", "Z=X")
    assert text == (
        "The calculation has no other contributor: lines that make up the difference are missing."
    )


def test_a_figure_used_in_place_of_another(tmp_path: Path) -> None:
    stated = {HERE: "T=4721@0 A=6289@0 B=1602@0", of("X"): "B=1000@0", of("Y"): "B=568@0"}
    assert hint(tmp_path, stated, "T=A-B") == (
        "Instead of c:B (line 1), 1,602, take figures for members on c:ProductAxis (X, Y), which add up to"
        " 1,568. With it the sum holds."
    )


def test_the_whole_in_place_of_the_figures_of_members_that_make_another_sum(tmp_path: Path) -> None:
    stated = {HERE: "T=4721@0 A=6289@0 B=1602@0", of("X"): "B=1000@0", of("Y"): "B=577@0"}
    assert "Instead of" not in hint(tmp_path, stated, "T=A-B")


# --- what is evidence -------------------------------------------------------------------------


@pytest.mark.parametrize(("difference", "named"), [(50, True), (49, False)])
def test_a_repair_is_named_unless_chance_may_explain_it(tmp_path: Path, difference: int, named: bool) -> None:  # noqa: FBT001 - a column
    # either of two figures could be the missing one: 2 x (2 x 1 + 1) / 4 of so many units
    total = 10_000 + difference
    stated = {HERE: f"T={total}@0 A=10000@0", of("X"): f"B={difference}@0", of("Y"): "B=9@0"}
    assert limits.MOST_CHANCE * 100 == 3
    assert limits.SPREAD_OF_FIGURES == 4
    assert ("With it the sum holds" in hint(tmp_path, stated, "T=A+B")) == named


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("CashUsedInInvesting", "CashUsedInInvesting1", 1),
        ("CashUsedInInvesting", "CashUsedInFinancing", 0.5),
        ("CashUsed", "CashPaid", 0),
        ("Cash", "Cash", 0),
    ],
)
def test_names_are_similar_that_share_most_words(one: str, other: str, share: float) -> None:
    assert limits.LEAST_WORDS == 2
    assert similarity(name(one), name(other)) == share


def test_a_slip_of_a_digit_is_not_claimed_for_what_fails_every_year(tmp_path: Path) -> None:
    stated = {HERE: "T=1953@0 A=1554@0 B=439@0", BEFORE: "T=1935@0 A=1664@0 B=316@0"}
    assert hint(tmp_path, stated, "T=A+B").startswith("No single figure explains it")


def test_sums_of_two_roles_do_not_stand_together(tmp_path: Path) -> None:
    figures = list(facts("T=9000@0 A=2755@0"))
    trees = [network("T=A+B", role=f"{ROLE}1"), network("T=A+C", role=f"{ROLE}2")]
    (result,) = audit.check_path(write(tmp_path, figures, trees))
    found = [item for item in result.findings if item.code == "C402"]
    assert [item.hint.rsplit(" ", 1)[1] for item in found] == [f"{ROLE}1.", f"{ROLE}2."]
    assert codes(result) == ["C402", "C402"]


@pytest.mark.parametrize(("total", "is_coarse"), [("229900000", True), ("229930000", False)])
def test_decimals_that_claim_more_than_the_figure_has(tmp_path: Path, total: str, is_coarse: bool) -> None:  # noqa: FBT001 - a column
    # 229.9 million, stated in thousands
    text = hint(tmp_path, {HERE: f"T={total}@-3 A=120411000@-3 B=109465000@-3"}, "T=A+B")
    said = "c:T (line 1), 229,900,000, looks rounded to decimals -5 and is stated with -3: that explains the"
    assert (said in text) == is_coarse


@pytest.mark.parametrize(("terms", "is_coarse"), [(9, True), (10, False)])
def test_a_figure_among_many_ends_in_zeros_by_chance(tmp_path: Path, terms: int, is_coarse: bool) -> None:  # noqa: FBT001 - a column
    assert limits.LEAST_ZEROS == 2
    names = "ABCDEFGHIJ"[:terms]
    stated = " ".join(f"{letter}={1121 + number}@0" for number, letter in enumerate(names))
    total = round(sum(1121 + number for number in range(terms)), -2)
    text = hint(tmp_path, {HERE: f"T={total}@0 {stated}"}, f"T={'+'.join(names)}")
    assert ("looks rounded to decimals -2" in text) == is_coarse


@pytest.mark.parametrize(("loan", "is_coarse"), [(24600, True), (24000, False)])
def test_an_amount_of_two_digits_is_as_round_as_it_is(tmp_path: Path, loan: int, is_coarse: bool) -> None:  # noqa: FBT001 - a column
    assert limits.LEAST_DIGITS == 3
    text = hint(tmp_path, {HERE: f"T={loan + 5387}@0 A={loan}@0 B=5352@0"}, "T=A+B")
    assert (f"c:A (line 1), {loan:,}, looks rounded" in text) == is_coarse


@pytest.mark.parametrize("decimals", [99, 128])
def test_a_zero_of_many_decimals_does_not_hide_the_failure(tmp_path: Path, decimals: int) -> None:
    stated = list(facts(f"T=9000@0 A=2755@0 B=6000@0 C=0@{decimals}"))
    (result,) = audit.check_path(write(tmp_path, stated, [network("T=A+B+C")]))
    item = next(item for item in result.findings if item.code == "C402")
    assert "(difference 245; rounding explains at most 1.5" in item.message
    others = [item for item in result.findings if item.code == "C425"]
    assert len(others) == (decimals == 128)
    assert all("c:C (2012-09-30, JPY), with decimals 128" in one.message and one.at for one in others)


@pytest.mark.parametrize(("members", "named"), [(60, True), (61, False)])
def test_a_figure_is_looked_for_among_sixty_of_its_day(tmp_path: Path, members: int, named: bool) -> None:  # noqa: FBT001 - a column
    assert limits.MOST_REPORTED == 60
    stated = {HERE: "T=9000000@0 A=2755@0"}
    stated |= {of(f"M{number}"): f"B={7 + number}@0" for number in range(members - 1)}
    total = 8_997_245 - sum(7 + number for number in range(members - 1))
    stated[of("Last")] = f"B={total}@0"
    assert ("With it the sum holds" in hint(tmp_path, stated, "T=A+B")) == named
