"""Duplicate facts: complete, consistent or inconsistent, as Arelle has them; and where the two differ."""

from __future__ import annotations

import random
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linetag import audit
from linetag.calc import sets_of
from linetag.checks.duplicates import Kind, kind
from linetag.model import SUMMATION_2003, Arc, Fact, Network, QName
from support.arelle_facts import duplicates
from support.reports import codes, found, only, report
from support.shared import CORPUS, needs
from support.written_sums import HERE, ROLE, facts, name, write

if TYPE_CHECKING:
    from collections.abc import Sequence

FILINGS = (
    *("sec/aapl-10k-2023.zip", "sec/nflx-10k-2023.zip", "sec/pg-10k-2019-inline.zip"),
    *("sec/tsla-10q-2024q2.zip", "tdnet/tdnet-47760-20240514.zip", "tdnet/tdnet-62690-20240514.zip"),
)


def both(folder: Path, sets: Sequence[Sequence[Fact]]) -> tuple[list[Kind], list[Kind | None]]:
    """What we and what Arelle call each set, of which Arelle is given a report with a concept for each."""
    stated, concepts = [], []
    for number, same in enumerate(sets):
        concepts.append(QName(name("D").namespace, f"D{number}", "c"))
        stated += [
            Fact(f"f{number}-{i}", concepts[-1], HERE, f.value, f.decimals) for i, f in enumerate(same)
        ]
    arcs = tuple(Arc(name("T"), concept, weight=Decimal(1)) for concept in concepts)
    theirs = duplicates(write(folder, stated, [Network(ROLE, SUMMATION_2003, arcs)]))
    return [kind(same) for same in sets], [theirs.get((c.namespace, c.local)) for c in concepts]


CASES: Sequence[tuple[str, Kind]] = (
    ("D=5@0 D=5@0", "complete"),
    ("D=nil D=nil", "complete"),
    ("D=5 D=5", "complete"),
    ("D=5@0 D=5", "consistent"),
    ("D=5000@-3 D=5100@-2", "consistent"),
    ("D=5000@-3 D=5500@-2", "consistent"),
    ("D=5000@-3 D=5600@-2", "inconsistent"),
    ("D=5000@-3 D=5400@-2 D=4700@-2", "inconsistent"),
    ("D=5000@-3 D=5400@-2 D=5449@0", "consistent"),
    ("D=5@0 D=6@0", "inconsistent"),
    ("D=5@0 D=5.5@1 D=6@0", "inconsistent"),
    ("D=5@0 D=nil", "inconsistent"),
    ("D=5@0 D=5.5", "consistent"),
    ("D=5@0 D=5.6", "inconsistent"),
    ("D=1234@-3 D=1000@-3", "inconsistent"),
    ("D=1234@-3 D=1300@-2", "consistent"),
    ("D=1234@-3 D=9000@-2", "inconsistent"),
)


def test_the_kinds_are_those_of_arelle(tmp_path: Path) -> None:
    ours, theirs = both(tmp_path, [facts(text) for text, _ in CASES])
    assert ours == [expected for _, expected in CASES]
    assert theirs == ours


def test_so_they_are_for_figures_at_random(tmp_path: Path) -> None:
    chance = random.Random(7)  # noqa: S311 - no secret
    sets = []
    for _ in range(300):
        true = Decimal(chance.randint(-50_000, 50_000))
        stated = [(chance.choice((None, 0, -1, -2, -3)), chance.choice((0, 0, 0, 60))) for _ in range(3)]
        sets.append(
            [
                Fact(
                    "f", name("D"), HERE, (true + off).quantize(Decimal(1).scaleb(-(places or 0))) + 0, places
                )
                for places, off in stated
            ]
        )
    sets = [[f._replace(value=Decimal(f"{f.value:f}")) for f in same] for same in sets]
    ours, theirs = both(tmp_path, sets)
    assert theirs == ours
    assert min(Counter(ours).values()) >= 5


def test_a_figure_printed_with_a_zero_more_is_the_same_figure(tmp_path: Path) -> None:
    # Arelle compares the characters; by value (OIM, section on duplicate facts) they are complete
    ours, theirs = both(tmp_path, [facts("D=2@0 D=2.0@0")])
    assert (ours, theirs) == (["complete"], ["consistent"])


@pytest.mark.slow
@needs(CORPUS)
@pytest.mark.parametrize("filing", FILINGS)
def test_the_duplicates_of_real_filings_are_those_of_arelle(filing: str, tmp_path: Path) -> None:
    one, *_ = audit.read(CORPUS / filing)
    assert one.instance is not None
    sets = list(sets_of(one.instance.figures()).repeated())
    ours, theirs = both(tmp_path, sets)
    differing = [(a, b) for a, b in zip(ours, theirs, strict=True) if a != b]
    assert differing == []
    counts = Counter(ours)
    audited = audit.check(one)
    for code, number in (("C411", counts["consistent"]), ("C412", counts["complete"])):
        if number:
            assert found(audited, code).message.startswith(f"{number} figure")
    assert codes(audited).count("C405") == counts["inconsistent"]


def test_thousands_of_them_on_one_line_are_all_told(tmp_path: Path) -> None:
    names = [chr(ord("一") + i) for i in range(2_000)]
    path = report(tmp_path, " ".join(f"{n}={i}@0 {n}={i + 1}@0" for i, n in enumerate(names)), "T=A")
    path.write_text(path.read_text("utf-8").replace("\n", ""), "utf-8")
    told = [item for item in only(path).findings if item.code == "C405"]
    assert len(told) == 2_000
    assert [item.at.text for item in told if item.at] == [str(i) for i in range(2_000)]
