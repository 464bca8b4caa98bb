"""Parts of a taxonomy that are read when they are asked for: most audits need few of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from linetag.model import Concept, QName
from linetag.taxonomy.schema import HEADS

if TYPE_CHECKING:
    from linetag.taxonomy.document import TaxonomyDocument
    from linetag.taxonomy.schema import Element, Substitution

_K = TypeVar("_K")
_V = TypeVar("_V")


class OnDemand(Mapping[_K, _V]):
    """A mapping that is made when something in it is asked for."""

    def __init__(self, make: Callable[[], Mapping[_K, _V]]) -> None:
        """With the function that makes it."""
        self._make = make

    @cached_property
    def _made(self) -> Mapping[_K, _V]:
        return self._make()

    def __getitem__(self, key: _K) -> _V:
        return self._made[key]

    def __iter__(self) -> Iterator[_K]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


class Concepts(Mapping[QName, Concept]):
    """The items among the elements of schemas, each read when it is asked for; tuples are left out."""

    def __init__(self, schemas: Mapping[str, Sequence[TaxonomyDocument]]) -> None:
        """Of the schemas by the namespaces of their elements."""
        self._schemas = schemas

    def __getitem__(self, name: QName) -> Concept:
        found = self._element(name)
        kind = None if found is None else self._substitution(found[0])
        if found is None or kind is None:
            raise KeyError(name)
        element, url = found
        return Concept(
            name=element.name if element.name == name else name,  # an included schema may have no namespace
            id=element.id,
            schema=url,
            type=element.type,
            period=element.period,
            balance=element.balance,
            abstract=element.abstract,
            nillable=element.nillable,
            substitution=kind,
        )

    def __iter__(self) -> Iterator[QName]:
        names = (
            QName(namespace, local, document.head.prefix if document.head else "")
            for namespace, documents in self._schemas.items()
            for document in documents
            for local in document.declared
        )
        return (name for name in dict.fromkeys(names) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _element(self, name: QName) -> tuple[Element, str] | None:
        for document in reversed(self._schemas.get(name.namespace, ())):
            element = document.element(name.local)
            if element is not None:
                return element, document.url
        return None

    def _substitution(self, element: Element) -> Substitution | None:
        """Follow the substitution groups up to one that XBRL itself declares."""
        group, seen = element.group, {element.name}
        while group not in HEADS:
            found = self._element(group) if group not in seen else None
            if found is None:
                return None
            seen.add(group)
            group = found[0].group
        return HEADS[group]
