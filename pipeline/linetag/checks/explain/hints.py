"""What the figures of a failing relation say about the reason, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from linetag.calc import slips
from linetag.checks import near_slips, words
from linetag.checks.explain import repair_words, rounding
from linetag.checks.explain.suspects import Cause, Suspect
from linetag.checks.limits import MOST_CONTEXTS, MOST_MISSING, MOST_NAMED
from linetag.checks.relation import Relation, WeightedSum
from linetag.model import Aspects, Fact, QName
from linetag.wording import position, positions

if TYPE_CHECKING:
    from linetag.checks.case import Case
    from linetag.checks.explain.repairs import Repair
    from linetag.checks.explain.surroundings import SumSurroundings
    from linetag.filing.records import Filing

_SETTLED = "This follows from a decision in filing.toml on one of these figures."
_NOTHING = (
    "No single figure explains it: compare each with its source, and the contributors with the statement."
)
_CUT_OFF = (
    "One more in the last digit, and it would hold: the percentage may be cut off; the form has it rounded."
)
_OTHERWISE = "If not, any other of its figures could be wrong by the difference."
_UNSEARCHED = "It has too many figures to search for the one that is wrong."
_WOULD_HOLD = {
    "line sign": "if all its figures have the opposite sign",
    "weight": "with the opposite weight",
    "not added": "without it",
}


class RootCause(NamedTuple):
    """What is known about failing relations that have one cause.

    `suspects` are those worth naming, `unadded` the lines that are just the difference and that the sum
    does not add, `repeats` other sums of the same total that fail in the same way. It `is_settled` where
    it follows from what the preparer decided; it `has_few_lines` where the context has only few figures of
    the role. The `repair` is what else would make the sum hold.
    """

    cause: Cause
    suspects: tuple[Suspect, ...] = ()
    unadded: Sequence[Fact] = ()
    is_settled: bool = False
    repeats: tuple[Relation, ...] = ()
    has_few_lines: bool = False
    repair: Repair | None = None


def hint(root: RootCause, around: SumSurroundings, case: Case) -> str:
    """Return the hint: what to look at, what else it explains, and where the sum fails in the same way.

    Nothing is returned for a derivation of which the figures say no more; the catalogue has a hint then.
    """
    first = root.cause.relations[0]
    reasons = [_SETTLED] if root.is_settled else list(_reasons(root, around, case))
    if not reasons and isinstance(first.formula, WeightedSum):
        reasons = [_NOTHING]
    roles = [case.role(role) for role in first.roles] if case.instance else []
    role = [f"Calculation: {words.listed(roles, '; ')}."] if roles else []
    return " ".join((*reasons, *_followers(root), *_repeats(root), *role))


def _reasons(root: RootCause, around: SumSurroundings, case: Case) -> Iterator[str]:
    first = root.cause.relations[0]
    is_telling = any(suspect.is_telling for suspect in root.suspects)
    rounded = tuple(_rounded(root, case))
    yield from rounded
    if rounded and (case.instance is not None or rounded == (_CUT_OFF,)):
        return
    if root.repair is not None:
        yield repair_words.sentence(root.repair, first)
        return
    yield from _suspected(root, around, case)
    if not root.suspects and (other := around.other_of_the_figure(first)):
        yield f"It would be right for {_named(other.total, other, case)}."
    if not root.suspects or is_telling:
        yield from _missing(root, case)
    yield from _unadded(root, case)
    if not root.cause.is_searched:
        yield _UNSEARCHED


# --- rounding ---------------------------------------------------------------------------------


def _rounded(root: RootCause, case: Case) -> Iterator[str]:
    """Say that rounding explains a difference, or would if figures are less exact than they claim."""
    first = root.cause.relations[0]
    is_open = not (root.repair or root.unadded or any(suspect.is_telling for suspect in root.suspects))
    if first.kind == "sum" and rounding.is_minor(first):
        yield from _rounding(first)
    elif first.kind == "sum" and is_open and rounding.looks_rounded(first):
        yield from _few_units(first)
    elif rounding.is_percentage_cut_off(first):
        yield _CUT_OFF
    elif case.instance and first.kind == "sum" and is_open and (coarse := rounding.coarser_figures(first)):
        yield _coarser(coarse, first, case)


def _rounding(relation: Relation) -> Iterator[str]:
    """Say how much of what rounding may do the difference is."""
    units, most = map(words.number, (rounding.units(relation), rounding.slack_in_units(relation)))
    yield f"Rounding explains the difference of {units} in the last digit:"
    yield f"{len(relation.formula.terms) + 1} rounded figures allow for up to {most}."
    yield "You do not need to change anything if the source prints these figures."


def _few_units(relation: Relation) -> Iterator[str]:
    is_cut_off = rounding.is_cut_off(relation)
    why = "cut off instead of rounded" if is_cut_off else "less exact than their decimals say"
    yield f"The difference is {words.number(rounding.units(relation))} units of the last digit:"
    yield f"a last digit may be wrong, or the figures are {why}."


def _coarser(figures: Sequence[tuple[Fact, int]], relation: Relation, case: Case) -> str:
    """Say which figures are less exact than their decimals say: 229.9 million stated in thousands."""
    names = [
        f"{_named(fact, relation, case)}, {words.number(_value(fact))}, looks rounded to decimals {decimals}"
        f" and is stated with {fact.decimals}"
        for fact, decimals in figures[:MOST_NAMED]
    ]
    return f"{'; '.join(names)}: that explains the difference."


# --- another figure ---------------------------------------------------------------------------


def _suspected(root: RootCause, around: SumSurroundings, case: Case) -> Iterator[str]:
    suspects, first = root.suspects, root.cause.relations[0]
    if not suspects:
        return
    if suspects[0].slip == "not added" and case.instance is not None:
        yield _counted_twice(suspects[0], first, around, case)
    elif len(suspects) == 1:
        yield f"{_put_right(suspects[0], first, case)}."
    else:
        named = "; or ".join(_put_right(suspect, first, case) for suspect in suspects[:MOST_NAMED])
        more = [s.fact.origins[0] for s in suspects[MOST_NAMED:] if s.fact.origins]
        rest = positions(more) if more else ""
        yield f"Any one of these would put it right: {named}{f'; or one at {rest}' if rest else ''}."
    if suspects[0].slip == "lost" and len(root.cause.suspects) > len(suspects):
        yield _OTHERWISE
    if case.instance is not None and suspects[0].slip == "weight":
        yield "Other sums hold with its figure: check the weight of the relationship."
    elif case.instance is not None and (
        suspects[0].slip == "line sign" or (root.repeats and suspects[0].slip == "sign")
    ):
        yield "Since this occurs more than once, check the weight of the relationship as well."


def _put_right(suspect: Suspect, relation: Relation, case: Case) -> str:
    """Return how a figure is, how it should be, and what makes it likely."""
    fact = suspect.fact
    name = _named(fact, relation, case)
    if suspect.line and (suspect.slip != "not added" or len(suspect.mends) > 1):
        setting = f"; {_settings(suspect, relation, case.filing)}" if case.filing else ""
        sums = "sums hold" if len(suspect.mends) > 1 else "sum holds"
        return f"{name}: the {sums} {_WOULD_HOLD[suspect.slip]}{setting}"
    if suspect.partner is not None:
        printed = _shown(suspect.printed, fact, relation, case)
        right = _shown(suspect.right, suspect.partner, relation, case)
        where = "periods" if relation.kind == "derivation" else "columns"
        return f"{name}: the figures {printed} and {right} look swapped between {where}"
    printed, right = (_shown(value, fact, relation, case) for value in (suspect.printed, suspect.right))
    place = near_slips.other_printing(fact, suspect.right)
    why = f"{position(place)} prints this figure" if place else slips.words(suspect.slip)
    if suspect.slip == "scale":
        why = f"it is off by a factor of {near_slips.factor(suspect.printed, suspect.right)}"
    return f"{name} is {printed} and should be {right}{f': {why}' if why else ''}"


def _settings(suspect: Suspect, relation: Relation, filing: Filing) -> str:
    """Return where the settings give a line item its sign, its weight and its parent."""
    concept, ends = suspect.fact.concept, (relation.total.concept, suspect.fact.concept)
    rollups = (r for r in filing.rollups if (filing.qname(r.parent), filing.qname(r.child)) == ends)
    lines = (line for line in filing.mapping if concept in map(filing.qname, line.concepts))
    rollup = next((f" ({r.origin.path}, line {r.origin.line})" for r in rollups), "")
    if suspect.slip == "not added":
        return f"correct its parent{rollup}"
    if suspect.slip == "weight":
        return f"correct its weight{rollup}"
    mapped = next((f" ({line.origin.path}, line {line.origin.line})" for line in lines), "")
    return f"unless they are misprinted, correct its sign{mapped} or its weight{rollup}"


def _counted_twice(suspect: Suspect, relation: Relation, around: SumSurroundings, case: Case) -> str:
    """Return why a contributor without which the sum holds may be counted twice."""
    fact = suspect.fact
    name = f"{_named(fact, relation, case)}, {_shown(suspect.printed, fact, relation, case)},"
    if above := around.total_above(fact.concept, relation):
        return f"{name} is counted twice: it is a contributor to {above} as well, which the sum adds."
    if below := around.contributors_below(fact.concept, relation):
        names = words.listed(list(map(str, below)))
        return f"{name} is counted twice: it is the total of {names}, which the sum adds as well."
    same = [
        f for f, _ in relation.formula.terms if f.id != fact.id and abs(_value(f)) == abs(suspect.printed)
    ]
    if same:
        why = f"{same[0].concept} has the same amount, which may be counted twice"
        return f"The sum holds without {name} and {why}."
    return f"The sum holds without {name} which may be counted twice, or belong to another sum."


def _unadded(root: RootCause, case: Case) -> Iterator[str]:
    """Say which figures of the same context are the difference, and not added by the sum."""
    first = root.cause.relations[0]
    if root.unadded:
        names = " and ".join(_named(fact, first, case) for fact in root.unadded[:2])
        are = "is exactly" if len(root.unadded) == 1 else "are each exactly"
        amount = words.amount(abs(rounding.difference(first)), first.total)
        yield f"{names} {are} the difference of {amount}, and the sum does not add it."


# --- contributors that are not reported ---------------------------------------------------------


def _missing(root: RootCause, case: Case) -> Iterator[str]:
    relation = root.cause.relations[0]
    if case.instance is not None and (twice := repair_words.twice(relation)):
        one = "is" if len(twice) == 1 else "are each"
        yield f"{words.joined(list(map(str, twice)))} {one} listed twice by this calculation."
    if case.instance is not None and repair_words.is_of_one(relation):
        yield "The calculation has no other contributor: lines that make up the difference are missing."
    here = "for these members" if relation.total.aspects.is_slice else "here"
    if relation.missing_count > MOST_MISSING:
        yield f"{relation.missing_count} contributors to the sum are not reported {here}."
        return
    missing = {concept: case.of_concept(concept) for concept, _ in relation.missing}
    if len(missing) == 1:
        concept, weight = relation.missing[0]
        partly = _by_members(missing[concept], relation)
        what = f"{_absent(concept, case)}, which is a contributor as well, has no figure {here}{partly}"
        needed = rounding.difference(relation) / weight
        # A preparer knows that it is missing: nothing else may be wrong.
        amount = f"; {_needed(needed, concept, relation, case)} would put it right" if case.filing else ""
        yield f"{what}{amount}."
    elif missing:
        names = words.listed([_absent(concept, case) for concept in missing])
        yield f"These contributors have no figure {here}: {names}."
    if relation.total.aspects.is_slice and missing:
        yield from _of_the_whole(missing, relation)
    elif missing and root.has_few_lines:
        yield f"Most lines of this calculation have no figure for {words.where(relation.total.aspects)},"
        yield "which belongs to a table with fewer lines, such as quarterly data or changes in equity."


def _absent(concept: QName, case: Case) -> str:
    """Return the name of a concept without a figure, with the line of the release that has others."""
    if case.filing is None:
        return str(concept)
    row = next((fact for fact in case.figures.values() if fact.concept == concept and fact.origins), None)
    return f'"{case.name(concept)}"{f" ({position(row.origins[0])})" if row else ""}'


def _needed(value: Decimal, concept: QName, relation: Relation, case: Case) -> str:
    row = next((fact for fact in case.facts if fact.concept == concept), None) if case.filing else None
    return words.amount(value * (_printed_sign(row, case) if row else 1), relation.total)


def _by_members(facts: Sequence[Fact], relation: Relation) -> str:
    """Return the members by which a contributor is reported that is not reported for the whole."""
    own = relation.total.aspects
    for axis, members in _by_axis(facts, own).items():
        names = words.listed([member.local for member in members])
        amount = words.amount(_sum(members.values()), relation.total)
        return f" as a whole, only by members on {axis} ({names}), which add up to {amount}"
    others = (fact.aspects for fact in facts if fact.aspects.period == own.period and fact.aspects.members)
    found = next((aspects for aspects in others if aspects.members != own.members), None)
    return f", only for members such as {words.where(found)}" if found else ""


def _by_axis(facts: Iterable[Fact], aspects: Aspects) -> Mapping[QName, Mapping[QName, Fact]]:
    """Return the facts that have one member more than the aspects, by its axis and by the member."""
    own = set(aspects.members)
    found: dict[QName, dict[QName, Fact]] = {}
    for fact in facts:
        members = fact.aspects.members
        more = [pair for pair in members if pair not in own]
        is_one_more = len(more) == 1 and len(members) == len(own) + 1
        if is_one_more and fact.aspects._replace(members=aspects.members) == aspects:
            axis, member = more[0]
            found.setdefault(axis, {})[member] = fact
    return found


def _of_the_whole(missing: Mapping[QName, Sequence[Fact]], relation: Relation) -> Iterator[str]:
    """Say which contributors that a slice lacks are reported for the whole entity."""
    whole = relation.total.aspects._replace(members=(), typed=(), other=())
    known = [concept for concept, facts in missing.items() if any(fact.aspects == whole for fact in facts)]
    if len(known) == len(missing):
        what = "figures for all of them" if len(missing) > 1 else "a figure for it"
        yield f"The whole entity has {what}."
    elif known:
        yield f"The whole entity has figures for {words.listed(list(map(str, known)))}."


# --- others -----------------------------------------------------------------------------------


def _followers(root: RootCause) -> Iterator[str]:
    """Say what else the same cause explains."""
    if followers := root.cause.relations[1:]:
        names = dict.fromkeys(
            f"{r.name} ({words.where(r.total.aspects)})"
            if isinstance(r.formula, WeightedSum)
            else r.formula.figures.named(r.total) + (" in the statements" if r.kind == "comparison" else "")
            for r in followers
        )
        what = "line" if root.suspects and root.suspects[0].line else "figure"
        count = f" {len(names):,} others" if len(names) > MOST_CONTEXTS else ""
        yield f"The same {what} also explains{count}: {words.listed(list(names), '; ', MOST_CONTEXTS)}."


def _repeats(root: RootCause) -> Iterator[str]:
    """Say where the sum fails in the same way, and by how much or what it lacks there."""
    first = root.cause.relations[0]
    if root.repeats:
        is_missing = not root.unadded and not root.suspects and len(first.missing) == 1
        weight = first.missing[0][1] if is_missing else Decimal(1)
        places: list[str] = []
        for total, amount in ((r.total, rounding.difference(r) / weight) for r in root.repeats):
            shown = words.amount(abs(amount) if root.unadded else amount, total)
            places.append(f"{words.where(total.aspects)}, {words.unit_of(total)} ({shown})")
        yield f"The sum fails in the same way for: {words.listed(places, '; ', MOST_CONTEXTS)}."


# --- figures ----------------------------------------------------------------------------------


def _named(fact: Fact, relation: Relation, case: Case) -> str:
    """Return the name of a figure and where it stands."""
    if not isinstance(relation.formula, WeightedSum):
        return relation.formula.figures.named(fact)
    name = case.name(fact.concept)
    return f'"{name}"{_at(fact, relation, case)}' if case.filing else f"{name}{_at(fact, relation, case)}"


def _at(fact: Fact, relation: Relation, case: Case) -> str:
    """Return the line of a figure; of one in another document than the total only that."""
    if case.filing is not None:
        return f" ({position(fact.origins[0])})" if fact.origins else ""
    if not fact.line:
        return ""
    return f" (line {fact.line})" if fact.document == relation.total.document else " (in another document)"


def _shown(value: Decimal, fact: Fact, relation: Relation, case: Case) -> str:
    """Return a figure as the release prints it: in its scale, with the sign that it has there."""
    if not isinstance(relation.formula, WeightedSum):
        return relation.formula.figures.shown(value, fact)
    return words.amount(value * _printed_sign(fact, case), fact) if value else "nothing (a dash)"


def _printed_sign(fact: Fact, case: Case) -> int:
    """Return -1 where the release prints such figures with the other sign than the facts have."""
    if case.filing is None:
        return 1
    same = (other for other in case.facts if other.concept == fact.concept)
    for figure in chain((fact,), same):
        printed = near_slips.printed(figure.origins[0].text) if figure.origins else None
        if printed and isinstance(figure.value, Decimal) and figure.value:
            return -1 if (printed < 0) != (figure.value < 0) else 1
    return 1


def _sum(facts: Iterable[Fact]) -> Decimal:
    return sum(map(_value, facts), Decimal(0))


def _value(fact: Fact) -> Decimal:
    return fact.value if isinstance(fact.value, Decimal) else Decimal(0)
