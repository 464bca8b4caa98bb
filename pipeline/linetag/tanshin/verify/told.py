"""Failing derivations → findings at the figure that is most likely wrong, with what the figures support."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.checks import slips
from linetag.checks.derivations import Derivation
from linetag.checks.relation import EXACT
from linetag.findings import Finding, finding
from linetag.model import Fact
from linetag.tanshin.form.facts import element_of, origin_of, unit_of
from linetag.tanshin.verify.relation import Relation, Stated, judge

_SCALES = {"JPY": (-6, " million"), "Pure": (2, "%")}
_PLACES = {"Pure": 1, "JPYPerShares": 2}
_SLIPS = ("sign", "scale", "transposed digits", "digit")
_POWERS = (-3, 3, -1, 1, -2, 2)
_MOST_NAMED = 3
_CUT = (
    "One more in the last digit, and it would hold: the percentage may be cut off; the form has it rounded."
)
# No figure of a form takes part in more.
_MOST_TOUCHED = 50


class Suspect(NamedTuple):
    """A figure, the value that puts the relation right, the slip between, and what else it puts right."""

    fact: Fact
    right: Decimal
    slip: str
    mends: tuple[int, ...]


def findings(
    relations: Sequence[Relation], verdicts: Sequence[Derivation], stated: Stated, most: int
) -> Iterator[Finding]:
    """A finding for each root cause of what fails, `most` of them: what follows from one is told with it."""
    holding = [verdict.verdict == "holds" for verdict in verdicts]
    touching: dict[str, list[int]] = {}
    for number, relation in enumerate(relations):
        for fact in relation.facts:
            touching.setdefault(fact.id, []).append(number)
    done: set[int] = set()
    told = 0
    for number, verdict in enumerate(verdicts):
        if verdict.verdict != "fails" or number in done or told == most:
            continue
        told += 1
        if _is_cut_off(relations[number], stated):
            yield _told(relations[number], verdict, stated, _CUT, (None,))._replace(severity="warning")
            continue
        suspects = _suspects(number, relations, holding, touching, stated)
        only = suspects[0] if len({s.fact.id for s in suspects}) == 1 else None
        upset = [n for n in only.mends if n != number and n not in done] if only else []
        done.update(upset)
        supported = _hint(relations[number], stated, relations, suspects)
        hint = " ".join(filter(None, (supported, *_followers([relations[n] for n in upset], stated))))
        others = [relations[n].stated for n in upset]
        yield _told(relations[number], verdict, stated, hint, (only.fact if only else None, *others))


def _is_cut_off(relation: Relation, stated: Stated) -> bool:
    """Whether a percentage would hold with one more in its last digit."""
    fact = relation.stated
    if unit_of(fact) != "Pure" or not isinstance(fact.value, Decimal) or fact.decimals is None:
        return False
    one = Decimal(1).scaleb(-max(min(fact.decimals, 30), -30)).copy_sign(fact.value)
    return judge(relation, stated, {fact.id: EXACT.add(fact.value, one)}).verdict == "holds"


def _followers(upset: Sequence[Relation], stated: Stated) -> Iterator[str]:
    """What the same figure upsets besides."""
    named = [
        stated.named(one.stated) + (" beside the statements" if one.kind == "statement" else "")
        for one in upset
    ]
    if named:
        yield f"The same figure also upsets {'; '.join(dict.fromkeys(named))}."


def _told(
    relation: Relation, verdict: Derivation, stated: Stated, hint: str, told: Sequence[Fact | None]
) -> Finding:
    """`told` are the figure to point at, if one is more likely wrong than all others, and those it upsets."""
    fact = relation.stated
    taken = {(part.item, part.context) for part in verdict.parts}
    parts = [f for f in relation.facts[1:] if (element_of(f), f.context) in taken]
    pointed, *upset = told
    figures = (pointed or fact, fact, *parts, *upset)
    places = list(dict.fromkeys(place for figure in figures if figure for place in figure.origins[:1]))
    return finding(
        relation.code,
        places[0] if places else None,
        related=places[1:],
        facts=(fact.id, *(part.id for part in parts)),
        hint=hint or None,
        figure=stated.named(fact),
        stated=shown(fact.value, fact),
        derived=_span(verdict, fact),
        parts="; ".join(f"{stated.named(part)} {shown(part.value, part)}" for part in parts),
    )


def dash(fact: Fact, stated: Stated) -> Finding:
    """A number where the form shows a dash."""
    value = shown(fact.value, fact)
    return finding("S701", origin_of(fact), facts=(fact.id,), figure=stated.named(fact), stated=value)


def shown(value: object, like: Fact) -> str:
    """A figure as the form prints it: in millions, in percent."""
    if not isinstance(value, Decimal):
        return "nil" if value is None else str(value)
    scale, unit = _SCALES.get(unit_of(like), (0, ""))
    return f"{EXACT.scaleb(value, scale):,.{_PLACES.get(unit_of(like), 0)}f}{unit}"


def _span(verdict: Derivation, like: Fact) -> str:
    low, high = verdict.low, verdict.high
    if low is None or low == high:
        return shown(high, like)
    return f"{shown(low, like)} to {shown(high, like)}"


# --- what the figures support -------------------------------------------------------------------------


def _suspects(
    number: int,
    relations: Sequence[Relation],
    holding: Sequence[bool],
    touching: Mapping[str, Sequence[int]],
    stated: Stated,
) -> list[Suspect]:
    """Figures that, but for one slip, put the relation right and break none: of those that mend most."""
    found: list[Suspect] = []
    for fact in relations[number].facts:
        if len(touching[fact.id]) > _MOST_TOUCHED:
            continue
        for right, slip in _corrections(fact):
            changed = {fact.id: right}
            if judge(relations[number], stated, changed).verdict != "holds":
                continue
            verdicts = {n: judge(relations[n], stated, changed).verdict for n in touching[fact.id]}
            if not any(holding[n] and verdict == "fails" for n, verdict in verdicts.items()):
                mends = tuple(n for n, verdict in verdicts.items() if verdict == "holds" and not holding[n])
                found.append(Suspect(fact, right, slip, mends))
    most = max((len(suspect.mends) for suspect in found), default=0)
    found = [suspect for suspect in found if len(suspect.mends) == most]
    best = min((_SLIPS.index(suspect.slip) for suspect in found), default=0)
    return [suspect for suspect in found if _SLIPS.index(suspect.slip) == best]


def _corrections(fact: Fact) -> Iterator[tuple[Decimal, str]]:
    """Values that one slip turns into the one stated, the more telling first."""
    value = fact.value
    if not isinstance(value, Decimal) or not value:
        return
    yield -value, "sign"
    for power in _POWERS:
        yield EXACT.scaleb(value, power), "scale"
    places = max(min(fact.decimals or 0, 30), -30)
    digits = f"{abs(EXACT.scaleb(value, places)):.0f}"

    def again(text: str) -> Decimal:
        return EXACT.scaleb(Decimal(text).copy_sign(value), -places)

    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            yield again(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]), "transposed digits"
    for at, own in enumerate(digits):
        for digit in "0123456789":
            if digit != own:
                yield again(digits[:at] + digit + digits[at + 1 :]), "digit"


def _hint(relation: Relation, stated: Stated, others: Sequence[Relation], suspects: Sequence[Suspect]) -> str:
    """What the figures support; "" where they support nothing, and the catalogue's hint stands."""
    if _is_exchanged(relation, stated):
        return "It holds with the two amounts exchanged: the rows of the two periods may be swapped."
    if suspects:
        named = "; or ".join(
            f"{shown(s.right, s.fact)} for {stated.named(s.fact)}" for s in suspects[:_MOST_NAMED]
        )
        return f"It would hold with {named}: {slips.words(suspects[0].slip)}."
    for other in others:
        if (
            other is not relation
            and other.ways
            and (other.kind, other.form) == (relation.kind, relation.form)
        ):
            source = Relation(other.kind, other.code, relation.stated, other.ways, other.form)
            if judge(source, stated).verdict == "holds":
                return f"It would be right for {stated.named(other.stated)}."
    return ""


def _is_exchanged(relation: Relation, stated: Stated) -> bool:
    """Whether a growth holds with the amounts of the two periods exchanged."""
    if relation.form != "growth" or not relation.ways:
        return False
    current, prior = relation.ways[0].parts
    pairs = ((current.id, prior.value), (prior.id, current.value))
    turned = {key: value for key, value in pairs if isinstance(value, Decimal)}
    return judge(relation, stated, turned).verdict == "holds"
