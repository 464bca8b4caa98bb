"""A statement of the embedded taxonomy as lines of text: the outline as its author sees it."""

from __future__ import annotations

from pathlib import Path

from linetag.findings import Finding, finding
from linetag.taxonomy.author.outline import AuthoredLine
from linetag.taxonomy.author.tables import AuthoredTaxonomy, OutlineStatement, read
from linetag.xbrl.names import STANDARD_LABEL


def show(
    folder: Path, code: str | None = None, version: str | None = None
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The outline of the statement `code` of the package in `folder`, or the list of statements.

    `version` is that of the edition, by default the first.

    A line of an outline: label, name, balance or period, and the weight with the total it adds to.
    """
    source, found = read(folder / "source", version)
    if source is None:
        return (), found
    if code is None:
        return tuple(_list(source)), found
    for statement in source.statements:
        if statement.code.casefold() == code.casefold():
            return tuple(_outline(statement)), found
    known = ", ".join(statement.code for statement in source.statements)
    return (), (*found, finding("X713", statement=code, known=known))


def _list(source: AuthoredTaxonomy) -> list[str]:
    width = max((len(statement.code) for statement in source.statements), default=0)
    return [
        f"{statement.code:<{width}}  {statement.definitions['en']} ({len(statement.outline)} lines)"
        for statement in source.statements
    ]


def _outline(statement: OutlineStatement) -> list[str]:
    rows = [(f"{'  ' * line.depth}{_label(line)}", *_columns(line)) for line in statement.outline]
    widths = [max((len(row[index]) for row in rows), default=0) for index in range(3)]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) for row in rows]
    lines = [
        f"{front}  {row[3]}".rstrip() if row[3] else front.rstrip()
        for front, row in zip(text, rows, strict=True)
    ]
    return [f"{statement.code}  {statement.definitions['en']}", f"role  {statement.role}", "", *lines]


def _label(line: AuthoredLine) -> str:
    texts = {label.role: label.text for label in line.declared.labels if label.lang == "en"}
    return texts.get(line.preferred or STANDARD_LABEL) or texts.get(STANDARD_LABEL, line.name.local)


def _columns(line: AuthoredLine) -> tuple[str, str, str]:
    concept = line.declared.concept
    kind = line.declared.kind
    nature = (concept.balance or concept.period) if kind == "item" else kind
    total = line.total
    sign = "+" if line.weight == 1 else "-"
    return str(concept.name), nature, f"{sign} {total.concept.name}" if total else ""
