"""XML as text: escaping, names, prefixes. Text is written because equal input must give equal bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linetag.model import QName
from linetag.xbrl.names import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping


# All but the characters of XML 1.0 section 2.2, Char.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_START = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NCNAME = re.compile(f"[{_START}][{_START}\\-.0-9\u00b7\u0300-\u036f\u203f\u2040]*")

# A parser would make a line feed of a bare carriage return, and a space of an attribute's white space.
_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_ATTRIBUTE = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)


def illegal(text: str) -> str | None:
    """The first character that no XML 1.0 file can hold, as "U+0007", or None."""
    found = _ILLEGAL.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def is_ncname(text: str) -> bool:
    """Whether the text can be an id or the local part of a name."""
    return _NCNAME.fullmatch(text) is not None


def escape(text: str) -> str:
    """The text as element content; a parser gives back the same characters."""
    return text.translate(_TEXT)


def attributes(pairs: Iterable[tuple[str, str | None]]) -> str:
    """` name="value"` for each pair whose value is not None, in the given order."""
    return "".join(f' {name}="{value.translate(_ATTRIBUTE)}"' for name, value in pairs if value is not None)


def element(
    name: str, pairs: Iterable[tuple[str, str | None]] = (), *, text: str | None = None, depth: int = 1
) -> str:
    """One element on a line of its own; without text it is empty."""
    head = f"{'  ' * depth}<{name}{attributes(pairs)}"
    return f"{head}/>" if text is None else f"{head}>{escape(text)}</{name}>"


def enclosing(
    name: str, lines: Iterable[str], pairs: Iterable[tuple[str, str | None]] = (), *, depth: int = 1
) -> Iterator[str]:
    """An element whose children stand on lines of their own, one step deeper."""
    yield f"{'  ' * depth}<{name}{attributes(pairs)}>"
    yield from lines
    yield f"{'  ' * depth}</{name}>"


def document(
    root: str,
    pairs: Iterable[tuple[str, str | None]],
    body: Iterable[str],
    stamp: str | None,
    *,
    unprefixed: bool = False,
) -> str:
    """A whole file: declaration, the stamp as a comment, the root element with its lines.

    With `unprefixed` the prefix of the root is taken away: its namespace becomes the default one.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    if stamp is not None:
        # XML allows neither two hyphens in a comment nor some characters.
        comment = re.sub("-(?=-)", "- ", _ILLEGAL.sub("\ufffd", stamp)).rstrip("-")
        lines.append(f"<!-- {comment} -->")
    elements = "\n".join((f"<{root}{attributes(pairs)}>", *body, f"</{root}>", ""))
    if unprefixed:
        prefix = root.partition(":")[0]
        # "<" in a text or an attribute is escaped: what is left are tags.
        elements = re.sub(f"(</?){prefix}:", r"\1", elements).replace(f" xmlns:{prefix}=", " xmlns=", 1)
    return "\n".join((*lines, elements))


def unused(stem: str, taken: Container[str], joint: str = "") -> str:
    """`stem`, with `joint` and a number after it where the name is taken."""
    name, count = stem, 1
    while name in taken:
        count += 1
        name = f"{stem}{joint}{count}"
    return name


class Prefixes:
    """The prefixes of one file: each namespace that is named gets one, and no other is declared.

    `wanted` are the prefixes that a person or a receiver chose; no other namespace gets a prefix of
    XBRL's own namespaces.
    """

    def __init__(self, wanted: Mapping[str, str], always: Iterable[str] = ()) -> None:
        """Start with the namespaces `always` declared."""
        self._wanted = wanted
        self._fixed = frozenset(PREFIXES.values())
        self._used: dict[str, str] = {}
        for namespace in always:
            self(QName(namespace, ""))

    def __call__(self, name: QName) -> str:
        """The name as written in this file, `prefix:local`."""
        if name.namespace not in self._used:
            self._used[name.namespace] = self._new(name)
        return f"{self._used[name.namespace]}:{name.local}"

    def declarations(self) -> list[tuple[str, str | None]]:
        """The `xmlns:` attributes of the root element, by prefix."""
        return sorted((f"xmlns:{prefix}", namespace) for namespace, prefix in self._used.items())

    def _new(self, name: QName) -> str:
        if name.namespace in PREFIXES:
            return self._wanted.get(name.namespace) or PREFIXES[name.namespace]
        wish = self._wanted.get(name.namespace) or name.prefix
        stem = wish if is_ncname(wish) and not wish.lower().startswith("xml") else "ns"
        return unused(stem, self._fixed.union(self._used.values()))
