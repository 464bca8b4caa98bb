"""A workbook (.xlsx) → its sheets, and the cells of each as they are printed.

One pass over the XML of a sheet gives values, formulas and formats (ECMA-376 part 1, section 18.3). What the
file says of its size, "A1:XFD1048576", is not believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from lxml import etree

from linetag.findings import Finding
from linetag.release import characters, formats
from linetag.release.limits import MAX_FORMAT, MAX_GRID_COLUMNS
from linetag.release.packages import Package, attribute, elements, is_on, local, whole_number

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_INDENT = 900
"""How far one step of indentation moves a text, in 1/100 pt."""

_Item = TypeVar("_Item")


class CellStyle(NamedTuple):
    """How cells are printed: their number format and look. `centered` texts go on over empty cells."""

    code: str = "General"
    indent: int = 0
    bold: bool = False
    above: bool = False
    below: bool = False
    centered: bool = False


class Sheet(NamedTuple):
    """A sheet by its number and name, the part of the file that holds it, and whether it is hidden."""

    number: int
    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets, and what their cells share.

    `recalculates` says that programs are to calculate all formulas when they open the file: where all values
    of formulas are 0 then, they were never calculated.
    """

    package: Package
    sheets: tuple[Sheet, ...]
    strings: Sequence[str] = ()
    styles: Sequence[CellStyle] = ()
    since_1904: bool = False
    recalculates: bool = False

    def string(self, index: str) -> str:
        """Return the shared string with this index; "" if there is none."""
        return _at(self.strings, index, default="")

    def style(self, index: str | None) -> CellStyle:
        """Return the style with this index; the first is that of cells without one."""
        return _at(self.styles, index or "0", default=CellStyle())


def workbook(package: Package) -> tuple[Workbook | None, tuple[Finding, ...]]:
    """Return the workbook of a package, or None. Findings R143, R145 and R146.

    Without its shared strings or styles a workbook is read, too.
    """
    main, root, findings = package.main("the workbook")
    if root is None:
        return None, findings
    relationships, lacking = package.relationships(main)
    kinds = {one.kind: one.target for one in relationships.values()}
    sheets: dict[str, Sheet] = {}
    properties: dict[str, etree._Element] = {}
    for element in root.iter("*"):
        properties[local(element)] = element
        related = relationships.get(attribute(element, "id")) if local(element) == "sheet" else None
        if related and related.kind == "worksheet" and related.target not in sheets:
            hidden = (element.get("state") or "visible") != "visible"
            name = element.get("name") or ""
            sheets[related.target] = Sheet(len(sheets) + 1, name, related.target, hidden)
    strings, wrong = _strings(package, kinds.get("sharedStrings", ""))
    styles, more = _styles(package, kinds.get("styles", ""))
    found = Workbook(
        package,
        tuple(sheets.values()),
        strings,
        styles,
        "workbookPr" in properties and properties["workbookPr"].get("date1904") in {"1", "true"},
        "calcPr" in properties and properties["calcPr"].get("fullCalcOnLoad") in {"1", "true"},
    )
    return found, (*findings, *lacking, *wrong, *more)


# --- strings and styles ---------------------------------------------------------------------------


def _strings(package: Package, part: str) -> tuple[list[str], tuple[Finding, ...]]:
    data, findings = package.xml(part)
    try:
        return [string(element) for element in elements(data or b"", "si")], findings
    except etree.XMLSyntaxError as error:
        return [], (package.damaged(part, error.msg),)


def string(element: etree._Element) -> str:
    """Return the text of a shared or inline string: its runs, raised ones marked, no phonetic text."""
    pieces: list[str] = []
    for child in element:
        if local(child) == "t":
            pieces.append(child.text or "")
        elif local(child) == "r":
            text = "".join(part.text or "" for part in child if local(part) == "t")
            looks = (look for part in child if local(part) == "rPr" for look in part)
            is_raised = any(attribute(look, "val") == "superscript" for look in looks)
            pieces.append(characters.raised(text) if is_raised else text)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces))


def _styles(package: Package, part: str) -> tuple[list[CellStyle], tuple[Finding, ...]]:
    root, findings = package.root(part)
    groups = {local(group): list(group) for group in root} if root is not None else {}
    codes = {
        attribute(element, "numFmtId"): attribute(element, "formatCode")
        for element in groups.get("numFmts", [])
    }
    known = {name: code for name, code in codes.items() if len(code) <= MAX_FORMAT}
    codes = {**{str(number): code for number, code in formats.BUILT_IN.items()}, **known}
    bold = [is_on(font, "b") for font in groups.get("fonts", [])]
    rules = [_rules(border) for border in groups.get("borders", [])]
    found: list[CellStyle] = []
    for element in groups.get("cellXfs", []):
        aligned = next((child for child in element if local(child) == "alignment"), None)
        indent = whole_number(aligned.get("indent"), 0) if aligned is not None else 0
        above, below = _at(rules, element.get("borderId"), default=(False, False))
        found.append(
            CellStyle(
                codes.get(element.get("numFmtId") or "0", "General"),
                min(indent, MAX_GRID_COLUMNS) * _INDENT,
                _at(bold, element.get("fontId"), default=False),
                above,
                below,
                aligned is not None and aligned.get("horizontal") == "centerContinuous",
            )
        )
    return found, findings


def _rules(border: etree._Element) -> tuple[bool, bool]:
    drawn = {local(edge) for edge in border if edge.get("style") not in {None, "none"}}
    return "top" in drawn, "bottom" in drawn


def _at(items: Sequence[_Item], index: str | None, *, default: _Item) -> _Item:
    """The item at an index given in digits, or `default`."""
    number = whole_number(index, -1)
    return items[number] if 0 <= number < len(items) else default
