"""Inline documents as reports: targets, prefixes, and what is told where."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag import audit
from linetag.xbrl.read.inline import read_inline
from support.reports import (
    FRACTION,
    HEAD,
    RESOURCES,
    SPACES,
    change,
    codes,
    found,
    fraction,
    inline,
    only,
    read,
    targets,
    text,
    told,
    values,
)

# --- targets and documents ------------------------------------------------------------------------

OTHER = '<ix:references target="uk"><link:schemaRef xlink:type="simple" xlink:href="c.xsd"/></ix:references>'


def test_targets_are_reports_of_their_own(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "1") + fraction("T", "2", 'decimals="0" target="uk"'))
    change(path, "<ix:resources>", f"{OTHER}<ix:resources>")
    assert [values(one) for one in targets(path)] == [[1], [2]]
    assert [one.findings() for one in targets(path)] == [(), ()]


def test_each_target_has_its_own_fractions_precision_tuples_and_contexts(tmp_path: Path) -> None:
    terms = "<ix:numerator>1</ix:numerator><ix:denominator>3</ix:denominator>"
    body = (
        fraction("T", "1")
        + f'<ix:fraction name="c:F" contextRef="x" unitRef="u" target="a">{terms}</ix:fraction>'
        + fraction("T", "2", 'precision="0" target="b"')
        + fraction("T", "2", 'decimals="0" target="c"').replace('"x"', '"y"')
        + '<ix:tuple name="c:box" target="d">'
        + fraction("T", "2", 'decimals="0" target="d"')
        + "</ix:tuple>"
        + text("N", "oh", 'target="a" format="ixt:nix"')
    )
    path = inline(tmp_path, body)
    start = RESOURCES.index("<xbrli:context")
    own = RESOURCES[start : RESOURCES.index("<xbrli:unit")].replace('"x"', '"y"')
    segment = "<xbrli:segment><c:odd/></xbrli:segment></xbrli:entity>"
    change(path, "<ix:resources>", f"<ix:resources>{own.replace('</xbrli:entity>', segment)}")
    found_ = targets(path)
    assert [one.incompatible for one in found_] == [
        "",
        "it has fractions",
        "it has figures of precision 0",
        "its contexts have segments or scenarios that are not dimensions",
        "",
    ]
    assert [(one.count, one.has_tuples) for one in found_] == [
        *((1, False), (2, False), (1, False), (1, False)),
        (1, True),
    ]
    assert [[item.code for item in one.findings()] for one in found_] == [
        *([], ["X951", "X949"], ["X951"], ["X951"], ["X951"])
    ]


def test_facts_without_a_target_need_references_as_well(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "1"))
    change(path, "<ix:references>", '<ix:references target="uk">')
    assert told(path) == ["X951"]


def test_references_are_seen_from_where_they_stand() -> None:
    documents = [
        (
            f'{HEAD}<html {SPACES} xml:base="sub/"><body>'.encode()
            + RESOURCES.replace("<ix:references>", f'<ix:references xml:base="{base}">').encode()
            + b"</body></html>",
            "a.htm",
            "/f/a.htm",
        )
        for base in ("up/", "../up/")
    ]
    ((one,), _) = read_inline(documents)
    assert [reference.address for reference in one.references] == ["/f/sub/up/c.xsd", "/f/up/c.xsd"]


def test_prefixes_are_those_of_the_document(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "1").replace("c:T", "d:T"), "a.htm")
    inline(tmp_path, fraction("T", "2"), "b.htm", head="")
    change(tmp_path / "b.htm", "xmlns:c=", "xmlns:d=")
    change(tmp_path / "b.htm", '"c:T"', '"d:T"')
    (audited,) = audit.check_path(tmp_path)
    item = found(audited, "X941")
    assert "the prefix of 'd:T' is not declared" in item.message
    assert item.at is not None
    assert item.at.path.endswith("a.htm")
    assert values(read(tmp_path)) == [2]


def test_a_prefix_may_mean_something_else_further_down(tmp_path: Path) -> None:
    other = fraction("T", "1").replace("<ix:nonFraction", '<ix:nonFraction xmlns:c="http://other.example/"')
    facts = read(inline(tmp_path, fraction("T", "1") + other)).facts()
    assert [fact.concept.namespace for fact in facts] == ["http://linetag.example/c", "http://other.example/"]


def test_prefixes_of_any_script(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "1"))
    change(path, "xmlns:c=", "xmlns:会=")
    change(path, '"c:T"', '"会:T"')
    assert (values(read(path)), told(path)) == ([1], [])


# --- what is told, and where ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code", "line", "printed"),
    [
        (fraction("T", "1").replace("c:T", "nix:T"), "X941", 3, "1"),
        (fraction("T", "1").replace("c:T", "T"), "X941", 3, "1"),
        (fraction("T", "1").replace('name="c:T"', ""), "X941", 3, "1"),
        (text("N", "a", 'continuedAt="gone"'), "X942", 3, "a"),
        (fraction("T", "1;5", 'decimals="0" format="ixt:num-dot-decimal"'), "X943", 3, "1;5"),
        (fraction("T", "1,000"), "X944", 3, "1,000"),
        (fraction("T", "1", 'decimals="0" scale="1_0"'), "X945", 3, "1"),
        (fraction("T", "1", 'decimals="0" sign="+"'), "X946", 3, "1"),
        (fraction("T", "-1"), "X946", 3, "-1"),
        (fraction("T", "1").replace('unitRef="u"', ""), "X947", 3, "1"),
        (fraction("T", "1").replace('contextRef="x"', ""), "X947", 3, ""),
        (text("N", "a").replace('contextRef="x"', ""), "X947", 3, ""),
        (FRACTION.format("7<ix:numerator>1</ix:numerator>"), "X947", 3, "7"),
        (fraction("T", "1", 'decimals="0" tupleRef="b"'), "X948", 3, "1"),
        (fraction("T", "1", 'decimals="0" format="ixt:nix"'), "X949", 3, "1"),
        (fraction("T", "1", 'decimals="0" format="nix:num-dot-decimal"'), "X949", 3, "1"),
        ('<p><ix:continuation id="p">a</ix:continuation></p>', "X953", 3, ""),
        (text("N", "a", 'id="n"') + "\n" + text("N", "b", 'id="n"'), "X906", 4, "b"),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(
    tmp_path: Path, body: str, code: str, line: int, printed: str
) -> None:
    path = inline(tmp_path, body)
    item = found(only(path), code)
    assert item.at is not None
    assert (item.at.line, item.at.text) == (line, printed)
    before, after = path.read_text("utf-8").split("\n")[line - 1][: item.at.column - 1], item.at.text
    assert before.endswith(">") if after else before == ""
    assert f"{before}{after}" in path.read_text("utf-8")


def test_facts_that_lack_something_are_left_out(tmp_path: Path) -> None:
    whole = fraction("T", "1")
    for lost in ('name="c:T"', 'contextRef="x"', 'unitRef="u"'):
        path = inline(tmp_path, fraction("A", "2") + whole.replace(lost, ""))
        assert values(read(path)) == [2]
        assert read(path).count == 2


def test_an_id_is_unique_over_documents_targets_and_kinds(tmp_path: Path) -> None:
    body = fraction("T", "1", 'decimals="0" id="a"') + fraction("T", "2", 'decimals="0" id="a" target="uk"')
    inline(tmp_path, body + text("N", "x", 'continuedAt="p"'), "a.htm")
    inline(
        tmp_path,
        '<ix:continuation id="p">y</ix:continuation>' + fraction("A", "3", 'id="p"'),
        "b.htm",
        head="",
    )
    change(tmp_path / "a.htm", "<ix:resources>", f"{OTHER}<ix:resources>")
    one, other = targets(tmp_path)
    assert (values(one), values(other)) == ([1, "xy", 3], [2])
    twice = [item for item in one.findings() if item.code == "X906"]
    assert [item.at.path.rpartition("/")[2] for item in twice if item.at] == ["a.htm", "b.htm"]
    assert [item.message for item in twice] == ["the id a is used twice", "the id p is used twice"]
    assert len({fact.id for fact in one.facts()}) == 3


@pytest.mark.parametrize("encoding", ["shift_jis", "euc-jp", "utf-16", "utf-8"])
def test_excerpts_are_in_the_encoding_of_the_document(tmp_path: Path, encoding: str) -> None:
    figure = fraction("T", "百万円", 'decimals="0" id="表"')
    path = inline(tmp_path, f"<p>売上高 ①{figure}</p>")
    content = path.read_text("utf-8").replace('encoding="UTF-8"', f'encoding="{encoding}"')
    if encoding != "utf-16":
        content = content.replace("①", "")
    path.write_bytes(content.encode(encoding))
    audited = only(path)
    item = found(audited, "X944")
    assert item.at is not None
    line = content.split("\n")[2]
    assert (item.at.line, item.at.column, item.at.text) == (3, line.index("百万円") + 1, "百万円")
    assert audited.sources is not None
    assert audited.sources[item.at.path][2] == line


DOCTYPE = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/xhtml1-strict.dtd">'


def test_characters_that_html_names_are_read(tmp_path: Path) -> None:
    figure = fraction("T", "1&nbsp;234", 'decimals="0" format="ixt:num-dot-decimal"')
    path = inline(tmp_path, figure + text("N", "R&amp;D &lt; &eacute;&#x41;"))
    assert told_unreadable(path) == "X750"  # without a DTD these names mean nothing
    change(path, "<html", f"{DOCTYPE}<html")
    assert (values(read(path)), told(path)) == ([1234, "R&D < éA"], [])
    change(path, "&eacute;", "&nix;")
    assert told_unreadable(path) == "X751"


def told_unreadable(path: Path) -> str:
    audited = only(path)
    assert not audited.readable
    return codes(audited)[0]
