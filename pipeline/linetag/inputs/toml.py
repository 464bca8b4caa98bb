"""Typed access to a TOML file: what is missing, unknown or of the wrong type becomes a finding."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from linetag.findings import Finding, finding
from linetag.inputs.limits import FIRST_YEAR, LAST_YEAR
from linetag.inputs.tables import written_number
from linetag.model import Origin

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\[\],]+?)\s*\]\]?\s*(?:#.*)?$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
# Stands for an address that is missing, so that what is written by force is well-formed XML.
_NO_URI = "urn:missing"
_KEY = re.compile(r"^\s*((?:\"[^\"]*\"|[\w.-]+))\s*=")


def places(text: str, path: str) -> Mapping[str, Origin]:
    """Return the place of each key, such as "entity.value" or "table[2].columns" (arrays count from 0).

    A table on a line of its own in an array has a place too: "summary.highlight[0].rows[3]".

    The TOML library does not keep places, and so lines are matched. A key inside a multi-line string
    can make a place less exact, but never a value.
    """
    found: dict[str, Origin] = {"": Origin(path, 1, 1)}
    counts: dict[str, int] = {}
    prefix, array = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        column = len(line) - len(line.lstrip()) + 1
        if header := _HEADER.match(line):
            array = ""
            prefix = _within(header[2].replace('"', ""), counts)
            if header[1] == "[[":
                index = counts.get(prefix, -1) + 1
                counts[prefix] = index
                found.setdefault(prefix, Origin(path, number, column, line.strip()))
                prefix = f"{prefix}[{index}]"
            found.setdefault(prefix, Origin(path, number, column, line.strip()))
        elif key := _KEY.match(line):
            name = key[1].strip('"')
            dotted = f"{prefix}.{name}" if prefix else name
            found.setdefault(dotted, Origin(path, number, column, line.strip()))
            array = dotted if line.rstrip().endswith("[") else ""
        elif array and line.lstrip().startswith("{"):
            index = counts.get(array, -1) + 1
            counts[array] = index
            found.setdefault(f"{array}[{index}]", Origin(path, number, column, line.strip()))
    return found


def _within(header: str, counts: Mapping[str, int]) -> str:
    """The name of a header with its arrays counted: "statement.axes" → "statement[7].axes"."""
    *outer, last = header.split(".")
    prefix = ""
    for part in outer:
        prefix += part
        prefix += f"[{counts[prefix]}]." if prefix in counts else "."
    return prefix + last


@dataclass(slots=True)
class TomlTable:
    """A table of a TOML file whose values are read one by one.

    Each value that is missing or wrong adds a finding to `found`, which all tables of a file share, and
    a default is returned for it. `used` are the keys that were read.
    """

    data: Mapping[str, Any]
    name: str
    places: Mapping[str, Origin]
    found: list[Finding]
    used: set[str] = field(default_factory=set)

    def at(self, key: str = "") -> Origin:
        """Return the place of the key, or of the nearest section around it that is written."""
        dotted = f"{self.name}.{key}" if self.name and key else self.name or key
        while dotted not in self.places:
            dotted = dotted.rpartition(".")[0]
        return self.places[dotted]

    def problem(self, key: str, expected: str) -> None:
        """Add a finding (F122) that the value of a key is not what it should be."""
        value = self.data.get(key)
        self.found.append(
            finding("F122", self.at(key), key=self._dotted(key), value=value, expected=expected)
        )

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default the key must be there."""
        value = self._take(key, default is None)
        if value is None:
            return default or ""
        if isinstance(value, str) and not _CONTROL.search(value):
            return value
        self.problem(key, "a string in quotes, without control characters")
        return default or ""

    def uri(self, key: str) -> str:
        """Return an absolute URI, as XBRL needs for roles, namespaces, schemes and schema addresses."""
        value = self.text(key)
        if not value and self.data.get(key) != "":  # `text` has reported it
            return _NO_URI
        if not _URI.fullmatch(value):
            self.problem(key, "an absolute address without spaces, such as http://www.example.com/role/Name")
        return value or _NO_URI

    def choice(self, key: str, options: tuple[str, ...], default: str) -> str:
        """Return one of a few words."""
        value = self.text(key, default)
        if value not in options:
            self.problem(key, "one of " + ", ".join(f'"{option}"' for option in options))
            return default
        return value

    def integer(self, key: str, most: int) -> int:
        """Return a whole number from 0 to `most`; 0 when it is not there."""
        value = self._take(key, required=False)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
            return value
        if value is not None:
            self.problem(key, f"a whole number from 0 to {most}")
        return 0

    def decimal(self, key: str) -> Decimal:
        """Return a number above zero, written as a string so that it keeps its digits ("77.92")."""
        value = self.text(key)
        number = written_number(value) if isinstance(self.data.get(key), str) else Decimal(1)
        if number is None or number <= 0:
            self.problem(key, 'a number above zero in quotes, such as "77.92"')
            return Decimal(1)
        return number

    def date(self, key: str) -> date | None:
        """Return a date whose year allows for a day before it and a year after it; None if there is none."""
        value = self._take(key, required=True)
        is_day = isinstance(value, date) and not isinstance(value, datetime)
        if is_day and FIRST_YEAR <= value.year <= LAST_YEAR:
            return cast("date", value)
        if value is not None:
            self.problem(key, "a date such as 2012-09-30, without quotes")
        return None

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings; without a default the key must be there."""
        value = self._take(key, default is None)
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(value)
        if value is not None:
            self.problem(key, "a list of strings in quotes")
        return default or ()

    def boolean(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001 - a setting's value
        """Return true or false; without a default the key must be there."""
        value = self._take(key, default is None)
        if isinstance(value, bool):
            return value
        if value is not None:
            self.problem(key, "true or false")
        return bool(default)

    def section(self, key: str, *, required: bool = True) -> TomlTable | None:
        """Return a sub-table, or None if there is none."""
        value = self._take(key, required)
        if isinstance(value, Mapping):
            return TomlTable(value, self._dotted(key), self.places, self.found)
        if value is not None:
            self.problem(key, f"a table [{self._dotted(key)}]")
        return None

    def required_section(self, key: str) -> TomlTable:
        """Return a sub-table that must be there; where it is missing, an empty one that reports no more."""
        return self.section(key) or TomlTable({}, self._dotted(key), self.places, [])

    def sections(self, key: str) -> Iterator[TomlTable]:
        """Return each table of an array, none when it is not there."""
        value = self._take(key, required=False)
        if value is None:
            return
        if not isinstance(value, list) or not all(isinstance(item, Mapping) for item in value):
            self.problem(key, f"tables headed [[{self._dotted(key)}]]")
            return
        for index, item in enumerate(value):
            yield TomlTable(item, f"{self._dotted(key)}[{index}]", self.places, self.found)

    def finish(self) -> None:
        """Add a finding (F123) for every key that was not read: most often it is misspelt."""
        for key in self.data:
            if key not in self.used:
                known = ", ".join(sorted(self.used))
                self.found.append(finding("F123", self.at(key), key=self._dotted(key), known=known))

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _take(self, key: str, required: bool) -> Any:  # noqa: ANN401, FBT001 - TOML values are of any type
        self.used.add(key)
        value = self.data.get(key)
        if value is None and required:
            self.found.append(finding("F121", self.at(), key=self._dotted(key)))
        return value
