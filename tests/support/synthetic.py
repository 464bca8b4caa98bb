"""A small filing made of records: a balance sheet, a segment table, per-share data."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from linetag.model import (
    Arc,
    Aspects,
    Concept,
    Duration,
    Entity,
    Fact,
    Instant,
    Label,
    Network,
    QName,
    Report,
    Taxonomy,
    Unit,
)
from linetag.xbrl import names
from linetag.xbrl.write import WriteTarget

if TYPE_CHECKING:
    from pathlib import Path

OWN = "http://www.company.example/20120930"
ENTITY = Entity("http://www.tse.or.jp/sicc", "00000")
END = Instant(date(2012, 9, 30))
HALF = Duration(date(2012, 4, 1), date(2012, 9, 30))
JPY = Unit((QName(names.ISO4217, "JPY"),))
USD = Unit((QName(names.ISO4217, "USD"),))
SHARES = Unit((names.SHARES,))
PER_SHARE = Unit(JPY.numerators, SHARES.numerators)
PURE = Unit((names.PURE,))
BALANCE_SHEET = "http://www.company.example/role/BalanceSheet"
SEGMENTS = "http://www.company.example/role/Segments"
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"

MONETARY = QName(names.XBRLI, "monetaryItemType")
STRING = QName(names.XBRLI, "stringItemType")
DOMAIN = QName(names.NON_NUMERIC, "domainItemType")


def own(local: str) -> QName:
    """A name of the company's namespace."""
    return QName(OWN, local, "co")


def concept(
    local: str,
    item_type: QName = MONETARY,
    period: Literal["instant", "duration"] = "duration",
    balance: Literal["debit", "credit"] | None = None,
) -> Concept:
    """A concept of the company that can be reported."""
    return Concept(own(local), f"co_{local}", "co-20120930.xsd", item_type, period, balance)


def abstract(local: str, item_type: QName = STRING) -> Concept:
    """A heading, or with a domain type a member."""
    return concept(local, item_type)._replace(abstract=True)


CONCEPTS = (
    abstract("BalanceSheetAbstract"),
    concept("Assets", MONETARY, "instant", "debit"),
    concept("Cash", MONETARY, "instant", "debit"),
    concept("Receivables", MONETARY, "instant", "debit"),
    concept("Allowance", MONETARY, "instant", "credit"),
    concept("SharesIssued", QName(names.XBRLI, "sharesItemType"), "instant"),
    concept("EarningsPerShare", QName(names.NUMERIC, "perShareItemType")),
    concept("Ratio", QName(names.XBRLI, "pureItemType")),
    concept("Title", STRING),
    concept("Revenue", MONETARY, "duration", "credit"),
    abstract("SegmentsAbstract"),
    abstract("SegmentTable")._replace(substitution="hypercube"),
    abstract("SegmentAxis")._replace(substitution="dimension"),
    abstract("SegmentDomain", DOMAIN),
    abstract("NetworkMember", DOMAIN),
    abstract("AtmMember", DOMAIN),
    abstract("StrayMember", DOMAIN),
    abstract("SegmentLineItems"),
)

_CLOSED = (("xbrldt:contextElement", "segment"), ("xbrldt:closed", "true"))


def arc(source: str, target: str, order: int = 1, **more: object) -> Arc:
    """An arc between two of the company's concepts."""
    return Arc(own(source), own(target), Decimal(order), **more)  # type: ignore[arg-type]


def networks(summation: str = names.SUMMATION_2003) -> tuple[Network, ...]:
    """The networks, calculations with the given arcrole; Cash appears twice under one heading."""
    child = names.PARENT_CHILD
    return (
        Network(
            BALANCE_SHEET,
            child,
            (
                arc("BalanceSheetAbstract", "Cash", 1),
                arc("BalanceSheetAbstract", "Receivables", 2),
                arc("BalanceSheetAbstract", "Allowance", 3, preferred_label=NEGATED),
                arc("BalanceSheetAbstract", "Assets", 4, preferred_label=names.TOTAL_LABEL),
                arc("BalanceSheetAbstract", "Cash", 5, preferred_label=names.TOTAL_LABEL),
            ),
        ),
        Network(
            BALANCE_SHEET,
            summation,
            (
                arc("Assets", "Cash", 1, weight=Decimal(1)),
                arc("Assets", "Receivables", 2, weight=Decimal(1)),
                arc("Assets", "Allowance", 3, weight=Decimal(-1)),
            ),
        ),
        Network(
            SEGMENTS,
            child,
            (
                arc("SegmentsAbstract", "SegmentTable", 1),
                arc("SegmentTable", "SegmentAxis", 1),
                arc("SegmentAxis", "SegmentDomain", 1),
                arc("SegmentDomain", "NetworkMember", 1),
                arc("SegmentDomain", "AtmMember", 2),
                arc("SegmentTable", "SegmentLineItems", 2),
                arc("SegmentLineItems", "Revenue", 1),
            ),
        ),
        Network(SEGMENTS, names.ALL, (arc("SegmentLineItems", "SegmentTable", attributes=_CLOSED),)),
        Network(SEGMENTS, names.HYPERCUBE_DIMENSION, (arc("SegmentTable", "SegmentAxis"),)),
        Network(SEGMENTS, names.DIMENSION_DOMAIN, (arc("SegmentAxis", "SegmentDomain"),)),
        Network(
            SEGMENTS,
            names.DOMAIN_MEMBER,
            (
                arc("SegmentDomain", "NetworkMember", 1),
                arc("SegmentDomain", "AtmMember", 2),
                arc("SegmentLineItems", "Revenue", 1),
            ),
        ),
        Network(SEGMENTS, names.DIMENSION_DEFAULT, (arc("SegmentAxis", "SegmentDomain"),)),
    )


def taxonomy(summation: str = names.SUMMATION_2003) -> Taxonomy:
    """Concepts with labels in both languages, networks, role definitions."""
    labels: dict[QName, tuple[Label, ...]] = {
        item.name: (
            Label(names.STANDARD_LABEL, "en", item.name.local),
            Label(names.DOCUMENTATION, "en", f"What {item.name.local} means."),
            Label(names.STANDARD_LABEL, "ja", f"項目 {item.name.local}"),
        )
        for item in CONCEPTS
    }
    labels[own("Allowance")] += (Label(NEGATED, "en", "Less: allowance"),)
    for local in ("Assets", "Cash"):
        labels[own(local)] += (Label(names.TOTAL_LABEL, "en", f"Total {local}"),)
    roles = {
        BALANCE_SHEET: {"en": "0001 - Statement - Balance sheet"},
        SEGMENTS: {"en": "0002 - Disclosure - R&D <segments>"},
    }
    return Taxonomy({item.name: item for item in CONCEPTS}, labels, networks(summation), roles)


def fact(  # noqa: PLR0913, PLR0917 - a row of a table, most of it usually the same
    local: str,
    value: Decimal | str | None,
    unit: Unit | None = JPY,
    period: Instant | Duration = END,
    decimals: int | None = -3,
    member: str | None = None,
) -> Fact:
    """A fact about one of the company's concepts, with an id that tells its aspects."""
    members = ((own("SegmentAxis"), own(member)),) if member else ()
    words = (local, member, "-".join(name.local for name in unit.numerators) if unit else None)
    return Fact(
        id="F." + ".".join(word for word in words if word),
        concept=own(local),
        aspects=Aspects(ENTITY, period, unit, members),
        value=value,
        decimals=decimals,
    )


def report() -> Report:
    """The facts; assets foot in yen, dollars differ in the unit alone."""
    return Report(
        (
            fact("Title", "Results & <outlook>", None, HALF, None),
            fact("Assets", Decimal(70_000)),
            fact("Cash", Decimal(50_000)),
            fact("Receivables", Decimal(21_000)),
            fact("Allowance", Decimal(1_000)),
            fact("Assets", Decimal(900), USD),
            fact("SharesIssued", Decimal(41_295_600), SHARES, END, 0),
            fact("EarningsPerShare", Decimal("-12.50"), PER_SHARE, HALF, 2),
            fact("Ratio", Decimal("0.125"), PURE, HALF, None),
            fact("Revenue", Decimal(30_000), JPY, HALF),
            fact("Revenue", Decimal(29_000), JPY, HALF, -3, "NetworkMember"),
            fact("Revenue", None, JPY, HALF, None, "AtmMember"),
        )
    )


TARGET = WriteTarget(
    prefix="co",
    namespace=OWN,
    stem="co-20120930",
    languages=("en", "ja"),
    imports=(),
    prefixes={},
)


def save(files: dict[str, bytes], folder: Path) -> Path:
    """Write the files into the folder; the instance's path."""
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder / "co-20120930.xml"
