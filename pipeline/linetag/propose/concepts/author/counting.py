"""Count what companies print for which concept: the table of captions that travels with the program."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from linetag import data
from linetag.propose.concepts import zones
from linetag.propose.concepts.author.corpus import KnownFiling
from linetag.propose.concepts.captions import (
    COMPANIES_THEN,
    IN_CAPTION,
    NAME,
    OWN,
    Header,
    Observation,
    observation_line,
)
from linetag.propose.concepts.folding import folded, spelled
from linetag.propose.concepts.neighbours import AFTER_LAST, BEFORE_FIRST
from linetag.propose.concepts.votes import MODERN

_FACE = ("BS", "IS", "CI", "CF", "EQ")
Key = tuple[str, str, str, str]
"""A caption, the statement and zone that it stands in, and the concept filed for it."""


class Counts(NamedTuple):
    """Companies for each (caption, statement, zone, concept), then and now."""

    then: Mapping[Key, int]
    now: Mapping[Key, int]
    companies_now: int


def old(path: Path) -> Counter[Key]:
    """Return the counts of `labels-2009-2010.csv.gz`, those of amounts inside captions apart."""
    found: Counter[Key] = Counter()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["stmt"] not in _FACE or (row["stmt"] == "EQ" and row["companies"] == "1"):
                continue
            if row["par"] == "1":
                found[folded(row["label"]), IN_CAPTION, "", row["tag"]] += int(row["companies"])
                continue
            zoned = [part.rpartition(":") for part in row["zones"].split("|") if part]
            for zone, _, count in zoned or [("", ":", row["companies"])]:
                found[folded(row["label"]), row["stmt"], zone, row["tag"]] += int(count)
    return found


def counted(filings: Iterable[KnownFiling], then: Mapping[Key, int]) -> Counts:
    """Return the counts of these filings beside those of `then`; each company counts once."""
    seen: dict[Key, set[str]] = defaultdict(set)
    earlier: dict[Key, set[str]] = defaultdict(set)
    companies: set[str] = set()
    for filing in filings:
        modern = filing.end is None or filing.end.year >= MODERN
        if modern:
            companies.add(filing.company)
        for key in _observed(filing):
            (seen if modern else earlier)[key].add(filing.company)
    total = Counter(then)
    for key, names in earlier.items():
        total[key] += len(names)
    return Counts(total, {key: len(names) for key, names in seen.items()}, len(companies))


def _observed(filing: KnownFiling) -> Iterator[Key]:
    for known in filing.statements:
        statement = known.statement
        found = zones.of_lines(statement.code, statement.lines)
        for line, zone, concept in zip(statement.lines, found, known.concepts, strict=True):
            if concept:
                yield zones.caption_of(line), statement.code, zone, concept


def table(counts: Counts) -> bytes:
    """Return the table as it travels: gzip, without a clock in it."""
    used = {key[3] for key in (*counts.then, *counts.now)} - {OWN}
    named = {(spelled(name), NAME, "", name) for name in used} | set(_labels())
    keys = sorted({*counts.then, *counts.now, *named})
    lines = [Header(COMPANIES_THEN, counts.companies_now).line()]
    last = ""
    for key in keys:
        caption, statement, zone, concept = key
        one = Observation(statement, zone, concept, counts.then.get(key, 0), counts.now.get(key, 0))
        lines.append(observation_line("" if caption == last else caption, one))
        last = caption
    return gzip.compress("".join(f"{line}\n" for line in lines).encode(), 9, mtime=0)


def following(filings: Iterable[KnownFiling]) -> Counter[tuple[str, str]]:
    """Return how many companies print a concept right below another."""
    seen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for filing in filings:
        for known in filing.statements:
            order = [BEFORE_FIRST, *known.concepts, AFTER_LAST]
            for first, second in pairwise(order):
                if first and second:
                    seen[first, second].add(filing.company)
    return Counter({pair: len(companies) for pair, companies in seen.items()})


def _labels() -> Iterator[Key]:
    """Yield the labels of the embedded taxonomies in both languages; headings are no concepts for lines."""
    for path in sorted(data.folder("taxonomy").glob("us-gaap-style/**/concepts/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["schema"] == "gaap" and row["kind"] == "item":
                    for label in (row["label_en"], row["label_ja"]):
                        yield folded(label), NAME, "", row["name"]
