"""Documents of our form laid beside the real ones of the corpus: tagged as they were, looking as they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from linetag.model import Duration, Instant, Period, Report
from linetag.tanshin.form.facts import form_fact
from linetag.tanshin.form.records import FormContext, Tanshin, TanshinName
from linetag.xbrl.read.inline import read_inline
from support.shared import TDNET, needs
from support.tanshin_documents import QUARTER, YEAR, full_year
from support.tanshin_xml import IX, NIL, XBRLI, tags, tree, written

# --- beside real documents ------------------------------------------------------------------------

_FACT = (f"{IX}nonFraction", f"{IX}nonNumeric")


def real_documents() -> Mapping[str, bytes]:
    """The summaries of the corpus in the form of 2014, by file name."""
    found = {path.name: path.read_bytes() for path in TDNET.glob("tse-*-ixbrl.htm")}
    for path in TDNET.glob("*.zip"):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if "/Summary/" in name and name.endswith("-ixbrl.htm"):
                    found[Path(name).name] = archive.read(name)
    return found


def as_tanshin(name: str, root: etree._Element) -> Tanshin:
    """A real document as a tanshin: its facts read from its tags, by the rules that TSE.md states."""
    _, form, code, number, _ = name.split("-")
    periods: dict[str, Period] = {}
    contexts: dict[str, FormContext] = {}
    for node in root.iter(f"{XBRLI}context"):
        period, *members = str(node.get("id")).split("_")
        days = [
            date.fromisoformat(str(day.text))
            for day in node.iter(*(f"{XBRLI}{n}" for n in ("instant", "startDate", "endDate")))
        ]
        periods[period] = Instant(days[0]) if len(days) == 1 else Duration(days[0], days[1])
        contexts[str(node.get("id"))] = FormContext(period, tuple(members))
    (report,), _ = read_inline([(etree.tostring(root), name, name)])
    values = report.facts()
    facts = []
    for node, fact in zip(tags(root), values, strict=True):
        context = contexts[str(node.get("contextRef"))]
        unit = node.get("unitRef") or ""
        facts.append(
            form_fact(
                fact.concept.local, context, fact.value, unit, fact.decimals, code=code, periods=periods
            )
        )
    return Tanshin(TanshinName(form, code, number), periods, Report(tuple(facts)))


def manner(node: etree._Element) -> tuple[object, ...]:
    """How a fact is tagged, its content apart.

    Some documents state a hidden boolean as text, "false" without a format; ours has the format of it.
    """
    get = node.get
    return (
        etree.QName(node).localname,
        *(get(name) for name in ("contextRef", "name", "unitRef", "decimals", "scale", "sign")),
        get("format") or {"true": "ixt:booleantrue", "false": "ixt:booleanfalse"}.get(str(node.text)),
        get(NIL),
    )


@needs(TDNET)
@pytest.mark.parametrize("name", sorted(real_documents()))
def test_a_real_summary_is_tagged_as_it_was(name: str) -> None:
    """Read, written and laid beside each other: the same facts, tagged in the same manner."""
    root = tree(real_documents()[name])
    tanshin = as_tanshin(name, root)
    form = YEAR if tanshin.name.form.startswith("a") else QUARTER
    ours, theirs = (Counter(map(manner, tags(r))) for r in (written(tanshin, form), root))
    assert ours == theirs
    assert ours.total() > 100


@needs(TDNET)
def test_the_full_year_of_toyota_reads_as_toyota_wrote_it() -> None:
    """Their own form: what stands in the tags, what is hidden, contexts and units are the same."""
    name = "tse-acedussm-72030-20140311018771-ixbrl.htm"
    theirs = tree(real_documents()[name])
    ours = written(as_tanshin(name, theirs), YEAR)
    assert Counter(map(_printed, tags(ours))) == Counter(map(_printed, tags(theirs)))
    hidden = [[t.get("name") for t in tags(next(root.iter(f"{IX}hidden")))] for root in (ours, theirs)]
    assert sorted(map(str, hidden[0])) == sorted(map(str, hidden[1]))
    for kind in ("context", "unit"):
        assert _resources(ours, kind) == _resources(theirs, kind)


def _printed(node: etree._Element) -> tuple[object, ...]:
    # the mark of the foundation is a picture there, and words here
    text = "" if node.get("name") == "tse-ed-t:FASFMemberMark" else "".join(node.itertext())
    return node.get("name"), node.get("contextRef"), text


def _resources(root: etree._Element, kind: str) -> Mapping[str, list[tuple[object, ...]]]:
    """Contexts or units by id, as the elements and texts in them; members in any order."""
    return {
        str(node.get("id")): sorted(
            (str(e.tag), str(e.get("dimension")), str(e.text).strip()) for e in node.iter() if len(e) == 0
        )
        for node in root.iter(f"{XBRLI}{kind}")
        if kind == "unit" or any(t.get("contextRef") == node.get("id") for t in tags(root))
    }


@needs(TDNET)
def test_namespaces_are_those_of_real_documents() -> None:
    theirs = tree(real_documents()["tse-acedussm-72030-20140311018771-ixbrl.htm"])
    ours = written(full_year(), YEAR)
    own = {prefix for root in (ours, theirs) for prefix in root.nsmap if str(prefix).startswith("tse-a")}
    assert {p: n for p, n in ours.nsmap.items() if p not in own} == {
        p: n for p, n in theirs.nsmap.items() if p not in own
    }
    assert ours.get("version") == theirs.get("version")
