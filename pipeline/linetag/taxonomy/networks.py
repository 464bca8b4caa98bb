"""Relationships of all linkbases → networks and labels, after prohibition and overriding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from types import MappingProxyType

from linetag.model import Arc, Label, Network, QName, Taxonomy
from linetag.taxonomy.linkbase import Address, ArcKind, Attribute, BaseSet, LinkbaseFile
from linetag.xbrl.names import STANDARD_LABEL

# Types of attributes: name as in `Attribute` → built-in type of XML Schema.
Types = Mapping[str, str]
DIMENSIONAL: Types = MappingProxyType({"xbrldt:closed": "boolean", "xbrldt:usable": "boolean"})
_TEXTS = frozenset(("string", "normalizedString"))
_BOOLEANS = MappingProxyType({"true": "1", "false": "0"})
_INTEGERS = (
    *("integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger"),
    *("nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort"),
    "unsignedByte",
)
_NUMBERS = frozenset(("decimal", "float", "double", *_INTEGERS))


def networks_of(
    files: Iterable[LinkbaseFile], names: Mapping[Address, QName], types: Types
) -> tuple[Network, ...]:
    """Return one network for each base set, in order of appearance, without prohibited relationships.

    Of equivalent arcs the one with the highest priority decides, and a prohibition among equals
    (XBRL 2.1 section 3.5.3.9.7.5). A relationship with an unknown end is left out. Attributes are
    equal by their values in the types of `types`, by their text where the type is not known.
    """
    one: dict[QName, QName] = {}
    known = {address: one.setdefault(name, name) for address, name in names.items()}
    kinds = _Kinds(types)
    sets: dict[BaseSet, dict[tuple[int, int, int], tuple[int, bool, Arc]]] = defaultdict(dict)
    for file in files:
        path = file.shown
        for base_set, start, end, kind, priority, prohibited, line in file.relations:
            source, target = known.get(start), known.get(end)
            if source is None or target is None:
                continue
            arcs = sets[base_set]
            key = id(source), id(target), kinds(kind)
            first = arcs.get(key)
            if first is None:
                order, weight, preferred, others = kind
                written = tuple((name, value) for name, value, _ in others) if others else ()
                arc = Arc(source, target, order, weight, preferred, written, path, line)
                arcs[key] = priority, prohibited, arc
            elif (priority, prohibited) > first[:2]:
                arcs[key] = priority, prohibited, first[2]
    kept = (
        (key, tuple(arc for _, prohibited, arc in ranked.values() if not prohibited))
        for key, ranked in sets.items()
    )
    return tuple(Network(role, arcrole, arcs) for (role, arcrole, *_), arcs in kept if arcs)


class _Kinds:
    """A number for each kind of arcs, equal for kinds whose values are equal."""

    def __init__(self, types: Types) -> None:
        self._types = types
        self._numbers: dict[int, tuple[int, ArcKind]] = {}
        self._by_value: dict[tuple[object, ...], int] = {}

    def __call__(self, kind: ArcKind) -> int:
        known = self._numbers.get(id(kind))
        if known is None:
            order, weight, preferred, others = kind
            values = tuple((other.name, _value(other, self._types.get(other.name))) for other in others)
            value = order, weight, preferred and preferred.strip(), values
            number = self._by_value.setdefault(value, len(self._by_value))
            known = self._numbers[id(kind)] = number, kind  # kept, or its id would be used again
        return known[0]


def _value(attribute: Attribute, type_: str | None) -> object:
    """The value of an attribute, equal for equal ones whatever their spelling (XBRL 2.1 section 4.10)."""
    if type_ is None or type_ in _TEXTS:
        return attribute.value
    text = " ".join(attribute.value.split())
    if type_ == "QName":
        return attribute.expanded or text
    if type_ == "boolean":
        return _BOOLEANS.get(text, text)
    if type_ in _NUMBERS:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return text
        return object() if number.is_nan() else number  # NaN equals nothing, not even itself
    return text


def labels_of(
    files: Iterable[LinkbaseFile], names: Mapping[Address, QName]
) -> Mapping[QName, tuple[Label, ...]]:
    """Return the labels of each concept in order of appearance, without prohibited ones."""
    resources: dict[Address, Label] = {}
    ranked: dict[tuple[QName, Address, str], tuple[int, bool]] = {}
    for file in files:
        resources.update(file.resources)
        for role, source, target, priority, prohibited in file.labels:
            name = names.get(source)
            if name is not None:
                key, rank = (name, target, role), (priority, prohibited)
                ranked[key] = max(ranked.get(key, rank), rank)
    labels: dict[QName, dict[Label, None]] = defaultdict(dict)
    for (name, target, _), (_, prohibited) in ranked.items():
        if not prohibited and target in resources:
            labels[name][resources[target]] = None
    return {name: tuple(own) for name, own in labels.items()}


def standard_labels(taxonomy: Taxonomy, concepts: Iterable[QName], lang: str = "en") -> Mapping[QName, str]:
    """Return the standard label of each concept that has one: in the language, or else in any."""
    return {name: text for name in concepts if (text := _standard(taxonomy.labels.get(name, ()), lang))}


def _standard(labels: Iterable[Label], lang: str) -> str:
    texts = [(label.text, label.lang) for label in labels if label.role == STANDARD_LABEL and label.text]
    exact = (text for text, own in texts if _primary(own) == _primary(lang))
    return next(exact, texts[0][0] if texts else "")


def _primary(lang: str) -> str:
    return lang.lower().partition("-")[0]
