"""Real filings with one figure altered at a time: how often the audit names the figure and its right value.

A figure that other contexts do not repeat, and that only one sum has, can be any of that sum's: then
the sum is told and no figure is named. Naming another one instead would be worse.
"""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from lxml import etree

from linetag import audit
from linetag.checks import words
from support.shared import CORPUS, needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linetag.findings import Finding
    from linetag.model import Fact
    from linetag.report.result import Result

SEC = CORPUS / "sec"
FILINGS = ("aapl-10k-2010", "aapl-10k-2023", "msft-10k-2015", "nflx-10q-2010q3", "pg-10k-2010")
KINDS = ("sign", "scale", "digit", "drop", "double")
ROUNDS = 4
ACCUSED = re.compile(
    r"^(Any one of these |The sum holds without |\S+ \(.*?\)(: the sum| is .* should be|.* is counted twice))"
)

pytestmark = needs(SEC)


class AlteredFiling(NamedTuple):
    """An alteration, and what the audit says that it does not say of the filing itself."""

    kind: str
    fact: Fact
    findings: tuple[Finding, ...]

    @property
    def named(self) -> bool:
        """Whether a hint names the figure with the value that it had, or a dropped one as missing."""
        right = words.amount(self.fact.value, self.fact) if isinstance(self.fact.value, Decimal) else ""
        values: tuple[str, ...] = (right.lstrip("-"),)
        if self.kind == "sign":
            values = f"should be {right}", "the opposite weight"
        if self.kind == "drop":
            values = "has no figure", "have no figure"
        hints = [f.hint for f in self.findings if str(self.fact.concept) in f.hint]
        return any(value in hint for hint in hints for value in values)

    @property
    def misled(self) -> bool:
        """Whether hints name other figures only."""
        accused = [f.hint for f in self.findings if ACCUSED.match(f.hint)]
        return bool(accused) and not any(str(self.fact.concept) in hint for hint in accused)


def facts_of_sums_that_hold(audited: Result) -> list[Fact]:
    found = {
        facts[0].id: facts[0]
        for result in audited.calculations.in_mode("1.1")
        if result.verdict == "consistent"
        for facts in result.sets
        if len(facts) == 1 and facts[0].value
    }
    return list(found.values())


def altered(text: str, kind: str, chance: random.Random) -> str:
    if kind == "sign":
        return text.removeprefix("-") if text.startswith("-") else f"-{text}"
    if kind == "scale":
        return f"{Decimal(text).scaleb(chance.choice((3, -3)) if text.endswith('000') else 3):f}"
    if kind == "double":
        return f"{Decimal(text) * 2:f}"
    known = text.rstrip("0") if "." not in text else text  # the zeros are those of thousands
    at = chance.choice([i for i, character in enumerate(known) if character.isdigit()])
    return f"{text[:at]}{(int(text[at]) + chance.randint(1, 9)) % 10}{text[at + 1 :]}"


def alterations(name: str, folder: Path) -> Iterator[AlteredFiling]:
    with zipfile.ZipFile(SEC / f"{name}.zip") as archive:
        archive.extractall(folder)
    (whole,) = audit.check_path(folder)
    known = {(f.code, f.message) for f in whole.findings}
    facts, chance = facts_of_sums_that_hold(whole), random.Random(name)  # noqa: S311 - no secret
    path = Path(whole.path)
    data = path.read_bytes()
    for kind in KINDS * ROUNDS:
        fact = chance.choice(facts)
        root = etree.fromstring(data)
        tagged = [node for node in root.iter(etree.Element) if node.get("contextRef")]
        number = int(fact.id[1:]) - 1 if fact.id.startswith("#") else -1
        node = tagged[number] if number >= 0 else next(n for n in tagged if n.get("id") == fact.id)
        if kind == "drop":
            root.remove(node)
        else:
            node.text = altered((node.text or "").strip(), kind, chance)
        path.write_bytes(etree.tostring(root))
        (other,) = audit.check_path(folder)
        yield AlteredFiling(kind, fact, tuple(f for f in other.findings if (f.code, f.message) not in known))


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[AlteredFiling]:
    return [told for name in FILINGS for told in alterations(name, tmp_path_factory.mktemp(name))]


def test_nearly_every_alteration_is_told(told: list[AlteredFiling]) -> None:
    # without its total there is no sum to check
    silent = [item for item in told if not item.findings]
    assert len(told) == len(FILINGS) * len(KINDS) * ROUNDS
    assert {item.kind for item in silent} <= {"drop"}
    assert len(silent) <= 4


def test_most_hints_name_the_figure_with_its_right_value(told: list[AlteredFiling]) -> None:
    named = Counter(item.kind for item in told if item.named)
    assert min(named["sign"], named["scale"], named["drop"], named["double"]) >= 16, named
    assert named["digit"] >= 10, named


def test_hardly_any_hint_names_another_figure_instead(told: list[AlteredFiling]) -> None:
    misled = [(item.kind, str(item.fact.concept), item.findings[0].hint) for item in told if item.misled]
    assert len(misled) <= 1, misled
