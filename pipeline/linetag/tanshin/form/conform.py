"""Whether a summary states what its form asks for, in the form's own terms.

An XBRL processor finds most mistakes, but not all: it accepts a fact that no section of the filer's
linkbase contains, an item of another form, a wrong unit on a number of companies, and a text that is
empty and not nil (TSE.md, "What a validator says, and what it does not").
"""

from __future__ import annotations

from collections.abc import Iterator

from linetag.findings import Finding, Words, finding
from linetag.model import Fact, Origin
from linetag.tanshin.form.facts import unit_of
from linetag.tanshin.form.records import Form, FormRow, Tanshin


def conform(tanshin: Tanshin, form: Form) -> Iterator[Finding]:
    """Findings S660 to S664, in the order of the facts."""
    first: dict[tuple[str, str], Fact] = {}
    for fact in tanshin.facts:
        places = form.places(fact.concept.local)
        if not places or places[0].concept.abstract:
            yield _about(fact, "S660", form=form.code)
            continue
        row = form.row_of(fact)
        if row is None:
            choices = (", ".join(" or ".join(members) for _, members in row.axes) for row in places)
            allowed = "; ".join(dict.fromkeys(choices))
            yield _about(fact, "S661", allowed=allowed or "no members")
        yield from _value(fact, row or places[0])
        same = first.setdefault((fact.concept.local, fact.context), fact)
        if same.value != fact.value:
            yield _about(fact, "S664", *same.origins[:1], value=_shown(fact), first=_shown(same))


def _about(fact: Fact, code: str, *related: Origin, **values: str) -> Finding:
    words: Words = {"element": fact.concept.local, "context": fact.context, **values}
    return finding(code, next(iter(fact.origins), None), related=related, **words)


def _shown(fact: Fact) -> str:
    return "nil" if fact.value is None else str(fact.value)


def _value(fact: Fact, row: FormRow) -> Iterator[Finding]:
    unit = unit_of(fact)
    if unit != row.unit:
        yield _about(fact, "S662", unit=unit or "none", expected=row.unit or "none")
    if isinstance(fact.value, str) and not fact.value.strip():
        yield _about(fact, "S663")
