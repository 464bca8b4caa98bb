"""The sums of a report that Arelle, an independent processor, judges differently from linetag."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from linetag.calc import Calculation, Calculations
from linetag.findings import Finding, finding
from linetag.model import Aspects, Mode
from linetag.reference.arelle import Calc, Remark, inconsistency, second_opinion
from linetag.reference.placeholders import placeholder_package
from linetag.wording import counted
from linetag.xbrl.files import Files
from linetag.xbrl.hrefs import path_of
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.sources import Source

_CALCS: dict[Mode, Calc] = {"1.0": "xbrl21", "1.1": "round-to-nearest", "1.1-truncation": "truncation"}
_MOST_NAMED = 20

# Role, local name of the total, aspects: they identify a calculation independently of ids and prefixes.
CalculationKey = tuple[str, str, Aspects | None]


def compare(
    source: Source, instance: Instance, calculations: Calculations, packages: Sequence[Path]
) -> tuple[Finding, ...]:
    """Return a finding for each sum on which the two differ (A101, A102), and one that counts both (A104).

    Every mode in `calculations` is compared. Arelle reads files: those of a zip are written to a temporary
    folder first, and schemas that are not at hand are replaced by placeholders. Errors of Arelle that may
    make its judgement incomplete are a finding too (A103).
    """
    found: list[Finding] = []
    with tempfile.TemporaryDirectory() as folder:
        root = _on_disk(source.files, Path(folder) / "report")
        first, *others = (root / path_of(address) for address in source.documents)
        zips = [_zipped(package, Path(folder)) for package in packages]
        if (placeholders := placeholder_package(source, instance, packages, Path(folder))) is not None:
            zips.append(placeholders)
        for mode in calculations.not_bound:
            remarks = second_opinion(first, zips, _CALCS[mode], others)
            found.extend(_differences(mode, remarks, instance, calculations))
    return tuple(found)


def _on_disk(files: Files, folder: Path) -> Path:
    """The folder of the files; those of a zip are written into `folder` first."""
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
    """The package as a zip, since Arelle accepts no package folders."""
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
    theirs: dict[CalculationKey, None] = {}
    for one in filter(None, map(inconsistency, remarks)):
        theirs[one.role, one.total.rpartition(":")[2], instance.aspects(one.context, one.unit)] = None
    judged: dict[CalculationKey, Calculation] = {
        (c.role, c.total.local, c.aspects): c for c in calculations.in_mode(mode)
    }
    ours = {key for key, c in judged.items() if c.verdict == "inconsistent"}
    broken = [remark for remark in remarks if remark.severity == "error"]
    if broken:
        count = counted(len(broken), "error", "errors")
        yield finding("A103", mode=mode, count=count, first=f"{broken[0].code} {broken[0].message}")
    for key in [key for key in theirs if key not in ours][:_MOST_NAMED]:
        known = judged.get(key)
        verdict = (known.reason or known.verdict) if known else "not bound"
        facts = [instance.located(fact) for fact in known.facts] if known else []
        at = facts[0].origins[0] if facts else None
        yield finding("A101", at, mode=mode, role=key[0], total=key[1], verdict=verdict)
    for key in [key for key in judged if key in ours and key not in theirs][:_MOST_NAMED]:
        fact = instance.located(judged[key].facts[0])
        yield finding("A102", fact.origins[0], mode=mode, role=key[0], total=judged[key].total)
    both = counted(len(ours & theirs.keys()), "sum is", "sums are")
    differ = len(ours ^ theirs.keys())
    yield finding("A104", mode=mode, both=both, differ=differ, count=len(judged))
