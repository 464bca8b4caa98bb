"""What a page is made of: pieces, cells, and blocks one below the other.

A piece is printed text, with the fact that it states. A page contains no markup: the inline document
turns the pieces with facts into tags, the other pages print their text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from linetag.model import Fact
from linetag.tanshin.form.records import FormRow


@dataclass(frozen=True, slots=True)
class Piece:
    """Text as printed. It states the `fact`, if there is one; `row` is the place of the fact in the form.

    A nil fact is printed as nothing: the dash is a piece of its own, and so is the sign of a number.
    `hidden` is the rest of a value that is not printed (the fifth digit of a securities code).
    """

    text: str
    fact: Fact | None = None
    row: FormRow | None = None
    hidden: str = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FootnoteMark:
    """A reference to a footnote of the proof page: what is printed, and which group of notes it is in."""

    text: str = ""
    group: str = ""


Marker = Callable[[str], FootnoteMark]
"""Gives a cell of the summary, by its key, its mark; called in the order of the cells on the page."""


@dataclass(frozen=True, slots=True)
class PageCell:
    """A cell of a table; without pieces it stays empty.

    `kind` is "amount", the "change" that follows one, or "single"; " range" is added for two figures.
    """

    pieces: Pieces
    kind: str
    mark: FootnoteMark = field(default_factory=FootnoteMark)


@dataclass(frozen=True, slots=True)
class HeaderCell:
    """A cell of a table's head: `span` columns wide from column `at`, `rows` high.

    The unit of a change is "unit under" the one of its amount where columns become rows.
    """

    text: str
    kind: Literal["caption", "group", "unit", "unit under", "corner"]
    at: int = 0
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class PageTableRow:
    """A row of a table: its caption; `apart` if a line is drawn above it."""

    label: str
    cells: tuple[PageCell, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table. `name` says what it is where no caption is printed; `columns` are their kinds."""

    name: str
    style: str
    columns: tuple[str, ...]
    head: tuple[tuple[HeaderCell, ...], ...]
    body: tuple[PageTableRow, ...]
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the first level (1) to the third; `aside` stands at the right margin."""

    pieces: Pieces
    level: int
    aside: str = ""
    leaf: bool = False
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A period and what belongs to it."""

    label: str
    cells: tuple[PageCell, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A line below a table: （注）包括利益 25年3月期 1,234百万円（8.3％）, or one item of the shares."""

    label: str
    entries: tuple[PageEntry, ...]
    kind: Literal["items"] = "items"


@dataclass(frozen=True, slots=True)
class Shares:
    """The numbers of shares: an item on each row, its two periods next to each other."""

    rows: tuple[Items, ...]
    kind: Literal["shares"] = "shares"


@dataclass(frozen=True, slots=True)
class Flag:
    """A label with its answer on the same line, yes or no: 修正の有無：無."""

    label: str
    pieces: Pieces
    level: int
    mark: FootnoteMark = field(default_factory=FootnoteMark)
    kind: Literal["flag"] = "flag"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph: a note below a table ("note"), or one that ends the document ("ending")."""

    pieces: Pieces
    style: Literal["note", "ending"]
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class HiddenFacts:
    """Facts that belong to this place and print nothing: notes that are not given."""

    pieces: Pieces
    kind: Literal["hidden"] = "hidden"


Block = PageTable | Heading | Items | Shares | Flag | Text | HiddenFacts


@dataclass(frozen=True, slots=True)
class Pair:
    """A label of the cover and its contents, in parts that line up with those of other lines.

    It stands on the left ("first"), on the right ("second"), across both ("whole"), or is an answer
    whose label may be long ("answer").
    """

    label: str
    parts: tuple[Pieces, ...]
    style: Literal["first", "second", "whole", "answer"]


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """A whole page. `left` are the facts that have no place on it."""

    title: str
    heading: Pieces
    badge: Pieces
    date: Pieces
    cover: tuple[tuple[Pair, ...], ...]
    rounding: Pieces
    blocks: tuple[Block, ...]
    left: tuple[Fact, ...]
