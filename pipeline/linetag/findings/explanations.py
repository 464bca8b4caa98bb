"""The texts of each code, read from `catalogue/*.toml`; every file holds one family of codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Explanation(NamedTuple):
    """What the catalogue says about one code.

    `message` and `hint` are `str.format` templates over the named values that `finding` receives.
    `means`, `matters` and `mend` are printed by `linetag explain`. `standard` is the code that the
    specification or another processor gives to the same problem.
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
    """Return the explanations of all codes, sorted by code."""
    return dict(sorted((entry.code, entry) for file in _files() for entry in _parsed(_text(file))))


@cache
def explanation(code: str) -> Explanation:
    """Return the explanation of one code; raise KeyError for an unknown code.

    Only this entry is parsed, not its file: a whole file takes 3 to 5 milliseconds, an entry 0.3.
    """
    header = f"\n[{code}]\n"
    for file in _files():
        _, found, rest = _text(file).partition(header)
        if found:
            (entry,) = _parsed(header + rest.partition("\n[")[0])
            return entry
    raise KeyError(code)


@cache
def _files() -> Sequence[Path]:
    return sorted((Path(__file__).parent / "catalogue").glob("*.toml"))


@cache
def _text(file: Path) -> str:
    """Return the text of a file; it starts with a line break so that each entry follows one."""
    return f"\n{file.read_text('utf-8')}"


def _parsed(text: str) -> Sequence[Explanation]:
    import tomllib  # noqa: PLC0415 - a report without findings does not wait 5 ms for it

    return [Explanation(code, **texts) for code, texts in tomllib.loads(text).items()]
