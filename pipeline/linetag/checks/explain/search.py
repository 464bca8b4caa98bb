"""From relations that fail to the figure that is wrong: each root cause once.

A figure is suspect when another value for it makes failing relations hold and breaks none that holds;
two figures of a row are when changing places does, and a line item when the other sign of all its
figures does, or another weight, or none, in the sums of one total. What mends the most comes first,
among equals the more plausible slip. What else it explains follows from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from heapq import heappop, heappush
from itertools import count

from linetag.calc import slips
from linetag.calc.slips import Slip
from linetag.checks import near_slips
from linetag.checks.explain.suspects import Cause, Suspect, has_digits, item_of, partners_of
from linetag.checks.explain.what_if import Holding, WhatIf
from linetag.checks.limits import (
    LEAST_OF_LINE,
    LEAST_TERMS_WITHOUT,
    MOST_AGREEING,
    MOST_DIGIT_TERMS,
    MOST_TESTED,
    MOST_TOUCHED,
    TELLING_UNITS,
)
from linetag.checks.near_slips import OF_THE_SUM, RANK
from linetag.checks.relation import PRECISE, Relation, unit
from linetag.model import Fact

_DIGITS: tuple[Slip, ...] = ("transposed digits", "digit")


def find_causes(
    relations: Sequence[Relation],
    figures: Sequence[Fact] = (),
    holding: Holding | None = None,
    stated: Mapping[str, Decimal] | None = None,
) -> tuple[Cause, ...]:
    """Explain every failing relation, each exactly once.

    `relations` may include ones that hold; `holding` finds more of them for a figure. `figures` are all
    that the report has, as far as their rows and line items are known. `stated` has the values as
    reported where another one took part in the sums.
    """
    with localcontext(PRECISE):
        what_if = WhatIf(relations, figures, holding or (lambda _: ()))
        search = _Search(what_if, figures, stated or {})
        causes: list[Cause] = []
        while suspects := search.best():
            best = suspects[0]
            rivals = sum((s.slip, s.is_telling) == (best.slip, best.is_telling) for s in suspects)
            order = sorted(best.mends, key=lambda i: (i not in what_if.grave, i))
            mended, searched = tuple(relations[i] for i in order), search.skipped.isdisjoint(order)
            causes.append(Cause(mended, suspects, rivals == 1, searched))
            search.accept(best)
        for index in sorted(what_if.open):
            columns = tuple(search.columns(index))
            searched = index not in search.skipped
            causes.append(Cause((relations[index],), columns, len(columns) == 1, searched))
    return tuple(causes)


class _Search:
    """The relations that still fail, with the figures as mended so far."""

    def __init__(self, what_if: WhatIf, figures: Sequence[Fact], stated: Mapping[str, Decimal]) -> None:
        """Start with all failing relations, no figure being looked at."""
        self._if = what_if
        self._stated = stated
        self.skipped: set[int] = set()
        self._digits: dict[int, bool] = {}
        self._left = MOST_TESTED
        suspected = [fact for i in sorted(self._if.open) for fact in self._if.relations[i].facts]
        self._serial = {fact.id: n for n, fact in enumerate(suspected)}
        pairs = [self._if.relations[i].exchangeable for i in sorted(self._if.open)]
        self._partners = partners_of(figures, pairs)
        self._lines: dict[object, dict[str, Fact]] = defaultdict(dict)
        for fact in figures or suspected:
            if self._if.values.get(fact.id):
                self._lines[item_of(fact)][fact.id] = fact
        # What each fact, or line item, is suspected of, until a figure that it is related to is mended.
        self._known: dict[object, tuple[Suspect, ...]] = {}
        self._stale: dict[object, Fact] = {fact.id: fact for fact in suspected}
        self._stale_items = dict.fromkeys(map(item_of, suspected))
        self._heap: list[tuple[tuple[int, ...], int, object, Suspect]] = []
        self._pushed = count()

    # --- the suspects, the most likely first --------------------------------------------------

    def best(self) -> tuple[Suspect, ...]:
        """Return the suspects that mend the most, the most likely first; a pair counts once."""
        self._refresh()
        while self._heap:
            _, _, key, best = self._heap[0]
            if best not in self._known.get(key, ()):
                heappop(self._heap)
                continue
            related = {fact.id: fact for fact in self._if.relations[best.mends[0]].facts}
            keys = dict.fromkeys((key, *map(item_of, related.values()), *related))
            found: dict[object, Suspect] = {}
            for suspect in (suspect for key in keys for suspect in self._known.get(key, ())):
                if (suspect.mends, suspect.exact) == (best.mends, best.exact):
                    several = len(suspect.facts) > 1 and frozenset(f.id for f in suspect.facts)
                    against_sum = suspect.slip in OF_THE_SUM
                    found.setdefault(several or (suspect.fact.id, suspect.right, against_sum), suspect)
            return tuple(sorted(found.values(), key=self._order))
        return ()

    def _order(self, suspect: Suspect) -> tuple[int, ...]:
        """Return the key to sort suspects by: what mends more failures beyond rounding comes first."""
        return (
            -len(self._if.grave.intersection(suspect.mends)),
            -suspect.exact,
            not suspect.is_telling,
            RANK.index(suspect.slip),
            not suspect.line,
            suspect.mends[0],
            self._serial.get(suspect.fact.id, 0),
        )

    def _refresh(self) -> None:
        """Look anew at the line items and figures that something changed for."""
        items, facts = self._stale_items, self._stale
        self._stale_items, self._stale = {}, {}
        for item in items:
            line = tuple(self._lines[item].values())
            self._learn(item, (*self._negated(line), *self._reweighted(line)))
        for fact in facts.values():
            if not self._if.open.isdisjoint(self._if.touching[fact.id]):
                self._learn(fact.id, (*self._exchanged(fact), *self._changed(fact)))

    def _learn(self, key: object, suspects: tuple[Suspect, ...]) -> None:
        self._known[key] = suspects
        for suspect in suspects:
            heappush(self._heap, (self._order(suspect), next(self._pushed), key, suspect))

    def accept(self, suspect: Suspect) -> None:
        """Go on with the right value; what depends on it is to be judged anew."""
        self._if.open -= set(suspect.mends)
        if suspect.slip in OF_THE_SUM:
            # Go on with other sums, the figures being right.
            for index in suspect.mends:
                self._if.reweight(index, suspect.line, OF_THE_SUM[suspect.slip])
                self._review(index)
            return
        if suspect.line:
            changes = {fact.id: -self._if.values[fact.id] for fact in suspect.line}
        else:
            changes = self._exchange(suspect.fact, suspect.right, suspect.partner)
        touching = dict.fromkeys(index for fact in suspect.facts for index in self._if.touching[fact.id])
        self._if.change(changes, touching)
        for index in touching:
            self._review(index)

    def _review(self, index: int) -> None:
        """Forget what was found with the old figures of a relation."""
        self._if.review(index)
        self._digits.pop(index, None)
        for fact in self._if.relations[index].facts:
            item = item_of(fact)
            if item in self._known:
                del self._known[item]
                self._stale_items[item] = None
            for other in (fact, *self._partners.get(fact.id, ())):
                self._known.pop(other.id, None)
                if other.id in self._serial:
                    self._stale[other.id] = other

    # --- line items ---------------------------------------------------------------------------

    def _negated(self, line: Sequence[Fact]) -> Iterator[Suspect]:
        """Yield a line item whose figures should all have the other sign: a slip of the mapping."""
        if not self._is_of_many(line):
            return
        changes = {fact.id: -self._if.values[fact.id] for fact in line}
        codes: dict[int, str] = {}
        for index in dict.fromkeys(i for fact in line for i in self._if.touched(fact)):
            codes[index] = self._if.code(index, changes)
            if codes[index] and (index in self._if.grave or index not in self._if.open):
                return
        mends = self._if.mended(codes)
        proven = sum(not self._if.grave.isdisjoint(self._if.touching[f.id].keys() & set(mends)) for f in line)
        if proven >= LEAST_OF_LINE:
            printed = self._if.values[line[0].id]
            exact = sum(not codes[i] for i in mends)
            yield Suspect(line[0], printed, -printed, "line sign", mends, exact, line=tuple(line))

    def _reweighted(self, line: Sequence[Fact]) -> Iterator[Suspect]:
        """Yield a line item that all sums of one total should add with another weight, or not."""
        if not self._is_of_many(line):
            return
        sums: dict[str, dict[int, Fact]] = defaultdict(dict)
        for fact in line:
            for index in self._if.touched(fact):
                relation = self._if.relations[index]
                if relation.kind == "sum" and relation.total.id != fact.id:
                    sums[relation.name][index] = fact
        for added in sums.values():
            mends = tuple(sorted(self._if.grave.intersection(added)))
            for slip, factor in OF_THE_SUM.items() if len(mends) >= LEAST_OF_LINE else ():
                changes = {fact.id: factor * self._if.values[fact.id] for fact in added.values()}
                if not any(self._if.is_grave(index, self._if.code(index, changes)) for index in added):
                    wrong = tuple(added[index] for index in mends)
                    printed = self._if.values[wrong[0].id]
                    yield Suspect(wrong[0], printed, factor * printed, slip, mends, len(mends), line=wrong)

    def _is_of_many(self, line: Sequence[Fact]) -> bool:
        """Whether enough sums with figures of a line item fail by more than rounding."""
        touching = {index for fact in line for index in self._if.touching[fact.id]}
        return len(self._if.grave & touching) >= LEAST_OF_LINE

    # --- single figures -----------------------------------------------------------------------

    def _changed(self, fact: Fact) -> Iterator[Suspect]:
        """Yield the figure with each value that an open relation asks for."""
        asking = [index for index in self._if.touched(fact) if index in self._if.open]
        self._left -= len(asking)
        if self._left < 0:
            self.skipped.update(asking)
            return
        asked: set[Decimal] = set()
        for number, index in enumerate(asking):
            coefficient = self._if.coefficients[index].get(fact.id)
            difference = self._if.differences[index]
            if difference is None:
                yield from self._corrected(index, fact, asked)
                continue
            right = self._if.values[fact.id] - difference / coefficient if coefficient else None
            if right is None or right == self._if.values[fact.id]:
                continue
            for suspect in self._near(index, fact, right, asked):
                yield suspect
                asked.update((suspect.right,) if suspect.slip not in OF_THE_SUM else ())
            is_short = len(self._if.coefficients[index]) <= MOST_DIGIT_TERMS and number < MOST_AGREEING
            is_looked_at = is_short or 1 < len(asking) <= MOST_AGREEING
            if is_looked_at and right not in asked and not PRECISE.remainder(right, unit(fact)):
                asked.add(right)
                yield from self._exactly(index, fact, right)

    def _corrected(self, index: int, fact: Fact, asked: set[Decimal]) -> Iterator[Suspect]:
        """Yield the figure with the values that make a relation hold which is not linear."""
        if len(self._if.touching[fact.id]) > MOST_TOUCHED:
            return
        for right, slip in self._if.relations[index].corrections(fact, self._if.values):
            if right not in asked and right != self._if.values[fact.id]:
                asked.add(right)
                yield from self._exactly(index, fact, right, slip)

    def _near(self, index: int, fact: Fact, right: Decimal, asked: Container[Decimal]) -> tuple[Suspect, ...]:
        """Return the figure with the value of a slip that is near the one that a sum asks for."""
        relation, coefficients = self._if.relations[index], self._if.coefficients[index]
        value = self._if.values[fact.id]
        is_reported = value == fact.value
        stated = self._stated.get(fact.id, value) if is_reported else value
        near = relation.formula.slack / abs(coefficients[fact.id])
        found = near_slips.near_slip(stated, right, near, len(coefficients))
        if found is None:
            return ()
        slip, wanted = found
        if wanted in asked and slip not in OF_THE_SUM:
            return ()
        if slip == "not added":
            is_contributor = fact.id != relation.total.id and len(coefficients) >= LEAST_TERMS_WITHOUT
            return (self._in_sum(index, fact, slip),) if is_contributor and relation.kind == "sum" else ()
        codes = self._if.codes(fact, {fact.id: wanted})
        if any(i not in self._if.open and self._if.is_grave(i, code) for i, code in codes.items()):
            # Where other sums hold with the figure as it is, its sign is right and the weight is not.
            return (self._in_sum(index, fact, "weight"),) if slip == "sign" and relation.kind == "sum" else ()
        mends = self._if.mended(codes)
        has_dash = any(other.origins and not self._if.values[other.id] for other in relation.facts)
        if slip == "double" and len(mends) == 1 and has_dash:
            return ()  # a figure that was lost, of which the release prints a dash, is likelier
        return (Suspect(fact, stated, wanted, slip, mends, len(mends)),) if index in mends else ()

    def _in_sum(self, index: int, fact: Fact, slip: Slip) -> Suspect:
        """Return the suspicion that one sum adds a figure with the wrong weight, or should not add it."""
        value = self._if.values[fact.id]
        return Suspect(fact, value, OF_THE_SUM[slip] * value, slip, (index,), 1, line=(fact,))

    def _exactly(
        self, index: int, fact: Fact, right: Decimal, known: Slip | None = None
    ) -> Iterator[Suspect]:
        """Yield the figure with just the value that a relation asks for, unless one that holds would fail.

        A slip that is `known` was looked for: that it is found speaks against the figure.
        """
        codes = self._if.codes(fact, {fact.id: right})
        if any(self._if.breaks(i, code) for i, code in codes.items()):
            return
        mends = self._if.mended(codes)
        if index in mends:
            printed = self._if.values[fact.id]
            slip = known or slips.slip(printed, right)
            slip = "other printing" if not known and near_slips.other_printing(fact, right) else slip
            whole = sum(not self._if.relations[i].missing_count for i in mends)
            slip = "agreed" if slip == "other" and whole > 1 else slip
            is_telling = bool(known) or self._is_telling(index, fact, right, slip, len(mends))
            is_telling = is_telling or (whole > 1 and slip != "lost")
            exact = sum(not codes[i] for i in mends)
            yield Suspect(fact, printed, right, slip, mends, exact, is_telling)

    def _is_telling(self, index: int, fact: Fact, right: Decimal, slip: Slip, mends: int) -> bool:
        """Whether a slip speaks against a figure, and is not one of those that any difference could be.

        A sum that lacks a contributor fails for that reason, unless other relations ask for the same digits.
        """
        if slip in _DIGITS:
            is_large = abs(right - self._if.values[fact.id]) >= TELLING_UNITS * unit(fact)
            is_supported = mends >= 1 + bool(self._if.relations[index].missing_count)
            return is_large and is_supported and self._has_telling_digits(index)
        return slip in ("agreed", "other printing")

    def _has_telling_digits(self, index: int) -> bool:
        """Whether a figure of more than one digit is a digit away from what a sum asks for."""
        if index not in self._digits:
            coefficients, difference = self._if.coefficients[index], self._if.differences[index]
            is_short = difference is not None and len(coefficients) <= MOST_DIGIT_TERMS
            self._digits[index] = is_short and any(
                slips.slip(value, right) in _DIGITS and has_digits(value) and has_digits(right)
                for value, right in (
                    (self._if.values[key], self._if.values[key] - (difference or 0) / coefficient)
                    for key, coefficient in coefficients.items()
                )
            )
        return self._digits[index]

    def _exchanged(self, fact: Fact) -> Iterator[Suspect]:
        """Yield the figure and another of its row in each other's place; rounding may remain in a sum."""
        for partner in self._partners.get(fact.id, ()):
            printed, right = self._if.values[fact.id], self._if.values[partner.id]
            if printed == right:
                continue
            codes = self._if.codes(fact, self._exchange(fact, right, partner), partner)
            fails = any(self._if.breaks(i, code) or self._if.is_grave(i, code) for i, code in codes.items())
            exact = sum(i in self._if.open and not code for i, code in codes.items())
            if not fails and exact:
                mends = tuple(sorted(i for i in codes if i in self._if.open))
                yield Suspect(fact, printed, right, "swapped", mends, len(mends), partner=partner)

    def columns(self, index: int) -> Iterator[Suspect]:
        """Yield pairs that would mend a relation alone, as where whole columns are swapped."""
        relation = self._if.relations[index]
        for number, fact in enumerate(relation.facts):
            for partner in self._partners.get(fact.id, ()):
                printed, right = self._if.values[fact.id], self._if.values[partner.id]
                is_known = partner in relation.facts[:number]
                changes = self._exchange(fact, right, partner)
                if printed != right and not is_known and not self._if.code(index, changes):
                    yield Suspect(fact, printed, right, "swapped", (index,), 1, partner=partner)

    def _exchange(self, fact: Fact, right: Decimal, partner: Fact | None) -> dict[str, Decimal]:
        changes = {fact.id: right}
        return changes if partner is None else {**changes, partner.id: self._if.values[fact.id]}
