"""From failing relations to the figure that is wrong, on random trees of sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from linetag.checks.explain.search import find_causes
from linetag.checks.explain.suspects import Cause
from linetag.checks.relation import Relation, WeightedSum
from linetag.model import Fact, Origin
from support.figures import START, figure
from support.relations import THOUSAND, row, sum_of, summed, total, translated

# --- trees ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Book:
    """Figures in rows of yen and dollars, and all that holds between them."""

    facts: tuple[Fact, ...]
    relations: tuple[Relation, ...]

    def altered(self, *changes: tuple[int, Decimal]) -> tuple[Fact, ...]:
        """The figures with those at the given numbers replaced."""
        facts = list(self.facts)
        for number, value in changes:
            facts[number] = facts[number]._replace(value=value)
        return tuple(facts)

    def failing(self, facts: Sequence[Fact]) -> list[Relation]:
        return [relation for relation in self.relations if relation.failure(numbers(facts))]


def numbers(facts: Sequence[Fact]) -> dict[str, Decimal]:
    return {fact.id: fact.value for fact in facts if isinstance(fact.value, Decimal)}


def with_terms(relation: Relation, terms: Sequence[tuple[Fact, Decimal]]) -> Relation:
    assert isinstance(relation.formula, WeightedSum)
    return relation._replace(formula=relation.formula._replace(terms=tuple(terms)))


@st.composite
def books(draw: st.DrawFn, trees: int = 1) -> Book:
    """Trees of sums two levels deep, in both currencies, every figure of which is in a sum."""
    facts: dict[str, tuple[Fact, Fact]] = {}
    relations: list[Relation] = []
    for tree in range(trees):
        heads: list[tuple[str, Decimal]] = []
        for branch in range(draw(st.integers(2, 3))):
            parts = draw(st.lists(st.integers(100, 99_999).map(Decimal), min_size=2, max_size=4))
            weights = [
                1,
                *draw(st.lists(st.sampled_from([1, -1]), min_size=len(parts) - 1, max_size=len(parts) - 1)),
            ]
            names = [f"T{tree}B{branch}P{n}" for n in range(len(parts))]
            head = f"T{tree}B{branch}"
            for name, value in zip(names, parts, strict=True):
                facts[name] = tuple(row(name, value, len(facts) + 1))  # type: ignore[assignment]
            value = total([part * weight for part, weight in zip(parts, weights, strict=True)])
            facts[head] = tuple(row(head, value, len(facts) + 1))  # type: ignore[assignment]
            heads.append((head, value))
            relations += (summed(head, [facts[name][c] for name in (head, *names)], weights) for c in (0, 1))
        top = f"T{tree}"
        facts[top] = tuple(row(top, total([value for _, value in heads]), len(facts) + 1))  # type: ignore[assignment]
        names = [top, *(name for name, _ in heads)]
        relations += (summed(top, [facts[name][c] for name in names], [1] * len(heads)) for c in (0, 1))
    relations += (translated(yen, dollars) for yen, dollars in facts.values())
    return Book(tuple(fact for pair in facts.values() for fact in pair), tuple(relations))


changes = st.integers(-50_000, 50_000).filter(bool).map(lambda n: Decimal(n) * THOUSAND)
choices = st.integers(0, 10**6)


def accused(cause: Cause) -> dict[str, Decimal]:
    return {suspect.fact.id: suspect.right for suspect in cause.suspects if suspect.partner is None}


@given(books())
def test_where_everything_holds_nothing_is_told(book: Book) -> None:
    assert book.failing(book.facts) == []
    assert find_causes(book.relations, book.facts) == ()


@given(books(), choices)
def test_a_line_item_with_the_other_sign_throughout_is_one_cause(book: Book, choice: int) -> None:
    parts = [n for n, fact in enumerate(book.facts) if "P" in fact.concept.local]
    number = parts[choice % len(parts)] // 2 * 2  # yen, and the dollars after them
    line = book.facts[number : number + 2]
    turned = [-value for value in numbers(line).values()]
    facts = book.altered((number, turned[0]), (number + 1, turned[1]))

    (cause,) = find_causes(book.relations, facts)

    assert sorted(r.name for r in cause.relations) == sorted(r.name for r in book.failing(facts))
    # Another figure that is exactly the difference, by chance, is a suspect as well.
    lines = [(suspect.slip, {fact.id for fact in suspect.line}) for suspect in cause.suspects]
    assert ("line sign", {fact.id for fact in line}) in lines


def branches(book: Book, number: int) -> tuple[tuple[Relation, ...], tuple[Relation, ...]]:
    """The sums of a branch, in yen and in dollars, and all other relations."""
    heads = [r for r in book.relations if r.kind == "sum" and "P" in r.formula.terms[0][0].concept.local]
    name = heads[2 * (number % (len(heads) // 2))].name
    mine = tuple(r for r in book.relations if r.name == name)
    return mine, tuple(r for r in book.relations if r.name != name)


def of_sums(causes: Sequence[Cause]) -> list[tuple[str, set[str]]]:
    (cause,) = causes
    return [(suspect.slip, {fact.id for fact in suspect.line}) for suspect in cause.suspects]


@given(books(), choices, choices)
def test_a_wrong_weight_is_one_cause_where_the_sign_is_proven(book: Book, one: int, other: int) -> None:
    mine, rest = branches(book, one)
    place = other % len(mine[0].formula.terms)
    line = [r.formula.terms[place][0] for r in mine]
    # that the figures are right is shown by others that are equal to them
    same = [fact._replace(id=f"{fact.id} again", concept=figure("Again", "1").concept) for fact in line]
    ties = [
        Relation("tie", "tie", "K501", "", fact, WeightedSum(((again, Decimal(1)),), Decimal(0)))
        for fact, again in zip(line, same, strict=True)
    ]
    wrong = [
        with_terms(r, [(f, -w if n == place else w) for n, (f, w) in enumerate(r.formula.terms)])
        for r in mine
    ]
    suspects = of_sums(find_causes([*wrong, *rest, *ties], (*book.facts, *same)))
    assert ("weight", {fact.id for fact in line}) in suspects


@given(books(), choices, choices)
def test_a_line_item_that_is_no_part_of_the_sum_is_one_cause(book: Book, one: int, other: int) -> None:
    mine, rest = branches(book, one)
    own = {fact.id for r in mine for fact in r.facts}
    foreign = [fact for fact in book.facts if "P" in fact.concept.local and fact.id not in own]
    number = other % (len(foreign) // 2) * 2
    line = foreign[number : number + 2]
    wrong = [
        with_terms(r, (*r.formula.terms, (fact, Decimal(1)))) for r, fact in zip(mine, line, strict=True)
    ]
    suspects = of_sums(find_causes([*wrong, *rest], book.facts))
    assert ("not added", {fact.id for fact in line}) in suspects


@given(books(), choices, changes)
def test_one_altered_figure_is_one_cause_with_its_right_value(
    book: Book, choice: int, change: Decimal
) -> None:
    number = choice % len(book.facts)
    wrong = book.facts[number]
    assert isinstance(wrong.value, Decimal)
    facts = book.altered((number, wrong.value + change))

    (cause,) = find_causes(book.relations, facts)

    assert accused(cause)[wrong.id] == wrong.value
    assert sorted(r.name for r in cause.relations) == sorted(r.name for r in book.failing(facts))
    assert len(set(map(id, cause.relations))) == len(cause.relations)
    for suspect in cause.suspects:
        mended = numbers(facts) | {suspect.fact.id: suspect.right}
        if suspect.partner is not None:
            mended[suspect.partner.id] = suspect.printed
        assert not any(relation.failure(mended) == relation.code for relation in book.relations)


@given(books(trees=2), choices, choices, changes, changes)
def test_two_altered_figures_apart_are_two_causes(
    book: Book, first: int, second: int, one: Decimal, other: Decimal
) -> None:
    trees = [
        [n for n, fact in enumerate(book.facts) if fact.concept.local.startswith(t)] for t in ("T0", "T1")
    ]
    chosen = [tree[choice % len(tree)] for tree, choice in zip(trees, (first, second), strict=True)]
    wrong = [book.facts[n] for n in chosen]
    facts = book.altered(
        *((n, numbers(book.facts)[book.facts[n].id] + c) for n, c in zip(chosen, (one, other), strict=True))
    )

    causes = find_causes(book.relations, facts)

    assert len(causes) == 2
    found = {key: right for cause in causes for key, right in accused(cause).items()}
    assert all(found[fact.id] == fact.value for fact in wrong)


@given(books(), choices)
def test_figures_swapped_between_columns_are_one_cause(book: Book, choice: int) -> None:
    number = choice % (len(book.facts) // 2) * 2
    yen, dollars = book.facts[number : number + 2]
    assume(yen.value != dollars.value)
    assert isinstance(yen.value, Decimal)
    assert isinstance(dollars.value, Decimal)

    (cause,) = find_causes(book.relations, book.altered((number, dollars.value), (number + 1, yen.value)))

    best = cause.suspects[0]
    assert cause.is_sure
    assert best.slip == "swapped"
    assert best.partner is not None
    assert {best.fact.id: best.right, best.partner.id: best.printed} == {
        yen.id: yen.value,
        dollars.id: dollars.value,
    }


@given(books(trees=2), st.lists(st.tuples(choices, changes), max_size=12))
def test_every_failure_is_told_exactly_once(book: Book, slips_: list[tuple[int, Decimal]]) -> None:
    values = numbers(book.facts)
    facts = book.altered(
        *((n % len(book.facts), values[book.facts[n % len(book.facts)].id] + c) for n, c in slips_)
    )

    causes = find_causes(book.relations, facts)

    told = [id(relation) for cause in causes for relation in cause.relations]
    assert sorted(told) == sorted(map(id, book.failing(facts)))


@given(books(), choices, changes)
def test_the_same_figures_give_the_same_causes(book: Book, choice: int, change: Decimal) -> None:
    number = choice % len(book.facts)
    facts = book.altered((number, numbers(book.facts)[book.facts[number].id] + change))

    assert find_causes(book.relations, facts) == find_causes(book.relations, facts)


# --- what speaks for one figure among several --------------------------------------------------


def test_the_most_plausible_slip_comes_first() -> None:
    facts = (
        figure("Total", "1,000"),
        figure("A", "1,900"),
        figure("B", "(750)", line=2),
        figure("C", "150", line=3),
    )
    (cause,) = find_causes([sum_of(*facts)], facts)

    # 300 too much: the total or A by a digit, C by its sign, B by anything.
    assert [(s.fact.concept.local, s.slip) for s in cause.suspects] == [
        ("C", "sign"),
        ("Total", "digit"),
        ("A", "digit"),
        ("B", "other"),
    ]
    assert cause.is_sure


def test_a_value_that_no_release_could_print_is_no_suspect() -> None:
    shares, doubled = figure("Shares", "500"), figure("Doubled", "1,001", line=2)
    relation = with_terms(sum_of(doubled, shares), [(shares, Decimal(2))])

    (cause,) = find_causes([relation], (shares, doubled._replace(value=Decimal(1_001_000))))

    assert [s.fact.concept.local for s in cause.suspects] == ["Doubled"]


def test_a_figure_that_another_place_prints_is_the_right_one() -> None:
    wrong = figure("A", "490", line=5)
    wrong = wrong._replace(origins=(*wrong.origins, Origin("release.txt", 50, 1, "400")))
    facts = (figure("Total", "1,000"), wrong, figure("B", "600", line=6))

    (cause,) = find_causes([sum_of(*facts)], facts)

    assert [(s.fact.concept.local, s.slip) for s in cause.suspects][:1] == [("A", "other printing")]
    assert cause.is_sure


def test_a_row_is_the_same_item_in_the_same_line() -> None:
    def cause(line: int) -> Cause:
        facts = (
            figure("A", "70", line=5),
            figure("A", "40", line=line, column=9, period=START),
            figure("Total", "40", line=8),
        )
        (found,) = find_causes([sum_of(facts[2], facts[0])], facts)
        return found

    assert cause(5).suspects[0].slip == "swapped"
    assert cause(6).suspects[0].slip == "digit"
