"""Statements drawn as text, a row for each line, and their sums by the captions."""

from __future__ import annotations

from collections.abc import Mapping

from linetag.propose import trees
from linetag.propose.records import Statement, StatementCode
from linetag.release.records import Look
from support.understood import column, line, statement, table

PERIODS = ("2012-09-30", "2011-09-30", "2010-09-30")


def drawn(text: str, code: StatementCode = "IS", *, unit: str = "USD") -> Statement:
    """A statement drawn as "  caption | 1 | 2": two blanks indent a row, = before the caption rules it.

    A row without figures is the heading of the section that follows.
    """
    rows = [row.split("|") for row in text.strip("\n").splitlines()]
    columns = [column(number, PERIODS[number - 1]) for number in range(1, max(map(len, rows)))]
    lines = []
    section: tuple[str, ...] = ()
    for first, *figures in rows:
        caption = first.strip().lstrip("=").strip()
        if not figures:
            section = (caption,)
            continue
        look = Look((len(first) - len(first.lstrip())) // 2, ruled=first.strip().startswith("="))
        found = line(caption, *(figure.strip() for figure in figures), section=section, unit=unit)
        lines.append(found._replace(row=found.row._replace(look=look)))
    return statement(code, [table(1, *columns)], lines)


def sums_by_caption(found: Statement) -> Mapping[str, list[str]]:
    """The contributors of each total by their captions, those that are deducted with a minus."""
    captions = [one.caption or "(unlabelled)" for one in found.lines]
    return {
        captions[one.total]: [
            f"{'-' if part.weight < 0 else ''}{captions[part.line]}" for part in one.contributors
        ]
        for one in trees.sums(found)[0]
    }
