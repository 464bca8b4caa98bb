"""Which element of the form each item of a summary is (TSE.md A5, revenue element).

The exchange has one element per heading in use ("営業収益", "売上高", ...). An item of `filing.toml`
says its element, or its Japanese caption is the heading of one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from linetag.calc.figures import Kind
from linetag.filing.summary import SummaryItem, SummarySpec
from linetag.findings import Finding, Words, finding
from linetag.tanshin.form.records import Form, FormRow

_UNITS: Mapping[Kind, str] = {
    "millions": "JPY",
    "percent": "Pure",
    "per-share": "JPYPerShares",
    "shares": "Shares",
}
"""The unit of what a cell counts."""


def chosen(spec: SummarySpec, form: Form) -> tuple[Mapping[str, SummaryItem], tuple[Finding, ...]]:
    """Element → the item that fills it. Findings S650 to S655."""
    choices: dict[str, SummaryItem] = {}
    found: list[Finding] = []
    for item in spec.items:
        row, problems = _row(item, form)
        found.extend(problems)
        if row is None:
            continue
        first = choices.setdefault(row.element, item)
        if first is not item:
            values: Words = {"key": _key(item), "first": _key(first), "element": row.element}
            found.append(finding("S655", item.origin, related=(first.origin,), **values))
        elif item.forecast and not any("Forecasts" in place.role for place in form.places(row.element)):
            found.append(finding("S654", item.origin, key=_key(item), element=row.element))
    return choices, tuple(found)


def _key(item: SummaryItem) -> str:
    return f"{item.section}.{item.key}"


def _row(item: SummaryItem, form: Form) -> tuple[FormRow | None, Sequence[Finding]]:
    """The row of an item, and the findings about the choice."""
    unit, section = _UNITS.get(item.kind), f"{item.section}."
    fitting = (row for row in form.rows if row.unit == unit and row.filling.key.startswith(section))
    rows = [row for row in fitting if not row.filling.key.endswith(".growth")]
    if item.element:
        named = [row for row in rows if row.element == item.element]
        if not named:
            known = ", ".join(row.element for row in rows)
            values: Words = {"key": _key(item), "element": item.element, "form": form.code, "known": known}
            return None, (finding("S650", item.origin, **values),)
        return named[0], list(_differing(item, named[0]))
    rows = [row for row in rows if row.filling.key == _key(item)] or rows
    for row in rows:
        if _normalized(item.label.ja) in _headings(row):
            return row, ()
    return _guessed(item, rows)


def _headings(row: FormRow) -> set[str]:
    return {_normalized(label) for label in (row.labels.ja, row.labels.ja_quarterly, row.labels.ja_interim)}


def _normalized(label: str) -> str:
    """A heading without spaces, its digits and brackets in one width."""
    return "".join(unicodedata.normalize("NFKC", label).split())


def _differing(item: SummaryItem, row: FormRow) -> Iterator[Finding]:
    if _normalized(item.label.ja) not in _headings(row) and not item.label.ja.isascii():
        values: Words = {"key": _key(item), "label": item.label.ja, "heading": row.labels.ja_quarterly}
        yield finding("S653", item.origin, element=row.element, **values)


def _guessed(item: SummaryItem, rows: Sequence[FormRow]) -> tuple[FormRow | None, Sequence[Finding]]:
    """The row with the nearest heading, and a finding that says so; an error where no heading is nearest."""
    if item.label.ja.isascii() and len(rows) > 1:
        english = item.label.en.casefold()
        fitting = [row for row in rows if row.labels.en.casefold() == english]
        fitting += [row for row in rows if row.element == "TotalRevenuesUS"]  # whatever they are called
        for row in fitting[:1]:
            values: Words = {"key": _key(item), "label": item.label.en, "heading": row.labels.ja_quarterly}
            return row, (finding("S651", item.origin, element=row.element, **values),)
    nearest = rows[0] if len(rows) == 1 else _nearest(item, rows)
    if nearest is not None:
        return nearest, list(_differing(item, nearest))
    known = ", ".join(f"{row.element} {row.labels.ja_quarterly}" for row in rows)
    return None, (finding("S652", item.origin, key=_key(item), label=item.label.ja, known=known),)


def _nearest(item: SummaryItem, rows: Sequence[FormRow]) -> FormRow | None:
    """The one row whose heading has the longest beginning in common with the caption."""
    caption = _normalized(item.label.ja)
    shared = [max(_shared(caption, heading) for heading in _headings(row)) for row in rows]
    longest = max(shared, default=0)
    return rows[shared.index(longest)] if longest and shared.count(longest) == 1 else None


def _shared(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
