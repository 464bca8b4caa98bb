"""Labels that a filing writes for concepts of its base: those that arcs prefer, and those that nobody links.

A preferred label that the base lacks is its standard label, with the words of its sign swapped where it is
negated. A concept whose schema leads to no label (FASB links them at its entry points only) has the labels
of the package, or else the caption under which it is first printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from linetag.filing.records import Filing
from linetag.model import Label, Network, QName
from linetag.xbrl import names

Labels = Mapping[QName, tuple[Label, ...]]


def added_labels(
    networks: Sequence[Network], known: Labels, filing: Filing, unlinked: AbstractSet[QName]
) -> Labels:
    """Return the labels that are written beside those of the own concepts. `known` are all that exist."""
    used = dict.fromkeys(
        end for network in networks for arc in network.arcs for end in (arc.source, arc.target)
    )
    languages = filing.document.languages
    added: dict[QName, dict[tuple[str, str], Label]] = defaultdict(dict)
    for name, label in _unlinked([name for name in used if name in unlinked], known, filing):
        added[name][label.role, label.lang] = label
    for arc in (arc for network in networks for arc in network.arcs if arc.preferred_label):
        role = arc.preferred_label or ""
        texts = {(label.role, label.lang): label.text for label in known.get(arc.target, ())}
        texts |= {key: label.text for key, label in added.get(arc.target, {}).items()}
        is_there = arc.target not in unlinked
        for lang in languages:
            text = texts.get((names.STANDARD_LABEL, lang))
            if (role, lang) in texts and not is_there:
                added[arc.target][role, lang] = Label(role, lang, texts[role, lang])
            elif text and (role, lang) not in texts:
                if role in (names.NEGATED_LABEL, names.NEGATED_TOTAL_LABEL):
                    text = _sign_words_swapped(text)
                added[arc.target][role, lang] = Label(role, lang, text)
    return {name: tuple(new.values()) for name, new in added.items()}


def _unlinked(wanted: Sequence[QName], known: Labels, filing: Filing) -> Sequence[tuple[QName, Label]]:
    """The standard labels of concepts that have none in reach, each text once in a language."""
    captions = _captions(filing)
    found: list[tuple[QName, Label]] = []
    taken: set[tuple[str, str]] = set()
    for name in wanted:
        standard = {one.lang: one.text for one in known.get(name, ()) if one.role == names.STANDARD_LABEL}
        for lang in filing.document.languages:
            text = standard.get(lang) or (captions.get(name) or _words(name) if lang == "en" else "")
            if text and (lang, text) in taken:
                text = f"{text} ({_words(name)})"
            if text:
                taken.add((lang, text))
                found.append((name, Label(names.STANDARD_LABEL, lang, text)))
    return found


def _captions(filing: Filing) -> Mapping[QName, str]:
    """The caption of the first line of each concept; for an amount in a caption, the words before it."""
    found: dict[QName, str] = {}
    for row in filing.mapping:
        for concept in row.concepts:
            text = (row.lead or row.label).strip(" :")
            if text:
                found.setdefault(filing.qname(concept), text)
    for statement in filing.statements:
        found.setdefault(filing.qname(statement.root), f"{statement.titles['en']} [Abstract]")
    return found


def _words(name: QName) -> str:
    """The words of a name: "Earnings Per Share Basic"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name.local)


def _sign_words_swapped(text: str) -> str:
    """Swap the words of a sign: "Increase (decrease) in ..." becomes "Decrease (increase) in ..."."""
    if signs := re.match(r"(\w+) \((\w+)\)", text):
        return f"{signs[2].capitalize()} ({signs[1].lower()}){text[signs.end() :]}"
    return text
