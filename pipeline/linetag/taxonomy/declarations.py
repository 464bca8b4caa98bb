"""The rows in which a person declares concepts and their labels, read into frozen records.

The base taxonomy's `concepts/*.csv` and a filing's `extension.csv` share the columns of
`CONCEPT_COLUMNS`; the base adds `schema`. Label roles have short names here: see `LABEL_ROLES`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from linetag.findings import Finding, finding
from linetag.inputs.tables import TableRow, at, read_table
from linetag.model import Concept, Label, Origin, QName
from linetag.xbrl.names import DOCUMENTATION, NON_NUMERIC, NUMERIC, STANDARD_LABEL, XBRLI
from linetag.xbrl.write.markup import is_ncname

if TYPE_CHECKING:
    from pathlib import Path

Kind = Literal["item", "abstract", "table", "axis", "domain", "member", "lineitems"]
Text = tuple[str, str, str]  # column, label role, language

TEXTS: tuple[Text, ...] = (
    ("label_en", STANDARD_LABEL, "en"),
    ("label_ja", STANDARD_LABEL, "ja"),
    ("documentation_en", DOCUMENTATION, "en"),
    ("documentation_ja", DOCUMENTATION, "ja"),
)
ALL_TEXTS = tuple(column for column, _, _ in TEXTS)
CONCEPT_COLUMNS = ("name", "type", "period", "balance", "kind", *ALL_TEXTS)

# XBRL 2.1 section 5.2.2.2.2 and the Link Role Registry.
LABEL_ROLES: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: f"http://www.xbrl.org/2003/role/{name}Label"
            for name in ("terse", "verbose", "total", "periodStart", "periodEnd")
        },
        **{
            name: f"http://www.xbrl.org/2009/role/{name}Label"
            for name in (
                *("negated", "negatedTotal", "negatedTerse", "negatedPeriodStart", "negatedPeriodEnd"),
                "net",
                "negatedNet",
            )
        },
    }
)

_ITEM_TYPES = frozenset(
    (
        *("monetary", "shares", "pure", "decimal", "integer", "positiveInteger", "nonNegativeInteger"),
        *("string", "normalizedString", "token", "boolean", "anyURI", "language"),
        *("date", "dateTime", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"),
    )
)
_NUMERIC_TYPES = frozenset(("perShare", "percent", "area", "volume", "mass", "weight", "energy", "power"))
_NON_NUMERIC_TYPES = frozenset(("domain", "textBlock", "escaped"))
_TYPES: Mapping[str, QName] = MappingProxyType(
    {
        **{name: QName(XBRLI, f"{name}ItemType", "xbrli") for name in _ITEM_TYPES},
        **{name: QName(NUMERIC, f"{name}ItemType", "num") for name in _NUMERIC_TYPES},
        **{name: QName(NON_NUMERIC, f"{name}ItemType", "nonnum") for name in _NON_NUMERIC_TYPES},
    }
)

# Every kind but a reported item is abstract and has the type that Dimensions modelling gives it.
_KIND_TYPES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("abstract", "table", "axis", "lineitems"), "string"),
        **dict.fromkeys(("domain", "member"), "domain"),
    }
)
_SUBSTITUTIONS: Mapping[str, Literal["hypercube", "dimension"]] = MappingProxyType(
    {"table": "hypercube", "axis": "dimension"}
)


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A concept as declared in a table; `type` is its resolved item type, `texts` are its labels."""

    name: str
    type: QName
    period: Literal["instant", "duration"]
    balance: Literal["debit", "credit"] | None
    kind: Kind
    texts: tuple[Label, ...]
    origin: Origin
    schema: str = ""


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label in a role other than standard and documentation; `concept` is as written."""

    concept: str
    label: Label
    origin: Origin


def read_extension(
    path: Path, name: str, texts: Sequence[str] = ALL_TEXTS
) -> tuple[tuple[ConceptRow, ...], tuple[Finding, ...]]:
    """The company's own concepts from `extension.csv`; a row with a defect is left out (X701-X709).

    A text in a column of `texts` that is missing is a warning, unless it is the English label.
    """
    rows, problems = read_table(path, name, CONCEPT_COLUMNS)
    concepts, found = concept_rows(rows, {}, demanding=False, texts=texts)
    return concepts, (*problems, *found)


def concept_rows(
    rows: Iterable[TableRow],
    types: Mapping[str, QName],
    *,
    demanding: bool,
    texts: Sequence[str] = ALL_TEXTS,
) -> tuple[tuple[ConceptRow, ...], tuple[Finding, ...]]:
    """Rows → concepts. `types` are types beyond the standard ones, by their name in the table.

    With `demanding` every text is an error when it is missing; else one of a column of `texts` is a warning.
    """
    concepts: dict[tuple[str, str], ConceptRow] = {}
    found: list[Finding] = []
    for row in rows:
        faults = [*_name_faults(row), *_kind_faults(row, types)]
        faults.extend(_text_faults(row, texts, demanding=demanding))
        found.extend(faults)
        if any(fault.severity == "error" for fault in faults):
            continue
        concept = _concept(row, types)
        key = (concept.schema, concept.name)
        if (first := concepts.get(key)) is not None:
            found.append(finding("X703", at(row, "name"), related=(first.origin,), concept=concept.name))
            continue
        concepts[key] = concept
    return tuple(concepts.values()), tuple(found)


def _concept(row: TableRow, types: Mapping[str, QName]) -> ConceptRow:
    labels = (Label(role, lang, row[column]) for column, role, lang in TEXTS if row[column])
    return ConceptRow(
        name=row["name"],
        type=_TYPES.get(row["type"]) or types[row["type"]],
        period=cast("Literal['instant', 'duration']", row["period"]),
        balance=cast("Literal['debit', 'credit'] | None", row["balance"] or None),
        kind=cast("Kind", row["kind"]),
        texts=tuple(labels),
        origin=at(row, "name"),
        schema=row.fields.get("schema", ""),
    )


def _name_faults(row: TableRow) -> Iterable[Finding]:
    if not row["name"]:
        yield finding("X701", at(row, "name"), column="name")
    elif not is_ncname(row["name"]):
        yield finding("X702", at(row, "name"), name=row["name"])


def _kind_faults(row: TableRow, types: Mapping[str, QName]) -> Iterable[Finding]:
    """A word that is not known, or words that do not go together."""
    choices: Mapping[str, tuple[str, ...]] = {
        "type": tuple(sorted((*_TYPES, *types))),
        "period": ("duration", "instant"),
        "balance": ("", "credit", "debit"),
        "kind": ("item", *_KIND_TYPES),
    }
    wrong = [column for column, known in choices.items() if row[column] not in known]
    for column in wrong:
        known = ", ".join(word or "nothing" for word in choices[column])
        yield finding("X704", at(row, column), column=column, value=row[column], known=known)
    if wrong:
        return
    if row["balance"] and row["type"] != "monetary":
        yield finding("X705", at(row, "balance"), concept=row["name"], type=row["type"])
    expected = _KIND_TYPES.get(row["kind"])
    if expected and (row["type"], row["period"]) != (expected, "duration"):
        column = "type" if row["type"] != expected else "period"
        yield finding("X706", at(row, column), concept=row["name"], kind=row["kind"], type=expected)
    if row["kind"] == "item" and row["type"] == "domain":
        yield finding("X707", at(row, "kind"), concept=row["name"])


def _text_faults(row: TableRow, texts: Sequence[str], *, demanding: bool) -> Iterable[Finding]:
    for column in texts:
        if not row[column]:
            severity: Literal["error", "warning"] = (
                "error" if demanding or column == "label_en" else "warning"
            )
            yield finding("X708", at(row, column), severity=severity, concept=row["name"], column=column)


def item_type(word: str) -> QName:
    """Return the item type that the tables write as "monetary" or "perShare"."""
    return _TYPES[word]


def declare(row: ConceptRow, prefix: str, namespace: str, schema: str) -> Concept:
    """The row as an item declaration in the schema at `schema`; its id is `prefix_Name`."""
    return Concept(
        name=QName(namespace, row.name, prefix),
        id=f"{prefix}_{row.name}",
        schema=schema,
        type=row.type,
        period=row.period,
        balance=row.balance,
        abstract=row.kind != "item",
        substitution=_SUBSTITUTIONS.get(row.kind, "item"),
    )


def label_rows(rows: Iterable[TableRow]) -> tuple[tuple[LabelRow, ...], tuple[Finding, ...]]:
    """Rows of a `labels*.csv` → labels; a row with a defect is left out."""
    labels: dict[tuple[str, str, str], LabelRow] = {}
    found: list[Finding] = []
    for row in rows:
        faults = [finding("X701", at(row, c), column=c) for c in ("name", "text") if not row[c]]
        for column, known in (("role", tuple(LABEL_ROLES)), ("lang", ("en", "ja"))):
            if row[column] not in known:
                words = ", ".join(known)
                faults.append(finding("X704", at(row, column), column=column, value=row[column], known=words))
        found.extend(faults)
        if faults:
            continue
        key = (row["name"], row["role"], row["lang"])
        if (first := labels.get(key)) is not None:
            found.append(
                finding(
                    "X709",
                    at(row, "name"),
                    related=(first.origin,),
                    role=row["role"],
                    lang=row["lang"],
                    concept=row["name"],
                )
            )
            continue
        label = Label(LABEL_ROLES[row["role"]], row["lang"], row["text"])
        labels[key] = LabelRow(row["name"], label, at(row, "name"))
    return tuple(labels.values()), tuple(found)
