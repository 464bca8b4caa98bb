"""Mutated reports: whatever is done to a file, an audit ends in values and coded findings."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.hostile import examine
from support.iij import written
from support.reports import fraction, inline, report
from support.shared import CORPUS, needs

if TYPE_CHECKING:
    from collections.abc import Callable

TOKENS = (
    *(b"<", b">", b"/>", b'"', b"&", b"&#0;", b"&x;", b"xmlns", b"contextRef", b"unitRef", b"decimals"),
    *(b'id="x"', b"-", b"1e9", b"NaN", b"\x00", b"\xff", b"\xe3\x81", b"<!--", b"]]>", b"<?", b"#c_T", b".."),
)

Mutation = tuple[str, float, int, bytes]
mutations = st.lists(
    st.tuples(
        st.sampled_from(["flip", "cut", "double", "insert", "swap"]),
        st.floats(0, 1, exclude_max=True),
        st.integers(1, 200),
        st.sampled_from(TOKENS),
    ),
    min_size=1,
    max_size=4,
)


def mutated(data: bytes, changes: list[Mutation]) -> bytes:
    for kind, where, size, token in changes:
        at = int(where * len(data))
        head, piece, rest = data[:at], data[at : at + size], data[at + size :]
        data = {
            "flip": head + bytes(b ^ 1 for b in piece[:1]) + piece[1:] + rest,
            "cut": head + rest,
            "double": head + piece + piece + rest,
            "insert": head + token + piece + rest,
            "swap": head + rest[:size] + piece + rest[size:],
        }[kind]
    return data


def attack(folder: Path, name: str, changes: list[Mutation]) -> None:
    """Change one file, audit the folder, and put the file back."""
    path = folder / name
    whole = path.read_bytes()
    path.write_bytes(mutated(whole, changes))
    try:
        examine(folder)
    finally:
        path.write_bytes(whole)


bounded = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@bounded
@given(st.sampled_from(["c.xml", "c.xsd", "c_cal.xml"]), mutations)
def test_small_instances(tmp_path: Path, name: str, changes: list[Mutation]) -> None:
    if not (tmp_path / "c.xml").exists():
        report(tmp_path, "T=50@0 T=50@0 A=20@0 B=40@0")
    attack(tmp_path, name, changes)


@bounded
@given(mutations)
def test_small_inline_documents(tmp_path: Path, changes: list[Mutation]) -> None:
    if not (tmp_path / "c.htm").exists():
        inline(
            tmp_path, fraction("T", "5", 'decimals="0" scale="1"') + fraction("A", "2") + fraction("B", "3")
        )
    attack(tmp_path, "c.htm", changes)


def real(archive: str, folder: Path, choose: Callable[[str], bool]) -> str:
    """Unpack a filing of the corpus once; the name of the file to attack."""
    with zipfile.ZipFile(CORPUS / archive) as opened:
        if not any(folder.iterdir()):
            opened.extractall(folder)
        return next(name for name in opened.namelist() if choose(name))


@needs(CORPUS)
@settings(bounded, max_examples=60)
@given(mutations)
def test_a_real_filing(tmp_path: Path, changes: list[Mutation]) -> None:
    name = real("sec/nflx-10q-2010q3.zip", tmp_path, lambda name: name.endswith("0930.xml"))
    attack(tmp_path, name, changes)


@bounded
@given(mutations)
def test_our_own_summary(tmp_path: Path, changes: list[Mutation]) -> None:
    top = "tanshin/XBRLData/Summary/"
    if not any(tmp_path.iterdir()):
        for name, content in written("sample").built.files.items():
            if name.startswith(top):
                (tmp_path / name.removeprefix(top)).write_bytes(content)
    attack(tmp_path, next(path.name for path in tmp_path.glob("*-ixbrl.htm")), changes)


@pytest.mark.slow
@needs(CORPUS)
@pytest.mark.parametrize(
    ("archive", "part", "examples"),
    [
        ("tdnet/tdnet-47760-20240514.zip", "qcpl11", 30),
        ("tdnet/tdnet-62690-20240514.zip", "Summary/", 30),
        ("sec/pg-10k-2019-inline.zip", "kreport.htm", 8),
    ],
)
def test_a_real_inline_submission(tmp_path: Path, archive: str, part: str, examples: int) -> None:
    name = real(archive, tmp_path, lambda name: part in name and name.endswith(".htm"))

    @settings(bounded, max_examples=examples)
    @given(mutations)
    def attacked(changes: list[Mutation]) -> None:
        attack(tmp_path, name, changes)

    attacked()


@needs(CORPUS)
@pytest.mark.parametrize(
    "path", sorted((CORPUS / "tdnet").glob("*-ixbrl.htm")), ids=lambda path: path.name[:12]
)
def test_a_real_summary(tmp_path: Path, path: Path) -> None:
    (tmp_path / path.name).write_bytes(path.read_bytes())

    @settings(bounded, max_examples=40)
    @given(mutations)
    def attacked(changes: list[Mutation]) -> None:
        attack(tmp_path, path.name, changes)

    attacked()
