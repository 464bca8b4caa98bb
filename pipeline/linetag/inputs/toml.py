"""Typed access to a TOML file: what is missing, unknown or of the wrong type becomes a finding."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, cast, get_type_hints

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
_Record = TypeVar("_Record")


def places(text: str, path: str) -> Mapping[str, Origin]:
    """Return the place of each key, such as "entity.value" or "table[2].columns" (arrays count from 0).

    A table on a line of its own in an array has a place too: "summary.highlight[0].rows[3]".

    The TOML library does not keep places, and so lines are matched. A key inside a multi-line string
    can make a place less exact, but never a value.
    """
    found: dict[str, Origin] = {"": Origin(path, 1, 1)}
    counts: Counter[str] = Counter()
    prefix, array = "", ""
    for number, line in enumerate(text.splitlines(), 1):
        here = Origin(path, number, len(line) - len(line.lstrip()) + 1, line.strip())
        if header := _HEADER.match(line):
            array = ""
            prefix = _within(header[2].replace('"', ""), counts)
            if header[1] == "[[":
                found.setdefault(prefix, here)
                counts[prefix] += 1
                prefix = f"{prefix}[{counts[prefix] - 1}]"
            found.setdefault(prefix, here)
        elif key := _KEY.match(line):
            name = key[1].strip('"')
            dotted = f"{prefix}.{name}" if prefix else name
            found.setdefault(dotted, here)
            array = dotted if line.rstrip().endswith("[") else ""
        elif array and line.lstrip().startswith("{"):
            found.setdefault(f"{array}[{counts[array]}]", here)
            counts[array] += 1
    return found


def _within(header: str, counts: Mapping[str, int]) -> str:
    """The name of a header with its arrays counted: "statement.axes" → "statement[7].axes"."""
    *outer, last = header.split(".")
    prefix = ""
    for name in outer:
        prefix += name
        prefix += f"[{counts[prefix] - 1}]." if prefix in counts else "."
    return prefix + last


@cache
def _fields(kind: Callable[..., object]) -> Mapping[str, Any]:
    """Return the types of the fields of a record; kept, since Python compiles each of them anew."""
    return get_type_hints(kind)


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

    def record(self, kind: Callable[..., _Record], /, **given: Any) -> _Record:  # noqa: ANN401 - any field
        """Return a record of the table, and report the keys that nothing has read.

        A field that is not `given` is the value of the key of its name ("prior-end" for `prior_end`), which
        must be there: a string, a list of strings, or a number above zero. `origin` is the table's place.
        """
        read: Mapping[Any, Callable[[str], Any]] = {
            str: self.text,
            tuple[str, ...]: self.texts,
            Decimal: self.decimal,
            Origin: lambda _: self.at(),
        }
        for name, hint in _fields(kind).items():
            if name not in given:
                given[name] = read[hint](name.replace("_", "-"))
        self.finish()
        return kind(**given)

    def text(self, key: str, default: str | None = None) -> str:
        """Return a string; without a default the key must be there."""
        expected = "a string in quotes, without control characters"
        value = self._read(key, _is_text, expected, required=default is None)
        return (default or "") if value is None else cast("str", value)

    def uri(self, key: str) -> str:
        """Return an absolute URI, as XBRL needs for roles, namespaces, schemes and schema addresses."""
        value = self.text(key)
        if not value and self.data.get(key) != "":  # `text` has reported it
            return _NO_URI
        if not _URI.fullmatch(value):
            self.problem(key, "an absolute address without spaces, such as http://www.example.com/role/Name")
        return value or _NO_URI

    def choice(self, key: str, options: tuple[str, ...], default: str) -> str:
        """Return one of a few words, or the default."""
        value = self.text(key, default)
        if value not in options and value != default:
            self.problem(key, "one of " + ", ".join(f'"{option}"' for option in options))
            return default
        return value

    def integer(self, key: str, most: int, default: int = 0) -> int:
        """Return a whole number from 0 to `most`."""
        value = self._read(
            key,
            lambda number: type(number) is int and 0 <= number <= most,
            f"a whole number from 0 to {most}",
        )
        return default if value is None else cast("int", value)

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
        value = self._read(key, _is_day, "a date such as 2012-09-30, without quotes", required=True)
        return cast("date | None", value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """Return a list of strings; without a default the key must be there."""
        value = self._read(key, _is_list_of(str), "a list of strings in quotes", required=default is None)
        return (default or ()) if value is None else tuple(value)

    def boolean(self, key: str, default: bool | None = None) -> bool:  # noqa: FBT001 - a setting's value
        """Return true or false; without a default the key must be there."""
        value = self._read(key, lambda it: isinstance(it, bool), "true or false", required=default is None)
        return bool(default if value is None else value)

    def section(self, key: str, *, required: bool = True) -> TomlTable | None:
        """Return a sub-table, or None if there is none."""
        name = self._dotted(key)
        value = self._read(key, lambda it: isinstance(it, Mapping), f"a table [{name}]", required=required)
        return None if value is None else TomlTable(value, name, self.places, self.found)

    def required_section(self, key: str) -> TomlTable:
        """Return a sub-table that must be there; where it is missing, an empty one that reports no more."""
        return self.section(key) or TomlTable({}, self._dotted(key), self.places, [])

    def sections(self, key: str) -> Iterator[TomlTable]:
        """Return each table of an array, none when it is not there."""
        name = self._dotted(key)
        tables = self._read(key, _is_list_of(Mapping), f"tables headed [[{name}]]")
        for index, item in enumerate(tables or ()):
            yield TomlTable(item, f"{name}[{index}]", self.places, self.found)

    def finish(self) -> None:
        """Add a finding (F123) for every key that was not read: most often it is misspelt."""
        for key in self.data:
            if key not in self.used:
                known = ", ".join(sorted(self.used))
                self.found.append(finding("F123", self.at(key), key=self._dotted(key), known=known))

    def _dotted(self, key: str) -> str:
        return f"{self.name}.{key}" if self.name else key

    def _read(
        self, key: str, accepts: Callable[[Any], bool], expected: str, *, required: bool = False
    ) -> Any:  # noqa: ANN401 - TOML values are of any type
        """The value of a key, or None where it is missing (F121) or not what it should be (F122)."""
        self.used.add(key)
        value = self.data.get(key)
        if value is None and required:
            self.found.append(finding("F121", self.at(), key=self._dotted(key)))
        if value is None or accepts(value):
            return value
        self.problem(key, expected)
        return None


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not _CONTROL.search(value)


def _is_day(value: object) -> bool:
    return type(value) is date and FIRST_YEAR <= value.year <= LAST_YEAR


def _is_list_of(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(isinstance(item, kind) for item in value)
