"""The record of one finding, and the function that makes it from a code and named values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from linetag.findings.explanations import Severity, explanation
from linetag.model import Origin

# Named values for the templates of the catalogue.
Words = dict[str, Any]
# Characters of a value that a message shows: more than the contributors of any printed sum need.
LONGEST_VALUE = 400


class Finding(NamedTuple):
    """Something that a person should know; `facts` holds the ids of the facts it concerns.

    `at` is the place to look at first, and `related` lists the other places that take part. A finding of an
    audit has an `id` that stays the same from run to run, and may be `accepted` by a baseline.
    """

    code: str
    severity: Severity
    message: str
    at: Origin | None = None
    related: tuple[Origin, ...] = ()
    hint: str = ""
    facts: tuple[str, ...] = ()
    standard: str = ""
    id: str = ""
    accepted: bool = False


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
    """Return the finding of a code, with the texts of the catalogue.

    `values` fill the templates of the message and the hint; `severity` and `hint` replace those
    of the catalogue. An unknown code or a missing value raises KeyError.

    >>> finding("T330", text="12,34").message
    '"12,34" is not a number'
    """
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
    """Return the value, or its beginning: a hostile file can hold text of any length."""
    text = value if isinstance(value, str) else str(value)
    return f"{text[:LONGEST_VALUE]}… ({len(text)} characters)" if len(text) > LONGEST_VALUE else value
