"""Whether a document says what its form asks for, in the form's own terms.

An XBRL processor sees most mistakes, but not all: it says nothing of a fact that no section of the
filer's linkbase holds, of an item of another form, of a wrong unit on a number of companies, or of
a text that is empty and not nil (TSE.md, "What a validator says, and what it does not").
"""

from __future__ import annotations

from collections.abc import Iterator

from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.tanshin.form.records import Digest, Form, FormFact, FormRow, FormValue
from linetag.tanshin.form.schema import fits


def conform(digest: Digest, form: Form) -> Iterator[Finding]:
    """Findings S660 to S664, in the order of the facts."""
    first: dict[tuple[str, str], FormFact] = {}
    for fact in digest.facts:
        places = form.places(fact.element)
        if not places or places[0].abstract:
            yield _about(fact, "S660", form=form.code)
            continue
        row = next((row for row in places if fits(row, frozenset(fact.context.members))), None)
        if row is None:
            allowed = "; ".join(dict.fromkeys(_axes(row) for row in places))
            yield _about(fact, "S661", allowed=allowed or "no members")
        yield from _value(fact, row or places[0])
        same = first.setdefault((fact.element, fact.context.id), fact)
        if same.value != fact.value:
            yield _about(fact, "S664", same.origin, value=_shown(fact.value), first=_shown(same.value))


def _about(fact: FormFact, code: str, *related: Origin | None, **values: str) -> Finding:
    words: Words = {"element": fact.element, "context": fact.context.id, **values}
    return finding(code, fact.origin, related=filter(None, related), **words)


def _axes(row: FormRow) -> str:
    return ", ".join(" or ".join(members) for _, members in row.axes)


def _shown(value: FormValue) -> str:
    return "nil" if value is None else str(value)


def _value(fact: FormFact, row: FormRow) -> Iterator[Finding]:
    if fact.unit != row.unit:
        yield _about(fact, "S662", unit=fact.unit or "none", expected=row.unit or "none")
    if isinstance(fact.value, str) and not fact.value.strip():
        yield _about(fact, "S663")
