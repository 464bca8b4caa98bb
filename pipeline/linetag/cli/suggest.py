"""`linetag suggest`: the concepts that companies use for a caption."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import columns, show, styled
from linetag.propose.records import ConceptCandidate, StatementCode

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.propose.concepts.learnt import LearntPair

_STATEMENTS = ("BS", "IS", "CI", "CF", "EQ", "SEG")


@click.command(
    cls=Command,
    arguments={"LABEL": "A caption as a statement prints it, in English or Japanese."},
    examples={
        'linetag suggest "Trade receivables, net" --statement BS': "concepts for a line of a balance sheet",
        'linetag suggest "Proceeds from sales" --statement CF --section "Investing activities"': (
            "concepts for a line below a heading"
        ),
        "linetag suggest --learn own.csv --report last-year.zip": "learn the captions of a report of yours",
    },
)
@click.argument("label", metavar="[LABEL]", required=False)
@click.option(
    "--statement",
    type=click.Choice(_STATEMENTS, case_sensitive=False),
    metavar="CODE",
    help="The statement that prints it: BS, IS, CI (comprehensive income), CF, EQ (equity), SEG (segments).",
)
@click.option(
    "--section",
    "sections",
    multiple=True,
    metavar="HEADING",
    help="A heading above it, the outermost first. Repeatable.",
)
@click.option(
    "--year",
    type=click.IntRange(0, 9999),
    metavar="YEAR",
    default=0,
    help="The year of the balance sheet; without it, captions and taxonomy are those of today.",
)
@click.option(
    "--learn",
    type=options.PATH,
    metavar="FILE",
    help="A CSV file of captions and concepts of your own reports, which come first.",
)
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=options.PATH,
    metavar="REPORT",
    help="An XBRL report, file, folder or zip, whose captions are added to the file of --learn. Repeatable.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    metavar="text|json",
    default="text",
    help="Text for a person (the default) or JSON for a program.",
)
def command(
    *,
    label: str | None,
    statement: StatementCode | None,
    sections: tuple[str, ...],
    year: int,
    learn: Path | None,
    reports: tuple[Path, ...],
    form: str,
) -> int:
    """Show the concepts that companies use for a caption, the likeliest first.

    Each has a confidence, from 0 to 1, and its reason: how many companies used it for this caption, or which
    caption or label resembles it. The last line drafts a concept of the company's own, for the case that none
    fits. `linetag read` proposes more surely, because it sees the whole filing.

    With --learn, captions of your own reports come first. They are kept in a CSV file: --report adds those of
    an XBRL report to it. LABEL may then be left out.
    """
    from linetag.propose.concepts import learnt

    if learn is None and reports:
        raise click.UsageError("--report needs --learn: the file that keeps what is learnt")
    if label is None and not reports:
        raise click.UsageError("give a LABEL, or a --report to learn from")
    pairs, found = learnt.read(learn) if learn is not None else ((), ())
    show(found, err=form == "json")
    if found:
        return 2
    if learn is not None and reports:
        more, found = _of_reports(reports)
        pairs = tuple(sorted({*pairs, *more}))
        learn.write_text(learnt.written(pairs), "utf-8")
        click.echo(f"learnt   {learn}: {len(pairs)} captions", err=form == "json")
        show(found, err=form == "json")
    if label is not None:
        _print(label, statement, sections, year, learnt.candidate(pairs, label, statement or ""), form)
    return 2 if any(one.severity == "error" for one in found) else 0


def _of_reports(reports: Sequence[Path]) -> tuple[list[LearntPair], tuple[Finding, ...]]:
    """The captions of the concepts that reports have facts for; P170 for a report that has none at hand."""
    from linetag import audit
    from linetag.findings import finding
    from linetag.model import Origin
    from linetag.propose.concepts import learnt

    pairs: list[LearntPair] = []
    found: list[Finding] = []
    for path in reports:
        for report in audit.read(path):
            found += [one for one in report.findings if one.severity == "error"]
            if report.instance is None or report.taxonomy is None:
                continue
            used = {fact.concept for fact in report.instance.figures()}
            own = learnt.of_report(report.taxonomy, used)
            pairs += own
            if not own:
                found.append(finding("P170", Origin(report.path, 1, 1), path=report.path))
    return pairs, tuple(found)


def _print(  # noqa: PLR0917
    label: str,
    statement: StatementCode | None,
    sections: tuple[str, ...],
    year: int,
    own: ConceptCandidate | None,
    form: str,
) -> None:
    from linetag.propose.concepts.propose import of_caption, preferring
    from linetag.report.proposals import proposal_json, proposal_text

    proposal = preferring(of_caption(label, statement, sections, year), own, year)
    if form == "json":
        import json

        click.echo(json.dumps(proposal_json(proposal), indent=1))
    else:
        click.echo(styled("\n".join(proposal_text(proposal, columns())), {r"(?m)^ +\d\.\d\d": "bold"}))
