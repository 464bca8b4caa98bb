"""The tables of `taxonomy/tse/` → `Form`: what each form of the exchange asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, cast, get_args

from linetag import data
from linetag.filing.summary import Edition
from linetag.model import Concept
from linetag.tanshin.form.names import declared
from linetag.tanshin.form.records import FigureFormat, Form, FormContext, FormLabels, FormRow, RowFilling

FORMS = ("qcedussm", "scedussy", "acedussm")
"""Summaries of companies under US GAAP, consolidated: a quarter, the half year from 2024 on, a full year."""

EDITIONS: tuple[Edition, ...] = get_args(Edition)


@cache
def load(code: str, edition: Edition | None = None) -> Form:
    """The form of a code in `FORMS`; of one edition, or all its rows."""
    if code not in FORMS:
        raise KeyError(code)
    records = data.table("taxonomy", f"tse/{code}.csv")
    axes = {record["role"]: _axes(record["axes"]) for record in records if record["axes"]}
    rows = (_row(record, axes.get(record["role"], ())) for record in records)
    return Form(code, tuple(row for row in rows if edition is None or edition in row.filling.editions))


def _row(record: Mapping[str, str], axes: tuple[tuple[str, tuple[str, ...]], ...]) -> FormRow:
    return FormRow(
        role=record["role"],
        parent=record["parent"],
        concept=_concept(record),
        labels=FormLabels(
            en=record["label_en"],
            ja=record["label_ja"],
            ja_quarterly=record["label_ja_quarterly"] or record["label_ja"],
            ja_interim=record["label_ja_interim"] or record["label_ja"],
        ),
        axes=axes,
        figure=FigureFormat(
            unit=record["unit"],
            decimals=_integer(record["decimals"]),
            scale=_integer(record["scale"]),
            transformations=tuple(record["format"].split()),
        ),
        filling=RowFilling(
            contexts=tuple(_context(one) for text in record["contexts"].split() for one in expanded(text)),
            key=record["key"],
            rule=record["rule"],
            editions=tuple(e for e in EDITIONS if not record["editions"] or e in record["editions"].split()),
        ),
        hidden=record["hidden"] == "yes",
    )


def _concept(record: Mapping[str, str]) -> Concept:
    abstract = record["abstract"] == "yes"
    return declared(record["element"], record["type"])._replace(
        period="instant" if record["period"] == "instant" else "duration",
        balance=cast("Literal['debit', 'credit'] | None", record["balance"] or None),
        abstract=abstract,
        substitution="hypercube" if abstract and record["element"].endswith("Table") else "item",
    )


def _axes(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The axes of a section, stated as "AxisA=MemberA MemberB; AxisB=MemberC"."""
    pairs = (part.partition("=") for part in text.split(";"))
    return tuple((axis.strip(), tuple(members.split())) for axis, _, members in pairs)


def _integer(text: str) -> int | None:
    return int(text) if text else None


def expanded(text: str) -> Iterator[str]:
    """Each text that braces stand for: "a{b,c}d" is "abd" and "acd"; the last braces change fastest."""
    before, brace, rest = text.partition("{")
    if not brace:
        yield text
        return
    inside, _, after = rest.partition("}")
    for one in inside.split(","):
        yield from expanded(before + one + after)


def _context(text: str) -> FormContext:
    period, *members = text.split("_")
    return FormContext(period, tuple(f"{member}Member" for member in members))


def in_quarter(context: FormContext, quarter: int) -> FormContext:
    """A context of a table in a document of a quarter: "#" is its number."""
    return FormContext(context.period.replace("#", str(quarter)), context.members)
