"""Cases of a few figures, written as a release prints them, for the checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from linetag.calc import calculate, sets_of
from linetag.checks.case import Case
from linetag.checks.check import Checked, check
from linetag.families import FAMILIES
from linetag.filing.records import Base, CoverSpec, DocumentSpec, Exchange, Filing, ReleaseSpec, TieSpec
from linetag.findings import Finding
from linetag.model import (
    SUMMATION_2003,
    Arc,
    Aspects,
    Duration,
    Entity,
    Fact,
    Instant,
    Network,
    Origin,
    Period,
    QName,
    Taxonomy,
    Unit,
)
from linetag.release import numbers
from linetag.xbrl import names

GAAP = "http://gaap.example/2012"
ENTITY = Entity("http://www.tse.or.jp/sicc", "00000")
START, NOW = Instant(date(2012, 3, 31)), Instant(date(2012, 9, 30))
HALF = Duration(date(2012, 4, 1), date(2012, 9, 30))
QUARTER = Duration(date(2012, 7, 1), date(2012, 9, 30))
JPY, USD = (Unit((QName(names.ISO4217, currency),)) for currency in ("JPY", "USD"))
SHARES = Unit((names.SHARES,))
PER_SHARE = Unit(JPY.numerators, SHARES.numerators)
DOLLARS_PER_SHARE = Unit(USD.numerators, SHARES.numerators)
DECIMALS = {JPY: -3, USD: -3, SHARES: 0, PER_SHARE: 2, DOLLARS_PER_SHARE: 2}
ROLE = "http://gaap.example/role/Statement"
AXIS = "StatementBusinessSegmentsAxis"
CASH_TIE = "cash at the end = cash at the start + change in cash"
EPS_TIE = "basic income per share = net income / weighted shares"


def gaap(local: str) -> QName:
    return QName(GAAP, local, "gaap")


def figure(  # noqa: PLR0913 - what tells one figure from another
    local: str,
    printed: str,
    *,
    line: int = 1,
    column: int = 1,
    period: Period = NOW,
    unit: Unit = JPY,
    member: str = "",
    sign: int = 1,
) -> Fact:
    """A fact as it is printed: money in thousands, a dash as nil; `sign` is that of the mapping."""
    number = numbers.parse(printed)
    decimals = DECIMALS[unit]
    value = number.value.scaleb(max(0, -decimals)) * sign if number else None
    members = ((gaap(AXIS), gaap(member)),) if member else ()
    when = period.on if isinstance(period, Instant) else f"{period.start}-{period.end}"
    measures = "-".join(measure.local for measure in (*unit.numerators, *unit.denominators))
    return Fact(
        id=f"{local}.{member}.{when}.{measures}",
        concept=gaap(local),
        aspects=Aspects(ENTITY, period, unit, members),
        value=value,
        decimals=None if value is None else decimals,
        origins=(Origin("release.txt", line, column, printed),),
    )


def arc(total: str, part: str, weight: int = 1) -> Arc:
    return Arc(gaap(total), gaap(part), weight=Decimal(weight))


def tie(name: str, total: str, *parts: str, over: str = "") -> TieSpec:
    return TieSpec(name, total, parts, over, Origin("filing.toml", 7, 1))


def filing(*ties: TieSpec, rate: str = "") -> Filing:
    """A filing of which the checks see the prefix, the ties and the rate of exchange."""
    at = Origin("filing.toml", 1, 1)
    return Filing(
        name="tiny",
        document=DocumentSpec("co", "http://co.example", "co-20120930", ("en",), {}, "2003"),
        entity=ENTITY,
        periods={},
        bases=(Base("gaap", "none", GAAP, "http://gaap.example/gaap.xsd", at),),
        statements=(),
        cover=CoverSpec("", {}),
        release=ReleaseSpec((), (), ()),
        exchange=Exchange("JPY", "USD", Decimal(rate), rate, at) if rate else None,
        ties=ties,
        summary=None,
    )


@dataclass(frozen=True)
class Result:
    """What the checks say about a case."""

    checked: Checked
    findings: tuple[Finding, ...]

    @property
    def told(self) -> list[tuple[str, str, int | None]]:
        """Code, severity and line of each finding."""
        return [(f.code, f.severity, f.at.line if f.at else None) for f in self.findings]

    @property
    def names(self) -> list[str]:
        return [relation.name for relation in self.checked.relations]


def checked(
    *facts: Fact,
    arcs: tuple[Arc, ...] = (),
    arcrole: str = SUMMATION_2003,
    ties: tuple[TieSpec, ...] = (),
    rate: str = "",
    settled: Mapping[str, Decimal] | None = None,
) -> Result:
    networks = (Network(ROLE, arcrole, arcs),) if arcs else ()
    taxonomy = Taxonomy({}, {}, networks)
    calculations = calculate(facts, networks)
    own = filing(*ties, rate=rate)
    case = Case(facts, sets_of(facts), taxonomy, calculations, own, settled=settled or {})
    return Result(*check(case, FAMILIES))
