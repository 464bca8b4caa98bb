"""A reading → the files of a filing folder that proposes everything, for a person to review."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from linetag.compose.addresses import TAGGED
from linetag.compose.assign import ChosenConcept, assigned, figures_of, is_ambiguous
from linetag.compose.filing import balance_sheet_day
from linetag.compose.own_names import OwnNames
from linetag.compose.signs import Key
from linetag.compose.update import table
from linetag.filing.lines import LINE_COLUMNS, MORE_LINE_COLUMNS
from linetag.propose.concepts import at_hand
from linetag.propose.records import ReleaseReading, Statement
from linetag.release.records import Document
from linetag.taxonomy.declarations import CONCEPT_COLUMNS

# "The Buckle, Inc.", "HARROWGATE INSTRUMENTS, INC."
_COMPANY = re.compile(
    r"(?:[A-Z][\w&.,'’-]*,? (?:of |and |the |& )?){1,7}?"
    r"(?:Inc\.|Incorporated|Corporation|Corp\.|Company|Co\.,? Ltd\.|Ltd\.|Limited"
    r"|INC\.?|INCORPORATED|CORPORATION|CORP\.?|COMPANY|LTD\.?|LIMITED|plc|PLC|LLC|L\.P\.|N\.V\.|Group)(?!\w)"
)
_FIRST_TEXTS = 60
_PREFIX = re.compile(r"[^a-z]")
_MOST_PREFIX = 8
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class DraftedFolder(NamedTuple):
    """The text files of a proposed folder by name, and the company that the release names, or ""."""

    files: Mapping[str, str]
    company: str


def draft(document: Document, reading: ReleaseReading) -> DraftedFolder:
    """Return `filing.toml`, `lines.csv` and `extension.csv` for a reading with proposals."""
    own = OwnNames()
    statements = [one for one in reading.statements if one.code in TAGGED]
    day = balance_sheet_day(reading)
    chosen = assigned(statements, at_hand.concepts(at_hand.edition(day.year if day else 0)))
    rows = [row for one in statements for row in _rows(one, chosen, own)]
    company = company_named(document)
    lines = table((*LINE_COLUMNS, *MORE_LINE_COLUMNS), rows)
    files = {"filing.toml": _settings(company), "lines.csv": lines}
    if own.rows:
        files["extension.csv"] = table(CONCEPT_COLUMNS, own.rows)
    return DraftedFolder(files, company)


def company_named(document: Document) -> str:
    """Return the first company that the release names; "" where none is recognised."""
    for _, at in zip(range(_FIRST_TEXTS), document.texts(), strict=False):
        if found := _COMPANY.search(at.text):
            return " ".join(found[0].split())
    return ""


# --- lines ----------------------------------------------------------------------------------------


def _rows(
    statement: Statement, chosen: Mapping[Key, ChosenConcept], own: OwnNames
) -> Iterator[tuple[str, ...]]:
    """The rows of the lines of a statement; a concept that is uncertain is proposed all the same."""
    for number, (line, proposal) in enumerate(zip(statement.lines, statement.proposals, strict=True)):
        concept, confidence = chosen[statement.code, number]
        written = f"gaap:{concept}" if concept else ""
        if not concept and not is_ambiguous(statement, line):
            written = f"own:{own.add(statement, number, figures_of(statement, line))}"
        yield (
            statement.code,
            " > ".join(line.section),
            line.caption,
            line.at,
            written,
            "",
            "",
            proposal.found if concept else "none fits",
            f"{confidence:.2f}",
            "",
        )


# --- settings -------------------------------------------------------------------------------------


def _settings(company: str) -> str:
    words = company.lower().split()
    prefix = _PREFIX.sub("", words[0])[:_MOST_PREFIX] if words else ""
    return (
        "# What the release does not say about itself. Concepts are in lines.csv; the rest is derived.\n\n"
        "[company]\n"
        f"name = {_quoted(company)}\n"
        'id = ""      # a CIK of ten digits, or the code of the Tokyo Stock Exchange\n'
        f"prefix = {_quoted(prefix or 'own')}   # of the names of own concepts and of the files\n"
        'web = ""     # the domain of the company, such as buckle.com\n'
    )


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    escaped = _CONTROL.sub(" ", text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
