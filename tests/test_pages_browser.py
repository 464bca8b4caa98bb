"""The pages in a real browser: on paper and on a phone, in both languages, tagged and not."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pytest

from linetag.tanshin.form.inline import inline
from linetag.tanshin.page.calendar import Calendar
from linetag.tanshin.page.language import PageLanguage
from linetag.tanshin.page.layout import page
from linetag.tanshin.page.render import PageDocument, as_text, render, wording
from support.browser import CHROMIUM, measured, printed_pages, screenshot
from support.iij import written
from support.tanshin_documents import QUARTER, YEAR, full_year, half_year

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.filing.summary import Language
    from linetag.tanshin.form.records import Form, Tanshin

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here")

DESK, PHONE = 1000, 390


def untagged(tanshin: Tanshin, form: Form, lang: Language) -> str:
    """The page of a document without tags and marks."""
    language = PageLanguage(lang, form, Calendar.of(tanshin, lang), wording(lang))
    opening = f'<!DOCTYPE html>\n<html lang="{lang}">'
    return render(page(tanshin, language), language, PageDocument(opening, as_text))


@cache
def pages() -> Mapping[str, str]:
    """The pages to look at, by names that end in what they are written in."""
    built = written("sample").built.files
    (document,) = (name for name in built if name.endswith("-ixbrl.htm"))
    return {
        "iij-en.html": built["tanshin/summary.en.html"].decode(),
        "iij-ja.html": built["tanshin/summary.ja.html"].decode(),
        "iij.htm": built[document].decode(),
        "half.htm": inline(half_year(), QUARTER),
        "half-en.html": untagged(half_year(), QUARTER, "en"),
        "year.htm": inline(full_year(), YEAR),
        "year-en.html": untagged(full_year(), YEAR, "en"),
    }


EVERY_PAGE = pytest.mark.parametrize(
    "name", ["iij-en.html", "iij-ja.html", "iij.htm", "half.htm", "half-en.html", "year.htm", "year-en.html"]
)

MEASURE = """(() => {
  const rect = node => { const r = node.getBoundingClientRect();
    return {left: r.left, right: r.right, top: r.top, bottom: r.bottom, text: node.textContent.trim()}; };
  const shown = node => node.getClientRects().length > 0 && node.textContent.trim() !== '';
  const all = (node, what) => [...node.querySelectorAll(what)].filter(shown);
  const inside = (node, what) => { const range = document.createRange(); range.selectNodeContents(node);
    const r = range.getBoundingClientRect(); return {...rect(node), inner: {left: r.left, right: r.right}}; };
  return {
    wide: document.documentElement.scrollWidth, window: innerWidth,
    tall: document.querySelector('.sheet').getBoundingClientRect().bottom,
    scrolling: [...document.querySelectorAll('.scroll')].map(n => [n.scrollWidth, n.clientWidth]),
    figures: all(document, '.figure').map(rect),
    lines: all(document, 'h1, h2, h3, h4, p, .pair, .scroll, .items, .shares').map(rect),
    tables: [...document.querySelectorAll('.grid')].map(t => ({
      captions: all(t, 'thead .caption').map(n => ({...inside(n), at: +n.style.getPropertyValue('--at'),
                                                    span: +n.style.getPropertyValue('--of')})),
      rows: [...t.querySelectorAll('tbody tr')].map(tr => ({
        label: inside(tr.querySelector('th')),
        cells: [...tr.querySelectorAll('td')].map(td => ({...inside(td),
          at: +td.style.getPropertyValue('--at'), blank: td.classList.contains('blank'),
          figure: td.querySelector('.figure') && rect(td.querySelector('.figure'))}))
      }))})),
  };
})()"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="module")
def layouts(folder: Path) -> Mapping[tuple[str, int], Any]:
    """What was measured of each page at each width, made when asked for."""

    class Layouts(dict[tuple[str, int], Any]):
        def __missing__(self, key: tuple[str, int]) -> Any:  # noqa: ANN401 - JSON
            name, width = key
            self[key] = measured(pages()[name], MEASURE, folder, width, name)
            return self[key]

    return Layouts()


# --- paper ----------------------------------------------------------------------------------------


@EVERY_PAGE
def test_two_sheets_of_a4(name: str, folder: Path) -> None:
    assert printed_pages(pages()[name], folder, name) == 2


# --- what holds at any width ----------------------------------------------------------------------


@EVERY_PAGE
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_nothing_sticks_out_of_the_window(
    name: str, width: int, layouts: Mapping[tuple[str, int], Any]
) -> None:
    found = layouts[name, width]
    assert found["window"] == width
    assert found["wide"] <= width
    assert all(wide <= room for wide, room in found["scrolling"]), "a table is cut off"
    assert all(f["left"] >= 0 and f["right"] <= width for f in found["figures"])


@EVERY_PAGE
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_lines_stand_one_below_the_other(
    name: str, width: int, layouts: Mapping[tuple[str, int], Any]
) -> None:
    found = layouts[name, width]
    overlapping = [
        (one["text"][:30], other["text"][:30])
        for one, other in combinations(found["lines"], 2)
        if _overlap(one, other)
    ]
    assert overlapping == []
    figures = [(a["text"], b["text"]) for a, b in combinations(found["figures"], 2) if _overlap(a, b)]
    assert figures == []


def _overlap(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Whether two boxes share more than a hair."""
    across = min(one["right"], other["right"]) - max(one["left"], other["left"])
    down = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return across > 1 and down > 1


@EVERY_PAGE
@pytest.mark.parametrize("width", [DESK, PHONE])
def test_words_and_figures_fit_their_cells_and_figures_stand_to_the_right(
    name: str, width: int, layouts: Mapping[tuple[str, int], Any]
) -> None:
    tables = layouts[name, width]["tables"]
    assert len(tables) >= 5
    for table in tables:
        for caption in table["captions"]:
            assert caption["inner"]["right"] <= caption["right"], caption["text"]
        for row in table["rows"]:
            assert row["label"]["inner"]["right"] <= row["label"]["right"], row["label"]["text"]
            for cell in row["cells"]:
                assert (cell["figure"] is None) == cell["blank"]
                if cell["figure"]:
                    assert cell["left"] <= cell["figure"]["left"], cell["text"]
                    assert cell["right"] - 20 <= cell["figure"]["right"] <= cell["right"], cell["text"]


# --- columns at a desk, rows on a phone -----------------------------------------------------------


@EVERY_PAGE
def test_at_a_desk_an_item_is_a_column_below_its_caption(
    name: str, layouts: Mapping[tuple[str, int], Any]
) -> None:
    for table in layouts[name, DESK]["tables"]:
        first, *others = table["rows"]
        for other in others:
            assert first["label"]["bottom"] <= other["label"]["top"] + 1
            for above, below in zip(first["cells"], other["cells"], strict=True):
                assert (above["left"], above["right"]) == (below["left"], below["right"])
                if above["figure"] and below["figure"]:
                    assert above["figure"]["right"] == pytest.approx(below["figure"]["right"], abs=1)
        for caption in table["captions"]:
            held = [c for c in first["cells"] if caption["at"] <= c["at"] < caption["at"] + caption["span"]]
            assert caption["bottom"] <= min(cell["top"] for cell in held)
            assert caption["left"] == pytest.approx(held[0]["left"], abs=1)
            assert caption["right"] == pytest.approx(held[-1]["right"], abs=1)


@EVERY_PAGE
def test_on_a_phone_an_item_is_a_row_beside_its_caption(
    name: str, layouts: Mapping[tuple[str, int], Any]
) -> None:
    for table in layouts[name, PHONE]["tables"]:
        for caption in table["captions"]:
            for row in table["rows"]:
                held = [c for c in row["cells"] if caption["at"] <= c["at"] < caption["at"] + caption["span"]]
                assert caption["top"] == pytest.approx(held[0]["top"], abs=1)
                assert caption["bottom"] == pytest.approx(held[-1]["bottom"], abs=1)
                assert all(caption["right"] <= cell["left"] for cell in held)
        labels = [row["label"] for row in table["rows"]]
        assert all(one["right"] <= other["left"] + 1 for one, other in pairwise(labels))
        for row in table["rows"]:
            assert {(c["left"], c["right"]) for c in row["cells"]} == {
                (row["label"]["left"], row["label"]["right"])
            }


# --- glyphs ---------------------------------------------------------------------------------------

GLYPHS = """(() => {
  const canvas = document.createElement('canvas'); canvas.width = canvas.height = 40;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  pen.font = '28px ' + getComputedStyle(document.body).fontFamily; pen.textBaseline = 'top';
  const drawn = text => { pen.clearRect(0, 0, 40, 40); pen.fillText(text, 2, 2);
    return pen.getImageData(0, 0, 40, 40).data.join(); };
  const [missing, blank] = [drawn('\\u{10FFFE}'), drawn(' ')];
  const used = [...new Set(document.querySelector('.sheet').textContent)].filter(c => c.trim() !== '');
  const some = ['\\u25b3', '\\uff05', '\\u2015', '5', '8'];
  return {japanese: drawn('\\u3042') !== missing, count: used.length,
          widths: some.map(c => [c, pen.measureText(c).width]),
          lost: used.filter(c => drawn(c) === missing || drawn(c) === blank)};
})()"""


@pytest.mark.parametrize("name", ["half.htm", "half-en.html", "year.htm", "iij.htm"])
def test_every_character_has_a_glyph(name: str, folder: Path) -> None:
    found = measured(pages()[name], GLYPHS, folder, DESK, f"glyphs-{name}")
    if not found["japanese"]:
        pytest.skip("no Japanese font here")
    assert found["count"] > 60
    assert found["lost"] == []
    if name.endswith(".htm"):
        widths = dict(found["widths"])
        assert [round(widths[glyph]) for glyph in "△％―"] == [28, 28, 28], (
            "as wide as a character of Japanese"
        )
        assert widths["5"] == widths["8"]


# --- screenshots ----------------------------------------------------------------------------------


def test_tags_do_not_change_the_page(folder: Path) -> None:
    """The inline document looks as the page without tags, whether it is read as HTML or as XML.

    But for a hair: a font sets characters closer where no tag stands between them.
    """
    document, bare = inline(half_year(), QUARTER), untagged(half_year(), QUARTER, "ja")
    without_style = document.replace("table { font: inherit; ", "table { ")
    bare_picture, *others = (
        screenshot(content, folder, DESK, 1000, name)
        for content, name in (
            (bare, "bare.html"),
            (document, "tagged.htm"),
            (document, "tagged.xhtml"),
            (without_style, "large.htm"),
        )
    )
    as_html, as_xml, otherwise = (picture.differing(bare_picture) for picture in others)
    assert as_html == as_xml < 1_000
    assert otherwise > 10_000, "without that rule the tables of a document without DOCTYPE are larger"


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("name", ["iij.htm", "year.htm", "year-en.html"])
def test_every_figure_is_seen(
    name: str, width: int, layouts: Mapping[tuple[str, int], Any], folder: Path
) -> None:
    """Ink where the layout says there is a figure, and none at the edges of the window."""
    layout = layouts[name, width]
    height, figures = int(layout["tall"]), layout["figures"]
    picture = screenshot(pages()[name], folder, width, height, name)
    assert len(figures) > 40
    pale = [f["text"] for f in figures if picture.darkest(f["left"], f["top"], f["right"], f["bottom"]) > 128]
    assert pale == []
    assert picture.darkest(width - 4, 0, width - 1, height - 1) > 200
