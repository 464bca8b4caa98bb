"""Lines of a document that are found when asked for are those of the whole text split."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.xbrl.read import lines as module
from linetag.xbrl.read.lines import Lines

TEXTS = st.text(alphabet="ab\n\n日é", max_size=60)


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_BLOCK", 7)


@given(TEXTS)
def test_they_are_the_text_split_at_its_breaks(text: str) -> None:
    lines = Lines(text.encode())
    assert list(lines) == text.split("\n")
    assert lines[-1] == text.split("\n").pop()
    assert lines[1:3] == text.split("\n")[1:3]


@given(TEXTS)
def test_each_byte_stands_on_its_line(text: str) -> None:
    data = text.encode()
    lines = Lines(data)
    for at in range(len(data)):
        assert lines.number(at) == data[:at].count(b"\n") + 1
        assert lines.start(lines.number(at)) == data.rfind(b"\n", 0, at) + 1
    for at, character in enumerate(text):
        before = text[:at]
        assert lines.column(len(before.encode())) == len(before.rpartition("\n")[2]) + 1, character
    assert lines.start(len(lines) + 1) == len(data) + 1


def test_what_is_no_utf_8_is_replaced() -> None:
    assert list(Lines(b"a\xff\nb")) == ["a�", "b"]
    with pytest.raises(IndexError):
        Lines(b"a")[1]
