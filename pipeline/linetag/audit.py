"""Audit of XBRL reports: which stage follows which. No rule of its own.

As a library::

    from linetag import audit

    for report in audit.read("filing.zip"):
        for calculation in audit.calculate(report).results:
            print(calculation.total, calculation.verdict, calculation.difference)
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linetag import calc
from linetag.checks.case import Case
from linetag.checks.check import check as check_case
from linetag.families import FAMILIES
from linetag.findings import Finding, finding
from linetag.model import Mode, Origin, QName, Taxonomy
from linetag.report.audited import Audited
from linetag.taxonomy.files import TaxonomyFiles, TaxonomyPackages
from linetag.taxonomy.load import discover
from linetag.taxonomy.networks import standard_labels
from linetag.taxonomy.package import open_package, package_around
from linetag.xbrl.files import Files, folder_reader
from linetag.xbrl.hrefs import path_of
from linetag.xbrl.names import TSE_2007, TSE_2014
from linetag.xbrl.read.instance import read_instance
from linetag.xbrl.read.report import Instance
from linetag.xbrl.read.sources import ZIPS, Source, named, open_files, sources

if TYPE_CHECKING:
    from linetag.checks.derivations import Derivations

MODES: tuple[Mode, ...] = ("1.0", "1.1")
_NOTHING = calc.Calculations((), {})


class ReadReport(NamedTuple):
    """A report as read, and the networks that it refers to; findings only where it is unreadable."""

    path: str
    findings: tuple[Finding, ...]
    source: Source | None = None
    instance: Instance | None = None
    taxonomy: Taxonomy | None = None


class WorkItem(NamedTuple):
    """What one process audits at a time: a zip or a file, or a report of a folder by its documents.

    `findings` alone are what was unreadable in a folder.
    """

    path: Path
    documents: tuple[str, ...] = ()
    inline: bool = False
    findings: tuple[Finding, ...] = ()


@contextmanager
def library(packages: Sequence[str | Path]) -> Iterator[tuple[TaxonomyPackages, tuple[Finding, ...]]]:
    """Taxonomy packages, zips or folders, opened for any number of reports."""
    with ExitStack() as stack:
        opened = [stack.enter_context(open_package(Path(package))) for package in packages]
        known = tuple(package for package, _ in opened if package is not None)
        yield TaxonomyPackages(known), tuple(item for _, found in opened for item in found)


def items(path: Path) -> tuple[WorkItem, ...]:
    """A folder taken apart into its reports and zips; anything else as it is."""
    if not path.is_dir():
        return (WorkItem(path),)
    with open_files(path) as (files, _):
        if files is None:
            return (WorkItem(path),)
        reports, told = sources(files, str(path))
        found = [(r.documents[0], WorkItem(path, r.documents, r.inline, r.findings)) for r in reports]
        zips = [(a, path / path_of(a)) for a in files.addresses if a.lower().endswith(ZIPS)]
        found += [(address, WorkItem(target)) for address, target in zips if _is_filing(target, path)]
        unread = tuple(item for item in told if item.code != "X970")
        if unread:
            found.append(("", WorkItem(path, findings=unread)))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0])) or (WorkItem(path),)


def _is_filing(target: Path, folder: Path) -> bool:
    """Whether a zip in a folder is one to audit, and not a taxonomy package or a link to elsewhere.

    What is named so and is none is to be told.
    """
    if not target.resolve().is_relative_to(folder.resolve()):
        return False
    with open_files(target) as (files, _):
        plain = files is not None and files.name != str(target)  # opened as a file, by its folder
        return files is None or plain or bool(sources(files, str(target))[0])


def read(path: str | Path, packages: TaxonomyPackages | None = None) -> Iterator[ReadReport]:
    """Every report of a file, folder or zip, one after the other.

    A report is to be used before the next is taken: its files are closed then.
    """
    for item in items(Path(path)):
        yield from read_item(item, packages or TaxonomyPackages())


def read_item(item: WorkItem, packages: TaxonomyPackages) -> Iterator[ReadReport]:
    """The reports of an item; what cannot be read is one with findings only."""
    if item.documents:
        files = Files(str(item.path), item.documents, folder_reader(item.path))
        source = named(files, item.documents, inline=item.inline)
        yield from _read(source._replace(findings=item.findings), packages)
        return
    if item.findings:
        yield ReadReport(str(item.path), item.findings)
        return
    with open_files(item.path) as (opened, unopened):
        reports, found = ((), unopened) if opened is None else sources(opened, str(item.path))
        if found or not reports:
            yield ReadReport(str(item.path), found)
        for source in reports:
            yield from _read(source, packages)


def _read(source: Source, packages: TaxonomyPackages) -> Iterator[ReadReport]:
    """The instances of one source: one, or one for each target of an inline document set."""
    files = source.files
    documents: list[tuple[bytes, str, str]] = []
    for address in source.documents:
        shown = files.shown(address)
        data = files.read(address)
        if data is None:
            yield ReadReport(source.path, files.unreadable(address) or _gone(shown))
            return
        documents.append((data, shown, address))
    instances, found = _instances(source, documents)
    found = (*source.findings, *found)
    if not instances:
        yield ReadReport(source.path, found, source)
    for instance in instances:
        taxonomy_files = TaxonomyFiles(_with_own(source, packages), files)
        with no_garbage():
            taxonomy, more = discover(instance.references, instance.namespaces, taxonomy_files)
        yield ReadReport(source.path, (*found, *more), source, instance, taxonomy)
        found = ()


def _gone(path: str) -> tuple[Finding, ...]:
    return (finding("X972", Origin(path, 1, 1), path=path, why="it is not there any more"),)


def _with_own(source: Source, packages: TaxonomyPackages) -> TaxonomyPackages:
    """The packages, and the report's own if it lies in one, as ESEF reports do."""
    own = package_around(source.files, source.documents[0])
    return TaxonomyPackages((own, *packages.packages)) if own is not None else packages


def _instances(
    source: Source, documents: Sequence[tuple[bytes, str, str]]
) -> tuple[tuple[Instance, ...], tuple[Finding, ...]]:
    with no_garbage():
        if source.inline:
            from linetag.xbrl.read.inline import read_inline  # noqa: PLC0415 - a classic instance needs none of it

            return read_inline(documents)
        instance, found = read_instance(*documents[0])
        return (() if instance is None else (instance,)), found


@contextmanager
def no_garbage() -> Iterator[None]:
    """Pause the search for cycles: records make none, and it walks all of them again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def failed(item: WorkItem, error: str) -> Audited:
    """What is said of a report on which linetag itself failed: a fault of the program."""
    path = str(item.path / path_of(item.documents[0])) if item.documents else str(item.path)
    found = finding("X973", Origin(path, 1, 1), path=path, error=error)
    return Audited(path, 0, _NOTHING, (found,), readable=False)


def calculate(report: ReadReport, modes: Sequence[Mode] = MODES) -> calc.Calculations:
    """The calculations of a report and nothing else."""
    instance, taxonomy = report.instance, report.taxonomy
    if instance is None or taxonomy is None:
        return _NOTHING
    with no_garbage():
        return calc.calculate(instance.figures(), taxonomy.networks, modes, instance.incompatible)


def check(report: ReadReport, modes: Sequence[Mode] = MODES, *, labels: str = "") -> Audited:
    """Every calculation of a report with its verdict, and what was found; `labels` is their language."""
    instance, taxonomy = report.instance, report.taxonomy
    if instance is None or taxonomy is None:
        return Audited(report.path, 0, _NOTHING, report.findings, readable=False)
    with no_garbage():
        figures = calc.sets_of(instance.figures())
        calculations = calc.calculate(figures, taxonomy.networks, modes, instance.incompatible)
        case = Case(instance.figures(), figures, taxonomy, calculations, instance=instance)
        _, examined = check_case(case, FAMILIES)
    summary, told = _summary(report, instance)
    found = (*report.findings, *instance.findings(), *told, *examined)
    return Audited(
        path=report.path,
        facts=instance.count,
        calculations=calculations,
        findings=found,
        labels=standard_labels(taxonomy, _named(calculations), labels) if labels else {},
        roles=taxonomy.definitions(),
        sources=instance.documents,
        summary=summary,
    )


def _summary(report: ReadReport, instance: Instance) -> tuple[Derivations | None, tuple[Finding, ...]]:
    """The derivations of a TSE summary; a report that is none does not pay for them."""
    if not {TSE_2014, TSE_2007}.intersection(instance.namespaces.values()):
        return None, ()
    from linetag.tanshin.form.read import read as read_tanshin  # noqa: PLC0415
    from linetag.tanshin.submission import statements  # noqa: PLC0415
    from linetag.tanshin.verify import verified  # noqa: PLC0415

    found = read_tanshin(instance)
    if found is None:
        return None, ()
    return verified(found, statements(report.source) if report.source else ())


def compared(report: ReadReport, audited: Audited, packages: Sequence[Path]) -> Audited:
    """The audit with what a second opinion, that of Arelle, says to the same report."""
    from linetag.reference.second_opinion import compare  # noqa: PLC0415 - only who asks pays for it

    if report.instance is None or report.source is None:
        return audited
    found = compare(report.source, report.instance, audited.calculations, packages)
    return audited._replace(findings=(*audited.findings, *found))


def _named(calculations: calc.Calculations) -> Iterator[QName]:
    """What trees name: totals, parts (of each network once), axes and members."""
    known: set[int] = set()
    for result in calculations.results:
        yield result.total
        summation = result.candidate.summation
        if id(summation) not in known:
            known.add(id(summation))
            yield from (arc.target for arc in summation.arcs)
    for aspects in {result.aspects: None for result in calculations.results}:
        yield from (name for pair in aspects.members for name in pair)
        yield from (axis for axis, _ in aspects.typed)


def check_path(
    path: Path, packages: TaxonomyPackages | None = None, modes: Sequence[Mode] = MODES, *, labels: str = ""
) -> Iterator[Audited]:
    """Audit every report of a file, folder or zip."""
    return (check(report, modes, labels=labels) for report in read(path, packages))
