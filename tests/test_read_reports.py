"""Reading instances and inline documents: facts, contexts, units, places, and what stands in the way."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag import audit
from linetag.model import FOREVER, Duration, Entity, Instant, Period, QName
from linetag.xbrl import limits, xml
from linetag.xbrl.read.instance import read_instance
from linetag.xbrl.read.report import number
from support.reports import RESOURCES, change, codes, found, fraction, inline, only, read, report, verdicts

ENTITY = '<entity><identifier scheme="http://www.tse.or.jp/sicc">37740</identifier></entity>'
PERIOD = "<period><instant>2012-09-30</instant></period>"


def test_a_fact_has_its_value_aspects_and_place(tmp_path: Path) -> None:
    path = report(tmp_path, "T=-1234.50@2 A=2")
    change(
        path, "</xbrl>", '\n  <c:A id="two" contextRef="x" unitRef="u"\n decimals="INF">\n 3 </c:A></xbrl>'
    )
    instance = read(path)
    first, _, last = instance.facts()
    assert (first.concept, first.value, first.decimals, first.context) == (
        QName("http://linetag.example/c", "T"),
        Decimal("-1234.50"),
        2,
        "x",
    )
    assert first.aspects.period == Instant(date(2012, 9, 30))
    assert first.aspects is last.aspects
    (place,) = instance.located(last).origins
    assert (last.id, place.path, place.line, place.column, place.text) == ("two", str(path), 4, 2, "3")


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("<instant>2012-09-30</instant>", Instant(date(2012, 9, 30))),
        ("<instant> 2012-10-01T00:00:00 </instant>", Instant(date(2012, 9, 30))),
        ("<instant>2012-09-30T24:00:00</instant>", Instant(date(2012, 9, 30))),
        ("<instant>2012-09-30Z</instant>", Instant(date(2012, 9, 30))),
        ("<instant>2012-09-30T12:00:00</instant>", Instant(datetime(2012, 9, 30, 12))),  # noqa: DTZ001 - it has none
        (
            "<startDate>2012-07-01T00:00:00</startDate><endDate>2012-10-01T00:00:00</endDate>",
            Duration(date(2012, 7, 1), date(2012, 9, 30)),
        ),
        ("<forever/>", FOREVER),
    ],
)
def test_periods_mean_what_xbrl_says(tmp_path: Path, text: str, period: Period) -> None:
    path = report(tmp_path)
    change(path, "<instant>2012-09-30</instant>", text)
    assert read(path).facts()[0].aspects.period == period


def test_equal_contexts_and_units_give_equal_aspects_whatever_their_ids(tmp_path: Path) -> None:
    path = report(tmp_path, "T=5@0 A=2@0 B=3@0")
    again = (
        f'<context id="y">{ENTITY.replace(">37740<", "> 37740 <")}{PERIOD}</context>'
        '<unit id="v"><measure xmlns:i="http://www.xbrl.org/2003/iso4217">i:JPY</measure></unit>'
        '<c:T contextRef="y" unitRef="v" decimals="0">5</c:T></xbrl>'
    )
    change(path, "</xbrl>", again)
    facts = read(path).facts()
    assert facts[0].aspects == facts[-1].aspects
    assert facts[0].context != facts[-1].context
    assert codes(only(path)) == ["C412"]


DIMENSIONS = (
    '<segment xmlns:d="http://xbrl.org/2006/xbrldi">'
    '<d:explicitMember dimension="c:B">c:M</d:explicitMember>'
    '<d:explicitMember dimension="c:A"> c:N </d:explicitMember>'
    '<d:typedMember dimension="c:C"><c:code b="2" a="1"> 7 </c:code></d:typedMember></segment></entity>'
)


def test_dimensions_are_sorted_and_typed_ones_canonical(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "</entity>", DIMENSIONS)
    aspects = read(path).facts()[0].aspects
    assert [(axis.local, member.local) for axis, member in aspects.members] == [("A", "N"), ("B", "M")]
    assert aspects.typed == (
        (QName("http://linetag.example/c", "C"), '<{http://linetag.example/c}code a="1" b="2">7</>'),
    )
    assert aspects.other == ()
    assert read(path).incompatible == ""


TWICE = (
    '<segment><xbrldi:explicitMember xmlns:xbrldi="http://xbrl.org/2006/xbrldi" dimension="c:A">c:B'
    '</xbrldi:explicitMember><xbrldi:typedMember xmlns:xbrldi="http://xbrl.org/2006/xbrldi" dimension="c:A">'
    "<c:b/></xbrldi:typedMember></segment></entity>"
)
BACKWARD = "<xbrli:startDate>2012-10-01</xbrli:startDate><xbrli:endDate>2012-09-30</xbrli:endDate>"


def test_a_prefix_may_mean_another_namespace_further_down(tmp_path: Path) -> None:
    path = report(tmp_path)
    local = DIMENSIONS.replace('dimension="c:A">', 'dimension="c:A" xmlns:c="http://other.example/">')
    change(path, "</entity>", local)
    (b, _), (a, _) = read(path).facts()[0].aspects.members
    assert (a.namespace, b.namespace) == ("http://other.example/", "http://linetag.example/c")


DAYS = "<startDate>{}</startDate><endDate>{}</endDate>"


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("2012-09-30", "2012-09-30", []),
        ("2012-09-30T00:00:00", "2012-09-30T00:00:00", ["X907"]),
        ("2012-09-30T08:00:00", "2012-09-30", []),
        ("2012-09-30T08:00:00", "2012-09-29", ["X907"]),
        ("2012-09-30T08:00:00Z", "2012-09-29", []),  # nobody can tell
        ("2012-10-01", "2012-09-30", ["X907"]),
        ("2012-10-01", "9999-12-31", []),
    ],
)
def test_a_period_that_ends_before_it_begins(tmp_path: Path, start: str, end: str, told: list[str]) -> None:
    path = report(tmp_path)
    change(path, "<instant>2012-09-30</instant>", DAYS.format(start, end))
    audited = only(path)
    assert codes(audited) == told
    assert verdicts(audited) == ["consistent"] * 2


def test_where_a_backward_period_stands(tmp_path: Path) -> None:
    other = RESOURCES.replace('id="x"', 'id="y"').replace('id="u"', 'id="v"')
    other = other.replace("<xbrli:instant>2012-09-30</xbrli:instant>", BACKWARD)
    inline(tmp_path, fraction("T", "5"), "a.htm")
    inline(tmp_path, "\n" + fraction("A", "2").replace('"x"', '"y"'), "b.htm", "\n" + other)
    item = found(only(tmp_path), "X907")
    assert item.message == "the period of the context y begins on 2012-10-01 and ends on 2012-09-30"
    assert item.at is not None
    assert (item.at.path.rpartition("/")[2], item.at.line) == ("b.htm", 3)


@pytest.mark.parametrize(
    ("old", "new", "code", "why"),
    [
        ('<context id="x">', '<context id="y">', "X902", "there is none"),
        (PERIOD, "", "X902", "it has no period"),
        ("2012-09-30", "2012-13-45", "X902", "'2012-13-45' is no date"),
        ("2012-09-30", "2012-W39-7", "X902", "'2012-W39-7' is no date"),
        (ENTITY, "", "X902", "it has no entity identifier"),
        ("</entity>", TWICE, "X902", "it has the dimension c:A twice"),
        ('<unit id="u">', '<unit id="v">', "X903", "there is none"),
        ("<measure>iso4217:JPY</measure>", "", "X903", "it has no measure"),
        ("iso4217:JPY</measure>", "nix:JPY</measure>", "X903", "the prefix of 'nix:JPY' is not declared"),
    ],
)
def test_facts_without_a_context_or_unit_are_left_out_and_told(
    tmp_path: Path, old: str, new: str, code: str, why: str
) -> None:
    path = report(tmp_path)
    change(path, old, new)
    audited = only(path)
    item = found(audited, code)
    assert why in item.message
    assert item.message.startswith("3 facts")
    assert item.at is not None
    assert item.at.text == "5"
    assert audited.facts == 3
    assert audited.calculations.results == ()


def test_what_stands_in_the_way_is_told_whichever_facts_are_asked_for_first(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "</xbrl>", '<c:N contextRef="gone">text</c:N></xbrl>')
    one, other = read(path), read(path)
    assert [fact.concept.local for fact in one.facts()] == ["T", "A", "B"]
    assert one.figures() == one.facts() == other.figures() == other.facts()
    assert [item.code for item in one.findings()] == ["X902"]
    assert other.findings() == one.findings()


def test_a_fact_without_a_context_is_no_tuple(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, '<c:T contextRef="x"', "\n<c:T")
    change(
        path, "</xbrl>", '\n<c:box><c:T>6</c:T><c:A contextRef="x" unitRef="u">1</c:A></c:box><c:N/></xbrl>'
    )
    instance = read(path)
    assert [(fact.concept.local, len(fact.tuples)) for fact in instance.figures()] == [
        ("A", 0),
        ("B", 0),
        ("A", 1),
    ]
    (item,) = (one for one in only(path).findings if one.code == "X908")
    assert (item.message, item.at and item.at.line) == ("c:T is reported without a contextRef", 2)
    assert instance.has_tuples
    path = report(tmp_path)
    change(path, '<c:T contextRef="x"', "<c:T")
    assert codes(only(path)) == ["X908"]


@pytest.mark.parametrize("large", [False, True])
def test_facts_where_none_may_stand_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, large: bool
) -> None:
    if large:
        monkeypatch.setattr(limits, "LARGE", 0)
    path = report(tmp_path)
    change(path, "</xbrl>", '<!-- contextRef="x" --></xbrl>')
    assert codes(only(path)) == []
    change(path, ">5</c:T>", ">5\n")
    change(path, "<!--", "</c:T><!--")
    item = found(only(path), "X909")
    assert item.message.startswith("2 facts stand inside other facts")
    assert item.message.endswith("the first is c:A")
    assert item.at is not None
    assert item.at.line == 2


def test_two_contexts_or_units_of_one_id_are_told(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "</xbrl>", f'<context id="x">{ENTITY}<period><forever/></period></context></xbrl>')
    change(path, "</xbrl>", '<unit id="u"><measure>iso4217:USD</measure></unit></xbrl>')
    audited = only(path)
    assert codes(audited) == ["X904", "X905"]
    assert verdicts(audited) == ["consistent"] * 2


def test_two_facts_of_one_id_stay_two_and_are_told(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0")
    change(path, " contextRef", ' id="same" contextRef')
    audited = only(path)
    assert codes(audited) == ["X906", "C402"]
    assert "20 + 40 = 60" in found(audited, "C402").message


def test_facts_of_later_documents_are_found_at_their_own_place(tmp_path: Path) -> None:
    inline(tmp_path, fraction("A", "1") + fraction("A", "2"), "a.htm")
    second = inline(tmp_path, fraction("NetT", "7") + fraction("T", "8"), "b.htm", head="")
    (one,) = audit.read(tmp_path)
    assert one.instance is not None
    last = one.instance.located(one.instance.facts()[-1])
    assert (last.origins[0].path, last.origins[0].text) == (str(second), "8")


def test_precision_becomes_decimals(tmp_path: Path) -> None:
    for value, precision, decimals in [
        ("1234.5", "3", -1),
        ("0.012", "2", 3),
        ("0", "4", None),
        ("12", "INF", None),
    ]:
        path = report(tmp_path, f"T={value}@0")
        change(path, 'decimals="0"', f'precision="{precision}"')
        assert read(path).facts()[0].decimals == decimals


@pytest.mark.parametrize("text", ["abc", "", "1.5", "--1"])
def test_decimals_that_are_no_integer_state_nothing(tmp_path: Path, text: str) -> None:
    path = report(tmp_path)
    change(path, 'decimals="0"', f'decimals="{text}"')
    assert {fact.unstated for fact in read(path).facts()} == {"no decimals"}


def test_fractions_and_tuples(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(
        path,
        "</xbrl>",
        '<c:box><c:F contextRef="x" unitRef="u"><numerator>1</numerator><denominator>3</denominator></c:F>'
        '<c:box><c:T contextRef="x" unitRef="u" decimals="0">1</c:T></c:box></c:box></xbrl>',
    )
    instance = read(path)
    assert [fact.tuples for fact in instance.facts()] == [(), (), (), (1,), (1, 2)]
    assert (instance.count, instance.has_tuples, instance.incompatible) == (5, True, "it has fractions")


def test_figures_are_the_facts_that_have_a_unit(tmp_path: Path) -> None:
    path = report(tmp_path, "T=5@0 A=2@0")
    text = '<c:N contextRef="{}">words</c:N>'
    context = path.read_text("utf-8").partition('contextRef="')[2].partition('"')[0]
    change(path, "</xbrl>", f"{text.format(context) * 2}{text.format('nowhere')}</xbrl>")
    instance = read(path)
    assert [fact.value for fact in instance.figures()] == [5, 2]
    assert instance.count == 5
    assert [name.local for name in instance.without_unit] == ["N"]
    assert [item.code for item in instance.findings()] == ["X902"]
    assert [fact.value for fact in instance.facts()] == [5, 2, "words", "words"]
    assert [item.code for item in instance.findings()] == ["X902"]


def test_a_large_instance_is_read_in_pieces_with_the_same_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report(tmp_path, " ".join(f"T={i}@0" for i in range(5_000)))
    whole = read(path).facts()
    monkeypatch.setattr(limits, "LARGE", 1_000)
    monkeypatch.setattr(xml, "_PIECE", 777)
    pieces = read(path)
    assert (pieces.count, len(pieces.figures())) == (5_000, 5_000)
    assert pieces.facts() == whole
    assert pieces.count == 5_000
    text = path.read_bytes()
    path.write_bytes(text[: len(text) // 2])
    assert codes(only(path)) == ["X750"]


def test_xml_that_is_no_report(tmp_path: Path) -> None:
    assert read_instance(b"<a/>", "a.xml", "/a.xml")[1][0].code == "X901"
    (tmp_path / "a.xml").write_bytes(b"<a/>")
    assert codes(only(tmp_path / "a.xml")) == ["X970"]


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_every_decimal_is_read_as_it_is_written(value: Decimal) -> None:
    assert number(str(value)) == value


@pytest.mark.parametrize("text", ["", "NaN", "INF", "-INF", "Infinity", "1_000", "1,000", "٣", "0x1", "1 2"])
def test_what_is_no_number(text: str) -> None:
    assert number(text) is None


def test_names_and_entities_of_the_same_texts_differ() -> None:
    name, entity = QName("a", "b"), Entity("a", "b")
    assert {name: 1, entity: 2} == {QName("a", "b", "prefix"): 1, Entity("a", "b"): 2}
