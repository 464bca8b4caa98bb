"""Audit of XBRL reports: which stage follows which; the rules are in the rooms below.

As a library::

    from linetag import audit

    for report in audit.read("filing.zip"):
        for calculation in audit.calculate(report).results:
            print(calculation.total, calculation.verdict, calculation.difference)
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from linetag import calc
from linetag.checks.case import Case
from linetag.checks.check import check as check_case
from linetag.families import FAMILIES
from linetag.findings import Finding, finding
from linetag.model import Mode, Origin, QName, Taxonomy
from linetag.report.result import Result
from linetag.taxonomy.beside import ZipsBeside
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
# Findings on schemas, linkbases and concepts without which there are no calculations.
_LOST_NETWORKS = ("X762", "X763", "X764")


class OpenReport(NamedTuple):
    """A report with its facts (`instance`) and the networks that it refers to (`taxonomy`), its files open.

    Only `path` and `findings` are there where it cannot be read.
    """

    path: str
    findings: tuple[Finding, ...]
    source: Source | None = None
    instance: Instance | None = None
    taxonomy: Taxonomy | None = None


class WorkItem(NamedTuple):
    """What one process audits at a time: a file, a zip, or one report of a folder with its `documents`.

    An item that has `findings` and no documents stands for the files of a folder that cannot be read.
    """

    path: Path
    documents: tuple[str, ...] = ()
    inline: bool = False
    findings: tuple[Finding, ...] = ()


@contextmanager
def library(packages: Sequence[str | Path]) -> Iterator[tuple[TaxonomyPackages, tuple[Finding, ...]]]:
    """Open taxonomy packages (zips or folders) for any number of reports; findings where one cannot be."""
    with ExitStack() as stack:
        opened = [stack.enter_context(open_package(Path(package))) for package in packages]
        known = tuple(package for package, _ in opened if package is not None)
        yield TaxonomyPackages(known), tuple(item for _, found in opened for item in found)


def work_items(path: Path) -> tuple[WorkItem, ...]:
    """Return a folder as its reports and zips, in the order of their addresses; anything else as one item."""
    if not _is_folder(path):
        return (WorkItem(path),)
    with open_files(path) as (files, _):
        if files is None:
            return (WorkItem(path),)
        reports, problems = sources(files, str(path))
        found = [(r.documents[0], WorkItem(path, r.documents, r.inline, r.findings)) for r in reports]
        zips = [(a, path / path_of(a)) for a in files.addresses if a.lower().endswith(ZIPS)]
        found += [(address, WorkItem(target)) for address, target in zips if _is_filing(target, path)]
        unread = tuple(item for item in problems if item.code != "X970")
        if unread:
            found.append(("", WorkItem(path, findings=unread)))
    return tuple(item for _, item in sorted(found, key=lambda pair: pair[0])) or (WorkItem(path),)


def _is_folder(path: Path) -> bool:
    """Whether there is a folder; a path that the system refuses to look at is reported when it is opened."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _is_filing(target: Path, folder: Path) -> bool:
    """Whether a zip in a folder is one to audit: not a taxonomy package, and no link out of the folder.

    A file that is named like a zip without being one is audited as well, so that it is reported.
    """
    if not target.resolve().is_relative_to(folder.resolve()):
        return False
    with open_files(target) as (files, _):
        is_file = files is not None and files.name != str(target)  # a file is opened with its folder
        return files is None or is_file or bool(sources(files, str(target))[0])


def read(path: str | Path, packages: TaxonomyPackages | None = None) -> Iterator[OpenReport]:
    """Yield every report of a file, folder or zip, one after the other.

    Use a report before you take the next one: its files are closed then. A report that cannot be read
    has findings only. `packages` come from `library`.
    """
    for item in work_items(Path(path)):
        yield from read_work_item(item, packages or TaxonomyPackages())


def read_work_item(item: WorkItem, packages: TaxonomyPackages) -> Iterator[OpenReport]:
    """Yield the reports of an item; one that cannot be read has findings only."""
    if item.documents:
        files = Files(str(item.path), item.documents, folder_reader(item.path))
        source = named(files, item.documents, inline=item.inline)
        yield from _read(source._replace(findings=item.findings), packages)
        return
    if item.findings:
        yield OpenReport(str(item.path), item.findings)
        return
    with open_files(item.path) as (opened, unopened):
        reports, found = ((), unopened) if opened is None else sources(opened, str(item.path))
        if found or not reports:
            yield OpenReport(str(item.path), found)
        for source in reports:
            yield from _read(source, packages)


def _read(source: Source, packages: TaxonomyPackages) -> Iterator[OpenReport]:
    """Yield the instances of one source: one, or one for each target of an inline document set."""
    files = source.files
    documents: list[tuple[bytes, str, str]] = []
    for address in source.documents:
        shown = files.shown(address)
        data = files.read(address)
        if data is None:
            gone = finding("X972", Origin(shown, 1, 1), path=shown, why="it no longer exists")
            yield OpenReport(source.path, files.unreadable(address) or (gone,))
            return
        documents.append((data, shown, address))
    instances, found = _instances(source, documents)
    found = (*source.findings, *found)
    if not instances:
        yield OpenReport(source.path, found, source)
    elif (own := package_around(files, source.documents[0])) is not None:  # as ESEF packages do
        packages = TaxonomyPackages((own, *packages.packages))
    for instance in instances:
        taxonomy_files = TaxonomyFiles(packages, files, ZipsBeside(files, source.documents[0]))
        with collector_paused():
            taxonomy, more = discover(instance.references, instance.namespaces, taxonomy_files)
        yield OpenReport(source.path, (*found, *more), source, instance, taxonomy)
        found = ()


def _instances(
    source: Source, documents: Sequence[tuple[bytes, str, str]]
) -> tuple[tuple[Instance, ...], tuple[Finding, ...]]:
    with collector_paused():
        if source.inline:
            from linetag.xbrl.read.inline import read_inline  # noqa: PLC0415 - a classic instance needs none of it

            return read_inline(documents)
        instance, found = read_instance(*documents[0])
        return (() if instance is None else (instance,)), found


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector: records form no cycles, and it would walk all of them repeatedly."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def crashed(item: WorkItem, error: str) -> Result:
    """Return the result of an item whose audit ended in a fault of linetag itself (X973)."""
    path = str(item.path / path_of(item.documents[0])) if item.documents else str(item.path)
    found = finding("X973", Origin(path, 1, 1), path=path, error=error)
    return Result(path, (found,), readable=False)


def calculate(report: OpenReport, modes: Sequence[Mode] = MODES) -> calc.Calculations:
    """Return the calculations of a report, each with its verdict in every mode, and nothing else.

    For example, `[one.total for one in calculate(report).results if one.verdict == "inconsistent"]` are the
    totals that fail.
    """
    instance, taxonomy = report.instance, report.taxonomy
    if instance is None or taxonomy is None:
        return calc.Calculations((), {})
    with collector_paused():
        return calc.calculate(instance.figures(), taxonomy.networks, modes, instance.incompatible)


def check(report: OpenReport, modes: Sequence[Mode] = MODES, *, labels: str = "") -> Result:
    """Audit a report: every calculation with its verdict, and all findings.

    `labels` is the language of the labels to look up, such as "en"; without it concepts have no labels.
    """
    instance, taxonomy = report.instance, report.taxonomy
    if instance is None or taxonomy is None:
        return Result(report.path, report.findings, readable=False)
    with collector_paused():
        figures = calc.sets_of(instance.figures())
        calculations = calc.calculate(figures, taxonomy.networks, modes, instance.incompatible)
        case = Case(
            instance.figures(),
            figures,
            taxonomy,
            calculations,
            instance=instance,
            attached=_attached(report, instance),
        )
        checked, examined = check_case(case, FAMILIES)
        summary = None
        if case.attached is not None:
            from linetag.checks.derivations import Derivations  # noqa: PLC0415 - only a summary pays for it

            summary = Derivations(checked.derivations)
    loaded = tuple(_weighed(report.findings, calculations, summary))
    return Result(
        path=report.path,
        facts=instance.count,
        calculations=calculations,
        findings=(
            *loaded,
            *_of_nothing(report, instance, summary),
            *instance.findings(),
            *examined,
        ),
        labels=standard_labels(taxonomy, _named(calculations), labels) if labels else {},
        roles=taxonomy.definitions(),
        sources=instance.documents,
        summary=summary,
    )


def labelled(report: OpenReport, result: Result, language: str) -> Result:
    """Return a result with the labels of the concepts in its failing sums, for a text that names them."""
    failing = [one for one in result.calculations.results if one.verdict == "inconsistent"]
    if report.taxonomy is None or not failing:
        return result
    concepts = _named(calc.Calculations(tuple(failing), {}))
    return result._replace(labels=standard_labels(report.taxonomy, concepts, language))


def _weighed(
    found: Iterable[Finding], calculations: calc.Calculations, summary: Derivations | None
) -> Iterator[Finding]:
    """Yield findings on what is not at hand with the severity that it has for this report.

    Where it keeps every sum from being checked, it is an error. The forms of the Tokyo Stock Exchange have
    no calculations: a summary whose figures were recomputed misses nothing without its schema.
    """
    for item in found:
        if item.code in _LOST_NETWORKS and not calculations.results:
            if summary is None or not summary.all:
                yield item._replace(severity="error")
                continue
            if item.code == "X764":
                yield item._replace(severity="note")
                continue
        yield item


def _of_nothing(report: OpenReport, instance: Instance, summary: Derivations | None) -> Iterator[Finding]:
    """Yield why there is nothing to check: no facts (an error), or no calculation between them (a note)."""
    at = Origin(instance.documents.paths[0], 1, 1)
    has_rules = (report.taxonomy and report.taxonomy.networks) or (summary and summary.all)
    if not instance.count:
        yield finding("X977", at)
    elif not has_rules and not any(
        item.code in _LOST_NETWORKS or item.severity == "error" for item in report.findings
    ):
        yield finding("X978", at)


def _attached(report: OpenReport, instance: Instance) -> Sequence[Instance] | None:
    """Return the statements submitted with a TSE summary; None for another report, which pays no import."""
    if not {TSE_2014, TSE_2007}.intersection(instance.namespaces.values()):
        return None
    from linetag.tanshin.form.read import is_summary  # noqa: PLC0415
    from linetag.tanshin.submission import statements  # noqa: PLC0415

    if not is_summary(instance):
        return None
    return statements(report.source) if report.source else ()


def with_second_opinion(report: OpenReport, result: Result, packages: Sequence[Path]) -> Result:
    """Return the result of an audit with what Arelle, as a second opinion, finds in the same report."""
    from linetag.reference.second_opinion import compare  # noqa: PLC0415 - needed with --second-opinion only

    if report.instance is None or report.source is None:
        return result
    found = compare(report.source, report.instance, result.calculations, packages)
    return result._replace(findings=(*result.findings, *found))


def _named(calculations: calc.Calculations) -> Iterator[QName]:
    """Yield the concepts that trees name: totals, contributors (of each network once), axes and members."""
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
) -> Iterator[Result]:
    """Audit every report of a file, folder or zip."""
    return (check(report, modes, labels=labels) for report in read(path, packages))
