"""Cycles among summations: totals that contribute to themselves, through their contributors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

_Node = TypeVar("_Node", bound=Hashable)


def on_cycles(arcs: Collection[tuple[_Node, _Node]]) -> frozenset[tuple[_Node, _Node]]:
    """Return the arcs that lie on a cycle: both ends are in one strongly connected component.

    Kosaraju's algorithm, in time linear in the arcs, without recursion: a table may be deep.
    """
    below: Mapping[_Node, list[_Node]] = defaultdict(list)
    above: Mapping[_Node, list[_Node]] = defaultdict(list)
    for source, target in arcs:
        below[source].append(target)
        above[target].append(source)
    component: dict[_Node, _Node] = {}
    for root in reversed(_in_order_left([node for arc in arcs for node in arc], below)):
        stack = [root]
        while stack:
            node = stack.pop()
            if node not in component:
                component[node] = root
                stack.extend(above[node])
    return frozenset(arc for arc in arcs if component[arc[0]] == component[arc[1]])


def _in_order_left(nodes: Sequence[_Node], below: Mapping[_Node, Sequence[_Node]]) -> list[_Node]:
    """The nodes in the order in which a depth-first search leaves them."""
    order: list[_Node] = []
    seen: set[_Node] = set()
    stack = [(node, False) for node in nodes]
    while stack:
        node, leaving = stack.pop()
        if leaving:
            order.append(node)
        elif node not in seen:
            seen.add(node)
            stack.append((node, True))
            stack.extend((other, False) for other in below[node])
    return order
