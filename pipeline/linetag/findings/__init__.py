"""Findings: values with a code, a place and a hint. The words stand in `catalogue/*.toml`.

A stage says *what* it found (`finding("R103", at=origin, text="12,34")`); the catalogue words it,
a renderer prints it. Catalogue entries: see `Explanation`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from linetag.model import Origin

Severity = Literal["error", "warning", "note"]
# Named values for the templates of the catalogue.
Words = dict[str, Any]
# Longer than the parts of any sum that a statement prints.
_LONGEST = 400
_RANK: Mapping[str, int] = {"error": 0, "warning": 1, "note": 2}
# What is found after all figures are tagged, by the first letters of the codes; the rest comes before.
_STAGES: Mapping[str, int] = {"C": 1, "K": 1, "S": 2}
_LAST = 3


class Finding(NamedTuple):
    """Something a person should know; `facts` are ids of facts that take part."""

    code: str
    severity: Severity
    message: str
    at: Origin | None = None
    related: tuple[Origin, ...] = ()
    hint: str = ""
    facts: tuple[str, ...] = ()
    standard: str = ""


class Explanation(NamedTuple):
    """A catalogue entry: `message` and `hint` are `str.format` templates over named values.

    `means`, `matters` and `mend` are what `linetag explain` prints; `standard` is the code that
    the specification or another processor gives the same thing.
    """

    code: str
    severity: Severity
    title: str
    message: str
    hint: str
    means: str
    matters: str
    mend: str
    standard: str = ""


@cache
def catalogue() -> Mapping[str, Explanation]:
    """Every code, in order, from `catalogue/*.toml` (one file per family)."""
    entries = {entry.code: entry for file in _files() for entry in _entries(_text(file))}
    return dict(sorted(entries.items()))


@cache
def explanation(code: str) -> Explanation:
    """The entry of a code. Nothing else is parsed: a report with three findings reads three entries."""
    for file in _files():
        _, found, rest = _text(file).partition(f"\n[{code}]\n")
        if found:
            return _entry(code, rest.partition("\n[")[0])
    raise KeyError(code)


@cache
def _files() -> Sequence[Path]:
    return sorted((Path(__file__).parent / "catalogue").glob("*.toml"))


@cache
def _text(file: Path) -> str:
    """A file of the catalogue, with a line break before its first entry."""
    return f"\n{file.read_text('utf-8')}"


def _entries(text: str) -> Iterator[Explanation]:
    for part in text.split("\n[")[1:]:
        code, _, fields = part.partition("]\n")
        yield _entry(code, fields)


def _entry(code: str, fields: str) -> Explanation:
    """An entry by the text below its code: names and strings, in TOML as they would be in Python.

    A parser of all of TOML takes longer to load than a small report to check.
    """
    assigned = (node for node in ast.parse(fields).body if isinstance(node, ast.Assign))
    words: Words = {ast.unparse(node.targets[0]): ast.literal_eval(node.value) for node in assigned}
    return Explanation(code, **words)


def finding(  # noqa: PLR0913 - all but the code are optional and named
    code: str,
    at: Origin | None = None,
    *,
    related: Iterable[Origin] = (),
    facts: Iterable[str] = (),
    severity: Severity | None = None,
    hint: str | None = None,
    **values: object,
) -> Finding:
    """A finding worded by the catalogue; `severity` and `hint` replace the catalogue's."""
    entry = explanation(code)
    shown = {name: _clipped(value) for name, value in values.items()}
    return Finding(
        code=code,
        severity=severity or entry.severity,
        message=entry.message.format(**shown),
        at=at,
        related=tuple(related),
        hint=entry.hint.format(**shown) if hint is None else hint,
        facts=tuple(facts),
        standard=entry.standard,
    )


def _clipped(value: object) -> object:
    """Text that a file could make endless, cut to what a person reads."""
    text = value if isinstance(value, str) else str(value)
    return f"{text[:_LONGEST]}… ({len(text)} characters)" if len(text) > _LONGEST else value


def ordered(findings: Iterable[Finding], last: str = "") -> tuple[Finding, ...]:
    """Errors first, then causes before what follows from them, then by file, line, column and code.

    What is wrong with the settings and the tagging upsets sums and ties, and these the summary and what
    is written. The file `last` comes after the others. One that is told twice is told once.
    Two findings of the same words at the same place are one that concerns the facts of both.
    """
    told: dict[tuple[object, ...], Finding] = {}
    for item in findings:
        words = (item.code, item.severity, item.message, item.at, item.hint)
        first = told.get(words, item)
        related = tuple(dict.fromkeys((*first.related, *item.related)))
        facts = tuple(dict.fromkeys((*first.facts, *item.facts)))
        told[words] = first._replace(related=related, facts=facts)

    def key(item: Finding) -> tuple[int, int, bool, str, int, int, str, str]:
        at = item.at or Origin("", 0, 0)
        stage = _STAGES.get(item.code[0], 0) if item.at else _LAST
        place = at.path == last, at.path, at.line, at.column
        return (_RANK[item.severity], stage, *place, item.code, item.message)

    return tuple(sorted(told.values(), key=key))
