"""Concepts of the standard taxonomies by family and local name, whatever prefix a filing gives them.

"gaap:Assets" in a table of linetag means the concept Assets of us-gaap: that of FASB in any year, or that of
the embedded taxonomy, under any prefix.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from linetag.model import QName

FAMILIES: Mapping[str, str] = {"gaap": "us-gaap", "us-gaap": "us-gaap", "dei": "dei", "srt": "srt"}
"""The usual prefixes of base taxonomies, and what the files of the published packages are called."""

_NAMESPACE = re.compile(r"https?://[^/]+/(us-gaap|dei|srt)(?:-style)?/\d{4}(?:-\d\d-\d\d)?")


@cache
def family_of(namespace: str) -> str:
    """Return the family of a namespace, such as "us-gaap" for http://fasb.org/us-gaap/2011-01-31; or ""."""
    found = _NAMESPACE.fullmatch(namespace)
    return found[1] if found else ""


def standard_name(written: str) -> tuple[str, str]:
    """Return (family, local name) of "gaap:Assets"; for any other name its prefix and local name."""
    prefix, _, local = written.rpartition(":")
    return FAMILIES.get(prefix, prefix), local


def standard_name_of(concept: QName) -> tuple[str, str]:
    """Return (family, local name) of a concept: by its namespace, or else by its prefix."""
    return family_of(concept.namespace) or FAMILIES.get(concept.prefix, concept.prefix), concept.local
