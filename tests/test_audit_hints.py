"""What the hint of a failing sum says, and when it is silent: only what the figures support."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linetag import audit
from support.reports import codes, found
from support.written_sums import facts, network, write

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.model import Mode
    from linetag.report.result import Result


def audited(
    folder: Path, stated: str, sums: str = "T=A+B+C", modes: tuple[Mode, ...] = ("1.0", "1.1")
) -> Result:
    """The audit of figures as in test_calc_table, by sums of one network."""
    path = write(folder, list(facts(stated)), [network(sum_) for sum_ in sums.split()])
    (result,) = audit.check_path(path, modes=modes)
    return result


@pytest.mark.parametrize(
    ("stated", "sums", "hint"),
    [
        (
            "T=1500@0 A=1000@0 B=-200@0 C=300@0",
            "T=A+B+C",
            "c:B (line 1) is -200 and should be 200: its sign is reversed.",
        ),
        (
            "T=800@0 A=1000@0 B=200@0 U=700@0 C=500@0",
            "T=A+B U=B+C",
            "the sum holds with the opposite weight. Other sums hold with its figure: check the weight of",
        ),
        (
            "T=50300@0 A=50@0 B=300@0",
            "T=A+B",
            "c:A (line 1) is 50 and should be 50,000: it is off by a factor of a thousand.",
        ),
        (
            "T=80000300@0 A=80@0 B=300@0",
            "T=A+B",
            "c:A (line 1) is 80 and should be 80,000,000: it is off by a factor of a million.",
        ),
        (
            "T=1790@0 A=2314@0 B=633@0",
            "T=A+B",
            "c:A (line 1) is 2,314 and should be 1,157: it is twice that.",
        ),
        (
            "T=4321000000@-6 A=3087000@-6 B=1234000000@-6",
            "T=A+B",
            "c:A (line 1) is 3.087 and should be 3,087: it is off by a factor of a thousand.",
        ),
        (
            "T=1000@0 A=700@0 B=300@0 C=300@0",
            "T=A+B+C A=B",
            "counted twice",
        ),
        (
            "T=1000@0 A=1000@0 B=600@0 C=400@0",
            "T=A+B+C A=B+C",
            "c:A (line 1), 1,000, is counted twice: it is the total of c:B, c:C, which the sum adds as well.",
        ),
        (
            "T=5000@0 A=2743@0 B=2275@0",
            "T=A+B",
            "two neighbouring digits are swapped",
        ),
        (
            "T=900@0 A=250@0",
            "T=A+B",
            "c:B, which is a contributor as well, has no figure here. Calculation",
        ),
        (
            "T=900@0 A=251@0 B=12@0 X=637@0",
            "T=A+B Y=X",
            "c:X (line 1) is exactly the difference of 637, and the sum does not add it.",
        ),
        (
            "T=5@0 A=2@0 B=2@0",
            "T=A+B",
            "Rounding explains the difference of 1 in the last digit: 3 rounded figures allow for up to 1.5.",
        ),
    ],
    ids=[
        "sign",
        "weight",
        "thousand",
        "million",
        "twice",
        "thousand that its decimals disown",
        "inside",
        "total of others",
        "digits",
        "missing",
        "beside",
        "rounding",
    ],
)
def test_the_figures_support_it(tmp_path: Path, stated: str, sums: str, hint: str) -> None:
    hints = [item.hint for item in audited(tmp_path, stated, sums).findings if item.code in ("C401", "C402")]
    assert hint in hints[0]


def test_nothing_is_named_that_could_be_anything(tmp_path: Path) -> None:
    item = found(audited(tmp_path, "T=98765@0 A=31415@0 B=27182@0 C=16180@0"), "C402")
    assert item.hint.startswith("No single figure explains it: compare each with its source")


def test_a_figure_that_holds_elsewhere_is_not_suspected(tmp_path: Path) -> None:
    # 300 for 800 would be one digit, but another sum holds with 800
    stated = "T=1300@0 A=1000@0 B=800@0 U=900@0 C=100@0"
    item = found(audited(tmp_path, stated, "T=A+B U=B+C"), "C402")
    assert "300 for c:B" not in item.hint


@pytest.mark.parametrize(
    ("total", "why"),
    [(4303, "cut off instead of rounded"), (4297, "less exact than their decimals say")],
)
def test_a_few_units_may_be_a_last_digit_or_digits_cut_off(tmp_path: Path, total: int, why: str) -> None:
    stated = f"T={total}@0 A=2100@0 B=1100@0 C=1000@0 D=100@0"
    item = found(audited(tmp_path, stated, "T=A+B+C+D"), "C402")
    assert item.hint.startswith(
        f"The difference is 3 units of the last digit: a last digit may be wrong, or the figures are {why}."
    )


def test_a_small_difference_is_not_explained_by_chance(tmp_path: Path) -> None:
    # a figure of 4 beside the sum is just the difference, which tells nothing
    item = found(audited(tmp_path, "T=5004@0 A=2000@0 B=3000@0 X=4@0", "T=A+B Y=X"), "C402")
    assert "c:X" not in item.hint


def test_one_digit_of_one_says_nothing(tmp_path: Path) -> None:
    # 5,000 is one digit away from any 3,000
    item = found(audited(tmp_path, "T=5000@0 A=2000@0 B=1000@0", "T=A+B"), "C402")
    assert item.hint.startswith("No single figure explains it")


def test_a_part_that_is_not_reported_says_more_than_a_digit(tmp_path: Path) -> None:
    item = found(audited(tmp_path, "T=2743@0 A=1743@0", "T=A+B"), "C402")
    assert item.hint.startswith("c:B, which is a contributor as well, has no figure here. Calculation:")


OTHER_YEAR = (
    '<context id="y"><entity><identifier scheme="http://www.tse.or.jp/sicc">37740</identifier></entity>'
    "<period><instant>2011-09-30</instant></period></context>"
)


def test_a_context_with_few_lines_belongs_to_another_table(tmp_path: Path) -> None:
    path = write(tmp_path, list(facts("T=2743@0 A=1743@0")), [network("T=A+B+C+D")])
    part = '<c:{} contextRef="y" unitRef="u" decimals="0">7</c:{}>'
    for names, severity in (("TABCD", "warning"), ("ABC", "error")):
        others = "".join(part.format(name, name) for name in names)
        text = path.read_text("utf-8").replace("</xbrl>", f"{OTHER_YEAR}{others}</xbrl>")
        (tmp_path / "other.xml").write_text(text, "utf-8")
        (result,) = audit.check_path(tmp_path / "other.xml")
        item = next(one for one in result.findings if "2,743" in one.message)
        assert "These contributors have no figure here: c:B, c:C, c:D." in item.hint
        assert ("a table with fewer lines" in item.hint) == (severity == "warning")
        assert (item.code, item.severity) == ("C402", severity)


def test_a_sum_of_nothing_is_0(tmp_path: Path) -> None:
    item = found(audited(tmp_path, "T=5000@0 A=2000@0", "T=0A"), "C402")
    assert "its contributors add up to 0 (difference 5,000; " in item.message


MANY = " ".join(f"{total}=6@0 {a}=2@0 {b}=3@0" for total, a, b in ("TAB", "UCD", "VEF", "WGH", "XIJ"))
SUMS = "T=A+B U=C+D V=E+F W=G+H X=I+J"


def test_many_sums_that_rounding_explains_are_told_together(tmp_path: Path) -> None:
    # one of them is off to the other side: the figures are not cut off
    stated = MANY.replace("U=6", "U=4").replace("V=6", "V=4")
    item = found(audited(tmp_path, stated, SUMS), "C416")
    assert "5 sums differ by no more than rounding explains" in item.message
    assert len(item.facts) == 5
    assert "C401" not in codes(audited(tmp_path, stated, SUMS))


def test_figures_that_are_cut_off_are_told_once(tmp_path: Path) -> None:
    result = audited(tmp_path, MANY, SUMS)
    item = found(result, "C417")
    assert (codes(result), item.severity) == (["C417"], "warning")
    assert "5 sums differ only because their figures are truncated" in item.message
    assert [place.text for place in (item.at, *item.related) if place] == ["6"] * 5


def test_figures_that_are_rounded_fail_under_truncation_together(tmp_path: Path) -> None:
    stated = MANY.replace("=6", "=4")
    item = found(audited(tmp_path, stated, SUMS, ("1.1-truncation",)), "C418")
    assert "hold if they are rounded" in item.message
