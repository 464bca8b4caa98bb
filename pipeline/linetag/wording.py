"""How periods, units, counts and places are written wherever people read them."""

from __future__ import annotations

from collections.abc import Sequence

from linetag.model import FOREVER, Instant, Origin, Period, Unit


def period(value: Period) -> str:
    """Return a period in words: "2012-09-30", "2012-04-01 to 2012-09-30" or "forever"."""
    if value == FOREVER:
        return "forever"
    return f"{value.on}" if isinstance(value, Instant) else f"{value.start} to {value.end}"


def unit(value: Unit | None) -> str:
    """Return a unit in words: "JPY", "JPY per share", "shares", or "" for no unit."""
    if value is None:
        return ""
    numerator = " x ".join(name.local for name in value.numerators)
    denominator = " x ".join(name.local.removesuffix("s") for name in value.denominators)
    return f"{numerator} per {denominator}" if denominator else numerator


def counted(count: int, one: str, many: str) -> str:
    """Return a count with the words for one or many.

    >>> counted(1, "figure is", "figures are"), counted(2000, "figure is", "figures are")
    ('1 figure is', '2,000 figures are')
    """
    return f"{count:,} {one if count == 1 else many}"


_SCALE_WORDS = {0: "", 3: "thousand", 6: "million", 9: "billion"}


def quoted_list(texts: Sequence[str]) -> str:
    """Return captions in quotes, joined by commas; one that is empty is called a line without a caption."""
    return ", ".join(f'"{text}"' if text else "a line without a caption" for text in texts)


def scaled(unit: str, scale: int) -> str:
    """Return a unit with its power of ten in words.

    >>> scaled("USD", 6), scaled("shares", 0), scaled("JPY", 8)
    ('million USD', 'shares', '10^8 JPY')
    """
    return f"{_SCALE_WORDS.get(scale, f'10^{scale}')} {unit}".strip()


def place(origin: Origin) -> str:
    """Return a place with its file; that of a line is what editors and terminals turn into a link.

    >>> place(Origin("release.txt", 12, 3)), place(Origin("r.pdf", 12, 3, "", Part("page", 2)))
    ('release.txt:12:3', 'r.pdf: page 2, line 12')
    """
    if not origin.part.kind:
        return f"{origin.path}:{origin.line}:{origin.column}"
    return f"{origin.path}: {position(origin)}"


def position(origin: Origin) -> str:
    """Return where a place is in its file.

    >>> position(Origin("release.txt", 12, 3)), position(Origin("r.html", 12, 3, "", Part("table", 4)))
    ('line 12', 'table 4, row 12, cell 3')
    >>> position(Origin("book.xlsx", 7, 28, "", Part("sheet", 1, "Balance Sheet")))
    'Balance Sheet!AB7'
    """
    part = origin.part
    match part.kind:
        case "":
            return f"line {origin.line}"
        case "sheet":
            return f"{part.name}!{_letters(origin.column)}{origin.line}"
        case "table":
            first = (origin.line, origin.column) == (1, 1)
            return f"table {part.number}" + ("" if first else f", row {origin.line}, cell {origin.column}")
        case _:
            line = "" if part.kind == "paragraph" and origin.line == 1 else f", line {origin.line}"
            return f"{part.kind} {part.number}{line}"


def positions(origins: Sequence[Origin]) -> str:
    """Return where several places are in their file: "lines 3, 9" or "table 1; table 4"."""
    if len(origins) > 1 and not any(origin.part.kind for origin in origins):
        return f"lines {', '.join(str(origin.line) for origin in origins)}"
    return "; ".join(map(position, origins))


def _letters(column: int) -> str:
    """The letters of a column of a sheet, counted from 1."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
