"""The sums that can explain a total from the lines that are still without one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from linetag.propose import sum_weights as w
from linetag.propose.amounts import SumLine
from linetag.propose.limits import MAX_JUDGED_SUMS, MAX_PAIRED_LINES, MAX_SIGNED_LINES
from linetag.propose.sum_weights import Fit

Weights = tuple[int, ...]
_BEST = 3
_COLUMNS = 2
_RECENT = 12


class OpenLine(NamedTuple):
    """A line that no total takes yet; `parts` are its own contributors, with weights, if it is a total."""

    line: SumLine
    parts: tuple[tuple[OpenLine, int], ...] = ()

    @property
    def is_total(self) -> bool:
        """Whether the line has contributors, or sounds as if it had some that were not found."""
        return bool(self.parts) or self.line.words.kind in ("total", "result")


class SumCandidate(NamedTuple):
    """A sum that explains a total. `gain` says how well, `left` are the lines that stay open with it.

    `skipped` are the lines between the contributors that are left out; `rivals` are the other sums that add
    other figures to the same total, best first.
    """

    total: SumLine
    parts: tuple[tuple[OpenLine, int], ...]
    gain: int
    left: tuple[OpenLine, ...]
    fit: Fit
    skipped: tuple[OpenLine, ...] = ()
    rivals: tuple[SumCandidate, ...] = ()

    @property
    def printed(self) -> frozenset[tuple[int, int]]:
        """The numbers of the contributors that print a figure, each with its weight."""
        return frozenset((one.line.number, weight) for one, weight in self.parts if not one.line.is_nil)


def of_total(open_lines: Sequence[OpenLine], total: SumLine) -> list[SumCandidate]:
    """Return the best sums of the lines before a total, best first."""
    if not any(total.values) or not open_lines:
        return []
    found: dict[Weights, SumCandidate] = {}
    for number, column in enumerate(_columns(open_lines, total)):
        if number >= _COLUMNS and not any(one.fit.columns for one in found.values()):
            break
        for weights in _patterns(open_lines, total, column):
            if weights not in found and _has_several(open_lines, total, weights):
                found[weights] = _judged(open_lines, total, weights)
                if len(found) >= MAX_JUDGED_SUMS:
                    break
        if any(not one.fit.failing for one in found.values()):
            break
    good = [one for one in found.values() if one.gain > w.LEAST_GAIN]
    good.sort(key=lambda one: -one.gain)
    return [
        one._replace(rivals=tuple(other for other in good if other.printed != one.printed))
        for one in good[:_BEST]
    ]


def _columns(open_lines: Sequence[OpenLine], total: SumLine) -> list[int]:
    """The columns in which the total has a figure, those first that can decide the most."""
    printed = [
        (sum(1 for one in open_lines[-_RECENT:] if one.line.values[column]), abs(value), -column)
        for column, value in enumerate(total.values)
        if value
    ]
    return [-column for _, _, column in sorted(printed, reverse=True)]


def _has_several(open_lines: Sequence[OpenLine], total: SumLine, weights: Weights) -> bool:
    """Whether several contributors have figures; one alone counts only below a total, by its words."""
    window = open_lines[len(open_lines) - len(weights) :]
    printed = [weight for one, weight in zip(window, weights, strict=True) if weight and not one.line.is_nil]
    return len(printed) > 1 or (printed == [1] and total.words.kind in ("total", "result"))


def _judged(open_lines: Sequence[OpenLine], total: SumLine, weights: Weights) -> SumCandidate:
    start = len(open_lines) - len(weights)
    window = open_lines[start:]
    parts = tuple((one, weight) for one, weight in zip(window, weights, strict=True) if weight)
    fit = w.fit(total, [one.line for one, _ in parts], [weight for _, weight in parts])
    gain = fit.information + _sounds(total) - _start(open_lines, start, total) - _form(window, weights)
    printed = sum(not one.line.is_nil for one, _ in parts)
    if printed == 1:
        plain = total.words.kind in ("total", "result", "net") and len(parts) > 1
        gain -= w.ONE_FIGURE if plain else w.ONE_FIGURE_ALONE
    skipped = tuple(one for one, weight in zip(window, weights, strict=True) if not weight)
    left = (*open_lines[:start], *skipped, OpenLine(total, parts))
    return SumCandidate(total, parts, gain, left, fit, skipped)


def _sounds(total: SumLine) -> int:
    look = (w.RULED if total.look.ruled else 0) + (w.BOLD if total.look.bold else 0)
    return w.SOUNDS[total.words.kind] + look


def _start(open_lines: Sequence[OpenLine], start: int, total: SumLine) -> int:
    """What it costs that the contributors begin at this line."""
    if not start:
        return w.NATURAL_START
    first, before = open_lines[start], open_lines[start - 1]
    after_nil = w.AFTER_NIL if before.line.is_nil and not before.parts else 0
    if first.is_total and total.words.kind in ("result", "net") and not after_nil:
        return w.NATURAL_START
    if before.is_total and not (first.parts and total.words.kind == "total"):
        return w.NATURAL_START
    if first.line.section != before.line.section:
        return w.NATURAL_START
    return w.ODD_START + after_nil


def _form(window: Sequence[OpenLine], weights: Weights) -> int:
    """What the signs cost, and the lines that are left out."""
    cost = 0
    before = 1
    for place, (one, weight) in enumerate(zip(window, weights, strict=True)):
        words = one.line.words
        if weight == 0:
            cost += w.LEFT_OUT_REMARK if words.is_remark else w.LEFT_OUT_NEXT if before == 0 else w.LEFT_OUT
        elif before == 0 and window[place].is_total and not window[place].parts:
            cost += w.LEFT_OUT_PARTS - w.LEFT_OUT
        elif one.line.is_nil:
            continue
        elif weight < 0:
            cost += w.NEGATIVE_WORDS if words.is_deducted else w.STILL_NEGATIVE if before < 0 else w.NEGATIVE
        elif before < 0:
            cost += w.POSITIVE_AGAIN
        elif words.is_deducted:
            cost += w.POSITIVE_WORDS
        before = weight
    return cost


# --- patterns of weights --------------------------------------------------------------------------------


def _patterns(open_lines: Sequence[OpenLine], total: SumLine, column: int) -> Iterator[Weights]:
    """Weights of the last open lines with which this column holds, or nearly; the likely ones first."""
    yield from _plain(open_lines, total, column)
    for first_kept in (False, True):
        kept = _uncovered(open_lines, first_kept=first_kept)
        if len(kept) == len(open_lines):
            break
        fewer = [open_lines[place] for place in kept]
        for weights in (*_plain(fewer, total, column), *_signed(fewer[-MAX_SIGNED_LINES:], total, column)):
            yield _spread(weights, kept, len(open_lines))
    yield from _signed(open_lines[-MAX_SIGNED_LINES:], total, column)


def _plain(open_lines: Sequence[OpenLine], total: SumLine, column: int) -> Iterator[Weights]:
    """All lines added, or those deducted whose words say so; where the sum is near in a column."""
    count = len(open_lines)
    target = total.values[column] or 0
    near = abs(target) // 8 + total.units[column]
    added = worded = 0
    for start in range(count - 1, -1, -1):
        line = open_lines[start].line
        value = line.values[column] or 0
        added += value
        worded += -value if line.words.is_deducted else value
        if abs(added - target) <= near:
            yield (1,) * (count - start)
        if worded != added and abs(worded - target) <= near:
            yield tuple(-1 if one.line.words.is_deducted else 1 for one in open_lines[start:])


def _uncovered(open_lines: Sequence[OpenLine], *, first_kept: bool) -> list[int]:
    """The numbers of the lines but those above a line that sounds like their total, though it is not.

    With `first_kept`, the first of the lines above such a total is not covered: "Revenue" above costs.
    """
    kept: list[int] = []
    covered = False
    for place in range(len(open_lines) - 1, -1, -1):
        one = open_lines[place]
        is_first = first_kept and (not place or open_lines[place - 1].is_total)
        if one.is_total:
            covered = not one.parts
        if one.is_total or not covered or is_first:
            kept.append(place)
    return kept[::-1]


def _spread(weights: Weights, kept: Sequence[int], count: int) -> Weights:
    """The weights of the last of the kept lines, and zeros for the lines between them."""
    chosen = kept[len(kept) - len(weights) :]
    spread = [0] * (count - chosen[0])
    for place, weight in zip(chosen, weights, strict=True):
        spread[place - chosen[0]] = weight
    return tuple(spread)


def _signed(open_lines: Sequence[OpenLine], total: SumLine, column: int) -> Iterator[Weights]:
    """Some lines deducted or left out, so that the column holds exactly."""
    target = total.values[column] or 0
    values = [one.line.values[column] or 0 for one in open_lines]
    count = len(values)
    at: dict[int, list[int]] = {}
    rest = 0
    sums = [0] * (count + 1)
    by_sum: dict[int, int] = {0: count}
    opaque = [place for place, one in enumerate(open_lines) if one.is_total and not one.parts]
    for start in range(count - 1, -1, -1):
        rest += values[start]
        sums[start] = rest
        if values[start]:
            at.setdefault(values[start], []).append(start)
        excess = rest - target
        if excess:
            yield from _left_out(values, at, start, excess)
            for end in opaque:
                first = by_sum.get(excess + sums[end], start) if end > start else start
                if start < first < end:
                    yield _weights(count, start, zero=range(first, end))
            if not excess % 2:
                yield from _deducted(values, sums, by_sum, at, start=start, half=excess // 2)
        by_sum[rest] = start


def _left_out(values: Sequence[int], at: dict[int, list[int]], start: int, excess: int) -> Iterator[Weights]:
    for place in at.get(excess, ()):
        if place > start:
            yield _weights(len(values), start, zero=(place,))


def _deducted(  # noqa: PLR0913 - what the caller has looked up once for all lines
    values: Sequence[int],
    sums: Sequence[int],
    by_sum: dict[int, int],
    at: dict[int, list[int]],
    *,
    start: int,
    half: int,
) -> Iterator[Weights]:
    """Weights with a negative block to the end, one after the first line, one line, or two lines."""
    count = len(values)
    end = by_sum.get(half)
    if end is not None and end > start:
        yield _weights(count, start, negative=range(end, count))
    end = by_sum.get(sums[start + 1] - half)
    if end is not None and end > start + 1:
        yield _weights(count, start, negative=range(start + 1, end))
    for place in at.get(half, ()):
        yield _weights(count, start, negative=(place,))
    for second in range(start + 3, count):  # two blocks: costs, other income, and interest deducted
        end = by_sum.get(sums[start + 1] + sums[second] - half)
        if end is not None and start + 1 < end < second:
            yield _weights(count, start, negative=(*range(start + 1, end), *range(second, count)))
    if count - start <= MAX_PAIRED_LINES:
        for one in range(start, count):
            for other in at.get(half - values[one], ()):
                if other > one and values[one]:
                    yield _weights(count, start, negative=(one, other))


def _weights(count: int, start: int, *, negative: Sequence[int] = (), zero: Sequence[int] = ()) -> Weights:
    weights = [1] * (count - start)
    for place in negative:
        weights[place - start] = -1
    for place in zero:
        weights[place - start] = 0
    return tuple(weights)
