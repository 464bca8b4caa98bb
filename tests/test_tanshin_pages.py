"""The pages and the record: figures, marks and structure, the same bytes for the same figures."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import html

from linetag.model import Report
from linetag.tanshin.form.fill import fill
from linetag.tanshin.pages import pages
from support.iij import written
from support.tanshin_case import FILING, RELEASE, decision, report, specified, tied

KEY = "results.revenues@half"


def rendered(
    folder: Path, release: str = RELEASE, filing: str = FILING, facts: Report | None = None
) -> dict[str, str]:
    return {name: content.decode() for name, content in files(folder, release, filing, facts).items()}


def files(
    folder: Path,
    release: str = RELEASE,
    filing: str = FILING,
    facts: Report | None = None,
    errors: int = 0,
) -> Mapping[str, bytes]:
    summary, _, _ = tied(folder, release, filing, facts)
    spec = specified(filing)
    filled, _ = fill(summary, spec)
    assert filled is not None
    return pages(summary, spec, filled, errors)


RESULTS, PER_SHARE, POSITION, DIVIDENDS, FORECAST = range(5)


def rows(page: str) -> list[list[list[str]]]:
    """Of each table with a grid the texts of its body rows, marks left out."""
    tree = html.fromstring(page)
    for mark in tree.iter("sup"):
        mark.text = ""
        for child in list(mark):
            mark.remove(child)
    return [
        [[" ".join(str(cell.text_content()).split()) for cell in row] for row in table.iterfind("tbody/tr")]
        for table in tree.iter("table")
        if "grid" in str(table.get("class"))
    ]


def test_the_files(tmp_path: Path) -> None:
    assert list(rendered(tmp_path)) == ["summary.en.html", "summary.ja.html", "summary.json"]


def test_the_japanese_page(tmp_path: Path) -> None:
    page = rendered(tmp_path)["summary.ja.html"]
    tables = rows(page)
    assert tables[RESULTS] == [
        ["25年3月期第2四半期", "2,346", "17.3", "210", "39.6"],
        ["24年3月期第2四半期", "2,000", "8.1", "150", "△3.2"],
    ]
    assert tables[DIVIDENDS] == [
        ["24年3月期", "―", "10.00", "―", "10.00", "20.00"],
        ["25年3月期", "―", "10.00", "", "", ""],
        ["25年3月期（予想）", "", "", "―", "12.00", "22.00"],
    ]
    assert "<h1>平成25年3月期　第２四半期決算短信</h1>" in page
    assert "1．平成25年3月期第2四半期の連結業績（平成24年4月1日～平成24年9月30日）" in page
    assert "平成24年11月8日" in page
    assert "（百万円未満四捨五入）" in page
    assert "1,100,000株" in page


def test_the_english_page(tmp_path: Path) -> None:
    page = rendered(tmp_path)["summary.en.html"]
    tables = rows(page)
    assert tables[RESULTS][1] == [
        "Six months ended September 30, 2011",
        "2,000",
        "8.1",
        "150",
        "(3.2)",
    ]
    assert tables[POSITION] == [
        ["As of September 30, 2012", "9,000", "45.0"],
        ["As of March 31, 2012", "8,500", "44.7"],
    ]
    assert "JPY 205 million" in page
    assert "Example &amp; Co." in page


@pytest.mark.parametrize("name", ["summary.en.html", "summary.ja.html"])
def test_pages_stand_alone_and_are_structured(tmp_path: Path, name: str) -> None:
    page = rendered(tmp_path)[name]
    tree = html.fromstring(page)
    assert name == f"summary.{tree.get('lang')}.html"
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "url(" not in page
    assert "@page" in page
    for table in tree.iter("table"):
        assert {cell.get("scope") for cell in table.iterfind("tbody/tr/th")} == {"row"}
    targets = {link.get("href", "")[1:] for link in tree.iter("a")}
    assert targets == {item.get("id") for item in tree.iter("li")}


def test_unproved_and_decided_figures_are_marked(tmp_path: Path) -> None:
    wrong = RELEASE.replace("2,346", "2,366")
    page = rendered(tmp_path, wrong, FILING + decision(KEY, "2,366", "2,346"))["summary.en.html"]
    marks = {
        cell.text: (cell.findtext("sup/a") or "")
        for cell in html.fromstring(page).iter("span")
        if cell.get("class") == "figure"
    }
    assert marks["2,346"] == "†1"
    assert marks["8.1"] == "a"
    assert marks["17.3"] == ""
    assert "The release prints 2,366; filed is 2,346: because." in page
    assert "not provable from this document: no earlier period." in page


def test_a_dash_by_rule_says_why(tmp_path: Path) -> None:
    facts = report(NetIncomeLoss=("210000000", "0"))
    page = rendered(tmp_path, facts=facts)["summary.ja.html"]
    assert rows(page)[RESULTS][0][-1] == "―"
    # A dash that the rules prove needs no mark; the record has the reason.
    cells = json.loads(rendered(tmp_path, facts=facts)["summary.json"])["cells"]
    (cell,) = (cell for cell in cells if cell["key"] == "results.net-income.growth@half")
    assert cell["value"] is None
    assert cell["reason"]["en"] == "the earlier figure is not positive"


def test_the_record_has_every_cell(tmp_path: Path) -> None:
    wrong = RELEASE.replace("2,346", "2,366")
    record = json.loads(rendered(tmp_path, wrong, FILING + decision(KEY, "2,366", "2,346"))["summary.json"])
    cells = {cell["key"]: cell for cell in record["cells"]}
    assert record["version"] == 1
    assert cells[KEY] == {
        "key": KEY,
        "section": "results",
        "item": "revenues",
        "period": "half",
        "kind": "millions",
        "value": "2346",
        "status": "derived",
        "proved": True,
        "rule": "gaap:Revenues, in JPY millions, half up",
        "facts": ["Revenues-half"],
        "reason": None,
        "tied": True,
        "printed": "2366",
        "decision": {"printed": "2366", "file": "2346", "reason": {"en": "because", "ja": "そのため"}},
    }
    assert cells["cover.filing-date"]["value"] == "2012-11-08"
    assert cells["notes.standards-changed"]["value"] is True
    assert cells["notes.simplified-accounting"]["status"] == "unavailable"


def test_prose_and_line_numbers_leave_no_trace(tmp_path: Path) -> None:
    longer = "Some prose about the half year.\n\n" * 3 + RELEASE.replace(
        "(2) Position", "More prose.\n\n(2) Position"
    )
    assert rendered(tmp_path) == rendered(tmp_path, longer)


def test_words_are_escaped(tmp_path: Path) -> None:
    filing = FILING.replace("Example & Co.", "<b>Example</b>")
    assert "&lt;b&gt;Example&lt;/b&gt;" in rendered(tmp_path, filing=filing)["summary.en.html"]


def test_a_forced_build_says_so_on_each_page_and_in_the_record(tmp_path: Path) -> None:
    forced = files(tmp_path, errors=3)
    stamps = {
        name: html.fromstring(forced[name].decode()).findtext(".//p[@class='stamp']")
        for name in forced
        if "html" in name
    }
    assert stamps == {
        "summary.en.html": "Forced in spite of errors (3): not fit for submission",
        "summary.ja.html": "エラーが3件あるまま強制出力：提出不可",
    }
    assert json.loads(forced["summary.json"])["forced"] is True


# --- the two languages and the inline document ----------------------------------------------------


def figures(page: str) -> list[list[list[str | None]]]:
    """Of each table the figures of its cells, as plain numbers; a dash is None, an empty cell ""."""
    return [[[_plain(cell) for cell in row[1:]] for row in table] for table in rows(page)]


def _plain(text: str) -> str | None:
    if text in ("―", "–"):
        return None
    below_zero = text.startswith(("△", "("))
    return f"{'-' if below_zero else ''}{text.strip('△()')}"


def visible(page: str) -> str:
    """What a page shows, without white space."""
    tree = html.fromstring(page.encode()).find("body")
    assert tree is not None
    for node in [*tree.iter("sup"), *(n for n in tree.iter() if n.get("class") in ("none", "marks"))]:
        node.drop_tree()
    return "".join(str(tree.text_content()).split())


def test_both_languages_show_the_same_figures_in_the_same_cells(tmp_path: Path) -> None:
    facts = report(NetIncomeLoss=("-210000000", "150400000"))
    shown = rendered(tmp_path, facts=facts)
    english, japanese = (figures(shown[f"summary.{lang}.html"]) for lang in ("en", "ja"))
    assert english == japanese
    assert english[RESULTS][0] == ["2,346", "17.3", "-210", None]
    assert english[RESULTS][1][-1] == "-3.2"


def test_the_japanese_page_shows_what_the_inline_document_shows() -> None:
    built = written("sample").built.files
    (document,) = (name for name in built if name.endswith("-ixbrl.htm"))
    ours, filed = (visible(built[name].decode()) for name in ("tanshin/summary.ja.html", document))
    assert ours == filed
    assert "51,109" in filed


def test_the_english_page_speaks_english() -> None:
    page = visible(written("sample").built.files["tanshin/summary.en.html"].decode())
    assert re.findall("[\u3000-\u9fff\uff00-\uffef]", page) == []
