"""A second opinion: the cases written as one small report, judged by Arelle and by the engine."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest

from linetag.calc import Calculations, calculate
from linetag.model import Arc, Fact, Mode, Network, QName
from support.written_sums import facts, network, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# Left out is what Arelle 2.47.3 is known to decide otherwise than the specification: two values
# at the same decimals, a nil copy of a contributor, open ends that touch (CALCULATIONS).
CASES = (
    ("T=6@0 A=2@0 B=3@0", "T=A+B"),
    ("T=5@0 A=2@0 B=3@0", "T=A+B"),
    ("T=9@0 A=2@0 B=3@0 C=1@0", "T=A+B+C"),
    ("T=8@0 A=2@0 B=3@0 C=1@0", "T=A+B+C"),
    ("T=9@0 A=6@0", "T=A+B"),
    ("T=9@0", "T=A+B"),
    ("T=nil A=2@0 B=3@0", "T=A+B"),
    ("T=9@0 A=nil B=nil", "T=A+B"),
    ("T=9@0 A=nil B=9@0", "T=A+B"),
    ("T=5@0 T=5@0 A=1@0 B=3@0", "T=A+B"),
    ("T=5000@-3 T=5100@-2 A=4000@-3", "T=A"),
    ("T=nil T=5@0 A=5@0", "T=A"),
    ("T=5.6 A=2@0 B=3@0", "T=A+B"),
    ("T=1234@-3 A=1000@-3", "T=A"),
    ("T=1000@-3 A=1234@-3", "T=A"),
    ("T=100000@-3 A=0@-6 B=99000@-3", "T=A+B"),
    ("T=8@0 A=5@0 B=-3@0", "T=A-B"),
    ("T=1@0 A=5@0 B=4@1", "T=A-B"),
    ("T=7@1 A=5@1 B=4@1", "T=A+0.5B"),
    ("T=7.2@1 A=5@1 B=4@1", "T=A+0.5B"),
    ("T=6 A=2 A=2 B=3", "T=A+B"),
    ("T=3000@-3 A=1500 B=1000@-3", "T=A+B"),
)
_AMOUNTS = {0: "1", -3: "1000", 1: "0.1", 2: "0.01"}


def figure(random: Random, name: str, about: int) -> str:
    """A figure near an amount in thousands, stated to some place, or nil."""
    if random.random() < 0.08:
        return f"{name}=nil"
    decimals = random.choice((*_AMOUNTS, None))
    unit = Decimal(_AMOUNTS.get(decimals or 0, "1"))
    value = (Decimal(about * 1000) / unit).to_integral_value() * unit + random.choice(
        (0, 0, 0, 0, 1, -1, 2)
    ) * unit
    return f"{name}={value:f}" if decimals is None else f"{name}={value:f}@{decimals}"


def random_cases(seed: int, count: int = 120) -> Iterator[tuple[str, str]]:
    """Sums that are nearly right, some parts missing or stated twice alike, as in `CASES`."""
    random = Random(seed)  # noqa: S311 - for cases only
    for _ in range(count):
        parts = {name: random.randint(-30, 30) for name in "ABCD"[: random.randint(1, 4)]}
        weights = {name: random.choice((1, 1, -1, 2)) for name in parts}
        total = sum(weights[name] * value for name, value in parts.items())
        stated = [figure(random, "T", total)]
        stated += [figure(random, name, value) for name, value in parts.items() if random.random() < 0.9]
        stated += [text for text in stated if "nil" not in text and random.random() < 0.05]
        terms = (f"{'+' if w > 0 else '-'}{'' if abs(w) == 1 else w}{name}" for name, w in weights.items())
        yield " ".join(stated), f"T={''.join(terms).removeprefix('+')}"


BLOCKING = {"excess digits": "excessDigits", "disallowed duplicates": "disallowedDuplicateFacts"}


def cases(given: Iterable[tuple[str, str]] = CASES) -> tuple[list[Fact], list[Network]]:
    """Each case with concepts and a role of its own, all in one context."""

    def own(concept: QName, case: int) -> QName:
        return QName(concept.namespace, f"{concept.local}{case}", concept.prefix)

    stated, networks = [], []
    for i, (text, sum_) in enumerate(given):
        stated += [Fact(f"f{i}", own(f.concept, i), f.aspects, f.value, f.decimals) for f in facts(text)]
        tree = network(sum_)
        arcs = tuple(Arc(own(a.source, i), own(a.target, i), a.order, a.weight) for a in tree.arcs)
        networks.append(Network(f"http://linetag.example/role/{i}", tree.arcrole, arcs))
    return stated, networks


def arelle(instance: Path, mode: str) -> str:
    """The log: one line for each message, its code in brackets."""
    command = [sys.executable, "-m", "arelle.CntlrCmdLine", "--file", str(instance), "--validate"]
    options = [
        "--calc",
        mode,
        "--internetConnectivity",
        "offline",
        "--logFormat",
        "[%(messageCode)s] %(message)s",
    ]
    return subprocess.run(
        [*command, *options], capture_output=True, text=True, check=True, timeout=300
    ).stdout


def failures(found: Calculations) -> set[str]:
    return {result.total.local for result in found.results if result.verdict == "inconsistent"}


MODES: tuple[tuple[Mode, str, str], ...] = (
    ("1.0", "xbrl21", "xbrl.5.2.5.2:calcInconsistency"),
    ("1.1", "round-to-nearest", "calc11e:inconsistentCalculationUsingRounding"),
)


def inconsistent(log: str, code: str) -> set[str]:
    return set(re.findall(rf"\[{re.escape(code)}\] Calculation inconsistent from (?:c:)?(\w+)", log))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("mode", "option", "code"), MODES)
def test_arelle_judges_random_sums_the_same(
    tmp_path: Path, mode: Mode, option: str, code: str, seed: int
) -> None:
    stated, networks = cases(random_cases(seed))
    theirs = inconsistent(arelle(write(tmp_path, stated, networks), option), code)
    found = calculate(stated, networks, [mode])
    assert failures(found) == theirs
    assert min(len(theirs), sum(r.verdict == "consistent" for r in found.results)) > 10


@pytest.mark.parametrize(("mode", "option", "code"), MODES)
def test_arelle_finds_the_same_inconsistencies(tmp_path: Path, mode: Mode, option: str, code: str) -> None:
    stated, networks = cases()
    log = arelle(write(tmp_path, stated, networks), option)
    ours = calculate(stated, networks, [mode])
    theirs = inconsistent(log, code)
    assert failures(ours) == theirs, log
    assert theirs, "the log holds no inconsistency at all"
    for reason, name in BLOCKING.items():
        blocked = {result.total.local for result in ours.results if result.reason == reason}
        concepts = set(re.findall(rf"\[\w+:{name}\] .*?fact values c:\w(\d+)", log))
        assert {total[1:] for total in blocked} == concepts, log
    assert not re.findall(
        r"^\[(?!calc11e|oime|xbrl\.5\.2\.5\.2|info)(\S*(?:xbrl|xml)\S*)\]", log, re.MULTILINE
    ), log
