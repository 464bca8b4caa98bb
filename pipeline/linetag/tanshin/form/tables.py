"""The tables of `taxonomy/tse/` → `Form`: what each form of the exchange asks for."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal, cast, get_args

from linetag import data
from linetag.filing.summary import Edition
from linetag.tanshin.form.records import Form, FormContext, FormRow

FORMS = ("qcedussm", "scedussy", "acedussm")
"""Summaries of companies under US GAAP, consolidated: a quarter, the half year from 2024 on, a full year."""

EDITIONS: tuple[Edition, ...] = get_args(Edition)


@cache
def load(code: str, edition: Edition | None = None) -> Form:
    """The form of a code in `FORMS`; of one edition, or all its rows.

    The tables are ours and travel with the program: one that cannot be read is a broken
    installation, and raises.
    """
    if code not in FORMS:
        raise KeyError(code)
    path = data.folder("taxonomy") / "tse" / f"{code}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    axes = {record["role"]: _axes(record["axes"]) for record in records if record["axes"]}
    rows = (_row(record, axes.get(record["role"], ())) for record in records)
    return Form(code, tuple(row for row in rows if edition is None or edition in row.editions))


def _row(record: Mapping[str, str], axes: tuple[tuple[str, tuple[str, ...]], ...]) -> FormRow:
    contexts = (one for text in record["contexts"].split() for one in expanded(text))
    return FormRow(
        role=record["role"],
        parent=record["parent"],
        element=record["element"],
        label_en=record["label_en"],
        label_ja=record["label_ja"],
        label_ja_quarterly=record["label_ja_quarterly"] or record["label_ja"],
        label_ja_interim=record["label_ja_interim"] or record["label_ja"],
        type=record["type"],
        period="instant" if record["period"] == "instant" else "duration",
        balance=cast("Literal['debit', 'credit', '']", record["balance"]),
        abstract=record["abstract"] == "yes",
        axes=axes,
        unit=record["unit"],
        decimals=_integer(record["decimals"]),
        scale=_integer(record["scale"]),
        format=tuple(record["format"].split()),
        contexts=tuple(_context(text) for text in contexts),
        key=record["key"],
        rule=record["rule"],
        editions=tuple(e for e in EDITIONS if not record["editions"] or e in record["editions"].split()),
        hidden=record["hidden"] == "yes",
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
