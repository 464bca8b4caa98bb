"""The values of inline elements: texts with their continuations, figures, fractions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lxml import etree

from linetag.model import EXACT
from linetag.xbrl.limits import MAX_FIGURE, MAX_SCALE, MAX_TEXTS
from linetag.xbrl.names import INLINE_1_0, INLINE_1_1
from linetag.xbrl.read.contexts import Malformed, Resolve
from linetag.xbrl.read.inline_elements import KINDS, InlineElement, InlineElements, InlineFindings, tags
from linetag.xbrl.read.report import fraction, number
from linetag.xbrl.transformations import format_of

if TYPE_CHECKING:
    from linetag.xbrl.transformations import Format

_NUMERATOR, _DENOMINATOR = tags("numerator"), tags("denominator")
_EXCLUDE = tags("exclude")
_STRING = etree.XPath("string()", smart_strings=False)
_NOT_EXCLUDED = etree.XPath(
    "descendant::text()[not(ancestor::a:exclude or ancestor::b:exclude)]",
    namespaces={"a": INLINE_1_1, "b": INLINE_1_0},
    smart_strings=False,
)
_SCALE = re.compile(r"[+-]?[0-9]{1,5}")
# Texts are distinguished by their first characters.
_SHOWN = 400
_SPECIAL = ("INF", "-INF", "NaN")


class Values:
    """Reads the elements of one target; defects are reported once for each text."""

    def __init__(
        self, elements: InlineElements, resolvers: Sequence[Resolve], problems: InlineFindings
    ) -> None:
        """`resolvers` make QNames of the names of formats, one for each document."""
        self._elements = elements
        self._resolvers = resolvers
        self._problems = problems
        self._most = MAX_TEXTS * sum(map(len, problems.documents.data))
        self._left = self._most

    def begin(self) -> None:
        """All texts are read again."""
        self._left = self._most

    def text(self, element: InlineElement, *, wanted: bool) -> str | None:
        """The text of an ix:nonNumeric in its format; as printed where it does not fit it.

        Unless it is `wanted`, only its defects are reported.
        """
        chain = self._elements.chains.get(element.node)
        if chain is not None and chain.fault:
            self._problems.add("X942", f"{element.id} {chain.at}", element, name=chain.at, why=chain.fault)
        name = element.attributes.get("format")
        if name is None and not wanted:
            return None
        if self._left <= 0:
            self._problems.add("X952", "", element, most=self._most)
            return ""
        text = self._content(element.node)
        if chain is not None:
            text = "".join((text, *map(self._content, chain.parts)))
        self._left -= len(text)
        form = self._format(element, name, figure=False) if name is not None else None
        if form is None:
            return text
        if form.kind == "as printed":
            self._problems.add("X954", f"{name}", element, format=name)
        done = form.convert(text)
        if done is None:
            self._problems.add("X943", f"{name} {text[:_SHOWN]}", element, format=name, text=text.strip())
        return text if done is None else done

    def figure(self, element: InlineElement, node: etree._Element, attributes: Mapping[str, str]) -> str:
        """A number as it is meant: format, then scale, then sign, Inline XBRL 1.1 section 10.2.3.

        What cannot be read is the text as printed, or "" where that would be taken for a number.
        """
        printed = node.text or "" if not len(node) else self._inner(element, node)
        digits = self._digits(element, attributes.get("format"), printed)
        if digits is None:
            return printed if number(printed) is None else ""
        if digits in _SPECIAL:
            return digits
        scale = attributes.get("scale")
        if scale is not None and scale != "0":
            word = scale.strip()
            power = int(word) if _SCALE.fullmatch(word) else MAX_SCALE + 1
            if abs(power) > MAX_SCALE:
                self._problems.add("X945", scale, element, scale=scale)
                return ""
            digits = _scaled(digits, power)
        sign = attributes.get("sign")
        if sign is None:
            return digits
        if sign.strip() != "-":
            self._problems.add("X946", sign, element, sign=sign)
            return ""
        # of a zero as well: a decline that is rounded to nothing is printed as one
        return digits[1:] if digits.startswith("-") else f"-{digits}"

    def fraction(self, element: InlineElement) -> str:
        """An ix:fraction as text, "1/3": no decimal number stands for it."""
        terms: list[str] = []
        for name, its in (("numerator", _NUMERATOR), ("denominator", _DENOMINATOR)):
            found = list(element.node.iter(*its))
            if len(found) != 1:
                self._problems.add(
                    "X947", f"{element.id} {name}", element, element="ix:fraction", lacks=f"one ix:{name}"
                )
            terms.append(self.figure(element, found[0], dict(found[0].items())) if len(found) == 1 else "")
        return fraction(*terms)

    def _content(self, node: etree._Element) -> str:
        """All text of an element, without what is excluded."""
        if not len(node):
            return node.text or ""
        if not self._elements.excluding or next(node.iter(*_EXCLUDE), None) is None:
            return str(_STRING(node))
        if next(node.iterancestors(*_EXCLUDE), None) is None:
            texts: Any = _NOT_EXCLUDED(node)
            return "".join(texts)
        return "".join(_without_excluded(node))

    def _inner(self, element: InlineElement, node: etree._Element) -> str:
        """The text of a figure that has elements in it: another figure, and nothing else."""
        inner = list(node)
        printed = self._content(node)
        if len(inner) == 1 and KINDS.get(str(inner[0].tag)) == "nonFraction":
            other = inner[0]
            same = all(node.get(name) == other.get(name) for name in ("format", "unitRef")) and (
                node.get("scale", "0") == other.get("scale", "0")
            )
            why = "" if same else "the figure inside has another format, scale or unit"
            outside = f"{node.text or ''}{other.tail or ''}".strip()
            why = "there are other characters beside the figure inside" if outside else why
        elif any(KINDS.get(str(part.tag)) is not None for part in node.iterdescendants()):
            why = "there is more in it than one figure"
        else:
            pieces = [piece for piece in node.itertext() if piece.strip()]
            why = "markup divides it" if len(pieces) > 1 else ""
        if why:
            self._problems.add("X950", element.id, element, text=printed.strip(), why=why)
        return printed

    def _digits(self, element: InlineElement, name: str | None, printed: str) -> str | None:
        """The digits of a number, before scale and sign; None if the text is not a number."""
        if len(printed) > MAX_FIGURE:
            self._problems.add("X944", printed[:_SHOWN], element, text=printed[:_SHOWN])
            return None
        if name is None:
            value = printed
        else:
            form = self._format(element, name, figure=True)
            if form is None:
                return None
            converted = form.convert(printed)
            if converted is None:
                key = f"{name} {printed[:_SHOWN]}"
                self._problems.add("X943", key, element, format=name, text=printed.strip())
                return None
            if form.kind == "number":
                return converted
            value = converted
        figure = number(value)
        if figure is None or "e" in value.lower():  # an exponent could stand for endless digits
            self._problems.add("X944", value[:_SHOWN], element, text=value.strip())
            return None
        if figure.is_signed() and name is None:
            self._problems.add("X946", "text", element, severity="warning", sign=value.strip())
        return f"{figure:f}"

    def _format(self, element: InlineElement, name: str, *, figure: bool) -> Format | None:
        try:
            found = format_of(self._resolvers[element.document](element.node, name))
            why = "it is in no transformation registry that is known here"
        except Malformed as error:
            found, why = None, str(error)
        if found is None:
            self._problems.add(
                "X949", name, element, severity="error" if figure else "warning", format=name, why=why
            )
        return found


def _without_excluded(node: etree._Element) -> list[str]:
    """The text of an element that stands itself in an ix:exclude of another."""
    pieces = [node.text or ""]
    hidden = 0
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if inner is node:
            continue
        excluded = inner.tag in _EXCLUDE
        if event == "start":
            hidden += excluded
            pieces.append("" if hidden else inner.text or "")
        else:
            hidden -= excluded
            pieces.append("" if hidden else inner.tail or "")
    return pieces


def _scaled(digits: str, power: int) -> str:
    if power > 0 and digits.isdigit():
        return digits + "0" * power
    return f"{Decimal(digits).scaleb(power, EXACT):f}"
