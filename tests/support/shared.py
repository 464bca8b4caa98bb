"""Real material beside the checkout: `../shared`. A checkout without it skips what needs it, and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

SHARED = Path(__file__).parents[3] / "shared"
CORPUS = SHARED / "corpus"
ABSENT = "../shared is absent"
"""How the reason of such a skip begins: the summary of a run counts these."""


def needs(*paths: Path) -> pytest.MarkDecorator:
    """Skip a test, or a parameter of it, where one of these files or folders of `../shared` is absent."""
    missing = [path for path in paths or (SHARED,) if not path.exists()]
    names = ", ".join(str(path.relative_to(SHARED.parent)) for path in missing)
    return pytest.mark.skipif(bool(missing), reason=f"{ABSENT}: {names}")


def skip_without(path: Path) -> None:
    """Skip the running test where a file or folder of `../shared` is absent."""
    if not path.exists():
        pytest.skip(f"{ABSENT}: {path.relative_to(SHARED.parent)}")
