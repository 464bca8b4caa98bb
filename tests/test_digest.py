"""A summary read back: what derives from what, in real submissions, in ours, and in altered ones."""

from __future__ import annotations

import json
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

from command import invoke
from linetag import audit
from linetag.checks.digest import dividends, rules, verified
from linetag.checks.digest.relation import Stated, judge
from linetag.derivations import Derivations
from linetag.findings import Finding
from linetag.report.audited import Audited
from linetag.tanshin.form.read import ReadDigest, read
from linetag.tanshin.form.records import Digest, FormFact
from linetag.tanshin.form.rounding import methods

ROOT = Path(__file__).parents[1]
TDNET = ROOT.parent / "shared/corpus/tdnet"
OURS = ROOT / "output/iij-2012q2/tanshin"
OURS_2014 = OURS / "XBRLData/Summary/tse-qcedussm-37740-20121108337740-ixbrl.htm"
OURS_2007 = OURS / "tdnet-qcedussm-37740-20121108337740.xbrl"
real = pytest.mark.skipif(not TDNET.exists(), reason="no corpus beside the checkout")

# holds, undecided; nothing fails.
REAL = {
    "tdnet-47760-20240514.zip": (34, 1),  # the forecast per share is of another number of shares
    "tdnet-62690-20240514.zip": (24, 0),
    "tdnet-qcedjpsm-43680-20121101343680.xbrl": (23, 0),
    "tdnet-qcedussm-72030-20130717093034.xbrl": (22, 0),
    "tdnet-qcedussm-94320-20130805394320.xbrl": (22, 1),  # NTT forecasts with the shares of a buyback to come
    "tse-acedussm-72030-20140311018771-ixbrl.htm": (54, 2),  # dividends paid on the shares of two days
    "tse-qcedjpsm-46410-20140805346410-ixbrl.htm": (13, 7),  # the results are not tagged
}


def audited(path: Path) -> Audited:
    (found,) = (one for one in audit.check_path(path) if one.summary is not None)
    return found


def summary(path: Path) -> Derivations:
    found = audited(path).summary
    assert found is not None
    return found


def told(path: Path) -> list[Finding]:
    return [item for item in audited(path).findings if item.code.startswith("S7")]


@real
@pytest.mark.parametrize("name", sorted(REAL))
def test_a_real_summary_holds(name: str) -> None:
    counts = summary(TDNET / name).counts()
    assert (counts["holds"], counts["undecided"]) == REAL[name]
    assert counts["fails"] == 0
    assert told(TDNET / name) == []


@real
def test_what_a_full_year_derives() -> None:
    path = TDNET / "tse-acedussm-72030-20140311018771-ixbrl.htm"
    kinds = Counter(one.kind for one in summary(path).all)
    # 9 changes of results and 8 of forecasts, consolidated and alone; margin, returns, equity, payout
    assert kinds == {
        "growth": 17,
        "ratio": 11,
        "limit": 10,
        "per share": 8,
        "dividends": 4,
        "forecast": 2,
        "period": 4,
    }


@pytest.mark.parametrize("path", [OURS_2014, OURS_2007], ids=["2014", "2007"])
def test_our_own_summary_holds_in_both_forms(path: Path) -> None:
    found = summary(path)
    assert found.counts() == {"holds": 23, "fails": 0, "undecided": 0}
    kinds = Counter(one.kind for one in found.all)
    assert kinds == {
        "growth": 5,
        "limit": 6,
        "per share": 2,
        "ratio": 2,
        "dividends": 2,
        "period": 5,
        "forecast": 1,
    }


def test_both_forms_say_the_same() -> None:
    one, other = (
        {(d.item, d.context, d.verdict, d.stated, d.low, d.high, d.parts) for d in summary(path).all}
        for path in (OURS_2014, OURS_2007)
    )
    assert one == other


def test_the_text_and_the_json_tell_it() -> None:
    text = invoke("check", OURS_2014).stdout
    assert "summary  23 of 23 derivations hold, 0 fail\n" in text
    (one,) = json.loads(invoke("check", OURS_2014, "--format", "json").stdout)["reports"]
    assert one["summary"]["counts"] == {"holds": 23, "fails": 0, "undecided": 0}
    first = one["summary"]["derivations"][0]
    assert first == {
        "kind": "growth",
        "item": "ChangeInOperatingRevenuesUS",
        "context": "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
        "verdict": "holds",
        "reason": None,
        "stated": "0.083",
        "derived": {"low": "0.083", "high": "0.083"},
        "parts": [
            {
                "item": "OperatingRevenuesUS",
                "context": "CurrentAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
                "value": "51109000000",
            },
            {
                "item": "OperatingRevenuesUS",
                "context": "PriorAccumulatedQ2Duration_ConsolidatedMember_ResultMember",
                "value": first["parts"][1]["value"],
            },
        ],
        "at": first["at"],
    }
    assert first["at"]["text"] == "8.3"


def test_a_report_that_is_no_summary_has_none(tmp_path: Path) -> None:
    from reports import report  # noqa: PLC0415

    path = report(tmp_path)
    assert "summary" not in invoke("check", path).stdout
    (one,) = json.loads(invoke("check", path, "--format", "json").stdout)["reports"]
    assert "summary" not in one


# --- one figure altered -------------------------------------------------------------------------------


def altered(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    """Our document of the 2007 form with other values: (element, context without Consolidated, value)."""
    text = OURS_2007.read_text("utf-8")
    for element, context, value in changes:
        pattern = rf'(<[\w-]+:{element} contextRef="{context}"[^>]*>)[^<]*(</)'
        text, count = re.subn(pattern, rf"\g<1>{value}\g<2>", text)
        assert count == 1, element
    path = tmp_path / OURS_2007.name
    path.write_text(text, "utf-8")
    return path


NOW, BEFORE = "CurrentAccumulatedQ2Consolidated", "PriorAccumulatedQ2Consolidated"
YEAR = "CurrentYearConsolidatedDuration"
TREASURY = "NumberOfTreasuryStockAtTheEndOfFiscalYear"

ALTERED = {
    "a growth": ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "0.838", "S702"),
    "its sign": ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "-0.083", "S702"),
    "an amount": ("OperatingRevenuesUS", f"{NOW}Duration", "51901000000", "S702"),
    "a prior amount": ("NetIncomeUS", f"{BEFORE}Duration", "138800000", "S702"),
    "an equity ratio": ("ShareholdersEquityRatioUS", f"{NOW}Instant", "0.435", "S704"),
    "an equity": ("ShareholdersEquityUS", f"{NOW}Instant", "43499000000", "S704"),
    "a dividend": ("ResultDividendPerShareFiscalYearEnd", "PriorYearConsolidatedDuration", "1850.00", "S703"),
    "an income per share": ("BasicNetIncomePerShareUS", f"{NOW}Duration", "40.28", "S705"),
    "a forecast per share": ("ForecastBasicNetIncomePerShareUS", YEAR, "986.80", "S706"),
    "treasury stock": (
        TREASURY,
        "PriorYearConsolidatedInstant",
        "99999999",
        "S707",
    ),
    "the fiscal year": ("FiscalYearEnd", f"{NOW}Instant", "2012-03-31", "S709"),
    "the quarter": ("QuarterlyPeriod", f"{NOW}Instant", "1", "S709"),
}


@pytest.mark.parametrize("name", sorted(ALTERED))
def test_an_altered_figure_is_told_at_its_place(tmp_path: Path, name: str) -> None:
    element, context, value, code = ALTERED[name]
    path = altered(tmp_path, (element, context, value))
    found = told(path)
    assert code in {item.code for item in found}
    lines = path.read_text("utf-8").splitlines()
    line = next(n for n, text in enumerate(lines, 1) if f':{element} contextRef="{context}"' in text)
    places = [place for item in found for place in (item.at, *item.related) if place]
    assert line in {place.line for place in places}


def test_a_wrong_sign_and_a_wrong_scale_are_named(tmp_path: Path) -> None:
    (sign,) = told(altered(tmp_path, ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "-0.083")))
    assert sign.hint.endswith("the sign is the other way round.")
    assert sign.message.startswith("ChangeInOperatingRevenuesUS (2012-04-01 to 2012-09-30) is -8.3%")
    assert "is -8.3%, but the amounts give 8.3%" in sign.message


def test_a_percentage_that_is_cut_off_is_a_warning(tmp_path: Path) -> None:
    (item,) = told(altered(tmp_path, ("ChangeInOperatingRevenuesUS", f"{NOW}Duration", "0.082")))
    assert (item.code, item.severity) == ("S702", "warning")
    assert "may be cut off" in item.hint


def test_an_amount_with_the_wrong_sign_is_pointed_at(tmp_path: Path) -> None:
    (item,) = told(altered(tmp_path, ("OperatingRevenuesUS", f"{BEFORE}Duration", "-47177000000")))
    assert (item.code, item.severity) == ("S702", "error")
    assert item.at is not None
    assert item.at.text == "-47177000000"
    assert item.hint == (
        "It would hold with 47,177 million for OperatingRevenuesUS (2011-04-01 to 2011-09-30): "
        "the sign is the other way round."
    )


def test_amounts_of_the_two_periods_exchanged_are_named(tmp_path: Path) -> None:
    now = "51109000000"
    text = OURS_2007.read_text("utf-8")
    before = re.search(rf'OperatingRevenuesUS contextRef="{BEFORE}Duration"[^>]*>(\d+)', text)
    assert before
    changes = (
        ("OperatingRevenuesUS", f"{NOW}Duration", before[1]),
        ("OperatingRevenuesUS", f"{BEFORE}Duration", now),
    )
    found = told(altered(tmp_path, *changes))
    assert [item.code for item in found] == ["S702"]
    assert "exchanged" in found[0].hint


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


def with_value(fact: FormFact, value: object) -> FormFact:
    from dataclasses import replace  # noqa: PLC0415

    return replace(fact, value=value)  # type: ignore[arg-type]


def digest(path: Path) -> Digest:
    for report in audit.read(path):
        found = read(report.instance) if report.instance else None
        if found:
            return found.digest
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


def mutants(document: Digest, slip: Callable[[Decimal], Decimal]) -> Iterator[tuple[FormFact, Digest]]:
    """Each figure once with another value, as the only mistake of the document."""
    for number, fact in enumerate(document.facts):
        if isinstance(fact.value, Decimal) and fact.value and (value := slip(fact.value)) != fact.value:
            facts = (*document.facts[:number], with_value(fact, value), *document.facts[number + 1 :])
            yield fact, Digest(document.name, document.periods, facts)


def is_caught(fact: FormFact, mutant: Digest) -> bool:
    _, found = verified(ReadDigest(mutant, ()))
    return fact.origin in {place for item in found for place in (item.at, *item.related)}


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


def bound(document: Digest) -> set[str]:
    """The figures that others of the document prove, and not by a limit or about."""
    stated = Stated(document)
    relations = (*rules.relations(stated), *dividends.relations(stated))
    return {
        fact.id
        for relation in relations
        if relation.form in ("equal", "growth") and relation.stated.value is not None
        if judge(relation, stated).verdict == "holds"
        for fact in relation.facts
    }


@real
@pytest.mark.parametrize("name", sorted(CAUGHT))
def test_a_wrong_first_digit_is_caught_wherever_others_prove_the_figure(name: str) -> None:
    document = digest(TDNET / name)
    caught = {fact.id: is_caught(fact, mutant) for fact, mutant in mutants(document, first_digit)}
    assert {id_ for id_, is_told in caught.items() if not is_told} & bound(document) == set()
    assert (len(caught), sum(caught.values())) == CAUGHT[name]


@real
@pytest.mark.parametrize("slip", sorted(SLIPS))
@pytest.mark.parametrize(
    "name", ["tse-acedussm-72030-20140311018771-ixbrl.htm", "tdnet-qcedjpsm-43680-20121101343680.xbrl"]
)
def test_any_slip_is_caught_wherever_others_prove_the_figure(name: str, slip: str) -> None:
    document = digest(TDNET / name)
    proved = bound(document)
    missed = [
        (fact.element, fact.context.id)
        for fact, mutant in mutants(document, SLIPS[slip])
        if fact.id in proved and not is_caught(fact, mutant)
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
    document = digest(TDNET / "tse-acedussm-72030-20140311018771-ixbrl.htm")
    facts = tuple(
        with_value(fact, Decimal(522960000)) if fact.value == Decimal(522960000000) else fact
        for fact in document.facts
    )
    _, found = verified(ReadDigest(Digest(document.name, document.periods, facts), ()))
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
    from reports import report  # noqa: PLC0415

    script = (
        "import sys; from pathlib import Path; from linetag import audit\n"
        "list(audit.check_path(Path(sys.argv[1])))\n"
        "print([name for name in sys.modules if 'tanshin' in name or 'digest' in name])"
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
    if not archive.exists():
        pytest.skip("no corpus beside the checkout")
    with zipfile.ZipFile(archive) as opened:
        (name,) = (n for n in opened.namelist() if n.endswith("tse-ed-t-2014-01-12.xsd"))
        declared = set(re.findall(r'name="(\w+)"', opened.read(name).decode()))
    named = {e for rows in rules.table().values() for r in rows for e in (r.element, *r.over, *r.under)}
    assert named <= declared
