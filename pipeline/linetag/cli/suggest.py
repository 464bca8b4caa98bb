"""`linetag suggest`: the concepts that companies use for a caption."""

from __future__ import annotations

import click

from linetag.cli.help import Command
from linetag.cli.terminal import columns, styled
from linetag.propose.records import StatementCode

_STATEMENTS = ("BS", "IS", "CI", "CF", "EQ", "SEG")


@click.command(
    cls=Command,
    arguments={"LABEL": "A caption as a statement prints it, in English or Japanese."},
    examples={
        'linetag suggest "Trade receivables, net" --statement BS': "concepts for a line of a balance sheet",
        'linetag suggest "Proceeds from sales" --statement CF --section "Investing activities"': (
            "concepts for a line below a heading"
        ),
    },
)
@click.argument("label", metavar="LABEL")
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
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    metavar="text|json",
    default="text",
    help="Text for a person (the default) or JSON for a program.",
)
def command(
    *, label: str, statement: StatementCode | None, sections: tuple[str, ...], year: int, form: str
) -> int:
    """Show the concepts that companies use for a caption, the likeliest first.

    Each has a confidence, from 0 to 1, and its reason: how many companies used it for this caption, or which
    caption or label resembles it. The last line drafts a concept of the company's own, for the case that none
    fits. `linetag read` proposes more surely, because it sees the whole filing.
    """
    from linetag.propose.concepts.propose import of_caption

    proposal = of_caption(label, statement, sections, year)
    if form == "json":
        import json

        from linetag.report.proposals import proposal_json

        click.echo(json.dumps(proposal_json(proposal), indent=1))
        return 0
    from linetag.report.proposals import proposal_text

    click.echo(styled("\n".join(proposal_text(proposal, columns())), {r"(?m)^ +\d\.\d\d": "bold"}))
    return 0
