"""Weights that no calculation may have: 0, or of the wrong sign for the balances (XBRL 2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from linetag.checks import words
from linetag.findings import Finding, Words, finding
from linetag.model import Network, Origin, QName
from linetag.taxonomy.dts import Dts
from linetag.taxonomy.schema import Balance

# A taxonomy that has more of them has all of them for one reason.
_MOST = 100
_MOST_ROLES = 3


class _Wrong(NamedTuple):
    """The relationships between two concepts with one wrong weight."""

    total: QName
    part: QName
    weight: str


def wrong_weights(dts: Dts) -> Iterator[Finding]:
    """Each relationship with a wrong weight, once for all roles in which it stands.

    Against the balances (section 5.1.1.2, table 6) only where the schemas of both concepts are at
    hand: those of a base that is absent tell no balance.
    """
    balances = dts.balances(dict.fromkeys(_ends(dts.networks)))
    found = _wrong(dts.networks, balances)
    told = dict(list(found.items())[:_MOST])
    wanted = {(role, wrong.total, wrong.part) for wrong, roles in told.items() for role in roles}
    places = dts.places(wanted) if wanted else {}
    for wrong, roles in told.items():
        at = [place for role in roles if (place := places.get((role, wrong.total, wrong.part)))]
        yield _told(wrong, at, [dts.roles.get(role) or role for role in roles], balances)
    if len(found) > len(told):
        yield finding("C420", count=len(found) - len(told))


def _told(
    wrong: _Wrong, at: Sequence[Origin], roles: Sequence[str], balances: Mapping[QName, Balance]
) -> Finding:
    more = f" and {len(roles) - _MOST_ROLES} more" if len(roles) > _MOST_ROLES else ""
    values: Words = {**wrong._asdict(), "role": "; ".join(roles[:_MOST_ROLES]) + more}
    code = "C421"
    if wrong.weight != "0":
        one, other = balances[wrong.total], balances[wrong.part]
        sign = "positive" if one == other else "negative"
        values |= {"total_balance": one, "part_balance": other, "sign": sign}
        code = "C419"
    return finding(code, at[0] if at else None, related=dict.fromkeys(at[1:]), **values)


def _ends(networks: Sequence[Network]) -> Iterator[QName]:
    for network in networks:
        for arc in network.arcs:
            yield arc.source
            yield arc.target


def _wrong(networks: Sequence[Network], balances: Mapping[QName, Balance]) -> Mapping[_Wrong, Sequence[str]]:
    """The wrong relationships with the roles in which they stand."""
    found: dict[_Wrong, dict[str, None]] = {}
    for network in networks:
        for arc in network.arcs:
            if arc.weight is None:
                continue
            one, other = balances.get(arc.source), balances.get(arc.target)
            if not arc.weight or (one and other and (one == other) != (arc.weight > 0)):
                wrong = _Wrong(arc.source, arc.target, words.number(arc.weight) if arc.weight else "0")
                found.setdefault(wrong, {})[network.role] = None
    return {wrong: list(roles) for wrong, roles in found.items()}
