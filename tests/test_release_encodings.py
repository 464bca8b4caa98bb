"""Releases in other encodings than UTF-8: read where it is certain which one, refused elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.release import encodings
from linetag.release.text import read

if TYPE_CHECKING:
    from pathlib import Path

_JAPANESE = (
    "（単位：百万円）\n\t平成24年9月30日\n現金及び預金\t1,234\nその他の流動資産\t△56\n資産合計\t1,178\n"
)
_ENGLISH = "The company’s “results” — résumé of Société Générale, £5 million, 5 % ± 1 ©\nCash\t1,234\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (_JAPANESE, "cp932", "Shift_JIS"),
        (_JAPANESE, "euc_jp", "EUC-JP"),
        (_JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (_JAPANESE, "utf-16-le", "UTF-16LE"),
        (_JAPANESE, "utf-16-be", "UTF-16BE"),
        (_ENGLISH, "utf-16-le", "UTF-16LE"),
        (_ENGLISH, "cp1252", "windows-1252"),
    ],
)
def test_a_certain_encoding_is_read_and_named(tmp_path: Path, text: str, codec: str, name: str) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(text.encode(codec))
    document, (note,) = read(path, "r.txt")
    assert document is not None
    assert document.lines == tuple(text.split("\n"))
    assert (note.code, note.severity, note.message) == ("R132", "note", f"r.txt was read as {name}")


_MACINTOSH = "The company’s “results”\nCash\t1,234\n".encode("mac-roman")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_MACINTOSH, "R104"),
        ("Прибыль за период\t5".encode("cp1251"), "R104"),
        ("现金及银行存款\t5".encode("gbk"), "R104"),
        ("현금\t5".encode("euc-kr"), "R104"),
        ("資産\t5".encode("cp932"), "R104"),
        ("Société “x” Générale".encode() + b" d\xe9j\xe0", "R104"),
        (b"Cash\x81\t5", "R104"),
        (b"Inven\0tories\t5", "R103"),
        (bytes(range(256)) * 2, "R103"),
    ],
)
def test_an_uncertain_encoding_is_refused(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(data)
    document, (wrong,) = read(path)
    assert (document, wrong.code, wrong.severity) == (None, code, "error")


@given(st.binary(max_size=200))
def test_any_bytes_have_one_encoding_or_none(data: bytes) -> None:
    found = encodings.decoded(data)
    assert found is None or "\0" not in found[0]


@given(st.text(st.characters(codec="cp932", categories=("Lo", "Nd", "Po"), min_codepoint=0x3041), min_size=9))
def test_japanese_is_read_as_written_or_not_at_all(text: str) -> None:
    for codec in ("cp932", "euc_jp"):
        try:
            data = text.encode(codec)
        except UnicodeEncodeError:
            continue
        found = encodings.decoded(data)
        assert found is None or found[0] == data.decode(codec)
