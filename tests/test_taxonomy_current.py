"""The current edition of the embedded taxonomy: complete in both languages, and as companies use it."""

from __future__ import annotations

import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from linetag import data
from linetag.model import Concept
from linetag.taxonomy.author.build import build
from linetag.taxonomy.author.editions import package_folder
from linetag.taxonomy.author.tables import AuthoredTaxonomy, read
from linetag.taxonomy.load import load
from linetag.xbrl.names import DOCUMENTATION, STANDARD_LABEL
from support.shared import CORPUS, needs, skip_without

FIRST, CURRENT = "2012-01-31", "2025-01-31"
FOLDER = data.embedded_taxonomy()
STATEMENTS = CORPUS / "releases" / "statements.zip"
TAXONOMY_2011 = CORPUS / "taxonomy" / "us-gaap-2011.zip"
ELEMENTS_2011 = "http://xbrl.fasb.org/us-gaap/2011/elts/us-gaap-2011-01-31.xsd"


@pytest.fixture(scope="module")
def source() -> AuthoredTaxonomy:
    authored, found = read(FOLDER / "source", CURRENT)
    assert found == ()
    assert authored is not None
    return authored


@pytest.fixture(scope="module")
def concepts(source: AuthoredTaxonomy) -> Mapping[str, Concept]:
    """The concepts of statements by their names without prefix."""
    found = {name.local: one.concept for name, one in source.concepts.items() if name.prefix == "gaap"}
    assert 1000 <= sum(not concept.abstract for concept in found.values()) <= 1100
    return found


def test_the_committed_files_equal_a_fresh_build(source: AuthoredTaxonomy) -> None:
    files, found = build(FOLDER / "source", CURRENT)
    assert found == ()
    folder = package_folder(FOLDER, source.settings.editions, CURRENT)
    committed = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert sorted(committed) == sorted(files)
    assert [name for name in files if committed[name] != files[name]] == []


def test_the_editions_file_names_the_schemas_of_each_edition(source: AuthoredTaxonomy) -> None:
    for version in source.settings.editions:
        own, _ = read(FOLDER / "source", version)
        assert own is not None
        package = package_folder(FOLDER, own.settings.editions, version)
        rows = [row for row in data.table("taxonomy", "editions.csv") if row["edition"] == version]
        assert [(row["package"], row["prefix"], row["namespace"], row["schema"]) for row in rows] == [
            (package.name, schema.prefix, schema.namespace, f"{own.settings.base}{schema.file}")
            for schema in own.settings.schemas
        ]


def test_the_first_edition_keeps_its_names_and_namespaces() -> None:
    first, found = read(FOLDER / "source", FIRST)
    assert found == ()
    assert first is not None
    assert {name.namespace for name in first.concepts} == {
        "http://linetag.example/us-gaap-style/2012-01-31",
        "http://linetag.example/dei-style/2012-01-31",
    }
    assert len(first.concepts) == 700
    assert "SalesRevenueNet" in {name.local for name in first.concepts}


def test_what_went_out_of_use_is_not_in_the_current_edition(concepts: Mapping[str, Concept]) -> None:
    assert not {"SalesRevenueNet", "CostOfServices", "IncreaseDecreaseInRestrictedCash"} & concepts.keys()
    assert {"OperatingLeaseRightOfUseAsset", "Assets", "NetIncomeLoss"} <= concepts.keys()


def test_there_are_outlines_for_classified_and_unclassified_statements_banks_and_insurers(
    source: AuthoredTaxonomy,
) -> None:
    codes = {statement.code for statement in source.statements}
    assert {"BS", "BSU", "BSK", "BSI", "IS", "ISK", "ISI", "CI", "CF", "EQ", "EPS", "SEG", "DEI"} <= codes
    shown = {line.name for statement in source.statements for line in statement.outline}
    assert sorted(str(name) for name in source.concepts if name not in shown) == []


def test_every_concept_has_labels_and_documentation_in_both_languages(source: AuthoredTaxonomy) -> None:
    four = {(role, lang) for role in (STANDARD_LABEL, DOCUMENTATION) for lang in ("en", "ja")}
    for name, declared in source.concepts.items():
        assert four <= {(label.role, label.lang) for label in declared.labels if label.text}, name


def test_a_label_names_one_concept_and_japanese_is_japanese(source: AuthoredTaxonomy) -> None:
    labels = [
        (label, name)
        for name, declared in source.concepts.items()
        for label in declared.labels
        if label.role == STANDARD_LABEL
    ]
    texts = Counter((label.lang, name.namespace, label.text) for label, name in labels)
    assert [text for text, count in texts.items() if count > 1] == []
    assert [name for label, name in labels if (label.lang == "ja") == label.text.isascii()] == []


def test_the_signs_of_japanese_labels_are_those_of_english_ones(source: AuthoredTaxonomy) -> None:
    """A change of cash flow that can be negative says what the sign stands for, in both languages."""
    for name, declared in source.concepts.items():
        texts = {label.lang: label.text for label in declared.labels if label.role == STANDARD_LABEL}
        if texts["en"].startswith("Increase (decrease) in "):
            assert texts["ja"].endswith(("△は減少）", "△は返済）")), name


def test_each_derived_balance_is_listed_with_what_it_follows_from(concepts: Mapping[str, Concept]) -> None:
    """`balances.csv` says of each balance that no published source gives why it is as it is."""
    opposite = {"debit": "credit", "credit": "debit"}
    rows = data.table("taxonomy", "us-gaap-style/source/balances.csv")
    assert len(rows) > 100
    for row in rows:
        balance = concepts[row["name"].removeprefix("gaap:")].balance
        assert balance == row["balance"], row
        how, _, other = row["evidence"].rpartition(" gaap:")
        whole = concepts[other].balance if how else None
        if whole is not None and how in ("adds to", "total of", "as"):
            assert balance == whole, row
        elif whole is not None and how == "is deducted from":
            assert balance == opposite[whole], row


@cache
def face_lines() -> tuple[tuple[str, str, bool, str], ...]:
    """(Concept, file, whether it is an instant, unit) of each line of the statements of the corpus."""
    found = []
    with zipfile.ZipFile(STATEMENTS) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".json"):
                found += [(*line, name) for line in _lines(json.loads(archive.read(name)))]
    return tuple((concept, name, instant, unit) for concept, instant, unit, name in found)


def _lines(page: Mapping[str, Any]) -> Iterator[tuple[str, bool, str]]:
    for statement in page.get("statements", ()):
        for row in statement["rows"]:
            if row.get("concept", "").startswith("us-gaap:"):
                first = next(iter(row["values"]), {"period": "/", "unit": ""})
                concept = row["concept"].removeprefix("us-gaap:")
                yield concept, "/" not in first["period"], first.get("unit") or ""


@needs(STATEMENTS)
def test_it_covers_97_percent_of_the_face_lines_of_the_corpus(concepts: Mapping[str, Concept]) -> None:
    lines = face_lines()
    assert len(lines) > 10_000
    assert sum(line[0] in concepts for line in lines) >= 0.97 * len(lines)


@needs(STATEMENTS)
def test_types_and_periods_are_those_that_companies_use(concepts: Mapping[str, Concept]) -> None:
    uses: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for local, _, instant, unit in face_lines():
        if unit:
            kind = "perShare" if "/" in unit else "shares" if unit == "shares" else "monetary"
            uses[local][("instant" if instant else "duration", kind)] += 1
    different = {
        local: (usual, concept.period, concept.type.local)
        for local, counts in uses.items()
        if (concept := concepts.get(local)) is not None
        and (usual := counts.most_common(1)[0][0])
        != (concept.period, concept.type.local.removesuffix("ItemType"))
        and counts.total() > 1
    }
    assert different == {}


@pytest.mark.slow
def test_natures_agree_with_us_gaap_where_the_name_is_older(concepts: Mapping[str, Concept]) -> None:
    skip_without(TAXONOMY_2011)
    taxonomy, _ = load(TAXONOMY_2011, (ELEMENTS_2011,))
    theirs = {one.name.local: one for one in taxonomy.concepts.values() if one.schema == ELEMENTS_2011}
    different = [
        local
        for local, ours in concepts.items()
        if (old := theirs.get(local)) is not None
        and (ours.type.local, ours.balance, ours.period) != (old.type.local, old.balance, old.period)
    ]
    assert different == []
