"""Why a concept is proposed for a line, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from linetag.propose.concepts.captions import NAME, OWN, CaptionTable
from linetag.propose.concepts.ranking import LineChoice, Weighed, Weights
from linetag.propose.concepts.rules import RULES, FilingRule
from linetag.wording import counted

_DECISIVE = 0.4
_MOST_RULES = 2
_RIVAL, _MOST_RIVALS = 0.02, 8
_SAME_FIGURES = 0.5


def found_by(one: Weighed, table: CaptionTable) -> str:
    """Return what led to a candidate: "label", "similar" or "name"."""
    if one.vote.exact:
        return "label"
    return "name" if _is_name(one, table) else "similar"


def of_candidate(one: Weighed, choice: LineChoice, table: CaptionTable, weights: Weights) -> str:
    """Return what companies use it for, then the rules that prefer it to the best other candidate."""
    return "; ".join((_evidence(one, table), *_decisive(one, choice, weights)))


def _evidence(one: Weighed, table: CaptionTable) -> str:
    if one.vote.exact:
        known = ((one.vote.now, "of today"), (one.vote.then, "of 2009 to 2012"))
        parts = [
            f"{counted(max(1, round(number)), 'company', 'companies')} {when}"
            for number, when in known
            if number >= _DECISIVE
        ]
        if parts:
            return f"used for this caption by {' and '.join(parts)}"
    if one.vote.caption < 0:
        return "no company is known to use it for such a caption"
    caption = table.captions[one.vote.caption]
    return f'its name or label is "{caption}"' if _is_name(one, table) else f'used for "{caption}"'


def _is_name(one: Weighed, table: CaptionTable) -> bool:
    if one.vote.caption < 0:
        return False
    seen = table.observations(one.vote.caption)
    return all(each.statement == NAME for each in seen if each.concept == one.concept)


def _decisive(one: Weighed, choice: LineChoice, weights: Weights) -> Iterator[str]:
    """Yield the reasons of the rules that prefer this candidate to another one that companies use."""
    others = [
        each
        for each in choice.candidates[:_MOST_RIVALS]
        if each.concept not in (one.concept, OWN) and each.vote.sharp >= _RIVAL
    ]
    own = _rules(one, weights)
    rivals = [_rules(each, weights) for each in others]
    gains = [(max((own[rule] - each[rule] for each in rivals), default=0.0), rule) for rule in RULES]
    gains.sort(key=lambda pair: -pair[0])
    for gain, rule in gains[:_MOST_RULES]:
        if gain > _DECISIVE:
            yield rule.reason
    if one.traits.get("same figures", 0) > _SAME_FIGURES:
        yield "another statement prints the same figures"


def _rules(one: Weighed, weights: Weights) -> Mapping[FilingRule, float]:
    """What each rule adds to the score of a candidate."""
    found: dict[FilingRule, float] = {}
    for rule in RULES:
        name = f"{rule.name} +" if f"{rule.name} +" in one.traits else f"{rule.name} -"
        found[rule] = weights.get(name, 0.0) * one.traits.get(name, 0.0)
    return found
