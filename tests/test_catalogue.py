"""Every finding is worded, explained, raised somewhere and shown by a test."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from linetag.findings import Explanation, catalogue, explanation, finding
from linetag.model import QName

ROOT = Path(__file__).parents[1]
CODE = re.compile(r"\b([A-Z][0-9]{3})\b")
FAMILIES = {
    "arelle.toml": "A",
    "calculations.toml": "C",
    "concepts.toml": "P",
    "dts.toml": "X",
    "filing.toml": "F",
    "highlight-tables.toml": "S",
    "lines.toml": "F",
    "output.toml": "O",
    "reading.toml": "P",
    "release-html.toml": "R",
    "release-layout.toml": "R",
    "release-office.toml": "R",
    "release-text.toml": "R",
    "release.toml": "R",
    "report-files.toml": "X",
    "statements.toml": "P",
    "summary-derivations.toml": "S",
    "summary-form.toml": "S",
    "summary.toml": "S",
    "tagging.toml": "T",
    "taxonomy-packages.toml": "X",
    "taxonomy-tables.toml": "X",
    "ties.toml": "K",
    "trees.toml": "P",
    "xbrl-inline.toml": "X",
    "xbrl-instance.toml": "X",
    "xbrl-writing.toml": "X",
}


@cache
def written() -> dict[str, dict[str, dict[str, str]]]:
    """The entries of each file of the catalogue, as they stand there."""
    folder = ROOT / "pipeline" / "linetag" / "findings" / "catalogue"
    return {file.name: tomllib.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.toml"))}


@cache
def used() -> dict[str, set[str]]:
    """The codes that are strings in the program, and where."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "pipeline").rglob("*.py")):
        source = file.read_text("utf-8")
        if not CODE.search(source):
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                found.setdefault(node.value, set()).add(file.name)
    return found


def test_no_code_stands_in_two_files() -> None:
    codes = [code for entries in written().values() for code in entries]
    assert sorted(codes) == list(catalogue())
    assert len(set(codes)) == len(codes)


def test_each_family_has_its_file() -> None:
    assert sorted(written()) == sorted(FAMILIES)


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_codes_stand_in_the_file_of_their_family_in_order(name: str) -> None:
    codes = list(written()[name])
    assert codes == sorted(codes)
    assert {code[0] for code in codes} == {FAMILIES[name]}
    assert all(CODE.fullmatch(code) for code in codes)


def fields(template: str) -> list[str]:
    """The names of the values that a template takes: "concept" of "{concept.local}"."""
    return [name.split(".")[0] for _, name, _, _ in string.Formatter().parse(template) if name is not None]


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_entry_is_complete(entry: Explanation) -> None:
    assert entry.severity in ("error", "warning", "note")
    for text in (entry.title, entry.message, entry.means, entry.matters, entry.mend):
        assert text.strip()
        assert text == text.strip()
    assert not entry.title.endswith(".")
    for text in (entry.means, entry.matters, entry.mend):
        assert text.endswith((".", "!", "?", '"', ")"))
    assert all(name.isidentifier() for name in (*fields(entry.message), *fields(entry.hint)))


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_every_hint_is_a_sentence(entry: Explanation) -> None:
    if entry.hint or entry.code not in HINTS_OF_THE_SEARCH:
        assert entry.hint.endswith((".", ".)"))
        assert entry.hint[0].isupper() or entry.hint.startswith(("{", "--", "`"))
        assert not re.search(r"[.!?] [a-z]", entry.hint)


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_titles_and_explanations_start_with_a_capital_or_a_name(entry: Explanation) -> None:
    names = ("linetag ", "filing.toml ", "[", "`")
    texts = (entry.title, entry.means, entry.matters, entry.mend)
    assert [text for text in texts if not text[0].isupper() and not text.startswith(names)] == []


@pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.code)
def test_no_entry_uses_words_that_the_style_bans(entry: Explanation) -> None:
    texts = (entry.title, entry.message, entry.hint, entry.means, entry.matters, entry.mend)
    # names of format values and settings in backticks are no prose
    prose = re.sub(r"\{[^}]*\}|`[^`]*`", "", "\n".join(texts))
    assert BANNED.findall(prose) == []


def test_an_entry_is_read_as_toml_says_alone_and_among_all() -> None:
    entries = {code: words for file in written().values() for code, words in file.items()}
    assert {code: Explanation(code, **words) for code, words in entries.items()} == catalogue()  # type: ignore[arg-type]
    assert {code: explanation(code) for code in catalogue()} == catalogue()


def test_every_template_can_be_filled() -> None:
    name = QName("http://co.example", "Assets", "co")
    for entry in catalogue().values():
        values: dict[str, Any] = dict.fromkeys((*fields(entry.message), *fields(entry.hint)), name)
        assert finding(entry.code, **values).message


def test_every_code_of_the_program_is_in_the_catalogue() -> None:
    assert {code: files for code, files in used().items() if code not in catalogue()} == {}


def test_every_code_of_the_catalogue_is_raised_by_the_program() -> None:
    assert sorted(set(catalogue()) - set(used())) == []


def test_every_code_of_the_catalogue_is_shown_by_a_test() -> None:
    shown: set[str] = set()
    for file in (ROOT / "tests").glob("*.py"):
        if file.name != Path(__file__).name:
            shown.update(CODE.findall(file.read_text("utf-8")))
    assert sorted(set(catalogue()) - shown) == []


AUDITS = (
    "arelle.toml",
    "calculations.toml",
    "dts.toml",
    "report-files.toml",
    "summary-derivations.toml",
    "xbrl-inline.toml",
    "xbrl-instance.toml",
)
# Hints of ties: the search for causes makes them.
HINTS_OF_THE_SEARCH = ("K501", "K502", "K503", "K504", "K505")
# Home-made words, archaic turns and riddles (STYLE, "Names" and "Words").
BANNED = re.compile(
    r"\b(?:digests?|branch(?:es)?|gaps?|told|held|beside|besides|alike|elsewhere|foreign|desk|upsets?"
    r"|foots?|endless|in vain|disowns?|odd|turned|is none|are none|which is none of|for want of"
    r"|of somebody|otherwise than|it is said|nothing needs|lies|stands? (?:in|at|under|twice|alone)"
    r"|its parts|the parts|all parts|stranger|out of reach|beyond bounds)\b"
)
OF_A_FILER = re.compile(r"filing\.toml|mapping|rollup|roll-up|extension\.csv|\b[Yy]our (?!permission)")


@pytest.mark.parametrize("name", AUDITS)
def test_what_an_auditor_reads_does_not_speak_of_the_files_of_a_filer(name: str) -> None:
    texts = {code: " ".join(map(str, entry.values())) for code, entry in written()[name].items()}
    assert [code for code, text in texts.items() if OF_A_FILER.search(text)] == []
