"""A whole submission read back: the summary and the statements beside it; hostile input."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from linetag import audit
from linetag.checks.derivations import Derivations
from linetag.checks.relation import WeightedSum
from linetag.model import Fact
from linetag.tanshin.derivations import table
from linetag.tanshin.form.facts import origin_of
from linetag.tanshin.form.read import ReadTanshin, read
from linetag.tanshin.form.records import Tanshin
from linetag.tanshin.verify.figures import SummaryFigures, methods
from linetag.tanshin.verify.relations import relations
from linetag.xbrl.read.report import Instance
from support.reports import report
from support.shared import TDNET, skip_without
from support.summaries import BEFORE, NOW, OURS_2007, altered, real, summary, told
from support.tanshin_documents import with_facts
from support.tanshin_verified import verified

# --- a whole submission -------------------------------------------------------------------------------

CYBOZU = TDNET / "tdnet-47760-20240514.zip"


def submission(tmp_path: Path, old: str, new: str) -> Path:
    """The files of a real submission, the first `old` of its attached statements replaced."""
    with zipfile.ZipFile(CYBOZU) as archive:
        archive.extractall(tmp_path)
    for path in sorted((tmp_path / "XBRLData/Attachment").glob("*-ixbrl.htm")):
        text = path.read_text("utf-8")
        if old in text:
            path.write_text(text.replace(old, new, 1), "utf-8")
            return tmp_path
    raise AssertionError(old)


@real
def test_figures_of_the_attached_statements_are_those_of_the_summary(tmp_path: Path) -> None:
    kinds = Counter(one.kind for one in summary(CYBOZU).all)
    assert kinds["statement"] == 14
    # IFRS statements in dollars, beside a summary in yen
    dollars = Counter(one.kind for one in summary(TDNET / "tdnet-62690-20240514.zip").all)
    assert dollars["statement"] == 0
    with zipfile.ZipFile(CYBOZU) as archive:
        archive.extractall(tmp_path)
    assert summary(tmp_path) == summary_of_folder(tmp_path)
    alone = next((tmp_path / "XBRLData/Summary").glob("*-ixbrl.htm"))
    assert Counter(one.kind for one in summary(alone).all)["statement"] == 0


def summary_of_folder(folder: Path) -> Derivations:
    """That of the zip, with the places of the folder."""
    found = summary(CYBOZU)
    at = str(CYBOZU)
    return Derivations(
        tuple(
            one._replace(at=one.at and one.at._replace(path=one.at.path.replace(at, str(folder))))
            for one in found.all
        )
    )


@real
def test_a_statement_that_says_otherwise_is_told_with_both_places(tmp_path: Path) -> None:
    folder = submission(tmp_path, ">19,471<", ">19,417<")
    (item,) = (item for item in told(folder) if item.code == "S711")
    assert item.message == (
        "TotalAssets (2024-03-31) is 19,471 million, but the attached statements give 19,417 million: "
        "jppfs_cor:Assets (CurrentQuarterInstant) 19,417 million"
    )
    assert item.at is not None
    assert {Path(place.path).parent.name for place in (item.at, *item.related)} == {"Summary", "Attachment"}
    assert "Attachment" in item.at.path  # the summary's figure is proved by others of it
    assert "two neighbouring digits are swapped" in item.hint


def with_value(fact: Fact, value: Decimal) -> Fact:
    return fact._replace(value=value)


def read_from(path: Path) -> tuple[Instance, Tanshin]:
    for one in audit.read(path):
        found = read(one.instance) if one.instance else None
        if found and one.instance:
            return one.instance, found.tanshin
    raise AssertionError(path)


def first_digit(value: Decimal) -> Decimal:
    text = f"{value:f}"
    at = next(i for i, letter in enumerate(text) if letter in "123456789")
    return Decimal(f"{text[:at]}{int(text[at]) % 9 + 1}{text[at + 1 :]}")


def two_digits(value: Decimal) -> Decimal:
    text = f"{value:f}"
    for i, (one, other) in enumerate(pairwise(text)):
        if one.isdigit() and other.isdigit() and one != other:
            return Decimal(f"{text[:i]}{other}{one}{text[i + 2 :]}")
    return value


SLIPS: dict[str, Callable[[Decimal], Decimal]] = {
    "the first digit": first_digit,
    "two digits": two_digits,
    "the sign": lambda value: -value,
    "the scale": lambda value: value * 1000,
}


def mutants(document: Tanshin, slip: Callable[[Decimal], Decimal]) -> Iterator[tuple[Fact, Tanshin]]:
    """Each figure once with another value, as the only mistake of the document."""
    for number, fact in enumerate(document.facts):
        if isinstance(fact.value, Decimal) and fact.value and (value := slip(fact.value)) != fact.value:
            facts = (*document.facts[:number], with_value(fact, value), *document.facts[number + 1 :])
            yield fact, with_facts(document, facts)


def is_caught(fact: Fact, mutant: Tanshin, instance: Instance) -> bool:
    _, found = verified(ReadTanshin(mutant, ()), instance)
    return origin_of(fact) in {place for item in found for place in (item.at, *item.related)}


# Figures in all, and those of which a wrong first digit is told at their place.
CAUGHT = {
    "tdnet-47760-20240514.zip": (49, 35),
    "tdnet-62690-20240514.zip": (50, 35),
    "tdnet-qcedjpsm-43680-20121101343680.xbrl": (54, 40),
    "tdnet-qcedussm-72030-20130717093034.xbrl": (46, 30),
    "tdnet-qcedussm-94320-20130805394320.xbrl": (54, 42),
    "tse-acedussm-72030-20140311018771-ixbrl.htm": (112, 89),
    "tse-qcedjpsm-46410-20140805346410-ixbrl.htm": (46, 13),
}


def bound(document: Tanshin) -> set[str]:
    """The figures that others of the document prove, and not by a limit or about."""
    return {
        fact.id
        for relation in relations(SummaryFigures(document))
        if not isinstance(relation.formula, WeightedSum)
        if relation.formula.form in ("equal", "growth") and relation.total.value is not None
        if relation.formula.judge(relation.total, relation.values).verdict == "holds"
        for fact in relation.facts
    }


@real
@pytest.mark.parametrize("name", sorted(CAUGHT))
def test_a_wrong_first_digit_is_caught_wherever_others_prove_the_figure(name: str) -> None:
    instance, document = read_from(TDNET / name)
    caught = {fact.id: is_caught(fact, mutant, instance) for fact, mutant in mutants(document, first_digit)}
    assert {id_ for id_, is_told in caught.items() if not is_told} & bound(document) == set()
    assert (len(caught), sum(caught.values())) == CAUGHT[name]


@real
@pytest.mark.parametrize("slip", sorted(SLIPS))
@pytest.mark.parametrize(
    "name", ["tse-acedussm-72030-20140311018771-ixbrl.htm", "tdnet-qcedjpsm-43680-20121101343680.xbrl"]
)
def test_any_slip_is_caught_wherever_others_prove_the_figure(name: str, slip: str) -> None:
    instance, document = read_from(TDNET / name)
    proved = bound(document)
    missed = [
        (fact.concept.local, fact.context)
        for fact, mutant in mutants(document, SLIPS[slip])
        if fact.id in proved and not is_caught(fact, mutant, instance)
    ]
    assert missed == []


# --- hostile ------------------------------------------------------------------------------------------


def test_a_number_for_a_dash_is_a_note(tmp_path: Path) -> None:
    changes = (
        ("NetIncomeUS", f"{NOW}Duration", "50000000000"),
        ("NetIncomeUS", f"{BEFORE}Duration", "1388000000"),
        ("ChangeInNetIncomeUS", f"{NOW}Duration", "35.023"),
    )
    (found,) = (item for item in told(altered(tmp_path, *changes)) if item.code == "S701")
    assert (found.severity, found.at and found.at.text) == ("note", "35.023")


@real
def test_a_total_of_dividends_at_another_scale_is_a_note() -> None:
    instance, document = read_from(TDNET / "tse-acedussm-72030-20140311018771-ixbrl.htm")
    facts = tuple(
        with_value(fact, Decimal(522960000)) if fact.value == Decimal(522960000000) else fact
        for fact in document.facts
    )
    _, found = verified(ReadTanshin(with_facts(document, facts), ()), instance)
    (item,) = (item for item in found if item.code == "S708")
    assert item.severity == "note"


@pytest.mark.parametrize(
    ("element", "old", "new", "code"),
    [
        ("startDate", "2011-04-01", "2010-04-01", "S712"),
        ("endDate", "2012-09-30", "2012-12-31", "S709"),
        ("startDate", "2011-04-01", "0001-01-01", "S710"),
        ("endDate", "2011-09-30", "2011-09-30T12:00:00", "S710"),
        ("endDate", "2013-03-31", "2013-02-28", "S709"),
    ],
)
def test_periods_that_contradict_each_other(
    tmp_path: Path, element: str, old: str, new: str, code: str
) -> None:
    path = tmp_path / OURS_2007.name
    text = OURS_2007.read_text("utf-8")
    assert f"{element}>{old}<" in text
    path.write_text(text.replace(f"{element}>{old}<", f"{element}>{new}<"), "utf-8")
    assert code in {item.code for item in told(path)}


def test_a_figure_reported_again_and_again_makes_one_derivation(tmp_path: Path) -> None:
    path = tmp_path / OURS_2007.name
    text = OURS_2007.read_text("utf-8")
    (line,) = re.findall(rf'.*:ChangeInNetIncomeUS contextRef="{NOW}Duration".*', text)
    path.write_text(text.replace(line, "\n".join([line] * 50)), "utf-8")
    assert summary(path).counts() == summary(OURS_2007).counts()
    other = re.sub(">[-0-9.]+<", ">0.999<", line)
    path.write_text(text.replace(line, f"{line}\n{other}"), "utf-8")
    (twice,) = (one for one in summary(path).all if one.item == "ChangeInNetIncomeUS")
    assert twice.reason == "it is reported more than once"


def test_a_report_that_is_no_summary_does_not_load_the_rules(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from linetag import audit\n"
        "list(audit.check_path(Path(sys.argv[1])))\n"
        "print([name for name in sys.modules if 'tanshin' in name])"
    )
    path = report(tmp_path)
    command = [sys.executable, "-c", script, str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout == "[]\n"


def test_contexts_that_no_form_has_are_a_note(tmp_path: Path) -> None:
    path = tmp_path / OURS_2007.name
    path.write_text(OURS_2007.read_text("utf-8").replace(f'"{NOW}Duration"', '"c1"'), "utf-8")
    found = told(path)
    assert "S710" in {item.code for item in found}


@pytest.mark.parametrize("value", ["0", "-1", "1E999999", "9" * 500, "abc", "0.0000001", "", "NaN"])
def test_strange_amounts_end_in_no_traceback(tmp_path: Path, value: str) -> None:
    for element, context in (
        ("OperatingRevenuesUS", f"{BEFORE}Duration"),
        ("TotalAssetsUS", f"{NOW}Instant"),
        ("AverageNumberOfShares", f"{NOW}Duration"),
        ("ChangeInNetIncomeUS", f"{NOW}Duration"),
        ("QuarterlyPeriod", f"{NOW}Instant"),
    ):
        found = summary(altered(tmp_path, (element, context, value)))
        assert sum(found.counts().values()) >= 19


SCOPES = ("", "ConsolidatedMember", "NonConsolidatedMember")


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("（百万円未満四捨五入）", dict.fromkeys(SCOPES, "half-up")),
        ("百万円未満切り捨て", {"": "down", "ConsolidatedMember": "down", "NonConsolidatedMember": "down"}),
        (
            "（連結業績は百万円未満四捨五入、個別業績は百万円未満切捨て）",
            {"ConsolidatedMember": "half-up", "NonConsolidatedMember": "down"},
        ),
        ("四捨五入、切捨て", {}),
        ("", {}),
    ],
)
def test_the_rounding_that_the_cover_names(note: str, expected: dict[str, str]) -> None:
    assert methods(note) == expected


def test_every_element_of_the_table_is_one_of_the_taxonomy() -> None:
    archive = TDNET.parent / "taxonomy/tse-ed-2014-01-12.zip"
    skip_without(archive)
    with zipfile.ZipFile(archive) as opened:
        (name,) = (n for n in opened.namelist() if n.endswith("tse-ed-t-2014-01-12.xsd"))
        declared = set(re.findall(r'name="(\w+)"', opened.read(name).decode()))
    named = {e for r in table() for e in (r.element, *r.numerator, *r.denominator, *r.per_share)}
    assert named <= declared
