"""The filer's documents of the 2014 form: beside real ones, and before a validator.

With the exchange's published taxonomy where it is at hand, and with the stand-in of ours.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from digest_case import QUARTER, YEAR, full_year, half_year
from iij import written
from linetag.model import Duration, Instant
from linetag.reference import second_opinion
from linetag.tanshin.form.conform import conform
from linetag.tanshin.form.files import form_files
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.form.records import Digest, DigestName, Form, FormContext, FormFact, FormRow
from linetag.tanshin.form.schema import used_sections
from linetag.tanshin.form.standin import standin_package
from linetag.tanshin.form.tables import FORMS, in_quarter, load
from linetag.taxonomy.package import open_package

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linetag.model import Period
    from linetag.tanshin.form.records import FormValue

CORPUS = Path(__file__).parents[2] / "shared/corpus"
PUBLISHED = CORPUS / "taxonomy/tse-ed-2014-01-12.zip"
REAL = sorted((CORPUS / "tdnet").glob("*.zip"))
XLINK = "{http://www.w3.org/1999/xlink}"
LINK = "{http://www.xbrl.org/2003/linkbase}"

TAXONOMIES = pytest.mark.parametrize(
    "taxonomy",
    [
        "stand-in",
        pytest.param("published", marks=pytest.mark.skipif(not PUBLISHED.exists(), reason="no corpus")),
    ],
)


@pytest.fixture
def package(taxonomy: str, tmp_path: Path) -> Path:
    """The taxonomy package."""
    if taxonomy == "published":
        return PUBLISHED
    name, content = standin_package()
    path = tmp_path / name
    path.write_bytes(content)
    return path


def said(filled: Filled, package: Path, folder: Path, change: Callable[[str], str] = str) -> list[str]:
    """The codes of everything that Arelle remarks upon; `change` edits the inline document."""
    files, found = form_files(filled)
    assert found == ()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    document = folder / f"{filled.digest.name.stem}-ixbrl.htm"
    document.write_text(change(document.read_text("utf-8")), "utf-8")
    return sorted({remark.code for remark in second_opinion(document, [package], strict=True)})


def iij() -> Filled:
    filled = written("sample").built.filled
    assert filled is not None
    return filled


# --- a document with every item of a form ---------------------------------------------------------

START, END = date(2024, 4, 1), date(2025, 3, 31)


def period(name: str) -> Period:
    """What a period of a document of the second quarter stands for, roughly: one after the other."""
    years = {"Prior": -1, "Current": 0, "Next": 1}
    shift = next(number for word, number in years.items() if name.startswith(word))
    start, end = START.replace(year=START.year + shift), END.replace(year=END.year + shift)
    if "AccumulatedQ2" in name:
        end = date(start.year, 9, 30)
    return Duration(start, end) if name.endswith("Duration") else Instant(end)


def whole(code: str) -> Filled:
    """Each item of a form in each of its contexts, the first of them with a value."""
    form = load(code)
    facts: list[FormFact] = []
    for row in form.rows:
        for number, pattern in enumerate(row.contexts):
            context = in_quarter(pattern, 2)
            value = None if number else sample(row)
            decimals = None if value is None else row.decimals or (0 if row.unit else None)
            facts.append(FormFact(row.element, context, value, row.unit, decimals))
    unique = {(fact.element, fact.context): fact for fact in reversed(facts)}
    names = {fact.context.period for fact in unique.values()}
    digest = Digest(
        DigestName(code, "99990", "20241108399990"),
        {name: period(name) for name in sorted(names)},
        (*unique.values(),),
    )
    return Filled(digest, form)


def sample(row: FormRow) -> FormValue:
    samples: dict[str, FormValue] = {
        "dateItemType": END,
        "booleanItemType": True,
        "anyURIItemType": "http://a.test/",
    }
    if row.unit:
        return Decimal("0.083") if row.unit == "Pure" and row.decimals != 0 else Decimal(2)
    return samples.get(row.type.partition(":")[2], "文")


@TAXONOMIES
@pytest.mark.parametrize("code", FORMS)
def test_a_document_of_the_whole_form_is_valid(code: str, package: Path, tmp_path: Path) -> None:
    filled = whole(code)
    assert len(filled.digest.facts) > 300
    assert said(filled, package, tmp_path) == []
    assert list(conform(filled.digest, filled.form)) == []


@TAXONOMIES
def test_the_facts_of_iij_are_valid(package: Path, tmp_path: Path) -> None:
    assert said(iij(), package, tmp_path) == []
    assert list(conform(iij().digest, iij().form)) == []


@TAXONOMIES
@pytest.mark.parametrize(("digest", "form"), [(half_year(), QUARTER), (full_year(), YEAR)])
def test_declines_dashes_and_ranges_are_valid(
    digest: Digest, form: Form, package: Path, tmp_path: Path
) -> None:
    assert said(Filled(digest, form), package, tmp_path) == []
    assert list(conform(digest, form)) == []


# --- what a validator says, and what it does not ----------------------------------------------------


def changed(filled: Filled, element: str, **changes: object) -> Filled:
    """A document with one fact changed, the linkbase and the form as they were."""
    facts = list(filled.digest.facts)
    index = next(i for i, fact in enumerate(facts) if fact.element == element)
    facts[index] = replace(facts[index], **changes)  # type: ignore[arg-type]
    return replace(filled, digest=replace(filled.digest, facts=tuple(facts)))


HALF = FormContext("CurrentAccumulatedQ2Duration", ("ConsolidatedMember", "ResultMember"))
DIVIDEND = "CurrentYearDuration_SecondQuarterMember_NonConsolidatedMember_ResultMember"
MISTAKES: dict[str, tuple[Callable[[Filled], Filled], str]] = {
    "wrong member": (
        lambda f: changed(f, "AverageNumberOfShares", context=HALF),
        "xbrldie:PrimaryItemDimensionallyInvalidError",
    ),
    "missing member": (
        lambda f: changed(f, "NetIncomeUS", context=replace(HALF, members=("ResultMember",))),
        "xbrldie:PrimaryItemDimensionallyInvalidError",
    ),
    "wrong period type": (
        lambda f: changed(f, "TotalAssetsUS", context=HALF),
        "xbrl.4.7.2:contextPeriodType",
    ),
    "yen without a currency": (
        lambda f: changed(f, "NetIncomeUS", unit="Shares"),
        "xbrl.4.8.2",
    ),
    "shares in pure": (
        lambda f: changed(f, "NumberOfTreasuryStockAtTheEndOfFiscalYear", unit="Pure"),
        "xbrl.4.8.2",
    ),
    "a percentage in yen": (
        lambda f: changed(f, "ShareholdersEquityRatioUS", unit="JPY"),
        "utre:error-NumericFactUtrInvalid",
    ),
    "earnings per share in pure": (
        lambda f: changed(f, "BasicNetIncomePerShareUS", unit="Pure"),
        "utre:error-NumericFactUtrInvalid",
    ),
    "conflicting duplicate": (
        lambda f: replace(
            f,
            digest=replace(
                f.digest,
                facts=(*f.digest.facts, FormFact("NetIncomeUS", HALF, Decimal(2008000000), "JPY", -6)),
            ),
        ),
        "arelle:duplicateFacts",
    ),
}


@TAXONOMIES
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_that_a_validator_sees(mistake: str, package: Path, tmp_path: Path) -> None:
    alter, code = MISTAKES[mistake]
    assert code in " ".join(said(alter(iij()), package, tmp_path))


NUMBER, NIL = 'format="ixt:numdotdecimal"', 'unitRef="JPY" xsi:nil="true">'
EDITS = {
    "decimals on nil": (NIL, f'decimals="-6" {NIL}', "xbrl.4.6.3:nilPrecisionDecimals"),
    "a format on a nil number": (NIL, f"{NUMBER} {NIL}", "ix10.9.1.1:transformValueError"),
    "a dash inside nil": (NIL, f"{NIL}―", "nilElementHasContent"),
    "a nil date with a format": (
        'format="ixt:dateerayearmonthdayjp">平成24年12月6日<',
        'format="ixt:dateerayearmonthdayjp"><',
        "ix10.10.1.1:transformValueError",
    ),
    "no format on a no": ('format="ixt:booleanfalse">無<', ">無<", "xmlSchema:valueError"),
    "no format on a number": (f'{NUMBER} scale="6">51,109<', 'scale="6">51,109<', "xmlSchema:valueError"),
    "△ inside a number": (">8.3<", ">△8.3<", "ix10.9.1.1:transformValueError"),
    "full-width digits in a number": (">51,109<", ">５１，１０９<", "ix10.9.1.1:transformValueError"),
    "a western year in the era format": (
        ">平成24年11月8日<",
        ">2012年11月8日<",
        "ix10.10.1.1:transformValueError",
    ),
    "a span in a number": (">51,109<", "><span>51,109</span><", "nonFractionChildren"),
}


@pytest.mark.parametrize("taxonomy", ["stand-in"])
@pytest.mark.parametrize("mistake", EDITS)
def test_a_slip_of_the_page_that_a_validator_sees(mistake: str, package: Path, tmp_path: Path) -> None:
    old, new, code = EDITS[mistake]

    def edited(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    assert code in " ".join(said(iij(), package, tmp_path, edited))


STRANGER = FormFact("NetIncome", HALF, Decimal(2007000000), "JPY", -6)
UNSEEN: dict[str, tuple[Callable[[Filled], Filled], str]] = {
    "a wrong unit on a number of companies": (
        lambda f: changed(
            f, "NumberOfSubsidiariesNewlyConsolidatedUS", value=Decimal(1), unit="Pure", decimals=0
        ),
        "S662",
    ),
    "an empty text that is not nil": (lambda f: changed(f, "NoteToFinancialPositions", value=""), "S663"),
}


@TAXONOMIES
@pytest.mark.parametrize("mistake", UNSEEN)
def test_a_mistake_that_only_we_see(mistake: str, package: Path, tmp_path: Path) -> None:
    alter, code = UNSEEN[mistake]
    document = alter(iij())
    assert said(document, package, tmp_path) == []
    assert [item.code for item in conform(document.digest, document.form)] == [code]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="no corpus beside the checkout")
def test_an_item_of_another_form_is_seen_by_us_alone(tmp_path: Path) -> None:
    document = iij()
    document = replace(document, digest=replace(document.digest, facts=(*document.digest.facts, STRANGER)))
    assert said(document, PUBLISHED, tmp_path) == []
    (found,) = conform(document.digest, document.form)
    assert found.code == "S660"
    assert "NetIncome" in found.message


@TAXONOMIES
def test_a_section_left_out_of_the_linkbase_is_seen_by_us_alone(package: Path, tmp_path: Path) -> None:
    whole_form = iij()
    rows = tuple(row for row in whole_form.form.rows if row.role != "RoleQuarterlyDividends")
    document = replace(whole_form, form=Form(whole_form.form.code, rows))
    assert said(document, package, tmp_path) == []
    codes = {item.code for item in conform(document.digest, document.form)}
    assert codes == {"S660"}


def test_wrong_members_and_a_fact_stated_twice() -> None:
    document = changed(iij(), "AverageNumberOfShares", context=HALF)
    (found,) = conform(document.digest, document.form)
    assert found.code == "S661"
    assert "NonConsolidatedMember" in found.hint
    twice = FormFact("NetIncomeUS", HALF, Decimal(2008000000), "JPY", -6)
    facts = (*iij().digest.facts, twice)
    (found,) = conform(replace(iij().digest, facts=facts), iij().form)
    assert found.code == "S664"
    assert "2008000000" in found.message


# --- the zip ---------------------------------------------------------------------------------------


def test_the_zip_is_what_tdnet_takes() -> None:
    files, _ = form_files(iij())
    with zipfile.ZipFile(io.BytesIO(files["tse-qcedussm-37740-20121108337740.zip"])) as archive:
        assert archive.testzip() is None
        packed = {name: archive.read(name) for name in archive.namelist()}
    stem = "XBRLData/Summary/tse-qcedussm-37740-20121108337740"
    assert packed == {f"{stem}{end}": files[f"{stem}{end}"] for end in (".xsd", "-def.xml", "-ixbrl.htm")}


# --- the schema and the linkbase beside real ones ---------------------------------------------------


def ours(suffix: str) -> etree._Element:
    files, _ = form_files(iij())
    (text,) = (content for name, content in files.items() if name.endswith(suffix))
    return etree.fromstring(text)


def theirs(archive: Path, suffix: str) -> etree._Element:
    with zipfile.ZipFile(archive) as opened:
        (name,) = (n for n in opened.namelist() if "/Summary/" in n and n.endswith(suffix))
        return etree.fromstring(opened.read(name))


def shape(root: etree._Element) -> set[tuple[str, tuple[str, ...], str]]:
    """Each kind of element with the names of its attributes and what it stands in."""
    return {
        (
            str(node.tag),
            tuple(sorted(str(name) for name in node.attrib)),
            str(parent.tag if parent is not None else ""),
        )
        for node in root.iter(etree.Element)
        for parent in (node.getparent(),)
    }


def neutral(text: str) -> str:
    """The names of a filer's files and namespaces without the filer and the standard."""
    for old in ("qcedussm", "qcedjpsm", "qcedifsm"):
        text = text.replace(old, "FORM")
    for old in ("edus", "edjp", "edif"):
        text = text.replace(f"/{old}/", "/GAAP/")
    for old in ("20121108337740", "20240514347760", "20240514362690", "37740", "47760", "62690"):
        text = text.replace(old, "FILER")
    return text


@pytest.mark.skipif(not REAL, reason="no corpus beside the checkout")
@pytest.mark.parametrize("archive", REAL, ids=lambda path: path.stem)
def test_our_schema_is_a_real_one_with_other_names(archive: Path) -> None:
    mine, real = ours(".xsd"), theirs(archive, ".xsd")

    def content(root: etree._Element) -> list[tuple[str, list[tuple[str, str]]]]:
        return [
            (str(node.tag), sorted((str(name), neutral(str(value))) for name, value in node.attrib.items()))
            for node in root.iter(etree.Element)
        ]

    assert content(mine) == content(real)
    spaces = [{neutral(str(p)): neutral(uri) for p, uri in root.nsmap.items()} for root in (mine, real)]
    assert spaces[0] == spaces[1]


@pytest.mark.skipif(not REAL, reason="no corpus beside the checkout")
@pytest.mark.parametrize("archive", REAL, ids=lambda path: path.stem)
def test_our_linkbase_has_the_shape_of_a_real_one(archive: Path) -> None:
    mine, real = ours("-def.xml"), theirs(archive, "-def.xml")
    assert mine.nsmap == real.nsmap
    assert shape(mine) == shape(real)
    for root in (mine, real):
        roles = [str(node.get("roleURI")) for node in root.iter(f"{LINK}roleRef")]
        assert roles == sorted(roles)
        assert {str(link.get(f"{XLINK}role")) for link in root.iter(f"{LINK}definitionLink")} == set(roles)
    shared = {"RoleDocumentEntityInformation", "RoleQuarterlyDividends"}
    assert {role: hypercubes(mine, role) for role in shared} == {
        role: hypercubes(real, role) for role in shared
    }


def hypercubes(root: etree._Element, role: str) -> list[tuple[str, str, str, str]]:
    """The arcs of the hypercube of a section, its axes and members, with their order."""
    found = []
    for arc in arcs(root, role):
        kind = str(arc.get(f"{XLINK}arcrole")).rpartition("/")[2]
        if kind != "domain-member":
            ends = (str(arc.get(f"{XLINK}from")), str(arc.get(f"{XLINK}to")))
            found.append((kind, *ends, str(arc.get("order"))))
    return sorted(found)


def arcs(root: etree._Element, role: str) -> Iterator[etree._Element]:
    for link in root.iter(f"{LINK}definitionLink"):
        if str(link.get(f"{XLINK}role")).endswith(f"/{role}"):
            yield from link.iter(f"{LINK}definitionArc")


def test_the_linkbase_lists_what_the_document_uses_and_nothing_else() -> None:
    digest, form = iij().digest, iij().form
    sections = used_sections(digest, form)
    items = [(row.role, row.element) for rows in sections.values() for row in rows if not row.abstract]
    stated = {fact.element for fact in digest.facts}
    assert {element for _, element in items} == stated
    assert "RoleNotesUSSignificantChangesScopeConsolidationDuringPeriod" not in sections
    forecasts = [row.element for row in sections["RoleQuarterlyForecasts"] if not row.abstract]
    assert "OperatingRevenuesUS" in forecasts
    assert "DilutedNetIncomePerShareUS" not in forecasts
    order = [row.element for row in form.rows if row.role == "RoleQuarterlyForecasts"]
    assert forecasts == sorted(forecasts, key=order.index)


def test_every_arc_of_the_linkbase_hangs_below_a_heading() -> None:
    root = ours("-def.xml")
    for link in root.iter(f"{LINK}definitionLink"):
        sources, targets = set(), set()
        for arc in link.iter(f"{LINK}definitionArc"):
            sources.add(arc.get(f"{XLINK}from"))
            targets.add(arc.get(f"{XLINK}to"))
        (heading,) = sources - targets
        assert str(heading).endswith("Heading")
        located = {loc.get(f"{XLINK}label") for loc in link.iter(f"{LINK}loc")}
        assert located == sources | targets


# --- the stand-in -----------------------------------------------------------------------------------


def test_the_stand_in_is_a_taxonomy_package_under_the_exchanges_addresses(tmp_path: Path) -> None:
    name, content = standin_package()
    path = tmp_path / name
    path.write_bytes(content)
    with open_package(path) as (package, found):
        assert found == ()
        assert package is not None
        schema = package.fetch(package.entry_points[0])
    assert schema is not None
    root = etree.fromstring(schema)
    assert root.get("targetNamespace") == "http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12"
    names = [element.get("name") for element in root if element.get("name")]
    assert len(names) == len(set(names))
    assert {row.element for code in FORMS for row in load(code).rows} <= set(names)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="no corpus beside the checkout")
def test_the_stand_in_declares_as_the_published_taxonomy_does() -> None:
    name, content = standin_package()
    path = "taxonomy/jp/tse/tdnet/ed/t/2014-01-12/tse-ed-t-2014-01-12.xsd"
    with zipfile.ZipFile(PUBLISHED) as archive:
        published = declared(archive.read(f"tse-ed-2014-01-12/{path}"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        standing_in = declared(archive.read(f"{Path(name).stem}/{path}"))
    assert standing_in.items() <= published.items()


def declared(schema: bytes) -> dict[str, tuple[tuple[str, str], ...]]:
    """Each declaration; what is not abstract may say so."""
    return {
        str(element.get("name")): tuple(
            sorted((str(k), str(v)) for k, v in element.attrib.items() if (k, v) != ("abstract", "false"))
        )
        for element in etree.fromstring(schema)
        if element.get("name")
    }
