"""What Arelle reads: facts, duplicates, inline formats and whole taxonomies, for comparison with ours."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from linetag.reference.arelle import Remark, session_of, validated

DuplicateKind = Literal["complete", "consistent", "inconsistent"]


class TaggedFact(NamedTuple):
    """A fact as Arelle reads it, with names as (namespace, local name).

    `period` is (start, end); an instant has no start, and an end is the midnight after the last day. `value`
    is None where Arelle cannot read it, and "" for a nil fact.
    """

    concept: tuple[str, str]
    entity: tuple[str, str]
    period: tuple[datetime | None, datetime | None]
    unit: tuple[tuple[tuple[str, str], ...], ...]
    members: tuple[tuple[tuple[str, str], tuple[str, str]], ...]
    value: str | None
    decimals: str | None
    nil: bool


# The value that Arelle gives a fact whose text it could not transform.
_UNREAD = "(ixTransformValueError)"


def tagged_facts(documents: Sequence[Path]) -> tuple[TaggedFact, ...]:
    """Return the facts of a set of inline documents, read without taxonomy; facts in tuples are left out."""
    entry = json.dumps([{"ixds": [{"file": str(path)} for path in documents]}])
    return _facts(entry, plugins="inlineXbrlDocumentSet")


def reported_facts(instance: Path, packages: Sequence[Path]) -> tuple[TaggedFact, ...]:
    """Return the facts of an instance, read with its whole taxonomy; facts in tuples are left out."""
    return _facts(str(instance), packages=[str(package) for package in packages])


def duplicates(instance: Path) -> Mapping[tuple[str, str], DuplicateKind]:
    """Return the kind of the duplicate facts of an instance, by their concepts (namespace, local name)."""
    with session_of(str(instance), keepOpen=True) as (session, _):
        from arelle.ValidateDuplicateFacts import getDuplicateFactSets  # noqa: PLC0415 - a second to import

        return {
            _pair(same.facts[0].qname): "complete"
            if same.areAllComplete
            else "consistent"
            if same.areAllConsistent
            else "inconsistent"
            for model in session.get_models()
            for same in getDuplicateFactSets(model.facts, includeSingles=False)
        }


def _facts(entry: str, **options: Any) -> tuple[TaggedFact, ...]:  # noqa: ANN401 - options of Arelle
    with session_of(entry, keepOpen=True, **options) as (session, _):
        return tuple(
            _tagged(fact) for model in session.get_models() for fact in model.facts if fact.contextID
        )


def _tagged(fact: Any) -> TaggedFact:  # noqa: ANN401 - a record of Arelle
    context, unit = fact.context, fact.unit
    try:
        value = "" if fact.isNil else str(fact.value)
    except Exception:  # noqa: BLE001 - whatever a transformation raises, it means one thing
        value = _UNREAD
    return TaggedFact(
        _pair(fact.qname),
        context.entityIdentifier,
        (context.startDatetime, context.endDatetime),
        () if unit is None else tuple(tuple(map(_pair, names)) for names in unit.measures),
        tuple(sorted((_pair(axis), _pair(found.memberQname)) for axis, found in context.qnameDims.items())),
        None if value == _UNREAD else value,
        fact.decimals,
        fact.isNil,
    )


def _pair(name: Any) -> tuple[str, str]:  # noqa: ANN401 - a name of Arelle
    return name.namespaceURI or "", name.localName


def formats() -> Mapping[str, Sequence[str]]:
    """Return the names of the inline formats that Arelle knows, by the namespace of their registry."""
    from arelle.FunctionIxt import ixtNamespaceFunctions  # noqa: PLC0415 - a second to import

    return {registry: tuple(functions) for registry, functions in ixtNamespaceFunctions.items()}


def transformed(registry: str, name: str, text: str) -> str | None:
    """Return what Arelle makes of a text in an inline format, or None where it refuses the text."""
    from arelle.FunctionIxt import ixtNamespaceFunctions  # noqa: PLC0415 - a second to import
    from arelle.XmlUtil import collapseWhitespace  # noqa: PLC0415 - a second to import

    try:
        done = ixtNamespaceFunctions[registry][name](collapseWhitespace(text))
    except Exception:  # noqa: BLE001 - whatever a transformation raises, it means one thing
        return None
    return None if done is None else str(done)


def loads(entry_points: Sequence[str], packages: Sequence[Path] = ()) -> tuple[Remark, ...]:
    """Load and validate taxonomies by the addresses of their entry points, and return Arelle's messages."""
    return validated(json.dumps([{"file": address} for address in entry_points]), packages)
