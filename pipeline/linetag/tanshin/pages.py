"""The summary as files: a page in each language, and the record of every cell."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from linetag import data
from linetag.tanshin.layout import page
from linetag.tanshin.record import record
from linetag.tanshin.spec import Language, SummarySpec
from linetag.tanshin.summary import Summary

_LANGUAGES: tuple[Language, ...] = ("en", "ja")


def pages(summary: Summary, spec: SummarySpec, errors: int = 0) -> Mapping[str, bytes]:
    """`summary.en.html`, `summary.ja.html` and `summary.json`, as UTF-8; stamped if there are `errors`.

    The same figures give the same bytes: no path, line number or clock of this run is in them.
    Nothing is written when a row of the form names no period (S605): it could not be laid out.
    """
    if spec.rows.unusable(summary.periods):
        return {}
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 - slow, and only needed here

    folder = data.folder("templates")
    words = tomllib.loads((folder / "summary.toml").read_text("utf-8"))
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    template = environment.get_template("summary.html.j2")
    files = {
        f"summary.{lang}.html": template.render(page(summary, spec, lang, words[lang], errors)).encode()
        for lang in _LANGUAGES
    }
    return {**files, "summary.json": record(summary, errors)}
