"""Findings: records with a code, a place and a hint. The other packages import them from here.

A stage says what it found (`finding("R103", at=origin, path="r.txt", what="PDF")`), the catalogue
words it (`catalogue/*.toml`), and a renderer prints it. To add a code: add its entry to the file
of its family, raise it in the code, and show it in a test.
"""

from __future__ import annotations

from linetag.findings.explanations import Explanation, Severity, catalogue, explanation
from linetag.findings.ordering import ordered
from linetag.findings.record import Finding, Words, finding

__all__ = ["Explanation", "Finding", "Severity", "Words", "catalogue", "explanation", "finding", "ordered"]
