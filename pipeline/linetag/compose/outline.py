"""Statements, headings and roll-ups of a filing, as its lines and their sums say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from linetag.compose.addresses import AddressedLine
from linetag.compose.names import Names
from linetag.compose.rollups import rollups_of
from linetag.compose.signs import Key
from linetag.filing.records import MapRow, RollUp, StatementSpec
from linetag.findings import Finding
from linetag.model import Duration, Label, Origin
from linetag.taxonomy.declarations import ConceptRow, item_type
from linetag.xbrl.names import STANDARD_LABEL

_WORD = re.compile(r"[A-Za-z0-9]+")
_MOST_WORDS = 12


class StatementKind(NamedTuple):
    """What a network is called where the release does not say: role, titles, and possible roots."""

    role: str
    titles: Mapping[str, str]
    roots: tuple[str, ...]


KINDS: Mapping[str, StatementKind] = {
    "DEI": StatementKind(
        "DocumentAndEntityInformation",
        {"en": "Document and Entity Information", "ja": "文書及び企業情報"},
        ("dei:DocumentAndEntityInformationAbstract", "dei:CoverAbstract"),
    ),
    "BS": StatementKind(
        "BalanceSheet",
        {"en": "Balance Sheet", "ja": "貸借対照表"},
        ("gaap:StatementOfFinancialPositionAbstract",),
    ),
    "BSP": StatementKind(
        "BalanceSheetParenthetical",
        {"en": "Balance Sheet (Parenthetical)", "ja": "貸借対照表（付記情報）"},
        ("gaap:StatementOfFinancialPositionAbstract",),
    ),
    "IS": StatementKind(
        "IncomeStatement",
        {"en": "Statement of Income", "ja": "損益計算書"},
        ("gaap:IncomeStatementAbstract",),
    ),
    "ISP": StatementKind(
        "IncomeStatementParenthetical",
        {"en": "Statement of Income (Parenthetical)", "ja": "損益計算書（付記情報）"},
        ("gaap:IncomeStatementAbstract",),
    ),
    "CI": StatementKind(
        "ComprehensiveIncome",
        {"en": "Statement of Comprehensive Income", "ja": "包括利益計算書"},
        ("gaap:StatementOfIncomeAndComprehensiveIncomeAbstract",),
    ),
    "CIP": StatementKind(
        "ComprehensiveIncomeParenthetical",
        {"en": "Statement of Comprehensive Income (Parenthetical)", "ja": "包括利益計算書（付記情報）"},
        ("gaap:StatementOfIncomeAndComprehensiveIncomeAbstract",),
    ),
    "CF": StatementKind(
        "CashFlows",
        {"en": "Statement of Cash Flows", "ja": "キャッシュ・フロー計算書"},
        ("gaap:StatementOfCashFlowsAbstract",),
    ),
    "CFS": StatementKind(
        "CashFlowsSupplemental",
        {"en": "Statement of Cash Flows, Supplemental Data", "ja": "キャッシュ・フロー計算書（補足情報）"},
        ("gaap:SupplementalCashFlowElementsAbstract", "gaap:StatementOfCashFlowsAbstract"),
    ),
    "CFP": StatementKind(
        "CashFlowsParenthetical",
        {"en": "Statement of Cash Flows (Parenthetical)", "ja": "キャッシュ・フロー計算書（付記情報）"},
        ("gaap:StatementOfCashFlowsAbstract",),
    ),
}
"""The networks of a filing by code, in their order."""


class Outline(NamedTuple):
    """Statements, the rows that head and fill them, their roll-ups, and headings that the base lacks.

    `lines` has the row of each tagged line.
    """

    statements: tuple[StatementSpec, ...]
    mapping: tuple[MapRow, ...]
    rollups: tuple[RollUp, ...]
    abstracts: tuple[ConceptRow, ...]
    lines: Mapping[Key, MapRow]


def outline(
    lines: Sequence[AddressedLine], signs: Mapping[Key, int], names: Names
) -> tuple[Outline, tuple[Finding, ...]]:
    """Return the networks of the tagged lines. Finding F154: sums that are not written."""
    tagged = [one for one in lines if one.tagged]
    has_cover = any(names.concept_of(root) for root in KINDS["DEI"].roots)
    codes = [code for code in KINDS if any(one.network == code for one in tagged)]
    codes = ["DEI", *codes] if has_cover else codes
    statements = tuple(_statement(code, tagged, names) for code in codes)
    headings = _Headings(names, tagged)
    mapping: list[MapRow] = []
    by_line: dict[Key, MapRow] = {}
    for one in tagged:
        mapping += headings.rows(one)
        mapping.append(_map_row(one, signs, names))
        by_line[one.statement.code, one.number] = mapping[-1]
    rollups, found = rollups_of(lines, signs, names)
    return Outline(statements, tuple(mapping), rollups, tuple(headings.own.values()), by_line), found


def _statement(code: str, tagged: Sequence[AddressedLine], names: Names) -> StatementSpec:
    kind = KINDS[code]
    printed = next((one.statement for one in tagged if one.network == code), None)
    title = printed.title if printed is not None and printed.code == code else ""
    root = next((root for root in kind.roots if names.concept_of(root)), kind.roots[0])
    return StatementSpec(
        code=code,
        role=f"http://{names.web}/role/{kind.role}",
        titles={**kind.titles, "en": title or kind.titles["en"]},
        root=root,
        table="",
        line_items="",
        axes={},
        origin=printed.tables[0].table.origin if printed is not None else Origin("filing.toml", 1, 1),
    )


def _map_row(one: AddressedLine, signs: Mapping[Key, int], names: Names) -> MapRow:
    row = one.tagged[0]
    return MapRow(
        rows=one.statement.code,
        section=one.line.section,
        label=one.line.caption,
        lead=one.line.at,
        statement=one.network,
        concepts=tuple(names.full(each.concept) for each in one.tagged),
        sign=signs[one.statement.code, one.number],
        at=_end(one),
        members=tuple((names.full(axis), names.full(member)) for axis, member in row.members),
        origin=row.origin,
    )


def _end(one: AddressedLine) -> Literal["", "start", "end"]:
    """Whether a balance among movements is that at the start or at the end of the period."""
    for cell in one.line.cells:
        period = one.statement.tables[cell.table].columns[cell.column].period
        if cell.period is not None and isinstance(period, Duration):
            return "start" if cell.period == period.opening else "end"
    return ""


# --- headings -------------------------------------------------------------------------------------


class _Headings:
    """Heading rows for the sections of lines: abstract concepts of the base, or else own ones."""

    def __init__(self, names: Names, lines: Sequence[AddressedLine]) -> None:
        self._names = names
        self._concepts = {(one.statement.code, one.number): one.tagged for one in lines}
        self._known: set[tuple[str, str, tuple[str, ...]]] = set()
        self.own: dict[str, ConceptRow] = {}

    def rows(self, one: AddressedLine) -> Iterator[MapRow]:
        """Yield a row for each heading above the line that is new in its network."""
        if one.line.in_caption:
            return
        for depth in range(1, len(one.line.section) + 1):
            path = one.line.section[:depth]
            key = (one.network, one.statement.code, path)
            if key not in self._known:
                self._known.add(key)
                concept = self._of_total(one, path) or self._own(path[-1], one)
                yield MapRow(
                    rows=one.statement.code,
                    section=path[:-1],
                    label=path[-1],
                    lead="",
                    statement=one.network,
                    concepts=(concept,),
                    sign=1,
                    at="",
                    members=(),
                    origin=one.line.row.origin,
                )

    def _of_total(self, one: AddressedLine, path: tuple[str, ...]) -> str:
        """The abstract concept of the base for the total of the section: AssetsCurrentAbstract."""
        statement = one.statement
        for each in sorted(statement.sums, key=lambda each: -each.total):
            if statement.lines[each.total].section[: len(path)] == path:
                for row in self._concepts.get((statement.code, each.total), ()):
                    name = f"{row.concept}Abstract"
                    if (found := self._names.concept_of(name)) is not None and found.abstract:
                        return name
        return ""

    def _own(self, heading: str, one: AddressedLine) -> str:
        """A heading of the company's own, named by its words."""
        words = _WORD.findall(heading)[:_MOST_WORDS]
        name = "".join(
            word[:1].upper() + (word[1:].lower() if word.isupper() else word[1:]) for word in words
        )
        name = f"{name if name[:1].isalpha() else 'Heading' + name}Abstract"
        if name not in self.own:
            labels = (Label(STANDARD_LABEL, "en", heading.strip(" :")),)
            place = one.line.row.origin
            self.own[name] = ConceptRow(
                name, item_type("string"), "duration", None, "abstract", labels, place
            )
        return f"{self._names.prefix}:{name}"
