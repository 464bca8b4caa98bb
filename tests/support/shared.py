"""Real material beside the checkout: `../shared`. A checkout without it skips what needs it, and says so."""

from __future__ import annotations

from hashlib import sha1
from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
TDNET = CORPUS / "tdnet"
PUBLISHED = CORPUS / "taxonomy/tse-ed-2014-01-12.zip"
"""The taxonomy of the summary as the exchange published it in 2014."""
ABSENT = "../shared is absent"
"""How the reason of such a skip begins: the summary of a run counts these."""


def half(name: str) -> str:
    """Return the half of the companies to which a page belongs: "a", on which rules were tuned, or "b"."""
    company = name.partition("_")[0]
    return "ab"[int(sha1(company.encode()).hexdigest(), 16) % 2]  # noqa: S324 - no secret


def needs(*paths: Path) -> pytest.MarkDecorator:
    """Skip a test, or a parameter of it, where one of these files or folders of `../shared` is absent."""
    missing = [path for path in paths or (SHARED,) if not path.exists()]
    names = ", ".join(str(path.relative_to(SHARED.parent)) for path in missing)
    return pytest.mark.skipif(bool(missing), reason=f"{ABSENT}: {names}")


def skip_without(path: Path) -> None:
    """Skip the running test where a file or folder of `../shared` is absent."""
    if not path.exists():
        pytest.skip(f"{ABSENT}: {path.relative_to(SHARED.parent)}")
