"""A plain, slow reading of a filing: XPath, strings and fractions, with nothing of linetag in it.

For instances whose calculation linkbase lies beside them, without prohibited arcs and tuples.
"""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from pathlib import Path

XLINK = "{http://www.w3.org/1999/xlink}"
NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
Figure = tuple[Fraction, Fraction | None]  # value and unit of the last digit, None if exact
Sum = tuple[str, str, str, str]  # role, total, context, unit


def plain_text(element: etree._Element) -> str:
    """What a context or unit says, whatever its id and prefixes."""
    parts = [
        f"{etree.QName(e).localname}={(e.text or '').strip().split(':')[-1]}"
        f"{e.get('dimension', '').split(':')[-1]}{e.get('scheme', '')}"
        for e in element.iter("{*}*")
        if len(e) == 0
    ]
    return " ".join(sorted(parts))


def figures(instance: Path) -> dict[tuple[str, str, str], list[Figure | None]]:
    """(local name, context, unit) → every figure reported; None for nil."""
    root = etree.parse(instance).getroot()
    contexts = {e.get("id"): plain_text(e) for e in root.iter("{*}context")}
    units = {e.get("id"): plain_text(e) for e in root.iter("{*}unit")}
    found: dict[tuple[str, str, str], list[Figure | None]] = defaultdict(list)
    for fact in root.iter("{*}*"):
        if fact.get("unitRef") is None:
            continue
        key = etree.QName(fact).localname, contexts[fact.get("contextRef")], units[fact.get("unitRef")]
        if fact.get(NIL) == "true":
            found[key].append(None)
            continue
        decimals = fact.get("decimals", "INF")
        unit = None if decimals == "INF" else Fraction(10) ** -int(decimals)
        found[key].append((Fraction((fact.text or "").strip()), unit))
    return found


def arcs(linkbase: Path) -> dict[tuple[str, str], list[tuple[str, Fraction]]]:
    """(role, total) → contributors with their weights, by local name."""
    found: dict[tuple[str, str], list[tuple[str, Fraction]]] = defaultdict(list)
    for link in etree.parse(linkbase).getroot().iter("{*}calculationLink"):
        names = {
            loc.get(f"{XLINK}label"): loc.get(f"{XLINK}href", "").split("#")[-1].split("_")[-1]
            for loc in link.iter("{*}loc")
        }
        for arc in link.iter("{*}calculationArc"):
            total, part = (names[arc.get(f"{XLINK}{end}")] for end in ("from", "to"))
            pair = part, Fraction(arc.get("weight", ""))
            if pair not in found[link.get(f"{XLINK}role", ""), total]:
                found[link.get(f"{XLINK}role", ""), total].append(pair)
    return found


def nearest(figure: Figure) -> Fraction:
    value, unit = figure
    return value if unit is None else round(value / unit) * unit


def judge_1_0(total: list[Figure], parts: list[tuple[Fraction, list[Figure]]]) -> str:
    if len(total) > 1 or any(len(figures_) > 1 for _, figures_ in parts):
        return "unchecked"
    computed = sum((weight * nearest(figures_[0]) for weight, figures_ in parts), Fraction(0))
    return "consistent" if nearest((computed, total[0][1])) == nearest(total[0]) else "inconsistent"


def span(figures_: list[Figure]) -> tuple[Fraction, Fraction]:
    """What all of the figures allow, each rounded to nearest."""
    low = max(value - (unit or Fraction(0)) / 2 for value, unit in figures_)
    high = min(value + (unit or Fraction(0)) / 2 for value, unit in figures_)
    return low, high


def judge_1_1(total: list[Figure], parts: list[tuple[Fraction, list[Figure]]]) -> str:
    low = high = Fraction(0)
    for weight, figures_ in parts:
        ends = [weight * end for end in span(figures_)]
        low, high = low + min(ends), high + max(ends)
    bottom, top = span(total)
    return "consistent" if low <= top and bottom <= high else "inconsistent"


def judged(instance: Path, linkbase: Path) -> dict[str, dict[Sum, str]]:
    """Mode → every sum that binds, with its verdict."""
    known = figures(instance)
    found: dict[str, dict[Sum, str]] = {"1.0": {}, "1.1": {}}
    for (role, total), contributors in arcs(linkbase).items():
        for (name, context, unit), reported in known.items():
            stated = [figure for figure in reported if figure is not None]
            parts = [
                (weight, present)
                for part, weight in contributors
                if (present := [f for f in known.get((part, context, unit), ()) if f is not None])
            ]
            if name == total and stated and parts:
                found["1.0"][role, total, context, unit] = judge_1_0(stated, parts)
                found["1.1"][role, total, context, unit] = judge_1_1(stated, parts)
    return found
