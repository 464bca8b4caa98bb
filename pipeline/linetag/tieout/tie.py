"""The tie-out: every printed figure of the release's summary and highlight tables (TSE.md, Tie-out).

Each is compared with the cell that facts, derivations or the filer give. Differences are findings; a
decision in `filing.toml` settles one, names what is filed, and is itself reported when it no longer
fits the release or settles nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from linetag.calc import figures
from linetag.filing.highlights import COPY, Highlight
from linetag.filing.summary import SummaryDecision, SummarySpec, Wording
from linetag.findings import Finding, Words, finding
from linetag.release.records import Document, Table
from linetag.tag.ledger import LedgerEntry, ledger_entry
from linetag.tieout import expected, lines
from linetag.tieout.cells import Summary, SummaryCell, TieOut
from linetag.tieout.compare import difference, disagreements, unlike_copies
from linetag.tieout.judge import JudgedTable, judged
from linetag.tieout.printed import PrintedFigure, PrintedTable, read

_FORCED = Wording("altered by one unit so that the printed column adds up", "縦計を合わせるための端数調整")


@dataclass(frozen=True, slots=True)
class _Release:
    """What the release prints: its tables, and the first printing of each key."""

    tables: tuple[PrintedTable, ...]
    printed: Mapping[str, PrintedFigure]

    def first(self, table: PrintedTable) -> Mapping[str, PrintedFigure]:
        """The figures of a table that no earlier table prints."""
        return {figure.key: figure for figure in table.figures if self.printed[figure.key] is figure}

    def repeated(self) -> Iterator[PrintedFigure]:
        """What further tables print of a key, such as forecasts repeated before the summary."""
        for table in self.tables:
            yield from (figure for figure in table.figures if self.printed[figure.key] is not figure)


def tie(
    summary: Summary, spec: SummarySpec, document: Document, located: Sequence[tuple[Highlight, Table]] = ()
) -> tuple[Summary, tuple[LedgerEntry, ...], tuple[Finding, ...]]:
    """Return the summary as filed, a ledger entry for every figure of its tables, and the findings.

    `located` are the highlight tables that the release has. Findings S612 to S615, S620 to S643,
    S680 to S686, S688 and S689.
    """
    release, found = _read(summary, spec, document, located)
    cells = {cell.key: cell for cell in (*summary.cells, *summary.highlights)}
    judgements = [judged(table, release.first(table), cells, spec.decisions) for table in release.tables]
    against: dict[str, list[Finding]] = defaultdict(list)
    for key, problem in (
        *(pair for judgement in judgements for pair in judgement.against),
        *disagreements(summary, release.printed),
    ):
        against[key].append(problem)
    forced = {key: note for judgement in judgements for key, note in judgement.forced.items()}
    words, line_findings = lines.find(spec, document)
    filed: dict[str, SummaryCell] = {}
    rest: list[Finding] = []
    for key, cell in cells.items():
        at, reason = release.printed.get(key), _FORCED if key in forced else cell.reason
        tie_out = TieOut(at.origin, at.value) if at else TieOut(words.get(key))
        placed = replace(cell, tie_out=tie_out, reason=reason)
        filed[key], left = _settled(placed, spec.decisions.get(key), against.get(key, ()))
        rest.extend(left)
    tied = replace(
        summary,
        cells=tuple(filed[cell.key] for cell in summary.cells),
        highlights=tuple(filed[cell.key] for cell in summary.highlights),
    )
    again = (difference(cells[figure.key], figure) for figure in release.repeated())
    notes = (
        *forced.values(),
        *(note for table in release.tables for note in unlike_copies(table, cells)),
        *_unproved(summary, release, {*against, *spec.decisions}),
        *(problem for problem in again if problem),
        *_not_printed(cells, release, spec),
        *line_findings,
        *lines.contradicted(summary, spec),
    )
    return tied, tuple(_entries(release, judgements)), (*found, *notes, *rest)


def _read(
    summary: Summary, spec: SummarySpec, document: Document, located: Sequence[tuple[Highlight, Table]]
) -> tuple[_Release, tuple[Finding, ...]]:
    """Read every table; one that was not found prints nothing."""
    own, found = expected.located(spec, summary, document)
    tables_of = dict(located)
    described = (*own, *((expected.of_highlight(entry), tables_of.get(entry)) for entry in spec.highlights))
    readings = [
        read(expected, table) if table else (PrintedTable(expected), ()) for expected, table in described
    ]
    tables = tuple(table for table, _ in readings)
    printed = {figure.key: figure for table in reversed(tables) for figure in reversed(table.figures)}
    return _Release(tables, printed), (*found, *(problem for _, problems in readings for problem in problems))


def _unproved(summary: Summary, release: _Release, doubted: Collection[str]) -> Iterator[Finding]:
    """The note S633 for each growth as stated, filed or printed, which nothing in this document proves."""
    for cell in (*summary.cells, *(cell for cell in summary.highlights if cell.key in release.printed)):
        if cell.status == "stated" and cell.is_growth and cell.value is not None and cell.key not in doubted:
            at = release.printed[cell.key].origin if cell.key in release.printed else cell.source.origins[0]
            reason = cell.reason.en if cell.reason else ""
            value = figures.shown(cell.figure, cell.kind)
            yield finding("S633", at, related=cell.source.origins, key=cell.key, value=value, reason=reason)


def _not_printed(cells: Mapping[str, SummaryCell], release: _Release, spec: SummarySpec) -> Iterator[Finding]:
    """Figures that the release leaves out, though it may print them: S636, and S689 of no statement."""
    described = {
        key: (table, row.origin)
        for table in release.tables
        for row in table.expected.rows
        for key in row.keys
    }
    unread = {key for table in release.tables for key in table.unread}
    for key, cell in cells.items():
        if key in release.printed or key in unread:
            continue
        table, row = described.get(key, (None, spec.origin))
        at = table.rows[key] if table else row
        if cell.figure is not None and (table or cell.kind != "count"):  # the notes have counts as words
            value = figures.shown(cell.figure, cell.kind)
            yield finding(
                "S636", at, related=(*cell.source.origins, row), facts=cell.source.facts, key=key, value=value
            )
        elif (
            table
            and table.expected.kind == "highlight"
            and cell.status == "unavailable"
            and not cell.source.facts
        ):
            yield finding("S689", at, related=(row,), key=key)


def _settled(
    cell: SummaryCell, decision: SummaryDecision | None, differences: Sequence[Finding]
) -> tuple[SummaryCell, tuple[Finding, ...]]:
    """Return the cell as filed, and what is left to report.

    A decision that fits replaces the differences by the note S640. One that does not is a finding: it
    is about another printed figure (S641), there is no difference (S642), or it files a third figure
    (S643).
    """
    if decision is None:
        return cell, tuple(differences)
    places = [place for place in (cell.tie_out.printed, *cell.source.origins) if place]
    values: Words = {
        "key": cell.key,
        "printed": figures.shown(cell.tie_out.released, cell.kind),
        "decided": figures.shown(decision.printed, cell.kind),
        "file": figures.shown(decision.file, cell.kind),
        "value": figures.shown(cell.figure, cell.kind),
        "reason": decision.reason.en,
        "what": "; ".join(wrong.message for wrong in differences),
    }
    if cell.tie_out.printed is None or cell.tie_out.released != decision.printed:
        code = "S641"
    elif not differences:
        code = "S642"
    elif decision.file not in (cell.figure, cell.tie_out.released, None):
        code = "S643"
    else:
        related = dict.fromkeys((decision.origin, *(at for wrong in differences for at in wrong.related)))
        note = finding("S640", cell.tie_out.printed, related=related, facts=cell.source.facts, **values)
        proved = cell.proved and decision.file == cell.figure
        tie_out = cell.tie_out._replace(decision=decision)
        return replace(cell, value=decision.file, proved=proved, tie_out=tie_out), (note,)
    unfit = finding(code, decision.origin, related=places, facts=cell.source.facts, **values)
    return cell, (unfit, *differences)


# --- the ledger -----------------------------------------------------------------------------------


def _entries(release: _Release, judgements: Sequence[JudgedTable]) -> Iterator[LedgerEntry]:
    """Yield a ledger entry for every figure, copy and text that the tables print."""
    relations = {key: words for one in judgements for key, words in one.relations.items()}
    wrong = {key for one in judgements for key, _ in one.against}
    for table in release.tables:
        expected = table.expected
        name = f"{expected.kind}: {expected.name}"
        for figure in table.cells:
            at, key = (figure.row, figure.cell), figure.key
            if figure.repeats:
                words = ("repeats the figures of its columns",)
                yield ledger_entry(name, *at, "tied", (f"{expected.name}.{COPY}",), relations=words)
            elif figure.misfit:
                yield ledger_entry(name, *at, "reported", reason=f"cannot be compared: {figure.misfit}")
            elif figure.is_words:
                yield ledger_entry(name, *at, "left", reason="words, not a figure")
            elif not key:
                yield ledger_entry(name, *at, "reported", reason="no figure of the table is expected here")
            elif key in relations or key in wrong:
                yield ledger_entry(name, *at, "tied", (key,), relations=relations.get(key, ()))
            else:
                yield ledger_entry(name, *at, "left", reason=expected.reason)
