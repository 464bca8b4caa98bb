"""What cannot be written is left out and reported; nothing is changed to make it fit."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from linetag.model import Concept, Fact, Label, Network, Origin, QName, Report
from linetag.xbrl import names
from support import synthetic
from support.readback import built, part, read_back, strings, xpath
from support.synthetic import HALF, JPY, TARGET, fact, own

BASE = "http://base.example/2012"


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (fact("Title", "a bell \a", None, HALF, None), "X801"),
        (fact("Title", "half a pair \ud800", None, HALF, None), "X801"),
        (fact("Unknown", Decimal(1)), "X802"),
        (fact("Revenue", Decimal(1), JPY, HALF, 0, "UnknownMember"), "X802"),
        (fact("Cash", Decimal(1), None), "X803"),
        (fact("Cash", "words"), "X803"),
        (fact("Cash", "words", None), "X803"),
        (fact("Title", Decimal(1)), "X803"),
        (fact("Cash", Decimal("NaN")), "X803"),
        (fact("Cash", None, None), "X803"),
        (fact("Cash", Decimal(1))._replace(id="1 cash"), "X804"),
    ],
)
def test_a_fact_that_cannot_be_written_is_left_out_and_reported_at_its_line(item: Fact, code: str) -> None:
    origin = Origin("release.txt", 12, 40, "1,234")
    good = fact("Receivables", Decimal(2))

    files, findings = built(Report((item._replace(origins=(origin,)), good)))

    assert [(found.code, found.severity, found.at) for found in findings] == [(code, "error", origin)]
    assert findings[0].facts == (item.id,)
    assert read_back(files["co-20120930.xml"]) == (good,)


def test_an_id_given_to_two_facts_is_reported_for_both() -> None:
    twice = (fact("Cash", Decimal(1)), fact("Assets", Decimal(1))._replace(id="F.Cash.JPY"))

    files, findings = built(Report(twice))

    assert [found.code for found in findings] == ["X804", "X804"]
    assert read_back(files["co-20120930.xml"]) == ()


@pytest.mark.parametrize(
    ("bad", "codes"),
    [
        (synthetic.concept("Two words"), ["X805"]),
        (synthetic.concept("Odd", QName("http://elsewhere.example", "oddItemType", "odd")), ["X806"]),
    ],
)
def test_a_concept_that_cannot_be_declared_is_left_out(bad: Concept, codes: list[str]) -> None:
    taxonomy = synthetic.taxonomy()
    taxonomy = taxonomy._replace(concepts={**taxonomy.concepts, bad.name: bad})

    files, findings = built(taxonomy=taxonomy)

    assert [found.code for found in findings] == codes
    assert files == built()[0]


@pytest.mark.parametrize(
    ("network", "code"),
    [
        (Network("http://a.example/r", "http://a.example/arcrole", ()), "X807"),
        (Network("http://a.example/r", names.PARENT_CHILD, (synthetic.arc("Cash", "Unknown"),)), "X802"),
        (
            Network(
                "http://a.example/r",
                names.PARENT_CHILD,
                (synthetic.arc("Assets", "Cash", preferred_label="http://a.example/odd"),),
            ),
            "X807",
        ),
        (
            Network(
                "http://a.example/r",
                names.PARENT_CHILD,
                (synthetic.arc("Assets", "Cash", attributes=(("onclick", "x"),)),),
            ),
            "X807",
        ),
        (Network("http://a.example/\a", names.PARENT_CHILD, ()), "X801"),
    ],
)
def test_a_relationship_that_cannot_be_written_is_reported(network: Network, code: str) -> None:
    taxonomy = synthetic.taxonomy()._replace(networks=(network,))

    files, findings = built(taxonomy=taxonomy)

    assert {(found.code, found.severity) for found in findings} == {(code, "error")}
    assert all(
        xpath(etree.fromstring(data), "//*[@xlink:type='arc'][@order]") == [] for data in files.values()
    )


@pytest.mark.parametrize(
    ("label", "code", "severity"),
    [
        (Label(names.STANDARD_LABEL, "en", "a bell \a"), "X801", "error"),
        (Label("http://a.example/odd", "en", "Title"), "X807", "error"),
        (Label(names.STANDARD_LABEL, "fr", "Titre"), "X808", "warning"),
    ],
)
def test_a_label_that_cannot_be_written_is_reported(label: Label, code: str, severity: str) -> None:
    _, findings = built(taxonomy=synthetic.taxonomy()._replace(labels={own("Title"): (label,)}))

    assert [(found.code, found.severity) for found in findings] == [(code, severity)]


def test_a_label_added_to_an_unknown_concept_is_reported() -> None:
    added = {QName(BASE, "Assets", "base"): (Label(names.STANDARD_LABEL, "en", "Assets"),)}

    _, findings = built(target=replace(TARGET, added_labels=added))

    assert [found.code for found in findings] == ["X802"]


def test_a_role_definition_that_cannot_be_written_is_reported() -> None:
    roles = {synthetic.BALANCE_SHEET: {"en": "a bell \a"}}

    files, findings = built(taxonomy=synthetic.taxonomy()._replace(roles=roles))

    assert [found.code for found in findings] == ["X801"]
    assert strings(part(files, ".xsd"), "//link:definition/text()") == []
