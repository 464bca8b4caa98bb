"""`linetag build`: turn a results release into a checked filing."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from linetag.cli import options
from linetag.cli.help import Command
from linetag.cli.terminal import show

if TYPE_CHECKING:
    from linetag.findings import Finding
    from linetag.run import Built


@click.command(
    cls=Command,
    arguments={"FILING": "A filing folder. Without it, the sample that comes with linetag is built."},
    examples={
        "linetag build": "build the sample into ./output/iij-2012q2/",
        "linetag build myfiling --out /tmp/out": "build a filing of your own",
        "linetag build myfiling --release q3.txt": "build it from another release",
    },
)
@click.argument("filing", required=False, type=options.PATH, metavar="[FILING]")
@click.option(
    "--release", type=options.PATH, metavar="FILE", help="Read this release instead of the one in the folder."
)
@click.option(
    "--out",
    type=options.FOLDER,
    default="output",
    metavar="FOLDER",
    help="Where the result goes: FOLDER/<filing name>/ is replaced as a whole (default: output).",
)
@click.option("--force", is_flag=True, help="Write in spite of errors; every file is stamped accordingly.")
@options.strict
def command(*, filing: Path | None, release: Path | None, out: Path, force: bool, strict: bool) -> int:
    """Turn a results release into a checked XBRL filing, with the TSE summary if the filing has one."""
    from linetag import data
    from linetag import run as stages
    from linetag.report import folder as output

    outcome = stages.build(filing or data.sample(), release, force=force)
    show(outcome.findings, outcome.sources)
    if outcome.built is None:
        say("nothing written: the input could not be read", outcome.findings)
        return 2
    for line in _account(outcome.built):
        print(line)
    if outcome.errors and not force:
        say("nothing written: correct the errors above, or use --force", outcome.findings)
        return 1
    target, problems = output.write_folder(out, outcome.built.filing.name, outcome.built.files)
    if problems:
        show(problems)
        return 2
    print(f"wrote    {target}/ ({len(outcome.built.files)} files)")
    warnings = say("done", outcome.findings)["warning"]
    return 1 if outcome.errors or (strict and warnings) else 0


def _account(built: Built) -> Iterator[str]:
    """What was read, tagged and checked, in one line each."""
    figures, document = built.counts, built.document
    yield f"read     {document.path}: {len(document.tables)} tables, {sum(figures.values())} figures"
    yield (
        f"tagged   {figures['tagged']} figures as {len(built.report.facts)} facts; "
        f"{figures['tied']} tied to facts and to each other, {figures['left']} left on purpose, "
        f"{figures['reported']} reported"
    )
    rules = {"1.1": "Calculations 1.1, which allows for rounding", "1.0": "XBRL 2.1, which does not"}
    for mode, counts in sorted(built.calculations.counts().items(), reverse=True):
        verdicts = {word: counts[word] for word in ("consistent", "inconsistent", "unchecked")}
        words = ", ".join(f"{count} {word}" for word, count in verdicts.items())
        yield f"checked  {sum(verdicts.values())} sums: {words} under {rules[mode]}"
    hold, total = built.ties
    yield f"checked  {total} ties between statements, periods and currencies: {hold} hold"


def say(text: str, findings: Sequence[Finding]) -> Counter[str]:
    """Print what came of it on stderr, with the findings counted; return the counts by severity."""
    counts = Counter[str](item.severity for item in findings)
    words = ", ".join(f"{counts[severity]} {severity}s" for severity in ("error", "warning", "note"))
    sys.stdout.flush()
    print(f"{text} ({words})", file=sys.stderr)
    return counts
