"""Builds: the stages from a filing folder and its release to the files of the filing, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from linetag import calc
from linetag.checks.case import Case
from linetag.checks.check import Checked, check
from linetag.compose.filing import bases_of, compose
from linetag.extension.bases import Bases, load_bases
from linetag.extension.extend import Extended, extend
from linetag.extension.headings import with_own_headings
from linetag.families import FAMILIES
from linetag.filing.load import has_lines, load_written, release_in
from linetag.filing.load import load as load_filing
from linetag.filing.records import Filing
from linetag.findings import Finding, finding, ordered
from linetag.inputs.tables import source_lines
from linetag.model import Report
from linetag.propose.reading import read_statements
from linetag.propose.records import ReleaseReading
from linetag.release.read import read
from linetag.release.records import Document
from linetag.report.derived_json import derived_json
from linetag.report.finding_json import findings_json
from linetag.report.ledger_csv import ledger_csv, relations
from linetag.report.result import Built, Result
from linetag.tag.ledger import LedgerEntry
from linetag.tag.lines import PrintedLines
from linetag.tag.locate import unclaimed
from linetag.tag.tag import Tagging, tag, tag_lines
from linetag.tanshin.derive import derive
from linetag.tanshin.form.conform import conform
from linetag.tanshin.form.files import form_files
from linetag.tanshin.form.fill import Filled, fill
from linetag.tanshin.form.package import taxonomy_package
from linetag.tanshin.pages import pages
from linetag.tieout.cells import Summary
from linetag.tieout.tie import tie
from linetag.xbrl.write import WriteTarget, write

SETTINGS = ("filing.toml", "lines.csv", "mapping.csv", "rollup.csv", "extension.csv")
"""The files of a filing folder that a person writes."""


class _Prepared(NamedTuple):
    """What a build begins with; `printed` and `reading` are None where settings say which table is which."""

    filing: Filing
    document: Document
    bases: Bases
    printed: PrintedLines | None = None
    reading: ReleaseReading | None = None


_Preparation = tuple[Path, _Prepared | None, tuple[Finding, ...]]


class _Tied(NamedTuple):
    """The summary as it is filed, the exchange's form of it, and the ledger entries that it ties."""

    cells: Summary | None = None
    filled: Filled | None = None
    entries: tuple[LedgerEntry, ...] = ()


def build(folder: Path, release: Path | None = None, *, force: bool = False) -> Result:
    """Build a filing folder with its release into files in memory; nothing is written here.

    `release` replaces the one in the folder; `force` stamps the files when there are errors.
    """
    prepare = _from_lines if has_lines(folder) else _from_mapping
    path, prepared, found = prepare(folder, release)
    findings = list(found)
    sources = {name: source_lines(folder / name) for name in SETTINGS if (folder / name).is_file()}
    if prepared is None:
        return Result(str(path), ordered(findings), readable=False, sources=sources)
    filing, document, bases, printed, reading = prepared
    sources[document.path] = document.lines
    filing, heading_found = with_own_headings(filing, bases)
    extended, extend_found = extend(bases.taxonomy, filing, bases.unlinked)
    if printed is None:
        tagging, tag_found = tag(document, filing, extended.taxonomy)
    else:
        tagging, tag_found = tag_lines(document, printed, filing, extended.taxonomy)
    facts, sets = tagging.report.facts, calc.sets_of(tagging.report.facts)
    calculations = calc.calculate(sets, extended.taxonomy.networks)
    case = Case(facts, sets, extended.taxonomy, calculations, filing, settled=tagging.settled)
    checked, check_found = check(case, FAMILIES)
    findings += [*heading_found, *extend_found, *tag_found, *check_found]
    summary, summary_found = _summary(filing, document, tagging)
    claimed = (*tagging.entries, *summary.entries)
    rest, rest_found = unclaimed(document, claimed)
    findings += [*summary_found, *rest_found]
    entries = (*claimed, *rest)
    findings += _uncovered(entries, checked)
    findings = _once(findings)
    documents, write_found = _documents(filing, tagging.report, extended, summary)
    everything = ordered((*findings, *write_found), document.path)
    errors = sum(item.severity == "error" for item in everything)
    if force and errors:
        documents, _ = _documents(filing, tagging.report, extended, summary, errors)
    files = {
        **documents,
        **{f"packages/{name}": content for name, content in _packages(bases, summary).items()},
        "ledger.csv": ledger_csv(entries, checked.covering()),
    }
    if reading is not None:
        files["derived.json"] = derived_json(reading).encode()
    forced = force and errors > 0
    built = Built(filing, document, tagging.report, entries, checked, summary.filled, files, forced)
    count = len(tagging.report.facts)
    result = Result(document.path, everything, count, calculations, sources=sources, built=built)
    whole = built._replace(files={**files, "findings.json": findings_json(result)})
    return result._replace(built=whole)


def _from_mapping(folder: Path, release: Path | None) -> _Preparation:
    """Prepare a folder with `mapping.csv` and `rollup.csv`."""
    filing, found = load_filing(folder)
    path = release or folder / "release.txt"
    document, read_found = read(path, str(release) if release else "release.txt")
    findings = (*found, *read_found)
    if filing is None or document is None:
        return path, None, findings
    bases, base_found = load_bases(filing.bases, folder)
    findings = (*findings, *base_found)
    if any(item.severity == "error" for item in base_found):
        return path, None, findings
    filing = replace(filing, bases=bases.named)
    return path, _Prepared(filing, document, bases), findings


def _from_lines(folder: Path, release: Path | None) -> _Preparation:
    """Prepare a folder with `lines.csv`: what it does not say, the release says."""
    written, found = load_written(folder)
    path, release_found = (release, ()) if release else release_in(folder)
    if path is None:
        return folder, None, (*found, *release_found)
    document, read_found = read(path, str(release) if release else path.name)
    findings = (*found, *read_found)
    if written is None or document is None:
        return path, None, findings
    reading, reading_found = read_statements(document)
    bases, base_found = load_bases(bases_of(written, reading), folder)
    findings = (*findings, *reading_found, *base_found)
    if any(item.severity == "error" for item in base_found):
        return path, None, findings
    composed, composed_found = compose(written, reading, bases)
    # A table of the document may hold two statements: what is claimed is counted in the tables as understood.
    understood = [table.table for one in reading.statements for table in one.tables]
    understood += [other.table for other in reading.other]
    document = document._replace(tables=tuple(understood))
    prepared = _Prepared(composed.filing, document, bases, composed.printed, reading)
    return path, prepared, (*findings, *composed_found)


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """The findings without those of the reading (P141) on sums that the calculations report as well."""
    places = {place for one in findings if one.code[0] == "C" for place in (one.at, *one.related)}
    return [one for one in findings if one.code != "P141" or one.at not in places]


def _packages(bases: Bases, summary: _Tied) -> Mapping[str, bytes]:
    """The taxonomies that processors may not have: embedded ones, and the exchange's for its form."""
    own = dict([taxonomy_package()]) if summary.filled else {}
    return {**bases.packages, **own}


def _documents(
    filing: Filing, report: Report, extended: Extended, summary: _Tied, errors: int = 0
) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Return the XBRL filing, the summary pages and the exchange's forms; with `errors` each is stamped."""
    target = _target(filing, extended, errors)
    xbrl, found = write(report, extended.taxonomy, target)
    files = {f"xbrl/{name}": content for name, content in xbrl.items()}
    if summary.cells is not None and filing.summary is not None and summary.filled is not None:
        rendered = pages(summary.cells, filing.summary, summary.filled, errors)
        files.update((f"tanshin/{name}", content) for name, content in rendered.items())
        forms, form_found = form_files(summary.filled, target.stamp, errors)
        files.update((f"tanshin/{name}", content) for name, content in forms.items())
        found = (*found, *form_found)
    return files, found


def _summary(filing: Filing, document: Document, tagging: Tagging) -> tuple[_Tied, tuple[Finding, ...]]:
    spec = filing.summary
    if spec is None:
        return _Tied(), ()
    derived, found = derive(spec, tagging.report, filing.entity, filing.periods)
    tied, entries, tie_found = tie(derived, spec, document, tagging.highlights)
    filled, fill_found = fill(tied, spec)
    misfits = conform(filled.tanshin, filled.form) if filled else ()
    return _Tied(tied, filled, entries), (*found, *tie_found, *fill_found, *misfits)


def _uncovered(entries: Sequence[LedgerEntry], checked: Checked) -> list[Finding]:
    """Return one finding on the tagged figures that take part in no relation; the ledger lists them."""
    covered = zip(entries, relations(entries, checked.covering()), strict=True)
    bare = [entry for entry, names in covered if entry.status == "tagged" and not names]
    if not bare:
        return []
    tagged = sum(entry.status == "tagged" for entry in entries)
    return [finding("K510", bare[0].origin, count=len(bare), tagged=tagged)]


def _target(filing: Filing, extended: Extended, errors: int) -> WriteTarget:
    stamp = f"forced in spite of {errors} errors: not fit for submission" if errors else None
    return WriteTarget(
        prefix=filing.document.prefix,
        namespace=filing.document.namespace,
        stem=filing.document.stem,
        languages=filing.document.languages,
        imports=tuple((base.namespace, base.schema) for base in filing.bases),
        prefixes={base.namespace: base.prefix for base in filing.bases},
        stamp=stamp,
        added_labels=extended.added,
    )
