"""Context and unit elements → the parts of `Aspects`: XBRL 2.1 sections 4.7 and 4.8, Dimensions 1.0.

Equal content gives equal parts, whatever the ids and prefixes (S-equality and u-equality,
XBRL 2.1 section 4.10); the order of dimensions and of measures does not matter.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from linetag.model import FOREVER, Duration, Entity, Instant, Period, QName, Unit
from linetag.xbrl.names import XBRLDI, XBRLI

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Makes a QName of a text in the scope of an element; raises `Malformed`.
Resolve = Callable[[etree._Element, str], QName]  # noqa: SLF001 - the name that lxml gives its type

_ENTITY, _PERIOD, _SCENARIO, _SEGMENT, _IDENTIFIER, _INSTANT, _START, _END, _FOREVER = (
    f"{{{XBRLI}}}{name}"
    for name in (
        *("entity", "period", "scenario", "segment", "identifier"),
        *("instant", "startDate", "endDate", "forever"),
    )
)
_DIVIDE, _MEASURE, _NUMERATOR, _DENOMINATOR = (
    f"{{{XBRLI}}}{name}" for name in ("divide", "measure", "unitNumerator", "unitDenominator")
)
_EXPLICIT, _TYPED = (f"{{{XBRLDI}}}{name}" for name in ("explicitMember", "typedMember"))


_DECLARATION = re.compile(rb"""xmlns:([\w.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')""")
# xs:date or xs:dateTime; Python would take more for one, such as the days of a week.
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T([0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_REFERENCE_OR_BREAK = re.compile(r"[&\t\r\n]")


class Malformed(Exception):  # noqa: N818 - never leaves this package; its text is the reason
    """A context or unit that cannot be understood."""


def declared(*documents: bytes) -> Mapping[str, str | None]:
    """The prefixes that documents declare, and the namespaces; None for a prefix that has several.

    The others can be resolved without asking an element for the prefixes in its scope, which is slow.
    """
    found: dict[str, str | None] = {}
    for data in documents:
        for match in _DECLARATION.finditer(data):
            prefix, uri = match[1].decode(), (match[2] or match[3] or b"").decode(errors="replace")
            if found.setdefault(prefix, uri) != uri or _REFERENCE_OR_BREAK.search(uri):
                found[prefix] = None
    return found


def resolver(spaces: Mapping[str, str | None]) -> Resolve:
    """A resolver of QNames; `spaces` as `declared` gives them."""
    known: dict[str, QName] = {}

    def resolve(element: etree._Element, text: str) -> QName:
        name = known.get(text)
        if name is None:
            trimmed = text.strip()
            prefix, _, local = trimmed.rpartition(":")
            space = spaces.get(prefix)
            if space is None:
                own = element.nsmap.get(prefix or None)
                if own is None and prefix:
                    raise Malformed(f"the prefix of {trimmed[:80]!r} is not declared")
                return QName(own or "", local, prefix)
            name = known[text] = QName(space, local, prefix)
        return name

    return resolve


class Context(NamedTuple):
    """The parts of `Aspects` that a context gives."""

    entity: Entity
    period: Period
    members: tuple[tuple[QName, QName], ...]
    typed: tuple[tuple[QName, str], ...]
    other: tuple[str, ...]


def read_context(element: etree._Element, resolve: Resolve) -> Context:
    """The content of an xbrli:context; `resolve` makes a QName of a text in the scope of an element.

    Raises `Malformed` with the reason.
    """
    entity: Entity | None = None
    period: Period | None = None
    containers: list[etree._Element] = []
    for child in element:
        tag = child.tag
        if tag == _PERIOD:
            period = _period(child)
        elif tag == _SCENARIO:
            containers.append(child)
        elif tag == _ENTITY:
            entity = _identified(child, containers) or entity
    if entity is None:
        raise Malformed("it has no entity identifier")
    if period is None:
        raise Malformed("it has no period")
    if not containers:
        return Context(entity, period, (), (), ())
    return Context(entity, period, *_dimensions(containers, resolve))


def _identified(element: etree._Element, containers: list[etree._Element]) -> Entity | None:
    """The identifier of an xbrli:entity; its segments go to the containers."""
    entity: Entity | None = None
    for child in element:
        if child.tag == _IDENTIFIER:
            entity = _entity(child.get("scheme") or "", child.text or "")
        elif child.tag == _SEGMENT:
            containers.append(child)
    return entity


@lru_cache(maxsize=4096)
def _entity(scheme: str, value: str) -> Entity:
    return Entity(scheme.strip(), value.strip())


def _period(element: etree._Element) -> Period:
    texts = {child.tag: child.text or "" for child in element}
    if _INSTANT in texts:
        return Instant(_end(texts[_INSTANT].strip()))
    if _START in texts and _END in texts:
        return _duration(texts[_START], texts[_END])
    if _FOREVER in texts:
        return FOREVER
    raise Malformed("its period is neither an instant nor a duration")


@lru_cache(maxsize=4096)
def _duration(start: str, end: str) -> Duration:
    first = _moment(start.strip())
    if isinstance(first, datetime) and not _midnight(first):
        return Duration(first, _end(end.strip()))
    return Duration(date(first.year, first.month, first.day), _end(end.strip()))


@lru_cache(maxsize=4096)
def _end(text: str) -> date:
    """The day at whose end it is; a moment within a day stays a datetime, which is a date too."""
    moment = _moment(text)
    if not isinstance(moment, datetime):
        return moment
    if not _midnight(moment):
        return moment
    try:
        return moment.date() - timedelta(days=1)
    except OverflowError:
        raise Malformed(f"{text!r} is no date") from None


def _midnight(moment: datetime) -> bool:
    return moment.tzinfo is None and not (moment.hour or moment.minute or moment.second or moment.microsecond)


def _moment(text: str) -> date | datetime:
    """An xs:date or xs:dateTime; a date may have a time zone, which does not change the day."""
    match = _MOMENT.fullmatch(text)
    try:
        if match is not None:
            day, time_, zone = match.groups()
            if time_ is None:
                return date.fromisoformat(day)
            if time_ == "24:00:00":
                return datetime.fromisoformat(f"{day}T00:00:00{zone or ''}") + timedelta(days=1)
            return datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        pass
    raise Malformed(f"{text[:40]!r} is no date")


def is_backward(period: Period) -> bool:
    """Whether a duration does not end after it begins (XBRL 2.1 section 4.7.2)."""
    if not isinstance(period, Duration):
        return False
    start, end = period
    if not isinstance(start, datetime) and not isinstance(end, datetime):
        return start > end
    first = start if isinstance(start, datetime) else datetime.combine(start, time())
    last = end if isinstance(end, datetime) else datetime.combine(end, time.max)
    if (first.tzinfo is None) != (last.tzinfo is None):
        return False  # not comparable
    return first >= last


def _dimensions(
    containers: Sequence[etree._Element], resolve: Resolve
) -> tuple[tuple[tuple[QName, QName], ...], tuple[tuple[QName, str], ...], tuple[str, ...]]:
    members: list[tuple[QName, QName]] = []
    typed: list[tuple[QName, str]] = []
    other: list[str] = []
    for container in containers:
        for child in container:
            if child.tag == _EXPLICIT:
                axis = resolve(child, child.get("dimension") or "")
                members.append((axis, resolve(child, child.text or "")))
            elif child.tag == _TYPED:
                axis = resolve(child, child.get("dimension") or "")
                typed.append((axis, "".join(map(canonical, child))))
            else:
                name = "segment" if container.tag == _SEGMENT else "scenario"
                other.append(f"{name} {canonical(child)}")
    if len(members) + len(typed) > 1:
        members.sort(key=lambda pair: pair[0])
        typed.sort(key=lambda pair: pair[0])
        once: set[QName] = set()
        for axis, _ in (*members, *typed):
            if axis in once:  # xbrldie:RepeatedDimensionInInstanceError
                raise Malformed(f"it has the dimension {axis} twice")
            once.add(axis)
    return tuple(members), tuple(typed), tuple(other)


def canonical(element: etree._Element) -> str:
    """XML with names in Clark notation, attributes sorted, white space around texts removed."""
    pieces: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if not isinstance(node.tag, str):
            continue
        if event == "start":
            attributes = "".join(f' {name}="{value.strip()}"' for name, value in sorted(node.items()))
            pieces.append(f"<{node.tag}{attributes}>{(node.text or '').strip()}")
        else:
            pieces.append("</>" if node is element else f"</>{(node.tail or '').strip()}")
    return "".join(pieces)


def read_unit(element: etree._Element, resolve: Resolve) -> Unit:
    """The content of an xbrli:unit, measures in the order of their names; raises `Malformed`."""
    divide = element.find(_DIVIDE)
    if divide is None:
        unit = Unit(_measures(element, resolve))
    else:
        above, below = divide.find(_NUMERATOR), divide.find(_DENOMINATOR)
        if above is None or below is None:
            raise Malformed("it divides nothing")
        unit = Unit(_measures(above, resolve), _measures(below, resolve))
    if not unit.numerators:
        raise Malformed("it has no measure")
    return unit


def _measures(element: etree._Element, resolve: Resolve) -> tuple[QName, ...]:
    return tuple(sorted(resolve(child, child.text or "") for child in element if child.tag == _MEASURE))
