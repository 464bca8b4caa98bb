"""The mapping row of each line item of a table; figures and rows without a match are findings."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from linetag.filing.records import Filing, MapRow, TableSpec
from linetag.findings import Finding, Words, finding
from linetag.model import Origin
from linetag.release.captions import normal
from linetag.release.records import Amount, Cell, Row, Table
from linetag.tag.limits import CAPTION_SIMILARITY, LABEL_SIMILARITY
from linetag.wording import counted, positions


@dataclass(frozen=True, slots=True)
class MatchedFigure:
    """A printed figure of a table, and the mapping row of its line item; None when no row matches."""

    table: TableSpec
    row: Row
    figure: Cell | Amount
    mapped: MapRow | None

    @property
    def column(self) -> int:
        """The figure column; 0 for an amount inside the caption."""
        return self.figure.column if isinstance(self.figure, Cell) else 0

    @property
    def lead(self) -> str:
        """The words that introduce an amount inside the caption; empty for a cell."""
        return self.figure.lead if isinstance(self.figure, Amount) else ""


def match(
    tables: Sequence[tuple[TableSpec, Table]], filing: Filing
) -> tuple[tuple[MatchedFigure, ...], tuple[Finding, ...]]:
    """Return every figure of the tagged tables, in their order, with its mapping row.

    Findings T320 (a figure without a row), T321 (several rows fit), T322 and T323 (a row that fits no
    line item, or two of one table).
    """
    index = _index(filing.mapping)
    used: dict[MapRow, list[tuple[str, Origin]]] = defaultdict(list)
    matched: list[MatchedFigure] = []
    found: list[Finding] = []
    for spec, table in tables:
        for row in table.rows:
            candidates = [m for m in index.get((spec.rows, normal(row.label)), ()) if within(row, m.section)]
            for lead, figures in _figures(row).items():
                fitting = [m for m in candidates if normal(m.lead) == lead]
                mapped = fitting[0] if fitting else None
                if mapped:
                    used[mapped].append((spec.name, row.origin))
                elif figures:
                    found.append(_unmapped(spec, row, figures, index))
                if len(fitting) > 1:
                    lines = ", ".join(str(m.origin.line) for m in fitting)
                    related = tuple(m.origin for m in fitting)
                    found.append(finding("T321", row.origin, related=related, label=row.label, lines=lines))
                matched.extend(MatchedFigure(spec, row, figure, mapped) for figure in figures)
    found.extend(_misused(filing, tables, used))
    return tuple(matched), tuple(found)


def _index(mapping: Sequence[MapRow]) -> Mapping[tuple[str, str], Sequence[MapRow]]:
    index: dict[tuple[str, str], list[MapRow]] = defaultdict(list)
    for mapped in mapping:
        index[mapped.rows, normal(mapped.label)].append(mapped)
    return index


def within(row: Row, section: Sequence[str]) -> bool:
    """Whether `section`, as a table of the filing writes it, is the tail of the row's section path."""
    wanted = tuple(normal(part) for part in section)
    path = tuple(normal(part) for part in row.section)
    return not wanted or path[-len(wanted) :] == wanted


def _figures(row: Row) -> Mapping[str, list[Cell | Amount]]:
    """The figures of a row by the lead that a mapping row names: "" for the cells.

    A heading has the empty group too, so that its mapping row counts as used.
    """
    groups: dict[str, list[Cell | Amount]] = {"": [c for c in row.cells if c.kind != "blank"]}
    for amount in row.amounts:
        groups.setdefault(normal(amount.lead), []).append(amount)
    return groups


def _unmapped(
    spec: TableSpec,
    row: Row,
    figures: Sequence[Cell | Amount],
    index: Mapping[tuple[str, str], Sequence[MapRow]],
) -> Finding:
    lead = figures[0].lead if isinstance(figures[0], Amount) else ""
    labels = {key[1]: rows[0].label for key, rows in index.items() if key[0] == spec.rows}
    close = difflib.get_close_matches(normal(row.label), labels, n=1, cutoff=LABEL_SIMILARITY)
    if close and close[0] != normal(row.label):
        hint = f'mapping.csv has "{labels[close[0]]}". Correct the label there, or add a row for this one.'
    else:
        quoted = (text.replace('"', '""') for text in (" > ".join(row.section), row.label, lead))
        fields = ",".join(f'"{text}"' for text in quoted)
        added = f"to mapping.csv: {spec.rows},{fields},<statement>,<concept>,1,,"
        hint = f"Add {added}"
        same = [m for m in index.get((spec.rows, normal(row.label)), ()) if normal(m.lead) == normal(lead)]
        if len(same) == 1:
            line = f"line {same[0].origin.line} of mapping.csv"
            hint = f"If {line} means this line item, correct its section. Otherwise add {added}"
    count = counted(len(figures), "figure", "figures")
    return finding("T320", figures[0].origin, hint=hint, label=row.label, table=spec.name, count=count)


def _misused(
    filing: Filing,
    tables: Sequence[tuple[TableSpec, Table]],
    used: Mapping[MapRow, Sequence[tuple[str, Origin]]],
) -> Iterator[Finding]:
    """Mapping rows that match nothing, or two line items of one table."""
    located = {spec.rows for spec, _ in tables}
    covered = _covered(tables, used)
    labels = {normal(row.label): row.label for _, table in tables for row in table.rows}
    for mapped in filing.mapping:
        places = used.get(mapped, ())
        values: Words = {"label": mapped.label, "section": " > ".join(mapped.section)}
        if not places and mapped.rows in located and _meant(mapped) not in covered:
            hint = _nearest(mapped, tables, labels)
            yield finding("T322", mapped.origin, hint=hint, rows=mapped.rows, **values)
        by_table: dict[str, list[Origin]] = defaultdict(list)
        for name, origin in places:
            by_table[name].append(origin)
        for name, origins in by_table.items():
            if len(origins) > 1:
                where = positions(origins)
                yield finding("T323", mapped.origin, related=origins, table=name, places=where, **values)


def _nearest(
    mapped: MapRow, tables: Sequence[tuple[TableSpec, Table]], labels: Mapping[str, str]
) -> str | None:
    """A hint: the release has this label in another section, or a label that is spelt almost like it."""
    label = normal(mapped.label)
    if label not in labels:
        close = difflib.get_close_matches(label, labels, n=1, cutoff=CAPTION_SIMILARITY)
        return f'The release has "{labels[close[0]]}".' if close else None
    rows = (row for spec, table in tables if spec.rows == mapped.rows for row in table.rows)
    same_label = [row for row in rows if normal(row.label) == label]
    fitting = [row for row in same_label if within(row, mapped.section)]
    if fitting:
        leads = ", ".join(f'"{lead}"' for lead in dict.fromkeys(a.lead for r in fitting for a in r.amounts))
        line = fitting[0].origin.line
        return f"Its caption (line {line}) has amounts after {leads}." if mapped.lead and leads else None
    if len({row.section for row in same_label}) != 1:
        return None
    above, line = " > ".join(same_label[0].section), same_label[0].origin.line
    return f'The release has it under "{above}" (line {line}). Correct the section.'


def _meant(mapped: MapRow) -> tuple[object, ...]:
    """What a mapping row tags, without its caption."""
    return mapped.rows, mapped.statement, mapped.concepts, mapped.at, mapped.members


def _covered(
    tables: Sequence[tuple[TableSpec, Table]], used: Mapping[MapRow, Sequence[tuple[str, Origin]]]
) -> frozenset[tuple[object, ...]]:
    """Return what is tagged in every table of a shape, so that another caption of it need not be printed.

    A mapping serves the releases of several periods, and each words a line item after its figure
    ("increase", "decrease"). Tables are of one shape if they share the group of rows and `holds`.
    """
    shapes = {spec.name: (spec.rows, spec.holds) for spec, _ in tables}
    tables_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, shape in shapes.items():
        tables_of[shape].add(name)
    found: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for mapped, places in used.items():
        found[_meant(mapped)].update(name for name, _ in places)
    return frozenset(
        meant for meant, names in found.items() if all(tables_of[shapes[name]] <= names for name in names)
    )
