"""Audit of XBRL reports: which stage follows which. No rule of its own.

As a library::

    from linetag import audit

    for report in audit.read("filing.zip"):
        for calculation in audit.check(report).calculations.results:
            print(calculation.total, calculation.verdict, calculation.difference)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from linetag import calc
from linetag.checks.audit import examine
from linetag.findings import Finding, finding
from linetag.model import Mode, Origin, QName
from linetag.report.audited import Audited
from linetag.taxonomy.dts import Dts, discover
from linetag.taxonomy.package import Package, open_package
from linetag.xbrl.files import Files, open_files
from linetag.xbrl.read.inline import read_inline
from linetag.xbrl.read.instance import read_instance
from linetag.xbrl.read.records import Instance
from linetag.xbrl.read.sources import Source, sources

MODES: tuple[Mode, ...] = ("1.0", "1.1")
_NOTHING = calc.Calculations((), {})


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A report as read, and the networks that it refers to; findings only where it is unreadable."""

    path: str
    findings: tuple[Finding, ...]
    source: Source | None = None
    instance: Instance | None = None
    dts: Dts | None = None


def read(path: str | Path, packages: Sequence[str | Path] = ()) -> Iterator[ReadReport]:
    """Every report of a file, folder or zip, one after the other.

    `packages` are taxonomy packages, zips or folders. A report is to be used before the next is
    taken: its files are closed then.
    """
    with ExitStack() as stack:
        opened = [stack.enter_context(open_package(Path(package))) for package in packages]
        files, found = stack.enter_context(open_files(Path(path)))
        found = (*(item for _, own in opened for item in own), *found)
        known = [package for package, _ in opened if package is not None]
        reports: tuple[Source, ...] = ()
        if files is not None:
            reports, more = sources(files, Path(path))
            found = (*found, *more)
        if found or not reports:
            yield ReadReport(str(path), found)
        for source in reports:
            yield from _read(source, known)


def _read(source: Source, packages: Sequence[Package]) -> Iterator[ReadReport]:
    """The instances of one source: one, or one for each target of an inline document set."""
    files = source.files
    documents: list[tuple[bytes, str, str]] = []
    for address in source.documents:
        shown = files.shown(address)
        data = files.read(address)
        if data is None:
            yield ReadReport(source.path, (finding("X990", Origin(shown, 1, 1), path=shown),))
            return
        documents.append((data, shown, address))
    if source.inline:
        instances, found = read_inline(documents)
    else:
        instance, found = read_instance(*documents[0])
        instances = () if instance is None else (instance,)
    if not instances:
        yield ReadReport(source.path, found, source)
    for instance in instances:
        fetch = _fetcher(files, packages)
        dts, dts_found = discover(instance.references, instance.namespaces, fetch, files.shown)
        yield ReadReport(source.path, (*found, *dts_found), source, instance, dts)
        found = ()


def _fetcher(files: Files, packages: Sequence[Package]) -> Callable[[str], bytes | None]:
    """Where files are looked for: beside the report, then in the packages; never elsewhere."""

    def fetch(address: str) -> bytes | None:
        if address.startswith("/"):
            return files.read(address)
        return next((data for package in packages if (data := package.fetch(address)) is not None), None)

    return fetch


def check(report: ReadReport, modes: Sequence[Mode] = MODES, *, labels: bool = False) -> Audited:
    """Every calculation of a report with its verdict, and what was found; `labels` to show them."""
    instance, dts = report.instance, report.dts
    if instance is None or dts is None:
        return Audited(report.path, 0, _NOTHING, report.findings, readable=report.source is None)
    calculations = calculate(report, modes)
    found = (*report.findings, *examine(instance, dts, calculations, modes))
    totals = dict.fromkeys(_named(calculations)) if labels else ()
    return Audited(
        path=report.path,
        facts=instance.count,
        calculations=calculations,
        findings=found,
        labels=dts.labels(totals) if labels else {},
        roles=dts.roles,
    )


def calculate(report: ReadReport, modes: Sequence[Mode] = MODES) -> calc.Calculations:
    """Only the calculations of a report."""
    instance, dts = report.instance, report.dts
    if instance is None or dts is None:
        return _NOTHING
    concepts = {concept for network in dts.networks for arc in network.arcs for concept in (arc.source, arc.target)}
    return calc.calculate(instance.facts(concepts), dts.networks, modes, instance.incompatible)


def _named(calculations: calc.Calculations) -> Iterable[QName]:
    for result in calculations.results:
        yield result.total
        yield from (part.concept for part in result.contributors)
        yield from result.missing


def check_path(
    path: Path, packages: Sequence[Path] = (), modes: Sequence[Mode] = MODES, *, labels: bool = False
) -> Iterator[Audited]:
    """Audit every report of a file, folder or zip."""
    return (check(report, modes, labels=labels) for report in read(path, packages))
