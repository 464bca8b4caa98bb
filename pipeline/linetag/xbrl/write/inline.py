"""Write facts into a page: Inline XBRL 1.0, the header of the document and the tags around its text.

The caller makes the page and puts the tags into it as finished markup. A fact that the page does not
show is in the hidden part of the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from linetag.model import Fact
from linetag.xbrl.write.contexts import Resources, resources
from linetag.xbrl.write.markup import Prefixes, attributes
from linetag.xbrl.write.target import InstanceTarget


class InlineDocument(NamedTuple):
    """A document to be tagged: its target, what its facts refer to, and the prefixes it has used so far.

    `prefixes.declarations()` is complete once the tags and the header are written.
    """

    target: InstanceTarget
    resources: Resources
    prefixes: Prefixes

    @classmethod
    def of(cls, facts: Sequence[Fact], target: InstanceTarget) -> InlineDocument:
        """The document that states these facts."""
        return cls(target, resources(facts, target), Prefixes(target.prefixes, target.declared))

    def tag(self, fact: Fact, content: str, transformation: str | None, scale: int = 0) -> str:
        """The element of a fact around `content`, which is markup.

        `transformation` is the format that reads the content ("ixt:numdotdecimal"), `scale` the power
        of ten that a number is printed in. The sign of a number stands in the element, not in its
        content. A nil fact has neither format nor decimals (Inline XBRL 1.0 sections 10 and 11).
        """
        unit = self.resources.unit(fact)
        kind = "nonFraction" if unit else "nonNumeric"
        value = fact.value
        pairs: list[tuple[str, str | None]] = [
            ("contextRef", self.resources.context(fact)),
            ("name", self.prefixes(fact.concept)),
            ("unitRef", unit),
        ]
        if value is None:
            pairs.append(("xsi:nil", "true"))
        elif unit:
            pairs += [
                ("decimals", "INF" if fact.decimals is None else str(fact.decimals)),
                ("format", transformation),
                ("scale", str(scale)),
                ("sign", "-" if isinstance(value, Decimal) and value.is_signed() else None),
            ]
        else:
            pairs.append(("format", transformation))
        return f"<ix:{kind}{attributes(pairs)}>{content}</ix:{kind}>"

    def header(self, hidden: Iterable[str]) -> Iterator[str]:
        """The lines of ix:header: hidden tags, the schema, contexts and units."""
        yield "<ix:header>"
        tags = tuple(hidden)
        if tags:
            yield from ("<ix:hidden>", *tags, "</ix:hidden>")
        schema = (("xlink:type", "simple"), ("xlink:href", self.target.schema))
        yield f"<ix:references><link:schemaRef{attributes(schema)}></link:schemaRef></ix:references>"
        yield "<ix:resources>"
        yield from self.resources.lines(self.prefixes, self.target.container)
        yield "</ix:resources>"
        yield "</ix:header>"
