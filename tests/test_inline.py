"""Reading inline documents: values, continued texts and tuples."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from linetag import audit
from support.reports import (
    FRACTION,
    change,
    codes,
    found,
    fraction,
    inline,
    only,
    read,
    text,
    told,
    values,
    verdicts,
)

# --- figures --------------------------------------------------------------------------------------


def test_format_scale_and_sign_make_the_value(tmp_path: Path) -> None:
    body = (
        fraction("T", "1,234.5", 'decimals="-2" scale="3" format="ixt:num-dot-decimal" sign="-"')
        + fraction("A", "—", 'decimals="0" format="ixt:fixed-zero" sign="-"')
        + fraction("B", "12.5", 'decimals="3" scale="-2"')
        + fraction("B", "7", 'decimals="-3" scale=" +3 "')
        + fraction("B", "", 'xsi:nil="true"')
    )
    facts = read(inline(tmp_path, body)).facts()
    assert [fact.value for fact in facts] == [Decimal(-1234500), 0, Decimal("0.125"), 7000, None]
    assert str(facts[1].value) == "-0"  # a decline that is rounded to nothing
    assert [fact.decimals for fact in facts] == [-2, 0, 3, -3, None]


def test_scaled_figures_are_exact_and_signs_turn_them(tmp_path: Path) -> None:
    long = "1234567890123456789012345678901"
    body = fraction("T", long, 'decimals="0" scale="3"') + fraction("A", "-123", 'decimals="0" sign="-"')
    assert [str(f.value) for f in read(inline(tmp_path, body)).facts()] == [f"{long}000", "123"]


def test_infinity_is_what_the_format_says(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "∞", 'decimals="INF" format="sec:numneginf" sign="-"'))
    change(path, "<html ", '<html xmlns:sec="http://www.sec.gov/inlineXBRL/transformation/2015-08-31" ')
    assert (values(read(path)), told(path)) == (["-INF"], [])


def test_tags_nest_where_one_printed_figure_is_two_facts(tmp_path: Path) -> None:
    inner = fraction("A", "7", 'decimals="0" scale="3"')
    path = inline(tmp_path, fraction("T", f" {inner} ", 'decimals="0" scale="3"'))
    assert (values(read(path)), told(path)) == ([7000, 7000], [])


@pytest.mark.parametrize(
    ("content", "value", "why"),
    [
        (fraction("A", "7"), 7000, "the figure inside has another format, scale or unit"),
        ("1" + fraction("A", "7", 'scale="3"'), 17000, "there are other characters beside the figure inside"),
        (
            fraction("A", "1", 'scale="3"') + fraction("B", "2", 'scale="3"'),
            12000,
            "there is more in it than",
        ),
        (text("N", "5"), 5000, "there is more in it than one figure"),
        ("12<sup>3</sup>", 123000, "markup divides it"),
    ],
)
def test_figures_with_markup_are_read_and_told(tmp_path: Path, content: str, value: int, why: str) -> None:
    path = inline(tmp_path, fraction("T", content, 'decimals="0" scale="3"'))
    item = found(only(path), "X950")
    assert (item.severity, item.at is not None and item.at.line) == ("warning", 3)
    assert why in item.message
    assert values(read(path))[0] == value


def test_markup_around_the_digits_is_no_matter(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "<b> 7 </b>"))
    assert (values(read(path)), told(path)) == ([7], [])


def test_fractions_are_texts_of_two_figures(tmp_path: Path) -> None:
    terms = (
        '<ix:numerator format="ixt:num-dot-decimal" scale="2">1,0</ix:numerator> of '
        '<ix:denominator sign="-">3.0</ix:denominator>'
    )
    path = inline(
        tmp_path,
        f'<ix:fraction name="c:F" contextRef="x" unitRef="u">{terms}</ix:fraction>{fraction("T", "1")}',
    )
    assert values(read(path)) == ["1000/-3", 1]
    assert read(path).incompatible == "it has fractions"


@pytest.mark.parametrize(
    "body",
    [
        fraction("T", "1E999999", 'decimals="0" scale="3"'),
        fraction("T", "1E999999999999"),
        FRACTION.format("<ix:numerator>1E9999999</ix:numerator><ix:denominator>1</ix:denominator>"),
    ],
)
def test_exponents_are_no_inline_figures(tmp_path: Path, body: str) -> None:
    audited = only(inline(tmp_path, body))
    assert "X944" in codes(audited)
    assert audited.facts == 1


def test_a_figure_that_cannot_be_read_leaves_its_sum_unchecked(tmp_path: Path) -> None:
    audited = only(inline(tmp_path, fraction("T", "5") + fraction("A", "x") + fraction("B", "3")))
    assert verdicts(audited) == ["not a number"] * 2


@pytest.mark.parametrize(
    "attributes",
    [
        'scale="1_0"',
        'scale="1000000000"',
        'scale=""',
        'sign="+"',
        'sign=""',
        'format="ixt:nix"',
        'format="nix:num-dot-decimal"',
        'format="ixt:date-day-month"',
    ],
)
def test_what_is_not_known_is_never_a_number(tmp_path: Path, attributes: str) -> None:
    path = inline(tmp_path, fraction("T", "15", f'decimals="0" {attributes}'))
    (fact,) = read(path).facts()
    assert fact.value == ""
    assert len(told(path)) == 1


# --- texts ----------------------------------------------------------------------------------------


def test_texts_continue_over_documents(tmp_path: Path) -> None:
    body = text("Note", "One <ix:exclude>page 3</ix:exclude>", 'continuedAt="n2"')
    inline(tmp_path, fraction("A", "7") + body, "a.htm")
    inline(tmp_path, '<p><ix:continuation id="n2"><b>two</b></ix:continuation></p>', "b.htm", head="")
    (one,) = audit.read(tmp_path)
    assert one.source is not None
    assert one.source.documents == ("/a.htm", "/b.htm")
    assert one.instance is not None
    assert values(one.instance) == [7, "One two"]
    (place,) = one.instance.located(one.instance.facts()[0]).origins
    assert (place.path, place.text) == (str(tmp_path / "a.htm"), "7")


def test_what_is_excluded_from_one_text_is_in_a_tag_inside(tmp_path: Path) -> None:
    inner = text("Inner", "page <ix:exclude>three</ix:exclude> 3")
    body = text("Outer", f"One<ix:exclude> {inner} </ix:exclude><i> two</i>")
    path = inline(tmp_path, f"{body}{text('Later', 'three <ix:exclude>x</ix:exclude>four')}")
    assert values(read(path)) == ["One two", "page  3", "three four"]


def test_a_continuation_of_another_text_belongs_to_both(tmp_path: Path) -> None:
    body = text("A", "a", 'continuedAt="a2"') + text("B", 'b <ix:continuation id="a2">c</ix:continuation> d')
    path = inline(tmp_path, body)
    assert (values(read(path)), told(path)) == (["ac", "b c d"], [])


@pytest.mark.parametrize(
    ("body", "texts", "why"),
    [
        (text("A", "a", 'continuedAt="gone"'), ["a"], "there is no such continuation"),
        (
            text("A", "a", 'continuedAt="p"')
            + '<ix:continuation id="p" continuedAt="q">b</ix:continuation>'
            + '<ix:continuation id="q" continuedAt="p">c</ix:continuation>',
            ["abc"],
            "it has been there before",
        ),
        (
            text("A", "a", 'continuedAt="p"')
            + text("B", "b", 'continuedAt="p"')
            + '<ix:continuation id="p">c</ix:continuation>',
            ["ac", "b"],
            "another text goes on there",
        ),
        (
            text("A", 'a<ix:continuation id="p">b</ix:continuation>', 'continuedAt="p"'),
            ["ab"],
            "that is a part of it already",
        ),
    ],
    ids=["missing", "ring", "shared", "nested"],
)
def test_texts_that_break_off_are_told(tmp_path: Path, body: str, texts: list[str], why: str) -> None:
    path = inline(tmp_path, body)
    assert values(read(path)) == texts
    assert told(path) == ["X942"]
    assert why in found(only(path), "X942").message


def test_texts_in_texts_are_bounded(tmp_path: Path) -> None:
    long, deep = "word " * 40_000, 100
    opening = '<ix:nonNumeric name="c:N" contextRef="x">'
    path = inline(tmp_path, opening * deep + long + "</ix:nonNumeric>" * deep + fraction("T", "1"))
    instance = read(path)
    facts = instance.facts()
    assert sum(len(str(fact.value)) for fact in facts) < 6 * path.stat().st_size
    assert [len(facts), facts[0].value, facts[-1].value] == [deep + 1, long, 1]
    assert [item.code for item in instance.findings()] == ["X952"]


def test_many_texts_that_go_on_at_one_place_are_bounded(tmp_path: Path) -> None:
    path = inline(
        tmp_path,
        "".join(text("N", str(i), 'continuedAt="p"') for i in range(2_000))
        + f'<ix:continuation id="p">{"long " * 40_000}</ix:continuation>',
    )
    instance = read(path)
    lengths = [len(str(fact.value)) for fact in instance.facts()]
    assert (lengths[0], max(lengths[1:])) == (200_001, 4)
    assert {item.code for item in instance.findings()} == {"X942"}


@pytest.mark.parametrize("value", ["1.1.99999999999999", f"1.1.{'9' * 5_000}", "31.2.2012"])
def test_dates_that_do_not_exist_are_left_as_they_are_and_told(tmp_path: Path, value: str) -> None:
    path = inline(tmp_path, text("D", value, 'format="ixt:date-day-month-year"'))
    assert (values(read(path)), told(path)) == ([value], ["X943"])


def test_texts_in_formats_that_are_not_converted_are_noted_or_warned_of(tmp_path: Path) -> None:
    path = inline(
        tmp_path,
        text("D", "3 चैत्र 1935", 'format="ixt:date-ind-day-monthname-year-hi"')
        + text("D", "7", 'format="ixt:nix"'),
    )
    assert values(read(path)) == ["3 चैत्र 1935", "7"]
    audited = only(path)
    assert found(audited, "X954").severity == "note"
    assert found(audited, "X949").severity == "warning"


# --- tuples ---------------------------------------------------------------------------------------


def test_tuples_by_nesting_and_by_reference(tmp_path: Path) -> None:
    body = (
        '<ix:tuple name="c:box" tupleID="b"/>'
        + fraction("T", "1", 'decimals="0" tupleRef="b" order="1"')
        + f'<ix:tuple name="c:box" tupleRef="b" order="2">{fraction("A", "2")}</ix:tuple>'
    )
    path = inline(tmp_path, body)
    assert [fact.tuples for fact in read(path).facts()] == [(1,), (1, 2)]
    assert told(path) == []


def test_members_of_one_order_are_one_fact(tmp_path: Path) -> None:
    member = 'decimals="0" tupleRef="b" order="1"'
    box = '<ix:tuple name="c:box" tupleID="b"/>'
    path = inline(tmp_path, box + fraction("T", "1", member) + fraction("T", " 1 ", member))
    assert (values(read(path)), told(path)) == ([1], [])
    path = inline(tmp_path, box + fraction("T", "1", member) + fraction("T", "2", member))
    assert (values(read(path)), told(path)) == ([1], ["X948"])


BOX = '<ix:tuple name="c:box" tupleID="{}" tupleRef="{}" order="1"/>'


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (fraction("T", "1", 'tupleRef="gone"'), "there is no tuple 'gone'"),
        (BOX.format("a", "gone") + fraction("T", "1", 'tupleRef="a"'), "there is no tuple 'gone'"),
        (
            BOX.format("a", "b") + BOX.format("b", "a") + fraction("T", "1", 'tupleRef="a"'),
            "the tuples in which it stands contain each other",
        ),
        (
            '<ix:tuple name="c:box" tupleID="a" target="t"/>' + fraction("T", "1", 'tupleRef="a"'),
            "its tuple has another target",
        ),
        (
            "".join(BOX.format(i, i + 1) for i in range(200))
            + '<ix:tuple name="c:box" tupleID="200"/>'
            + fraction("T", "1", 'tupleRef="0"'),
            "it stands in more than 100 tuples",
        ),
    ],
)
def test_facts_whose_tuple_cannot_be_told_are_left_out_and_told(tmp_path: Path, body: str, why: str) -> None:
    path = inline(tmp_path, body)
    assert values(read(path)) == []
    item = found(only(path), "X948")
    assert why in item.message
    assert item.at is not None
    assert item.at.text == "1"
