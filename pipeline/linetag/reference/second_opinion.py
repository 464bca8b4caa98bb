"""Where Arelle, an independent processor, judges a sum of a report otherwise than linetag does."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from linetag.calc import Calculation, Calculations
from linetag.findings import Finding, finding
from linetag.model import Aspects, Mode
from linetag.reference.arelle import Calc, Remark, inconsistency, second_opinion
from linetag.wording import counted
from linetag.xbrl.files import Files
from linetag.xbrl.hrefs import path_of
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.sources import Source

_CALCS: dict[Mode, Calc] = {"1.0": "xbrl21", "1.1": "round-to-nearest", "1.1-truncation": "truncation"}
_MOST_NAMED = 20

# Role, local name of the total, aspects: the identity of a calculation, whatever ids and prefixes are.
Place = tuple[str, str, Aspects | None]


def compare(
    source: Source, instance: Instance, calculations: Calculations, packages: Sequence[Path]
) -> tuple[Finding, ...]:
    """Every sum on which the two differ, in each mode that was run, and on how many they agree.

    Arelle reads files: those of a zip are written to a temporary folder first.
    """
    found: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        root = _on_disk(source.files, Path(folder) / "report")
        first, *others = (root / path_of(address) for address in source.documents)
        zips = [_zipped(package, Path(folder)) for package in packages]
        for mode in calculations.not_bound:
            remarks = second_opinion(first, zips, _CALCS[mode], others)
            found.extend(_differences(mode, remarks, instance, calculations))
    return tuple(found)


def _on_disk(files: Files, folder: Path) -> Path:
    """The folder in which the files lie; those of a zip are written there."""
    given = Path(files.name or ".")
    if given.is_dir():
        return given
    for address in files.addresses:
        data = files.read(address)
        if data is not None:
            target = folder / path_of(address)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    return folder


def _zipped(package: Path, folder: Path) -> Path:
    """Arelle takes taxonomy packages as zips only."""
    if not package.is_dir():
        return package
    target = folder / f"{package.resolve().name}.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                archive.write(path, Path(package.resolve().name) / path.relative_to(package))
    return target


def _differences(
    mode: Mode, remarks: Sequence[Remark], instance: Instance, calculations: Calculations
) -> Iterator[Finding]:
    theirs: dict[Place, None] = {}
    for remark in remarks:
        said = inconsistency(remark)
        if said is not None:
            theirs[said.role, said.total.rpartition(":")[2], instance.aspects(said.context, said.unit)] = None
    judged: dict[Place, Calculation] = {
        (c.role, c.total.local, c.aspects): c for c in calculations.in_mode(mode)
    }
    ours = {place for place, c in judged.items() if c.verdict == "inconsistent"}
    broken = [remark for remark in remarks if remark.severity == "error"]
    if broken:
        count = counted(len(broken), "error", "errors")
        yield finding("A103", mode=mode, count=count, first=f"{broken[0].code} {broken[0].message}")
    for place in [place for place in theirs if place not in ours][:_MOST_NAMED]:
        known = judged.get(place)
        verdict = (known.reason or known.verdict) if known else "not bound"
        facts = [instance.located(fact) for fact in known.facts] if known else []
        at = facts[0].origins[0] if facts else None
        yield finding("A101", at, mode=mode, role=place[0], total=place[1], verdict=verdict)
    for place in [place for place in judged if place in ours and place not in theirs][:_MOST_NAMED]:
        fact = instance.located(judged[place].facts[0])
        yield finding("A102", fact.origins[0], mode=mode, role=place[0], total=judged[place].total)
    both = counted(len(ours & theirs.keys()), "sum is", "sums are")
    differ = len(ours ^ theirs.keys())
    yield finding("A104", mode=mode, both=both, differ=differ, count=len(judged))
