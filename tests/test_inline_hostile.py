"""Inline documents that somebody damaged or made to hurt: coded findings, in bounded time and memory."""

from __future__ import annotations

import copy
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from linetag import audit
from support.hostile import check, examine
from support.reports import SPACES, change, codes, found, fraction, inline, only, read, text

REFERENCES = (
    '<ix:references target="uk"><link:schemaRef xlink:type="simple" xlink:href="c.xsd"/></ix:references>'
)
RICH = "".join(
    (
        REFERENCES,
        fraction("T", "1,234", 'decimals="-3" scale="3" sign="-" format="ixt:num-dot-decimal" id="f1"'),
        fraction("A", fraction("B", "7", 'decimals="0" scale="1"'), 'decimals="0" scale="1" id="f2"'),
        text("N", 'One <ix:exclude id="e">page 3</ix:exclude>', 'continuedAt="n2" id="f3" escape="true"'),
        f'<p><ix:continuation id="n2" continuedAt="n3">{fraction("T", "1")}</ix:continuation></p>',
        '<ix:continuation id="n3">three</ix:continuation>',
        text("D", "31.12.2012", 'format="ixt:date-day-month-year"'),
        '<ix:tuple name="c:box" tupleID="t1" id="t"/>',
        fraction("T", "1", 'decimals="0" tupleRef="t1" order="1"'),
        '<ix:tuple name="c:box" tupleID="t2" tupleRef="t1" order="2">',
        fraction("A", "2", 'decimals="INF" order="1"'),
        "</ix:tuple>",
        '<ix:fraction name="c:F" contextRef="x" unitRef="u" target="uk"><ix:numerator>1</ix:numerator>',
        "<ix:denominator>3</ix:denominator></ix:fraction>",
        fraction("B", "", 'xsi:nil="true" target="uk"'),
        '<ix:footnote id="n">see <ix:exclude>there</ix:exclude></ix:footnote>',
        '<ix:relationship fromRefs="f1" toRefs="n"/>',
    )
)
WORDS = (
    *("", "x", "u", "f1", "f2", "f3", "n2", "n3", "t1", "t2", "t", "uk", "c:T", "nix:T", "c:", "T", "1", "-"),
    *(
        "true",
        "INF",
        "1_0",
        "9" * 30,
        "-1001",
        "ixt:nix",
        "nix:nix",
        "ixt:num-dot-decimal",
        "2012-02-30",
        " ",
    ),
)
Change = tuple[str, int, int, str]
changes = st.lists(
    st.tuples(
        st.sampled_from(["drop", "set", "name", "move", "copy", "wrap", "text", "remove"]),
        st.integers(0, 200),
        st.integers(0, 200),
        st.sampled_from(WORDS),
    ),
    min_size=1,
    max_size=4,
)


def damage(root: etree._Element, kind: str, one: int, other: int, word: str) -> None:
    """Change one element of a document: its attributes, its text, or its place."""
    nodes = list(root.iter("*"))[1:]
    node, second = nodes[one % len(nodes)], nodes[other % len(nodes)]
    parent, names = node.getparent(), sorted(map(str, node.attrib))
    match kind:
        case "drop" if names:
            del node.attrib[names[other % len(names)]]
        case "set" if names:
            node.set(names[other % len(names)], word)
        case "name":
            attributes = (
                "id",
                "continuedAt",
                "tupleRef",
                "order",
                "target",
                "format",
                "scale",
                "sign",
                "precision",
            )
            node.set(attributes[other % len(attributes)], word)
        case "move" if not any(above is node for above in (second, *second.iterancestors())):
            second.append(node)
        case "copy":
            second.append(copy.deepcopy(node))
        case "wrap" if parent is not None:
            for _ in range(other):
                outer = etree.Element(second.tag, dict(second.attrib))
                parent.replace(node, outer)
                outer.append(node)
                parent = outer
        case "text":
            node.text = word
        case "remove" if parent is not None:
            parent.remove(node)


def repeated(root: etree._Element) -> int:
    """How many members of tuples have the order of another: each is that other again."""
    inside = (
        (node.get("tupleRef") or next(node.iterancestors("{*}tuple"), None), node.get("order", "").strip())
        for node in root.iter("*")
    )
    return sum(
        count - 1 for (tuple_, order), count in Counter(inside).items() if tuple_ is not None and order
    )


@settings(
    max_examples=300,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(changes)
def test_damaged_documents(tmp_path: Path, changes: list[Change]) -> None:
    path = inline(tmp_path, RICH)
    root = etree.fromstring(path.read_bytes())
    for change_ in changes:
        damage(root, *change_)
    path.write_bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True))
    examine(tmp_path)
    for one in audit.read(path):
        if one.instance is not None and len(one.instance.facts()) < one.instance.count - repeated(root):
            assert one.instance.findings() != (), "a fact was lost in silence"


def test_the_document_is_sound_before_it_is_damaged(tmp_path: Path) -> None:
    path = inline(tmp_path, RICH)
    found_ = [one.instance for one in audit.read(path) if one.instance is not None]
    assert [len(one.facts()) for one in found_] == [8, 2]
    assert [one.findings() for one in found_] == [(), ()]


# --- made to hurt: under the bounds of `check` on time and memory ----------------------------------


def test_a_long_chain_of_tuples(tmp_path: Path) -> None:
    box = '<ix:tuple name="c:box" tupleID="{}" tupleRef="{}" order="1"/>'
    boxes = "".join(box.format(i, i + 1) for i in range(20_000)) + box.format(20_000, 0)
    facts = "".join(fraction("T", "1", f'decimals="0" tupleRef="{i}" order="2"') for i in range(0, 20_000, 4))
    status, found_codes = check(inline(tmp_path, boxes + facts))
    assert (status, found_codes[0], set(found_codes)) == (1, "X948", {"X948", "C409"})


def test_tuples_in_tuples(tmp_path: Path) -> None:
    opening = '<ix:tuple name="c:box" order="1">' + fraction("T", "1", 'decimals="0" order="2"')
    path = inline(tmp_path, opening * 1_000 + "</ix:tuple>" * 1_000)
    status, found_codes = check(path)
    assert (status, found_codes.count("X948")) == (1, 900)
    assert len(read(path).facts()) == 100


def test_texts_that_share_long_chains(tmp_path: Path) -> None:
    link = '<ix:continuation id="{}" continuedAt="{}">word</ix:continuation>'
    chain = "".join(link.format(f"p{i}", f"p{i + 1}") for i in range(20_000))
    heads = "".join(text("N", "a", f'continuedAt="p{i % 20_000}"') for i in range(40_000))
    path = inline(tmp_path, f'{chain}<ix:continuation id="p20000"/>{heads}')
    status, found_codes = check(path)
    assert (status, set(found_codes)) == (1, {"X942"})
    first, *others = read(path).facts()
    assert len(str(first.value)) == 1 + 4 * 20_000
    assert {fact.value for fact in others} == {"a"}


def test_figures_in_figures(tmp_path: Path) -> None:
    opening = '<ix:nonFraction name="c:T" contextRef="x" unitRef="u" decimals="0">'
    path = inline(tmp_path, opening * 1_000 + "9" * 1_000_000 + "</ix:nonFraction>" * 1_000)
    status, found_codes = check(path)
    assert (status, set(found_codes)) == (1, {"X944", "C412"})


def test_texts_with_formats_in_texts(tmp_path: Path) -> None:
    opening = '<ix:nonNumeric name="c:N" contextRef="x" format="ixt:date-day-month">'
    path = inline(tmp_path, opening * 1_000 + "word " * 200_000 + "</ix:nonNumeric>" * 1_000)
    status, found_codes = check(path)
    assert (status, found_codes) == (1, ["X943", "X952"])


def test_many_excludes_in_many_texts(tmp_path: Path) -> None:
    opening = '<ix:nonNumeric name="c:N" contextRef="x">'
    page = "<p>text <ix:exclude>page</ix:exclude></p>" * 20_000
    path = inline(tmp_path, f"{opening * 30}{page}{'</ix:nonNumeric>' * 30}{fraction('T', '1')}")
    assert check(path) == (0, [])
    assert {len(str(fact.value)) for fact in read(path).facts()} <= {1, 5 * 20_000, 0}


@pytest.mark.parametrize(
    ("figure", "attributes", "code"),
    [
        ("1", 'scale="1000"', []),
        ("1", 'scale="99999999999999999999"', ["X945"]),
        ("1", f'scale="{"9" * 100_000}"', ["X945"]),
        ("9" * 99_999, 'scale="-1000"', []),
        ("9" * 100_001, 'scale="3"', ["X944"]),
        ("1" + ",000" * 20_000 + "x", 'format="ixt:num-dot-decimal"', ["X943"]),
        ("1 " * 40_000 + "x", 'format="ixt:num-unit-decimal"', ["X943"]),
        ("x" * 1_000_000, 'format="ixt:date-day-monthname-year-fi"', ["X944"]),
    ],
)
def test_figures_and_scales_beyond_reason(
    tmp_path: Path, figure: str, attributes: str, code: list[str]
) -> None:
    path = inline(tmp_path, fraction("T", figure, f'decimals="0" {attributes}'))
    status, found_codes = check(path)
    assert [one for one in found_codes if one.startswith("X")] == code
    assert status == bool(code)


def test_prefixes_without_number(tmp_path: Path) -> None:
    spaces = " ".join(f'xmlns:p{i}="http://{i}.example/"' for i in range(5_000))
    scoped = fraction("T", "1").replace(
        "<ix:nonFraction", '<ix:nonFraction xmlns:c="http://linetag.example/c"'
    )
    other = fraction("T", "1").replace("<ix:nonFraction", '<ix:nonFraction xmlns:c="http://other.example/c"')
    path = inline(tmp_path, other + scoped * 5_000)
    change(path, "<html", f"<html {spaces}")
    status, found_codes = check(path)
    assert (status, found_codes) == (0, ["C412"])


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        (fraction("T", "5", f'decimals="0" note="{"a" * 9_000_000}"'), 0, []),
        (fraction("T", "5", f'decimals="0" id="{"a" * 9_000_000}"'), 0, []),
        (fraction("T", "5", 'decimals="1000000000"') + fraction("A", "5"), 0, ["C407"]),
        (fraction("T", "5", 'decimals="1_0"') + fraction("A", "5"), 0, ["C407"]),
        (fraction("T", "5", 'decimals="0" scale="1000000000"') + fraction("A", "5"), 1, ["C407", "X945"]),
        (fraction("T", "NaN") + fraction("A", "5"), 1, ["C407", "X944"]),
        (fraction("T", "five", 'decimals="0" format="sec:numwordsen"'), 0, []),
        (fraction("T", "five " * 20_000, 'decimals="0" format="sec:numwordsen"'), 1, ["X943"]),
        (fraction("T", "5").replace('"x"', '"gone"'), 1, ["X902"]),
        (fraction("T", "5").replace('"u"', '"gone"'), 1, ["X903"]),
        (fraction("T", "5").replace('name="c:T"', ""), 1, ["X941"]),
        ("".join(fraction("T", "5").replace('"x"', f'"{i}"') for i in range(20_000)), 1, ["X902"] * 20_000),
        ("".join(fraction("T", "5").replace('c:T"', f'{i}"') for i in range(20_000)), 1, ["X941"] * 20_000),
    ],
    ids=range(13),
)
def test_defects_one_by_one_and_by_the_thousand(
    tmp_path: Path, body: str, status: int, expected: list[str]
) -> None:
    path = inline(tmp_path, body)
    change(path, "<html", '<html xmlns:sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31"')
    told, codes_ = check(path)
    assert (told, sorted(codes_)) == (status, expected)


def test_a_zip_whose_documents_lead_outside(tmp_path: Path) -> None:
    page = inline(tmp_path, fraction("T", "5")).read_bytes()
    (tmp_path / "secret.htm").write_bytes(page)
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in/f.zip", "w") as archive:
        archive.writestr("../secret.htm", page)
    assert check(tmp_path / "in/f.zip") == (2, ["X753"])


BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    ("doctype", "figure", "code"),
    [
        ('<!DOCTYPE html [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;", "X751"),
        ('<!DOCTYPE html [<!ENTITY % e SYSTEM "http://127.0.0.1:9/e"> %e;]>', "1", "X751"),
        (f'<!DOCTYPE html [<!ENTITY e0 "ha">{BOMB}]>', "&e11;", "X75"),
        ('<!DOCTYPE html SYSTEM "http://127.0.0.1:9/e">', "&e;", "X751"),
        ("", "&e;", "X750"),
    ],
    ids=["file", "parameter", "bomb", "external", "undeclared"],
)
def test_entities_are_refused(tmp_path: Path, doctype: str, figure: str, code: str) -> None:
    path = inline(tmp_path, fraction("T", figure))
    change(path, "<html", f"{doctype}<html")
    status, (found_code,) = check(path)
    assert (status, found_code.startswith(code)) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "shift_jis", "euc-jp", "iso-8859-1"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = inline(tmp_path, fraction("T", "5") + fraction("A", "2") + fraction("B", "3"))
    declared = encoding.removesuffix("-sig")
    content = path.read_text("utf-8").replace("UTF-8", declared)
    path.write_bytes(content.encode(encoding))
    assert check(path) == (0, [])
    path.write_bytes(content.replace(">5<", ">9<").encode(encoding))
    assert check(path) == (1, ["C402"])


@pytest.mark.parametrize("cut", [1, 40, 400, 700])
def test_truncated_documents(tmp_path: Path, cut: int) -> None:
    path = inline(tmp_path, fraction("T", "5"))
    path.write_bytes(path.read_bytes()[:-cut])
    assert check(path) == (2, ["X750"])


def test_a_wrong_encoding_is_told(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "5"))
    change(path, "UTF-8", "us-ascii")
    change(path, "<head/>", "<head>売上</head>")
    assert check(path) == (2, ["X750"])
    change(path, "us-ascii", "nix")
    assert check(path)[0] == 2


def test_deep_markup(tmp_path: Path) -> None:
    path = inline(tmp_path, "<b>" * 1_500 + fraction("T", "5") + "</b>" * 1_500)
    assert check(path) == (0, [])
    path = inline(tmp_path, "<b>" * 100_000 + "</b>" * 100_000)
    assert check(path) == (2, ["X750"])


def test_a_set_with_a_broken_document_is_not_read_in_part(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "5"), "a.htm")
    (tmp_path / "b.htm").write_text(f"<html {SPACES}><body>", "utf-8")
    audited = only(tmp_path)
    assert codes(audited) == ["X750"]
    assert found(audited, "X750").at is not None
    assert not audited.readable
